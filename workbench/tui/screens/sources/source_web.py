"""What a source screen may do now, and what it asks of the world outside this computer.

Opening the live page, re-checking, archives and time stamps are here; what is written to the
database is in source_acts.py.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import WorkbenchError
from workbench.model import Evidence, SourceRow
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.table import ACTIONS
from workbench.tui.keys.told import key
from workbench.tui.lanes.claim_sources import was_private
from workbench.tui.lanes.source_reading import link_of
from workbench.tui.screens.sources.source import SourceViewScreen
from workbench.tui.screens.sources.source_asking import (
    ask_archives,
    ask_for_copy,
    ask_for_replay,
    ask_for_stamp,
)
from workbench.tui.terminal.opening import copied, open_page

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_ON_A_QUOTE = frozenset({"source.edit", "source.withdraw", "source.cite"})
_ON_A_PAGE = frozenset(
    {"source.archived", "source.archive", "source.replay", "source.recheck", "source.open_live"}
)
_ON_A_CAPTURE = frozenset({"source.correct", "source.stamp", "source.encoding"})
_WHILE_SELECTING = ("source_supports", "source_refutes", "source_context")


class SourceWebScreen(SourceViewScreen):
    """A source beside the claim, and what can be asked about it elsewhere."""

    # ---------------------------------------------------------------------- possibilities

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are selected, only the stances work beside the keys of selecting."""
        del parameters
        if self.page.selecting and action.startswith("source_"):
            return action in _WHILE_SELECTING
        return True

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.writes and self.read_only:
            return self.read_only
        if action.where in (Where.QUOTING, Where.SELECTING):
            if self.page.selecting:
                return ""
            return f"Press {key('source.select')} first: it starts choosing words."
        if self.loaded is None:
            return "The source is still being read." if action.where is Where.SOURCE else ""
        if action.id in _ON_A_QUOTE and self.quote_here is None:
            return "No quote is marked here; 1, 2 or 3 makes the passage one."
        if action.id in _ON_A_PAGE and self.loaded.row.kind.value != "page":
            return "This source was never on the web."
        if action.id in ("source.select", "source.supports", "source.refutes", "source.context"):
            return "" if self.loaded.text.strip() else "There is no text here to quote."
        if action.id in _ON_A_CAPTURE and self.loaded.view is None:
            return "Nothing of this source was captured yet."
        return ""

    def cannot(self, identifier: str) -> bool:
        """Say why an action cannot be done now, if it cannot."""
        reason = self.why_not(next(a for a in ACTIONS if a.id == identifier))
        if reason:
            self.say(reason, "warning")
        return bool(reason)

    @property
    def quote_here(self) -> Evidence | None:
        """The evidence whose words are marked now."""
        return self.place.evidence if self.place else None

    # ---------------------------------------------------------------------- live page, citation

    def action_source_open_live(self) -> None:
        """Open the page as it is now, at the words."""
        if not self.cannot("source.open_live"):
            self._open_live()

    @work(group="live", exclusive=True, exit_on_error=False)
    async def _open_live(self) -> None:
        loaded, place = self.loaded, self.place
        if loaded is None:
            return
        link = await asyncio.to_thread(link_of, loaded, place)
        if await asyncio.to_thread(open_page, link):
            self.say("Opened in the browser, at the words if it can")
        else:
            copied(self.app, link)
            self.say(f"No browser here; the link is copied: {link}")

    def action_source_cite(self) -> None:
        """Copy the marked quote's citation."""
        if not self.cannot("source.cite") and self.quote_here is not None:
            self._cite(self.quote_here)

    @work(group="cite", exclusive=True, exit_on_error=False)
    async def _cite(self, piece: Evidence) -> None:
        def of(ledger: "Ledger") -> str:
            from workbench.desk.sourcing.citing import citation

            return citation(ledger, piece)

        try:
            words = await self.session.reading.run(of)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            copied(self.app, words)
            self.say(f"Copied: {words}", "good")

    # ---------------------------------------------------------------------- the web

    def action_source_recheck(self) -> None:
        """Fetch the page again."""
        if self.cannot("source.recheck") or self.loaded is None:
            return
        row, view = self.loaded.row, self.loaded.view
        remarks = view.capture.exchange.remarks if view else ()
        private = was_private(remarks)
        self.errands.recheck(self.wish.claim, "this source", [row.id], private=private)

    def action_source_archived(self) -> None:
        """Ask the archives."""
        if not self.cannot("source.archived"):
            self._ask_archive(ask_archives)

    def action_source_replay(self) -> None:
        """Fetch the archive's copy."""
        if not self.cannot("source.replay"):
            self._ask_archive(ask_for_replay)

    def action_source_archive(self) -> None:
        """Have the page archived."""
        if not self.cannot("source.archive"):
            self._ask_archive(ask_for_copy)

    @work(group="archive", exclusive=True, exit_on_error=False)
    async def _ask_archive(self, ask: Callable[[SourceViewScreen, str, SourceRow], None]) -> None:
        """Ask an archive, unless the page lies inside one's own network."""
        if self.loaded is None:
            return
        row = self.loaded.row

        def refuse(ledger: "Ledger") -> None:
            from workbench.desk.sourcing.archiving import refuse_private

            refuse_private(ledger, row, allowed=False)

        try:
            await self.session.reading.run(refuse)
        except WorkbenchError as error:
            self.say(str(error), "warning")
        else:
            ask(self, self.wish.claim, row)

    def action_source_stamp(self) -> None:
        """Have the capture timestamped."""
        if not self.cannot("source.stamp") and self.loaded and self.loaded.view:
            ask_for_stamp(self, self.errands, self.wish.claim, self.loaded.view.capture)
