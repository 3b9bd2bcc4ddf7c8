"""Reading JSON of a known shape: what does not fit is not understood, and nothing else happens.

What the values mean is said in ``values``; here are only the kinds of things they are made of.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar

from workbench.ledger.identifiers import is_digest

_DECIMAL: Final = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?")
_SOME_DAY: Final = re.compile(
    r"[0-9]{4}(-[0-9]{2}(?P<day>-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3}|\.[0-9]{6})?Z"
)
_MAX_OFFSET: Final = 1 << 53
_MAX_NUMBER: Final = 10**100
_One = TypeVar("_One")


class NotUnderstood(ValueError):
    """The value is not of the shape that this program knows for its kind and field."""


def text(value: dict[str, Any], key: str) -> str:
    """The text under a key."""
    found = value.get(key)
    if not isinstance(found, str):
        raise NotUnderstood(f"{key} is not text")
    return found


def optional_text(value: dict[str, Any], key: str) -> str | None:
    """The text under a key, if there is one."""
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise NotUnderstood(f"{key} is not text")
    return found


def flag(value: dict[str, Any], key: str) -> bool:
    """True or false under a key; absent means false."""
    found = value.get(key, False)
    if type(found) is not bool:
        raise NotUnderstood(f"{key} is not true or false")
    return found


def count(value: dict[str, Any], key: str) -> int:
    """A number from 0 under a key, small enough for any table."""
    found = value.get(key)
    if type(found) is not int or not 0 <= found < _MAX_OFFSET:
        raise NotUnderstood(f"{key} is not a number in range")
    return found


def span(value: dict[str, Any]) -> tuple[int, int]:
    """The two offsets of a span."""
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end < _MAX_OFFSET:
        raise NotUnderstood("a span is not two numbers in order")
    return start, end


def texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts under a key; absent means empty."""
    found = value.get(key)
    if found is None or found == []:
        return ()
    if type(found) is not list or {type(one) for one in found} != {str}:
        raise NotUnderstood(f"{key} is not a list of texts")
    return tuple(found)


def choice(words: Mapping[str, _One], value: dict[str, Any], key: str) -> _One:
    """One of a closed set of words under a key."""
    word = value.get(key)
    found = words.get(word) if isinstance(word, str) else None
    if found is None:
        raise NotUnderstood(f"{key} is not a known word")
    return found


def optional_choice(words: Mapping[str, _One], value: dict[str, Any], key: str) -> _One | None:
    """One of a closed set of words under a key, if there is one."""
    return None if value.get(key) is None else choice(words, value, key)


def day(value: dict[str, Any], key: str) -> date:
    """A day under a key."""
    try:
        return date.fromisoformat(text(value, key))
    except ValueError:
        raise NotUnderstood(f"{key} is not a day") from None


def each(
    value: dict[str, Any], key: str, read: Callable[[dict[str, Any]], _One]
) -> tuple[_One, ...]:
    """A list of objects under a key, each read alike; absent means empty."""
    found = value.get(key)
    if found is None or found == []:
        return ()
    if type(found) is not list or {type(one) for one in found} != {dict}:
        raise NotUnderstood(f"{key} is not a list of objects")
    return tuple([read(one) for one in found])


def number(value: dict[str, Any], key: str) -> Decimal | None:
    """An exact number under a key, if there is one: an integer or a decimal."""
    found = value.get(key)
    if found is None:
        return None
    if type(found) is int and -_MAX_NUMBER < found < _MAX_NUMBER:
        return Decimal(found)
    if isinstance(found, str) and _DECIMAL.fullmatch(found):
        return Decimal(found)
    raise NotUnderstood(f"{key} is neither an integer nor a decimal")


def bounded_text(value: dict[str, Any], key: str, most: int) -> str:
    """The text under a key, of at most so many characters."""
    found = text(value, key)
    if len(found) > most:
        raise NotUnderstood(f"{key} is longer than {most} characters")
    return found


def optional_bounded_text(value: dict[str, Any], key: str, most: int) -> str | None:
    """The text under a key, if there is one, of at most so many characters."""
    return None if value.get(key) is None else bounded_text(value, key, most)


def optional_count(value: dict[str, Any], key: str) -> int | None:
    """A number from 0 under a key, if there is one."""
    return None if value.get(key) is None else count(value, key)


def optional_day(value: dict[str, Any], key: str) -> str | None:
    """A day, month, year or moment under a key, if there is one, as it was written."""
    return None if value.get(key) is None else some_day(value, key)


def some_day(value: dict[str, Any], key: str) -> str:
    """A day, month, year or moment under a key, ISO 8601, as it was written."""
    found = text(value, key)
    match = _SOME_DAY.fullmatch(found)
    try:
        if match is None:
            raise ValueError
        datetime.fromisoformat(found if match["day"] else f"{(found + '-01')[:7]}-01")
    except ValueError:
        raise NotUnderstood(f"{key} is not a day") from None
    return found


def moment_in_utc(value: dict[str, Any], key: str) -> datetime:
    """A moment under a key, in UTC."""
    found = text(value, key)
    try:
        if _MOMENT.fullmatch(found) is None:
            raise ValueError
        return datetime.fromisoformat(found)
    except ValueError:
        raise NotUnderstood(f"{key} is not a moment in UTC") from None


def optional_moment(value: dict[str, Any], key: str) -> datetime | None:
    """A moment under a key, in UTC, if there is one."""
    return None if value.get(key) is None else moment_in_utc(value, key)


def digest(value: dict[str, Any], key: str) -> str:
    """The hash of bytes, or the id of an event, under a key."""
    found = text(value, key)
    if not is_digest(found):
        raise NotUnderstood(f"{key} is no hash")
    return found


def optional_digest(value: dict[str, Any], key: str) -> str | None:
    """The hash of bytes under a key, if there is one."""
    return None if value.get(key) is None else digest(value, key)


def pairs(value: dict[str, Any], key: str, most: int, kind: type[_One]) -> tuple[Any, ...]:
    """A list of at most so many pairs of one kind of thing; absent means empty."""
    found = value.get(key)
    if found is None:
        return ()
    if type(found) is not list or len(found) > most:
        raise NotUnderstood(f"{key} is not a list of at most {most}")
    for pair in found:
        if type(pair) is not list or [type(one) for one in pair] != [kind, kind]:
            raise NotUnderstood(f"{key} holds something that is no pair")
    return tuple([(first, second) for first, second in found])


def page_spans(value: dict[str, Any], key: str, most: int) -> tuple[tuple[int, int], ...]:
    """The spans of pages, each after the one before; absent means none."""
    found: tuple[tuple[int, int], ...] = pairs(value, key, most, int)
    before = 0
    for start, end in found:
        if not before <= start <= end < _MAX_OFFSET:
            raise NotUnderstood(f"{key} are not spans in order")
        before = end
    return found


def at_most(found: tuple[_One, ...], key: str, most: int) -> tuple[_One, ...]:
    """A list that is no longer than it may be."""
    if len(found) > most:
        raise NotUnderstood(f"{key} holds more than {most}")
    return found
