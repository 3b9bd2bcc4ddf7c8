"""What reviewers decide with and say beside a verdict: scales, questions, comments, assignments."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.model.people import Reviewer


class Confidence(StrEnum):
    """How sure the giver of a verdict is of it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Priority(StrEnum):
    """How soon a claim should be looked at; a claim of which nobody said anything is normal."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class ClaimantKind(StrEnum):
    """What a claimant is, in the words of schema.org."""

    PERSON = "Person"
    ORGANIZATION = "Organization"


class AnswerKind(StrEnum):
    """How an answer was come by, in the words of AVeriTeC (Schlichtkrull, Guo, Vlachos, 2023)."""

    EXTRACTIVE = "Extractive"
    ABSTRACTIVE = "Abstractive"
    BOOLEAN = "Boolean"
    UNANSWERABLE = "Unanswerable"


@dataclass(frozen=True, slots=True)
class RatingStep:
    """One rating of a scale: its name, what it means, and its place in the order.

    ``value`` is a whole number, higher is truer, and ``None`` where the rating has no place in
    an order ("Not Enough Evidence").
    """

    name: str
    meaning: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class RatingScale:
    """A versioned rating scale; ``id`` names scale and version and is kept in each verdict.

    Once a verdict names it, a scale is never changed; a change makes another version.
    """

    id: str
    name: str
    ratings: tuple[RatingStep, ...]

    @property
    def ordered(self) -> bool:
        """Whether its ratings lie between a truest and a falsest one."""
        return sum(step.value is not None for step in self.ratings) > 1


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question about a claim; ``evidence`` is the id of what it rests on.

    ``because`` explains a yes or no.
    """

    id: str
    text: str
    kind: AnswerKind
    given_by: Reviewer
    given_at: datetime
    evidence: str | None = None
    url: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answers decide a claim, as in AVeriTeC."""

    id: str
    claim: str
    text: str
    asked_by: Reviewer
    asked_at: datetime
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark of a reviewer on a claim, for the others; ``parent`` is the comment it answers."""

    id: str
    claim: str
    text: str
    written_by: Reviewer
    written_at: datetime
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A claim was given to a reviewer to work on, by somebody."""

    to: Reviewer
    given_by: Reviewer
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """One live word on a side of a claim; more than one on the same side is a disagreement.

    ``field`` is claimant, claimed_on, place, appearance, priority, assigned or taken_over, and
    ``value`` what was said in plain text: a reviewer's id for assigned, ids of claims with blanks
    between them for taken_over. ``kind`` is the kind of a claimant.
    """

    id: str
    claim: str
    field: str
    value: str
    given_by: Reviewer
    given_at: datetime
    kind: str | None = None
