"""Words of a unit as pieces, and small questions about ranges of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.statements.pieces import Piece

__all__ = ["LONGEST_CARRIED", "Part", "Words"]

LONGEST_CARRIED: Final = 34


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a unit: its span and the pieces of its wording."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a unit, and which words it has in lower case.

    ``name_starts`` gives the start of the name that ends at an offset.
    """

    tokens: Sequence[Token]
    name_starts: Mapping[int, int] = field(default_factory=dict)
    vocabulary: frozenset[str] = field(default=frozenset())

    def piece(self, first: int, last: int, *, inserted: bool = False) -> Piece:
        """The words ``first:last`` as a piece."""
        return Piece(self.tokens[first].start, self.tokens[last - 1].end, inserted)

    def part(self, first: int, last: int, *carried: Piece) -> Part:
        """The words ``first:last`` as a statement, after what is carried in."""
        piece = self.piece(first, last)
        return Part(piece.start, piece.end, (*carried, piece))

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
        """The first comma in a range."""
        return next((i for i in range(first, last) if self.tokens[i].text == ","), None)

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands in a range."""
        return any(token.tag in FINITE for token in self.tokens[first:last])

    def name_start(self, index: int) -> int | None:
        """The index of the first word of the name whose last word is at ``index``."""
        start = self.name_starts.get(self.tokens[index].end)
        if start is None:
            return None
        place = index
        while place > 0 and self.tokens[place].start > start:
            place -= 1
        return place if self.tokens[place].start == start else None
