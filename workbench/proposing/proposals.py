"""What a model proposed and what became of it."""

from dataclasses import dataclass
from typing import Final

from workbench.model import Statement
from workbench.text import clean_line, squeeze

MAX_CHARACTERS: Final = 600

UNSPECIFIED: Final = "unspecified"
"""The claimant of what the text reports without saying who says it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim as the model gave it, made safe to show and otherwise unchanged."""

    statement: str
    quote: str
    claimant: str | None = None

    @classmethod
    def from_outside(cls, statement: str, quote: str, claimant: str | None) -> "Proposal":
        """Make a proposal of text from outside: one line each, and no steering characters."""
        return cls(
            _line(statement, MAX_CHARACTERS + 1),
            _line(quote, 2 * MAX_CHARACTERS),
            _line(claimant, 200) if claimant else None,
        )


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words in square brackets: where in the statement, and where in the document they stand.

    For a date that the reader worked out, the place is that of the expression it stands for.
    """

    words: str
    start: int
    end: int
    origin_start: int
    origin_end: int


@dataclass(frozen=True, slots=True)
class AcceptedProposal:
    """A proposal that held, as a claim with an exact span and the reader's slots."""

    proposal: Proposal
    claim: Statement
    insertions: tuple[Insertion, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedProposal:
    """A proposal that did not hold, and why, in words."""

    proposal: Proposal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything a model proposed for one document; ``notes`` say what went wrong on the way."""

    accepted: tuple[AcceptedProposal, ...] = ()
    rejected: tuple[RejectedProposal, ...] = ()
    notes: tuple[str, ...] = ()


def _line(text: str, limit: int) -> str:
    return squeeze(clean_line(text, limit))
