"""Deciding at the desk: by number, with all that a verdict says, blind, and as of a past day."""

import os
import signal
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.tui.desk_material import (
    NOON,
    DeskPilot,
    Project,
    desk,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.terminal import terminal
from tests.tui.test_desk_acts import cited, claims_of, closed
from workbench.desk.deciding.drafts import Draft, DraftBox
from workbench.desk.deciding.verdicts import decide
from workbench.desk.settings_of_project import set_scale, set_second_reader
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim_numbers
from workbench.ledger.veil import draw_veil
from workbench.model import ClaimFilter, ClaimStatus, Confidence, SecondReader, Verdict
from workbench.tui.screens.desk.past_desk import PastDeskScreen
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.session import Session
from workbench.tui.widgets.reading_pane import ReadingPane

REASON = "The timetable lists **forty** more crossings."


async def form(pilot: DeskPilot) -> VerdictScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen), "the form is open")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, VerdictScreen)
    return screen


def verdict_of(project: Project, place: int = 0) -> Verdict:
    return next(one for one in claims_of(project)[place].verdicts if one.live)


@pytest.mark.parametrize(
    "pane",
    [
        pytest.param("", id="list"),
        pytest.param("tab", id="claim", marks=pytest.mark.long),
        pytest.param("o", id="article", marks=pytest.mark.long),
    ],
)
async def test_a_number_rates_from_wherever_one_reads(project: Project, pane: str) -> None:
    cited(project)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            if pane:
                await pilot.press(pane)
            await pilot.press("2")
            await form(pilot)
            await type_text(pilot, REASON)
            await pilot.press("ctrl+s")
            await closed(pilot)
            await settled(pilot)
    given = verdict_of(project)
    assert (given.rating, given.because) == ("Refuted", REASON)


@pytest.mark.long
async def test_the_numbers_are_those_of_the_scale_in_use(project: Project) -> None:
    with project.open("write") as ledger:
        set_scale(ledger, "truth-meter/1")
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("6")
            assert (await form(pilot)).draft().rating == "Pants on Fire"
            await pilot.press("escape")
            await closed(pilot)
            await pilot.press("9")
            assert "Truth meter has 6 ratings" in screen_text(pilot)


async def test_a_verdict_says_how_sure_as_of_when_and_under_which_condition(
    project: Project,
) -> None:
    cited(project)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("1")
            await form(pilot)
            await type_text(pilot, REASON)
            await pilot.press("tab", "tab", "tab", "3", "tab")
            await type_text(pilot, "soon")
            await pilot.press("ctrl+s")
            assert "soon is no day" in screen_text(pilot)
            await pilot.press("ctrl+u")
            await type_text(pilot, "2023-06-01")
            await pilot.press("tab")
            await type_text(pilot, "Sundays are counted")
            await pilot.press("ctrl+s")
            await closed(pilot)
            await settled(pilot)
    given = verdict_of(project)
    assert (given.confidence, given.as_of, given.conditions, len(given.evidence)) == (
        Confidence.HIGH,
        date(2023, 6, 1),
        "Sundays are counted",
        1,
    )


@pytest.mark.long
async def test_a_correction_of_ones_own_verdict_says_why(project: Project) -> None:
    cited(project)
    with project.open("write") as ledger:
        decide(ledger, claims_of(project)[0].id, "Refuted", "Misread.")
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("1")
            await form(pilot)
            assert "you said on 3 Jun 2023: Refuted" in screen_text(pilot)
            await type_text(pilot, REASON)
            await pilot.press("tab", "tab", "tab")
            await type_text(pilot, "It was last year's timetable")
            await pilot.press("ctrl+s")
            await closed(pilot)
            await settled(pilot)
    given = verdict_of(project)
    assert (given.rating, given.correction) == ("Supported", "It was last year's timetable")


@pytest.mark.long
async def test_the_reason_is_laid_out_and_typed_on(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("1")
            screen = await form(pilot)
            await type_text(pilot, REASON)
            await pilot.press("f4")
            await until(pilot, lambda: "forty more" in screen_text(pilot), "it is laid out")
            assert "**" not in screen_text(pilot)
            await pilot.press("f4", "x")
            assert screen.draft().because == f"{REASON}x"


@pytest.mark.long
async def test_a_number_keeps_the_draft_and_changes_its_rating_alone(project: Project) -> None:
    cited(project)
    claim = claims_of(project)[0]
    kept = Draft("Supported", REASON, unsourced=True, as_of="2023-06-01", confidence="low")
    with project.session() as session:
        await session.drafts.run(lambda box: box.save(session.project.id, claim.id, kept))
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("2")
            screen = await form(pilot)
            assert screen.draft() == replace(kept, rating="Refuted")
            await type_text(pilot, " More")
            assert screen.draft().because == f"{REASON} More"


@pytest.mark.long
def test_what_was_typed_survives_a_kill_in_mid_edit(project: Project, home: Path) -> None:
    with terminal(project.path, home) as held:
        held.wait_for("ferry line")
        held.press(b"1")
        held.wait_for("Because")
        held.press(b"Forty more crossings")
        held.wait_for("crossings")
        held.quiet(0.3)
        os.kill(held.pid, signal.SIGKILL)
        assert held.wait_for_end() == -signal.SIGKILL
    (kept,) = home.rglob("drafts/*/*.json")
    draft = DraftBox(kept.parents[2]).load(kept.parent.name, kept.stem)
    assert draft is not None
    assert (draft.rating, draft.because) == ("Supported", "Forty more crossings")
    with terminal(project.path, home) as again:
        again.wait_for("ferry line")
        again.press(b"v")
        again.wait_for("Forty more crossings")


# ------------------------------------------------------------------------ second readers


def veiled(project: Project, who: str) -> Session:
    """A sitting of somebody from whom the project hides what waits for them."""

    def reader(_: Path) -> Ledger:
        ledger = project.open("read", who=who)
        draw_veil(ledger)
        return ledger

    return Session(
        project.path,
        reader=reader,
        writer=lambda _: project.open("write", who=who),
        drafts=lambda: DraftBox(project.folder / who / "drafts"),
    )


@pytest.fixture
def blind(project: Project) -> Project:
    """Ana has decided on the first claim, which is hidden from second readers."""
    cited(project)
    with project.open("write") as ledger:
        set_second_reader(ledger, SecondReader(required=True, blind=True))
        decide(ledger, claims_of(project)[0].id, "Refuted", "The ferries were sold.")
    with project.open("write", who="Ben") as ledger, ledger.act("Tag") as act:
        act.record("reviewer", ledger.reviewer.id, "name", {"name": "Ben"})
    return project


async def test_a_second_reader_reads_blind_and_is_told_the_outcome(blind: Project) -> None:
    with veiled(blind, "Ben") as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            shown = screen_text(pilot)
            assert "to be read" in shown
            assert "A verdict is hidden until you have given yours" in shown
            await pilot.press("h")
            await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
            for words in ("Refuted", "ferries were sold"):
                assert words not in shown
                assert words not in screen_text(pilot)
            await pilot.press("escape", "1")
            await form(pilot)
            await type_text(pilot, REASON)
            await pilot.press("ctrl+s")
            await closed(pilot)
            await settled(pilot)
            await until(pilot, lambda: "Ana said Refuted, which somebody" in screen_text(pilot))
            await until(pilot, lambda: "The ferries were sold." in screen_text(pilot))
    assert claims_of(blind)[0].status is ClaimStatus.CONFLICT


@pytest.mark.long
async def test_looking_shows_it_and_is_undone_like_any_act(blind: Project) -> None:
    with veiled(blind, "Ben") as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            await pilot.press("L")
            await until(pilot, lambda: "The ferries were sold." in screen_text(pilot), "it is seen")
            await pilot.press("u")
            await until(pilot, lambda: "hidden until" in screen_text(pilot), "it is hidden again")
            await pilot.press("ctrl+r")
            await until(pilot, lambda: "The ferries were sold." in screen_text(pilot), "seen again")


@pytest.mark.long
async def test_agreement_is_shown_with_the_claims_that_differ(project: Project) -> None:
    first = claims_of(project)[0].id
    for who, rating in (("Ana", "Supported"), ("Ben", "Refuted")):
        with project.open("write", who=who) as ledger:
            decide(ledger, first, rating, f"So says {who}.", unsourced=True)
    with project.session() as session:
        async with sitting(session, (120, 40)) as pilot:
            await settled(pilot)
            await pilot.press("A")
            await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
            await pilot.pause()
            shown = pilot.app.screen.query_one(ReadingPane).text
    for words in ("Ana and Ben", "0 of 1 pairs", "Where they differ, 1", "So says Ben."):
        assert words in shown


# ----------------------------------------------------------------------------- past days


@pytest.fixture
def two_days(project: Project) -> Project:
    """What was decided on 3 June at noon was decided otherwise two days later."""
    first = claims_of(project)[0].id
    with project.open("write") as ledger:
        decide(ledger, first, "Supported", "As announced.", unsourced=True)
    home = project.folder / "Ana"
    later = int(datetime(2023, 6, 5, 12, tzinfo=UTC).timestamp() * 1000)
    identity = IdentityStore(home / "config", home / "state")
    with open_ledger(project.path, mode="write", identity=identity, clock=lambda: later) as ledger:
        decide(ledger, first, "Refuted", "It never came.", unsourced=True)
    return project


async def ask_for(pilot: DeskPilot, day: str) -> None:
    await pilot.press("T")
    await until(pilot, lambda: pilot.app.screen.query("LineField"), "the day is asked for")
    await type_text(pilot, day)
    await pilot.press("ctrl+s")


async def test_the_desk_as_of_a_day_shows_what_stood_then_and_changes_nothing(
    two_days: Project,
) -> None:
    with two_days.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            assert "It never came." in screen_text(pilot)
            await ask_for(pilot, NOON.date().isoformat())
            await until(pilot, lambda: isinstance(pilot.app.screen, PastDeskScreen), "the past")
            await until(pilot, lambda: "As announced." in screen_text(pilot), "the old verdict")
            assert "AS OF 2023-06-03, read-only" in screen_text(pilot)
            assert "It never came." not in screen_text(pilot)
            await pilot.press("v")
            await until(pilot, lambda: "nothing can be changed in it" in screen_text(pilot))
            await pilot.press("slash", *"is:single", "enter")
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, PastDeskScreen), "the filter goes first"
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the present")
            assert "It never came." in screen_text(pilot)
    with two_days.open() as ledger:
        assert len(claim_numbers(ledger, ClaimFilter())) == 5


@pytest.mark.long
async def test_a_day_before_the_project_is_refused(two_days: Project) -> None:
    with two_days.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await ask_for(pilot, "2020-01-01")
            await until(pilot, lambda: "there was no project yet" in screen_text(pilot))
