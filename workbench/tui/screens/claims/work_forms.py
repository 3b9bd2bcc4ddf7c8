"""Quick forms on one claim or all that are marked: tags, priority, assignment, who-when-where."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from workbench.desk.working.placing import Placing
from workbench.errors import UsageError
from workbench.model import ClaimantKind, ClaimRow, Priority, Reviewer
from workbench.tui.screens.forms.form import label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.several_form import Doing, SeveralForm
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.work import priority_in_words
from workbench.tui.widgets.choice import Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from workbench.desk.working.several import Change
    from workbench.ledger.database import Ledger

_NOBODY = "nobody"


class TagScreen(SeveralForm):
    """Add tags and take tags away."""

    NAME: ClassVar[str] = "tag"

    def __init__(self, session: Session, rows: Sequence[ClaimRow]) -> None:
        super().__init__(session, rows)
        self._field = LineField(placeholder='kosovo "air defence" -old', compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Tag"

    def claim_sheet(self) -> SheetBuilder:
        """The claim with the tags it has."""
        sheet = super().claim_sheet()
        tags = sorted({tag for row in self.rows for tag in row.tags})
        if tags:
            sheet.line("now: " + ", ".join(f"#{tag}" for tag in tags), Tone.KEY)
        return sheet

    def compose_entry(self) -> ComposeResult:
        """The tags."""
        yield label("Tags to add; a minus before one takes it away; Enter saves")
        yield self._field

    def on_mount(self) -> None:
        """Begin in the field."""
        self._field.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The tags."""
        return {"tags": self._field}

    def doing(self) -> Doing:
        """Tag."""
        from workbench.desk.working.tagging import parse_tags

        (add, remove), ids = parse_tags(self._field.value), self.ids

        def tag(ledger: "Ledger", *, preview: bool) -> "Sequence[Change]":
            from workbench.desk.working.tagging import tag

            return tag(ledger, ids, add, remove, preview=preview)

        return tag


class ChoosingForm(SeveralForm):
    """Choosing saves, so that two keys do it; there is nothing that would be worth keeping."""

    KEEPS_TYPED: ClassVar[bool] = False
    ASKED: ClassVar[str]
    MISSING: ClassVar[str]

    def __init__(
        self, session: Session, rows: Sequence[ClaimRow], options: Sequence[Option]
    ) -> None:
        super().__init__(session, rows)
        self._choice = OneOf(options, id="choosing")

    def compose_entry(self) -> ComposeResult:
        """The options."""
        yield label(self.ASKED)
        yield self._choice

    def on_mount(self) -> None:
        """Begin with the choice."""
        self._choice.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """What was chosen."""
        return {"chosen": self._choice}

    @on(Choice.Changed, "#choosing")
    def _was_chosen(self) -> None:
        self.action_form_save()

    def action_form_leave(self) -> None:
        """What was not saved is not worth keeping."""
        self.dismiss(None)

    @property
    def chosen(self) -> str:
        """The value that was chosen.

        Raises:
            UsageError: None was.
        """
        if not self._choice.chosen:
            raise UsageError(self.MISSING)
        return self._choice.chosen[0]


class PriorityScreen(ChoosingForm):
    """Say how soon claims should be looked at."""

    NAME: ClassVar[str] = "priority"
    ASKED = "How soon; the number chooses and saves"
    MISSING = "choose a priority first: press its number"

    def __init__(self, session: Session, rows: Sequence[ClaimRow]) -> None:
        options = [Option(one.value, priority_in_words(one)) for one in Priority]
        super().__init__(session, rows, options)
        if not self.several:
            self._choice.choose([rows[0].priority.value])

    def title_words(self) -> str:
        """The title."""
        return "Priority"

    def doing(self) -> Doing:
        """Set it."""
        chosen, ids = Priority(self.chosen), self.ids

        def prioritise(ledger: "Ledger", *, preview: bool) -> "Sequence[Change]":
            from workbench.desk.working.tagging import set_priority

            return set_priority(ledger, ids, chosen, preview=preview)

        return prioritise


class AssignScreen(ChoosingForm):
    """Give claims to a reviewer."""

    NAME: ClassVar[str] = "assign"
    ASKED = "To whom; the number chooses and saves"
    MISSING = "choose a reviewer first: press the number"

    def __init__(
        self, session: Session, rows: Sequence[ClaimRow], me: Reviewer, others: Sequence[Reviewer]
    ) -> None:
        self._known = {one.id: one for one in (me, *others)}
        options = [Option(me.id, me.name, "you")]
        options += [Option(one.id, one.name, one.id[:8]) for one in others if one.id != me.id]
        super().__init__(session, rows, [*options, Option(_NOBODY, "nobody")])

    def title_words(self) -> str:
        """The title."""
        return "Assign"

    def doing(self) -> Doing:
        """Assign."""
        to, ids = self._known.get(self.chosen), self.ids

        def give(ledger: "Ledger", *, preview: bool) -> "Sequence[Change]":
            from workbench.desk.working.assigning import assign

            return assign(ledger, ids, to, preview=preview)

        return give


class PlaceScreen(SeveralForm):
    """Say who claims it, when and where; on several claims an empty field changes nothing."""

    NAME: ClassVar[str] = "place"

    def __init__(
        self, session: Session, rows: Sequence[ClaimRow], now: Placing | None = None
    ) -> None:
        super().__init__(session, rows)
        self._now = now or Placing("", None, "", "", "")
        self._fields = {
            "claimant": LineField(self._now.claimant or "", placeholder="as it was read"),
            "claimed_on": LineField(self._now.claimed_on or "", placeholder="2023-06-01, 2023-06"),
            "place": LineField(self._now.place or ""),
            "first_appearance": LineField(self._now.first_appearance or "", placeholder="https://"),
        }
        self._kind = OneOf([Option(one.value, one.value) for one in ClaimantKind], id="kind")
        if self._now.claimant_kind:
            self._kind.choose([self._now.claimant_kind.value])

    def title_words(self) -> str:
        """The title."""
        return "Who, when, where"

    def compose_entry(self) -> ComposeResult:
        """A field for each side of the claim."""
        yield label("Claimant; nobody if no one is named")
        yield self._fields["claimant"]
        yield label("What the claimant is")
        yield self._kind
        yield label("Claimed on: a day, a month or a year")
        yield self._fields["claimed_on"]
        yield label("Where")
        yield self._fields["place"]
        yield label("Address of the first appearance")
        yield self._fields["first_appearance"]

    def on_mount(self) -> None:
        """Begin with the claimant."""
        self._fields["claimant"].focus()

    def values(self) -> dict[str, str]:
        """What differs from what is said now."""
        typed = {name: field.value for name, field in self._fields.items()}
        typed["kind"] = next(iter(self._kind.chosen), "")
        before = {name: getattr(self._now, name) or "" for name in self._fields}
        before["kind"] = self._now.claimant_kind.value if self._now.claimant_kind else ""
        return {} if typed == before else typed

    def restore(self, values: dict[str, str]) -> None:
        """Put it back."""
        for name, field in self._fields.items():
            field.value = values.get(name, "")
        self._kind.choose([values.get("kind", "")])

    def doing(self) -> Doing:
        """Say it."""
        chosen = next(iter(self._kind.chosen), None)
        kind = ClaimantKind(chosen) if chosen else None

        def typed(name: str) -> str | None:
            value = self._fields[name].value
            return None if value == (getattr(self._now, name) or "") else value

        claimant = typed("claimant")
        if claimant is None and kind is not self._now.claimant_kind:
            claimant = self._fields["claimant"].value
            if not claimant:
                raise UsageError("name the claimant, so that it can be said what it is")
        given = Placing(
            claimant,
            kind,
            typed("claimed_on"),
            typed("place"),
            typed("first_appearance"),
        )
        ids = self.ids

        def say_so(ledger: "Ledger", *, preview: bool) -> "Sequence[Change]":
            from workbench.desk.working.placing import place

            return place(ledger, ids, given, preview=preview)

        return say_so
