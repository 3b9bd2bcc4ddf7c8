"""Words of a unit as pieces, and small questions about ranges of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.joints import Joint, Joints, Kind
from workbench.reading.statements.words.commas import in_date
from workbench.reading.statements.words.frames import Frame, frame
from workbench.reading.statements.words.pieces import Piece

__all__ = ["LONGEST_CARRIED", "Part", "Words"]

LONGEST_CARRIED: Final = 34
_SURE: Final = 0.4


@dataclass(slots=True, eq=False, repr=False)
class Part:
    """One statement of a unit: its span, the pieces of its wording, and what licensed it."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    pattern: str = "clause"


@dataclass(slots=True, eq=False, repr=False)
class Words:
    """The words of a unit, and which words it has in lower case.

    ``name_starts`` gives the start of the name that ends at an offset. ``gaps`` are the indices
    of words before which others were taken out: pieces end there. ``joints`` are the learnt
    joints of all words.
    """

    tokens: Sequence[Token]
    name_starts: Mapping[int, int] = field(default_factory=dict)
    vocabulary: frozenset[str] = field(default=frozenset())
    gaps: frozenset[int] = frozenset()
    joints: Joints | None = None
    _frames: dict[tuple[int, int], Frame | None] = field(default_factory=dict)

    def joint(self, index: int) -> Joint | None:
        """The learnt joint at a word, if one is known there."""
        return self.joints.at(self.tokens[index]) if self.joints is not None else None

    def joins(self, index: int, kind: Kind) -> bool:
        """Whether what was learnt is sure enough that a word joins a clause of this kind."""
        joint = self.joint(index)
        return joint is not None and joint.kind is kind and joint.lead >= _SURE

    def frame(self, first: int, last: int) -> Frame | None:
        """The frame of the first clause among the words ``first:last``, found once."""
        place = first, last
        if place not in self._frames:
            self._frames[place] = frame(self.tokens, first, last)
        return self._frames[place]

    def pieces(self, first: int, last: int, *, inserted: bool = False) -> tuple[Piece, ...]:
        """The words ``first:last`` as pieces: one, unless words were taken out between."""
        tokens = self.tokens
        if not self.gaps:
            return (Piece(tokens[first].start, tokens[last - 1].end, inserted),)
        edges = [first, *sorted(gap for gap in self.gaps if first < gap < last), last]
        return tuple(
            Piece(tokens[left].start, tokens[right - 1].end, inserted)
            for left, right in pairwise(edges)
        )

    def part(self, first: int, last: int, *carried: Piece, pattern: str = "clause") -> Part:
        """The words ``first:last`` as a statement, after what is carried in."""
        pieces = self.pieces(first, last)
        return Part(pieces[0].start, pieces[-1].end, (*carried, *pieces), pattern)

    def without(self, ranges: Iterable[tuple[int, int]]) -> "Words":
        """The same words less some ranges of them."""
        out = {index for first, last in ranges for index in range(first, last)}
        if not out:
            return self
        tokens: list[Token] = []
        gaps: set[int] = set()
        for index, token in enumerate(self.tokens):
            if index in self.gaps or index in out:
                gaps.add(len(tokens))
            if index not in out:
                tokens.append(token)
        return Words(tokens, self.name_starts, self.vocabulary, frozenset(gaps), self.joints)

    def before_marks(self, index: int) -> int:
        """Step back over commas and semicolons."""
        while index and self.tokens[index - 1].text in (",", ";", ":"):
            index -= 1
        return index

    def inside_brackets(self, first: int, index: int) -> bool:
        """Whether a bracket opened after ``first`` is still open at ``index``."""
        depth = 0
        for token in self.tokens[first:index]:
            if token.text in "([":
                depth += 1
            elif token.text in ")]":
                depth -= 1
        return depth > 0

    def next_comma(self, first: int, last: int) -> int | None:
        """The first comma in a range that is not inside a date."""
        tokens = self.tokens
        commas = (i for i in range(first, last) if tokens[i].text == ",")
        return next((i for i in commas if not in_date(tokens, i)), None)

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands in a range."""
        return not FINITE.isdisjoint([token.tag for token in self.tokens[first:last]])

    def name_start(self, index: int) -> int | None:
        """The index of the first word of the name whose last word is at ``index``."""
        start = self.name_starts.get(self.tokens[index].end)
        if start is None:
            return None
        place = index
        while place > 0 and self.tokens[place].start > start:
            place -= 1
        return place if self.tokens[place].start == start else None
