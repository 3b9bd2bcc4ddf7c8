"""What a report was found to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.reporting.manifest import FORMAT

MOST_CLAIMS: Final = 500_000


class NoReport(ValueError):
    """What was given is no report of this program; the message says why, in a few words."""


REVIEWS_OF_A_PAGE: Final = "ClaimReview in a page"
"""The form of reviews that a publisher has put into a page of their own."""


@dataclass(frozen=True, slots=True)
class ToldVerdict:
    """A verdict as it is told; what a format leaves out is ``None``.

    ``because`` digests the whole reason, ``beginning`` is its beginning where only that is told.
    """

    id: str | None
    rating: str | None = None
    because: str | None = None
    beginning: str | None = None
    live: bool = True
    numbers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ToldEvidence:
    """A quotation as it is told; ``quote`` digests its ``words``, which not all forms give."""

    id: str | None
    quote: str | None = None
    stance: str | None = None
    sha256: str | None = None
    standing: str | None = None
    url: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is told. ``statement`` digests its wording, ``words`` is that itself.

    ``whole`` says that the format tells all verdicts in force and all quotations, so that what is
    not told is new. ``raw`` is all that is told of the claim, as the format has it.
    """

    place: str
    id: str | None
    statement: str | None = None
    words: str | None = None
    outcome: str | None = None
    rating: str | None = None
    verdicts: tuple[ToldVerdict, ...] = ()
    evidence: tuple[ToldEvidence, ...] = ()
    whole: bool = True
    raw: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that a reader sees at a place that says what it is the value of."""

    kind: str
    id: str | None
    claim: str | None
    text: str
    place: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line or block of words as a reader sees it.

    ``text`` has no white space, ``words`` are the same with it. ``marks`` digests the markup
    around them, where there is any.
    """

    text: str
    place: str
    words: str = ""
    marks: str = ""


@dataclass(frozen=True, slots=True)
class ToldReport:
    """A report as it was read back.

    ``head`` is what it says of itself, absent where the format has no place for it. ``altered``
    says that its words are not those that were written. ``letters`` are all that a reader sees,
    without white space, where that can be told apart from the data; ``lines`` are the same with
    their places. ``style`` digests the style sheets of a page, ``added`` names what else could
    hide words in it. ``strange`` are things in it that no report of ours has.
    """

    form: str
    claims: tuple[Told, ...]
    head: Mapping[str, Any] | None = None
    shown: tuple[Shown, ...] = ()
    altered: bool = False
    letters: str | None = None
    lines: tuple[Line, ...] = ()
    style: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    documents: tuple[Mapping[str, Any], ...] = ()
    remarks: tuple[str, ...] = field(default_factory=tuple)
    strange: tuple[Line, ...] = ()


def checked_head(value: object) -> dict[str, Any]:
    """The head of a report, if it is one.

    Raises:
        NoReport: It is none, or of a version that is not known.
    """
    if not isinstance(value, dict) or not isinstance(value.get("format"), str):
        raise NoReport("its manifest cannot be read")
    if value["format"] != FORMAT:
        raise NoReport("it was written by another version, whose manifest is not known here")
    if not isinstance(value.get("project_id"), str) or not isinstance(value.get("made_at"), str):
        raise NoReport("its manifest cannot be read")
    counts = value.get("counts")
    if not isinstance(counts, dict) or any(type(one) is not int for one in counts.values()):
        raise NoReport("its manifest cannot be read")
    return value


def text_of(value: object) -> str | None:
    """A text, or nothing."""
    return value if isinstance(value, str) else None


def objects(value: object) -> list[dict[str, Any]]:
    """The objects in a list."""
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, dict)]


def line_of(words: str, number: object, marks: str = "") -> Line:
    """A line of a report."""
    return Line(bare(words), f"line {number}", words, marks)


def bare(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())
