"""What forms that ask for the wording of a claim share."""

from typing import ClassVar

from textual.app import ComposeResult

from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.session import Session
from workbench.tui.widgets.text_field import TextField


class WordingForm(FormScreen):
    """A form with one long field, which begins with a wording that is there already."""

    ASKED: ClassVar[str] = "Statement; put words that are not in the text in [brackets]"

    def __init__(self, session: Session, *, claim: str, statement: str, wording: str) -> None:
        super().__init__(session, claim=claim, statement=statement)
        self._field = TextField(wording, id="statement", compact=True)
        self._untouched = self._field.text

    @property
    def wording(self) -> str:
        """The wording as it stands in the field."""
        return self._field.text

    @property
    def is_untouched(self) -> bool:
        """Whether it is still what the form began with."""
        return self._field.text == self._untouched

    def compose_fields(self) -> ComposeResult:
        """The wording."""
        yield label(self.ASKED)
        yield self._field

    def on_mount(self) -> None:
        """Begin at the end of the wording."""
        self._field.focus()
        self._field.move_cursor(self._field.document.end)

    def values(self) -> dict[str, str]:
        """The wording as typed; nothing while it is untouched."""
        return {"statement": "" if self.is_untouched else self.wording}

    def restore(self, values: dict[str, str]) -> None:
        """Put the wording back."""
        self._field.text = values["statement"]
