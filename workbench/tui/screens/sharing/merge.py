"""Merging at the desk: what would come is shown first, then merged with progress and a way out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from workbench.text import clean_line
from workbench.tui.actions.action import Action, Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.sharing.long_job import SETTLE, LongJobScreen, PathForm, need_file
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.sharing.merging import MergeReport
    from workbench.ledger.database import Ledger

_TONES = {
    "left alone": Tone.BAD,
    "refused": Tone.BAD,
    "missing": Tone.WARNING,
    "another project": Tone.WARNING,
    "would be in conflict": Tone.WARNING,
    "in conflict": Tone.WARNING,
}


class MergeFormScreen(PathForm):
    """Which copy to merge."""

    NAME = "merge"
    SAVE = "Look"
    TITLE_WORDS = "Merge another copy"
    ABOUT = (
        "What a colleague, or you on another computer, did in a copy comes into this one. "
        "Nothing is lost; what differs stands side by side. First you see what would come."
    )
    ASKED = "File: type it, paste it, or drop it here"
    EXAMPLE = "another copy of this project"
    MISSING = "name a file to merge"

    def refuse(self, path: Path, shown: str) -> None:
        """A file is needed."""
        need_file(path, shown)


class MergeScreen(LongJobScreen):
    """What would come of a merge, then what came."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.MERGE)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.MERGE, Where.READING)
    PANE = "merge"
    STOPPED = "Stopped; nothing was merged"
    FAILED = "Nothing was merged"

    def __init__(self, session: Session, paths: Sequence[str], read_only: str = "") -> None:
        super().__init__(session)
        self.paths = [Path(path) for path in paths]
        self.read_only = read_only
        self.report: MergeReport | None = None
        self.merged = False

    def on_mount(self) -> None:
        """Look at the file."""
        self.pane.border_title = "Merge"
        self.pane.focus()
        names = ", ".join(clean_line(path.name, 60) for path in self.paths)
        self.pane.show(SheetBuilder().line(f"Looking at {names}…", Tone.MUTED).build())
        self._run(dry_run=True, join=True)

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

    # ------------------------------------------------------------------------- merging

    @work(group="merge", exclusive=True, exit_on_error=False)
    async def _run(self, *, dry_run: bool, join: bool) -> None:
        paths, step = self.paths, self.step

        def may_join(_projects: Mapping[str, str]) -> bool:
            return join

        def merge(ledger: "Ledger") -> "MergeReport":
            from workbench.desk.sharing.merging import merge_files

            return merge_files(ledger, paths, dry_run=dry_run, may_join=may_join, step=step)

        report = await self.carry_out(merge)
        if report is not None:
            self.report, self.merged = report, not dry_run
            self.refresh_bindings()
            self._show(dry_run=dry_run)

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
        self.stop()

    def action_merge_leave(self) -> None:
        """Back to the desk."""
        self.stop()
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
