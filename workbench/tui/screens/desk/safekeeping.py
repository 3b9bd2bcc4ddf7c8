"""The desk's way to checking the file, to copies of it, and to what others have redacted."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import WorkbenchError
from workbench.tui.screens.desk.sharing import SharingScreen
from workbench.tui.screens.forms.results import Done, Result

if TYPE_CHECKING:
    from workbench.desk.safekeeping.backups import Backup
    from workbench.desk.safekeeping.keyring import KnownKey
    from workbench.desk.safekeeping.proposed_redactions import Standing
    from workbench.ledger.database import Ledger


class SafekeepingScreen(SharingScreen):
    """Claims in a file that is looked after."""

    # ---------------------------------------------------------------------- looking

    def action_desk_verify(self) -> None:
        """Check the file."""
        from workbench.tui.screens.sharing.safekeeping import VerifyScreen

        if not self.cannot("desk.verify"):
            self.app.push_screen(VerifyScreen(self.session))

    def action_desk_inspect(self) -> None:
        """Ask for a file, then look into it."""
        from workbench.tui.screens.sharing.safekeeping import (
            MERGE,
            InspectFormScreen,
            InspectScreen,
        )

        if self.cannot("desk.inspect"):
            return

        def named(result: Result) -> None:
            if isinstance(result, str):
                self.say(result)
            elif isinstance(result, Done):
                path = Path(result.claim)

                def looked(said: str | None) -> None:
                    if said == MERGE:
                        self.merge_dropped(str(path))

                self.app.push_screen(InspectScreen(self.session, path), looked)

        self.app.push_screen(InspectFormScreen(self.session), named)

    # ---------------------------------------------------------------------- copies

    def action_desk_backup(self) -> None:
        """Ask where to, then copy."""
        from workbench.tui.screens.sharing.safekeeping import BackupFormScreen, BackupScreen

        if self.cannot("desk.backup"):
            return
        form = BackupFormScreen(self.session)

        def named(result: Result) -> None:
            if isinstance(result, str):
                self.say(result)
            elif isinstance(result, Done):
                path = Path(result.claim)
                copying = BackupScreen(self.session, path, without_pages=form.without_pages)
                self.app.push_screen(copying)

        self.app.push_screen(form, named)

    def action_desk_restore(self) -> None:
        """Ask which backup."""
        if not self.cannot("desk.restore"):
            self._open_restore()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open_restore(self) -> None:
        from workbench.tui.screens.sharing.restoring import RestoreScreen

        copy = self.session.copy

        def look(ledger: "Ledger") -> "tuple[Backup, ...]":
            from workbench.desk.safekeeping.backups import backups_of

            places = [ledger.path, *([copy.target] if copy is not None else [])]
            found = [one for place in places for one in backups_of(place)]
            return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))

        try:
            backups = await self.session.reading.run(look)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done) and result.claim:
                self.merge_dropped(result.claim)
            elif isinstance(result, Done):
                self.begin_anew(result.said)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(RestoreScreen(self.session, backups), closed)

    # ---------------------------------------------------------------------- redactions

    def action_desk_redactions(self) -> None:
        """Show what colleagues propose to redact."""
        if not self.cannot("desk.redactions"):
            self._open_redactions()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open_redactions(self) -> None:
        from workbench.tui.screens.sharing.redactions import RedactionsScreen, standing_words

        def look(ledger: "Ledger") -> "Standing":
            from workbench.desk.safekeeping.proposed_redactions import (
                finish_what_was_cut_short,
                standing,
            )

            finish_what_was_cut_short(ledger)
            return standing(ledger)

        try:
            found = await self.session.writing.run(look)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if not found.proposals:
            self.say(f"{standing_words(found)}; nobody proposes to redact anything that is here")
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.begin_anew(result.said)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(RedactionsScreen(self.session, found), closed)

    # ---------------------------------------------------------------------- keys

    def action_desk_keyring(self) -> None:
        """Show the keys of colleagues."""
        if not self.cannot("desk.keyring"):
            self._open_keyring()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open_keyring(self) -> None:
        from workbench.tui.screens.sharing.keyring import KeyringScreen

        def look(_: "Ledger") -> "tuple[tuple[KnownKey, ...], str | None]":
            from workbench.desk.safekeeping.keyring import Keyring
            from workbench.desk.safekeeping.signing import own_fingerprint

            return Keyring().keys(), own_fingerprint()

        try:
            keys, own = await self.session.reading.run(look)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.say(result.said, "good")
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(KeyringScreen(self.session, keys, own), closed)
