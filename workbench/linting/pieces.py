"""Markup as values, each with its place in the file it came from.

Places in JSON are found only when they are asked for, by walking the text at the speed of the
decoder, and remembered for every level that was walked.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol

from workbench.linting.findings import Path
from workbench.text import clean_line

JSON_LD: Final = "json-ld"
MOST_VALUES: Final = 10_000
"""Values that one file of JSON may hold one after the other."""
_WHITE: Final = " \t\r\n"


class BrokenJson(ValueError):
    """A text is no JSON. The message says why; ``line`` and ``column`` count from 1."""

    def __init__(self, words: str, line: int, column: int) -> None:
        super().__init__(words)
        self.line = line
        self.column = column


class Places(Protocol):
    """Knows where values stand."""

    def at(self, path: Path) -> tuple[int, int]:
        """Line and column of the value at a path, or of the nearest around it that is known."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of markup: one script, one JSON file, or one item of microdata or RDFa.

    ``repeated`` names the keys that an object writes twice, by the object's identity.
    """

    syntax: str
    value: Any
    places: Places
    repeated: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def json_pieces(text: str, *, line: int = 1, column: int = 1) -> list[Piece]:
    """The values in a text of JSON: usually one, or one a line.

    Raises:
        BrokenJson: It is none, or nested too deeply.
    """
    lines = _Lines(text, line, column)
    pieces: list[Piece] = []
    place = _skip(text, 0)
    if place == len(text):
        raise BrokenJson("there is nothing in it", *lines.of(place))
    while place < len(text):
        repeated: dict[int, tuple[str, ...]] = {}
        decoder = _decoder(repeated)
        try:
            value, end = decoder.raw_decode(text, place)
        except RecursionError:
            raise BrokenJson("it is nested too deeply", *lines.of(place)) from None
        except (ValueError, ArithmeticError) as error:
            at = getattr(error, "pos", place)
            what = clean_line(str(getattr(error, "msg", error)), 100)
            raise BrokenJson(what[:1].lower() + what[1:], *lines.of(at)) from None
        pieces.append(Piece(JSON_LD, value, _JsonPlaces(text, place, lines), repeated))
        if len(pieces) > MOST_VALUES:
            raise BrokenJson(f"it holds more than {MOST_VALUES} values", *lines.of(end))
        place = _skip(text, end)
        if place < len(text) and ("\n" not in text[end:place] or text[place] not in "{["):
            raise BrokenJson("something follows the end of the value", *lines.of(place))
    return pieces


def pieces_of_values(found: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Piece]:
    """Items of microdata or RDFa, whose objects name their line as ``@line``.

    The lines of their properties, ``@lines``, are taken out of them.
    """
    return [Piece(syntax, value, _ItemPlaces(value)) for syntax, value in found]


def written(path: Path) -> str:
    """A path as it is shown: ``$.reviewRating.ratingValue``."""
    parts = ["$"]
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif step.replace("@", "").replace("_", "").isalnum() and len(step) <= 60:
            parts.append(f".{step}")
        else:
            parts.append(f"[{json.dumps(clean_line(step, 60), ensure_ascii=False)}]")
    return "".join(parts)


def _decoder(repeated: dict[int, tuple[str, ...]]) -> json.JSONDecoder:
    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            counted = Counter(key for key, _ in pairs)
            repeated[id(value)] = tuple([key for key, count in counted.items() if count > 1])
        return value

    return json.JSONDecoder(
        object_pairs_hook=made,
        parse_float=_number,
        parse_int=_number,
        parse_constant=lambda name: name,
        strict=False,
    )


def _number(text: str) -> Decimal:
    try:
        return Decimal(text[:400])
    except InvalidOperation as error:
        raise ValueError("a number is too large") from error


class _Lines:
    """Offsets as lines and columns."""

    def __init__(self, text: str, line: int, column: int) -> None:
        self._text = text
        self._line = line
        self._column = column
        self._starts: list[int] | None = None

    def of(self, offset: int) -> tuple[int, int]:
        if self._starts is None:
            self._starts = [0, *_line_starts(self._text)]
        number = bisect_right(self._starts, offset) - 1
        before = self._column if number == 0 else 1
        return self._line + number, before + offset - self._starts[number]


def _line_starts(text: str) -> Iterator[int]:
    place = text.find("\n")
    while place >= 0:
        yield place + 1
        place = text.find("\n", place + 1)


class _JsonPlaces:
    def __init__(self, text: str, start: int, lines: _Lines) -> None:
        self._text = text
        self._start = start
        self._lines = lines
        self._inside: dict[int, dict[str | int, int]] = {}
        self._skipping = json.JSONDecoder(strict=False, parse_float=str, parse_int=str)

    def at(self, path: Path) -> tuple[int, int]:
        place = self._start
        for step in path:
            further = self._children(place).get(step)
            if further is None:
                break
            place = further
        return self._lines.of(place)

    def _children(self, place: int) -> dict[str | int, int]:
        if place not in self._inside:
            self._inside[place] = dict(self._walk(place))
        return self._inside[place]

    def _walk(self, place: int) -> Iterator[tuple[str | int, int]]:
        text = self._text
        is_object = text[place] == "{"
        if not is_object and text[place] != "[":
            return
        closing = "}" if is_object else "]"
        place = _skip(text, place + 1)
        count = 0
        while text[place] != closing:
            key: str | int = count
            if is_object:
                key, place = self._skipping.raw_decode(text, place)
                place = _skip(text, _skip(text, place) + 1)
            yield key, place
            count += 1
            _, end = self._skipping.raw_decode(text, place)
            place = _skip(text, end)
            if text[place] == ",":
                place = _skip(text, place + 1)


class _ItemPlaces:
    def __init__(self, value: Mapping[str, Any]) -> None:
        self._value = value
        self._lines: dict[int, Mapping[str, list[int]]] = {}
        waiting: list[Any] = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                self._lines[id(one)] = one.pop("@lines", {})
                waiting.extend(one.values())
            elif isinstance(one, list):
                waiting.extend(one)

    def at(self, path: Path) -> tuple[int, int]:
        value: Any = self._value
        line = value.get("@line", 1)
        lines: list[int] = []
        for step in path:
            if isinstance(value, dict) and step in value:
                lines = self._lines.get(id(value), {}).get(str(step), [])
                line = lines[0] if lines else line
                value = value[str(step)]
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                line = lines[step] if step < len(lines) else line
                value = value[step]
            else:
                break
        return int(line), 1


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in _WHITE:
        place += 1
    return place
