"""Deciding at once on all claims that seem to say the same as the pair that is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import WorkbenchError
from workbench.model import LinkRelation
from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.lanes.pairs import WholeGroup
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.pairs.pairs_view import PairsViewScreen

if TYPE_CHECKING:
    from workbench.desk.matching.whole_groups import GroupPlan
    from workbench.ledger.database import Ledger


class WholeGroupScreen(PairsViewScreen):
    """Accepting or rejecting all of a group, after saying how many they are."""

    def action_pairs_all_same(self) -> None:
        """All of them say the same."""
        self._whole(LinkRelation.DUPLICATE)

    def action_pairs_all_apart(self) -> None:
        """None of them has to do with another."""
        self._whole(LinkRelation.DISTINCT)

    def _whole(self, relation: LinkRelation) -> None:
        if self.read_only:
            self.say(self.read_only, "warning")
        elif self.saving or self.loading:
            return
        elif self.whole is None:
            self.say(NOT_ALIKE, "warning")
        else:
            self._ask_about(self.whole, relation)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _ask_about(self, whole: WholeGroup, relation: LinkRelation) -> None:
        try:
            plan = await self.session.reading.run(_planning(whole, relation))
        except WorkbenchError as error:
            self.say(str(error), "warning")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.saving = True
                self._write_all(whole, relation)
            else:
                self.say("Nothing was decided")

        self.app.push_screen(QuestionScreen(*_question(plan, relation, self.searching)), answered)

    @work(group="write", exit_on_error=False)
    async def _write_all(self, whole: WholeGroup, relation: LinkRelation) -> None:
        self.say("Deciding on all of them…")
        try:
            plan = await self.session.writing.run(_deciding(whole, relation))
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.queue.decide_all(whole.places, relation, plan.named)
            self.say(_done(plan, relation), "good")
            self.queue.step()
            self.load()
        finally:
            self.saving = False


NOT_ALIKE = "This pair does not seem to say the same; only a group that does is decided at once"


def _planning(whole: WholeGroup, relation: LinkRelation) -> "Callable[[Ledger], GroupPlan]":
    def plan(ledger: "Ledger") -> "GroupPlan":
        from workbench.desk.matching.whole_groups import Alike, plan_accepting, plan_rejecting

        planned = plan_accepting if relation is LinkRelation.DUPLICATE else plan_rejecting
        return planned(ledger, Alike(whole.pairs, whole.against))

    return plan


def _deciding(whole: WholeGroup, relation: LinkRelation) -> "Callable[[Ledger], GroupPlan]":
    def decide(ledger: "Ledger") -> "GroupPlan":
        from workbench.desk.matching.whole_groups import Alike, accept_all, reject_all

        decided = accept_all if relation is LinkRelation.DUPLICATE else reject_all
        return decided(ledger, Alike(whole.pairs, whole.against))

    return decide


def _question(plan: "GroupPlan", relation: LinkRelation, searching: bool) -> tuple[str, str]:
    claims, links = counted(len(plan.claims), "claim"), len(plan.links)
    more = " The search goes on; what it finds later is not among them." if searching else ""
    back = f"one {key('pairs.undo')} takes it all back."
    if relation is LinkRelation.DUPLICATE:
        return (
            f"All {claims} the same?",
            (
                f"{claims} seem to say the same. They become one group of duplicates by "
                f"{counted(links, 'link')}, in one act; {back}{more}"
            ),
        )
    return (
        f"All {claims} apart?",
        (
            f"{counted(links, 'pair')} of {claims} are told apart and not suggested again, in one "
            f"act; {back}{more}"
        ),
    )


def _done(plan: "GroupPlan", relation: LinkRelation) -> str:
    if relation is LinkRelation.DUPLICATE:
        words = f"= {counted(len(plan.claims), 'claim')} linked as duplicates"
    else:
        words = f"× {counted(len(plan.links), 'pair')} told apart"
    return f"{words}; {key('pairs.undo')} takes it back"
