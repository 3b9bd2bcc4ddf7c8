"""What a report says of its claims together: results, balance, timeline, figures, what is open."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date
from typing import Final

from workbench.model import RatingScale
from workbench.reporting.dossier import (
    Dossier,
    Entry,
    FigureLine,
    FigurePoint,
    balance,
    earlier_verdicts,
    live_verdicts,
    outcome,
)
from workbench.reporting.html.charts import Lane, Mark, bar, lanes_of, number_line, timeline
from workbench.reporting.html.context import line
from workbench.reporting.html.days import day_in_words, first_day, iso_in_words
from workbench.reporting.html.shapes import DISAGREE, NOT_DECIDED, Sign, sign_of
from workbench.reporting.html.views import Balance, BalanceRow, Bar, Chart, Fact

MOST_CLAIMANTS: Final = 40
MOST_FIGURES: Final = 24
MOST_LINES: Final = 12
MOST_ROWS: Final = 60
_MADE: Final = "Claims made"
_DATED: Final = "Sources dated"
_CAPTURED: Final = "Sources captured"
_DECIDED: Final = "Verdicts given"
_CORRECTED: Final = "Verdicts replaced"
_LANES: Final = (_MADE, _DATED, _CAPTURED, _DECIDED, _CORRECTED)


def results(entries: Sequence[Entry], scales: Sequence[RatingScale]) -> tuple[Sign, ...]:
    """Every result that occurs: those of the scales in their order, then what is open."""
    found: dict[str, Sign] = {}
    for scale in scales:
        for step in scale.ratings:
            found.setdefault(step.name, sign_of(step.name, scale))
    seen = {outcome(entry.claim) for entry in entries}
    for name in sorted(seen - found.keys() - {DISAGREE, NOT_DECIDED}):
        found[name] = sign_of(name, None)
    for name in (DISAGREE, NOT_DECIDED):
        found[name] = sign_of(name, None)
    return tuple(sign for name, sign in found.items() if name in seen)


def bars(entries: Sequence[Entry], signs: Sequence[Sign]) -> tuple[Bar, ...]:
    """How many claims have which result."""
    counted = Counter(line(outcome(entry.claim)) for entry in entries)
    most, all_of_them = max(counted.values(), default=1), max(len(entries), 1)
    return tuple(
        Bar(sign, count, round(100 * count / all_of_them), bar(count / most))
        for sign in signs
        if (count := counted[line(sign.word)])
    )


def balance_table(entries: Sequence[Entry], signs: Sequence[Sign]) -> Balance | None:
    """Who was checked, how often, and with which results."""
    found = balance(entries)
    if not found:
        return None
    rows = tuple(
        BalanceRow(
            line(name) or "The text itself",
            tuple(_count(counted, sign) for sign in signs),
            counted.total(),
        )
        for name, counted in found[:MOST_CLAIMANTS]
    )
    return Balance(tuple(signs), rows, len(found) - len(rows))


def _count(counted: Counter[str], sign: Sign) -> int:
    return sum(count for name, count in counted.items() if line(name) == sign.word)


def events(entries: Sequence[Entry]) -> Iterator[tuple[str, date]]:
    """What happened on which day."""
    for entry in entries:
        claim = entry.claim
        made = first_day(claim.claimed_on) or claim.document.document_date
        if made is not None:
            yield _MADE, made
        for piece in claim.evidence:
            record = entry.record(piece)
            dated = first_day(piece.details.dated if piece.details else record.published)
            if dated is not None:
                yield _DATED, dated
            if record.captured_at is not None:
                yield _CAPTURED, record.captured_at.astimezone(UTC).date()
        for verdict in live_verdicts(claim):
            yield _DECIDED, verdict.given_at.astimezone(UTC).date()
        for verdict in earlier_verdicts(claim):
            yield _CORRECTED, verdict.given_at.astimezone(UTC).date()


def timeline_of(entries: Sequence[Entry]) -> Chart | None:
    """The timeline of claims and events."""
    lanes = lanes_of(events(entries), _LANES)
    if not lanes:
        return None
    days = sorted({day for lane in lanes for day, _ in lane.days})
    title = "Timeline of claims, sources and verdicts"
    first, last = day_in_words(days[0]), day_in_words(days[-1])
    told = f"{first} to {last}. " if first != last else f"All on {first}. "
    told += " ".join(
        f"{lane.name}: {sum(count for _, count in lane.days)}, "
        f"first {day_in_words(lane.days[0][0])}, last {day_in_words(lane.days[-1][0])}."
        for lane in lanes
    )
    rows = tuple(
        (Fact("day", day_in_words(day)), Fact("what", "; ".join(_on(lanes, day))))
        for day in days[:MOST_ROWS]
    )
    picture = timeline(lanes, title, told, "timeline")
    return Chart(title, picture, ("Day", "What happened"), rows, len(days) - len(rows))


def _on(lanes: Sequence[Lane], day: date) -> Iterator[str]:
    for lane in lanes:
        count = dict(lane.days).get(day)
        if count:
            yield f"{lane.name.lower()}: {count}"


def figures_of(dossier: Dossier, anchors: dict[str, str]) -> Iterator[Chart]:
    """The figures that were given for one thing, where they differ."""
    for number, one in enumerate(dossier.figures[:MOST_FIGURES], start=1):
        points = [
            point
            for point in one.points
            if not (math.isnan(point.low) or math.isnan(point.high))
            and (math.isfinite(point.low) or math.isfinite(point.high))
        ]
        if points:
            yield _figure(f"figure-{number}", one, points[:MOST_LINES], anchors)


def _figure(
    name: str, one: FigureLine, points: Sequence[FigurePoint], anchors: dict[str, str]
) -> Chart:
    marks, rows = [], []
    for point in points:
        day = iso_in_words(line(point.day)) if point.day else "no date"
        outlet, said = line(point.outlet), line(point.said)
        marks.append(Mark(f"{said} · {outlet}", point.low, point.high))
        anchor = anchors.get(point.claim or "")
        rows.append(
            (
                Fact("who", outlet),
                Fact("when", day),
                Fact("said", said),
                Fact("in", line(point.statement), f"#{anchor}" if anchor else None),
            )
        )
    title = f"Figures for: {line(one.counted) or 'the same thing'}"
    told = "; ".join(mark.label for mark in marks)
    picture = number_line(marks, title, told, name)
    columns = ("Who", "When", "Figure", "In the words of")
    return Chart(title, picture, columns, tuple(rows), len(one.points) - len(rows))
