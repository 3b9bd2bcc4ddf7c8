"""How well passages are found for a claim, beside plain BM25 and rapidfuzz, and absent digits.

Reads the WiCE development data from ``../shared/yardsticks`` and is skipped with one line when it
is absent. A hit is any sentence that the annotators chose; claims for which they chose none do
not count. The weights of the ranking were fitted on these claims: the line of cross-validation
(ten parts, each measured with weights fitted on the other nine) is the one to believe.
``--misses`` lists every wrong flag and every miss.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from workbench.model import Sentence, Statement
from workbench.sourcing.passages import TextIndex, find_passages
from workbench.sourcing.passages.digits import absent_spans
from workbench.sourcing.passages.ranking import best_by_words, rank
from workbench.sourcing.passages.words import terms_in

HERE: Final = Path(__file__).resolve().parent
DATA: Final = HERE.parents[1] / "shared" / "yardsticks" / "wice"
CROSS_VALIDATED: Final = "hit@1 .870, hit@3 .969, hit@5 .984"
RANKS: Final = (1, 3, 5)
Row = dict[str, Any]
Ranker = Callable[[str, str, Sequence[Sentence]], list[int]]


def page_of(evidence: Sequence[str]) -> tuple[str, list[Sentence]]:
    """Put the sentences of a page on lines of one text."""
    sentences: list[Sentence] = []
    at = 0
    for line in evidence:
        sentences.append(Sentence(at, at + max(len(line), 1)))
        at += len(line) + 1
    return "\n".join(evidence) + "\n", sentences


def ours(claim: str, text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Rank as the desk does; the index is built each time."""
    index = TextIndex.build(text, sentences=sentences)
    return [one.sentence for one in rank(terms_in("en").of(claim), index)]


def stemmed_bm25(claim: str, text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Rank by BM25 of stems alone."""
    index = TextIndex.build(text, sentences=sentences)
    return [one.sentence for one in best_by_words(terms_in("en").of(claim), index)]


def plain_bm25(claim: str, text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Rank by BM25 of words as they stand, k1 1.2 and b .75."""
    index = TextIndex.build("", sentences=())
    for number, sentence in enumerate(sentences):
        words = re.findall(r"\w+", text[sentence.start : sentence.end].lower())
        index.terms.append(words)
        for word in words:
            index.postings.setdefault(word, []).append(number)
    full = TextIndex(text, "en", tuple(sentences), index.terms, index.postings)
    return [one.sentence for one in best_by_words(re.findall(r"\w+", claim.lower()), full)]


def by_rapidfuzz(scorer: Callable[[str, str], float]) -> Ranker:
    """Rank by a scorer of rapidfuzz."""

    def ranked(claim: str, text: str, sentences: Sequence[Sentence]) -> list[int]:
        scores = [scorer(claim, text[one.start : one.end]) for one in sentences]
        return sorted(range(len(scores)), key=lambda number: -scores[number])

    return ranked


RANKERS: Final[dict[str, Ranker]] = {
    "workbench": ours,
    "BM25 of stems (b .5)": stemmed_bm25,
    "BM25 of words": plain_bm25,
    "rapidfuzz token_set_ratio": by_rapidfuzz(fuzz.token_set_ratio),
    "rapidfuzz partial_ratio": by_rapidfuzz(fuzz.partial_ratio),
    "rapidfuzz WRatio": by_rapidfuzz(fuzz.WRatio),
}


def rows_of(name: str) -> list[Row]:
    """Load one file of the yardstick."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def measure_ranking(rows: Sequence[Row]) -> None:
    """Print one line for each ranker."""
    pages = [(row["claim"], *page_of(row["evidence"])) for row in rows]
    gold = [{place for chosen in row["supporting_sentences"] for place in chosen} for row in rows]
    print("| ranker | hit@1 | hit@3 | hit@5 | ms an article (CPU) |")
    print("|---|---:|---:|---:|---:|")
    for name, ranker in RANKERS.items():
        hits: Counter[int] = Counter()
        begin = time.process_time()
        orders = [ranker(*page) for page in pages]
        spent = (time.process_time() - begin) / len(pages) * 1000
        for order, wanted in zip(orders, gold, strict=True):
            hits.update(top for top in RANKS if wanted & set(order[:top]))
        shares = " | ".join(f"{hits[top] / len(gold):.3f}" for top in RANKS)
        print(f"| {name} | {shares} | {spent:.1f} |")


def measure_whole(rows: Sequence[Row]) -> None:
    """Print what a whole report costs, slots and highlights included."""
    begin = time.process_time()
    for row in rows:
        text, sentences = page_of(row["evidence"])
        claim = Statement(0, len(row["claim"]), row["claim"], row["claim"])
        find_passages(claim, text, index=TextIndex.build(text, sentences=sentences))
    spent = (time.process_time() - begin) / len(rows) * 1000
    print(f"\nA whole report of 20 passages, absent digits included: {spent:.1f} ms an article.")


def measure_digits(name: str, misses: bool) -> None:
    """Print precision and recall of the flag for absent digits."""
    right = wrong = missed = 0
    for row in rows_of(name):
        claim, at = row["claim"], 0
        spans = absent_spans(claim, "\n".join(row["evidence"]))
        for token, unsupported in zip(row["claim_tokens"], row["non_supported_spans"], strict=True):
            start = claim.find(token, at)
            if start < 0:
                continue
            at = start + len(token)
            if not any(character.isdigit() for character in token):
                continue
            flagged = any(left < at and start < right_end for left, right_end in spans)
            right += flagged and unsupported
            wrong += flagged and not unsupported
            missed += unsupported and not flagged
            if misses and flagged != unsupported:
                print(f"    {'wrong' if flagged else 'missed'}: {token} | {claim}")
    precision, recall = right / (right + wrong), right / (right + missed)
    print(f"| {name.split('_')[-1].split('.')[0]} | {precision:.3f} | {recall:.3f} |")


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list wrong flags and misses")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print("Passages: skipped, ../shared/yardsticks/wice is absent.")
        return
    rows = [row for row in rows_of("evidence_dev.jsonl") if any(row["supporting_sentences"])]
    print(f"{len(rows)} claims of WiCE dev with their web page; building the index counts.\n")
    measure_ranking(rows)
    print(
        f"\nFitted on these claims; in tenfold cross-validation over claims: {CROSS_VALIDATED}. "
        "Goals: hit@1 .87, hit@5 .98, 3 ms."
    )
    measure_whole(rows)
    print("\nThe flag for digits that are not on the page (goals: P .95, R .75 on dev):\n")
    print("| part | precision | recall |\n|---|---:|---:|")
    for name in ("unsupported_tokens_dev.jsonl", "unsupported_tokens_train.jsonl"):
        measure_digits(name, arguments.misses)


if __name__ == "__main__":
    main()
