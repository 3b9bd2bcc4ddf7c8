"""Verifying the file, looking into another copy, and backing up, each in a process of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from workbench.desk.apart import work_apart
from workbench.desk.safekeeping.checking import can_be_made_good
from workbench.errors import Damaged, UsageError
from workbench.text import clean_line
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.sharing.long_job import PathForm, need_file
from workbench.tui.screens.sharing.work import WorkScreen
from workbench.tui.session import Session
from workbench.tui.sheets.safekeeping import (
    checked_sheet,
    checked_summary,
    copied_sheet,
    copied_summary,
    inspected_sheet,
)
from workbench.tui.widgets.choice import AnyOf, Option
from workbench.tui.window import Window

if TYPE_CHECKING:
    from workbench.desk.sharing.inspecting import Inspected
    from workbench.ledger.copying import Copied
    from workbench.ledger.findings import Verification

MERGE = "merge"
"""What looking into a file closes with when one goes on to merging it."""
_LEFT_OUT = "left out"


class VerifyScreen(WorkScreen):
    """Check the file: it begins at once, since it changes nothing."""

    TITLE_WORDS = "Verify the file"
    STOPPED = "Stopped; nothing was found out and nothing is left of it"
    FAILED = "Not verified"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.found: Verification | None = None

    @property
    def can_go(self) -> bool:
        """Whether something is damaged that a backup makes good."""
        return self.found is not None and can_be_made_good(self.found)

    def go(self) -> None:
        """Leave the desk, and go on to mending the file; then the desk is opened again."""
        app = self.app
        if self.found is not None and isinstance(app, Window):
            reason = self.found.problems[0]
            app.mend(Damaged(reason, self.session.path, reason))

    def begin(self) -> None:
        """Check a copy of it."""
        from workbench.desk.safekeeping.checking import check_file

        path, progress = self.session.path, self.step_of
        self.show_waiting(
            "Every page, event, hash, chain, kept document, table and signature is checked, in a "
            "private copy. Others can go on working in the file."
        )
        self.run_aside(lambda: work_apart(check_file, path, progress=progress), self._checked)

    def _checked(self, found: "Verification") -> None:
        self.found = found
        self.show(checked_sheet(found), checked_summary(found), "bad" if found.problems else "good")


class InspectFormScreen(PathForm):
    """Which file to look into."""

    NAME = "inspect"
    SAVE = "Look"
    TITLE_WORDS = "Look into another copy"
    ABOUT = (
        "Who wrote in it, when and how much, whether anything is not what its hash says, and how "
        "much of it would be new here. The file is not trusted, not opened where it lies, and not "
        "changed."
    )
    ASKED = "File: type it, paste it, or drop it here"
    EXAMPLE = "any workbench database"
    MISSING = "name a file to look into"

    def refuse(self, path: Path, shown: str) -> None:
        """A file is needed."""
        need_file(path, shown)


class InspectScreen(WorkScreen):
    """What a file holds."""

    TITLE_WORDS = "Another copy"
    STOPPED = "Stopped"
    FAILED = "It cannot be looked into"

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(session)
        self.path = path
        self.found: Inspected | None = None

    @property
    def can_go(self) -> bool:
        """Whether merging it would bring anything."""
        return bool(self.found and self.found.new)

    def begin(self) -> None:
        """Look."""
        from workbench.desk.sharing.inspecting import inspect_file

        path, database, progress = self.path, self.session.path, self.step_of
        self.show_waiting(f"Looking into {clean_line(path.name, 60)}…")
        self.run_aside(
            lambda: work_apart(inspect_file, path, database, progress=progress), self._looked
        )

    def _looked(self, found: "Inspected") -> None:
        self.found = found
        self.show(inspected_sheet(found), "")

    def go(self) -> None:
        """Go on to merging it."""
        self.dismiss(MERGE)


class BackupFormScreen(PathForm):
    """Where to copy the project to, and whether with page copies."""

    NAME = "backup"
    SAVE = "Copy"
    TITLE_WORDS = "Back up to a file"
    ABOUT = (
        "A new file, or an earlier copy of this project, which then gets what it lacks. Backups "
        "before merges and of each day are made without asking; this one can lie on another disk."
    )
    ASKED = "File: type it, paste it, or drop it here"
    EXAMPLE = "/media/stick/claims.db"
    MISSING = "name a file to copy to"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._pages = AnyOf(
            [Option(_LEFT_OUT, "without page copies", "where pages may not be passed on")]
        )

    @property
    def without_pages(self) -> bool:
        """Whether the copies of pages are to stay out."""
        return bool(self._pages.chosen)

    def compose_fields(self) -> ComposeResult:
        """The path, and the tick."""
        yield from super().compose_fields()
        yield self._pages

    def kept_fields(self) -> Mapping[str, KeptField]:
        """Both."""
        return {**super().kept_fields(), "pages": self._pages}

    def refuse(self, path: Path, shown: str) -> None:
        """A name for a file is needed, in a folder that there is, of another file than this."""
        if path.is_dir():
            raise UsageError(f"{shown} is a folder; name a file in it")
        if not path.absolute().parent.is_dir():
            raise UsageError(f"there is no folder for {shown}; make it, or check the name")
        copy = self.session.copy
        own = [self.session.path, *([copy.target] if copy is not None else [])]
        if path.exists() and any(one.exists() and path.samefile(one) for one in own):
            raise UsageError(f"{shown} is the database itself; name another file")


class BackupScreen(WorkScreen):
    """The copy that is made."""

    TITLE_WORDS = "Back up"
    STOPPED = "Stopped; no copy was made, and an earlier one is as it was"
    FAILED = "Not copied"

    def __init__(self, session: Session, path: Path, *, without_pages: bool) -> None:
        super().__init__(session)
        self.path = path
        self.without_pages = without_pages
        self.copied: Copied | None = None

    def begin(self) -> None:
        """Copy."""
        from workbench.desk.sourcing.preserving import PageCopies, back_up_file

        pages = PageCopies.LEFT_OUT if self.without_pages else PageCopies.TAKEN
        path, database, progress = self.path, self.session.path, self.step_of
        self.show_waiting(f"Copying to {clean_line(str(path), 200)}…")
        self.run_aside(
            lambda: work_apart(back_up_file, database, path, pages, progress=progress), self._made
        )

    def _made(self, copied: "Copied") -> None:
        self.copied = copied
        self.show(copied_sheet(str(self.path), copied), copied_summary(copied), "good")
