"""Copying at the desk: the claim, its verdict, quotes, links and citations, by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import Claim
from workbench.text import clean_line, squeeze
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Job
from workbench.tui.session import Session
from workbench.tui.sheets.words import host_in_words
from workbench.tui.terminal.opening import copied
from workbench.tui.widgets.choice import Choice, OneOf, Option

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Copyable:
    """Something to copy: what it is, and its words."""

    name: str
    words: str


def copyables(ledger: "Ledger", claim: Claim) -> tuple[Copyable, ...]:
    """What there is to copy of a claim; a citation names source, day and archived copy."""
    from workbench.desk.sourcing.citing import citation, live_link

    found = [Copyable("claim", claim.statement)]
    found += [
        Copyable(f"verdict of {clean_line(one.given_by.name, 24)}", f"{one.rating}: {one.because}")
        for one in claim.verdicts
        if one.live
    ]
    for piece in claim.evidence:
        host = host_in_words(piece.source.url)
        found.append(Copyable(f"quote, {host}", piece.quote))
        found.append(Copyable(f"link, {host}", live_link(piece)))
        found.append(Copyable(f"citation, {host}", citation(ledger, piece)))
    found.append(Copyable("words of the text", claim.reading.span))
    found.append(Copyable("id of the claim", claim.id))
    return tuple(found)


class CopyScreen(FormScreen):
    """Choose what goes to the clipboard; choosing copies it."""

    NAME: ClassVar[str] = "copy"
    SAVE: ClassVar[str] = "Copy"
    KEEPS_TYPED: ClassVar[bool] = False

    def __init__(self, session: Session, claim: Claim, offered: Sequence[Copyable]) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._offered = offered
        self._what = OneOf(
            [
                Option(str(place), one.name, clean_line(squeeze(one.words), _SHOWN_CHARACTERS))
                for place, one in enumerate(offered)
            ],
            id="copy-what",
        )

    def title_words(self) -> str:
        """The title."""
        return "Copy"

    def compose_fields(self) -> ComposeResult:
        """What there is."""
        yield label("To the clipboard of your terminal")
        yield self._what

    def on_mount(self) -> None:
        """Begin with the choice."""
        self._what.focus()

    def job(self) -> Job:
        """Copying writes nothing."""
        raise UsageError(f"choose what to copy: press its number, or {key('choice.pick')} on it")

    @on(Choice.Changed, "#copy-what")
    def action_form_save(self) -> None:
        """Copy what was chosen and close."""
        chosen = next(iter(self._what.chosen), None)
        if chosen is None:
            super().action_form_save()
            return
        one = self._offered[int(chosen)]
        copied(self.app, one.words)
        self.dismiss(f"Copied the {one.name}: {clean_line(squeeze(one.words), 120)}")
