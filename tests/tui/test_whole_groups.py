"""A whole group of pairs is decided at once: said beforehand, one act, taken back by one undo."""

from pathlib import Path

import pytest

from tests.tui.desk_material import DeskPilot, Project, screen_text, settled, sitting, until
from tests.tui.matching_material import opened_pairs, pairs_screen, reports_project, rows_of
from workbench.desk.matching.linking import link
from workbench.ledger.queries import groups, pair_state
from workbench.model import LinkRelation, PairState, Relation
from workbench.tui.lanes.pairs import Pair, PairQueue
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.help.help import HelpScreen

CLOSED = "The harbour of Harbourton was closed for six hours after the fire on Friday."
COPIES = 12


@pytest.fixture
def copies(tmp_path: Path) -> Project:
    """One report that many have printed in the same words, each under a line of its own."""
    printed = [(f"Paper {number}", f"Paper {number}\n\n{CLOSED}") for number in range(COPIES)]
    return reports_project(tmp_path, *printed)


def all_groups(project: Project) -> list[int]:
    with project.open() as ledger:
        return [len(one.claims) for one in groups(ledger)]


async def said(pilot: DeskPilot, words: str) -> None:
    await until(pilot, lambda: words in screen_text(pilot), words)


async def asked(pilot: DeskPilot, key: str) -> str:
    """Press the key of a decision on all and wait for the question."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen), "it is asked")
    return " ".join(screen_text(pilot).split())


async def answered(pilot: DeskPilot, answer: str) -> None:
    await pilot.press(answer)
    await until(pilot, lambda: not isinstance(pilot.app.screen, QuestionScreen), "it is answered")
    await until(pilot, lambda: pairs_screen(pilot).idle, "it is written")


async def test_all_are_accepted_in_one_act_and_one_undo_takes_them_all_back(
    copies: Project,
) -> None:
    with copies.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            await said(pilot, f"{COPIES} claims seem to say the same: A links all, R parts all")
            words = await asked(pilot, "A")
            assert f"All {COPIES} claims the same?" in words
            assert f"by {COPIES - 1} links, in one act; one u takes it all back." in words
            assert all_groups(copies) == []
            await answered(pilot, "y")
            await said(pilot, f"= {COPIES} claims linked as duplicates; u takes it back")
            assert all_groups(copies) == [COPIES]
            assert screen.queue.open == 0
            await pilot.press("u")
            await said(pilot, f"Undone: Join {COPIES} claims into a group")
            assert all_groups(copies) == []
            await until(pilot, lambda: screen.view is not None, "its first pair is shown again")
            await pilot.press("ctrl+r")
            await said(pilot, f"Done again: Join {COPIES} claims into a group")
            await until(pilot, lambda: screen.idle and screen.view is None, "all is decided")
    assert all_groups(copies) == [COPIES]


async def test_all_are_told_apart_in_one_act_and_are_not_suggested_again(copies: Project) -> None:
    with copies.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            words = await asked(pilot, "R")
            pairs = len(screen.queue)
            assert f"{pairs} pairs of {COPIES} claims are told apart" in words
            await answered(pilot, "y")
            await said(pilot, f"× {pairs} pairs told apart; u takes it back")
            one = screen.queue.pairs[-1]
            with copies.open() as ledger:
                assert pair_state(ledger, one.a, one.b) is PairState.DISTINCT
            await pilot.press("escape")
            await settled(pilot)
            screen = await opened_pairs(pilot)
            assert screen.queue.open == 0
            await pilot.press("u")
            await said(pilot, f"Undone: Tell {pairs} pairs of claims apart")
    with copies.open() as ledger:
        assert pair_state(ledger, one.a, one.b) is None


async def test_a_no_decides_nothing(copies: Project) -> None:
    with copies.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            await asked(pilot, "A")
            await answered(pilot, "escape")
            await said(pilot, "Nothing was decided")
            assert (screen.queue.decisions, all_groups(copies)) == ({}, [])


async def test_a_group_across_a_conflict_is_refused_in_one_sentence(copies: Project) -> None:
    one, other = [row.id for row in rows_of(copies)][4:6]
    with copies.open("write") as ledger:
        link(ledger, one, other, LinkRelation.CONFLICT)
    with copies.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            await opened_pairs(pilot)
            await pilot.press("A")
            await said(pilot, f"of these {COPIES} claims")
            shown = screen_text(pilot)
            assert f"{min(one, other)[:8]} conflicts with {max(one, other)[:8]}" in shown
            assert "so they are not one group; decide on these pair by pair" in shown
    assert all_groups(copies) == []


async def test_the_keys_are_in_the_footer_the_help_and_the_palette_of_a_group_alone(
    copies: Project, tmp_path: Path
) -> None:
    with copies.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            footer = screen_text(pilot).splitlines()[-1]
            assert "A All same" in footer
            assert "R All apart" in footer
            await pilot.press("question_mark")
            await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen), "help")
            await said(pilot, "All of them say the same")
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is screen, "back")
            await pilot.press("ctrl+p")
            for character in "all of them apart":
                await pilot.press({" ": "space"}.get(character, character))
            await said(pilot, "All of them are apart")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen), "asked")
    two = reports_project(tmp_path / "two", ("One", CLOSED), ("Two", f"Two\n\n{CLOSED}"))
    with two.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            await opened_pairs(pilot)
            assert "All same" not in screen_text(pilot).splitlines()[-1]


def pair(a: str, b: str, relation: Relation = Relation.DUPLICATE) -> Pair:
    return Pair(a, b, relation, 1.0, "")


def test_a_group_is_what_open_pairs_that_say_the_same_connect() -> None:
    queue = PairQueue()
    queue.add([pair("a", "b"), pair("c", "d"), pair("b", "e"), pair("f", "g")])
    queue.add([pair("e", "d"), pair("d", "h", Relation.RELATED), pair("a", "e", Relation.CONFLICT)])
    whole = queue.alike()
    assert whole is not None
    assert {one for ends in whole.pairs for one in ends} == set("abcde")
    assert (whole.size, whole.against) == (5, (("a", "e"),))
    queue.at = 2
    queue.decide(LinkRelation.RELATED)
    assert queue.alike() is None
    queue.at = 0
    whole = queue.alike()
    assert whole is not None
    assert whole.pairs == (("a", "b"),)
