"""Count what the reader takes apart of the constructions that a parser sees in unmarked sentences.

    python -m pip install . spacy   # and spaCy's small English pipeline
    python benchmarks/reading_constructions.py [--pipeline en_core_web_sm] [--show KIND [-n 20]]

Rules mended on marked texts fit these texts; thousands of sentences that nobody has marked tell
which plain constructions are left whole. A construction counts as taken apart when a statement has
its span, with an intersection over union of at least 0.6. A parser errs, and not each construction
is a claim ("people who smoke" means nobody in particular), so no goal is 1.0: compare before and
after. Half of the sentences is to look at, ``--show`` prints none of the other half.

The sentences are of WiCE, but for the texts of the unseen gold. Parses are kept in
``build/constructions``.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Final

from gold_texts import GOLD, document_of, document_text
from joints_teacher import (
    AUXILIARIES,
    FINITE_TAGS,
    RELATIVE_TAGS,
    SUBJECTS,
    YARDSTICKS,
    Parse,
    Word,
    parses,
    sentences,
)
from reading_claims import ENOUGH, UNSEEN, Span, overlap

from workbench.reading import read

KEPT: Final = Path(__file__).resolve().parents[1] / "build" / "constructions"
COUNT: Final = 8_000
LEAST_WORDS: Final = 3
ACTING: Final = frozenset({"by", "after", "before", "while", "since", "in", "without", "despite"})
SHOWN: Final = 20


class Sentence:
    """A parsed sentence, and what it is asked."""

    def __init__(self, parse: Parse) -> None:
        self.text, self.words = parse
        self._below: dict[int, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            if word.head != place:
                self._below[word.head].append(place)

    def span(self, first: int, last: int) -> Span:
        """The characters of some words, without the marks that end them."""
        end = self.words[last + 1].start if last + 1 < len(self.words) else len(self.text)
        written = self.text[self.words[first].start : end].rstrip(' .,;:!?"”')
        return self.words[first].start, self.words[first].start + len(written)

    def constructions(self) -> Iterator[tuple[str, Span]]:
        """Each construction with its name and the span that a statement of it would have."""
        for place, word in enumerate(self.words):
            found = self._construction(place, word)
            if found is not None and word.last - word.first + 1 >= LEAST_WORDS:
                yield found

    def _construction(self, place: int, word: Word) -> tuple[str, Span] | None:
        first, last = word.first, word.last
        verb = word.tag.startswith("V") or word.tag == "MD"
        match word.relation:
            case "advcl":
                return self._adverbial(place, word)
            case "pcomp" if word.tag == "VBG" and self._lower(word.head) in ACTING:
                return "gerund", self.span(first, last)
            case "conj" if verb and self.words[word.head].tag.startswith(("V", "MD")):
                if self._has_subject(place):
                    return "conjoined clause", self.span(first, last)
                if self._is_finite(word.head):
                    return "conjoined predicate", self.span(first, last)
                return None
            case "relcl":
                opened = any(
                    self.words[i].tag in RELATIVE_TAGS | {"IN"} for i in range(first, place)
                )
                comma = first > 0 and self._lower(first - 1) == ","
                kind = "comma" if comma else "opened" if opened else "not opened"
                return f"relative clause, {kind}", self.span(first, last)
            case "acl" if word.tag in ("VBN", "VBG"):
                return "participle after a noun", self.span(first, last)
            case "appos":
                return "apposition", self.span(self.words[word.head].first, last)
            case _:
                return self._office(place, word)

    def _adverbial(self, place: int, word: Word) -> tuple[str, Span] | None:
        marks = [
            one
            for one in self._below[place]
            if self.words[one].relation == "mark" or self.words[one].tag == "WRB"
        ]
        if marks and self._is_finite(place) and self._has_subject(place):
            return "adverbial clause", self.span(marks[0] + 1, word.last)
        if word.tag not in ("VBG", "VBN") or self._has_subject(place):
            return None
        if marks:
            return "gerund", self.span(marks[0] + 1, word.last)
        return "participle of the subject", self.span(word.first, word.last)

    def _office(self, place: int, word: Word) -> tuple[str, Span] | None:
        """As in "research team head Ann Holt": a common noun right before a name."""
        if word.tag != "NNP" or word.relation == "compound":
            return None
        before = [
            one
            for one in self._below[place]
            if self.words[one].relation in ("compound", "nmod") and self.words[one].tag == "NN"
        ]
        return ("noun before a name", self.span(word.first, place)) if before else None

    def _lower(self, place: int) -> str:
        end = self.words[place + 1].start if place + 1 < len(self.words) else len(self.text)
        return self.text[self.words[place].start : end].strip().lower()

    def _has_subject(self, place: int) -> bool:
        return any(self.words[one].relation in SUBJECTS for one in self._below[place])

    def _is_finite(self, place: int) -> bool:
        return self.words[place].tag in FINITE_TAGS or any(
            self.words[one].relation in AUXILIARIES and self.words[one].tag in FINITE_TAGS
            for one in self._below[place]
        )


def unmarked(count: int) -> list[str]:
    """Sentences that are in none of the texts kept unseen, in a fixed order of chance."""
    split = json.loads((GOLD / "split.json").read_text(encoding="utf-8"))
    kept = [name for part in split if part.startswith(UNSEEN) for name in split[part]]
    unseen = " ".join(document_text(document_of(name)) or "" for name in kept)
    chosen = [one for one in sorted(set(sentences())) if one not in unseen]
    random.Random(5).shuffle(chosen)
    return chosen[:count]


def kept_parses(pipeline: str) -> list[Parse]:
    """The parses, from the folder where they are kept or made now."""
    path = KEPT / "parses.jsonl"
    if not path.is_file():
        KEPT.mkdir(parents=True, exist_ok=True)
        lines = [
            json.dumps([text, [astuple(word) for word in words]])
            for text, words in parses(unmarked(COUNT), pipeline)
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(text, tuple(Word(*word) for word in words)) for text, words in found]


def table(found: Sequence[Parse], show: str | None, count: int) -> None:
    """Print what is taken apart in either half, or what is left whole in the first."""
    seen, taken, left = Counter[tuple[str, int]](), Counter[tuple[str, int]](), list[str]()
    for number, parse in enumerate(found):
        sentence = Sentence(parse)
        stated = read(sentence.text).statements
        spans = [(one.start, one.end) for one in stated]
        half = number % 2
        for kind, span in sentence.constructions():
            seen[kind, half] += 1
            if any(overlap(span, one) >= ENOUGH for one in spans):
                taken[kind, half] += 1
            elif kind == show and not half:
                whole = "\n".join(f"    - {one.text}" for one in stated)
                left.append(f"{sentence.text}\n    wanted: {sentence.text[slice(*span)]}\n{whole}")
    if show is not None:
        random.Random(1).shuffle(left)
        print("\n\n".join(left[:count]))
        return
    print(f"{len(found):,} sentences\n")
    print("| construction | half to look at | taken apart | other half | taken apart |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind in sorted({kind for kind, _ in seen}):
        cells = [
            f"{seen[kind, h]:,} | {taken[kind, h] / max(1, seen[kind, h]):.2f}" for h in (0, 1)
        ]
        print(f"| {kind} | {' | '.join(cells)} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pipeline", default="en_core_web_sm")
    parser.add_argument("--show", metavar="KIND", help="sentences where it is left whole")
    parser.add_argument("-n", type=int, default=SHOWN, help="how many of them")
    arguments = parser.parse_args()
    print("`python benchmarks/reading_constructions.py`\n")
    if not (YARDSTICKS / "wice").is_dir():
        print("skipped: ../shared/yardsticks/wice is absent")
        return
    try:
        found = kept_parses(arguments.pipeline)
    except (ImportError, OSError):
        print(f"skipped: spaCy or its pipeline {arguments.pipeline} is not installed")
        return
    table(found, arguments.show, arguments.n)


if __name__ == "__main__":
    main()
