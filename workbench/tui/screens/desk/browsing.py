"""Looking at claims: the list is read and filtered, claim and article follow the cursor.

Everything is read in lanes and comes back as a message; the handlers here own the state. What
is done to claims is in desk.py, the layout in panes.py.
"""

import asyncio
from array import array
from time import monotonic

from textual import on, work
from textual.timer import Timer

from workbench.desk.finding.filters import parse_filter
from workbench.errors import NotSo, UsageError, WorkbenchError
from workbench.ledger.queries import claim_by_number
from workbench.model import Claim, ClaimOrder
from workbench.text import clean_line
from workbench.tui.keys.told import key
from workbench.tui.lanes.articles import read_article, read_spans
from workbench.tui.lanes.listing import Listing
from workbench.tui.messages import (
    ArticleRead,
    ClaimRead,
    Failed,
    NumbersRead,
    SpansRead,
)
from workbench.tui.screens.desk.panes import PanesScreen
from workbench.tui.session import Session
from workbench.tui.sheets.claim import claim_sheet
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.claim_list import ClaimRows
from workbench.tui.widgets.filter_bar import FilterBar

FOLLOW_SECONDS = 0.04
AT_ONCE_SECONDS = 0.001
RESTED_SECONDS = 0.15


class BrowsingScreen(PanesScreen):
    """The panes with something in them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.claim: Claim | None = None
        self.read_only = ""
        self.show_dismissed = False
        self.order = ClaimOrder.TEXT
        self._listing = Listing(session, self.post_message)
        self._arriving = array("q")
        self._replacing = False
        self._quietly = False
        self.listed = False
        self.listing_begun = False
        self._wanted: int | None = None
        self._total = 0
        self._article_stale = False
        self._some_spans = False
        self._follow_timer: Timer | None = None
        self._arrived = asyncio.Event()
        self._moved_at = 0.0

    def on_mount(self) -> None:
        """Start reading."""
        self.list_claims()

    # ------------------------------------------------------------------------- listing

    def list_claims(self, *, quietly: bool = False, want: int | None = None) -> None:
        """Read the list. ``quietly`` keeps the present one in sight until all is read."""
        try:
            chosen = parse_filter(
                self.filter_bar.text,
                dismissed=None if self.show_dismissed else False,
                order=self.order,
            )
        except UsageError as error:
            if not self.filter_bar.field.has_focus:
                self.say(str(error), "warning")
            return
        self.listing_begun = True
        self._arriving = array("q")
        self.listed = False
        self._replacing = True
        self._quietly = quietly
        self._wanted = want
        self._listing.start(chosen)

    @on(NumbersRead)
    def _numbers_read(self, event: NumbersRead) -> None:
        if event.listing == self._listing.latest:
            self._take_numbers(event.numbers, complete=event.complete)
        # Messages are garbage that is collected late, and a million numbers are 8 MB.
        del event.numbers[:]

    def _take_numbers(self, numbers: "array[int]", *, complete: bool) -> None:
        if self._quietly:
            self._arriving.extend(numbers)
            if complete:
                self.rows.replace(
                    self._arriving, keep=self.rows.current, otherwise=self.rows.cursor
                )
                self._arriving = array("q")
        elif self._replacing:
            self.rows.replace(numbers, keep=self.rows.current)
        else:
            self.rows.extend(numbers)
        self._replacing = False
        if complete:
            self._all_read()
            self._listing.prepare()
        elif not self._quietly:
            total = f" of {self._total:,}" if self._total and not self.filter_bar.text else ""
            self.say(f"Loading {len(self.rows):,}{total}…")

    def _all_read(self) -> None:
        self.listed = True
        if self._wanted is not None:
            self.rows.go_to(self._wanted)
            self._wanted = None
        if self.status.message.startswith("Loading"):
            self.say("")
        self.rows.empty = self._empty_words()
        if not len(self.rows):
            self.show_nothing()
        self._show_place()

    def _empty_words(self) -> str:
        if self.filter_bar.text:
            return (
                f"No claims match “{self.filter_bar.text}”. {key('desk.back')} clears the filter."
            )
        if self._total:
            return f"Every claim here is dismissed. {key('desk.dismissed')} shows them."
        return f"No claims yet. {key('desk.read')} reads an article into claims."

    def _show_place(self) -> None:
        count = len(self.rows)
        self.status.place = f"{self.rows.cursor + 1:,} of {count:,}" if count else ""

    # ------------------------------------------------------------------------- following

    @on(ClaimRows.Moved)
    def _moved(self) -> None:
        if self._follow_timer is not None:
            self._follow_timer.stop()
        # A single step is followed at once, a held key when it rests.
        now = monotonic()
        rested, self._moved_at = now - self._moved_at > RESTED_SECONDS, now
        wait = AT_ONCE_SECONDS if rested else FOLLOW_SECONDS
        self._follow_timer = self.set_timer(wait, self.follow)

    @property
    def caught_up(self) -> bool:
        """Whether claim and article are those of the claim under the cursor, if there is one."""
        number = self.rows.current
        if number is None:
            return True
        claim = self.claim
        return (
            self._follow_timer is None
            and claim is not None
            and claim.number == number
            and self.article.document == claim.document.id
        )

    async def catch_up(self) -> None:
        """Wait until they are."""
        while not self.caught_up:
            self._arrived.clear()
            await self._arrived.wait()

    def follow(self) -> None:
        """Show the claim under the cursor, and its article."""
        self._follow_timer = None
        number = self.rows.current
        if number is None:
            self.show_nothing()
        else:
            self._read_claim(number)
        self._show_place()

    @work(group="claim", exclusive=True, exit_on_error=False)
    async def _read_claim(self, number: int) -> None:
        try:
            claim = await self.session.reading.run(lambda ledger: claim_by_number(ledger, number))
        except NotSo as gone:
            # A list that is being read again may still show a claim that was undone.
            if self.listed and number == self.rows.current:
                self.post_message(Failed(str(gone)))
        except WorkbenchError as error:
            self.post_message(Failed(str(error)))
        else:
            self.post_message(ClaimRead(claim))

    @on(ClaimRead)
    def _claim_read(self, event: ClaimRead) -> None:
        claim = event.claim
        if claim.number != self.rows.current:
            return
        again = self.claim is not None and self.claim.id == claim.id
        self.claim = claim
        self.show_claim(keep_place=again)
        self.claim_arrived(claim)
        self._arrived.set()
        if self.article.document == claim.document.id and not self._article_stale:
            if not again:
                self.article.point_at(claim.reading.start, claim.reading.end)
            if self._some_spans:
                self._read_spans(claim.document.id, claim.number)
        else:
            self._read_article(claim.document.id)

    def claim_arrived(self, claim: Claim) -> None:
        """What else is to be read about a claim that was read just now."""

    def show_claim(self, *, keep_place: bool = True) -> None:
        """Show the claim; a screen that knows more of it shows more."""
        if self.claim is not None:
            self.claim_pane.show(claim_sheet(self.claim), keep_place=keep_place)

    @work(group="article", exclusive=True, exit_on_error=False)
    async def _read_article(self, document: str) -> None:
        try:
            article = await self.session.reading.run(lambda ledger: read_article(ledger, document))
        except NotSo as gone:
            # A claim outlives the text that it was read from, where that was redacted.
            self._article_stale = False
            self.article.show_article("", f"({clean_line(str(gone))})")
            self._arrived.set()
        except WorkbenchError as error:
            self.post_message(Failed(str(error)))
        else:
            self.post_message(article)

    @on(ArticleRead)
    def _article_read(self, event: ArticleRead) -> None:
        self._article_stale = False
        self.article.show_article(event.document, event.text)
        self._arrived.set()
        if self.claim is not None and self.claim.document.id == event.document:
            self.entitle_article(self.claim.document.title)
            self.article.point_at(self.claim.reading.start, self.claim.reading.end)
            self._read_spans(event.document, self.claim.number)

    @work(group="spans", exclusive=True, exit_on_error=False)
    async def _read_spans(self, document: str, number: int) -> None:
        try:
            spans = await self.session.reading.run(
                lambda ledger: read_spans(ledger, document, number)
            )
        except WorkbenchError as error:
            self.post_message(Failed(str(error)))
        else:
            self.post_message(spans)

    @on(SpansRead)
    def _spans_read(self, event: SpansRead) -> None:
        if event.document == self.article.document:
            self.article.mark_claims(event.spans)
            self._some_spans = not event.whole

    def show_nothing(self) -> None:
        """Show neither a claim nor an article."""
        self.claim = None
        sheet = SheetBuilder().line("The claim under the cursor is shown here.", Tone.MUTED)
        self.claim_pane.show(sheet.build())
        self.article.show_article("", "")
        self.entitle_article("")

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.say(event.reason, "bad")

    @on(ClaimRows.Unreadable)
    def _rows_unreadable(self, event: ClaimRows.Unreadable) -> None:
        damaged = self.session.damage is not None
        self.say(f"{event.error}" if damaged else f"{event.error}; trying again", "warning")

    # ------------------------------------------------------------------------- filter

    def action_desk_filter(self) -> None:
        """Type a filter."""
        self.filter_bar.open()

    @on(FilterBar.Typed)
    def _filter_typed(self) -> None:
        self.list_claims()

    @on(FilterBar.Left)
    def _filter_left(self) -> None:
        self.rows.focus()

    def action_desk_dismissed(self) -> None:
        """Show dismissed claims among the others, or hide them."""
        self.show_dismissed = not self.show_dismissed
        self.entitle()
        self.list_claims()

    def action_desk_order(self) -> None:
        """Sort by worth, or as in the text; the claim under the cursor stays under it."""
        by_worth = self.order is ClaimOrder.WORTH
        self.order = ClaimOrder.TEXT if by_worth else ClaimOrder.WORTH
        self.entitle()
        self.list_claims(want=self.rows.current)

    def entitle(self) -> None:
        """Say over the list in which order it is, and whether dismissed claims are in it."""
        remarks = (
            (self.order is ClaimOrder.WORTH, "by worth"),
            (self.show_dismissed, "with dismissed"),
        )
        self.entitle_list(", ".join(remark for holds, remark in remarks if holds))
