"""Importing what others have checked, from files at once and from addresses in the background."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.tui.keys.told import key
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.wishes import Errand, Kind, Stage, ToImport, Wanted
from workbench.tui.screens.desk.matching import MatchingScreen
from workbench.tui.screens.forms.results import Done, Result
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.tui.screens.pairs.importing import ImportScreen


class ImportingScreen(MatchingScreen):
    """Claims beside which reviews of others come up."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self._import_form: ImportScreen | None = None

    def action_desk_import(self) -> None:
        """Import fact-checks that others have published."""
        from workbench.tui.screens.pairs.importing import ImportScreen

        if self.cannot("desk.import"):
            return
        form = self._import_form = ImportScreen(self.session)

        def closed(result: Result) -> None:
            if isinstance(result, ToImport):
                self._fetch_import(result)
                return
            if isinstance(result, Done) and form.imported is not None:
                from workbench.tui.sheets.imported import imported_sheet

                row = self.rows.row_at_cursor()
                self.done(replace(result, claim=row.id if row else ""))
                self.show_sheet("Imported", imported_sheet(form.path, form.imported))
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(form, closed)

    def _fetch_import(self, wish: ToImport) -> None:
        from workbench.tui.screens.pairs.fetched_import import fetching, keep

        name = Wanted(address=wish.address).name
        self.errands.ask("", name, fetching(wish), keep, kind=Kind.IMPORT)
        self.say(f"Fetching {name} to import it; {key('desk.back')} twice cancels it")

    def errand_ended(self, errand: Errand) -> None:
        """Of an import that failed, the form keeps what was typed."""
        if errand.kind is Kind.IMPORT:
            if errand.stage is Stage.DONE:
                self.forget_findings()
                if self._import_form is not None:
                    self._import_form.forget_typed()
            else:
                again = f"; {key('desk.import')} opens the form again"
                errand.result, errand.said = None, errand.said.rstrip(".") + again
        super().errand_ended(errand)

    def show_result(self, errand: Errand) -> None:
        """Show what an import did, too."""
        if errand.kind is not Kind.IMPORT:
            super().show_result(errand)
        elif errand.result is not None and errand.result.imported is not None:
            from workbench.tui.sheets.imported import imported_sheet

            sheet = imported_sheet(errand.result.wish.address, errand.result.imported)
            self.show_sheet("Imported", sheet)
