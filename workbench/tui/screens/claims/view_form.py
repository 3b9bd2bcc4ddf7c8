"""A short form that gives the present query a name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from workbench.finding import parse_query
from workbench.model import ClaimOrder
from workbench.text import clean_line
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class ViewScreen(FormScreen):
    """Save the query as a view that everybody finds under its name."""

    NAME = "view"

    def __init__(self, session: Session, query: str, order: ClaimOrder) -> None:
        super().__init__(session, claim="", statement=query)
        self._asked = query
        self._listed_by = order
        self._title_field = LineField(placeholder="such as: my open numbers", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Save the query as a view"

    def claim_sheet(self) -> SheetBuilder:
        """What is saved."""
        sheet = SheetBuilder().line(self._asked or "(every claim)", Tone.STRONG)
        if self._listed_by is ClaimOrder.WORTH:
            sheet.line("by worth", Tone.MUTED)
        return sheet

    def compose_fields(self) -> ComposeResult:
        """The name."""
        yield label("Name; a view of the same name is replaced")
        yield self._title_field

    def on_mount(self) -> None:
        """Begin in the field."""
        self._title_field.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The name."""
        return {"name": self._title_field}

    def job(self) -> Job:
        """Save it."""
        name, query = self._title_field.value, self._asked
        parse_query(query)
        order = self._listed_by.value if self._listed_by is not ClaimOrder.TEXT else None

        def save(ledger: "Ledger") -> Done:
            from workbench.desk.finding.views import save_view

            view = save_view(ledger, name, query, order)
            return Done(
                f"Saved the view {clean_line(view.name, 60)}; {key('desk.undo')} takes it back", ""
            )

        return save
