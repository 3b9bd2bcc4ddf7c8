"""How each screen of the desk is reached by keys, in a project that has something for each."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from textual import events
from textual.screen import Screen

import workbench.tui
from tests.tui.busy_project import COLLEAGUE, SHARED
from tests.tui.desk_material import DeskPilot, desk, settled, until, worked
from workbench.tui.app import Desk
from workbench.tui.screens.claims.claim_forms import AddScreen, CorrectScreen, DismissScreen
from workbench.tui.screens.claims.offers import ProposeScreen, RereadScreen
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
from workbench.tui.screens.desk.desk import DeskScreen
from workbench.tui.screens.desk.past_desk import PastDeskScreen
from workbench.tui.screens.desk.too_small import TooSmallScreen
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.help.help import HelpScreen
from workbench.tui.screens.help.jump import JumpScreen
from workbench.tui.screens.help.progress import ProgressScreen
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.help.tour import TourScreen
from workbench.tui.screens.pairs.grouping import GroupScreen, ReasonScreen
from workbench.tui.screens.pairs.importing import ImportScreen
from workbench.tui.screens.pairs.linking import CarryScreen, UnlinkScreen
from workbench.tui.screens.pairs.pairs import PairsScreen
from workbench.tui.screens.reports.report import ReportScreen
from workbench.tui.screens.reports.report_checks import LintScreen, VerifyReportScreen
from workbench.tui.screens.sharing.conflicts import ConflictsScreen
from workbench.tui.screens.sharing.keyring import KeyringScreen
from workbench.tui.screens.sharing.mending import MendingScreen
from workbench.tui.screens.sharing.merge import MergeFormScreen, MergeScreen
from workbench.tui.screens.sharing.project_form import ProjectScreen
from workbench.tui.screens.sharing.redacting import RedactScreen
from workbench.tui.screens.sharing.redactions import RedactionsScreen
from workbench.tui.screens.sharing.restoring import RestoreScreen
from workbench.tui.screens.sharing.safekeeping import (
    BackupFormScreen,
    BackupScreen,
    InspectFormScreen,
    InspectScreen,
    VerifyScreen,
)
from workbench.tui.screens.sharing.sync import SyncFormScreen, SyncScreen
from workbench.tui.screens.sources.attach import AttachScreen
from workbench.tui.screens.sources.cite import CiteScreen
from workbench.tui.screens.sources.record import RecordScreen
from workbench.tui.screens.sources.source_acts import SourceScreen
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

COPY = "copy.db"
AnyScreen = Screen[Any]
Ready = Callable[[Any], object]


@dataclass(frozen=True)
class Step:
    """Keys, the screen that they lead to, and when that one has all it shows."""

    keys: tuple[str, ...]
    screen: type[AnyScreen]
    ready: Ready = bool


@dataclass(frozen=True)
class Way:
    """From the list to a screen; what is pasted comes last."""

    name: str
    steps: tuple[Step, ...]
    paste: str = ""
    size: tuple[int, int] | None = None

    @property
    def screen(self) -> type[AnyScreen]:
        """Where it leads to."""
        return self.steps[-1].screen


def to(name: str, screen: type[AnyScreen], *keys: str, ready: Ready = bool) -> Way:
    """A way of one step."""
    return Way(name, (Step(keys, screen, ready),))


def further(way: Way, name: str, screen: type[AnyScreen], *keys: str, ready: Ready = bool) -> Way:
    """A way that goes on from another."""
    return Way(name, (*way.steps, Step(keys, screen, ready)))


SOURCE = to("source", SourceScreen, "S", ready=lambda screen: screen.loaded)
QUOTE = Step(("right_square_bracket",) * 2, SourceScreen, lambda screen: screen.quote_here)
PAIRS = to("pairs", PairsScreen, "p", ready=lambda screen: screen.idle and not screen.searching)
CONFLICTS = to("conflicts", ConflictsScreen, "X", ready=lambda screen: screen.idle)

WAYS: tuple[Way, ...] = (
    to("desk", DeskScreen),
    to("article", DeskScreen, "o"),
    to("claim", DeskScreen, "enter"),
    to("marked", DeskScreen, "space", "space"),
    to("filter", DeskScreen, "slash", "i", "s", "colon"),
    to("finding", DeskScreen, "b", ready=lambda screen: screen.facets_shown),
    to("selecting", DeskScreen, "a"),
    Way("add", (Step(("a",), DeskScreen), Step(("s", "enter"), AddScreen))),
    to("verdict", VerdictScreen, "v"),
    to("verdict by number", VerdictScreen, "2"),
    to("verdict again", VerdictScreen, "j", "v"),
    to("several decided", VerdictOnSeveralScreen, "space", "space", "v"),
    to("several dismissed", DismissSeveralScreen, "space", "space", "d"),
    to("dismiss", DismissScreen, "d"),
    to("correct", CorrectScreen, "e"),
    to("cite", CiteScreen, "c"),
    to("attach", AttachScreen, "t"),
    to("read", ReadScreen, "less_than_sign"),
    to("record", RecordScreen, "r"),
    to("withdraw", WithdrawScreen, "x"),
    to("note", NoteScreen, "N"),
    to("place", PlaceScreen, "w"),
    to("tag", TagScreen, "number_sign"),
    to("tag several", TagScreen, "space", "space", "number_sign"),
    to("priority", PriorityScreen, "exclamation_mark"),
    to("assign", AssignScreen, "at"),
    to("comment", CommentScreen, "n"),
    to("ask", AskScreen, "i"),
    to("answer", AnswerScreen, "y"),
    to("split", SplitScreen, "E"),
    to("join", JoinScreen, "space", "space", "ampersand"),
    to("view", ViewScreen, "W"),
    to("copy", CopyScreen, "quotation_mark"),
    to("history", SheetScreen, "h"),
    to("agreement", SheetScreen, "A"),
    to("figures", SheetScreen, *"jjjj", "F"),
    to("progress", ProgressScreen, "percent_sign", ready=lambda screen: screen.counted),
    to("past day", PastDayScreen, "T"),
    Way(
        "past desk",
        (Step(("T",), PastDayScreen), Step(("enter",), PastDeskScreen, lambda s: s.listed)),
        paste="2023-06-02",
    ),
    SOURCE,
    further(SOURCE, "quoted passage", SourceScreen, *QUOTE.keys, ready=QUOTE.ready),
    further(SOURCE, "choosing words", SourceScreen, "a"),
    Way("quote", (*SOURCE.steps, QUOTE, Step(("e",), QuoteScreen))),
    Way(
        "quote words",
        (*SOURCE.steps, Step(("a",), SourceScreen), Step(("s", "enter"), QuoteScreen)),
    ),
    further(SOURCE, "verdict on a source", VerdictScreen, "v"),
    further(SOURCE, "metadata", CorrectMetadataScreen, "M"),
    further(SOURCE, "encoding", EncodingScreen, "E"),
    further(SOURCE, "capture", SheetScreen, "i"),
    further(SOURCE, "question", QuestionScreen, "T"),
    PAIRS,
    further(PAIRS, "reason", ReasonScreen, "w"),
    to("matches", PairsScreen, "m", ready=PAIRS.steps[0].ready),
    to("group", GroupScreen, *"jjjj", "U"),
    to("unlink", UnlinkScreen, *"jjjj", "l"),
    to("carry", CarryScreen, *"jjjj", "C"),
    to("import", ImportScreen, "I"),
    to("merge form", MergeFormScreen, "M"),
    Way(
        "merge",
        (
            Step(("M",), MergeFormScreen),
            Step(("ctrl+s",), MergeScreen, lambda screen: screen.idle and screen.report),
        ),
        paste=COLLEAGUE,
    ),
    CONFLICTS,
    further(CONFLICTS, "adjudicate", AdjudicateScreen, "1"),
    to("redact", RedactScreen, "f12"),
    to("project", ProjectScreen, "equals_sign"),
    to("sync form", SyncFormScreen, "B"),
    Way(
        "sync",
        (Step(("B",), SyncFormScreen), Step(("ctrl+s",), SyncScreen, lambda s: s.idle)),
        paste=SHARED,
    ),
    to("verify", VerifyScreen, "f4", ready=lambda screen: screen.idle and screen.found),
    to("backup form", BackupFormScreen, "f6"),
    Way(
        "backup",
        (Step(("f6",), BackupFormScreen), Step(("ctrl+s",), BackupScreen, lambda s: s.copied)),
        paste=COPY,
    ),
    to("restore", RestoreScreen, "f7"),
    to("inspect form", InspectFormScreen, "f9"),
    Way(
        "inspect",
        (Step(("f9",), InspectFormScreen), Step(("ctrl+s",), InspectScreen, lambda s: s.found)),
        paste=COLLEAGUE,
    ),
    to("redactions", RedactionsScreen, "z"),
    to("keyring", KeyringScreen, "Q"),
    to("reread", RereadScreen, "greater_than_sign", ready=lambda screen: screen.found),
    to("propose", ProposeScreen, "ctrl+g"),
    to("report", ReportScreen, "P"),
    to("lint", LintScreen, "Z"),
    to("verify report", VerifyReportScreen, "Y"),
    to("help", HelpScreen, "question_mark"),
    to("jump", JumpScreen, "semicolon"),
    to("tour", TourScreen, "f3"),
    Way("too small", (Step((), TooSmallScreen),), size=(50, 15)),
)


def screens_of_the_desk() -> set[type[AnyScreen]]:
    """Every screen that the desk can show: those that nothing is derived from, and a few more."""
    for module in pkgutil.walk_packages(workbench.tui.__path__, "workbench.tui."):
        importlib.import_module(module.name)
    own = {one for one in _derived(Screen) if one.__module__.startswith("workbench.")}
    own.discard(MendingScreen)  # of an application of its own: the desk cannot be opened there
    return {one for one in own if not one.__subclasses__()} | {
        DeskScreen,
        SheetScreen,
        VerdictScreen,
    }


def _derived(kind: type[AnyScreen]) -> Iterator[type[AnyScreen]]:
    for one in kind.__subclasses__():
        yield one
        yield from _derived(one)


async def go(pilot: DeskPilot, way: Way, folder: Path) -> AnyScreen:
    """Go from the list to the screen, and wait until it shows all it has."""
    if way.size is not None:
        await pilot.resize_terminal(*way.size)
    for place, step in enumerate(way.steps):
        if place and place == len(way.steps) - 1 and way.paste:
            pasted = way.paste if way.paste[0].isdigit() else str(folder / way.paste)
            pilot.app.screen.post_message(events.Paste(_pasted(pasted)))
            await pilot.pause()
        await pilot.press(*step.keys)
        await until(pilot, partial(_shown, pilot, step), f"{way.name}: {step.screen}")
    await quiet(pilot)
    return pilot.app.screen


def _pasted(text: str) -> str:
    return f"{text}/claims.db" if text.endswith(COLLEAGUE) else text


def _shown(pilot: DeskPilot, step: Step) -> bool:
    screen = pilot.app.screen
    return type(screen) is step.screen and screen.is_mounted and bool(step.ready(screen))


async def quiet(pilot: DeskPilot) -> None:
    """Wait until nothing is read any more."""
    await worked(pilot)
    await pilot.pause()


async def back(pilot: DeskPilot, size: tuple[int, int]) -> None:
    """Go back to the first claim of the list, with nothing marked and nothing said."""
    if pilot.app.size != size:
        await pilot.resize_terminal(*size)
    for _ in range(8):
        screen = desk(pilot)
        if pilot.app.screen is screen and screen.focused is screen.rows and _plain(screen):
            break
        await pilot.press("escape")
        await quiet(pilot)
    await pilot.press("g", "minus")
    await settled(pilot)
    desk(pilot).say("")
    await pilot.pause()


def _plain(screen: DeskScreen) -> bool:
    return not screen.filter_bar.text and not screen.article.selecting


def begin(pilot: DeskPilot) -> Awaitable[None]:
    """Wait until the desk shows its first claim."""
    assert isinstance(pilot.app, Desk)
    return settled(pilot)
