"""What a text says: statements with their typed slots, and what the text itself contradicts.

All offsets are code points of the decoded document, start inclusive and end exclusive.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


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
class Insertion:
    """Words in square brackets, and the place in the document that they came from.

    For "[is]", which no document has, the place is that of the comma or space it stands for.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A checkable claim as the reader found it: an exact span and its slots.

    ``text`` is the statement in the text's own words; a word that was inserted to make it
    stand alone is in square brackets, and ``insertions`` say where such words came from, in
    the order of the brackets; one pair of brackets may hold several. ``worth`` runs from 0 to
    1000 (per mille).
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
    insertions: tuple[Insertion, ...] = ()


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
