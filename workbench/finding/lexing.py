"""A query cut into signs: words, quoted words, fields with their values, and what joins them."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from workbench.errors import UsageError
from workbench.finding.fields import FIELDS
from workbench.text import clean_line

LONGEST_QUERY: Final = 4_000
_FIELD: Final = re.compile(r"([A-Za-z][A-Za-z-]*)(?::(>=|<=|>|<|=)?|(>=|<=|>|<|=))")
_RUN: Final = re.compile(r'[^\s()"]+')
_SPACE: Final = re.compile(r"\s+")
_HALF: Final = re.compile("[\ud800-\udfff]")
_SHOWN: Final = 40


class QueryError(UsageError):
    """A query cannot be understood; ``start`` and ``end`` are the place in it."""

    def __init__(self, message: str, typed: str, start: int, end: int) -> None:
        self.reason = message
        self.start = start
        self.end = end
        there = clean_line(typed[start:end], _SHOWN)
        place = f"at character {start + 1}: {there}" if there else "at its end"
        super().__init__(f"{message} ({place})")


class Kind(Enum):
    """What a sign is."""

    WORD = auto()
    QUOTED = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a query and where it stands. A field has its operator and its value apart."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    field: str = ""
    operator: str = ""
    value_start: int = 0
    quoted: bool = False


_JOINING: Final = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_PARENTHESES: Final = {"(": Kind.OPEN, ")": Kind.CLOSE}


@lru_cache(maxsize=8)
def signs(typed: str) -> tuple[Sign, ...]:
    """The signs of a query, in order.

    A quotation that is not closed goes on to the end, because it is being typed. With each key
    several parts of the program ask for the same.

    Raises:
        QueryError: A name before a colon is no field, or the query is far too long or no text.
    """
    if len(typed) > LONGEST_QUERY:
        raise QueryError("a query has at most 4,000 characters", typed, LONGEST_QUERY, len(typed))
    half = _HALF.search(typed)
    if half is not None:
        raise QueryError("this is no character; type it again", typed, half.start(), half.end())
    found: list[Sign] = []
    position = 0
    while position < len(typed):
        space = _SPACE.match(typed, position)
        if space is not None:
            position = space.end()
            continue
        found.append(_sign(typed, position))
        position = found[-1].end
    return tuple(found)


def _sign(typed: str, start: int) -> Sign:
    first = typed[start]
    if first in _PARENTHESES:
        return Sign(_PARENTHESES[first], start, start + 1)
    if first == '"':
        text, end = _quotation(typed, start)
        return Sign(Kind.QUOTED, start, end, text)
    if first == "-" and not typed[start + 1 : start + 2].isspace():
        return Sign(Kind.NOT, start, start + 1)
    field = _field(typed, start)
    if field is not None:
        return field
    run = _RUN.match(typed, start)
    end = run.end() if run is not None else start + 1
    text = typed[start:end]
    return Sign(_JOINING.get(text, Kind.WORD), start, end, text)


def _field(typed: str, start: int) -> Sign | None:
    found = _FIELD.match(typed, start)
    if found is None:
        return None
    name, after_colon, alone = found[1].lower(), found[2], found[3]
    end = found.end()
    if name not in FIELDS:
        if alone is not None or typed.startswith("/", end):
            return None
        raise QueryError(_no_field(found[1]), typed, start, end)
    value_start = end
    if typed.startswith('"', end):
        text, end = _quotation(typed, end)
        quoted = True
    else:
        run = _RUN.match(typed, end)
        end = run.end() if run is not None else end
        text, quoted = typed[value_start:end], False
    operator = after_colon or alone or ":"
    return Sign(Kind.FIELD, start, end, text, name, operator, value_start, quoted)


def _quotation(typed: str, start: int) -> tuple[str, int]:
    close = typed.find('"', start + 1)
    if close < 0:
        return typed[start + 1 :], len(typed)
    return typed[start + 1 : close], close + 1


def _no_field(name: str) -> str:
    close = get_close_matches(name.lower(), FIELDS, n=1, cutoff=0.7)
    hint = f"did you mean {close[0]}:" if close else "words with a colon go in quotes"
    return f"{clean_line(name, _SHOWN)}: is no field; {hint}"
