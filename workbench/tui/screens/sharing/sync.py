"""Syncing at the desk: told beforehand what it does, done with progress and a way out."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from workbench.errors import UsageError
from workbench.tui.actions.action import Action, Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.screens.sharing.long_job import SETTLE, LongJobScreen, PathForm
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

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


class SyncFormScreen(PathForm):
    """Which folder to sync with."""

    NAME = "sync"
    SAVE = "Go on"
    TITLE_WORDS = "Sync with a folder"
    ABOUT = (
        "The folder may be one that Dropbox, Syncthing or another service carries to your "
        "colleagues, a share, or a USB stick. Set it once for all in settings.toml: "
        "[sync] folder."
    )
    ASKED = "Folder: type it, paste it, or drop it here"
    EXAMPLE = "a folder that you share"
    MISSING = "name a folder to sync with"

    def refuse(self, path: Path, shown: str) -> None:
        """A folder is needed."""
        if not path.is_dir():
            raise UsageError(f"there is no folder {shown}; make it, plug it in, or check the name")


class SyncScreen(LongJobScreen):
    """What a sync will do, then what it did."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.SYNC)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.SYNC, Where.READING)
    PANE = "sync"
    STOPPED = "Stopped; what was written is whole"
    FAILED = "Not synced"

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__(session)
        self.folder = folder
        self.done: Exchanged | None = None

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

    @work(group="sync", exclusive=True, exit_on_error=False)
    async def action_sync_sync(self) -> None:
        """Do it."""
        folder, step = self.folder, self.step

        def run(ledger: "Ledger") -> "Exchanged":
            from workbench.desk.sharing.syncing import sync

            return sync(ledger, folder, step=step)

        done = await self.carry_out(run)
        if done is not None:
            self.done = done
            self.refresh_bindings()
            self._show(done)

    def _show(self, done: "Exchanged") -> None:
        from workbench.desk.sharing.syncing_words import sync_summary

        self.pane.show(sync_sheet(done))
        self.status.say(sync_summary(done), "bad" if done.problem else "good")

    def action_sync_conflicts(self) -> None:
        """Go on to the conflicts."""
        self.dismiss(SETTLE)

    def action_sync_cancel(self) -> None:
        """Stop."""
        self.stop()

    def action_sync_leave(self) -> None:
        """Back to the desk."""
        from workbench.desk.sharing.syncing_words import sync_summary

        self.stop()
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
