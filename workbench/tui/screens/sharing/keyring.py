"""The form for colleagues' keys: which there are, since when, and whether one is trusted."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.text import clean_line, squeeze
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import OneOf, Option

if TYPE_CHECKING:
    from workbench.desk.safekeeping.keyring import KnownKey
    from workbench.ledger.database import Ledger

_TRUST: Final = "trust"
_DISTRUST: Final = "distrust"


class KeyringScreen(FormScreen):
    """Which key, and what is thought of it."""

    NAME: ClassVar[str] = "keyring"
    SAVE: ClassVar[str] = "Decide"

    def __init__(self, session: Session, keys: "tuple[KnownKey, ...]", own: str | None) -> None:
        super().__init__(session, claim="", statement="")
        self._keys = keys
        self._own = own
        self._which = OneOf([_option(one) for one in keys], id="keys")
        self._how = OneOf(
            [
                Option(_TRUST, "trust it", "the digits were compared with them, by another way"),
                Option(_DISTRUST, "distrust it", "what is signed with it is told of as a problem"),
            ],
            id="how",
        )

    def title_words(self) -> str:
        """The title."""
        return "Keys of colleagues"

    def claim_sheet(self) -> SheetBuilder:
        """What a key is good for, one's own, and that undo does not touch this."""
        sheet = SheetBuilder()
        if not self._keys:
            sheet.line("No key of a colleague is known yet; they come with what is signed.")
        own = f"Your own key: {self._own}." if self._own else "You have no key of your own."
        sheet.line(own, Tone.MUTED)
        sheet.line(
            "Kept on this computer, for all projects. Undo does not take a decision back; decide "
            "the other way instead.",
            Tone.MUTED,
        )
        return sheet

    def compose_fields(self) -> ComposeResult:
        """The keys, and what to do with one."""
        if self._keys:
            yield label("Whose: digits, state, since when, and who brought it")
            yield self._which
            yield label("What you decide")
            yield self._how

    def on_mount(self) -> None:
        """Begin with the keys."""
        if self._keys:
            self._which.focus()

    def job(self) -> Job:
        """Decide, in the keyring, as the command does."""
        if not self._keys:
            raise UsageError("there is no key to decide about")
        if not (self._which.chosen and self._how.chosen):
            raise UsageError("choose a key, and whether to trust it")
        digits, trusts = self._which.chosen[0], _TRUST in self._how.chosen

        def decide(ledger: "Ledger") -> Done:
            from workbench.desk.safekeeping.keyring import Keyring, KeyState

            del ledger
            state = KeyState.TRUSTED if trusts else KeyState.DISTRUSTED
            decided = Keyring().decide(digits, state)
            name = squeeze(clean_line(decided.name, 60)) or decided.reviewer[:8]
            return Done(f"The key of {name} is {decided.state.value} now", "")

        return decide


def _option(known: "KnownKey") -> Option:
    name = squeeze(clean_line(known.name, 30)) or known.reviewer[:8]
    told = f"{known.state.value}, since {clean_line(known.seen_at, 10)}, with work of {name}"
    return Option(known.fingerprint, name, f"{known.fingerprint}; {told}")
