"""Pairs of claims at the desk: found in the background, decided with one key, undone with one."""

from pathlib import Path
from threading import Event

import pytest

from tests.tui.desk_material import Project, desk, found, screen_text, settled, sitting, until
from tests.tui.hostile import NASTY
from tests.tui.matching_material import (
    ALONE,
    PAPER,
    WIRE,
    back_at_desk,
    claim_with,
    decided,
    opened_pairs,
    pairs_screen,
    reports_project,
)
from workbench.desk.matching.linking import link
from workbench.ledger.queries import group_of, pair_state
from workbench.model import LinkRelation, PairState, Relation
from workbench.tui.lanes.matching import Indexed
from workbench.tui.lanes.pairs import Pair, PairQueue
from workbench.tui.screens.pairs.pairs import PairsScreen


@pytest.fixture
def reports(tmp_path: Path) -> Project:
    """Three reports of a fire: the same claims in other words, and one figure that differs."""
    return reports_project(tmp_path)


@pytest.fixture
def two_figures(tmp_path: Path) -> Project:
    """Two reports that differ in one figure, and nothing else."""
    first, second = WIRE.split(". ")[0] + ".", PAPER.split(". ")[0] + "."
    return reports_project(tmp_path, ("Wire", first), ("Paper", second))


def state_of(project: Project, one: str, other: str) -> PairState | None:
    with project.open() as ledger:
        return pair_state(ledger, one, other)


async def test_both_claims_are_shown_with_what_differs_in_words_sign_and_mark(
    two_figures: Project,
) -> None:
    with two_figures.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            shown = screen_text(pilot)
            assert "Pairs to decide on  1 of 1" in shown
            assert "1 Same 2 Conflict 3 Related 4 Apart n Skip u Undo" in shown
            assert "≠ They seem to conflict: same event, 41 against 52 people" in shown
            assert "≠ quantity     41 people | 52 people" in shown
            for side, title, figure in zip(
                screen.sides, ("Wire", "Paper"), ("41 people", "52 people"), strict=True
            ):
                assert f"{title}, 2 Jun 2023" in side.text
                assert f"≠ quantity   {figure}" in side.text
                assert "○ unrated  said by" in side.text
                assert "In the article" in side.text
                (start, end) = next(
                    (mark.start, mark.end) for mark in side._sheet.marks if mark.tone == "differs"
                )
                assert side.text[start:end] == figure


async def test_they_stand_beside_each_other_after_the_terminal_grew_under_a_form(
    two_figures: Project,
) -> None:
    with two_figures.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            await pilot.press("w")
            await until(pilot, lambda: pilot.app.screen is not screen)
            await pilot.resize_terminal(160, 48)
            one, other = screen.sides
            await until(pilot, lambda: one.region.y == other.region.y, "beside, under the form")
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert one.region.right <= other.region.x


@pytest.mark.parametrize(("width", "beside"), [(80, False), (160, True)])
async def test_the_claims_stand_over_each_other_where_there_is_no_room(
    two_figures: Project, width: int, beside: bool
) -> None:
    with two_figures.session() as session:
        async with sitting(session, (width, 24 if width == 80 else 48)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            one, other = (side.region for side in screen.sides)
            assert (one.y == other.y) is beside
            assert (one.x == other.x) is not beside


async def test_pairs_are_decided_by_keys_and_the_end_says_so(reports: Project) -> None:
    first = claim_with(reports, "harbour", "Harbourton was closed for six hours after")
    second = claim_with(reports, "After the fire", "harbour")
    with reports.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            pairs = list(screen.queue.pairs)
            assert {pair.relation for pair in pairs} == {Relation.DUPLICATE, Relation.CONFLICT}
            for pair in pairs:
                assert screen.view is not None
                assert screen.view.pair == pair
                key = "1" if pair.relation is Relation.DUPLICATE else "2"
                said = await decided(pilot, key)
                assert said.startswith("= Linked" if key == "1" else "≠ Linked")
            assert f"All pairs are decided: {len(pairs)}." in screen_text(pilot)
            await back_at_desk(pilot)
            assert desk(pilot).status.message == f"{len(pairs)} pairs decided"
    assert state_of(reports, first.id, second.id) is PairState.DUPLICATE
    with reports.open() as ledger:
        group = group_of(ledger, first.id)
    assert group is not None
    assert set(group.claims) == {first.id, second.id}


async def test_undo_goes_back_to_its_pair_and_the_word_is_gone(two_figures: Project) -> None:
    with two_figures.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            (pair,) = screen.queue.pairs
            await decided(pilot, "4")
            assert state_of(two_figures, pair.a, pair.b) is PairState.DISTINCT
            assert "All pairs are decided: 1." in screen_text(pilot)
            said = await decided(pilot, "u")
            assert said.startswith("Undone: Tell ")
            assert screen.view is not None
            assert screen.view.pair == pair
            assert state_of(two_figures, pair.a, pair.b) is None
            await decided(pilot, "2")
    assert state_of(two_figures, pair.a, pair.b) is PairState.CONFLICT


async def test_what_was_told_apart_is_never_shown_again(two_figures: Project) -> None:
    with two_figures.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "looks like" in desk(pilot).claim_pane.text)
            await opened_pairs(pilot)
            assert "not suggested again" in await decided(pilot, "4")
            await back_at_desk(pilot)
            await until(pilot, lambda: "was told apart from" in desk(pilot).claim_pane.text)
            assert "looks like" not in desk(pilot).claim_pane.text
            for key, words in (("p", "There is no pair"), ("m", "Nothing looks like this claim.")):
                screen = await opened_pairs(pilot, key)
                assert len(screen.queue) == 0
                assert words in screen_text(pilot)
                await back_at_desk(pilot)


async def test_a_pair_that_was_settled_meanwhile_is_not_asked(reports: Project) -> None:
    with reports.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            _, second, third = screen.queue.pairs
            with reports.open("write") as ledger:
                link(ledger, second.a, second.b, LinkRelation.DUPLICATE)
            await decided(pilot, "1")
            assert screen.view is not None
            assert screen.view.pair == third
            assert sorted(side.group for side in screen.view.sides) == [0, 2]


async def test_skipped_pairs_come_back_after_the_last(reports: Project) -> None:
    with reports.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            count = len(screen.queue)
            for _ in range(count):
                await pilot.press("n")
                await until(pilot, lambda: screen.idle)
            assert f"0 pairs decided, {count} skipped." in screen_text(pilot)
            await pilot.press("n")
            await until(pilot, lambda: screen.view is not None)
            assert screen.queue.at == 0
            await pilot.press("b")
            await until(pilot, lambda: screen.status.message == "This is the first pair")


async def test_of_a_claim_what_is_only_related_comes_last(tmp_path: Path) -> None:
    doctors = "Doctors counted up to 50 people who were injured in the fire on the ferry Aurora."
    project = reports_project(tmp_path, ("Wire", WIRE), ("Doctors", doctors), ("Paper", PAPER))
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot, "m")
            related = [pair.relation is Relation.RELATED for pair in screen.queue.pairs]
            assert related == sorted(related)
            assert set(related) == {True, False}


async def test_a_search_is_cancelled_and_the_next_one_goes_on(reports: Project) -> None:
    held, go = Event(), Event()

    def hold(indexed: Indexed) -> None:
        held.set()
        go.wait(10)

    with reports.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            session.pairing.submit(hold)
            await until(pilot, held.is_set)
            await pilot.press("p")
            await until(pilot, lambda: isinstance(pilot.app.screen, PairsScreen))
            screen = pairs_screen(pilot)
            await pilot.pause()
            assert "Searching…" in screen_text(pilot)
            await pilot.press("ctrl+x")
            go.set()
            await until(pilot, lambda: not screen.searching and screen.idle)
            assert "The search was stopped." in screen_text(pilot)
            assert len(screen.queue) == 0
            await back_at_desk(pilot)
            screen = await opened_pairs(pilot)
            assert len(screen.queue) > 0


async def test_a_read_only_database_shows_pairs_and_takes_no_word(two_figures: Project) -> None:
    with two_figures.session(writer="read") as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await until(pilot, lambda: desk(pilot).read_only)
            screen = await opened_pairs(pilot)
            assert screen.view is not None
            assert "for reading only" in await decided(pilot, "1")
            assert not screen.queue.decisions


async def test_a_claim_without_a_like_says_what_to_do(tmp_path: Path) -> None:
    with reports_project(tmp_path, ("Bread", ALONE)).session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await opened_pairs(pilot)
            assert "There is no pair to decide on." in screen_text(pilot)
            assert "workbench add" in screen_text(pilot)
            assert "1 Same" not in screen_text(pilot)


async def test_hostile_claims_are_shown_as_they_are_written(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for title in (f"One {NASTY}", f"Two {NASTY}"):
        sentence = f"The fee {NASTY} rose to 500 in May."
        text = f"{title}\n{sentence}\n"
        project.add(text, [found(text, sentence)], title=title)
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            assert screen.view is not None
            shown = screen_text(pilot)
            assert "[@click=app.bell]rose[/]" in shown
            assert not {"\x1b", "\x07", "\u202e", "\x9b", "\x00"} & set(shown)


def pair(number: int) -> Pair:
    return Pair(f"a{number}", f"b{number}", Relation.DUPLICATE, 0.9, "")


def test_the_queue_steps_over_what_is_decided_and_takes_no_pair_twice() -> None:
    queue = PairQueue()
    queue.add([pair(0), pair(1), pair(2), pair(0)])
    assert len(queue) == 3
    queue.decide(LinkRelation.DUPLICATE)
    assert queue.step()
    assert queue.step()
    queue.decide(LinkRelation.DISTINCT)
    assert not queue.step()
    assert queue.current is None
    assert queue.open == 1
    assert queue.again()
    assert queue.at == 1
    assert queue.undone(["b2", "a2", "x"])
    assert queue.at == 2
    assert not queue.undone(["b2", "a2"])
    assert not queue.redone(["a0", "b0"])
    assert queue.redone(["a2", "b2"])
    assert queue.decisions[2] is LinkRelation.DISTINCT
    assert queue.current is None
