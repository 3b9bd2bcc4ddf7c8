"""Asking for the day as of whose end the desk is to be shown."""

from collections.abc import Mapping
from datetime import date, datetime

from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.text import clean_line
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.fields import LineField


class PastDayScreen(FormScreen):
    """Which day. It closes with the day in ISO form."""

    NAME = "past-day"
    SAVE = "Show"

    def __init__(self, session: Session) -> None:
        super().__init__(session, claim="", statement="")
        self._day = LineField(placeholder="YYYY-MM-DD", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "The desk as of a day"

    def claim_sheet(self) -> SheetBuilder:
        """What it does."""
        return SheetBuilder().line(
            "List, claims and histories are shown as they stood at the end of that day. "
            f"Nothing can be changed there; {key('desk.back')} comes back.",
            Tone.MUTED,
        )

    def compose_fields(self) -> ComposeResult:
        """The day."""
        yield label("Day")
        yield self._day

    def on_mount(self) -> None:
        """Begin in the field."""
        self._day.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The day."""
        return {"day": self._day}

    def job(self) -> Job:
        """The day; nothing is written.

        Raises:
            UsageError: What was typed is no day, or has not come yet.
        """
        typed = self._day.value.strip()
        if not typed:
            raise UsageError("type a day, as 2023-06-05")
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise UsageError(f"{clean_line(typed, 40)} is no day; write it as 2023-06-05") from None
        if day > self.session.today():
            raise UsageError(f"{day} has not come yet")
        return lambda _: Done(day.isoformat(), "")

    def action_form_save(self) -> None:
        """Close with the day; a project that cannot be written has a past too."""
        try:
            self.job()
        except UsageError as error:
            self.say(str(error), wrong=True)
        else:
            self.forget_typed()
            self.dismiss(Done(self._day.value.strip(), ""))


def end_of(day: str) -> datetime:
    """The end of a day by the clock of this computer."""
    from workbench.desk.reporting.selection import end_of_day

    return end_of_day(date.fromisoformat(day))
