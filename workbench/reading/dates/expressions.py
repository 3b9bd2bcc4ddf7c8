"""What the grammar finds: the words of a date taken apart, before anything is counted."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The form of a date expression."""

    DAY = auto()
    NTH_WEEKDAY = auto()
    MONTH = auto()
    YEAR = auto()
    QUARTER = auto()
    HALF_YEAR = auto()
    SEASON = auto()
    DECADE = auto()
    CENTURY = auto()
    WEEKDAY = auto()
    DAY_OFFSET = auto()
    UNIT = auto()
    SHIFT = auto()
    STRETCH = auto()
    EDGE = auto()
    PART_OF_DAY = auto()
    CLOCK = auto()

    __hash__ = object.__hash__  # that of Enum is written in Python and slow


class Unit(Enum):
    """A length of the calendar."""

    DAY = auto()
    WEEKEND = auto()
    WEEK = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    DECADE = auto()
    CENTURY = auto()


class Anchor(Enum):
    """What a relative expression is counted from."""

    DOCUMENT = auto()
    NARRATIVE = auto()


@dataclass(slots=True, eq=False, repr=False)
class Expression:
    """One date expression; only the fields that its kind uses are set.

    ``step`` counts units forwards or backwards from the anchor: -1 for "last week", 3 for
    "three weeks later"; ``None`` where the text is vague ("a few days ago"), and then
    ``number`` holds the direction. ``other`` is the far end of a range, ``within`` the year or
    week that a partial date is in ("May of last year"). ``clock`` is hour and minute;
    ``open_end`` says that a range has no end ("since"); ``swapped`` that month and day may
    be the other way round.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    unit: Unit | None = None
    step: int | None = None
    anchor: Anchor = Anchor.DOCUMENT
    part: str | None = None
    clock: tuple[int, int] | None = None
    other: "Expression | None" = None
    open_end: bool = False
    within: "Expression | None" = None
    swapped: bool = False
    only_beside_a_day: bool = False
