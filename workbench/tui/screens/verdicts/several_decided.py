"""Decisions on all marked claims at once: dismiss them, or give them one verdict."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import ClaimRow
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.several_form import Doing, SeveralForm
from workbench.tui.session import Session
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.desk.working.several import Change
    from workbench.ledger.database import Ledger

_UNSOURCED = "unsourced"


class DismissSeveralScreen(SeveralForm):
    """Set several claims aside."""

    NAME: ClassVar[str] = "dismiss-several"
    CHANGES_LIST: ClassVar[bool] = True

    def __init__(self, session: Session, rows: Sequence[ClaimRow]) -> None:
        super().__init__(session, rows)
        self._reason = LineField(placeholder="why they need not be checked", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Dismiss: no claims to check"

    def compose_entry(self) -> ComposeResult:
        """The reason."""
        yield label("Reason, if you like")
        yield self._reason

    def on_mount(self) -> None:
        """Begin in the field."""
        self._reason.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The reason."""
        return {"reason": self._reason}

    def doing(self) -> Doing:
        """Dismiss."""
        reason, ids = self._reason.value, self.ids

        def dismiss(ledger: "Ledger", *, preview: bool) -> "Sequence[Change]":
            from workbench.desk.working.claims import dismiss_several

            return dismiss_several(ledger, ids, reason, preview=preview)

        return dismiss


class VerdictOnSeveralScreen(SeveralForm):
    """Give several claims one verdict with one reason; each rests on all of its evidence."""

    NAME: ClassVar[str] = "verdict-on-several"

    def __init__(
        self, session: Session, rows: Sequence[ClaimRow], ratings: Sequence[Option]
    ) -> None:
        super().__init__(session, rows)
        self._rating = OneOf(ratings, id="rating")
        self._because = TextField(id="because", compact=True)
        self._unsourced = AnyOf(
            [Option(_UNSOURCED, "Unsourced", "I give these verdicts without evidence.")],
            id="unsourced",
        )

    def title_words(self) -> str:
        """The title."""
        return "One verdict on several claims"

    def compose_entry(self) -> ComposeResult:
        """Rating, reason, and the switch for having no evidence."""
        yield label("Rating; each claim rests on all of its own evidence")
        yield self._rating
        yield label("Because")
        yield self._because
        yield self._unsourced

    def on_mount(self) -> None:
        """Begin with the rating."""
        self._rating.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """Rating, reason, and whether it is without evidence."""
        return {"rating": self._rating, "because": self._because, "unsourced": self._unsourced}

    @on(Choice.Changed, "#rating")
    def _rated(self) -> None:
        self._because.focus()

    def doing(self) -> Doing:
        """Decide."""
        if not self._rating.chosen:
            raise UsageError(
                f"choose a rating first: press its number, or {key('choice.pick')} on it"
            )
        rating, because = self._rating.chosen[0], self._because.text
        unsourced, ids = bool(self._unsourced.chosen), self.ids

        def decide(ledger: "Ledger", *, preview: bool) -> "Sequence[Change]":
            from workbench.desk.deciding.verdicts import decide_several

            return decide_several(
                ledger, ids, rating, because, unsourced=unsourced, preview=preview
            )

        return decide
