"""The desk's dealings with claims that look alike: links and suggestions beside the claim.

Links are read with the claim. Suggestions are looked for when the cursor has rested a while, in
a lane with an index of its own, so the arrow keys never wait for them.
"""

from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer

from workbench.errors import NotSo, WorkbenchError
from workbench.model import Claim
from workbench.tui.keys.told import key
from workbench.tui.lanes.claim_matches import plan_carrying, read_links, spoken_pairs
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.grouping import read_grouping
from workbench.tui.lanes.matching import ClaimFindings, Indexed, Stopped, Watch, figures_of, find
from workbench.tui.messages import Failed, FindingsRead, IndexMoved, LinksRead
from workbench.tui.screens.desk.sourcing import SourcingScreen
from workbench.tui.screens.forms.results import Done
from workbench.tui.session import Session
from workbench.tui.sheets.claim import OtherClaims
from workbench.tui.sheets.matches import precedent_in_words
from workbench.tui.sheets.sheet import Sheet

if TYPE_CHECKING:
    from workbench.tui.lanes.claim_matches import ClaimLinks

REST_SECONDS = 0.3
MOST_KEPT = 500
_WIDEST_SHEET = 100


class MatchingScreen(SourcingScreen):
    """Claims with what looks like them."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self._links: tuple[str, ClaimLinks | None] = ("", None)
        self._found: dict[str, ClaimFindings] = {}
        self._feeding = ""
        self._rest_timer: Timer | None = None

    # ------------------------------------------------------------------------- showing

    def other_claims(self, claim: Claim) -> OtherClaims:
        """What is known of the claim and others."""
        of, links = self._links
        return OtherClaims(links if of == claim.id else None, self._found.get(claim.id))

    def precedents_in_words(self, claim: str) -> tuple[str, ...]:
        """What was checked before of what a claim says, as far as it has been found."""
        found = self._found.get(claim)
        return tuple(precedent_in_words(one) for one in found.precedents) if found else ()

    def work_words(self) -> str:
        """Errands, and how far the index is."""
        return ", ".join(words for words in (super().work_words(), self._feeding) if words)

    def claim_arrived(self, claim: Claim) -> None:
        """Read its links as well; look for more when the cursor rests."""
        super().claim_arrived(claim)
        self._read_links(claim.id)
        if self._rest_timer is not None:
            self._rest_timer.stop()
        if claim.id not in self._found:
            self._rest_timer = self.set_timer(REST_SECONDS, self._rested)

    @work(group="links", exclusive=True, exit_on_error=False)
    async def _read_links(self, claim: str) -> None:
        try:
            links = await self.session.reading.run(lambda ledger: read_links(ledger, claim))
        except NotSo as gone:
            if self.claim is not None and self.claim.id == claim:
                self.post_message(Failed(str(gone)))
        except WorkbenchError as error:
            self.post_message(Failed(str(error)))
        else:
            self.post_message(LinksRead(claim, links))

    @on(LinksRead)
    def _links_read(self, event: LinksRead) -> None:
        before, self._links = self._links, (event.claim, event.links)
        if self.claim is not None and self.claim.id == event.claim and self._links != before:
            self.show_claim()

    def _rested(self) -> None:
        self._rest_timer = None
        if self.claim is not None:
            self._look_for(self.claim)

    def _watch(self) -> Watch:
        closing = self.session.matching.closing

        def progress(what: str, done: int, total: int) -> None:
            of = f" of {total:,}" if total else ""
            if done or not what:
                words = f"{what[:1].lower()}{what[1:]} {done:,}{of}" if what else ""
                self.post_message(IndexMoved(words))

        def note(words: str) -> None:
            self.post_message(IndexMoved("", words))

        return Watch(progress, note, closing.is_set)

    @on(IndexMoved)
    def _index_moved(self, event: IndexMoved) -> None:
        if event.words != self._feeding:
            self._feeding = event.words
            self.status.work(self.work_words())
        if event.note:
            self.say(event.note, "warning")

    @work(group="findings", exclusive=True, exit_on_error=False)
    async def _look_for(self, claim: Claim) -> None:
        """Look for what is like a claim; asked anew when the cursor rests elsewhere."""
        watch = self._watch()

        def look(indexed: Indexed) -> ClaimFindings:
            return find(indexed, claim, watch)

        try:
            findings = await self.session.matching.run(look)
        except NotSo as gone:
            # It may have been taken out of the file, by what is being told just now.
            if self.claim is not None and self.claim.id == claim.id:
                self.post_message(IndexMoved("", str(gone)))
        except (Stopped, WorkbenchError) as error:
            self.post_message(IndexMoved("", str(error)))
        else:
            self.post_message(FindingsRead(findings))
            self._encode_more()

    @work(group="encoding", exclusive=True, exit_on_error=False)
    async def _encode_more(self) -> None:
        """Encode claims between the questions, if an encoder is switched on and some are left."""
        watch = self._watch()
        more = True
        while more:
            try:
                more = await self.session.matching.run(lambda indexed: indexed.encode_some(watch))
            except (Stopped, WorkbenchError):
                return

    @on(FindingsRead)
    def _findings_read(self, event: FindingsRead) -> None:
        findings = event.findings
        while len(self._found) >= MOST_KEPT:
            del self._found[next(iter(self._found))]
        self._found[findings.claim] = findings
        if (
            self.claim is not None
            and self.claim.id == findings.claim
            and (findings.suggestions or findings.precedents)
        ):
            self.show_claim()

    def begin_anew(self, said: str) -> None:
        """What was found is forgotten too, once no claim is in sight that it is sought for."""
        self.show_nothing()
        self.forget_findings()
        super().begin_anew(said)

    def forget_findings(self) -> None:
        """Something was changed: what was found may be otherwise now."""
        self._found.clear()

    def done(self, done: Done, number: int | None = None) -> None:
        """Say what was done and show it."""
        self.forget_findings()
        super().done(done, number)

    def refresh_all(self, want: int | None = None) -> None:
        """Read everything again."""
        self.forget_findings()
        super().refresh_all(want)

    # ------------------------------------------------------------------------- pairs

    def action_desk_pairs(self) -> None:
        """Search the whole database for pairs and decide on them."""
        if not self.cannot("desk.pairs"):
            self._decide_on_pairs(None)

    def action_claim_matches(self) -> None:
        """Decide on what looks like the claim."""
        if not self.cannot("claim.matches"):
            self.with_claim(self._decide_on_pairs)

    def _decide_on_pairs(self, claim: Claim | None) -> None:
        from workbench.tui.screens.pairs.pairs import PairsScreen

        def closed(said: str | None) -> None:
            self.say(said or "", "good" if said else "")
            self.forget_findings()
            self.rows.forget_rows()
            self.follow()
            self.read_counts()

        self.app.push_screen(PairsScreen(self.session, claim, self.read_only), closed)

    # ------------------------------------------------------------------------- links

    def action_claim_carry(self) -> None:
        """Carry the verdict to the duplicates."""
        if not self.cannot("claim.carry"):
            self.with_claim(self._carry)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _carry(self, claim: Claim) -> None:
        from workbench.tui.screens.pairs.linking import CarryScreen

        try:
            plan = await self.session.reading.run(lambda ledger: plan_carrying(ledger, claim))
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if plan.refused:
            self.say(plan.refused, "warning")
        else:
            self.push_form(CarryScreen(self.session, claim, plan), claim.number)

    def action_claim_unlink(self) -> None:
        """Take back what was said of the claim and another."""
        if not self.cannot("claim.unlink"):
            self.with_claim(self._unlink)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _unlink(self, claim: Claim) -> None:
        from workbench.tui.screens.pairs.linking import UnlinkScreen

        try:
            links, spoken = await self.session.reading.run(
                lambda ledger: (read_links(ledger, claim.id), spoken_pairs(ledger, claim.id))
            )
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if links is None:
            self.say(
                f"Nothing was said of this claim and another; {key('claim.matches')} shows "
                "what looks like it"
            )
        else:
            self.push_form(UnlinkScreen(self.session, claim, links, spoken), claim.number)

    def action_claim_group(self) -> None:
        """Join claims into the group of the claim, or split members off."""
        if not self.cannot("claim.group"):
            self.with_claim(self._group)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _group(self, claim: Claim) -> None:
        from workbench.tui.screens.pairs.grouping import GroupScreen

        findings = self._found.get(claim.id)
        alike = [one.id for one in findings.suggestions] if findings is not None else []
        try:
            grouping = await self.session.reading.run(
                lambda ledger: read_grouping(ledger, claim.id, alike)
            )
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if not grouping.members and not grouping.others:
            self.say("The claim is in no group, and nothing was found that looks like it")
        else:
            self.push_form(GroupScreen(self.session, grouping), claim.number)

    # ------------------------------------------------------------------------- figures

    def action_claim_figures(self) -> None:
        """Show the figures of the event."""
        if not self.cannot("claim.figures"):
            self.say("Looking for figures…")
            self.with_claim(self._figures)

    @work(group="figures", exclusive=True, exit_on_error=False)
    async def _figures(self, claim: Claim) -> None:
        from workbench.tui.sheets.figures import figures_sheet

        watch = self._watch()
        try:
            series = await self.session.matching.run(
                lambda indexed: figures_of(indexed, claim.id, watch)
            )
        except Stopped:
            return
        except WorkbenchError as error:
            self.say(str(error), "warning")
            return
        self.say("")

        def laid_out(columns: int) -> Sheet:
            return figures_sheet(claim.statement, series, min(columns - 4, _WIDEST_SHEET))

        self.show_sheet("Figures of the event", laid_out)
