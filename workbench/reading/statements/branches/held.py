"""The words that a statement holds, and the joints in it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import WORD, Token
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import Part, Words

__all__ = ["Branch", "Held", "Joined", "Range", "hold"]

Range = tuple[int, int]

_SURE: Final = 0.4
_JOINING: Final = frozenset({",", ";", ":", "—", "–", "-"})
_KEPT_AT_END: Final = frozenset('%)]°"”')
_OPENING: Final = frozenset("([“‘")
_CLOSING: Final = {")": "(", "]": "[", "”": "“"}
_GOING_ON: Final = FINITE | {"NOUN", "NAME", "NOT", "VBASE", "PART", "ADJ"}
_VERBAL: Final = FINITE | {"PART"}
_LISTED: Final = frozenset({"NOUN", "ADJ", "DET", "NUM"})
_LEFT_OPEN: Final = frozenset({"TO", "DET", "AUX", "MODAL", "CC", "SUB", "POSS"})
_LEAST_LISTED: Final = 3


@dataclass(frozen=True, slots=True)
class Joined:
    """A joint in a statement; it and its end are places of the statement's own words."""

    kind: Kind
    place: int
    end: int
    lead: float


@dataclass(slots=True, eq=False, repr=False)
class Branch:
    """What is taken off a statement, by places of its words.

    ``opens`` is the word that joins the branch, which is not asked again. ``content`` are its own
    words, ``carried`` comes before them, and ``cut`` is what the statement loses, if anything.
    """

    pattern: str
    opens: int
    content: Range
    carried: tuple[Piece, ...]
    cut: Range | None


@dataclass(slots=True, eq=False, repr=False)
class Held:
    """A statement: its own words, what was carried in front, and its pattern.

    ``unit`` are the words that its joints were looked for in. ``told`` has where in the text the
    branches open that are statements of their own already.
    """

    words: Words
    unit: Sequence[Token]
    carried: tuple[Piece, ...]
    pattern: str
    told: frozenset[int] = frozenset()
    _joints: dict[int, Joined | None] = field(default_factory=dict)

    @property
    def tokens(self) -> Sequence[Token]:
        """The own words."""
        return self.words.tokens

    @property
    def stop(self) -> int:
        """The place behind the last word."""
        return len(self.words.tokens)

    def tag(self, place: int) -> str:
        """The tag of a word; nothing behind the last."""
        return self.words.tokens[place].tag if place < self.stop else ""

    def frame(self, first: int = 0, last: int | None = None) -> Frame | None:
        """The frame of the first clause in a range of the words."""
        return self.words.frame(first, self.stop if last is None else last)

    def joint(self, place: int) -> Joined | None:
        """What was learnt to be joined at a word, if it is sure enough."""
        if place not in self._joints:
            found = self.words.joint(place)
            known = found is not None and found.lead >= _SURE
            self._joints[place] = (
                None
                if found is None or not known
                else Joined(found.kind, place, self._place(found.end), found.lead)
            )
        return self._joints[place]

    def end(self, place: int, kind: Kind) -> int:
        """Where a clause of a kind would end that is joined at a word."""
        joints, start = self.words.joints, self.tokens[place].start
        if joints is None:
            return self.stop
        index = bisect_left(self.unit, start, key=lambda token: token.start)
        return self._place(joints.end(index, kind))

    def _place(self, index: int) -> int:
        """The own place of a word of the unit, or of the next own one."""
        if index >= len(self.unit):
            return self.stop
        start = self.unit[index].start
        return bisect_left(self.tokens, start, key=lambda token: token.start)

    def is_balanced(self, first: int, last: int) -> bool:
        """Whether every quotation mark and bracket in a range has its other half."""
        depth: list[str] = []
        straight = 0
        for token in self.tokens[first:last]:
            text = token.text
            if text in _OPENING:
                depth.append(text)
            elif text in _CLOSING:
                if not depth or depth.pop() != _CLOSING[text]:
                    return False
            elif text == '"':
                straight += 1
        return "(" not in depth and "[" not in depth and "“" not in depth and straight % 2 == 0

    def count(self, first: int, last: int) -> int:
        """How many words of a range are words or numbers and no marks."""
        return sum(bool(token.marks & WORD) for token in self.tokens[first:last])

    def is_cut_short(self, end: int) -> bool:
        """Whether what stands behind a branch opens nothing there, or goes on with a list."""
        rest = self.tokens[end:]
        if not rest:
            return False
        quoted = rest[0].text == "," and len(rest) > 1 and rest[1].tag == "QUOTE"
        return quoted or rest[0].tag in _GOING_ON or self.splits_list(end)

    def splits_list(self, end: int) -> bool:
        """Whether what stands behind a place goes on with a list: ", and hazy vocals"."""
        rest = self.tokens[end:]
        if len(rest) < _LEAST_LISTED or rest[0].text != ",":
            return False
        following = rest[2] if rest[1].tag == "CC" else rest[1]
        return following.tag in _LISTED and not any(token.tag in FINITE for token in rest)

    def is_left_open(self, first: int, last: int) -> bool:
        """Whether words end with one that needs another behind it: "who claims to have"."""
        while last > first and self.tokens[last - 1].tag == "PUNCT":
            last -= 1
        if last <= first:
            return True
        token = self.tokens[last - 1]
        opening = token.lower in word_sets("statements")["clause_prepositions"]
        helping = token.lower in ("have", "be", "been", "having", "being")
        return helping or token.tag in _LEFT_OPEN or (opening and token.tag in ("PREP", "SUB"))

    def goes_on(self) -> bool:
        """Whether what follows the statement after a comma or "and" is told of already."""
        last = self.tokens[-1].start
        place = bisect_left(self.unit, last, key=lambda token: token.start) + 1
        following = self.unit[place : place + 3]
        joins = [token for token in following if token.text == "," or token.tag == "CC"]
        if not joins or following[0] is not joins[0]:
            return False
        verbs = [token for token in following if token.tag in _VERBAL]
        return any(token.start in self.told for token in following) and bool(verbs)

    def pieces(self, first: int, last: int) -> tuple[Piece, ...]:
        """Own words as pieces that are carried into another statement."""
        return self.words.pieces(first, last, inserted=True)

    def carrying(self, first: int, last: int) -> tuple[Piece, ...]:
        """The same, after what is in front of the statement already."""
        return (*self.carried, *self.pieces(first, last)) if last > first else self.carried

    def without(self, branch: Branch) -> "Held":
        """The statement when a branch is taken off."""
        told = self.told | {self.tokens[branch.opens].start}
        words = self.words if branch.cut is None else self._cut(branch.cut)
        return Held(words, self.unit, self.carried, self.pattern, told)

    def taking(self, branch: Branch) -> "Held":
        """A branch as a statement of its own."""
        told = self.told | {self.tokens[branch.opens].start}
        words = self._trimmed(_sliced(self.words, *branch.content))
        return Held(words, self.unit, branch.carried, branch.pattern, told)

    def part(self) -> Part:
        """The statement as the others have it."""
        pieces = self.words.pieces(0, self.stop)
        return Part(pieces[0].start, pieces[-1].end, (*self.carried, *pieces), self.pattern)

    def _cut(self, cut: Range) -> Words:
        """The words without some of them, nor brackets that hold nothing any more."""
        first, last = cut
        bracketed = first > 0 and last < self.stop and self.tokens[first - 1].text == "("
        if bracketed and self.tokens[last].text == ")":
            first, last = first - 1, last + 1
        return self._trimmed(self.words.without([(first, last)]))

    @staticmethod
    def _trimmed(words: Words) -> Words:
        """Without the marks and joining words at both ends."""
        tokens = words.tokens
        first, last = 0, len(tokens)
        while last > first:
            token = tokens[last - 1]
            joins = token.tag == "CC" or token.text in _JOINING
            stops = token.tag in ("PUNCT", "QUOTE") and token.text not in _KEPT_AT_END
            if not (joins or stops):
                break
            last -= 1
        while first < last and (
            tokens[first].tag == "CC" or tokens[first].text in _JOINING | {".", "…"}
        ):
            first += 1
        return _sliced(words, first, last)


def _sliced(words: Words, first: int, last: int) -> Words:
    """A range of some words."""
    if first == 0 and last == len(words.tokens):
        return words
    gaps = frozenset(gap - first for gap in words.gaps if first < gap < last)
    return Words(words.tokens[first:last], words.name_starts, words.vocabulary, gaps, words.joints)


def hold(words: Words, stop: int, part: Part) -> Held | None:
    """The words of a statement; nothing where its pieces are no plain row of words.

    Words may be carried in front. Those that say what something is have "is" in them, and those
    with something carried in behind are put together already.
    """
    pieces = list(part.pieces)
    carried: list[Piece] = []
    while pieces and pieces[0].inserted:
        carried.append(pieces.pop(0))
    if not pieces or any(
        piece.inserted or piece.said for piece in (*carried, *pieces)[len(carried) :]
    ):
        return None
    own = _places(words.tokens, stop, pieces)
    if not own or any(left >= right for left, right in pairwise(own)):
        return None
    gaps = frozenset(
        place
        for place in range(1, len(own))
        if own[place] != own[place - 1] + 1 or own[place] in words.gaps
    )
    if own[-1] - own[0] == len(own) - 1:
        held = _sliced(words, own[0], own[-1] + 1)
    else:
        tokens = [words.tokens[index] for index in own]
        held = Words(tokens, words.name_starts, words.vocabulary, gaps, words.joints)
    return Held(held, words.tokens, tuple(carried), part.pattern)


def _places(tokens: Sequence[Token], stop: int, pieces: Iterable[Piece]) -> list[int]:
    """The words before ``stop`` that lie in any of the pieces."""
    own: list[int] = []
    for piece in pieces:
        index = bisect_left(tokens, piece.start, key=lambda token: token.start)
        while index < stop and tokens[index].start < piece.end:
            own.append(index)
            index += 1
    return own
