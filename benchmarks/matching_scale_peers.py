"""Other ways to find duplicates, each as a function; used by ``matching_scale.py``.

They get the same statements. Those that search canonical terms are given the terms of this
program, so that only the engines are compared; the others search the plain text.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import combinations, islice
from typing import Any, Final, TypeAlias

from matching_linkage_peers import dedupe_pairs, splink_pairs
from rapidfuzz import fuzz, process

from workbench.matching import facts_of
from workbench.model import Statement

Answers: TypeAlias = Callable[[Statement, int], list[int]]
Linked: TypeAlias = list[tuple[int, int]]
_RAREST: Final = 6


class Absent(Exception):
    """A peer is not installed; the message is the line to print."""


def rapidfuzz_ratio(statements: Iterable[Statement]) -> Answers:
    """The plain likeness of two strings."""
    return _extract(statements, fuzz.ratio)


def rapidfuzz_token_set(statements: Iterable[Statement]) -> Answers:
    """The likeness of sets of words, the best of rapidfuzz here."""
    return _extract(statements, fuzz.token_set_ratio)


def fts5_terms(statements: Iterable[Statement]) -> Answers:
    """SQLite's FTS5 as a store of canonical terms, asked by pairs of the rarest."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE claim USING fts5(terms, content='', detail=none)")
    counts: Counter[str] = Counter()

    def rows() -> Iterator[tuple[int, str]]:
        for key, one in enumerate(statements):
            tokens = _tokens(one)
            counts.update(tokens)
            yield key, " ".join(tokens)

    connection.executemany("INSERT INTO claim(rowid, terms) VALUES(?, ?)", rows())

    def answers(one: Statement, limit: int) -> list[int]:
        tokens = sorted(filter(counts.get, _tokens(one)), key=counts.__getitem__)
        shared: Counter[int] = Counter()
        for one_token, other in islice(combinations(tokens[:_RAREST], 2), 15):
            found = connection.execute(
                "SELECT rowid FROM claim WHERE claim MATCH ? LIMIT 500", (f"{one_token} {other}",)
            )
            shared.update(key for (key,) in found)
        return [key for key, _ in shared.most_common(limit)]

    return answers


def tantivy_terms(statements: Iterable[Statement]) -> Answers:
    """The engine tantivy over canonical terms."""
    _need("tantivy")
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("key", stored=True)
    schema.add_text_field("terms", tokenizer_name="whitespace", index_option="basic")
    built = schema.build()
    index = tantivy.Index(built)
    writer = index.writer(100_000_000, 1)
    counts: Counter[str] = Counter()
    for key, one in enumerate(statements):
        tokens = _tokens(one)
        counts.update(tokens)
        writer.add_document(tantivy.Document(key=key, terms=" ".join(tokens)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def answers(one: Statement, limit: int) -> list[int]:
        tokens = sorted(_tokens(one), key=lambda token: counts[token])
        asked = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(built, "terms", token, "basic"))
                for token in tokens
            ]
        )
        return [searcher.doc(found)["key"][0] for _, found in searcher.search(asked, limit).hits]

    return answers


def minhash_query(statements: Iterable[Statement]) -> Answers:
    """The MinHash LSH of datasketch over words."""
    lsh, hashed = _lsh(statements)

    def answers(one: Statement, limit: int) -> list[int]:
        return [int(key) for key in lsh.query(hashed(one.text))][:limit]

    return answers


def rapidfuzz_pairs(statements: Sequence[Statement]) -> Linked:
    """Every claim with every other: words in order of the alphabet, alike by 85 of 100."""
    _need("numpy")
    texts = [" ".join(sorted(one.text.lower().split())) for one in statements]
    links: Linked = []
    for start in range(0, len(texts), 500):
        scores = process.cdist(
            texts[start : start + 500], texts, scorer=fuzz.ratio, score_cutoff=85, workers=1
        )
        rows, columns = scores.nonzero()
        links.extend(
            (start + int(row), int(column))
            for row, column in zip(rows, columns, strict=True)
            if start + row < column
        )
    return links


def minhash_pairs(statements: Sequence[Statement]) -> Linked:
    """The MinHash LSH of datasketch over words, threshold .6."""
    lsh, hashed = _lsh(statements)
    links: Linked = []
    for key, one in enumerate(statements):
        links.extend((int(found), key) for found in lsh.query(hashed(one.text)) if found < key)
    return links


def splink_records(statements: Sequence[Statement]) -> Linked:
    """The record linkage of splink over DuckDB, given the slots."""
    _need("splink")
    return splink_pairs(statements)


def dedupe_records(statements: Sequence[Statement]) -> Linked:
    """The record linkage of dedupe, given the slots and 300 pairs to learn from."""
    _need("dedupe")
    return dedupe_pairs(statements)


def _extract(statements: Iterable[Statement], scorer: Callable[..., float]) -> Answers:
    texts = [one.text.lower() for one in statements]

    def answers(one: Statement, limit: int) -> list[int]:
        found = process.extract(one.text.lower(), texts, scorer=scorer, limit=limit)
        return [int(key) for _, _, key in found]

    return answers


def _lsh(statements: Iterable[Statement]) -> tuple[Any, Callable[[str], Any]]:
    _need("datasketch")
    from datasketch import MinHash, MinHashLSH

    def hashed(text: str) -> Any:
        made = MinHash(num_perm=128)
        made.update_batch([word.encode() for word in set(text.lower().split())])
        return made

    lsh = MinHashLSH(threshold=0.6, num_perm=128)
    for key, one in enumerate(statements):
        lsh.insert(key, hashed(one.text))
    return lsh, hashed


def _tokens(one: Statement) -> list[str]:
    """Terms as words that every tokenizer leaves whole."""
    return [f"t{term.encode().hex()}" for term in facts_of(one).terms]


def _need(library: str) -> None:
    if find_spec(library) is None:
        raise Absent(f"{library} is not installed, so it was not measured.")


QUERY_PEERS: Final[dict[str, tuple[int, Callable[[Iterable[Statement]], Answers]]]] = {
    "rapidfuzz ratio": (1_000_000, rapidfuzz_ratio),
    "rapidfuzz token_set_ratio": (100_000, rapidfuzz_token_set),
    "FTS5, canonical terms": (1_000_000, fts5_terms),
    "tantivy, canonical terms": (1_000_000, tantivy_terms),
    "MinHash LSH (datasketch)": (100_000, minhash_query),
}
"""Each with the largest number of claims that it is asked to bear."""
PAIR_PEERS: Final[dict[str, tuple[int, Callable[[Sequence[Statement]], Linked]]]] = {
    "rapidfuzz cdist, sorted words": (10_000, rapidfuzz_pairs),
    "MinHash LSH (datasketch)": (100_000, minhash_pairs),
    "splink, given the slots": (10_000, splink_records),
    "dedupe, given the slots": (1_000, dedupe_records),
}
