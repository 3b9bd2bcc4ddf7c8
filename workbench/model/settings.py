"""What a team agrees on for a whole project: who publishes, which scale, second readers, views."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the verdicts of a project, as reports and ClaimReview name them.

    ``review_address`` is where the review of a claim will stand, with ``{claim}`` in the place of
    the claim's id. ``same_as`` are other addresses of the publisher. ``methodology`` and
    ``corrections`` are addresses of the pages that say how it is checked and how errors are
    corrected; ``license`` is the address of the licence of what is published.
    """

    name: str
    url: str | None = None
    logo: str | None = None
    review_address: str | None = None
    same_as: tuple[str, ...] = ()
    contact: str | None = None
    methodology: str | None = None
    corrections: str | None = None
    license: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Whether each verdict needs a second reader, and whether that one reads blind."""

    required: bool = False
    blind: bool = True


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What was agreed for a project; ``scale`` is the id of the rating scale in use."""

    publisher: Publisher | None = None
    scale: str | None = None
    second_reader: SecondReader = field(default_factory=SecondReader)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A query that was given a name, and the order of its list in a word (``None``: the text's)."""

    id: str
    name: str
    query: str
    order: str | None = None
