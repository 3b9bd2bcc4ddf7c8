"""The attaching form: what is to become a source of a claim."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult

from workbench.model import Claim
from workbench.text import counted
from workbench.tui.lanes.wishes import ToAttach, Wanted
from workbench.tui.screens.sources.bringing import SOURCES, TEXT, BringScreen
from workbench.tui.session import Session
from workbench.tui.widgets.choice import Option
from workbench.tui.widgets.fields import LineField


class AttachScreen(BringScreen):
    """What is to be attached to the claim."""

    NAME: ClassVar[str] = "attach"
    SAVE: ClassVar[str] = "Attach"
    FIELD = "Web addresses or files, one a line, or a text; Enter attaches addresses"
    KINDS = (
        Option(SOURCES, "addresses or files", "fetch each address, read each file; one a line"),
        Option(TEXT, "this text itself", "keep the words as they are, as a source"),
    )

    def __init__(self, session: Session, claim: Claim, pasted: str = "") -> None:
        super().__init__(session, pasted, claim=claim.id, statement=claim.statement)
        self._title = LineField(placeholder="what to call the text", id="text-title", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Attach a source"

    def further_fields(self) -> ComposeResult:
        """What to call a text."""
        yield self._title

    def values(self) -> dict[str, str]:
        """What was typed."""
        return super().values() | {"title": self._title.value}

    def restore(self, values: dict[str, str]) -> None:
        """Put back the title too."""
        super().restore(values)
        if not self._pasted:
            self._title.value = values.get("title", "")

    def explain(self) -> None:
        """Ask for a title only of a text."""
        self._title.display = self.as_text
        super().explain()

    def nothing_typed(self) -> str:
        """How it goes on."""
        return "Fetching goes on in the background; what fails is kept with its reason."

    def text_means(self, text: str) -> str:
        """It becomes a source."""
        return f"A text of {counted(len(text.split()), 'word')} will be kept as a source."

    def most_bytes(self) -> int:
        """As much as is kept of a source."""
        from workbench.desk.sourcing.files import MAX_BYTES

        return MAX_BYTES

    def wish(self, wanted: tuple[Wanted, ...]) -> ToAttach:
        """What is to be attached."""
        titled = tuple(replace(one, title=self._title.value) if one.text else one for one in wanted)
        return ToAttach(self.claim, titled, self.private)
