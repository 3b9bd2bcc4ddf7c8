"""The form for reading texts into claims: articles by their addresses, files, or pasted words."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.text import clean_line, counted
from workbench.tui.lanes.wishes import ToRead, Wanted
from workbench.tui.screens.forms.form import label
from workbench.tui.screens.sources.bringing import SOURCES, TEXT, BringScreen
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import Option
from workbench.tui.widgets.fields import LineField


class ReadScreen(BringScreen):
    """What is to be read, and its date where it does not say it itself."""

    NAME: ClassVar[str] = "read"
    SAVE: ClassVar[str] = "Read"
    FIELD = "Web addresses or files, one a line, or the text itself; Enter reads addresses"
    KINDS = (
        Option(SOURCES, "addresses or files", "fetch each address, read each file; one a line"),
        Option(TEXT, "this text itself", "the words that were pasted are the article"),
    )

    def __init__(self, session: Session, pasted: str = "") -> None:
        super().__init__(session, pasted, claim="", statement="")
        self._date = LineField(placeholder="2023-06-05", id="document-date", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Read a text into claims"

    def claim_sheet(self) -> SheetBuilder:
        """What comes of it."""
        return SheetBuilder().line(
            "Each text is read by this program alone and becomes a list of claims, each pointing "
            "at its words. A text that is here already stays as it is.",
            Tone.MUTED,
        )

    def further_fields(self) -> ComposeResult:
        """The date."""
        yield label("Date of the text, if it does not say its own")
        yield self._date

    def values(self) -> dict[str, str]:
        """What was typed."""
        return super().values() | {"date": self._date.value}

    def restore(self, values: dict[str, str]) -> None:
        """Put back the date too."""
        super().restore(values)
        if not self._pasted:
            self._date.value = values.get("date", "")

    def nothing_typed(self) -> str:
        """How it goes on."""
        return "Reading goes on in the background; the list then goes to the claims."

    def text_means(self, text: str) -> str:
        """It is read."""
        return f"A text of {counted(len(text.split()), 'word')} will be read into claims."

    def most_bytes(self) -> int:
        """As much as is kept of a document."""
        from workbench.sourcing.files import MAX_BYTES

        return MAX_BYTES

    def wish(self, wanted: tuple[Wanted, ...]) -> ToRead:
        """What is to be read.

        Raises:
            UsageError: The date is none.
        """
        return ToRead(wanted, self.private, self._day())

    def _day(self) -> date | None:
        typed = self._date.value.strip()
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self._date.focus()
            raise UsageError(
                f"{clean_line(typed, 40)} is no date; write it as 2023-06-05"
            ) from None
