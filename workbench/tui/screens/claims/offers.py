"""What is proposed for an article: another reading of it, or claims that a model saw in it.

Both are looked at first, and carried over or added as one act.
"""

from typing import TYPE_CHECKING

from workbench.desk.apart import work_apart
from workbench.errors import UsageError
from workbench.model import Document
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.sharing.work import WorkScreen
from workbench.tui.session import Session
from workbench.tui.sheets.offers import (
    proposals_sheet,
    proposals_summary,
    rereading_sheet,
    rereading_summary,
)
from workbench.tui.sheets.sheet import SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.reading.rereading import Rereading
    from workbench.ledger.database import Ledger
    from workbench.proposing.proposals import Proposals


class OfferScreen(WorkScreen):
    """Something that is offered for an article."""

    def __init__(self, session: Session, document: Document) -> None:
        super().__init__(session)
        self.document = document

    def accept(self, job: Job) -> None:
        """Write what was offered, and go back to the desk."""

        def accepted(done: Done) -> None:
            self.changed = done.said
            self.dismiss(done.said)

        self.run_in_lane(job, accepted)


class RereadScreen(OfferScreen):
    """What the reader of this version reads otherwise."""

    TITLE_WORDS = "Read again"
    STOPPED = "Stopped"
    FAILED = "Not read again"

    def __init__(self, session: Session, document: Document) -> None:
        super().__init__(session, document)
        self.found: Rereading | None = None

    @property
    def can_go(self) -> bool:
        """Whether something would change."""
        return self.found is not None and not self.found.empty

    def begin(self) -> None:
        """Read it."""
        from workbench.desk.reading.rereading import reread_kept

        path, document, progress = self.session.path, self.document.id, self.step_of
        self.show_waiting(f"Reading {self.document.title} again…")
        self.run_aside(
            lambda: work_apart(reread_kept, path, document, progress=progress), self._read
        )

    def _read(self, found: "Rereading") -> None:
        self.found = found
        self.show(rereading_sheet(found), rereading_summary(found))

    def go(self) -> None:
        """Carry it over."""
        found = self.found
        assert found is not None

        def carry_over(ledger: "Ledger") -> Done:
            from workbench.desk.reading.rereading import accept

            accept(ledger, found)
            return Done(f"Carried over; {key('desk.undo')} takes it back", "")

        self.accept(carry_over)


class ProposeScreen(OfferScreen):
    """What a model proposes; it is asked only after a word on where the text goes."""

    TITLE_WORDS = "Ask the model"
    STOPPED = "Stopped; what was sent was sent, and nothing was added"
    FAILED = "The model was not asked to the end"

    def __init__(self, session: Session, document: Document) -> None:
        super().__init__(session, document)
        self.found: Proposals | None = None
        self.asks = ""

    @property
    def can_go(self) -> bool:
        """Whether it can be sent, or there is something to add."""
        return bool(self.found.accepted) if self.found is not None else bool(self.asks)

    def begin(self) -> None:
        """Say where the text goes."""
        from workbench.desk.reading.proposals import whom_it_asks

        try:
            self.asks = whom_it_asks()
        except UsageError as error:
            self.pane.show(SheetBuilder().line(str(error), Tone.WARNING).build())
            self.say("No model can be asked", "warning")
            return
        sheet = SheetBuilder().line(self.document.title, Tone.TITLE)
        sheet.line(
            f"Its text is sent to {self.asks}, which cannot be taken back. What the model proposes "
            "is checked against the text: what has no place there, another number, date or name, "
            "or lost a negation, is rejected and shown. Nothing is added before you say so."
        )
        sheet.line().line(
            f"Nothing is sent yet. {key('work.go')} sends it, {key('work.leave')} leaves it.",
            Tone.KEY,
        )
        self.pane.show(sheet.build())
        self.refresh_bindings()

    def go(self) -> None:
        """Send the text, or add what holds."""
        if self.found is None:
            self._ask()
        else:
            self._add(self.found)

    def _ask(self) -> None:
        from workbench.desk.reading.proposals import propose_apart

        path, document, progress = self.session.path, self.document.id, self.step_of
        self.show_waiting(f"Asking {self.asks}…")
        self.run_aside(
            lambda: work_apart(propose_apart, path, document, progress=progress), self._answered
        )

    def _answered(self, found: "Proposals") -> None:
        self.found = found
        self.show(proposals_sheet(found), proposals_summary(found))

    def _add(self, found: "Proposals") -> None:
        document = self.document.id

        def add(ledger: "Ledger") -> Done:
            from workbench.desk.reading.proposals import keep_proposals

            many = keep_proposals(ledger, document, found)
            return Done(f"Added {many}; {key('desk.undo')} takes them back as one", "")

        self.accept(add)
