"""How far the project is: a sheet over the desk, as plots or as tables."""

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.looks.plots import plots_can_be_drawn
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.session import Session
from workbench.tui.sheets.progress import progress_sheet
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ledger.database import Ledger


class _Left(Exception):
    """The screen has been left while it counted."""


class ProgressScreen(SheetScreen):
    """Counts in the reporting lane, so that nothing waits for it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PROGRESS)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.PROGRESS, Where.SHEET, Where.READING)

    def __init__(self, session: Session, query: str) -> None:
        super().__init__("Progress", SheetBuilder().line("Counting…", Tone.MUTED).build())
        self._session = session
        self._query = query
        self.plotted = True
        self.counted = False
        self._left = Event()

    def on_unmount(self) -> None:
        """Nobody waits for the counts any more."""
        self._left.set()

    def on_mount(self) -> None:
        """Begin to count; who wants no colour gets tables at first."""
        self.plotted = plots_can_be_drawn() and not self.app.no_color
        self._count()

    @work(group="progress", exclusive=True, exit_on_error=False)
    async def _count(self) -> None:
        width = max(self.query_one(ReadingPane).text_width, 40)
        plotted = self.plotted
        try:
            sheet = await self._session.reporting.run(
                lambda ledger: _sheet(ledger, self._query, width, self._go_on, plotted=plotted)
            )
        except _Left:
            return
        except WorkbenchError as error:
            sheet = SheetBuilder().line(str(error), Tone.BAD).build()
        self.query_one(ReadingPane).show(sheet)
        self.counted = True

    def _go_on(self) -> None:
        if self._left.is_set() or self._session.reporting.closing.is_set():
            raise _Left

    def action_progress_table(self) -> None:
        """Plots or tables."""
        if not (self.plotted or plots_can_be_drawn()):
            self.notify("Plots need plotext: pip install 'claim-workbench[plots]'", markup=False)
            return
        self.plotted = not self.plotted
        self._count()


def _sheet(
    ledger: "Ledger", query: str, width: int, go_on: "Callable[[], None]", *, plotted: bool
) -> Sheet:
    from workbench.desk.deciding.agreement import agreement
    from workbench.desk.reporting.statistics import statistics_of

    found = statistics_of(ledger, query, go_on)
    agreed = agreement(ledger, query, go_on)
    return progress_sheet(found, agreed, width, plotted=plotted, about=query)
