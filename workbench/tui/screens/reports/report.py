"""The form for writing a report: which claims, in which form, into which file.

It is gathered and written in a lane of its own, so that nothing at the desk waits for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from workbench.errors import NotSo, UsageError, WorkbenchError
from workbench.ledger.queries import claim_rows
from workbench.named_paths import plain_file, plainly
from workbench.reporting.formats import FORMATS, Format, ReportOptions, format_of_file
from workbench.text import clean_line, counted
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.forms.results import Job
from workbench.tui.screens.reports.choices import (
    ALL,
    DOCUMENT,
    LIST,
    MARKED,
    Origin,
    choices,
    day_in,
    longest_first,
    row_of,
)
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from workbench.desk.reporting.reports import Written
    from workbench.desk.reporting.selection import Selection
    from workbench.ledger.database import Ledger

_DRAFTS, _CLOSED, _ANONYMOUS, _COPIES = "drafts", "closed", "anonymous", "copies"
_STEM = "report"
_TOLD_EVERY = 20


class _Cancelled(Exception):
    """The user wants no report any more."""


class ReportScreen(FormScreen):
    """Choose claims, format, file; write; say where it was written."""

    NAME = "report"
    SAVE = "Write"

    @dataclass
    class Gathered(Message):
        """So many claims are gathered, of so many."""

        done: int
        total: int

        def can_replace(self, message: Message) -> bool:
            """Only the latest counts."""
            return isinstance(message, ReportScreen.Gathered)

    @dataclass
    class Paged(Message):
        """This page is being laid out."""

        page: int

        def can_replace(self, message: Message) -> bool:
            """Only the latest counts."""
            return isinstance(message, ReportScreen.Paged)

    def __init__(self, session: Session, origin: Origin) -> None:
        super().__init__(session, claim="", statement="")
        self._origin = origin
        self._lane = session.reporting
        self.stop = Event()
        self._busy = False
        self._proposed: dict[str, str] = {}
        self._which = OneOf(list(choices(origin)), id="which")
        self._format = OneOf(
            [Option(each.name, each.name, each.about) for each in FORMATS.values()], id="format"
        )
        self._how = AnyOf(
            [
                Option(_DRAFTS, "Drafts too", "claims that nobody has decided"),
                Option(_CLOSED, "Settled only", "no disagreements, nothing to look at again"),
                Option(_ANONYMOUS, "Anonymous", "Reviewer 1 instead of names"),
                Option(_COPIES, "Page copies", "texts of captured pages, where it can carry them"),
            ],
            id="how",
        )
        self._tags = LineField(placeholder="any; several with commas", compact=True)
        self._reviewer = LineField(placeholder="anybody", compact=True)
        self._since = LineField(placeholder="ever", compact=True)
        self._until = LineField(placeholder="now", compact=True)
        self._day = LineField(placeholder="now", compact=True)
        self._file = LineField(compact=True, id="file")

    def title_words(self) -> str:
        """The title."""
        return "Write a report"

    def claim_sheet(self) -> SheetBuilder:
        """What it is good for."""
        return SheetBuilder().line(
            "Verdicts with the evidence a reader needs to check them. The database is not changed.",
            Tone.MUTED,
        )

    def compose_fields(self) -> ComposeResult:
        """Claims, format, manner, what else they must be, day, file."""
        yield label("Claims")
        yield self._which
        yield label("Format")
        yield self._format
        yield label("How it is told")
        yield self._how
        yield label("Only those claims")
        yield row_of("with all of these tags", self._tags)
        yield row_of("decided by", self._reviewer)
        yield row_of("decided since, as 2025-10-01", self._since)
        yield row_of("decided until", self._until)
        yield row_of("as they stood at the end of", self._day)
        yield label("File; Enter writes it")
        yield self._file

    def on_mount(self) -> None:
        """Begin with the claims; everything has a sensible value."""
        if not self._which.chosen:
            origin = self._origin
            first = MARKED if origin.marked else LIST if origin.query else ALL
            self._which.choose([first])
        if not self._format.chosen:
            self._format.choose([next(iter(FORMATS))])
        if not self._file.value:
            self._file.value = f"{_STEM}{self.form.suffix}"
        self._proposed = self.values()
        self._which.focus()

    # ------------------------------------------------------------------------- what is typed

    @property
    def form(self) -> Format:
        """The format that is chosen."""
        return FORMATS[next(iter(self._format.chosen))]

    def kept_fields(self) -> Mapping[str, KeptField]:
        """What was chosen and typed."""
        return {
            "which": self._which,
            "format": self._format,
            "how": self._how,
            "tags": self._tags,
            "reviewer": self._reviewer,
            "since": self._since,
            "until": self._until,
            "day": self._day,
            "file": self._file,
        }

    def restore(self, values: dict[str, str]) -> None:
        """Put it back; which claims it is about only where these can be chosen now too."""
        before = self._which.chosen
        super().restore(values)
        if not self._which.chosen:
            self._which.choose(before)

    def is_worth_keeping(self, values: dict[str, str]) -> bool:
        """Whether anything is other than the form proposes."""
        return values != self._proposed

    @on(Choice.Changed, "#format")
    def _format_chosen(self) -> None:
        """The file's name ends as its format says."""
        path = self._file.value
        old = next(
            (each.suffix for each in longest_first() if path.lower().endswith(each.suffix)), ""
        )
        stem = path[: len(path) - len(old)] if old else path
        self._file.value = f"{stem or _STEM}{self.form.suffix}"

    @on(Choice.Changed, "#how")
    def _manner_chosen(self) -> None:
        """A report has drafts or settled claims only."""
        chosen = set(self._how.chosen)
        if {_DRAFTS, _CLOSED} <= chosen:
            newest = self._how.cursor
            self._how.choose(chosen - {_CLOSED if newest == 0 else _DRAFTS})

    @on(Input.Changed, "#file")
    def _file_named(self) -> None:
        """A name with the ending of another format chooses that."""
        named = format_of_file(Path(self._file.value.strip()))
        if named is not None and named.suffix != self.form.suffix:
            self._format.choose([named.name])

    def job(self) -> Job:
        """Nothing is written to the database."""
        raise UsageError("a report is written in its own lane")

    # ------------------------------------------------------------------------------- writing

    def action_form_save(self) -> None:
        """Check what was typed, ask about a file that is there, and write."""
        if self._busy:
            return
        try:
            selection, path = self._selection(), self._path()
            taken = path.exists()
        except (WorkbenchError, OSError) as error:
            self.say(str(plainly(error)), wrong=True)
            return
        if not taken:
            self._write(selection, path)
            return

        def answered(replace: bool | None) -> None:
            if replace:
                self._write(selection, path)
            else:
                self.say("Nothing written.")

        self.app.push_screen(
            QuestionScreen(
                "Replace the file?",
                f"{clean_line(str(path))} is there already. The report takes its place; undo "
                "does not bring it back.",
            ),
            answered,
        )

    def _path(self) -> Path:
        typed = self._file.value.strip()
        if not typed:
            self._file.focus()
            raise UsageError("name a file to write to")
        path = plain_file(typed).absolute()
        if path.is_dir():
            raise UsageError(f"{clean_line(typed, 80)} is a folder; name a file in it")
        return path

    def _selection(self) -> "Selection":
        from workbench.desk.reporting.selection import Selection, end_of_day

        which, how = next(iter(self._which.chosen)), set(self._how.chosen)
        day = day_in(self._day)
        return Selection(
            query=self._origin.query if which == LIST else "",
            document=self._origin.document if which == DOCUMENT else None,
            drafts=_DRAFTS in how,
            closed=_CLOSED in how,
            tags=tuple(tag for each in self._tags.value.split(",") if (tag := each.strip())),
            reviewer=self._reviewer.value.strip() or None,
            since=day_in(self._since),
            until=day_in(self._until),
            as_of=end_of_day(day) if day else None,
            anonymous=_ANONYMOUS in how,
        )

    @work(group="report", exit_on_error=False)
    async def _write(self, selection: "Selection", path: Path) -> None:
        form = self.form
        copies = _COPIES in self._how.chosen and form.page_copies
        marked = self._origin.marked if MARKED in self._which.chosen else ()
        self._busy = True
        self.stop.clear()
        self.say(f"Gathering… {key('form.leave')} cancels")

        def write(ledger: "Ledger") -> "Written":
            from workbench.desk.reporting.replacing import replacing
            from workbench.desk.reporting.reports import templates_for, write_report

            options = ReportOptions(templates_for(form), copies, paging=self._page_begun)
            claims = tuple(row.id for row in claim_rows(ledger, marked))
            if marked and not claims:
                raise NotSo("the marked claims are no longer in the database")
            chosen = replace(selection, claims=claims)
            with replacing(path) as stream:
                return write_report(ledger, form.name, stream, chosen, options, self._watch)

        try:
            written = await self._lane.run(write)
        except _Cancelled:
            self.say("Cancelled; nothing was written.")
            self._file.focus()
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
        else:
            self.forget_typed()
            count = counted(written.claims, "claim")
            undecided = written.left.undecided
            left = f"; {undecided:,} not decided, so left out" if undecided else ""
            if not written.claims and not undecided:
                left = "; nothing was decided that it could tell"
            self.dismiss(f"Wrote {clean_line(str(path))}: {count}{left}")
        finally:
            self._busy = False

    def _watch(self, done: int, total: int) -> None:
        """Called in the lane for each claim."""
        if self.stop.is_set() or self._lane.closing.is_set():
            raise _Cancelled
        if done % _TOLD_EVERY == 0 or done == total:
            self.post_message(self.Gathered(done, total))

    def _page_begun(self, page: int) -> None:
        """Called in the lane for each page that is laid out."""
        if self.stop.is_set() or self._lane.closing.is_set():
            raise _Cancelled
        self.post_message(self.Paged(page))

    @on(Paged)
    def _paged(self, event: Paged) -> None:
        if self._busy and not self.stop.is_set():
            self.say(f"Laying out page {event.page:,}; {key('form.leave')} cancels")

    @on(Gathered)
    def _gathered(self, event: Gathered) -> None:
        if self._busy and not self.stop.is_set():
            rest = "writing…" if event.done == event.total else f"{key('form.leave')} cancels"
            self.say(f"Gathered {event.done:,} of {event.total:,} claims; {rest}")

    def action_form_leave(self) -> None:
        """Cancel what is under way, or close; what was chosen is kept."""
        if self._busy:
            self.stop.set()
            self.say("Cancelling…")
            return
        super().action_form_leave()
