"""Merging at the desk: what would come is shown first, then merged with progress and a way out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen

from workbench.errors import UsageError, WorkbenchError
from workbench.text import clean_line
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.lanes.matching import Stopped
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.desk.sharing.merging import MergeReport
    from workbench.ledger.database import Ledger

SETTLE = "settle"
"""What the screen closes with when one goes on to the conflicts."""
_TONES = {
    "left alone": Tone.BAD,
    "refused": Tone.BAD,
    "missing": Tone.WARNING,
    "another project": Tone.WARNING,
    "would be in conflict": Tone.WARNING,
    "in conflict": Tone.WARNING,
}


class MergeFormScreen(FormScreen):
    """Which copy to merge. It closes with the path that was typed."""

    KEEPS_TYPED = False
    NAME = "merge"
    SAVE = "Look"

    def __init__(self, session: Session) -> None:
        super().__init__(session, claim="", statement="")
        self._path = LineField(placeholder="another copy of this project", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Merge another copy"

    def claim_sheet(self) -> SheetBuilder:
        """What it does."""
        return SheetBuilder().line(
            "What a colleague, or you on another computer, did in a copy comes into this one. "
            "Nothing is lost; what differs stands side by side. First you see what would come.",
            Tone.MUTED,
        )

    def compose_fields(self) -> ComposeResult:
        """The path."""
        yield label("File: type it, paste it, or drop it here")
        yield self._path

    def on_mount(self) -> None:
        """Begin with the path."""
        self._path.focus()

    def job(self) -> Job:
        """Take the path as it is; whether it can be used is found out by looking."""
        path = dropped_path(self._path.value)
        if not path:
            raise UsageError("name a file to merge")
        return lambda _ledger: Done("", path)


class MergeMoved(Message):
    """What goes on, and how far it is."""

    def __init__(self, what: str, done: int) -> None:
        super().__init__()
        self.what = what
        self.done = done


class MergeScreen(Placed, Screen[str | None]):
    """What would come of a merge, then what came. It closes with a word on it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.MERGE)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.MERGE, Where.READING)

    def __init__(self, session: Session, paths: Sequence[str], read_only: str = "") -> None:
        super().__init__(classes="pairs")
        self.session = session
        self.paths = [Path(path).expanduser() for path in paths]
        self.read_only = read_only
        self.report: MergeReport | None = None
        self.merged = False
        self.busy = False
        self._stop = Event()
        self.pane = ReadingPane(id="merge")
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """A sheet, status and footer."""
        yield self.pane
        yield self.status
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at the file."""
        self.pane.border_title = "Merge"
        self.pane.focus()
        names = ", ".join(clean_line(path.name, 60) for path in self.paths)
        self.pane.show(SheetBuilder().line(f"Looking at {names}…", Tone.MUTED).build())
        self._run(dry_run=True, join=True)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()

    def say(self, message: str, tone: str = "") -> None:
        """Say what has happened."""
        self.status.say(message, tone)

    def node_for(self, where: Where) -> DOMNode | None:
        """The sheet that is scrolled, or the screen."""
        return self.pane if where is Where.READING else self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Merging can be done once, when something would come."""
        del parameters
        if action == "merge_merge":
            ready = self.report is not None and not self.report.merged.empty
            return ready and not self.merged and not self.busy
        if action == "merge_cancel":
            return self.busy
        if action == "merge_conflicts":
            return self.merged and not self.busy
        return True

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.where is not Where.MERGE or self.check_action(action.method, ()):
            return ""
        if action.id == "merge.cancel":
            return "Nothing is under way."
        return "Nothing is there to merge." if action.id == "merge.merge" else "Merge first."

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self.busy

    # ------------------------------------------------------------------------- merging

    @work(group="merge", exclusive=True, exit_on_error=False)
    async def _run(self, *, dry_run: bool, join: bool) -> None:
        self.busy = True
        self._stop.clear()
        self.refresh_bindings()
        paths, step = self.paths, self._step

        def may_join(_projects: Mapping[str, str]) -> bool:
            return join

        def merge(ledger: "Ledger") -> "MergeReport":
            from workbench.desk.sharing.merging import merge_files

            return merge_files(ledger, paths, dry_run=dry_run, may_join=may_join, step=step)

        try:
            self.report = await self.session.writing.run(merge)
        except Stopped:
            self.say("Stopped; nothing was merged", "warning")
        except WorkbenchError as error:
            self.pane.show(SheetBuilder().line(str(error), Tone.BAD).build())
            self.say("Nothing was merged", "bad")
        else:
            self.merged = not dry_run
            self._show(dry_run=dry_run)
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

    def _show(self, *, dry_run: bool) -> None:
        from workbench.desk.sharing.merging_words import summary

        report = self.report
        if report is None:
            return
        self.pane.show(report_sheet(report, dry_run=dry_run))
        said = summary(report.merged, dry_run=dry_run)
        self.say(said, "good" if self.merged else "")

    def action_merge_merge(self) -> None:
        """Merge what was shown."""
        report = self.report
        if report is None or self.busy:
            return
        if self.read_only:
            self.say(self.read_only, "warning")
            return
        if not report.merged.projects:
            self._run(dry_run=False, join=False)
            return
        names = ", ".join(clean_line(name, 80) for name in report.merged.projects.values())

        def answered(join: bool | None) -> None:
            if join:
                self._run(dry_run=False, join=True)

        self.app.push_screen(
            QuestionScreen(
                "Make one project of both?",
                f"This is another project: {names}. Its claims and verdicts come into this one "
                "for good; undo does not take that back.",
            ),
            answered,
        )

    def action_merge_conflicts(self) -> None:
        """Go on to the conflicts."""
        self.dismiss(SETTLE)

    def action_merge_cancel(self) -> None:
        """Stop."""
        self._stop.set()

    def action_merge_leave(self) -> None:
        """Back to the desk."""
        self._stop.set()
        if self.merged and self.report is not None:
            from workbench.desk.sharing.merging_words import summary

            self.dismiss(summary(self.report.merged))
        else:
            self.dismiss(None)


def report_sheet(report: "MergeReport", *, dry_run: bool) -> Sheet:
    """A merge as a sheet: what would come, or what came, and how to go on."""
    from workbench.desk.sharing.merging_words import merge_lines, summary

    sheet = SheetBuilder()
    sheet.line(summary(report.merged, dry_run=dry_run), Tone.TITLE)
    for line in merge_lines(report, dry_run=dry_run):
        begins = line.partition(":")[0]
        sheet.line(line, _TONES.get(begins, Tone.PLAIN), hang=2)
    sheet.line()
    if not dry_run:
        if report.backup is not None:
            sheet.line(f"The database from before is kept as {report.backup}", Tone.MUTED, hang=2)
        if report.merged.conflicts:
            sheet.line(f"{key('merge.conflicts')} goes on to the conflicts.", Tone.KEY)
    elif not report.merged.empty:
        sheet.line(
            f"Nothing is merged yet. {key('merge.merge')} merges, {key('merge.leave')} leaves it.",
            Tone.KEY,
        )
    return sheet.build()


def dropped_path(text: str) -> str:
    """The path in what a terminal gives when a file is dropped: quoted, escaped, or an address."""
    words = text.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"":
        words = words[1:-1]
    if words.startswith("file://"):
        from urllib.parse import unquote, urlsplit

        return unquote(urlsplit(words).path)
    return words.replace("\\ ", " ")
