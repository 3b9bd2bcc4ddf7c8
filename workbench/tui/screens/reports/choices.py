"""What can be chosen and typed in the form for a report: which claims, days, endings of files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from textual.containers import Horizontal
from textual.widgets import Static

from workbench.desk.finding.queues import QUEUES
from workbench.errors import UsageError
from workbench.reporting.formats import FORMATS, Format
from workbench.text import clean_line
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.choice import Option
from workbench.tui.widgets.fields import LineField

MARKED: Final = "marked"
LIST: Final = "list"
DOCUMENT: Final = "document"
ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where at the desk the form was opened: marked claims, filter of the list, the document."""

    marked: Sequence[int] = ()
    query: str = ""
    document: str | None = None
    document_title: str = ""


def choices(origin: Origin) -> list[Option]:
    """What a report can be about, from where the form was opened."""
    found = []
    if origin.marked:
        count = len(origin.marked)
        told = "1 claim" if count == 1 else f"{count:,} claims"
        found.append(Option(MARKED, "The marked claims", told))
    if origin.query:
        queue = next((one.title for one in QUEUES if one.query == origin.query), None)
        name = f"The queue {queue}" if queue else "The list as filtered"
        found.append(Option(LIST, name, clean_line(origin.query, 80)))
    if origin.document:
        found.append(Option(DOCUMENT, "This document", clean_line(origin.document_title, 80)))
    return [*found, Option(ALL, "The whole project", "everything that was decided")]


def row_of(words: str, field: LineField) -> Horizontal:
    """A field with its name at its left."""
    return Horizontal(Static(literal_line(words), classes="beside"), field, classes="row")


def day_in(field: LineField) -> date | None:
    """The day that is typed in a field, if any is."""
    from workbench.desk.reporting.selection import end_of_day

    typed = field.value.strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
        end_of_day(day)
    except (ValueError, OverflowError):
        field.focus()
        raise UsageError(f"{clean_line(typed, 40)} is no day; write it as 2025-10-15") from None
    return day


def longest_first() -> list[Format]:
    """The formats, those with the longest endings first."""
    return sorted(FORMATS.values(), key=lambda each: -len(each.suffix))
