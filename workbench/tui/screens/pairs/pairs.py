"""Deciding on pairs of claims: one key a decision, undo goes back to its pair.

How pairs are looked for and shown is in pairs_view.py, deciding on many at once in whole_group.py.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import WorkbenchError
from workbench.model import LinkRelation
from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.lanes.grouping import read_grouping
from workbench.tui.lanes.pairs import Pair
from workbench.tui.looks.signs import DECIDED_WORDS
from workbench.tui.screens.forms.results import Done, Result
from workbench.tui.screens.pairs.grouping import GroupScreen, ReasonScreen
from workbench.tui.screens.pairs.whole_group import WholeGroupScreen

if TYPE_CHECKING:
    from workbench.desk.matching.linking import Linked
    from workbench.ledger.database import Ledger


class PairsScreen(WholeGroupScreen):
    """The queue of pairs. It closes with a word on what was decided."""

    # ------------------------------------------------------------------------- deciding

    def action_pairs_duplicate(self) -> None:
        """They say the same."""
        self._decide(LinkRelation.DUPLICATE)

    def action_pairs_conflict(self) -> None:
        """Both cannot be true."""
        self._decide(LinkRelation.CONFLICT)

    def action_pairs_related(self) -> None:
        """Near each other."""
        self._decide(LinkRelation.RELATED)

    def action_pairs_distinct(self) -> None:
        """Nothing to do with each other."""
        self._decide(LinkRelation.DISTINCT)

    def _decide(self, relation: LinkRelation) -> None:
        if self.read_only:
            self.say(self.read_only, "warning")
        elif self.view is not None and not self.saving:
            self.saving = True
            self._write(self.view.pair, relation)

    @work(group="write", exit_on_error=False)
    async def _write(self, pair: Pair, relation: LinkRelation) -> None:
        try:
            linked = await self.session.writing.run(_linking(pair, relation))
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.queue.decide(relation)
            odds = linked.group is not None and linked.group.at_odds
            self.say(_decided_words(relation, linked), "warning" if odds else "good")
            self.queue.step()
            self.load()
        finally:
            self.saving = False

    # ------------------------------------------------------------------------- forms

    def action_pairs_reason(self) -> None:
        """Decide with a reason."""
        if self.read_only:
            self.say(self.read_only, "warning")
            return
        if self.view is None or self.saving:
            return
        form = ReasonScreen(self.session, self.view, self.queue.decisions.get(self.queue.at))

        def closed(result: Result) -> None:
            if isinstance(result, Done) and form.relation is not None:
                self.queue.decide(form.relation)
                self.say(result.said, "good")
                self.queue.step()
                self.load()
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(form, closed)

    def action_pairs_group(self) -> None:
        """Join or split the group of the claim in focus."""
        if self.read_only:
            self.say(self.read_only, "warning")
        elif self.view is not None and not self.saving:
            side = self.view.sides[1 if self.focused is self.sides[1] else 0]
            self._group(side.claim.id)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _group(self, claim: str) -> None:
        alike = [
            pair.b if pair.a == claim else pair.a
            for pair in self.queue.pairs
            if claim in (pair.a, pair.b)
        ]
        try:
            grouping = await self.session.reading.run(
                lambda ledger: read_grouping(ledger, claim, alike)
            )
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.grouped += 1
                self.say(result.said, "good")
                self.load()
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(GroupScreen(self.session, grouping), closed)

    # ------------------------------------------------------------------------- undo

    def action_pairs_undo(self) -> None:
        """Take back the latest act."""
        self._act(_undoing)

    def action_pairs_redo(self) -> None:
        """Do it again."""
        self._act(_redoing)

    def _act(self, job: "Callable[[Ledger], tuple[str, tuple[str, ...]]]") -> None:
        if self.read_only:
            self.say(self.read_only, "warning")
        elif not self.saving:
            self.saving = True
            self._do_act(job)

    @work(group="write", exit_on_error=False)
    async def _do_act(self, job: "Callable[[Ledger], tuple[str, tuple[str, ...]]]") -> None:
        try:
            said, claims = await self.session.writing.run(job)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.say(said, "good")
            if job is _undoing:
                self.queue.undone(claims)
                # What followed from the act may be open again.
                self.queue.settled.clear()
            else:
                self.queue.redone(claims)
            self.load()
        finally:
            self.saving = False

    # ------------------------------------------------------------------------- moving

    def action_pairs_skip(self) -> None:
        """The next pair."""
        if self.saving:
            return
        self.say("")
        if self.queue.current is None:
            if not self.queue.again():
                self.say("No pair waits for a word")
                return
        else:
            self.queue.step()
        self.load()

    def action_pairs_back(self) -> None:
        """The pair before."""
        if self.saving:
            return
        if self.queue.back():
            self.say("")
            self.load()
        else:
            self.say("This is the first pair")

    def action_pairs_other_side(self) -> None:
        """To the other claim."""
        one, other = self.sides
        (one if self.focused is other else other).focus()

    def action_pairs_leave(self) -> None:
        """Back to the desk."""
        decided = len(self.queue.decisions)
        said = [f"{counted(decided, 'pair')} decided"] if decided else []
        if self.grouped:
            said.append(f"{counted(self.grouped, 'group')} changed")
        self.dismiss(", ".join(said) or None)


def _linking(pair: Pair, relation: LinkRelation) -> "Callable[[Ledger], Linked]":
    def link(ledger: "Ledger") -> "Linked":
        from workbench.desk.matching.linking import link

        return link(ledger, pair.a, pair.b, relation)

    return link


def _decided_words(relation: LinkRelation, linked: "Linked") -> str:
    words = DECIDED_WORDS[relation]
    if linked.group is not None:
        words += f", a group of {len(linked.group.claims)}"
        if linked.group.at_odds:
            words += " that contradicts itself: it carries no verdict"
    return f"{words}; {key('pairs.undo')} takes it back"


def _undoing(ledger: "Ledger") -> tuple[str, tuple[str, ...]]:
    from workbench.desk.acts import undo

    act = undo(ledger)
    return f"Undone: {act.label}", tuple(act.claims)


def _redoing(ledger: "Ledger") -> tuple[str, tuple[str, ...]]:
    from workbench.desk.acts import redo

    act = redo(ledger)
    return f"Done again: {act.label}", tuple(act.claims)
