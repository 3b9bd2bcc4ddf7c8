"""Forms on one claim or many: all are changed in one act, after a look at what changes."""

import hashlib
from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import work
from textual.app import ComposeResult

from workbench.errors import WorkbenchError
from workbench.model import ClaimRow
from workbench.text import clean_line, squeeze
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from workbench.desk.working.several import Change
    from workbench.ledger.database import Ledger

SHOWN_CLAIMS = 3
SHOWN_CHANGES = 200


class Doing(Protocol):
    """Does it, or only tells what it would change."""

    def __call__(self, ledger: "Ledger", *, preview: bool) -> "Sequence[Change]":
        """Do it, unless it is a preview."""


class SeveralForm(FormScreen):
    """A form on claims. On more than one, saving first shows what would change."""

    CHANGES_LIST: ClassVar[bool] = False

    def __init__(self, session: Session, rows: Sequence[ClaimRow]) -> None:
        self.rows = tuple(rows)
        self.ids = tuple(row.id for row in rows)
        many = hashlib.sha256("".join(self.ids).encode()).hexdigest()[:32]
        super().__init__(
            session,
            claim=self.ids[0] if len(rows) == 1 else many,
            statement=rows[0].statement if len(rows) == 1 else f"{len(rows)} marked claims",
        )
        self._previewed: dict[str, str] | None = None

    # ---------------------------------------------------------- what a form defines itself

    @abstractmethod
    def compose_entry(self) -> ComposeResult:
        """The fields."""

    @abstractmethod
    def doing(self) -> Doing:
        """What is to be done with what the fields hold now."""

    # ---------------------------------------------------------------------------- frame

    @property
    def several(self) -> bool:
        """Whether more than one claim is meant."""
        return len(self.rows) > 1

    def claim_sheet(self) -> SheetBuilder:
        """The claim, or how many there are and the first of them."""
        sheet = SheetBuilder().line(self.statement, Tone.STRONG)
        if self.several:
            for row in self.rows[:SHOWN_CLAIMS]:
                sheet.line(f"  {clean_line(squeeze(row.statement), 200)}", Tone.MUTED, hang=2)
        return sheet

    def compose_fields(self) -> ComposeResult:
        """The fields, and below them what would change."""
        yield from self.compose_entry()
        preview = ReadingPane(id="preview")
        preview.display = False
        yield preview

    def job(self) -> Job:
        """Do it to all claims, in one act."""
        doing, changes_list, ids = self.doing(), self.CHANGES_LIST, self.ids

        def do(ledger: "Ledger") -> Done:
            changed = doing(ledger, preview=False)
            many = "1 claim" if len(changed) == 1 else f"{len(changed)} claims"
            return Done(
                f"Changed {many}; {key('desk.undo')} takes it back",
                ids[0],
                listing_changed=changes_list,
            )

        return do

    # ---------------------------------------------------------------------------- preview

    def action_form_save(self) -> None:
        """On several claims show what would change; done again, do it."""
        if not self.several or self._previewed == self.values():
            super().action_form_save()
            return
        try:
            doing = self.doing()
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
            return
        self._preview(doing, self.values())

    @work(group="preview", exclusive=True, exit_on_error=False)
    async def _preview(self, doing: Doing, values: dict[str, str]) -> None:
        try:
            changes = await self.session.reading.run(lambda ledger: doing(ledger, preview=True))
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
            return
        sheet = SheetBuilder()
        for change in changes[:SHOWN_CHANGES]:
            old, new = (clean_line(one, 60) or "nothing" for one in (change.old, change.new))
            sheet.line(f"{old} → {new}  ", Tone.KEY, hang=2)
            sheet.add(clean_line(squeeze(change.statement), 200), Tone.MUTED)
        if len(changes) > SHOWN_CHANGES:
            sheet.line(f"and {len(changes) - SHOWN_CHANGES} more", Tone.MUTED)
        pane = self.query_one("#preview", ReadingPane)
        pane.display = True
        pane.show(sheet.build())
        self._previewed = values
        left = len(self.rows) - len(changes)
        same = f", {left} stay as they are" if left else ""
        self.say(
            f"{len(changes)} of {len(self.rows)} would change{same}; {key('form.save')} does it"
        )
