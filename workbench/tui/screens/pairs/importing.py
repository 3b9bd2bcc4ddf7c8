"""The form for importing fact-checks that others have published."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from workbench.errors import UsageError, WorkbenchError
from workbench.text import clean_line
from workbench.tui.lanes.wishes import ToImport, Wanted
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.sources.bringing import checked, in_words_of_the_form, inside_option
from workbench.tui.session import Session
from workbench.tui.sheets.imported import counts_in_words
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.terminal.pasting import file_named, is_address
from workbench.tui.widgets.choice import AnyOf, Choice
from workbench.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from workbench.desk.matching.importing import Imported
    from workbench.ledger.database import Ledger


class ImportScreen(FormScreen):
    """A path or address and, for a table, which column holds what.

    A file is imported before it closes, and ``imported`` tells what came of it. An address is
    fetched in the background; what was typed is kept until that has gone well.
    """

    NAME = "import"
    SAVE = "Import"

    def __init__(self, session: Session) -> None:
        super().__init__(session, claim="", statement="")
        self._path = LineField(
            placeholder="a page, feed, table, web address or a colleague’s claims.db", compact=True
        )
        self._columns = LineField(placeholder="text=Claim, rating=Verdict, url=Link", compact=True)
        self._private = AnyOf([inside_option()], id="private")
        self.imported: Imported | None = None
        self.path = ""

    def title_words(self) -> str:
        """The title."""
        return "Import published fact-checks"

    def claim_sheet(self) -> SheetBuilder:
        """What it is good for."""
        return SheetBuilder().line(
            "Reviews that others have published come up beside claims that say the same. Their "
            "ratings stay in the publishers' words and are no verdicts here.",
            Tone.MUTED,
        )

    def compose_fields(self) -> ComposeResult:
        """Path and columns."""
        yield label("File or address: HTML with ClaimReview, JSON, or CSV; Enter goes on")
        yield self._path
        yield label("Columns of a table, if their names do not tell")
        yield self._columns
        yield self._private

    def on_mount(self) -> None:
        """Begin with the path."""
        self._path.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """Path and columns."""
        return {"path": self._path, "columns": self._columns}

    @on(Choice.Changed, "#private")
    def _private_ticked(self) -> None:
        if self._private.chosen:
            self.say("The address may reach this computer and the network around it.", wrong=True)
        else:
            self.say("")

    def action_form_save(self) -> None:
        """Import a file at once; leave an address to the background, if it may be gone to."""
        typed = self._path.value.strip()
        if self._saving or "://" not in typed or not is_address(typed):
            super().action_form_save()
            return
        try:
            columns = read_columns(self._columns.value)
        except UsageError as error:
            self.say(str(error), wrong=True)
            return
        self._saving = True
        self._check(ToImport(typed, columns, bool(self._private.chosen)))

    @work(group="save", exit_on_error=False)
    async def _check(self, wish: ToImport) -> None:
        try:
            wanted = (Wanted(address=wish.address),)
            await asyncio.to_thread(checked, wanted, 0, allow_private=wish.allow_private)
        except WorkbenchError as error:
            self.say(in_words_of_the_form(str(error)), wrong=True)
        else:
            self.session.unsaved[self.NAME, self.claim] = self.values()
            self.dismiss(wish)
        finally:
            self._saving = False

    def job(self) -> Job:
        """Import."""
        path = self._path.value.strip()
        if not path:
            self._path.focus()
            raise UsageError("name a file to import, or a web address")
        columns = read_columns(self._columns.value)
        self.path = path

        def import_it(ledger: "Ledger") -> Done:
            from workbench.desk.matching.importing import import_reviews, read_import

            data = read_import(file_named(path))
            self.imported = import_reviews(ledger, data, path, columns)
            return Done(f"Imported: {counts_in_words(self.imported)}", "")

        return import_it


def read_columns(typed: str) -> dict[str, str] | None:
    """Which field is in which column, as typed; ``None`` if nothing was typed.

    Raises:
        UsageError: A part of it names no column.
    """
    if not typed.strip():
        return None
    columns: dict[str, str] = {}
    for part in typed.split(","):
        field, equals, name = part.partition("=")
        if not equals or not field.strip() or not name.strip():
            raise UsageError(
                f"{clean_line(part.strip(), 60) or 'nothing'} names no column; write "
                "text=Claim, url=Link"
            )
        columns[field.strip()] = name.strip()
    return columns
