"""Groups are joined and split at the desk and among pairs, and a link can have a reason."""

from pathlib import Path

import pytest

from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.matching_material import (
    back_at_desk,
    claim_with,
    decided,
    opened_pairs,
    pairs_screen,
    reports_project,
)
from workbench.desk.matching.linking import join, link
from workbench.ledger.queries import group_of, links_of_pair, pair_state
from workbench.model import LinkRelation, PairState
from workbench.tui.screens.help.help import HelpScreen
from workbench.tui.screens.pairs.grouping import GroupScreen, ReasonScreen
from workbench.tui.screens.pairs.pairs import PairsScreen

REASON = "The second is a rewrite of the first"


@pytest.fixture
def harbour(tmp_path: Path) -> Project:
    """Three reports that the harbour was closed, in three wordings."""
    return reports_project(
        tmp_path,
        ("One", "The harbour of Harbourton was closed for six hours after the fire on Friday."),
        ("Two", "After the fire on Friday the harbour of Harbourton was closed for six hours."),
        ("Three", "For six hours the harbour of Harbourton was closed after Friday's fire."),
    )


def ids(project: Project) -> tuple[str, str, str]:
    """The three claims, as the list has them."""
    wordings = ("was closed for six hours after", "After the fire", "For six hours")
    first, second, third = (claim_with(project, words).id for words in wordings)
    return first, second, third


def group(project: Project, claim: str) -> frozenset[str]:
    with project.open() as ledger:
        found = group_of(ledger, claim)
    return frozenset(found.claims) if found else frozenset()


async def form_opened(pilot: DeskPilot, key: str, kind: type) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, kind), f"{key} opens {kind.__name__}")
    await pilot.pause()


async def said(pilot: DeskPilot, words: str) -> None:
    await until(pilot, lambda: words in screen_text(pilot), words)


async def looked_for(pilot: DeskPilot) -> None:
    """Wait until it is found what looks like the claim."""
    await until(pilot, lambda: desk(pilot)._found, "what looks like the claim is found")


async def test_claims_are_joined_in_one_act_and_one_undo_takes_it_back(harbour: Project) -> None:
    first, second, third = ids(harbour)
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await looked_for(pilot)
            await form_opened(pilot, "U", GroupScreen)
            assert "in no group" in screen_text(pilot)
            await pilot.press("ctrl+s")
            await said(pilot, "tick the claims that join")
            await pilot.press("1", "2", "ctrl+s")
            await said(pilot, "Joined into a group of 3; u takes it back")
            assert group(harbour, first) == {first, second, third}
            await settled(pilot)
            await pilot.press("u")
            await said(pilot, "Undone: Join 3 claims into a group")
    assert group(harbour, first) == frozenset()


async def test_members_leave_their_group_together_with_a_reason(harbour: Project) -> None:
    first, second, third = ids(harbour)
    with harbour.open("write") as ledger:
        join(ledger, (first, second, third))
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await form_opened(pilot, "U", GroupScreen)
            assert "in a group of 3" in screen_text(pilot)
            await pilot.press("2", "3", "tab")
            await type_text(pilot, REASON)
            await pilot.press("ctrl+s")
            await said(pilot, "Took 2 claims out of the group; u takes it back")
            await settled(pilot)
    assert group(harbour, first) == frozenset()
    assert group(harbour, second) == {second, third}
    with harbour.open() as ledger:
        assert pair_state(ledger, first, second) is PairState.DISTINCT
        assert links_of_pair(ledger, first, second)[0].because == REASON


async def test_what_was_linked_as_in_conflict_says_so_before_it_joins(harbour: Project) -> None:
    first, second, _ = ids(harbour)
    with harbour.open("write") as ledger:
        link(ledger, first, second, LinkRelation.CONFLICT)
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await form_opened(pilot, "U", GroupScreen)
            assert "≠ linked as in conflict" in screen_text(pilot)


async def test_all_members_cannot_leave_and_what_was_ticked_is_kept(harbour: Project) -> None:
    first, second, _ = ids(harbour)
    with harbour.open("write") as ledger:
        join(ledger, (first, second))
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await looked_for(pilot)
            await form_opened(pilot, "U", GroupScreen)
            await pilot.press("1", "tab", "1", "ctrl+s")
            await said(pilot, "one at a time")
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await form_opened(pilot, "U", GroupScreen)
            await pilot.press("1", "tab", "2", "ctrl+s")
            await said(pilot, "some must stay")
    assert group(harbour, first) == {first, second}


async def test_a_claim_without_anything_like_it_says_so(tmp_path: Path) -> None:
    project = reports_project(tmp_path, ("Bread", "The bakery of Millfield sold more bread."))
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("U")
            await said(pilot, "in no group, and nothing was found")


async def test_a_pair_is_decided_with_a_reason(harbour: Project) -> None:
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            assert screen.queue.current is not None
            pair = screen.queue.current
            await form_opened(pilot, "w", ReasonScreen)
            await pilot.press("ctrl+s")
            await said(pilot, "choose what they are")
            await pilot.press("1", "ctrl+s")
            await said(pilot, "say why")
            await type_text(pilot, REASON)
            await pilot.press("ctrl+s")
            await said(pilot, "with a reason; u takes it back")
            await until(pilot, lambda: pilot.app.screen is screen and screen.idle)
            with harbour.open() as ledger:
                (made,) = links_of_pair(ledger, pair.a, pair.b)
            assert (made.relation, made.because) == (LinkRelation.DUPLICATE, REASON)
            await decided(pilot, "u")
            assert screen.queue.current == pair
            assert not screen.queue.decisions
    with harbour.open() as ledger:
        assert pair_state(ledger, pair.a, pair.b) is None


async def test_groups_are_joined_and_split_among_pairs(harbour: Project) -> None:
    first, second, third = ids(harbour)
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await looked_for(pilot)
            screen = await opened_pairs(pilot, "m")
            await form_opened(pilot, "U", GroupScreen)
            await pilot.press("1", "2", "ctrl+s")
            await said(pilot, "Joined into a group of 3")
            await until(pilot, lambda: pilot.app.screen is screen and screen.idle)
            assert screen.view is None, "nothing is left to decide on"
            assert group(harbour, first) == {first, second, third}
            await decided(pilot, "u")
            await until(pilot, lambda: screen.view is not None or screen.queue.open)
            await pilot.press("b")
            await until(pilot, lambda: screen.view is not None, "the pair is open again")
            await back_at_desk(pilot)
            await said(pilot, "1 group changed")


async def test_help_lists_the_keys_and_a_file_that_cannot_be_written_refuses(
    harbour: Project,
) -> None:
    first, second, _ = ids(harbour)
    with harbour.open("write") as ledger:
        link(ledger, first, second, LinkRelation.DUPLICATE)
    with harbour.session() as session:
        async with sitting(session, (100, 60)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot)
            await pilot.press("f1")
            await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
            shown = screen_text(pilot)
            assert "Decide with a reason" in shown
            assert "Join or split a group" in shown
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, PairsScreen))
            screen.read_only = "The file is read-only."
            for key in ("w", "U"):
                assert await decided(pilot, key) == "The file is read-only."
            assert pairs_screen(pilot) is screen
