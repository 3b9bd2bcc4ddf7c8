"""Measure the reading of claims on hand-made gold: coverage, precision, fabrication, names.

Gold lies in ``gold/`` and beside the texts in ``../shared/articles``; without the texts the
program says so and stops. A statement matches a gold claim one to one when the F1 of their
content words is at least 0.6, best pairs first. In the second pair of columns a statement is its
words together with its claimant: the gold's wording of what somebody says names who says it ("The
mayor said that ..."), while a statement keeps that in a field of its own; so the claimant's words
count where gold and statement name the same one. The third pair of columns adds pairs whose
spans overlap by at least 0.6 (intersection over union), since a claim of the gold stands alone
in words of its own. Optional claims of the gold are neither missed nor false. Fabrication counts
statements with a word, number or name that the document lacks, and spans that are not exact; the
verb that stands in brackets for the comma between a thing and what it is said to be, "[is]" or
"[are]", is no word of the document and is left out.
Speed is sentences per second of processor time. Only misses of development texts are printed.
The unseen part of the split is left out; ``--unseen`` reads it, and nothing else.

Run: ``python benchmarks/reading_claims.py [--misses [--worst N] | --unseen]``
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from gold_texts import ARTICLES, GOLD, document_of, document_text

from workbench.model import Statement

ENOUGH: Final = 0.6
SPLIT: Final = GOLD / "split.json"
UNSEEN: Final = "held_out"  # how the names of parts begin that are kept unseen
ROUNDS: Final = 5
COLUMNS: Final = (
    "coverage | precision | with claimant: coverage | precision | with spans: coverage | precision"
)
STOP_WORDS: Final = frozenset(
    """a an the of to in on at by for from with and or but as that this these those it its he she
    they them his her their is are was were be been being has have had do does did will would
    there which who whom whose also into than then so not no i we our us my you your""".split()  # noqa: SIM905
)
COUNTS: Final = (
    *("gold", "by_words", "ours_by_words", "by_whole", "ours_by_whole"),
    *("either", "ours_either", "fabricated", "speakers"),
)
BE: Final = re.compile(r" \[(?:is|are)\] ")
KINDS: Final = {
    "NORP": "group",
    "GPE": "place",
    "FAC": "place",
    "ORG": "organisation",
    "LAW": "law",
    "PERSON": "person",
}


@dataclass
class Score:
    """Counts of one text or of several.

    ``by_words``, ``by_whole`` and ``either`` are pairs matched by the words alone, with the
    claimant, and with the spans as well.

    What matches an optional claim of the gold counts nowhere, by either way of matching.
    """

    name: str
    gold: int = 0
    by_words: int = 0
    ours_by_words: int = 0
    by_whole: int = 0
    ours_by_whole: int = 0
    either: int = 0
    ours_either: int = 0
    fabricated: int = 0
    speakers: int = 0
    unmatched: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def row(self) -> str:
        """The line of a table."""
        shares = (
            *rates(self.by_words, self.gold, self.ours_by_words),
            *rates(self.by_whole, self.gold, self.ours_by_whole),
            *rates(self.either, self.gold, self.ours_either),
        )
        cells = [self.name, str(self.gold), str(self.ours_by_words)]
        cells += [f"{share:.2f}" for share in shares]
        cells += [str(self.fabricated), f"{self.speakers}/{self.by_words}"]
        return f"| {' | '.join(cells)} |"


def rates(matched: int, gold: int, ours: int) -> tuple[float, float]:
    """Coverage and precision."""
    return matched / gold if gold else 0.0, matched / ours if ours else 0.0


def content(text: str) -> Counter[str]:
    """The content words of a text, each as often as it occurs."""
    words = re.findall(r"\d[\d,.]*\d|\w+", text.lower().replace("’", "'"))
    return Counter(
        word for word in words if (word not in STOP_WORDS and len(word) > 1) or word.isdigit()
    )


def agreement(ours: Counter[str], theirs: Counter[str]) -> float:
    """The F1 of two bags of words."""
    shared = sum((ours & theirs).values())
    return 2 * shared / (sum(ours.values()) + sum(theirs.values())) if shared else 0.0


Span = tuple[int, int]


def overlap(ours: Span, theirs: Span) -> float:
    """How much two spans share: intersection over union."""
    shared = min(ours[1], theirs[1]) - max(ours[0], theirs[0])
    return shared / (max(ours[1], theirs[1]) - min(ours[0], theirs[0])) if shared > 0 else 0.0


def best_pairs(
    scored: list[tuple[float, int, int]], taken: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """``taken`` and further one-to-one pairs of at least ``ENOUGH``, best first."""
    found = list(taken)
    left, right = {i for i, _ in taken}, {j for _, j in taken}
    for value, i, j in sorted(scored, reverse=True):
        if value < ENOUGH:
            break
        if i not in left and j not in right:
            found.append((i, j))
            left.add(i)
            right.add(j)
    return found


Pairs = list[tuple[int, int]]


def pairs(
    ours: Sequence[Statement], gold: list[dict[str, Any]], *, claimants: bool = False
) -> tuple[Pairs, Pairs]:
    """Pairs by their words, and those with the further pairs by their spans.

    With ``claimants`` the words of a statement are those of its claimant as well, where the gold
    names the same one.
    """
    bags = [content(one.text) for one in ours]
    golds = [content(claim["claim"]) for claim in gold]
    scored = [
        (agreement(bag, other), i, j) for i, bag in enumerate(bags) for j, other in enumerate(golds)
    ]
    if claimants:
        speakers = [gold_speaker(claim) for claim in gold]
        for place, (value, i, j) in enumerate(scored):
            said, speaker = ours[i].claimant, speakers[j]
            if said is not None and speaker is not None and same_speaker(said, speaker):
                whole = bags[i] + content(f"{said} said")
                scored[place] = max(value, agreement(whole, golds[j])), i, j
    words = best_pairs(scored, [])
    spans = [span_of(claim) for claim in gold]
    overlaps = [
        (overlap((one.start, one.end), span), i, j)
        for i, one in enumerate(ours)
        for j, span in enumerate(spans)
    ]
    return words, best_pairs(overlaps, words)


def span_of(claim: dict[str, Any]) -> Span:
    """The span of a gold claim in either form of the files."""
    place = claim.get("span", claim)
    return int(place["start"]), int(place["end"])


def gold_speaker(claim: dict[str, Any]) -> str | None:
    """Who says a gold claim; ``None`` for the article itself and for nobody in particular."""
    attribution = claim.get("attribution", claim.get("claimant"))
    if isinstance(attribution, dict):
        if attribution.get("kind") in ("narrator", "impersonal"):
            return None
        return str(attribution["source"]).replace(" website", "")
    return attribution


def same_speaker(ours: str | None, theirs: str | None) -> bool:
    """Whether two speakers are the same: equal, or one's words are within the other's."""
    if ours is None or theirs is None:
        return ours is theirs
    left, right = content(ours), content(theirs)
    if not left - right or not right - left:
        return True
    return {"nato", "alliance"} <= set(left) | set(right)


def gold_of(name: str, text: str) -> list[dict[str, Any]] | None:
    """The claims marked in a text; ``None`` if the text is not the one that was marked."""
    path = GOLD / f"{name}.claims.json"
    if not path.is_file():
        path = ARTICLES / "gold" / path.name
    gold = json.loads(path.read_text(encoding="utf-8"))
    if gold.get("sha256") not in (None, hashlib.sha256(text.encode()).hexdigest()):
        return None
    return list(gold["claims"])


def score(name: str) -> Score | None:
    """Read one article and compare it with its gold, if it is the text that was marked."""
    from workbench.reading import read

    text = document_text(document_of(name))
    gold = gold_of(name, text) if text is not None else None
    if text is None or gold is None:
        return None
    ours = read(text).statements
    vocabulary = set(re.findall(r"\w+", text.lower()))
    result = Score(name, sum(not claim.get("optional") for claim in gold))
    result.fabricated = sum(
        bool(set(re.findall(r"\w+", BE.sub(" ", one.text).lower())) - vocabulary)
        or text[one.start : one.end] != one.span
        for one in ours
    )
    words, _ = pairs(ours, gold)
    whole, either = pairs(ours, gold, claimants=True)
    kinds = (words, whole, either)
    firm = [[(i, j) for i, j in found if not gold[j].get("optional")] for found in kinds]
    result.by_words, result.by_whole, result.either = map(len, firm)
    counted = [len(ours) - len(all_) + len(some) for all_, some in zip(kinds, firm, strict=True)]
    result.ours_by_words, result.ours_by_whole, result.ours_either = counted
    result.speakers = sum(same_speaker(ours[i].claimant, gold_speaker(gold[j])) for i, j in firm[0])
    left, right = {i for i, _ in words}, {j for _, j in words}
    result.unmatched = [one.text for i, one in enumerate(ours) if i not in left]
    result.missed = [
        claim["claim"]
        for j, claim in enumerate(gold)
        if j not in right and not claim.get("optional")
    ]
    return result


def summed(name: str, scores: list[Score]) -> Score:
    """Add up the counts of several texts."""
    whole = Score(name)
    for key in COUNTS:
        setattr(whole, key, sum(getattr(one, key) for one in scores))
    return whole


def names_agreement() -> tuple[float, float, list[str]]:
    """F1 of the names of the first article with and without their kinds, and what is wrong."""
    from workbench.reading import read

    text = (ARTICLES / "kosovo.txt").read_text(encoding="utf-8")
    gold = json.loads((ARTICLES / "gold" / "kosovo.claims.json").read_text(encoding="utf-8"))
    wanted = {(e["start"], e["end"], KINDS[e["type"]]) for e in gold["all_entities"]}
    ours = {
        (name.start, name.end, "organisation" if name.kind == "unit" else str(name.kind))
        for name in read(text).names
    }
    spans = {key[:2] for key in ours}, {key[:2] for key in wanted}
    typed = 2 * len(ours & wanted) / (len(ours) + len(wanted))
    plain = 2 * len(spans[0] & spans[1]) / (len(spans[0]) + len(spans[1]))
    wrong = [f"{kind}: {text[a:b]}" for a, b, kind in sorted(ours ^ wanted)]
    return typed, plain, wrong


def speed() -> tuple[float, int]:
    """Sentences per second of processor time over all articles, and how many there are."""
    from workbench.reading import read

    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    sentences = sum(len(read(text).sentences) for text in texts)
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            read(text)
    return ROUNDS * sentences / (time.process_time() - start), sentences


def cost_of(code: str) -> float:
    """Milliseconds of processor time that ``code`` takes in a fresh interpreter."""
    timed = f"import time;a=time.process_time();{code};print((time.process_time()-a)*1000)"
    done = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
    return float(done.stdout)


def tables(*, unseen: bool = False) -> list[Score]:
    """Print a table for each part of the split; give the scores of the development texts."""
    split = json.loads(SPLIT.read_text(encoding="utf-8"))
    development: list[Score] = []
    for part in split:
        if part.startswith(UNSEEN) is not unseen:
            continue
        scores: list[Score] = []
        for name in sorted(split[part]):
            one = score(name)
            if one is None:
                print(f"{name}: skipped, the text is not the one that was marked")
            else:
                scores.append(one)
        print(f"\n| {part} | gold | ours | {COLUMNS} | fabricated | who |")
        print("|---" * 11 + "|")
        for one in (*scores, summed("together", scores)):
            print(one.row())
        if not part.startswith(UNSEEN):
            development += scores
    return development


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list misses of development texts")
    parser.add_argument("--worst", type=int, default=10, help="how many misses of each kind")
    parser.add_argument("--unseen", action="store_true", help="only the texts kept unseen")
    arguments = parser.parse_args()
    options = " --misses" * arguments.misses + " --unseen" * arguments.unseen
    print(f"`python benchmarks/reading_claims.py{options}`")
    if not (ARTICLES / "gold").is_dir():
        print("\nskipped: the texts that were marked are not beside the project")
        return
    if arguments.unseen:
        if not any(part.startswith(UNSEEN) for part in json.loads(SPLIT.read_text("utf-8"))):
            print("\nskipped: no part of the gold is kept unseen at present")
        tables(unseen=True)
        return
    development = tables()
    typed, plain, wrong = names_agreement()
    print(f"\n- names on kosovo: F1 {plain:.3f}, with kind {typed:.3f}; wrong: {wrong or 'none'}")
    rate, sentences = speed()
    print(f"- speed: {rate:,.0f} sentences a second over {sentences} sentences")
    article = f"from pathlib import Path;t=Path({str(ARTICLES / 'kosovo.txt')!r}).read_text()"
    print(f"- import workbench.reading: {cost_of('import workbench.reading'):.1f} ms")
    first = cost_of(f"{article};from workbench.reading import read;read(t)")
    print(f"- first reading of an article, everything included: {first:.0f} ms")
    for one in development if arguments.misses else ():
        print(f"\n{one.name}: statements that match no gold claim\n")
        for text in one.unmatched[: arguments.worst]:
            print(f"- {text[:200]}")
        print(f"\n{one.name}: gold claims that were not found\n")
        for text in one.missed[: arguments.worst]:
            print(f"- {text[:200]}")


if __name__ == "__main__":
    main()
