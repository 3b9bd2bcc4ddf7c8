"""Two desks, each a process of its own, on one file: each shows what the other does, soon."""

import json
import time
from pathlib import Path

import pytest

from tests.tui.desk_material import Project, desk, settled, sitting, until
from tests.tui.terminal import PATIENCE_SECONDS, Terminal, terminal
from tests.tui.test_desk_acts import claims_of
from workbench.desk.deciding.verdicts import decide
from workbench.ledger.identity import IdentityStore
from workbench.model import ClaimStatus
from workbench.tui.lanes.watching import ANOTHER_WINDOW, Watcher, told
from workbench.tui.screens.claims.claim_forms import CorrectScreen

SOON_SECONDS = 1.0
BUSY_SECONDS = 3.0
"""What a computer that runs many tests at once may take on top."""


async def test_what_is_written_between_the_list_and_the_first_look_is_told(
    project: Project,
) -> None:
    with project.session() as session:
        watcher = Watcher(session)
        await watcher.begin()
        decided(project, "Bo")
        elsewhere = await watcher.look()
        assert elsewhere is not None
        assert elsewhere.words.startswith("Bo has changed something")
        assert await watcher.look() is None


async def test_the_first_look_tells_nothing_where_nothing_was_written(project: Project) -> None:
    with project.session() as session:
        watcher = Watcher(session)
        await watcher.begin()
        assert await watcher.look() is None


def decided(project: Project, who: str) -> None:
    """Give a verdict from another program."""
    with project.open("write", who=who) as ledger:
        decide(ledger, claims_of(project)[0].id, "Supported", "Counted.", unsourced=True)


def reviewer_at_home(home: Path, name: str) -> Path:
    """A home of a reviewer of that name."""
    place = home / name
    IdentityStore(place / "config", place / "state").rename(name)
    return place


def verdict(held: Terminal, home: Path, number: bytes, because: str) -> None:
    """Give an unsourced verdict on the claim under the cursor, by keys, up to the saving."""
    before = len(held.written)
    held.press(b"v")
    # The list has a column called Rating too, which is painted whenever the other window writes.
    held.wait_for("Because", since=before)
    held.press(number)
    drafted(held, home, "rating")
    held.press(because.encode())
    drafted(held, home, "because", because)
    held.press(b"\t")
    held.quiet()
    held.press(b" ")
    drafted(held, home, "unsourced")


def drafted(held: Terminal, home: Path, field: str, value: str = "") -> None:
    """Read until the draft of the verdict has this field, which is kept as it is typed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        held.read(0.05)
        for path in (home / "state" / "drafts").glob("*/*.json"):
            kept = json.loads(path.read_text())
            if kept.get(field) and value in (kept[field], ""):
                return
    raise AssertionError(f"{field} never came into the draft")


def shown_within(held: Terminal, words: str, since: int) -> float:
    """Seconds until these words are written."""
    started = time.monotonic()
    held.wait_for(words, since=since)
    return time.monotonic() - started


def test_each_window_shows_what_the_other_does_within_a_second(
    project: Project, home: Path
) -> None:
    ana, bo = reviewer_at_home(home, "Ana"), reviewer_at_home(home, "Bo")
    with terminal(project.path, ana) as first, terminal(project.path, bo) as second:
        first.wait_for("5 unrated")
        second.wait_for("5 unrated")
        first.read(0.5)
        before = len(first.written)
        verdict(second, bo, b"2", "The timetable says otherwise")
        said = len(second.written)
        second.press(b"\x13")
        second.wait_for("Saved", since=said)
        seconds = shown_within(first, "4 unrated", before)
        first.wait_for("Bo has changed something", since=before)
        assert seconds < SOON_SECONDS + BUSY_SECONDS
        before = len(first.written)
        second.press(b"u")
        first.wait_for("5 unrated", since=before)


@pytest.mark.long
def test_both_windows_see_the_other_in_turn_and_in_a_second(project: Project, home: Path) -> None:
    ana, bo = reviewer_at_home(home, "Ana"), reviewer_at_home(home, "Bo")
    seconds: dict[str, list[float]] = {"Ana": [], "Bo": []}
    with terminal(project.path, ana) as first, terminal(project.path, bo) as second:
        first.wait_for("5 unrated")
        second.wait_for("5 unrated")
        turns = [("Bo", second, bo, first), ("Ana", first, ana, second)] * 2
        for left, (who, writer, writers_home, reader) in zip((4, 3, 2, 1), turns, strict=True):
            # Claims that have a verdict stay where they are in the list.
            for held in (first, second):
                held.quiet(0.3)
                held.press(b"g" + b"j" * (4 - left))
                held.quiet(0.3)
            verdict(writer, writers_home, b"2", f"{who} looked")
            before, said = len(reader.written), len(writer.written)
            writer.press(b"\x13")
            writer.wait_for("Saved", since=said)
            seconds[who].append(shown_within(reader, f"{left} unrated", before))
            reader.wait_for(f"{who} has changed something", since=before)
            for path in (writers_home / "state" / "drafts").glob("*/*.json"):
                path.unlink()
    # A busy computer makes it longer now and then, and never shorter.
    assert min(seconds["Ana"]) < SOON_SECONDS
    assert min(seconds["Bo"]) < SOON_SECONDS


@pytest.mark.long
def test_two_desks_that_decide_at_the_same_time_both_keep_their_verdict(
    project: Project, home: Path
) -> None:
    ana, bo = reviewer_at_home(home, "Ana"), reviewer_at_home(home, "Bo")
    with terminal(project.path, ana) as first, terminal(project.path, bo) as second:
        for held in (first, second):
            held.wait_for("5 unrated")
        verdict(first, ana, b"1", "Seen on paper")
        verdict(second, bo, b"2", "Seen at sea")
        first.press(b"\x13")
        second.press(b"\x13")
        for held in (first, second):
            held.wait_for("Verdicts, 2 in conflict")
    claim = claims_of(project)[0]
    assert claim.status is ClaimStatus.CONFLICT
    assert {(one.given_by.name, one.because) for one in claim.verdicts} == {
        ("Ana", "Seen on paper"),
        ("Bo", "Seen at sea"),
    }


@pytest.mark.long
def test_two_windows_of_one_reviewer_replace_their_own_verdict(
    project: Project, home: Path
) -> None:
    ana = reviewer_at_home(home, "Ana")
    with terminal(project.path, ana) as first, terminal(project.path, ana) as second:
        for held in (first, second):
            held.wait_for("5 unrated")
        for held, number, because in ((first, b"1", "Before"), (second, b"2", "Thereafter")):
            before = len(held.written)
            verdict(held, ana, number, because)
            held.press(b"\x13")
            held.wait_for("Saved", since=before)
        first.wait_for("Another window has changed something")
    claim = claims_of(project)[0]
    assert claim.status is ClaimStatus.SINGLE
    assert [one.because for one in claim.verdicts if one.live] == ["Thereafter"]


async def test_marks_cursor_and_scroll_stay_when_somebody_else_writes(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (100, 20)) as pilot:
            await settled(pilot)
            await pilot.press("space", "j", "j")
            await settled(pilot)
            rows = desk(pilot).rows
            marks, cursor, current = set(rows.marks), rows.cursor, rows.current
            scroll = desk(pilot).claim_pane.scroll_offset
            with project.open("write", who="Bo") as ledger:
                decide(ledger, claims_of(project)[0].id, "Supported", "Counted.", unsourced=True)
            await until(pilot, lambda: "Bo has changed" in desk(pilot).status.message)
            await settled(pilot)
            assert (set(rows.marks), rows.cursor, rows.current) == (marks, cursor, current)
            assert desk(pilot).claim_pane.scroll_offset == scroll


async def test_a_form_says_that_its_claim_changed_and_keeps_what_was_typed(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("e")
            await until(pilot, lambda: isinstance(pilot.app.screen, CorrectScreen))
            await pilot.press("end", "X")
            form = pilot.app.screen
            assert isinstance(form, CorrectScreen)
            typed = form.values()
            with project.open("write", who="Bo") as ledger:
                decide(ledger, claims_of(project)[0].id, "Supported", "Counted.", unsourced=True)
            line = form.query_one("#form-message")
            await until(pilot, lambda: "Bo has changed this claim" in str(line.render()))
            assert form.values() == typed


def test_another_window_of_the_same_reviewer_is_not_called_by_name() -> None:
    assert told((), "me").words.startswith(ANOTHER_WINDOW)
