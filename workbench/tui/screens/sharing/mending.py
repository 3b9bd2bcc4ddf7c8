"""The screen for a damaged file: what can be read of it, its backups, and putting one in its place.

There is no session here: a file that cannot be opened has none.
"""

import asyncio
import re
from collections.abc import Awaitable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.dom import DOMNode

from workbench.errors import WorkbenchError
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.lanes.matching import Stopped
from workbench.tui.screens.quiet import QuietScreen
from workbench.tui.screens.sharing.long_job import JobMoved
from workbench.tui.sheets.mending import mended_sheet, mending_sheet
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.desk.safekeeping.mending import Prospect

MOST_OFFERED = 9
_NUMBERED = re.compile(r"[● ] (\d)  ")
Outcome = TypeVar("Outcome")


class MendingScreen(Placed, QuietScreen[None]):
    """What mending would bring back and what would be lost, then what it came to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.MENDING)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.MENDING, Where.READING)

    def __init__(self, path: Path, damage: str) -> None:
        super().__init__(classes="pairs")
        self.path = path
        self.damage = damage
        self.prospect: Prospect | None = None
        self.chosen = 0
        self.busy = True
        self.mended = False
        self._stop = Event()
        self.pane = ReadingPane(id="work")
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """A sheet, status and footer."""
        yield self.pane
        yield self.status
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at what there is."""
        self.pane.border_title = "Mend the file"
        self.pane.focus()
        self._show()
        self._look()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()

    def node_for(self, where: Where) -> DOMNode | None:
        """The sheet that is scrolled, or the screen."""
        return self.pane if where is Where.READING else self

    @property
    def can_mend(self) -> bool:
        """Whether a backup is chosen that can take its place."""
        if self.busy or self.mended or self.prospect is None or not self.prospect.remedies:
            return False
        return not self.prospect.remedies[self.chosen].problem

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done now."""
        del parameters
        if action == "mending_mend":
            return self.can_mend or self.mended
        if action == "mending_choose":
            return self.prospect is not None and not self.busy and not self.mended
        return True

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.where is not Where.MENDING or self.check_action(action.method, ()):
            return ""
        return "It is under way." if self.busy else "There is no backup that could mend it."

    def step(self, what: str, done: int, of: int) -> None:
        """Tell how far it is; called in a thread.

        Raises:
            Stopped: It is not wanted any more.
        """
        if self._stop.is_set():
            raise Stopped
        self.post_message(JobMoved(f"{what} {done:,} of {of:,}" if of else what, 0 if of else done))

    @on(JobMoved)
    def _moved(self, event: JobMoved) -> None:
        if self.busy:
            self.status.work(f"{event.what} {event.done:,}" if event.done else event.what)

    def _show(self) -> None:
        self.pane.show(mending_sheet(self.path, self.damage, self.prospect, self.chosen))

    @work(group="work", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        from workbench.desk.safekeeping.mending import prospect

        found = await self._followed(asyncio.to_thread(prospect, self.path, self.step))
        if found is not None:
            self.prospect = found
            sound = [at for at, one in enumerate(found.remedies) if not one.problem]
            self.chosen = sound[0] if sound else 0
            self._show()
            self.refresh_bindings()

    @work(group="work", exclusive=True, exit_on_error=False)
    async def _mend(self, backup: Path) -> None:
        from workbench.desk.safekeeping.restoring import restore_backup, restored_lines

        self.status.work("mending")
        restored = await self._followed(asyncio.to_thread(restore_backup, backup, self.path))
        if restored is not None:
            self.mended = True
            self.pane.show(mended_sheet(restored_lines(restored, exactly=False)))
            self.status.say("The file is mended", "good")
            self.refresh_bindings()

    async def _followed(self, under_way: Awaitable[Outcome]) -> Outcome | None:
        self.busy = True
        self.refresh_bindings()
        try:
            return await under_way
        except Stopped:
            pass
        except WorkbenchError as error:
            self.pane.show(SheetBuilder().line(str(error), Tone.BAD).build())
            self.status.say("The file is as it was", "bad")
        finally:
            self.busy = False
            self.status.work("")
            self.refresh_bindings()
        return None

    def action_mending_mend(self) -> None:
        """Mend it; or go on to the desk, once it is."""
        if self.mended:
            self.app.exit()
        elif self.can_mend and self.prospect is not None:
            self._mend(self.prospect.remedies[self.chosen].backup.path)

    def action_mending_choose(self, number: int) -> None:
        """Choose another backup."""
        if self.prospect is not None and 0 < number <= len(self.prospect.remedies[:MOST_OFFERED]):
            self.chosen = number - 1
            self._show()
            self.refresh_bindings()

    def on_click(self, event: events.Click) -> None:
        """Choose the backup that is clicked."""
        place = event.screen_offset - self.pane.content_region.offset
        found = _NUMBERED.match(self.pane.paragraph_at(place.x, place.y))
        if found and self.check_action("mending_choose", ()):
            self.action_mending_choose(int(found[1]))

    def action_mending_leave(self) -> None:
        """Leave; what is being put in place is finished first."""
        self._stop.set()
        self.app.exit()
