"""What reading gives: a review with what is odd about it, or a problem; each with its line."""

from dataclasses import dataclass

from workbench.model import PublishedReview


@dataclass(frozen=True, slots=True)
class FoundReview:
    """A review that can be used. ``remarks`` say what of it could not."""

    line: int
    review: PublishedReview
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that gives no review, and why."""

    line: int
    what: str


Found = FoundReview | Problem
