"""Forms about groups and links: join and split groups, and decide on a pair with a reason."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import LinkRelation
from workbench.text import clean_line, counted, squeeze
from workbench.tui.keys.told import key
from workbench.tui.lanes.claim_matches import Neighbour
from workbench.tui.lanes.grouping import Grouping
from workbench.tui.lanes.pairs import Pair, PairView
from workbench.tui.looks.signs import DECIDED_WORDS
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import AnyOf, OneOf, Option
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_STATEMENT = 300
_RELATIONS = (
    (LinkRelation.DUPLICATE, "they say the same"),
    (LinkRelation.CONFLICT, "they conflict"),
    (LinkRelation.RELATED, "they are related"),
    (LinkRelation.DISTINCT, "they have nothing to do with each other"),
)


class GroupScreen(FormScreen):
    """Tick claims that join the claim's group, or members that leave it together."""

    NAME: ClassVar[str] = "group"
    SAVE: ClassVar[str] = "Join or split"

    def __init__(self, session: Session, grouping: Grouping) -> None:
        claim = grouping.claim
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._grouping = grouping
        self._members = AnyOf(_options(grouping.members), id="members")
        self._others = AnyOf(_options(grouping.others, grouping.against), id="others")
        self._because = TextField(id="because", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Join or split a group"

    def claim_sheet(self) -> SheetBuilder:
        """The claim with the size of its group."""
        members = len(self._grouping.members) + self._grouping.more
        words = f"in a group of {members}" if members else "in no group"
        return super().claim_sheet().line(words, Tone.KEY)

    def compose_fields(self) -> ComposeResult:
        """Those who could join, the members, the reason."""
        if self._grouping.others:
            yield label("Join: tick claims that say the same; their groups come with them")
            yield self._others
        if self._grouping.members:
            more = f" ({self._grouping.more} more are not shown)" if self._grouping.more else ""
            yield label(f"Split: tick members that leave the group, together{more}")
            yield self._members
        yield label("Reason, if one is to be kept")
        yield self._because

    def on_mount(self) -> None:
        """Begin where something can be ticked."""
        (self._others if self._grouping.others else self._members).focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The reason, who joins, and who leaves."""
        return {"because": self._because, "join": self._others, "leave": self._members}

    def job(self) -> Job:
        """Join, or split."""
        joining, leaving = self._others.chosen, self._members.chosen
        claim, because = self.claim, self._because.text
        if joining and leaving:
            raise UsageError("tick claims that join, or members that leave: one at a time")
        if not joining and not leaving:
            raise UsageError(
                f"tick the claims that join, or the members that leave, with {key('choice.pick')}"
            )

        def group(ledger: "Ledger") -> Done:
            from workbench.desk.matching.linking import join, split

            if joining:
                joined = join(ledger, (claim, *joining), because)
                odds = "; it contradicts itself and carries no verdict" if joined.at_odds else ""
                size = len(joined.claims)
                return Done(
                    f"Joined into a group of {size}{odds}; {key('desk.undo')} takes it back", claim
                )
            split(ledger, leaving, because)
            left = counted(len(leaving), "claim")
            return Done(f"Took {left} out of the group; {key('desk.undo')} takes it back", claim)

        return group


class ReasonScreen(FormScreen):
    """Say what two claims are to each other, and why."""

    NAME: ClassVar[str] = "reason"

    def __init__(self, session: Session, view: PairView, decided: LinkRelation | None) -> None:
        first, second = (side.claim for side in view.sides)
        super().__init__(session, claim=first.id, statement=first.statement)
        self._pair: Pair = view.pair
        self._other = second.statement
        self._decided = decided
        self._relation = OneOf([Option(one.value, words) for one, words in _RELATIONS], id="what")
        self._because = TextField(id="because", compact=True)
        self.relation: LinkRelation | None = None

    def title_words(self) -> str:
        """The title."""
        return "Decide with a reason"

    def claim_sheet(self) -> SheetBuilder:
        """Both claims."""
        return super().claim_sheet().line(clean_line(squeeze(self._other), _STATEMENT), Tone.STRONG)

    def compose_fields(self) -> ComposeResult:
        """What they are to each other, and why."""
        yield label("What are they to each other?")
        yield self._relation
        yield label("Why? The reason is kept with the link, for everybody who reads the file")
        yield self._because

    def on_mount(self) -> None:
        """Begin with what was decided, if something was."""
        if self._decided is not None:
            self._relation.choose((self._decided.value,))
        self._relation.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The reason."""
        return {"because": self._because}

    def job(self) -> Job:
        """Link the two."""
        if not self._relation.chosen:
            self._relation.focus()
            raise UsageError("choose what they are to each other: press 1, 2, 3 or 4")
        because = self._because.text
        if not because.strip():
            self._because.focus()
            raise UsageError("say why; without a reason the keys 1 to 4 decide on the pair")
        relation, pair = LinkRelation(self._relation.chosen[0]), self._pair
        self.relation = relation

        def link_them(ledger: "Ledger") -> Done:
            from workbench.desk.matching.linking import link

            link(ledger, pair.a, pair.b, relation, because)
            return Done(
                f"{DECIDED_WORDS[relation]}, with a reason; {key('desk.undo')} takes it back",
                pair.a,
            )

        return link_them


def _options(claims: Sequence[Neighbour], against: Collection[str] = ()) -> list[Option]:
    return [
        Option(one.id, clean_line(one.document, 36), _said(one, conflicting=one.id in against))
        for one in claims
    ]


def _said(claim: Neighbour, *, conflicting: bool) -> str:
    """The statement; joining a claim that was linked as in conflict takes that word's place."""
    words = clean_line(squeeze(claim.statement), _STATEMENT)
    return f"≠ linked as in conflict: {words}" if conflicting else words
