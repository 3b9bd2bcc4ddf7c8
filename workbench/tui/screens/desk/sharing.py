"""The desk's dealings with other copies of the project and with what reviewers disagree in."""

from pathlib import Path

from textual import events

from workbench.ledger.header import begins_as_database
from workbench.model import Claim
from workbench.tui.screens.desk.importing import ImportingScreen
from workbench.tui.screens.forms.results import Done, Result

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
        if not self.cannot("claim.redact"):
            self.with_claim(self._redact)

    def _redact(self, claim: Claim) -> None:
        from workbench.tui.screens.sharing.redacting import RedactScreen, targets_of

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.begin_anew(result.said)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(RedactScreen(self.session, targets_of(claim), claim.id), closed)

    def begin_anew(self, said: str) -> None:
        """Keep nothing in sight of a file that lost some, in which claims may be renumbered."""
        self.take_changes_as_known()
        self.show_nothing()
        self.forget_findings()
        self.session.follow_rules()
        self.rows.forget_rows()
        self.list_claims(quietly=True)
        self.read_counts()
        self.say(said, "good")

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
    return path if begins_as_database(Path(path).expanduser()) else ""
