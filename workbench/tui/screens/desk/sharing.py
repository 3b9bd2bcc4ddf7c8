"""The desk's dealings with other copies of the project and with what reviewers disagree in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, work

from workbench.errors import WorkbenchError
from workbench.ledger.header import begins_as_database
from workbench.model import Claim
from workbench.named_paths import typed_path
from workbench.tui.screens.desk.importing import ImportingScreen
from workbench.tui.screens.forms.results import Done, Result

if TYPE_CHECKING:
    from workbench.tui.screens.sharing.redacting import Target

MERGED = "Merged; what differs stands side by side"
_LONGEST_PATH = 4_096


class SharingScreen(ImportingScreen):
    """Claims that others work on too."""

    def action_desk_merge(self) -> None:
        """Ask for a file, then show what would come of merging it."""
        from workbench.tui.screens.sharing.merge import MergeFormScreen

        if self.cannot("desk.merge"):
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.merge(result.claim)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(MergeFormScreen(self.session), closed)

    def on_paste(self, event: events.Paste) -> None:
        """A database that is dropped or pasted anywhere at the desk is about to be merged."""
        path = dropped_database(event.text)
        if self.focused is self.filter_bar.field or not path:
            return
        event.stop()
        event.prevent_default()
        self.merge_dropped(path)

    def merge_dropped(self, path: str) -> None:
        """Show what would come of a file that was dropped, unless nothing can be merged here."""
        if not self.cannot("desk.merge"):
            self.merge(path)

    def merge(self, path: str) -> None:
        """Show what would come of merging a file."""
        from workbench.tui.screens.sharing.long_job import SETTLE
        from workbench.tui.screens.sharing.merge import MergeScreen

        def closed(said: str | None) -> None:
            if said == SETTLE:
                self.say(MERGED, "good")
                self.action_desk_conflicts()
            elif said:
                self.say(said, "good")
            if said:
                self.refresh_all()

        self.app.push_screen(MergeScreen(self.session, [path], self.read_only), closed)

    def action_claim_redact(self) -> None:
        """Remove a claim, its document or one thing said of it for good, after a warning."""
        if self.cannot("claim.redact"):
            return
        if self.rows.current is not None:
            self.with_claim(self._redact)
        else:
            self._redact_a_document()

    def _redact(self, claim: Claim) -> None:
        from workbench.tui.screens.sharing.redacting import documents_first, targets_of

        targets: Sequence[Target] = targets_of(claim)
        if self.focused is self.article:
            targets = documents_first(targets, claim.document.id)
        self._open_redacting(targets, claim.id)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _redact_a_document(self) -> None:
        """Where no claim is in the list there may be documents all the same."""
        from workbench.ledger.queries import documents
        from workbench.tui.screens.sharing.redacting import targets_of_documents

        try:
            found = await self.session.reading.run(documents)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if found:
            self._open_redacting(targets_of_documents(found), "")
        else:
            self.say("There is nothing here to redact: no claim and no document.", "warning")

    def _open_redacting(self, targets: "Sequence[Target]", claim: str) -> None:
        from workbench.tui.screens.sharing.redacting import RedactScreen

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.begin_anew(result.said)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(RedactScreen(self.session, targets, claim), closed)

    def action_desk_conflicts(self) -> None:
        """Settle what reviewers disagree in."""
        from workbench.tui.screens.sharing.conflicts import ConflictsScreen

        if self.cannot("desk.conflicts"):
            return

        def closed(said: str | None) -> None:
            if said:
                self.say(said, "good")
                self.refresh_all()

        self.app.push_screen(ConflictsScreen(self.session, self.read_only), closed)


def dropped_database(text: str) -> str:
    """The path in a text that was dropped or pasted, if a database lies there."""
    from workbench.tui.screens.sharing.long_job import dropped_path

    path = dropped_path(text) if len(text) < _LONGEST_PATH else ""
    if not path or "\n" in path:
        return ""
    try:
        place = typed_path(path)
        return str(place) if begins_as_database(place) else ""
    except WorkbenchError:
        return ""
