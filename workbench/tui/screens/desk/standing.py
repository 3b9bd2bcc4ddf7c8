"""How the project stands: its counts, whether it can be written, and what is written elsewhere."""

import contextlib
from typing import TYPE_CHECKING

from textual import on, work

from workbench.errors import LedgerReadOnly, NewerLedger, WorkbenchError
from workbench.ledger.queries import counts
from workbench.tui.lanes.watching import WATCH_SECONDS, ClaimTouched, Watcher
from workbench.tui.messages import CountsRead, Failed
from workbench.tui.screens.desk.browsing import FOLLOW_SECONDS, BrowsingScreen
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class StandingScreen(BrowsingScreen):
    """Claims that are counted, and watched for what others do to them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._watcher = Watcher(session)
        self._watching = False

    def on_mount(self) -> None:
        """Note what is known, and look around once the claims are painted."""
        self._begin_watching()
        self.set_timer(FOLLOW_SECONDS, self._look_around)

    def _look_around(self) -> None:
        """What can wait until the first claims are painted."""
        self.read_counts()
        self._try_writing()
        self.watch_others()
        self.set_interval(WATCH_SECONDS, self.watch_others)

    @work(group="watch", exit_on_error=False)
    async def _begin_watching(self) -> None:
        with contextlib.suppress(WorkbenchError):
            await self._watcher.begin()

    @work(group="watch", exit_on_error=False)
    async def watch_others(self) -> None:
        """Notice what another window or program has written."""
        if self._watching:
            return
        self._watching = True
        try:
            elsewhere = await self._watcher.look()
        except WorkbenchError:
            return
        finally:
            self._watching = False
        if elsewhere is not None:
            self.say(f"{elsewhere.words}; the list is read again")
            for screen in self.app.screen_stack:
                for claim, who in elsewhere.claims.items():
                    screen.post_message(ClaimTouched(claim, who))
            self.refresh_claims()
            if self.claim is not None:
                self._read_spans(self.claim.document.id, self.claim.number)

    def take_changes_as_known(self) -> None:
        """Say nothing of what was written until now: it was done from here."""
        self._watcher.take_as_known()

    def read_counts(self) -> None:
        """Read how the project stands."""
        self._read_counts()

    @work(group="counts", exclusive=True, exit_on_error=False)
    async def _read_counts(self) -> None:
        try:
            self.post_message(CountsRead(await self.session.reading.run(counts)))
        except WorkbenchError as error:
            self.post_message(Failed(str(error)))

    @on(CountsRead)
    def _counts_read(self, event: CountsRead) -> None:
        self._total = event.counts.get("all", 0)
        self.status.count(event.counts)
        self.rows.empty = self._empty_words()

    @work(group="writing", exit_on_error=False)
    async def _try_writing(self) -> None:
        """Find out before anything is typed whether it can be written."""
        try:
            self.read_only = await self.session.writing.run(_why_read_only)
        except (LedgerReadOnly, NewerLedger) as error:
            self.read_only = str(error)
        except WorkbenchError as error:
            self.say(str(error), "warning")
        if self.read_only:
            self.status.stand("read-only")
            self.refresh_bindings()
            self.say(self.read_only, "warning")

    # ------------------------------------------------------------------------- read again

    def action_desk_refresh(self) -> None:
        """Read everything again."""
        self.refresh_all()

    def refresh_all(self, want: int | None = None) -> None:
        """Read list, claim and counts again; the list stays in sight meanwhile."""
        self._article_stale = True
        self.refresh_claims(want)

    def refresh_claims(self, want: int | None = None) -> None:
        """Read list, claim and counts again; cursor, marks and scrolling stay as they are."""
        self.session.follow_rules()
        self.rows.forget_rows()
        self.list_claims(quietly=True, want=want)
        self.follow()
        self.read_counts()


def _why_read_only(ledger: "Ledger") -> str:
    return ledger.why_read_only if ledger.read_only else ""
