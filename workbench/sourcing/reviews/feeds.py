"""Reviews in JSON files: a feed, a list, a graph, an answer of a claim search, lines of objects.

An element that is broken costs that element: the reading goes on at the next object after the
place of the error, so the whole is read once however often it fails.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from workbench.sourcing.reviews.claim_review import reviews_in
from workbench.sourcing.reviews.found import Found, Problem
from workbench.text import clean_line

MOST_PROBLEMS: Final = 1_000
_LISTS: Final = ("dataFeedElement", "@graph", "claims", "itemListElement")
_READ_TWICE: Final = 100_000
"""Characters that may be read again after an error, so that the time stays bounded."""
_WHITE: Final = " \t\r\n\ufeff"


def _number(text: str) -> Decimal:
    return Decimal(text)


def _nothing(_: str) -> None:
    return None


DECODER: Final = json.JSONDecoder(parse_float=_number, parse_constant=_nothing, strict=False)


def read_feed(text: str) -> Iterator[Found]:
    """The reviews in a JSON file."""
    any_found = False
    for line, value in elements(text):
        if isinstance(value, Problem):
            any_found = True
            yield value
            continue
        for found in reviews_in(value, line):
            any_found = True
            yield found
    if not any_found:
        yield Problem(1, "holds no ClaimReview")


def elements(text: str) -> Iterator[tuple[int, Any]]:
    """The elements of the list that a feed is, or the values it is made of, with their lines."""
    place = _skip(text, 0, _WHITE)
    if text[place : place + 1] == "[":
        yield from _values(text, place + 1)
    else:
        opened = _opened_list(text, _wrapped_until(text, place))
        yield from _values(text, place if opened is None else opened)


def _wrapped_until(text: str, place: int) -> int:
    """How far the first object reaches, as far as can be told, if its elements are in a list."""
    try:
        value, end = DECODER.raw_decode(text, place)
    except (ValueError, ArithmeticError) as error:
        return getattr(error, "pos", place)
    except RecursionError:
        return place
    wraps = isinstance(value, dict) and any(isinstance(value.get(name), list) for name in _LISTS)
    return end if wraps else place


def _opened_list(text: str, until: int) -> int | None:
    """The place after the bracket of the list that a feed's elements are in."""
    for name in _LISTS:
        key = f'"{name}"'
        place = text.find(key, 0, until)
        while place >= 0:
            colon = _skip(text, place + len(key), _WHITE)
            bracket = _skip(text, colon + 1, _WHITE)
            if text[colon : colon + 1] == ":" and text[bracket : bracket + 1] == "[":
                return bracket + 1
            place = text.find(key, place + 1, until)
    return None


def _values(text: str, place: int) -> Iterator[tuple[int, Any]]:
    line, counted = 1, 0
    problems = 0
    while True:
        place = _skip(text, place, _WHITE + ",")
        if place >= len(text) or text[place] == "]":
            return
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, place = DECODER.raw_decode(text, place)
        except RecursionError:
            yield line, Problem(line, "is nested too deeply; nothing after it was read")
            return
        except (ValueError, ArithmeticError) as error:
            at = max(getattr(error, "pos", place), place)
            onward = _next_object(text, place, at)
            broken = len(text[place : at if onward < 0 else min(at, onward)].rstrip())
            where = line + text.count("\n", counted, place + broken)
            what = clean_line(str(getattr(error, "msg", error)), 100)
            yield where, Problem(where, f"is no JSON: {what[:1].lower()}{what[1:]}")
            problems += 1
            place = onward
            if place < 0 or problems >= MOST_PROBLEMS:
                if place >= 0:
                    yield where, Problem(where, f"{problems} places are broken; the rest is left")
                return
        else:
            yield line, value


def _next_object(text: str, place: int, at: int) -> int:
    """Where to go on after an error: at an object on a line of its own, else after the error.

    An object that was broken off is met by the error on a line that comes later. The next one
    begins a line as the broken one did.
    """
    margin = text[text.rfind("\n", 0, place) + 1 : place]
    start = "\n" if margin.strip(_WHITE) else f"\n{margin}"
    line = text.find(f"{start}{{", place, at + len(start) + 1)
    if line >= 0 and at - line < _READ_TWICE:
        return line + len(start)
    return text.find("{", max(at, place + 1))


def _skip(text: str, place: int, characters: str) -> int:
    while place < len(text) and text[place] in characters:
        place += 1
    return place
