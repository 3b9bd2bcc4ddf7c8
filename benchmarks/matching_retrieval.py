"""Which published claim does a post repeat? Beside BM25, character 4-grams and rapidfuzz.

Reads the yardstick ``checked_claims`` beside the checkout (posts with the claim they repeat) and
is skipped with one line when it is absent. The published claims lie in an index as the program
makes it; three hundred candidates come from it and ``rank`` puts them in order. The same claim in
the collection twice is one hit, for which the first stands. Nothing that ships was fitted on this
data by a program: the weights of the ranking are round numbers set by hand, with an eye on the
part one may look at while working (``--train``), of which one line is printed at the end.
"""

import argparse
import csv
import heapq
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from claims_generator import generate
from rapidfuzz import fuzz, process

from workbench.desk.matching.meaning import encoded_words
from workbench.encoding.finding import what_is_missing
from workbench.indexing import ClaimIndex, open_index
from workbench.indexing.stored_facts import indexed_terms
from workbench.matching import Facts, counted_weights, facts_of, facts_of_text, rank
from workbench.model import Relation

if TYPE_CHECKING:
    from workbench.encoding.encoder import Encoder
    from workbench.indexing.vectors import VectorFile

HERE: Final = Path(__file__).resolve().parent
DATA: Final = HERE.parents[1] / "shared" / "yardsticks" / "checked_claims"
CANDIDATES: Final = 300
CANDIDATES_BY_MEANING: Final = 100
ENCODED_AT_ONCE: Final = 256
KEPT: Final = HERE.parent / "build"
PLANTED: Final = 20_000
PLANTED_QUERIES: Final = 500
TOP: Final = 10
SHOWN: Final = 20
Ranker = Callable[[str], list[int]]


@dataclass(frozen=True)
class Collection:
    """The published claims with their titles, and for each the first in the same words."""

    claims: list[str]
    titles: list[str]
    facts: list[Facts]
    first: list[int]


class Postings:
    """BM25 over any kind of tokens, the plain way."""

    def __init__(
        self, rows: Sequence[Sequence[str]], *, length: float, saturation: float = 1.2
    ) -> None:
        self._rows: dict[str, list[tuple[int, float]]] = {}
        mean = sum(map(len, rows)) / len(rows)
        for number, row in enumerate(rows):
            held = saturation * (1 - length + length * len(row) / mean)
            for token, times in Counter(row).items():
                score = times * (saturation + 1) / (times + held)
                self._rows.setdefault(token, []).append((number, score))
        self._weights = {
            token: math.log(1 + (len(rows) - len(found) + 0.5) / (len(found) + 0.5))
            for token, found in self._rows.items()
        }

    def best(self, tokens: Sequence[str], limit: int) -> list[int]:
        """The numbers of the best rows."""
        scores: dict[int, float] = {}
        for token in set(tokens):
            weight = self._weights.get(token, 0.0)
            for number, score in self._rows.get(token, ()):
                scores[number] = scores.get(number, 0.0) + weight * score
        return heapq.nsmallest(limit, scores, key=lambda number: (-scores[number], number))


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a table without its heading."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t"))[1:]


def collection() -> Collection:
    """Load the published claims."""
    rows = rows_of(DATA / "verified_claims.docs.tsv")
    claims, titles = [row[1] for row in rows], [row[2] for row in rows]
    facts = [facts_of_text(claim, title=title) for claim, title in zip(claims, titles, strict=True)]
    firsts: dict[str, int] = {}
    first = [firsts.setdefault(one.wording, number) for number, one in enumerate(facts)]
    return Collection(claims, titles, facts, first)


def queries(part: str, known: Collection) -> list[tuple[str, set[int]]]:
    """The posts of one part with the claims each repeats, mostly one."""
    posts = {int(row[0]): row[1] for row in rows_of(DATA / part / "tweets.queries.tsv")}
    found: dict[int, set[int]] = {}
    for line in (DATA / part / "tweet-vclaim-pairs.qrels").read_text("utf-8").splitlines():
        post, _, claim, _ = line.split()
        found.setdefault(int(post), set()).add(known.first[int(claim)])
    return [(posts[post], claims) for post, claims in found.items()]


def workbench(known: Collection) -> Ranker:
    """Candidates by their terms, put in order by ``rank``."""
    index = indexed(known)
    weights = index.weights

    def ranked(post: str) -> list[int]:
        facts = index.understood(facts_of_text(post))
        found = sorted(index.candidates(facts, CANDIDATES))
        matches = rank(facts, ((at, known.facts[at]) for at in found), weights, SHOWN)
        return [match.claim for match in matches]

    return ranked


def indexed(known: Collection) -> ClaimIndex:
    """The published claims in an index of the workbench, as if they had been imported."""
    folder = KEPT / "checked_claims"
    index = open_index(folder, "published")
    index.clear()
    index.update(enumerate(known.facts), stamp="all")
    return index


def encoded(known: Collection) -> "tuple[Encoder, VectorFile]":
    """The encoder, and the vectors of the published claims, which are kept in ``build``."""
    from workbench.encoding.encoder import Encoder
    from workbench.encoding.finding import model_folder
    from workbench.indexing.vectors import VectorFile

    encoder = Encoder(model_folder())
    texts = [encoded_words(one) for one in known.facts]
    keys, marks = list(range(len(texts))), [_mark(text) for text in texts]
    vectors = VectorFile(KEPT / f"checked_claims.{encoder.name}.vectors", encoder.size)
    lacking = vectors.lacking(keys, marks)
    for start in range(0, len(lacking), ENCODED_AT_ONCE):
        some = lacking[start : start + ENCODED_AT_ONCE]
        found = encoder.vectors([texts[at] for at in some])
        vectors.add(some, [marks[at] for at in some], found)
    return encoder, vectors


def with_encoder(known: Collection) -> Ranker:
    """The same as ``workbench``, with what the encoder says of meaning."""
    encoder, vectors = encoded(known)
    marks = [_mark(encoded_words(one)) for one in known.facts]
    index = indexed(known)
    weights = index.weights

    def ranked(post: str) -> list[int]:
        facts = index.understood(facts_of_text(post))
        vector = encoder.vectors([post])[0]
        near = vectors.nearest(vector, CANDIDATES_BY_MEANING)
        at = sorted({*index.candidates(facts, CANDIDATES), *near})
        cosines = vectors.cosines(vector, at, [marks[one] for one in at])
        claims = [(one, known.facts[one]) for one in at]
        return [match.claim for match in rank(facts, claims, weights, SHOWN, nearness=cosines)]

    return ranked


def _mark(text: str) -> int:
    from workbench.indexing.vectors import mark_of

    return mark_of(text)


def by_meaning(known: Collection) -> Ranker:
    """The vectors of the encoder alone."""
    encoder, vectors = encoded(known)
    return lambda post: vectors.nearest(encoder.vectors([post])[0], SHOWN * 2)


def by_words(known: Collection) -> Ranker:
    """BM25 of words."""
    rows = [_words(f"{one} {two}") for one, two in zip(known.claims, known.titles, strict=True)]
    postings = Postings(rows, length=0.75)
    return lambda post: postings.best(_words(post), SHOWN * 2)


def by_terms(known: Collection) -> Ranker:
    """BM25 of our canonical terms, and nothing else."""
    postings = Postings([(*one.terms, *one.title) for one in known.facts], length=0.4)
    return lambda post: postings.best(indexed_terms(facts_of_text(post)), SHOWN * 2)


def by_letters(known: Collection) -> Ranker:
    """BM25 of character 4-grams."""
    rows = [_letters(f"{one} {two}") for one, two in zip(known.claims, known.titles, strict=True)]
    postings = Postings(rows, length=0.4)
    return lambda post: postings.best(_letters(post), SHOWN * 2)


def by_rapidfuzz(scorer: Callable[..., float]) -> Callable[[Collection], Ranker]:
    """A scorer of rapidfuzz over every claim."""

    def made(known: Collection) -> Ranker:
        claims = [claim.lower() for claim in known.claims]

        def ranked(post: str) -> list[int]:
            found = process.extract(post.lower(), claims, scorer=scorer, limit=SHOWN * 2)
            return [number for _, _, number in found]

        return ranked

    return made


def _words(text: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in text.lower()).split()


def _letters(text: str) -> list[str]:
    joined = f" {' '.join(_words(text))} "
    return [joined[at : at + 4] for at in range(len(joined) - 3)]


RANKERS: Final[dict[str, Callable[[Collection], Ranker]]] = {
    "workbench": workbench,
    "workbench with the encoder": with_encoder,
    "the encoder alone": by_meaning,
    "BM25 of the workbench's terms": by_terms,
    "BM25 of words (b .75)": by_words,
    "BM25 of character 4-grams (b .4)": by_letters,
    "rapidfuzz token_set_ratio": by_rapidfuzz(fuzz.token_set_ratio),
    "rapidfuzz ratio": by_rapidfuzz(fuzz.ratio),
}


def measure(
    ranker: Ranker, known: Collection, asked: list[tuple[str, set[int]]]
) -> tuple[list[float], float]:
    """MAP@5 and the shares found first, in the first ten and twenty; milliseconds a post."""
    begin = time.process_time()
    orders = [ranker(post) for post, _ in asked]
    spent = (time.process_time() - begin) / len(asked) * 1000
    precision = 0.0
    firsts: list[int] = []
    for order, (_, gold) in zip(orders, asked, strict=True):
        hits = list(dict.fromkeys(known.first[number] for number in order))
        places = sorted(hits.index(claim) + 1 for claim in gold if claim in hits)
        precision += sum(
            nth / place for nth, place in enumerate(places, start=1) if place <= 5
        ) / len(gold)
        firsts.append(places[0] if places else 0)
    count = len(asked)
    shares = [sum(0 < place <= top for place in firsts) / count for top in (1, 10, 20)]
    return [precision / count, *shares], spent


def reachable(known: Collection, asked: list[tuple[str, set[int]]]) -> int:
    """For how many posts a claim that is meant is among the candidates."""
    index = indexed(known)
    found = 0
    for post, gold in asked:
        keys = index.candidates(index.understood(facts_of_text(post)), CANDIDATES)
        found += not gold.isdisjoint([known.first[key] for key in keys])
    return found


def measure_planted() -> None:
    """Print how often a generated claim that is told again is found among many."""
    claims = list(generate(PLANTED, seed=31))
    facts = [facts_of(claim.statement) for claim in claims]
    postings = Postings([one.terms for one in facts], length=0.4)
    weights = counted_weights(one.terms for one in facts)
    events = Counter(claim.event for claim in claims)
    asked = [at for at, claim in enumerate(claims) if events[claim.event] > 1][:PLANTED_QUERIES]
    hits = best = duplicates = 0
    begin = time.process_time()
    for at in asked:
        found = [one for one in postings.best(facts[at].terms, CANDIDATES) if one != at]
        matches = rank(facts[at], ((one, facts[one]) for one in found), weights, TOP)
        same = [claims[match.claim].event == claims[at].event for match in matches]
        hits += any(same)
        best += same[:1] == [True]
        duplicates += any(
            match.relation is Relation.DUPLICATE and right
            for match, right in zip(matches, same, strict=True)
        )
    spent = (time.process_time() - begin) / len(asked) * 1000
    print(
        f"\nPlanted: {len(asked)} claims that are told again among {PLANTED:,}: found in the first "
        f"ten {hits / len(asked):.3f}, first of all {best / len(asked):.3f}, called duplicate "
        f"{duplicates / len(asked):.3f}; {spent:.1f} ms each (CPU)."
    )


def main() -> None:
    """Measure every ranker on one part of the data."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--train", action="store_true", help="the 800 posts one may look at")
    parser.add_argument("--only", help="the rankers whose name holds this")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print("Posts: skipped, ../shared/yardsticks/checked_claims is not here.")
        measure_planted()
        return
    known = collection()
    asked = queries("train" if arguments.train else "dev", known)
    print(f"{len(asked)} posts against {len(known.claims):,} published claims.\n")
    print("| ranker | MAP@5 | P@1 | R@10 | R@20 | ms a post (CPU) |")
    print("|---|---:|---:|---:|---:|---:|")
    missing = what_is_missing()
    for name, made in RANKERS.items():
        if "encoder" in name and missing is not None:
            continue
        if not arguments.only or arguments.only in name:
            shares, spent = measure(made(known), known, asked)
            listed = " | ".join(f"{share:.3f}" for share in shares)
            print(f"| {name} | {listed} | {spent:.1f} |", flush=True)
    if missing is not None:
        print(f"\nWith the encoder: skipped, {missing}.")
    print(
        f"\nThe claim that is meant is among the {CANDIDATES} candidates of "
        f"{reachable(known, asked)} posts."
    )
    if not arguments.train and not arguments.only:
        looked_at = queries("train", known)
        average, first, _, twenty = measure(workbench(known), known, looked_at)[0]
        print(
            f"\nOn the {len(looked_at)} posts that one may look at while working, by which the "
            f"weights were set: MAP@5 {average:.3f}, P@1 {first:.3f}, R@20 {twenty:.3f}."
        )
    measure_planted()


if __name__ == "__main__":
    main()
