"""What a query asks of days, as SQL over a row of ``claim``."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from workbench.ledger.clock import first_id
from workbench.model.finding import DateField

_TIMES: Final = {
    DateField.DATE: (
        "EXISTS (SELECT 1 FROM date WHERE date.claim = claim.number AND {0})",
        "date.value",
    ),
    DateField.CLAIMED: ("{0}", "claim.claimed_on"),
    DateField.ADDED: (
        "EXISTS (SELECT 1 FROM document WHERE document.number = claim.document AND {0})",
        "document.added_at",
    ),
    DateField.DOCUMENT_DATE: (
        "EXISTS (SELECT 1 FROM document WHERE document.number = claim.document AND {0})",
        "document.document_date",
    ),
}
_BEGIN: Final = "substr({0}, 1, instr({0} || '/', '/') - 1)"
_END: Final = "substr({0}, instr({0}, '/') + 1)"
_RATED: Final = (
    "EXISTS (SELECT 1 FROM rated JOIN entered ON entered.number = rated.number"
    " WHERE rated.claim = claim.number AND live = 1{0})"
)
_BEHIND_ALL: Final = b"\xff"


def within(field: DateField, first: str | None, last: str | None) -> tuple[str, list[Any]]:
    """Whether a time lies within these days, with what is to be bound; ``None`` is no limit."""
    if field is DateField.RATED:
        return _given_within(first, last)
    outer, column = _TIMES[field]
    parts, given = [], []
    # What is plainly too early or too late is told first, without taking the value apart.
    if first is not None:
        parts.append(f"{column} >= ?")
        given.append(first[:4] if first[5:7] == "01" else first[:7])
    if last is not None:
        parts.append(f"{column} < ?")
        given.append(f"{last}~")
    if first is not None:
        parts.append(f"{_whole_day(_BEGIN.format(column), 'first')} >= ?")
        given.append(first)
    if last is not None:
        end = _END.format(column)
        parts.append(f"{end} <> '..' AND {_whole_day(end, 'last')} <= ?")
        given.append(last)
    return f"coalesce({outer.format(' AND '.join(parts))}, 0)", given


def _given_within(first: str | None, last: str | None) -> tuple[str, list[Any]]:
    """When a verdict was given is told by the clock with which the id of its event begins."""
    parts, given = "", []
    if first is not None:
        parts += " AND entered.event >= ?"
        given.append(_events_from(first))
    if last is not None:
        parts += " AND entered.event < ?"
        given.append(_events_from(f"{last}~"))
    return _RATED.format(parts), given


def _events_from(day: str) -> bytes:
    """Where the events of a day begin, or where those of the next do if it ends with a tilde.

    A month may be written as if it had more days than it has.
    """
    year, month, number = (int(part) for part in day.rstrip("~").split("-"))
    if year < 1:
        return b""
    longest = monthrange(year, month)[1]
    further = timedelta(days=number > longest or day.endswith("~"))
    try:
        begins = date(year, month, min(number, longest)) + further
    except OverflowError:
        return _BEHIND_ALL
    return first_id(datetime(begins.year, begins.month, begins.day, tzinfo=UTC))


def _whole_day(value: str, which: str) -> str:
    """SQL for the first or last day of a year, month, day or time."""
    rest = {"first": "0000-01-01", "last": "0000-12-31"}[which]
    return f"substr({value} || substr('{rest}', length({value}) + 1), 1, 10)"
