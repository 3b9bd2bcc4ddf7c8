"""One table of actions feeds bindings, palette, help and documentation."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.command import DiscoveryHit
from textual.dom import DOMNode
from textual.screen import Screen

from tests.tui.desk_material import DeskPilot, Project, desk, settled, sitting, until
from workbench.tui.actions.action import Action, Task, Undo, Where, key_name, key_names
from workbench.tui.actions.palette import ActionProvider
from workbench.tui.actions.table import ACTIONS, actions_in
from workbench.tui.actions.tasks import task_of
from workbench.tui.app import Desk
from workbench.tui.keys.bindings import action_of
from workbench.tui.keys.keymap import SHIPPED
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.source_reading import SourceWish
from workbench.tui.screens.desk.desk import DeskScreen
from workbench.tui.screens.forms.form import FormScreen
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.help.help import HelpScreen
from workbench.tui.screens.help.jump import JumpScreen
from workbench.tui.screens.help.progress import ProgressScreen
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.help.tour import TourScreen
from workbench.tui.screens.pairs.pairs import PairsScreen
from workbench.tui.screens.sharing.conflicts import ConflictsScreen
from workbench.tui.screens.sharing.mending import MendingScreen
from workbench.tui.screens.sharing.merge import MergeScreen
from workbench.tui.screens.sharing.safekeeping import VerifyScreen
from workbench.tui.screens.sharing.sync import SyncScreen
from workbench.tui.screens.sharing.work import WorkScreen
from workbench.tui.screens.sources.cite import CiteScreen
from workbench.tui.screens.sources.source_acts import SourceScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.sheets.help import help_sheet, keys_as_markdown
from workbench.tui.widgets.article_pane import ArticlePane
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.claim_list import ClaimRows
from workbench.tui.widgets.filter_bar import FilterBar
from workbench.tui.widgets.finding_panel import FindingPanel
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.selecting_pane import SelectingPane
from workbench.tui.widgets.source_pane import SourcePane

OPENED: dict[str, type[Screen[Any]]] = {
    "v": VerdictScreen,
    "c": CiteScreen,
    "question_mark": HelpScreen,
    "h": SheetScreen,
    "percent_sign": ProgressScreen,
    "semicolon": JumpScreen,
    "f3": TourScreen,
}
OWNERS: dict[Where, type[DOMNode]] = {
    Where.LIST: ClaimRows,
    Where.READING: ReadingPane,
    Where.SELECTING: SelectingPane,
    Where.ADDING: ArticlePane,
    Where.SOURCE: SourceScreen,
    Where.QUOTING: SourcePane,
    Where.PAIRS: PairsScreen,
    Where.MERGE: MergeScreen,
    Where.SYNC: SyncScreen,
    Where.LONG_WORK: WorkScreen,
    Where.MENDING: MendingScreen,
    Where.CONFLICTS: ConflictsScreen,
    Where.QUESTION: QuestionScreen,
    Where.FILTER: FilterBar,
    Where.FINDING: FindingPanel,
    Where.DESK: DeskScreen,
    Where.CHOICE: Choice,
    Where.VERDICT: VerdictScreen,
    Where.FORM: FormScreen,
    Where.SHEET: SheetScreen,
    Where.HELP: HelpScreen,
    Where.PROGRESS: ProgressScreen,
    Where.JUMP: JumpScreen,
    Where.TOUR: TourScreen,
    Where.EVERYWHERE: Desk,
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_bound_where_the_table_says(action: Action) -> None:
    owner = OWNERS[action.where]
    bound = {
        key: binding.action.partition("(")[0]
        for key, bindings in owner._merge_bindings().key_to_bindings.items()
        for binding in bindings
        if action_of(binding) == action.id
    }
    assert set(bound) == set(action.keys)
    assert set(bound.values()) == {action.method}
    assert callable(getattr(owner, f"action_{action.method}"))


@pytest.mark.parametrize("where", Where)
def test_no_key_means_two_things_in_one_place(where: Where) -> None:
    keys = [key for action in actions_in(where) for key in action.keys]
    assert len(keys) == len(set(keys))


def test_ids_are_unique_and_every_action_says_what_undo_does_about_it() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    for action in ACTIONS:
        assert action.title
        assert action.help.endswith(".")
        assert isinstance(action.undo, Undo)


def test_what_undo_takes_back_is_not_offered_where_nothing_can_be_written() -> None:
    for action in ACTIONS:
        assert action.writes or action.undo not in (Undo.UNDONE, Undo.ITSELF, Undo.AGAIN), action.id


def test_every_action_is_in_the_help_with_its_keys() -> None:
    shown = help_sheet(tuple(Where), lambda action: "").sheet.text
    for action in ACTIONS:
        assert action.title in shown
        assert key_names(action) in shown
        assert action.help in " ".join(shown.split())


def test_the_help_puts_what_cannot_be_done_now_last_with_the_reason() -> None:
    help_now = help_sheet(
        (Where.DESK,), lambda action: "Read-only." if action.id == "claim.verdict" else ""
    )
    possible, impossible = help_now.sheet.text.split("Not possible now")
    assert "Give a verdict" not in possible
    assert "Give a verdict  Read-only." in impossible
    assert "Attach a source" in possible
    assert all(action.id != "claim.verdict" for _, _, action in help_now.entries)


def test_the_help_is_narrowed_by_words_and_by_a_key() -> None:
    def titles(typed: str) -> list[str]:
        narrowed = help_sheet((Where.DESK,), lambda action: "", SHIPPED, typed)
        return [action.title for _, _, action in narrowed.entries]

    assert titles("saved view next") == ["Next saved view"]
    assert titles("V") == ["Next saved view"]
    assert "Give a verdict" in titles("decide")
    assert titles("no such thing") == []


def test_the_help_groups_what_is_done_at_the_desk_by_task() -> None:
    assert {task_of(action) for action in actions_in(Where.DESK)} == set(Task)
    shown = help_sheet((Where.DESK,), lambda action: "").sheet.text.splitlines()
    assert [line for line in shown if line in list(Task)] == list(Task)


async def test_typing_in_the_help_and_enter_does_what_was_found(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("question_mark", "c", "i", "t", "e", "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, CiteScreen))


async def test_a_click_in_the_help_does_what_it_tells_of(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("question_mark", "c", "i", "t", "e")
            await pilot.pause()
            screen = pilot.app.screen
            assert isinstance(screen, HelpScreen)
            lines = screen.shown.sheet.text.splitlines()
            row = next(row for row, line in enumerate(lines) if "Cite a page" in line)
            await pilot.click("#sheet", offset=(4, row))
            await until(pilot, lambda: isinstance(pilot.app.screen, CiteScreen))


async def test_the_palette_has_every_action_of_the_desk_and_of_its_forms(project: Project) -> None:
    offered: set[str] = set()
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            offered |= await palette_of(pilot.app.screen)
            for key, form in OPENED.items():
                await pilot.press(key)
                await until(pilot, partial(is_open, pilot, form))
                offered |= await palette_of(pilot.app.screen)
                await pilot.press("escape")
                await until(pilot, lambda: pilot.app.screen is desk(pilot))
            errands = Errands(session, lambda errand: None)
            offered |= await palette_of(SourceScreen(session, errands, SourceWish("a claim")))
            offered |= await palette_of(QuestionScreen("Really?", "Yes or no."))
            offered |= await palette_of(PairsScreen(session))
            offered |= await palette_of(ConflictsScreen(session))
            offered |= await palette_of(MergeScreen(session, ["no.db"]))
            offered |= await palette_of(SyncScreen(session, Path("no folder")))
            offered |= await palette_of(VerifyScreen(session))
            offered |= await palette_of(MendingScreen(project.path, "damaged"))
    assert offered == {action.title for action in ACTIONS if not action.numbered}


def is_open(pilot: DeskPilot, form: type[Screen[Any]]) -> bool:
    return isinstance(pilot.app.screen, form)


async def palette_of(screen: Screen[Any]) -> set[str]:
    hits = [hit async for hit in ActionProvider(screen).discover()]
    names = [str(hit.display) for hit in hits if isinstance(hit, DiscoveryHit)]
    assert len(names) == len(set(names)), "two entries cannot be told from each other"
    return {name.partition(" (")[0] for name in names}


async def test_the_palette_runs_what_was_chosen(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("ctrl+p")
            await pilot.pause()
            for character in "next claim":
                await pilot.press({" ": "space"}.get(character, character))
            await pilot.pause()
            await pilot.press("down", "enter")
            await until(pilot, lambda: desk(pilot).rows.cursor == 1, "the action ran")


async def test_the_key_line_never_cuts_a_key_and_always_tells_help_and_quit(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            for width in (60, 61, 66, 72, 80, 95, 160):
                await pilot.resize_terminal(width, 24)
                await pilot.pause()
                shown = desk(pilot).query_one(KeyLine).shown()
                assert shown[-1].end <= width
                last = [action_of(key.binding) for key in shown[-2:]]
                assert last == ["app.help", "app.leave"]


async def test_a_click_on_the_key_line_does_what_the_key_does(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.click("KeyLine", offset=(2, 0))
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))


def test_keys_are_named_as_people_read_them() -> None:
    assert key_name("ctrl+s") == "Ctrl+S"
    assert key_name("question_mark") == "?"
    assert key_name("f5") == "F5"
    assert key_name("j") == "j"
    assert key_name("shift+tab") == "Shift+Tab"


def test_the_documented_keys_are_those_of_the_table() -> None:
    documented = Path(__file__).parents[2] / "docs" / "keys.md"
    assert documented.read_text("utf-8") == keys_as_markdown()
