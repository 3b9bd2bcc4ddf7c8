"""Deciding at the desk: verdicts, second readers, agreement, and the desk as of a past day."""

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import LedgerReadOnly, WorkbenchError
from workbench.tui.keys.told import key
from workbench.tui.lanes.matching import Stopped
from workbench.tui.screens.desk.working import WorkingScreen
from workbench.tui.screens.forms.results import Done, Job, Result
from workbench.tui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.desk.deciding.agreement import Agreement
    from workbench.ledger.database import Ledger
    from workbench.tui.screens.sharing.project_form import Agreed


class DecidingScreen(WorkingScreen):
    """Where claims are decided."""

    # ---------------------------------------------------------------------- verdicts

    def action_claim_verdict(self) -> None:
        """Rate the claim."""
        from workbench.tui.screens.forms.ratings import ratings
        from workbench.tui.screens.verdicts.several_decided import VerdictOnSeveralScreen

        if self.cannot("claim.verdict"):
            return
        if len(self.rows.marks) > 1:
            options = ratings(self.session.scale)
            self.open_on_marked(lambda rows: VerdictOnSeveralScreen(self.session, rows, options))
        else:
            self._open_verdict(None)

    def action_claim_rate(self, number: int) -> None:
        """Rate the claim with a rating of the scale, by its number."""
        if self.cannot("claim.rate"):
            return
        steps = self.session.scale.ratings
        if number > len(steps):
            self.say(f"The scale {self.session.scale.name} has {len(steps)} ratings.", "warning")
        elif len(self.rows.marks) > 1:
            self.say(
                f"Several claims are marked: {key('claim.verdict')} gives them one verdict.",
                "warning",
            )
        else:
            self._open_verdict(steps[number - 1].name)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open_verdict(self, rating: str | None) -> None:
        from workbench.tui.screens.verdicts.opening import verdict_form

        row = self.rows.row_at_cursor()
        if row is None:
            return
        precedents = self.precedents_in_words(row.id)
        try:
            form = await verdict_form(self.session, row.id, rating=rating, precedents=precedents)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.push_form(form, row.number)

    # ---------------------------------------------------------------------- second readers

    def action_claim_look(self) -> None:
        """Show a verdict that waits for a second reader."""
        row = self.rows.row_at_cursor()
        if not self.cannot("claim.look") and row is not None:
            self.write(_look(row.id), row.number)

    def action_desk_agreement(self) -> None:
        """How far readers agree on what the list shows."""
        if not self.cannot("desk.agreement"):
            self._show_agreement(self.filter_bar.text.strip())

    @work(group="agreement", exclusive=True, exit_on_error=False)
    async def _show_agreement(self, query: str) -> None:
        from workbench.tui.screens.help.sheet import SheetScreen
        from workbench.tui.sheets.agreement import agreement_sheet

        def compute(ledger: "Ledger") -> "tuple[Agreement, ...]":
            from workbench.desk.deciding.agreement import agreement

            return agreement(ledger, query, self._go_on_reporting)

        self.say("Comparing what readers said…")
        try:
            found = await self.session.reporting.run(compute)
        except Stopped:
            return
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        self.say("")
        self.app.push_screen(SheetScreen("Agreement of readers", agreement_sheet(found, query)))

    def _go_on_reporting(self) -> None:
        if self.session.reporting.closing.is_set():
            raise Stopped

    # ---------------------------------------------------------------------- what is agreed

    def action_desk_project(self) -> None:
        """Show and change what is agreed for the project."""
        if not self.cannot("desk.project"):
            self._open_project()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open_project(self) -> None:
        from workbench.tui.screens.sharing.project_form import ProjectScreen

        try:
            agreed = await self.session.reading.run(_agreed)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.session.follow_rules()
                row = self.rows.row_at_cursor()
                self.done(replace(result, claim=row.id if row else ""))
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(ProjectScreen(self.session, agreed), closed)

    # ---------------------------------------------------------------------- past days

    def action_desk_past(self) -> None:
        """Ask for a day and show the desk as it was at its end."""
        from workbench.tui.screens.verdicts.past_day import PastDayScreen

        if self.cannot("desk.past"):
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self._open_past(result.said)

        self.app.push_screen(PastDayScreen(self.session), closed)

    @work(group="past", exclusive=True, exit_on_error=False)
    async def _open_past(self, day: str) -> None:
        from workbench.tui.screens.desk.past_desk import PastDeskScreen
        from workbench.tui.screens.verdicts.past_day import end_of

        self.say("Making the tables of that day…")
        stack = ExitStack()

        def make(ledger: "Ledger") -> "Callable[[], Ledger]":
            from workbench.ledger.as_of import past_of

            return stack.enter_context(past_of(ledger, end_of(day)))

        try:
            opens = await self.session.reporting.run(make)
            past = stack.enter_context(
                Session(self.session.path, reader=lambda _: opens(), writer=_nobody)
            )
        except WorkbenchError as error:
            stack.close()
            self.say(str(error), "bad")
            return
        self.say("")

        def closed(_: None) -> None:
            stack.close()

        self.app.push_screen(PastDeskScreen(past, self.errands, day), closed)


def _agreed(ledger: "Ledger") -> "Agreed":
    from workbench.desk.settings_of_project import known_scales, scale_in_use, settings
    from workbench.tui.screens.sharing.project_form import Agreed

    return Agreed(settings(ledger), scale_in_use(ledger), known_scales(ledger))


def _look(claim: str) -> Job:
    def look(ledger: "Ledger") -> Done:
        from workbench.desk.deciding.second_reader import look

        look(ledger, claim)
        return Done("Shown; the history keeps that you looked", claim)

    return look


def _nobody(_: "Path") -> "Ledger":
    raise LedgerReadOnly(
        f"This is a past day: nothing can be changed in it. {key('desk.back')} comes back."
    )
