"""Syncing at the desk: told beforehand what it does, done with progress and a way out."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from workbench.errors import UsageError, WorkbenchError
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.lanes.matching import Stopped
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.sharing.merge import SETTLE, MergeMoved, dropped_path
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.segments.exchange import Exchanged

_TONES = {
    "left alone": Tone.BAD,
    "refused": Tone.BAD,
    "withheld": Tone.BAD,
    "missing": Tone.WARNING,
    "not whole yet": Tone.WARNING,
    "in conflict": Tone.WARNING,
}


class SyncFormScreen(FormScreen):
    """Which folder to sync with. It closes with the path that was typed."""

    NAME = "sync"
    SAVE = "Go on"

    def __init__(self, session: Session) -> None:
        super().__init__(session, claim="", statement="")
        self._path = LineField(placeholder="a folder that you share", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Sync with a folder"

    def claim_sheet(self) -> SheetBuilder:
        """What it does."""
        return SheetBuilder().line(
            "The folder may be one that Dropbox, Syncthing or another service carries to your "
            "colleagues, a share, or a USB stick. Set it once for all in settings.toml: "
            "[sync] folder.",
            Tone.MUTED,
        )

    def compose_fields(self) -> ComposeResult:
        """The path."""
        yield label("Folder: type it, paste it, or drop it here")
        yield self._path

    def on_mount(self) -> None:
        """Begin with the path."""
        self._path.focus()

    def job(self) -> Job:
        """Take the path as it is; whether it can be used is found out by syncing."""
        path = dropped_path(self._path.value)
        if not path:
            raise UsageError("name a folder to sync with")
        return lambda _ledger: Done("", path)


class SyncScreen(Placed, Screen[str | None]):
    """What a sync will do, then what it did. It closes with a word on it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.SYNC)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.SYNC, Where.READING)

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__(classes="pairs")
        self.session = session
        self.folder = folder
        self.done: Exchanged | None = None
        self.busy = False
        self._stop = Event()
        self.pane = ReadingPane(id="sync")
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """A sheet, status and footer."""
        yield self.pane
        yield self.status
        yield KeyLine()

    def on_mount(self) -> None:
        """Say beforehand what it does."""
        from workbench.desk.sharing.syncing import WARNING

        self.pane.border_title = "Sync"
        self.pane.focus()
        sheet = SheetBuilder().line(f"Sync with {self.folder}", Tone.TITLE)
        sheet.line(WARNING).line()
        sheet.line(
            f"Nothing is done yet. {key('sync.sync')} syncs, {key('sync.leave')} leaves it.",
            Tone.KEY,
        )
        self.pane.show(sheet.build())

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()

    def node_for(self, where: Where) -> DOMNode | None:
        """The sheet that is scrolled, or the screen."""
        return self.pane if where is Where.READING else self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is begun twice, and only what is under way can be stopped."""
        del parameters
        if action == "sync_sync":
            return not self.busy
        if action == "sync_cancel":
            return self.busy
        if action == "sync_conflicts":
            return self.done is not None and not self.busy
        return True

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.where is not Where.SYNC or self.check_action(action.method, ()):
            return ""
        if action.id == "sync.cancel":
            return "Nothing is under way."
        return "It is under way." if action.id == "sync.sync" else "Sync first."

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self.busy

    @work(group="sync", exclusive=True, exit_on_error=False)
    async def action_sync_sync(self) -> None:
        """Do it."""
        self.busy = True
        self._stop.clear()
        self.refresh_bindings()
        folder, step = self.folder, self._step

        def run(ledger: "Ledger") -> "Exchanged":
            from workbench.desk.sharing.syncing import sync

            return sync(ledger, folder, step=step)

        try:
            self.done = await self.session.writing.run(run)
        except Stopped:
            self.status.say("Stopped; what was written is whole", "warning")
        except WorkbenchError as error:
            self.pane.show(SheetBuilder().line(str(error), Tone.BAD).build())
            self.status.say("Not synced", "bad")
        else:
            self._show(self.done)
        finally:
            self.busy = False
            self.status.work("")
            self.refresh_bindings()

    def _step(self, what: str, done: int) -> None:
        """Called in the writing lane."""
        if self._stop.is_set() or self.session.writing.closing.is_set():
            raise Stopped
        self.post_message(MergeMoved(what, done))

    @on(MergeMoved)
    def _moved(self, event: MergeMoved) -> None:
        if self.busy:
            self.status.work(f"{event.what} {event.done:,}" if event.done else event.what)

    def _show(self, done: "Exchanged") -> None:
        from workbench.desk.sharing.syncing_words import sync_summary

        self.pane.show(sync_sheet(done))
        self.status.say(sync_summary(done), "bad" if done.problem else "good")

    def action_sync_conflicts(self) -> None:
        """Go on to the conflicts."""
        self.dismiss(SETTLE)

    def action_sync_cancel(self) -> None:
        """Stop."""
        self._stop.set()

    def action_sync_leave(self) -> None:
        """Back to the desk."""
        from workbench.desk.sharing.syncing_words import sync_summary

        self._stop.set()
        self.dismiss(sync_summary(self.done) if self.done is not None else None)


def sync_sheet(done: "Exchanged") -> Sheet:
    """A sync as a sheet, and how to go on."""
    from workbench.desk.sharing.syncing_words import sync_lines, sync_summary

    sheet = SheetBuilder().line(sync_summary(done), Tone.TITLE)
    if done.problem is not None:
        sheet.line(str(done.problem), Tone.BAD, hang=2)
    for line in sync_lines(done, dry_run=False):
        sheet.line(line, _TONES.get(line.partition(":")[0], Tone.PLAIN), hang=2)
    sheet.line()
    if done.backup is not None:
        sheet.line(f"The database from before is kept as {done.backup}", Tone.MUTED, hang=2)
    if done.merged.conflicts:
        sheet.line(f"{key('sync.conflicts')} goes on to the conflicts.", Tone.KEY)
    return sheet.build()
