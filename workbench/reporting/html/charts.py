"""Pictures of a report: bars, a timeline, number lines.

Widths are in per cent, so that a picture fits a phone and its letters stay as large as they are.
Colours come from the style sheet. Attributes hold numbers and names of ours alone; the drawing
library escapes text and nothing else.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from workbench.reporting.html.days import day_in_words, month_in_words

if TYPE_CHECKING:
    from drawsvg import Drawing

_LEFT: Final = 2.0
_WIDTH: Final = 96.0
_MOST_TICKS: Final = 4
_LANE: Final = 42
_LABEL: Final = 12
_LEVEL: Final = 28
_AXIS: Final = 26
_LABEL_CHARACTERS: Final = 44
_MOST_DOTS: Final = 60
_DAY_STEPS: Final = (1, 2, 5, 7, 14)
_MONTH_STEPS: Final = (1, 2, 3, 6)
_YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000)


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of event: how many there were on which day."""

    name: str
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure on a number line; an end that is infinite is open."""

    label: str
    low: float
    high: float


def bar(share: float) -> Markup:
    """A bar that is ``share`` of the whole long, from 0 to 1."""
    drawing = _drawing(12, hidden=True)
    _box(drawing, 0, 2, 100, 8, "track")
    _box(drawing, 0, 2, max(share * 100, 0.6), 8, "fill")
    return _markup(drawing)


def timeline(lanes: Sequence[Lane], title: str, told: str, name: str) -> Markup:
    """Events on one axis of days, a lane for each kind; the size of a dot is their number."""
    days = [day for lane in lanes for day, _ in lane.days]
    first, last = min(days), max(days)
    ticks = day_ticks(first, last)
    low, high = min(first, ticks[0][0]).toordinal(), max(last, ticks[-1][0]).toordinal()
    most = max(count for lane in lanes for _, count in lane.days)
    height = _LANE * len(lanes) + _AXIS
    drawing = _drawing(height, name=name, title=title, told=told)
    for day, words in ticks:
        _tick(drawing, _place(day.toordinal(), low, high), height, words)
    for number, lane in enumerate(lanes):
        top = number * _LANE
        _label(drawing, top + _LABEL, lane.name)
        _box(drawing, 0, top + _LEVEL - 0.5, 100, 1, "level")
        for day, count in lane.days:
            where = _place(day.toordinal(), low, high)
            size = 3.5 + 5.5 * math.sqrt(count / most) if most > 1 else 5
            _dot(drawing, where, top + _LEVEL, size, f"{day_in_words(day)}: {count}")
    return _markup(drawing)


def number_line(marks: Sequence[Mark], title: str, told: str, name: str) -> Markup:
    """Figures on one axis, a level for each: a dot, or a bar between two ends."""
    ends = [end for mark in marks for end in (mark.low, mark.high) if math.isfinite(end)]
    ticks = number_ticks(min(ends), max(ends))
    low, high = min(*ends, ticks[0]), max(*ends, ticks[-1])
    height = _LANE * len(marks) + _AXIS
    drawing = _drawing(height, name=name, title=title, told=told)
    for tick in ticks:
        _tick(drawing, _place(tick, low, high), height, number_in_words(tick))
    for number, mark in enumerate(marks):
        level = number * _LANE + _LEVEL
        _label(drawing, number * _LANE + _LABEL, mark.label)
        _box(drawing, 0, level - 0.5, 100, 1, "level")
        if mark.low == mark.high:
            _dot(drawing, _place(mark.low, low, high), level, 5, mark.label)
            continue
        left = _place(mark.low, low, high) if math.isfinite(mark.low) else 0.0
        right = _place(mark.high, low, high) if math.isfinite(mark.high) else 100.0
        _box(drawing, left, level - 4, max(right - left, 0.8), 8, "range")
    return _markup(drawing)


def number_ticks(low: float, high: float) -> list[float]:
    """A few round numbers, the first at or below and the last at or above the ends."""
    span = high - low or abs(high) or 1.0
    rough = span / (_MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return [number * step for number in range(first, last + 1)]


def number_in_words(number: float) -> str:
    """A number as people write it."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.6g}"


def day_ticks(first: date, last: date) -> list[tuple[date, str]]:
    """A few days, months or years between two days, in words."""
    span = (last - first).days
    if not span:
        return [(first, day_in_words(first))]
    for step in _DAY_STEPS:
        if span // step < _MOST_TICKS:
            days = range(first.toordinal(), last.toordinal() + 1, step)
            return [(day, _short(day)) for day in map(date.fromordinal, days)]
    months = (last.year - first.year) * 12 + last.month - first.month
    for step in _MONTH_STEPS:
        if months // step < _MOST_TICKS:
            begun = first.year * 12 + first.month - 1
            numbers = range(begun - begun % step, begun + months + 1, step)
            found = [date(number // 12, number % 12 + 1, 1) for number in numbers]
            return [(day, month_in_words(day)) for day in found if day >= first] or [
                (first, month_in_words(first))
            ]
    step = next(each for each in _YEAR_STEPS if (last.year - first.year) // each < _MOST_TICKS)
    years = range(-(-first.year // step) * step, last.year + 1, step)
    found = [date(year, 1, 1) for year in years if year >= 1]
    return [(day, str(day.year)) for day in found if day >= first] or [(last, str(last.year))]


def _short(day: date) -> str:
    return f"{day.day} {month_in_words(day)}"


def _place(value: float, low: float, high: float) -> float:
    if high == low:
        return 50.0
    return _LEFT + _WIDTH * (value - low) / (high - low)


def _drawing(
    height: float, *, hidden: bool = False, name: str = "", title: str = "", told: str = ""
) -> "Drawing":
    from drawsvg import Drawing, Raw

    told_by = {"aria_hidden": "true"} if hidden else {"role": "img"}
    if title:
        told_by["aria_labelledby"] = f"{name}-title {name}-told"
    drawing = Drawing("100%", height, viewBox=None, class_="chart", **told_by)
    if title:
        words = Markup('<title id="{0}-title">{1}</title><desc id="{0}-told">{2}</desc>')
        drawing.append(Raw(str(words.format(name, title, told))))
    return drawing


def _markup(drawing: "Drawing") -> Markup:
    written: str = drawing.as_svg(header="")
    written = written.replace("<defs>\n</defs>\n", "").replace(
        ' xmlns:xlink="http://www.w3.org/1999/xlink"', ""
    )
    return Markup(written)  # noqa: S704


def _box(drawing: "Drawing", x: float, y: float, width: float, height: float, kind: str) -> None:
    from drawsvg import Rectangle

    drawing.append(Rectangle(f"{x:.2f}%", y, f"{width:.2f}%", height, class_=kind))


def _dot(drawing: "Drawing", x: float, y: float, size: float, told: str) -> None:
    from drawsvg import Circle

    circle = Circle(f"{x:.2f}%", y, round(size, 1), class_="dot")
    circle.append_title(told)
    drawing.append(circle)


def _tick(drawing: "Drawing", x: float, height: float, words: str) -> None:
    _stroke(drawing, x, height - _AXIS + 4)
    _words(drawing, x, height - 6, words, _anchor(x))


def _stroke(drawing: "Drawing", x: float, length: float) -> None:
    from drawsvg import Rectangle

    drawing.append(Rectangle(f"{x:.2f}%", 0, 1, length, class_="tick"))


def _anchor(x: float) -> str:
    return "start" if x < 15 else "end" if x > 85 else "middle"


def _label(drawing: "Drawing", y: float, words: str) -> None:
    if len(words) > _LABEL_CHARACTERS:
        words = words[: _LABEL_CHARACTERS - 1] + "…"
    _words(drawing, 0, y, words, "start", "label")


def _words(
    drawing: "Drawing", x: float, y: float, words: str, anchor: str, kind: str = "words"
) -> None:
    from drawsvg import Text

    named: dict[str, Any] = {"class_": kind, "text_anchor": anchor}
    drawing.append(Text(words, None, f"{x:.2f}%", y, **named))


def lanes_of(events: Iterable[tuple[str, date]], names: Sequence[str]) -> tuple[Lane, ...]:
    """Events counted by day; by month or year where there would be too many dots to tell apart."""
    counted: dict[str, dict[date, int]] = {name: {} for name in names}
    for name, day in events:
        counted[name][day] = counted[name].get(day, 0) + 1
    return tuple(
        Lane(name, tuple(sorted(_coarser(days).items()))) for name, days in counted.items() if days
    )


def _coarser(days: dict[date, int]) -> dict[date, int]:
    for cut in (lambda day: day, lambda day: day.replace(day=1), lambda day: date(day.year, 1, 1)):
        found: dict[date, int] = {}
        for day, count in days.items():
            found[cut(day)] = found.get(cut(day), 0) + count
        if len(found) <= _MOST_DOTS:
            break
    return found
