"""The columns of the claims list: what a row shows, and how wide each part of it is."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from workbench.model import ClaimRow, ClaimStatus
from workbench.tui.looks.signs import PRIORITY_SIGNS
from workbench.tui.terminal.literal import literal_cell

MARKS_WIDTH = 11
_GAPS = 2
_LEAST_STATEMENT = 8
_MOST_PUT_IN = 14
"""Letters of what was put in before the words of a statement."""
ROOMY = 110
COMFORTABLE = 84
NARROW = 54
SLIM = 36
"""In less than these there is no room for the claimant and the rating: the claim comes first."""


@dataclass(frozen=True, slots=True)
class StatusMark:
    """The sign of a status: a symbol, a letter that says the same, and the words for it."""

    symbol: str
    letter: str
    meaning: str


STATUS_MARKS: dict[ClaimStatus, StatusMark] = {
    ClaimStatus.UNRATED: StatusMark("○", "u", "unrated: nobody has given a verdict"),
    ClaimStatus.SINGLE: StatusMark("●", "s", "single: one verdict"),
    ClaimStatus.AGREED: StatusMark("✔", "a", "agreed: verdicts that say the same"),
    ClaimStatus.CONFLICT: StatusMark("≠", "c", "conflict: verdicts that differ"),
}
CHOSEN_SIGN = "*"
"""At the left edge of a row: the claim is marked."""
DISMISSED_MARK = StatusMark("×", "d", "dismissed: set aside as no claim to check")


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the columns; a width of 0 leaves a column out."""

    statement: int
    claimant: int
    rating: int

    @property
    def width(self) -> int:
        """The width of a whole line."""
        return MARKS_WIDTH + self.statement + self.claimant + self.rating + _GAPS

    @classmethod
    def fitting(cls, width: int) -> "Columns":
        """The columns for a list that is ``width`` wide."""
        if width >= ROOMY:
            claimant, rating = 22, 22
        elif width >= COMFORTABLE:
            claimant, rating = 14, 16
        elif width >= NARROW:
            claimant, rating = 12, 12
        else:
            claimant, rating = 0, 12 if width >= SLIM else 0
        statement = width - MARKS_WIDTH - claimant - rating - _GAPS
        return cls(max(statement, _LEAST_STATEMENT), claimant, rating)

    def header(self) -> str:
        """The line over the list."""
        return self._line(" " * 5 + "Worth ", "Statement", "Claimant", "Rating")

    def row(self, row: ClaimRow) -> str:
        """One claim on one line; it is exactly as wide as the header."""
        aside = row.dismissed or row.taken_over
        mark = DISMISSED_MARK if aside else STATUS_MARKS[row.status]
        rating = ("dismissed" if row.dismissed else "taken over") if aside else _rating(row)
        return self._line(
            f" {mark.symbol} {mark.letter}{PRIORITY_SIGNS[row.priority]}{row.worth // 10:>5} ",
            own_words_first(row.statement),
            row.claimant or "–",
            rating,
        )

    def _line(self, marks: str, statement: str, claimant: str, rating: str) -> str:
        return " ".join(
            (
                marks + literal_cell(statement, self.statement),
                literal_cell(claimant, self.claimant),
                literal_cell(rating, self.rating),
            )
        )


def own_words_first(statement: str) -> str:
    """A statement for one line: of what was put in before its own words no more than a few letters.

    The claims of one sentence would else all read alike, up to where the line ends.
    """
    end = statement.find("]") if statement.startswith("[") else 0
    if end <= _MOST_PUT_IN:
        return statement
    begun = statement[:_MOST_PUT_IN]
    return f"{begun.rpartition(' ')[0] or begun}…{statement[end:]}"


RowSource = Callable[[list[int]], Future[list[ClaimRow]]]
"""Begins to read the rows of these claims."""


def _rating(row: ClaimRow) -> str:
    if row.status is ClaimStatus.CONFLICT:
        return "in conflict, stale" if row.stale else "in conflict"
    if row.status is ClaimStatus.SINGLE and row.rating is None:
        return "to be read"
    return f"stale: {row.rating}" if row.stale else row.rating or "–"
