"""The nouns of claim verification: frozen, typed, free of input and output.

Terms follow the field: *claim*, *claimant*, *appearance* and *rating* as in ClaimReview,
*evidence* and *stance* as in AVeriTeC, quotes and spans as in W3C Web Annotation. All offsets
are code points of the decoded document, start inclusive and end exclusive.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

# --------------------------------------------------------------------------- what a text says


class Approximator(StrEnum):
    """How exactly a quantity is meant."""

    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    OVER = "over"
    UNDER = "under"
    VAGUE = "vague"


class Granularity(StrEnum):
    """The length of time that a date value names."""

    TIME = "time"
    PART_OF_DAY = "part-of-day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"


class DateBasis(StrEnum):
    """Where the value of a date comes from."""

    EXPLICIT = "explicit"
    HEADER = "header"
    GIVEN = "given"
    YEAR_FROM_HEADER = "year-from-header"
    YEAR_FROM_TEXT = "year-from-text"
    RELATIVE = "relative"
    ANAPHORA = "anaphora"
    UNRESOLVED = "unresolved"


class NameKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    UNIT = "unit"
    EVENT = "event"
    LAW = "law"
    WORK = "work"
    THING = "thing"


class Modality(StrEnum):
    """Whether a statement says that something is so, or something weaker."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    DENIED = "denied"
    OPINION = "opinion"
    QUESTION = "question"


class ClaimType(StrEnum):
    """What must be checked to check the claim; a claim may have several types."""

    EVENT = "event"
    QUANTITY = "quantity"
    DATE = "date"
    QUOTE = "quote"
    STATUS = "status"
    CAUSAL = "causal"
    COMPARISON = "comparison"
    LEGAL = "legal"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text with what it counts.

    ``value`` is set for a single number; a range or a vague amount has ``low`` and ``high``
    (either may be open) and no value: ranges are never averaged. ``counted`` is in the text's
    own words. ``unit`` is a spelled-out unit ("kilometre"), "%" or an ISO 4217 code.
    """

    start: int
    end: int
    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximator: Approximator | None = None
    unit: str | None = None
    counted: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or time in the text, resolved as far as the text allows.

    ``value`` is ISO 8601: a day, month, year or ``start/end`` interval; ``None`` when it cannot
    be resolved. ``anchor`` is the offset of the expression it was counted from.
    ``weekday_agrees`` is ``None`` where the text names no weekday.
    """

    start: int
    end: int
    text: str
    value: str | None
    granularity: Granularity
    basis: DateBasis
    alternatives: tuple[str, ...] = ()
    weekday_agrees: bool | None = None
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text and what kind of thing it names."""

    start: int
    end: int
    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words by which a text says who says something.

    ``start``, ``end`` and ``text`` are the attributing words themselves. ``claimant`` is the
    one who is said to say it, as named in the text, or ``None`` where the text leaves it
    unspecified ("it is reported"). ``relayer`` passes it on ("quoted on the site").
    """

    start: int
    end: int
    text: str
    claimant: str | None = None
    cue: str | None = None
    direct: bool = False
    relayer: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or caption."""

    start: int
    end: int
    kind: str = "sentence"


@dataclass(frozen=True, slots=True)
class Statement:
    """A checkable claim as the reader found it: an exact span and its slots.

    ``text`` is the statement in the text's own words; a word that was inserted to make it
    stand alone is in square brackets. ``worth`` runs from 0 to 1000 (per mille).
    """

    start: int
    end: int
    span: str
    text: str
    types: tuple[ClaimType, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[Name, ...] = ()
    claimant: str | None = None
    attribution: Attribution | None = None
    negated: bool = False
    modality: Modality = Modality.ASSERTED
    worth: int = 0
    reasons: tuple[str, ...] = ()


class CheckKind(StrEnum):
    """What two places of one document were compared for."""

    WEEKDAY = "weekday"
    SUM = "sum"
    SHARE = "share"
    CONVERSION = "conversion"
    ORDER = "order"
    REPETITION = "repetition"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Check:
    """A comparison that needs nothing but the document itself.

    ``agrees`` is false where the places cannot both be right; ``message`` says what was compared
    in words; ``spans`` are the places, at least one.
    """

    kind: CheckKind
    agrees: bool
    message: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader found in one document."""

    text: str
    statements: tuple[Statement, ...]
    sentences: tuple[Sentence, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]
    document_date: date | None = None
    document_date_basis: DateBasis | None = None
    title: str | None = None
    language: str = "en"
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


# ----------------------------------------------------------------------- what a project holds


class ClaimOrder(StrEnum):
    """The order of a list of claims."""

    TEXT = "text"
    WORTH = "worth"


class ClaimStatus(StrEnum):
    """What the live verdicts on a claim amount to."""

    UNRATED = "unrated"
    SINGLE = "single"
    AGREED = "agreed"
    CONFLICT = "conflict"


class Stance(StrEnum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who decides; ``id`` is random and travels with them, the name may change."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read. ``id`` is the SHA-256 of its bytes, in hexadecimal.

    ``address`` is the path or URL as the user gave it, ``encoding`` how its bytes were decoded.
    """

    id: str
    title: str
    address: str
    encoding: str
    language: str
    characters: int
    document_date: date | None
    document_date_basis: DateBasis | None
    added_at: datetime
    added_by: Reviewer
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A web page or file that can bear on a claim; ``url`` is as the user gave it."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation from a source with a stance on one claim."""

    id: str
    claim: str
    source: Source
    quote: str
    stance: Stance
    seen_on: date
    added_at: datetime
    added_by: Reviewer


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's rating of a claim with the reason for it.

    ``scale`` names the rating scale and its version ("averitec/1"); ``evidence`` holds ids of
    the evidence it rests on; ``unsourced`` says that the reviewer chose to give none.
    ``live`` is false once the verdict was superseded or undone.
    """

    id: str
    claim: str
    rating: str
    scale: str
    because: str
    evidence: tuple[str, ...]
    unsourced: bool
    given_at: datetime
    given_by: Reviewer
    live: bool = True


@dataclass(frozen=True, slots=True)
class Wording:
    """A live correction of a claim's statement; more than one is a disagreement."""

    id: str
    statement: str
    given_by: Reviewer
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What one line of a claims list needs. ``number`` is local to the file and not shared."""

    number: int
    id: str
    document: str
    document_title: str
    statement: str
    claimant: str | None
    status: ClaimStatus
    rating: str | None
    worth: int
    dismissed: bool
    evidence_count: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with everything that is known about it.

    ``statement`` is the current wording, ``read_as`` the reader's or the adder's first one.
    ``reading`` keeps the span and the typed slots. ``dismissed`` holds the reason when a
    reviewer said that this is no claim to check.
    """

    number: int
    id: str
    document: Document
    statement: str
    reading: Statement
    by_hand: bool
    dismissed: str | None
    status: ClaimStatus
    rating: str | None
    evidence: tuple[Evidence, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks inside the document that compare something in this claim."""
        place = self.reading
        return tuple(
            check
            for check in self.document.checks
            if any(start < place.end and place.start < end for start, end in check.spans)
        )

    @property
    def read_as(self) -> str:
        """The wording before any correction."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a claim's history: who did what, when, and what it replaced."""

    event: str
    act: str
    at: datetime
    by: Reviewer
    field: str
    old: str | None
    new: str | None
    because: str | None = None
    live: bool = True
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a reviewer did, which is one step of undo. ``label`` says it in words."""

    id: str
    label: str
    at: datetime
    by: Reviewer
    claims: tuple[str, ...] = ()
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to list, and in which order.

    All ``words`` must occur. In the order of the text, documents come as they were added; in
    the order of worth, what is most worth checking comes first.
    """

    words: tuple[str, ...] = ()
    document: str | None = None
    statuses: frozenset[ClaimStatus] = field(default_factory=frozenset)
    dismissed: bool | None = False
    order: ClaimOrder = ClaimOrder.TEXT
