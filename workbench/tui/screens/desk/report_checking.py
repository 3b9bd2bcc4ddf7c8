"""The desk's way to linting markup and to verifying a report."""

from typing import TYPE_CHECKING

from workbench.tui.screens.desk.importing import ImportingScreen
from workbench.tui.screens.forms.results import Done, Result

if TYPE_CHECKING:
    from workbench.tui.screens.reports.report_checks import CheckScreen


class ReportChecksScreen(ImportingScreen):
    """The desk's way to both."""

    def action_desk_lint(self) -> None:
        """Lint the markup of a page, feed or file."""
        from workbench.tui.screens.reports.report_checks import LintScreen

        self._open_check(LintScreen(self.session), "Linted")

    def action_desk_verify_report(self) -> None:
        """Compare a report with the database."""
        from workbench.tui.screens.reports.report_checks import VerifyReportScreen

        self._open_check(VerifyReportScreen(self.session), "Report and ledger")

    def _open_check(self, form: "CheckScreen", title: str) -> None:
        def closed(result: Result) -> None:
            if isinstance(result, Done) and form.sheet is not None:
                self.show_sheet(title, form.sheet)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(form, closed)
