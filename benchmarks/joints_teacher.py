"""What a parser says of joints: the sentences it reads, and its parses as labels for our words.

The teacher is spaCy's small English pipeline (MIT). The sentences are those of WiCE, which are of
web pages and Wikipedia, and the debates of ClaimBuster; none is of the texts that claims are
measured on. Nothing of them is part of the product.
"""

import csv
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gold_texts import GOLD, document_of, document_text

from workbench.reading.grammar.tagging import tagged
from workbench.reading.grammar.tokens import Token
from workbench.reading.joints.kinds import FAMILIES, Kind, family_of

YARDSTICKS: Final = Path(__file__).resolve().parents[2] / "shared" / "yardsticks"
SHORTEST: Final = 40
SHORTEST_SPOKEN: Final = 60
LONGEST: Final = 420
LEAST_SPACES: Final = 7
FINITE_TAGS: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
AUXILIARIES: Final = frozenset({"aux", "auxpass"})
RELATIVE_TAGS: Final = frozenset({"WDT", "WP", "WP$", "WRB"})
FARTHEST_SUBJECT: Final = 3
AFTER_SOMETHING: Final = frozenset({"conjunction", "comma", "relative"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the parser: where it begins, its tag, its relation to its head, its subtree."""

    start: int
    tag: str
    relation: str
    head: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Label:
    """What the parser says of a word that may join: the kind, or nothing, and the end."""

    family: str
    index: int
    kind: Kind | None
    end: int


Parse = tuple[str, tuple[Word, ...]]


def sentences() -> list[str]:
    """The sentences to learn from, in a fixed order of chance; none is of a marked text."""
    found: set[str] = set()
    for path in sorted((YARDSTICKS / "wice").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            for written in (record.get("claim", ""), *record.get("evidence", ())):
                if _is_prose(written.strip()):
                    found.add(written.strip())
    with (YARDSTICKS / "claimbuster" / "crowdsourced.csv").open(encoding="utf-8") as lines:
        spoken = (row["Text"].strip() for row in csv.DictReader(lines))
        found.update(one for one in spoken if len(one) > SHORTEST_SPOKEN)
    marked = " ".join(
        document_text(document_of(path.name.partition(".")[0])) or ""
        for path in sorted(GOLD.glob("*.claims.json"))
    )
    chosen = sorted(one for one in found if one not in marked)
    random.Random(2).shuffle(chosen)
    return chosen


def _is_prose(written: str) -> bool:
    plain = not written.startswith("#") and "(meta data)" not in written and " | " not in written
    return (
        plain
        and SHORTEST < len(written) < LONGEST
        and written[-1] in '.!?"”'
        and written.count(" ") >= LEAST_SPACES
    )


def parses(texts: Iterable[str], pipeline: str) -> Iterator[Parse]:
    """The sentences as the parser reads them."""
    spacy: Any = __import__("spacy")
    nlp = spacy.load(pipeline, disable=["ner", "lemmatizer"])
    for document in nlp.pipe(texts, batch_size=128):
        words = [
            Word(t.idx, t.tag_, t.dep_, t.head.i, t.left_edge.i, t.right_edge.i) for t in document
        ]
        yield document.text, tuple(words)


def labels(parse: Parse) -> tuple[list[Token], int, list[Label]]:
    """Our words of a sentence, where its last mark begins, and the labels of what may join."""
    text, words = parse
    tokens = tagged(text, 0, len(text))
    stop = len(tokens)
    while stop and tokens[stop - 1].tag in ("PUNCT", "QUOTE"):
        stop -= 1
    joined = _Joined(words, {token.start: index for index, token in enumerate(tokens)})
    found: list[Label] = []
    for index, token in enumerate(tokens[: stop - 1]):
        family = family_of(token)
        if family is None or (index == 0 and family in AFTER_SOMETHING):
            continue
        kind, end = joined.at.get(index, (None, stop))
        if kind not in FAMILIES[family]:
            kind, end = None, stop
        found.append(Label(family, index, kind, min(end, stop)))
    return tokens, stop, found


class _Joined:
    """Where the parser joins clauses, by our words: the kind and the end of each."""

    def __init__(self, words: Sequence[Word], ours: dict[int, int]) -> None:
        self._words = words
        self._ours = ours
        self._below: dict[int, list[int]] = {}
        for place, word in enumerate(words):
            if word.head != place:
                self._below.setdefault(word.head, []).append(place)
        self.at: dict[int, tuple[Kind | None, int]] = {}
        for place, word in enumerate(words):
            if word.tag.startswith("V") or word.tag == "MD":
                self._join(place, word)

    def _join(self, place: int, word: Word) -> None:
        participle = word.tag in ("VBN", "VBG")
        match word.relation:
            case "conj" if self._words[word.head].tag.startswith(("V", "MD")):
                self._conjoined(place, word)
            case "acl" if participle:
                self._put(place, Kind.MODIFIER, place)
            case "advcl":
                self._adverbial(place, participle=participle)
            case "pcomp" if word.tag == "VBG" and self._words[word.head].relation == "prep":
                self._put(word.head, Kind.GERUND, place)
            case "relcl":
                for inner in range(word.first, place):
                    if self._words[inner].tag in RELATIVE_TAGS:
                        self._put(inner, Kind.RELATIVE, place)

    def _conjoined(self, place: int, word: Word) -> None:
        opening = self._joining(place, word)
        if opening is None:
            return
        kind: Kind | None = None
        if self._has_subject(place):
            kind = Kind.CLAUSE
        elif self._is_finite(word.head):
            kind = Kind.PREDICATE
        elif not self._is_finite(place):
            kind = Kind.ACTION
        self._put(opening, kind, place)

    def _joining(self, place: int, word: Word) -> int | None:
        """The "and" that joins a conjunct, or the comma of a list before it."""
        joining = [one for one in self._under(word.head) if self._is(one, "cc") and one < place]
        if joining:
            return joining[-1] if 0 <= word.first - joining[-1] <= FARTHEST_SUBJECT else None
        return word.first - 1 if word.first and self._words[word.first - 1].tag == "," else None

    def _adverbial(self, place: int, *, participle: bool) -> None:
        marks = [
            one
            for one in self._under(place)
            if self._is(one, "mark") or (self._is(one, "advmod") and self._words[one].tag == "WRB")
        ]
        if marks and self._is_finite(place):
            self._put(marks[0], Kind.ADVERBIAL, place)
        elif marks and participle:
            self._put(marks[0], Kind.GERUND, place)
        elif participle and not self._has_subject(place):
            self._put(place, Kind.TAIL, place)

    def _put(self, opening: int, kind: Kind | None, verb: int) -> None:
        index = self._ours.get(self._words[opening].start)
        last = self._words[verb].last
        while last < len(self._words) - 1 and self._words[last].start not in self._ours:
            last += 1
        end = self._ours.get(self._words[last].start)
        if index is not None and end is not None:
            self.at.setdefault(index, (kind, end + 1))

    def _under(self, place: int) -> list[int]:
        return self._below.get(place, [])

    def _is(self, place: int, relation: str) -> bool:
        return self._words[place].relation == relation

    def _has_subject(self, place: int) -> bool:
        return any(self._words[one].relation in SUBJECTS for one in self._under(place))

    def _is_finite(self, place: int) -> bool:
        return self._words[place].tag in FINITE_TAGS or any(
            self._words[one].relation in AUXILIARIES and self._words[one].tag in FINITE_TAGS
            for one in self._under(place)
        )
