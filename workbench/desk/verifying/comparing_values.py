"""Values and lines of a report beside those that the ledger gives, however deep they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from workbench.reporting.reading_back import Line
from workbench.reporting.reading_back.told import bare

_NAMES_OF_ITEMS: Final = ("id", "event", "identifier", "name", "question", "answer")
_MANY_LINES: Final = 4_000


@dataclass(frozen=True, slots=True)
class Unlike:
    """One thing that is told otherwise than the ledger has it. ``path`` says what it is."""

    path: str
    told: str
    ledger: str
    place: str | None = None


def unlike_values(told: object, ledger: object, path: str = "") -> Iterator[Unlike]:
    """Where two JSON values differ. White space does not count."""
    if isinstance(told, Mapping) and isinstance(ledger, Mapping):
        for key in dict.fromkeys((*ledger, *told)):
            yield from unlike_values(told.get(key), ledger.get(key), _joined(path, str(key)))
    elif isinstance(told, list) and isinstance(ledger, list):
        ours, theirs = _named(ledger), _named(told)
        for key in dict.fromkeys((*ours, *theirs)):
            yield from unlike_values(theirs.get(key), ours.get(key), _joined(path, key))
        if list(ours) != list(theirs) and set(ours) == set(theirs):
            yield Unlike(path, ", ".join(theirs), ", ".join(ours))
    elif _words(told) != _words(ledger):
        yield Unlike(path, _shown(told), _shown(ledger))


def unlike_lines(told: tuple[Line, ...], ledger: tuple[Line, ...]) -> Iterator[Unlike]:
    """Where the lines of two reports differ, in their order."""
    first, last = 0, 0
    shortest = min(len(told), len(ledger))
    while first < shortest and _seen(told[first]) == _seen(ledger[first]):
        first += 1
    while last < shortest - first and _seen(told[-1 - last]) == _seen(ledger[-1 - last]):
        last += 1
    here, there = ledger[first : len(ledger) - last], told[first : len(told) - last]
    ours, theirs = [_seen(one) for one in here], [_seen(one) for one in there]
    many = max(len(ours), len(theirs)) > _MANY_LINES
    matcher = SequenceMatcher(None, theirs, ours, autojunk=many)
    for what, start, end, begin, finish in matcher.get_opcodes():
        if what == "equal":
            continue
        for number in range(max(end - start, finish - begin)):
            said = there[start + number].words if start + number < end else ""
            right = here[begin + number].words if begin + number < finish else ""
            place = told[min(first + start + number, len(told) - 1)].place if told else None
            yield Unlike("a line", said, right, place)


def _seen(line: Line) -> tuple[str, str]:
    return line.text, line.marks


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _named(items: list[Any]) -> dict[str, Any]:
    """The items of a list by what names them, or by their number."""
    found: dict[str, Any] = {}
    for number, item in enumerate(items, start=1):
        names = [item[key] for key in _NAMES_OF_ITEMS if key in item] if _is_object(item) else []
        name = next((one for one in names if isinstance(one, str)), str(number))
        found[name if name not in found else f"{name} {number}"] = item
    return found


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _words(value: object) -> str:
    return bare(_shown(value))


def _shown(value: object) -> str:
    return "" if value is None or value in ([], {}) else str(value)
