"""The form for restoring a backup: which one, and whether to go back to exactly what it holds."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult

from workbench.desk.apart import work_apart
from workbench.errors import UsageError, WorkbenchError
from workbench.ledger.named_things import amount_in_words, is_one
from workbench.named_paths import plainly, typed_path
from workbench.text import clean_line
from workbench.tui.lanes.matching import Stopped
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.sharing.long_job import dropped_path, need_file
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import OneOf, Option
from workbench.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from workbench.desk.safekeeping.backups import Backup
    from workbench.ledger.database import Ledger

_KEEP: Final = "keep"
_EXACTLY: Final = "exactly"


class RestoreScreen(FormScreen):
    """Which backup, and how. It closes with the path where both are to be kept, else when done."""

    NAME: ClassVar[str] = "restore"
    SAVE: ClassVar[str] = "Restore"

    def __init__(self, session: Session, backups: "tuple[Backup, ...]") -> None:
        super().__init__(session, claim="", statement="")
        self._backups = OneOf(
            [
                Option(
                    str(one.path),
                    f"{one.made_at.astimezone():%Y-%m-%d %H:%M}",
                    f"{one.kind.value.replace('-', ' ')}, {one.size / 1e6:,.1f} MB",
                )
                for one in backups
            ],
            id="backups",
        )
        self._backups.choose([str(one.path) for one in backups[:1]])
        self._has_backups = bool(backups)
        self._path = LineField(placeholder="a backup, or any copy of this project", compact=True)
        self._how = OneOf(
            [
                Option(_KEEP, "keep both", "what it holds comes in, what is here stays"),
                Option(_EXACTLY, "exactly that", "what came after it goes from the file"),
            ],
            id="how",
        )
        self._how.choose([_KEEP])
        self._sure = False

    def title_words(self) -> str:
        """The title."""
        return "Restore a backup"

    def claim_sheet(self) -> SheetBuilder:
        """What is never lost."""
        return SheetBuilder().line(
            "The file as it is now is kept as a backup before anything is changed.", Tone.MUTED
        )

    def compose_fields(self) -> ComposeResult:
        """Which, another file, and how."""
        if self._has_backups:
            yield label("Which; the newest is above")
            yield self._backups
        yield label("Another file, if it is none of these" if self._has_backups else "File")
        yield self._path
        yield label("How")
        yield self._how

    def on_mount(self) -> None:
        """Begin with the backups."""
        (self._backups if self._has_backups else self._path).focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """What was typed; which backup is chosen is asked anew each time."""
        return {"path": self._path}

    def _chosen(self) -> Path:
        typed = dropped_path(self._path.value)
        if not typed and not self._backups.chosen:
            raise UsageError("name a backup")
        path = typed_path(typed) if typed else Path(self._backups.chosen[0])
        need_file(path, clean_line(str(path), 80))
        return path

    def job(self) -> Job:
        """Go back to exactly what the backup holds; or leave it to merging."""
        path = self._chosen()
        if _KEEP in self._how.chosen:
            return lambda _ledger: Done("", str(path))

        def restore(ledger: "Ledger") -> Done:
            from workbench.desk.safekeeping.restored import restored_lines
            from workbench.desk.safekeeping.restoring import restore_backup

            restored = restore_backup(path, ledger.path, exactly=True)
            said = "; ".join(restored_lines(replace(restored, aside=None), exactly=True))
            kept = "the file from before is a backup now"
            return Done(f"{said[0].upper()}{said[1:]}; {kept}", "", listing_changed=True)

        return restore

    def action_form_save(self) -> None:
        """Say how much goes before going back to exactly what was."""
        if self._saving or self._sure or _KEEP in self._how.chosen:
            super().action_form_save()
            return
        try:
            path = self._chosen()
        except (WorkbenchError, OSError) as error:
            self.say(str(plainly(error)), wrong=True)
        else:
            self._saving = True
            self.say("Comparing it with the file…")
            self._ask(path)

    @work(group="check", exclusive=True, exit_on_error=False)
    async def _ask(self, path: Path) -> None:
        from workbench.desk.safekeeping.restoring import left_behind

        try:
            database = self.session.path
            gone = await asyncio.to_thread(
                lambda: work_apart(left_behind, path, database, progress=self._go_on)
            )
        except (WorkbenchError, OSError) as error:
            self.say(str(plainly(error)), wrong=True)
            return
        except Stopped:
            return
        finally:
            self._saving = False

        def answered(restore: bool | None) -> None:
            if restore:
                self._sure = True
                self.action_form_save()
                self._sure = False
            else:
                self.say("Nothing was restored.")

        one = is_one(gone)
        goes = f"{amount_in_words(gone)} of this file {'is' if one else 'are'} not in it"
        words = f"{goes}, and {'goes' if one else 'go'} from the file." if gone else ""
        self.app.push_screen(
            QuestionScreen(
                "Go back to exactly what it holds?",
                f"{words or 'It holds all that is here.'} The file as it is now is kept as a "
                "backup, which brings them back. Undo does not.",
            ),
            answered,
        )

    def _go_on(self, what: str, done: int, of: int) -> None:
        """Called in a thread, now and then."""
        del what, done, of
        if self.session.writing.closing.is_set() or not self.is_attached:
            raise Stopped
