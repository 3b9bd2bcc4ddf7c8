"""The lines of the panel of queues, saved views and facets. No Textual."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from workbench.desk.finding.facets import SINGLE_VALUED, FacetCounts
from workbench.desk.finding.queues import QUEUES
from workbench.finding import asked_values
from workbench.text import fold_case
from workbench.tui.keys.told import number_keys

FEW_VALUES: Final = 5
MANY_VALUES: Final = 100
TITLES: Final = {
    "has": "Has",
    "status": "Status",
    "rating": "Rating",
    "type": "Type",
    "tag": "Tag",
    "claimant": "Claimant",
    "document": "Document",
    "host": "Source host",
    "reviewer": "Reviewer",
    "assigned": "Assigned to",
    "priority": "Priority",
    "date": "Date",
}
"""The facets in the order in which they are shown."""
UNKNOWN: Final = "…"


class Line(Enum):
    """What a line is."""

    HEADING = auto()
    QUEUE = auto()
    VIEW = auto()
    VALUE = auto()
    MORE = auto()


class Mark(Enum):
    """How a line stands to the query that is in force; the sign says it without colour."""

    NONE = " "
    IN = "✓"
    OUT = "−"


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One line. ``field`` and ``value`` are those of a facet, ``query`` that of a queue or view.

    ``key`` is what brings it without going to it; ``order`` is the order that a view wants.
    """

    kind: Line
    text: str
    count: int | None = None
    mark: Mark = Mark.NONE
    field: str = ""
    value: str = ""
    query: str = ""
    key: str = ""
    order: str | None = None

    @property
    def same(self) -> tuple[Line, str, str]:
        """What makes it the same line although counts have changed."""
        return self.kind, self.field or self.query, fold_case(self.value) or self.text

    def counted(self) -> str:
        """The count as it is shown; an ellipsis while it is not known."""
        if self.kind in (Line.HEADING, Line.MORE, Line.VIEW):
            return ""
        return UNKNOWN if self.count is None else f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as the panel shows it."""

    name: str
    query: str
    order: str | None = None


def panel_lines(
    typed: str,
    queues: Mapping[str, int] | None,
    views: Sequence[View],
    counts: FacetCounts | None,
    opened: frozenset[str],
) -> list[PanelLine]:
    """All lines, from the top. ``opened`` are the facets of which many values are shown.

    ``counts`` of another query are shown without numbers: those would not be true.
    """
    lines = list(_queue_lines(typed.strip(), queues))
    if views:
        lines.append(PanelLine(Line.HEADING, "Saved views"))
        for number, view in enumerate(views, 1):
            mark = Mark.IN if view.query.strip() == typed.strip() else Mark.NONE
            lines.append(
                PanelLine(
                    Line.VIEW,
                    f"{number} {view.name}",
                    mark=mark,
                    query=view.query,
                    order=view.order,
                )
            )
    fresh = counts is not None and counts.typed == typed
    for facet in TITLES:
        known = counts.facets.get(facet, ()) if counts is not None else ()
        untold = max(counts.different.get(facet, 0) - len(known), 0) if counts is not None else 0
        lines.extend(_facet_lines(facet, typed, known, untold, fresh=fresh, opened=facet in opened))
    return lines


def _queue_lines(typed: str, queues: Mapping[str, int] | None) -> Iterator[PanelLine]:
    yield PanelLine(Line.HEADING, "Queues")
    keys = number_keys("finding.queue")
    width = max(map(len, keys))
    for queue, key in zip(QUEUES, (*keys, *[""] * len(QUEUES)), strict=False):
        yield PanelLine(
            Line.QUEUE,
            queue.title,
            None if queues is None else queues.get(queue.name),
            Mark.IN if queue.query == typed else Mark.NONE,
            query=queue.query,
            key=f"{key:<{width}}",
        )


def _facet_lines(
    facet: str,
    typed: str,
    known: Sequence[tuple[str, int]],
    untold: int,
    *,
    fresh: bool,
    opened: bool,
) -> Iterator[PanelLine]:
    here = [one for one in asked_values(typed) if one.field == facet]
    asked = {fold_case(one.value): Mark.OUT if one.negated else Mark.IN for one in here}
    found = {fold_case(value) for value, _ in known}
    values = [(value, count) for value, count in known if count or fold_case(value) in asked]
    values += [(one.value, 0) for one in here if fold_case(one.value) not in found]
    if not values:
        return
    limit = MANY_VALUES if opened else FEW_VALUES
    marked = [one for one in values if _mark(one[0], asked) is not Mark.NONE]
    others = [one for one in values if _mark(one[0], asked) is Mark.NONE]
    yield PanelLine(Line.HEADING, TITLES[facet])
    shown = (*marked, *others[: max(limit - len(marked), 0)])
    for value, count in shown:
        yield PanelLine(
            Line.VALUE,
            value,
            count if fresh else None,
            _mark(value, asked),
            field=facet,
            value=value,
        )
    left = len(values) - len(shown) + untold
    if left > 0 and not opened:
        yield PanelLine(Line.MORE, f"{left:,} more", field=facet)
    elif opened and left > 0:
        yield PanelLine(Line.MORE, f"{left:,} more; type {facet}: in the query", field=facet)


def _mark(value: str, asked: Mapping[str, Mark]) -> Mark:
    return asked.get(fold_case(value), Mark.NONE)


def is_single_valued(facet: str) -> bool:
    """Whether a claim has one value of the facet, so that several are alternatives."""
    return facet in SINGLE_VALUED
