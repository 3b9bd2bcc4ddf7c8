"""The screen for a damaged file: what can be read of it, its copies, and putting one in its place.

There is no session here: a file that cannot be opened has none.
"""

import asyncio
import re
from collections.abc import Awaitable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.dom import DOMNode
from textual.widgets import Input, Static

from workbench.errors import UsageError, WorkbenchError
from workbench.named_paths import plainly, typed_path
from workbench.text import clean_line
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.lanes.matching import Stopped
from workbench.tui.screens.quiet import QuietScreen
from workbench.tui.screens.sharing.long_job import JobMoved, dropped_path, need_file
from workbench.tui.sheets.mending import mended_sheet, mending_sheet
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.desk.safekeeping.mending import Prospect

_NUMBERED = re.compile(r"[● ] (\d+) +\S")
_ASKS_FOR_COPIES = ("mending_choose", "mending_next", "mending_previous")
_AS_IT_WAS = "Stopped; the file is as it was"
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
        self.busy = False
        self.mended = False
        self.wants_desk = False
        """Whether one goes on to the desk, once it is mended."""
        self._stop = Event()
        self.pane = ReadingPane(id="work")
        self.field = LineField(placeholder="/media/stick/claims.db", compact=True)
        self.line = Horizontal(
            Static(literal_line("Another copy"), classes="sign"), self.field, id="mending-line"
        )
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """A sheet, a line for a path, status and footer."""
        yield self.pane
        yield self.line
        yield self.status
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at what there is."""
        self.line.display = False
        self.pane.border_title = "Mend the file"
        self.pane.focus()
        self._look()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()

    def node_for(self, where: Where) -> DOMNode | None:
        """The sheet that is scrolled, or the screen."""
        return self.pane if where is Where.READING else self

    # ---------------------------------------------------------------------- possibilities

    @property
    def can_mend(self) -> bool:
        """Whether a copy is chosen that can take its place."""
        if self.busy or self.mended or self.prospect is None or not self.prospect.remedies:
            return False
        return not self.prospect.remedies[self.chosen].problem

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done now."""
        del parameters
        looked = self.prospect is not None and not self.busy and not self.mended
        if action == "mending_mend":
            return self.can_mend or self.mended or (self.prospect is None and not self.busy)
        if action in _ASKS_FOR_COPIES:
            return looked and bool(self.prospect and self.prospect.remedies)
        if action == "mending_name":
            return looked
        return self.busy if action == "mending_cancel" else True

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.where is not Where.MENDING or self.check_action(action.method, ()):
            return ""
        if action.id == "mending.cancel":
            return "Nothing is under way."
        if self.busy:
            return "It is under way."
        return "It is mended." if self.mended else "There is no copy that could mend it."

    # ---------------------------------------------------------------------- work

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

    def _show(self, *, stopped: bool = False) -> None:
        shown = mending_sheet(self.path, self.damage, self.prospect, self.chosen, stopped=stopped)
        self.pane.show(shown.sheet, keep_place=True)
        if shown.end:
            self.pane.scroll_to_text(shown.start, shown.end)

    @work(group="work", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        from workbench.desk.safekeeping.mending import prospect

        self._show()
        found = await self._followed(asyncio.to_thread(prospect, self.path, self.step))
        if found is not None:
            self.prospect = found
            sound = [at for at, one in enumerate(found.remedies) if not one.problem]
            self.chosen = sound[0] if sound else 0
        self._show(stopped=True)
        self.refresh_bindings()

    @work(group="work", exclusive=True, exit_on_error=False)
    async def _add(self, before: "Prospect", path: Path) -> None:
        from workbench.desk.safekeeping.mending import with_copy

        self.status.say(f"Looking into {clean_line(path.name, 60)}…")
        found = await self._followed(asyncio.to_thread(with_copy, before, path, self.step))
        if found is not None:
            self.prospect = found
            self.chosen = len(found.remedies) - 1
            self.status.say("")
            self._show()
            self.refresh_bindings()

    @work(group="work", exclusive=True, exit_on_error=False)
    async def _mend(self, copy: Path) -> None:
        from workbench.desk.safekeeping.restored import restored_lines
        from workbench.desk.safekeeping.restoring import restore_backup

        self.status.work("mending")
        restored = await self._followed(
            asyncio.to_thread(restore_backup, copy, self.path, progress=self.step)
        )
        if restored is not None:
            self.mended = True
            self.pane.show(mended_sheet(restored_lines(restored, exactly=False)))
            self.status.say("The file is mended", "good")
            self.refresh_bindings()

    async def _followed(self, under_way: Awaitable[Outcome]) -> Outcome | None:
        self.busy = True
        self._stop.clear()
        self.refresh_bindings()
        try:
            return await under_way
        except Stopped:
            self.status.say(_AS_IT_WAS, "warning")
        except WorkbenchError as error:
            self.status.say(f"The file is as it was; {error}", "bad")
            if cell_len(self.status.message) > self.app.size.width - 4:
                self.notify(clean_line(str(error)), severity="error", markup=False)
        finally:
            self.busy = False
            self.status.work("")
            self.refresh_bindings()
        return None

    # ---------------------------------------------------------------------- another copy

    def take(self, typed: str) -> bool:
        """Look at a copy that was typed, pasted or dropped; whether there is one."""
        if self.prospect is None or self.busy or self.mended:
            self.status.say("It is under way." if self.busy else "Not now.", "warning")
            return False
        words = dropped_path(typed)
        try:
            if not words:
                raise UsageError("name a file to mend with")
            path = typed_path(words)
            need_file(path, clean_line(words, 80))
        except (WorkbenchError, OSError) as error:
            self.status.say(str(plainly(error)), "warning")
            return False
        self._add(self.prospect, path)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """A file that is dropped or pasted anywhere is another copy."""
        if self.field.has_focus:
            return
        event.stop()
        event.prevent_default()
        self.take(event.text)

    @on(Input.Submitted)
    def _typed(self) -> None:
        if self.take(self.field.value):
            self._close_line()

    def _close_line(self) -> None:
        self.field.value = ""
        self.pane.focus()
        self.line.display = False

    def action_mending_name(self) -> None:
        """Ask for a path."""
        self.line.display = True
        self.field.focus()
        self.status.say(
            f"Type its path, paste it, or drop it here; {key('mending.leave')} closes this line"
        )

    # ---------------------------------------------------------------------- acts

    def action_mending_mend(self) -> None:
        """Mend it; go on to the desk, once it is; or look again, if that was stopped."""
        if self.mended:
            self.wants_desk = True
            self.app.exit()
        elif self.can_mend and self.prospect is not None:
            self._mend(self.prospect.remedies[self.chosen].path)
        elif self.prospect is None and not self.busy:
            self._look()

    def action_mending_choose(self, number: int) -> None:
        """Choose another copy."""
        if self.prospect is not None and 0 < number <= len(self.prospect.remedies):
            self.chosen = number - 1
            self._show()
            self.refresh_bindings()

    def action_mending_next(self) -> None:
        """The copy below."""
        self.action_mending_choose(self.chosen + 2)

    def action_mending_previous(self) -> None:
        """The copy above."""
        self.action_mending_choose(self.chosen)

    def on_click(self, event: events.Click) -> None:
        """Choose the copy that is clicked."""
        place = event.screen_offset - self.pane.content_region.offset
        found = _NUMBERED.match(self.pane.paragraph_at(place.x, place.y))
        if found and self.check_action("mending_choose", ()):
            self.action_mending_choose(int(found[1]))

    def action_mending_cancel(self) -> None:
        """Stop what is under way."""
        self._stop.set()

    def action_mending_leave(self) -> None:
        """Leave; what is being put in place is finished first. From the line, back to the list."""
        if self.field.has_focus:
            self._close_line()
            self.status.say("")
            return
        self._stop.set()
        self.app.exit()
