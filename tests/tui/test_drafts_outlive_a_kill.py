"""What is typed into a form outlives a kill of the process in mid-edit, whatever the form."""

import os
import shutil
import signal
import time
from dataclasses import dataclass
from inspect import getsource
from pathlib import Path

import pytest

from tests.tui.every_screen import screens_of_the_desk
from tests.tui.terminal import PATIENCE_SECONDS, Terminal, terminal
from workbench.tui.screens.claims.claim_forms import AddScreen, CorrectScreen, DismissScreen
from workbench.tui.screens.claims.read_form import ReadScreen
from workbench.tui.screens.claims.split_forms import JoinScreen, SplitScreen
from workbench.tui.screens.claims.talk_forms import AnswerScreen, AskScreen, CommentScreen
from workbench.tui.screens.claims.view_form import ViewScreen
from workbench.tui.screens.claims.work_forms import (
    AssignScreen,
    PlaceScreen,
    PriorityScreen,
    TagScreen,
)
from workbench.tui.screens.desk.copying import CopyScreen
from workbench.tui.screens.forms.form import FormScreen
from workbench.tui.screens.pairs.grouping import GroupScreen, ReasonScreen
from workbench.tui.screens.pairs.importing import ImportScreen
from workbench.tui.screens.pairs.linking import CarryScreen, UnlinkScreen
from workbench.tui.screens.reports.report import ReportScreen
from workbench.tui.screens.reports.report_checks import (
    LintScreen,
    VerifyReportScreen,
)
from workbench.tui.screens.sharing.keyring import KeyringScreen
from workbench.tui.screens.sharing.merge import MergeFormScreen
from workbench.tui.screens.sharing.project_form import ProjectScreen
from workbench.tui.screens.sharing.redacting import RedactScreen
from workbench.tui.screens.sharing.redactions import RedactionsScreen
from workbench.tui.screens.sharing.restoring import RestoreScreen
from workbench.tui.screens.sharing.safekeeping import BackupFormScreen, InspectFormScreen
from workbench.tui.screens.sharing.sync import SyncFormScreen
from workbench.tui.screens.sources.attach import AttachScreen
from workbench.tui.screens.sources.cite import CiteScreen
from workbench.tui.screens.sources.record import RecordScreen
from workbench.tui.screens.sources.source_forms import (
    CorrectMetadataScreen,
    EncodingScreen,
    QuoteScreen,
)
from workbench.tui.screens.verdicts.adjudicating import AdjudicateScreen
from workbench.tui.screens.verdicts.past_day import PastDayScreen
from workbench.tui.screens.verdicts.several_decided import (
    DismissSeveralScreen,
    VerdictOnSeveralScreen,
)
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.screens.verdicts.withdraw import NoteScreen, WithdrawScreen

TYPED = "Zwischenfall"
TAB = "\t"
LISTED = "5 unrated"
SIZE = (120, 56)


@dataclass(frozen=True)
class Form:
    """A form: the keys that open it, each with the words that tell it has come; then its field.

    Keys are typed one by one; one that begins with an escape is a single key of the terminal.
    """

    screen: type[FormScreen]
    way: tuple[tuple[str, str], ...]
    to_the_field: str = ""
    name: str = ""

    @property
    def called(self) -> str:
        """Its name among the tests."""
        return self.name or self.screen.__name__


SOURCE = ("S", "Source 1 of")
F12 = "\x1b[24~"
F6, F7, F9 = "\x1b[17~", "\x1b[18~", "\x1b[20~"
FORMS = (
    Form(VerdictScreen, (("v", "Because"),), "2"),
    Form(VerdictScreen, (("jjj", "4 of 9"), ("v", "Because")), "1", "a second reader's"),
    Form(VerdictScreen, (("j", "2 of 9"), ("v", "Correction")), "3", "once more"),
    Form(VerdictScreen, (SOURCE, ("v", "Because")), "1", "on a source"),
    Form(AdjudicateScreen, (("X", "1 of 1"), ("1", "in the place of all"))),
    Form(VerdictOnSeveralScreen, (("  v", "One verdict on several"),), "1"),
    Form(DismissSeveralScreen, (("  d", "no claims to check"),)),
    Form(DismissScreen, (("d", "no claim to check"),)),
    Form(CorrectScreen, (("e", "Correct the statement"),)),
    Form(AddScreen, (("a", "press Space"), ("s", "characters"), ("\r", "Add a claim"))),
    Form(SplitScreen, (("E", "Split the claim"),)),
    Form(JoinScreen, (("  &", "Join the marked"),)),
    Form(CommentScreen, (("n", "Everybody who has the file"),)),
    Form(AskScreen, (("i", "Ask a question"),)),
    Form(AnswerScreen, (("y", "Answer a question"),), TAB),
    Form(NoteScreen, (("N", "Private note"),)),
    Form(PlaceScreen, (("w", "Who, when, where"),)),
    Form(TagScreen, (("#", "Tag"),)),
    Form(CiteScreen, (("c", "Cite a source"),), TAB),
    Form(ReadScreen, (("<", "Read a text into claims"),)),
    Form(AttachScreen, (("t", "Attach a source"),)),
    Form(RecordScreen, (("r", "Record what was said"),), TAB),
    Form(ViewScreen, (("W", "Save the query as a view"),)),
    Form(
        QuoteScreen,
        (SOURCE, ("a", "press Space"), ("s", "chosen"), ("\r", "Quote with remarks")),
        TAB,
    ),
    Form(QuoteScreen, (SOURCE, ("]]", "passage"), ("e", "Change the quote")), TAB, "changed"),
    Form(CorrectMetadataScreen, (SOURCE, ("M", "Correct what the page")), TAB),
    Form(EncodingScreen, (SOURCE, ("E", "Read with another encoding"))),
    Form(ReasonScreen, (("p", "First claim"), ("w", "Decide with a reason")), TAB),
    Form(GroupScreen, (("jjjj", "looks like"), ("U", "Join or split a group")), TAB * 2),
    Form(ProjectScreen, (("=", "agreed for the project"),), TAB * 2),
    Form(PastDayScreen, (("T", "The desk as of a day"),)),
    Form(ImportScreen, (("I", "Import published fact-checks"),)),
    Form(MergeFormScreen, (("M", "Merge another copy"),)),
    Form(SyncFormScreen, (("B", "Sync with a folder"),)),
    Form(ReportScreen, (("P", "Write a report"),), TAB * 3),
    Form(LintScreen, (("Z", "Lint fact-check markup"),)),
    Form(VerifyReportScreen, (("Y", "Verify a report"),)),
    Form(RedactScreen, ((F12, "there is no undo"),)),
    Form(BackupFormScreen, ((F6, "Back up to a file"),)),
    Form(RestoreScreen, ((F7, "Restore a backup"),), TAB),
    Form(InspectFormScreen, ((F9, "Look into another copy"),)),
)
NOTHING_IS_TYPED = frozenset(
    (
        AssignScreen,
        CarryScreen,
        CopyScreen,
        KeyringScreen,
        PriorityScreen,
        UnlinkScreen,
        WithdrawScreen,
    )
)
"""Forms of choices alone; most of them save with the choice."""
A_WORD_CONFIRMS = frozenset((RedactionsScreen,))
"""Forms in which only the word that confirms is typed, anew each time."""


def test_no_form_in_which_something_is_typed_is_forgotten_here() -> None:
    every = {screen for screen in screens_of_the_desk() if issubclass(screen, FormScreen)}
    assert every - NOTHING_IS_TYPED - A_WORD_CONFIRMS == {form.screen for form in FORMS}
    for form in NOTHING_IS_TYPED:
        assert "LineField" not in getsource(form)
        assert "TextField" not in getsource(form)


def opened(held: Terminal, form: Form) -> None:
    """Go to the form by its keys."""
    held.wait_for(LISTED)
    held.quiet(0.3)
    for keys, words in form.way:
        before = len(held.written)
        for key in (keys,) if keys.startswith("\x1b") else keys:
            held.press(key.encode())
            held.quiet(0.3)
        held.wait_for(words, since=before)
        held.quiet(0.3)


def kept(home: Path) -> bool:
    """Whether a draft on the disk has what was typed."""
    drafts = (home / "state" / "drafts").rglob("*.json")
    return any(TYPED in path.read_text("utf-8") for path in drafts)


def typed_and_killed(held: Terminal, form: Form, home: Path) -> None:
    for key in form.to_the_field + TYPED:
        held.press(key.encode())
        if key in form.to_the_field:
            held.quiet(0.3)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not kept(home):
        held.read(0.05)
        assert time.monotonic() < deadline, "it was never kept"
    os.kill(held.pid, signal.SIGKILL)
    assert held.wait_for_end() == -signal.SIGKILL


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, marks=() if form.screen is CommentScreen else pytest.mark.long)
        for form in FORMS
    ],
    ids=lambda form: form.called,
)
def test_a_form_has_again_what_was_typed_before_a_kill(
    busy: Path, tmp_path: Path, form: Form
) -> None:
    shutil.copytree(busy, tmp_path / "busy")
    database, home = tmp_path / "busy" / "claims.db", tmp_path / "busy" / "Ana"
    with terminal(database, home, SIZE) as held:
        opened(held, form)
        typed_and_killed(held, form, home)
    with terminal(database, home, SIZE) as again:
        opened(again, form)
        again.wait_for(TYPED)
