"""Finding claims at the desk: queues, saved views and facets beside the list.

The counts are worked out in a lane of their own; the handlers here own the state. What is in
force is always the query as it stands in its line.
"""

from typing import TYPE_CHECKING

from textual import events, on, work
from textual.timer import Timer

from workbench.desk.finding.facets import FacetCounts
from workbench.desk.finding.queues import QUEUES
from workbench.errors import WorkbenchError
from workbench.finding import with_value, without_value
from workbench.ledger.queries import saved_views
from workbench.model import ClaimOrder
from workbench.tui.keys.told import key
from workbench.tui.lanes.counting import Counting, CountingMoved, FacetsRead, QueuesRead
from workbench.tui.looks.panel_lines import Line, Mark, View, is_single_valued, panel_lines
from workbench.tui.screens.desk.panes import FIND
from workbench.tui.screens.desk.standing import StandingScreen
from workbench.tui.session import Session
from workbench.tui.widgets.filter_bar import FilterBar
from workbench.tui.widgets.finding_panel import FindingPanel

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

COUNT_SECONDS = 0.1
REST_SECONDS = 0.3


class FindingScreen(StandingScreen):
    """The list with what narrows it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._counting = Counting(session.finding, self.post_message)
        self._counts: FacetCounts | None = None
        self._count_timer: Timer | None = None
        self._queues: dict[str, int] | None = None
        self._queues_wanted = True
        self.views: tuple[View, ...] = ()
        self._opened: frozenset[str] = frozenset()

    # ------------------------------------------------------------------------- counting

    def list_claims(self, *, quietly: bool = False, want: int | None = None) -> None:
        """Read the list, and count what is in it."""
        super().list_claims(quietly=quietly, want=want)
        self._show_lines()
        if self._count_timer is not None:
            self._count_timer.stop()
        # The list comes first: whoever types is not kept waiting by counts that nobody will see.
        wait = COUNT_SECONDS if self.finding_panel.display else REST_SECONDS
        self._count_timer = self.set_timer(wait, self._count)

    def read_counts(self) -> None:
        """Something has changed: the queues are counted again too."""
        super().read_counts()
        self._queues_wanted = True
        self._count()
        self._read_views()

    def _count(self) -> None:
        """Count for the panel; the completion of a query needs to know the values alone."""
        if not self.listing_begun:
            return
        if self.finding_panel.display:
            self._counting.count(
                self.filter_bar.text,
                with_dismissed=self.show_dismissed,
                queues=self._queues_wanted,
            )
        elif self.filter_bar.field.has_focus and self._queues_wanted:
            self._counting.queues()
        else:
            return
        self._queues_wanted = False

    @on(CountingMoved)
    def _counting_moved(self, event: CountingMoved) -> None:
        """The first counting of very many claims takes seconds, and says how far it is."""
        self.finding_panel.border_title = f"Find  counting, {event.number:,} read"

    @on(FacetsRead)
    def _facets_read(self, event: FacetsRead) -> None:
        self.finding_panel.border_title = FIND
        self._counts = event.counts
        self._show_lines()

    @on(QueuesRead)
    def _queues_read(self, event: QueuesRead) -> None:
        self._queues = event.queues
        self.filter_bar.values = event.values
        self._show_lines()
        if not self.finding_panel.display:
            self._counting.rest()

    @work(group="views", exclusive=True, exit_on_error=False)
    async def _read_views(self) -> None:
        try:
            self.views = await self.session.reading.run(_views)
        except WorkbenchError as error:
            self.say(str(error), "warning")
        self._show_lines()

    @on(FilterBar.Opened)
    def _query_opened(self) -> None:
        """What may be completed is read when nothing is typed for a moment."""
        if self._count_timer is not None:
            self._count_timer.stop()
        self._count_timer = self.set_timer(REST_SECONDS, self._count)

    def _show_lines(self) -> None:
        if self.finding_panel.display:
            self.finding_panel.show(
                panel_lines(
                    self.filter_bar.text, self._queues, self.views, self._counts, self._opened
                )
            )

    @property
    def facets_shown(self) -> bool:
        """Whether the counts in the panel are those of the query."""
        return (
            self._counts is not None
            and self._counts.typed == self.filter_bar.text
            and self._queues is not None
        )

    # ------------------------------------------------------------------------- the panel

    def action_desk_finding(self) -> None:
        """Go to the panel, or come back from it."""
        if self.focused is self.finding_panel:
            self.leave_finding()
            return
        self.open_finding()
        self._show_lines()
        self._count()

    @on(FindingPanel.Left)
    def _panel_left(self) -> None:
        self.leave_finding()

    def leave_finding(self) -> None:
        """Back to the list; what was only for the panel is let go of."""
        super().leave_finding()
        if not self.finding_panel.display:
            self._counting.rest()

    @on(FindingPanel.Picked)
    def _picked(self, event: FindingPanel.Picked) -> None:
        line, typed = event.line, self.filter_bar.text
        if line.kind is Line.MORE:
            self._opened = self._opened ^ {line.field}
            self._show_lines()
        elif line.kind in (Line.QUEUE, Line.VIEW):
            self.show_query(line.query, line.order)
        elif line.mark is (Mark.OUT if event.negated else Mark.IN):
            self.show_query(without_value(typed, line.field, line.value))
        else:
            either = is_single_valued(line.field)
            self.show_query(
                with_value(typed, line.field, line.value, negated=event.negated, either=either)
            )

    def show_query(self, typed: str, order: str | None = None) -> None:
        """Put a query in force as if it had been typed."""
        if order is not None and order in set(ClaimOrder):
            self.order = ClaimOrder(order)
            self.entitle()
        self.filter_bar.put(typed)
        self.list_claims()

    # ------------------------------------------------------------------------- queues, views

    @on(FindingPanel.QueueWanted)
    def _queue_wanted(self, event: FindingPanel.QueueWanted) -> None:
        self.leave_finding()
        self.open_queue(event.number)

    def open_queue(self, number: int) -> None:
        """Show a queue."""
        queue = QUEUES[number - 1]
        self.show_query(queue.query)
        self.say(f"Queue {number}: {queue.title}")

    def action_desk_view(self) -> None:
        """Show the next saved view."""
        if not self.views:
            self.say(
                f"There are no saved views; {key('desk.save_view')} saves the present query "
                "as one.",
                "warning",
            )
            return
        present = self.filter_bar.text.strip()
        queries = [view.query.strip() for view in self.views]
        place = (queries.index(present) + 1) % len(queries) if present in queries else 0
        view = self.views[place]
        self.show_query(view.query, view.order)
        self.say(f"View {place + 1}: {view.name}")

    def action_desk_clear(self) -> None:
        """Show every claim."""
        self.say("")
        self.show_query("")

    def action_desk_next_claim(self) -> None:
        """The claim below, wherever the focus is."""
        self.rows.cursor += 1

    def action_desk_previous_claim(self) -> None:
        """The claim above, wherever the focus is."""
        self.rows.cursor -= 1

    def on_resize(self, event: events.Resize) -> None:
        """A wider terminal may show the panel now."""
        before = self.finding_panel.display
        super().on_resize(event)
        if self.finding_panel.display and not before:
            self._show_lines()
            self._count()


def _views(ledger: "Ledger") -> tuple[View, ...]:
    return tuple(View(view.name, view.query, view.order) for view in saved_views(ledger))
