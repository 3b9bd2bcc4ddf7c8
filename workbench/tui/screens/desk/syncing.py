"""The desk's dealings with shared folders: syncing, the local copy, conflict copies."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import UsageError, WorkbenchError
from workbench.tui.actions.action import Action
from workbench.tui.keys.told import key
from workbench.tui.screens.desk.sharing import MERGED, SharingScreen
from workbench.tui.screens.forms.results import Done, Result

if TYPE_CHECKING:
    from workbench.desk.sharing.conflict_copies import ConflictCopy
    from workbench.desk.sharing.working_copies import Published
    from workbench.ledger.database import Ledger

LOOK_SECONDS = 0.5
PUBLISH_SECONDS = 600.0
LOCAL_COPY = "local copy"
DAMAGED = "damaged"


class SyncingScreen(SharingScreen):
    """Claims in a file that may lie where others change it."""

    copies: "tuple[ConflictCopy, ...]" = ()
    """The conflict copies beside the file that hold something new."""

    def on_mount(self) -> None:
        """Look around once the claims are painted."""
        self.set_timer(LOOK_SECONDS, self.look_at_place)
        if self.session.copy is not None:
            self.set_interval(PUBLISH_SECONDS, self._publish_quietly)

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.id == "desk.publish" and self.session.copy is None:
            return "This is the file itself; there is no local copy to publish."
        if action.id == "desk.copies" and not self.copies:
            return "No conflict copy with anything new lies beside the file."
        return super().why_not(action)

    # ------------------------------------------------------------------------- where it lies

    @work(group="place", exclusive=True, exit_on_error=False)
    async def look_at_place(self) -> None:
        """Say once where the file lies, if that matters, and what lies beside it."""
        copy = self.session.copy
        target = copy.target if copy is not None else self.session.path

        def look(ledger: "Ledger") -> "tuple[str, list[ConflictCopy]]":
            from workbench.desk.sharing.conflict_copies import conflict_copies
            from workbench.desk.sharing.places_of_files import place_of

            place = copy.place if copy is not None else place_of(target)
            return (str(place) if place else ""), conflict_copies(ledger, target)

        try:
            place, copies = await self.session.reporting.run(look)
        except WorkbenchError as error:
            self.say(str(error), "warning")
            return
        if copy is not None and not self.read_only:
            self.status.stand(LOCAL_COPY)
        self.copies = tuple(copies)
        if self.session.damage is not None:
            self.say(str(self.session.damage), "warning")
        elif copies:
            count = len(copies)
            what = "a conflict copy" if count == 1 else f"{count} conflict copies"
            lies = f"{_about_place(place, is_copy=copy is not None)}. " if place else ""
            merges = f"{key('desk.copies')} merges"
            self.say(
                f"{lies}Beside the file lies {what} with work that is not here; {merges}", "warning"
            )
        elif copy is not None and copy.notes:
            self.say(copy.notes[0], "warning")
        elif place:
            self.say(_about_place(place, is_copy=copy is not None))
        self.refresh_bindings()

    # ------------------------------------------------------------------------- syncing

    def action_desk_sync(self) -> None:
        """Sync with the folder of the settings, or ask for one."""
        from workbench.tui.screens.sharing.sync import SyncFormScreen

        if self.cannot("desk.sync"):
            return
        from workbench.desk.sharing.syncing import sync_folder

        try:
            folder = sync_folder(None)
        except UsageError:
            self.app.push_screen(SyncFormScreen(self.session), self._folder_named)
        else:
            self.sync(folder)

    def _folder_named(self, result: Result) -> None:
        if isinstance(result, Done):
            self.sync(Path(result.claim))
        elif isinstance(result, str):
            self.say(result)

    def sync(self, folder: Path) -> None:
        """Show what a sync does, and do it if it is wanted."""
        from workbench.tui.screens.sharing.sync import SyncScreen

        self.app.push_screen(SyncScreen(self.session, folder), self._much_arrived)

    def action_desk_copies(self) -> None:
        """Merge the conflict copies, after showing what would come."""
        from workbench.tui.screens.sharing.merge import MergeScreen

        if self.cannot("desk.copies"):
            return
        paths = [str(one.path) for one in self.copies]

        def closed(said: str | None) -> None:
            self._much_arrived(said)
            if said:
                self.copies = ()
                self.refresh_bindings()

        self.app.push_screen(MergeScreen(self.session, paths, self.read_only), closed)

    def _much_arrived(self, said: str | None) -> None:
        from workbench.tui.screens.sharing.long_job import SETTLE

        if said == SETTLE:
            self.say(MERGED, "good")
            self.action_desk_conflicts()
        elif said:
            self.say(said, "good")
        if said:
            self.refresh_all()

    # ------------------------------------------------------------------------- publishing

    def action_desk_publish(self) -> None:
        """Publish now."""
        if not self.cannot("desk.publish"):
            self._publish(quietly=False)

    def _publish_quietly(self) -> None:
        self._publish(quietly=True)

    @work(group="publish", exclusive=True, exit_on_error=False)
    async def _publish(self, *, quietly: bool) -> None:
        copy = self.session.copy
        if copy is None:
            return

        def run(ledger: "Ledger") -> "Published":
            from workbench.desk.sharing.working_copies import publish

            return publish(copy, ledger)

        try:
            done = await self.session.writing.run(run)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if self.session.damage is not None and self.session.damage.path == copy.target:
            # It has arrived whole meanwhile.
            self.session.damage = None
            self.status.lift(DAMAGED)
        came = sum(merged.new for merged in done.merged)
        if came:
            self.refresh_all()
        if came or done.replaced or not quietly:
            self.say(_about_publishing(came, replaced=done.replaced), "good")


def _about_place(place: str, *, is_copy: bool) -> str:
    if is_copy:
        return f"The file lies in {place}, so you work on a local copy; leaving publishes it"
    return f"The file lies in {place}, where others may change it; workbench sync is safer"


def _about_publishing(came: int, *, replaced: bool) -> str:
    others = f"{came:,} events of others came"
    if not replaced:
        nothing = "Nothing to publish: the file holds all of your work"
        return f"{nothing}; {others}" if came else nothing
    return f"Published; {others} with it" if came else "Published"
