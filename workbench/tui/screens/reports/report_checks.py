"""The forms for linting markup and for verifying a report; what they find is a sheet to read.

Neither changes anything, and both run beside the desk's lanes, so that nothing waits for them.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult

from workbench.errors import UsageError, WorkbenchError
from workbench.named_paths import plainly
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.terminal.pasting import file_named
from workbench.tui.widgets.fields import LineField


class CheckScreen(FormScreen):
    """A path or address; ``sheet`` tells what was found."""

    SAVE = "Check"
    ASKS = ""
    ABOUT = ""

    def __init__(self, session: Session) -> None:
        super().__init__(session, claim="", statement="")
        self._path = LineField(placeholder=self.ASKS, compact=True)
        self.sheet: Sheet | None = None

    @abstractmethod
    async def look(self, typed: str) -> Sheet:
        """Check what was named.

        Raises:
            WorkbenchError: It cannot be checked.
        """

    def claim_sheet(self) -> SheetBuilder:
        """What it is good for."""
        return SheetBuilder().line(self.ABOUT, Tone.MUTED)

    def compose_fields(self) -> ComposeResult:
        """The path."""
        yield label("File; Enter checks it")
        yield self._path

    def on_mount(self) -> None:
        """Begin with the path."""
        self._path.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The path or address."""
        return {"path": self._path}

    def job(self) -> Job:
        """Nothing is written, so there is none.

        Raises:
            UsageError: Always.
        """
        raise UsageError("nothing is to be saved here")

    def action_form_save(self) -> None:
        """Check, and close with what was found; on an error say it and stay."""
        typed = self._path.value.strip()
        if not typed:
            self.say("name a file to check", wrong=True)
            self._path.focus()
        else:
            self.say("Checking…")
            self._check(typed)

    @work(group="check", exclusive=True, exit_on_error=False)
    async def _check(self, typed: str) -> None:
        try:
            self.sheet = await self.look(typed)
        except (WorkbenchError, OSError) as error:
            self.say(str(plainly(error)), wrong=True)
        else:
            self.forget_typed()
            self.dismiss(Done("", ""))


class LintScreen(CheckScreen):
    """Lint a page, feed or file."""

    NAME = "lint"
    SAVE = "Lint"
    ASKS = "a page, JSON file or web address"
    ABOUT = (
        "Checks ClaimReview and MediaReview: JSON-LD, microdata and RDFa. Nothing is sent but the "
        "request for an address that you type, and nothing is kept."
    )

    def title_words(self) -> str:
        """The title."""
        return "Lint fact-check markup"

    async def look(self, typed: str) -> Sheet:
        """Lint it aside."""
        from workbench.desk.reporting.linting import lint, page_at, read_input
        from workbench.desk.sourcing.fetching import web
        from workbench.tui.sheets.report_checks import linted_sheet

        if typed.lower().startswith(("http://", "https://")):
            try:
                async with web() as online:
                    body, address, content_type = await page_at(typed, online)
            except UsageError as error:
                raise UsageError(str(error).replace("with --", "by workbench lint --")) from None
            linted = await asyncio.to_thread(
                lint, body, typed, address=address, content_type=content_type
            )
            return linted_sheet(linted)

        def read_and_lint() -> Sheet:
            return linted_sheet(lint(read_input(file_named(typed)), typed))

        return await asyncio.to_thread(read_and_lint)


class VerifyReportScreen(CheckScreen):
    """Compare a report with the database that is open."""

    NAME = "verify-report"
    SAVE = "Verify"
    ASKS = "a report: HTML, Markdown, JSON, CSV, ClaimReview, AVeriTeC"
    ABOUT = (
        "Compares every quotation, hash, verdict and figure of a report with the ledger, and says "
        "what was altered in it and what has changed since."
    )

    def title_words(self) -> str:
        """The title."""
        return "Verify a report"

    async def look(self, typed: str) -> Sheet:
        """Compare it aside, with the database opened once more to look at it."""
        from workbench.desk.opening import open_for_reading
        from workbench.desk.verifying.reading_reports import read_report
        from workbench.desk.verifying.verifying_reports import verify_report
        from workbench.tui.sheets.report_checks import verified_sheet

        def compare() -> Sheet:
            data = read_report(file_named(typed))
            with open_for_reading(self.session.path) as ledger:
                return verified_sheet(verify_report(ledger, data, typed))

        return await asyncio.to_thread(compare)
