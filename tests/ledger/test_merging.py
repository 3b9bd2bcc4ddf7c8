"""Merging is union: nothing is lost, the order does not matter, and twice is once."""

import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.material import (
    FIRST,
    SECOND,
    Person,
    decide,
    document_value,
    event,
    verdict_value,
)
from tests.ledger.merge_material import Team, log_of, state_of
from workbench.errors import LedgerLocked, NotSo
from workbench.ledger.clashes import Clash
from workbench.ledger.database import Ledger
from workbench.ledger.merging import OtherProject, merge_events
from workbench.ledger.queries import claim, undoable
from workbench.ledger.rebuild import rebuild
from workbench.ledger.undoing import redo, undo
from workbench.ledger.verify import verify
from workbench.model import ClaimStatus


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team.begin(tmp_path)


@pytest.fixture
def ours(team: Team) -> Iterator[Ledger]:
    with team.opens("Ada") as ledger:
        yield ledger


class Kept(dict[bytes, list[bytes]]):
    """Kept bytes in memory, as a folder or a file would give them."""

    def digests(self) -> list[bytes]:
        return list(self)

    def parts(self, digest: bytes) -> list[tuple[int, bytes]]:
        return list(enumerate(self[digest]))


def test_two_verdicts_stand_side_by_side(team: Team, ours: Ledger) -> None:
    decide(ours, "Supported")
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        decide(theirs, "Refuted", SECOND)
        log = log_of(theirs)
    merged = merge_events(ours, log)
    assert (merged.new, merged.verdicts, merged.claims) == (3, 2, 0)
    assert [(one.name, one.events) for one in merged.people] == [("Ben", 3)]
    assert merged.people[0].kinds == {"reviewer": 1, "verdict": 2}
    assert (merged.conflicts, merged.settled) == ((Clash("verdict", FIRST, "rating"),), ())
    assert merged.about == {("claim", FIRST): "Some 500 troops left Karsk on 4 May"}
    found = claim(ours, FIRST)
    assert found.status is ClaimStatus.CONFLICT
    assert {one.rating: one.given_by.name for one in found.verdicts} == {
        "Supported": "Ada",
        "Refuted": "Ben",
    }
    assert verify(ours).problems == ()


def test_merging_again_changes_nothing(team: Team, ours: Ledger) -> None:
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        log = log_of(theirs)
    merge_events(ours, log)
    before = state_of(ours)
    merged = merge_events(ours, log)
    assert merged.empty
    assert merged.held == len(log)
    assert state_of(ours) == before


def test_a_dry_run_tells_what_a_merge_would_do_and_does_nothing(team: Team, ours: Ledger) -> None:
    decide(ours, "Supported")
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        log = log_of(theirs)
    before = state_of(ours)
    told = merge_events(ours, log, dry_run=True)
    assert state_of(ours) == before
    assert merge_events(ours, log) == told


def test_rows_that_are_no_events_are_counted_and_the_others_are_merged(ours: Ledger) -> None:
    good = event("verdict", FIRST, "rating", verdict_value("Refuted"), reviewer="b" * 32)
    forged = (good[0][:8] + os.urandom(24), good[1])
    merged = merge_events(ours, [forged, (b"short", "{}"), good, good, (os.urandom(32), "{}")])
    assert merged.new == 1
    assert merged.refused == {"the hash does not match the body": 2, "the id is not 32 bytes": 1}


def test_an_event_of_a_kind_that_is_not_known_is_kept_and_passed_on(
    team: Team, ours: Ledger
) -> None:
    future = event("prophecy", FIRST, "voice", {"words": ["one"]}, version=9)
    assert merge_events(ours, [future]).new == 1
    with team.opens("Ben") as theirs:
        assert merge_events(theirs, log_of(ours)).new == 1
        assert (future[0], future[1].encode()) in log_of(theirs)


def test_an_event_of_unknown_kind_keeps_numbers_that_only_python_can_hold(ours: Ledger) -> None:
    future = event("prophecy", FIRST, "voice", {"stars": 10**30, "depth": -(2**63) - 1})
    assert merge_events(ours, [future]).new == 1
    assert (future[0], future[1].encode()) in log_of(ours)
    before = state_of(ours)
    rebuild(ours)
    assert state_of(ours) == before


def test_kept_bytes_come_with_the_events_that_need_them(ours: Ledger) -> None:
    data = b"Another dispatch.\n"
    digest = hashlib.sha256(data).digest()
    value = document_value(digest.hex(), title="Another")
    arrived = event("document", digest.hex(), "read", value, reviewer="b" * 32)
    junk = hashlib.sha256(b"junk").digest()
    kept = Kept({digest: [zlib.compress(data)], junk: [zlib.compress(b"junk")]})
    merged = merge_events(ours, [arrived], [kept])
    assert (merged.documents, merged.kept, merged.damaged, merged.lacking) == (1, 1, 0, 0)
    assert ours.rows("SELECT count(*) FROM blob WHERE sha256 = ?", (junk,)) == [(0,)]
    assert verify(ours).problems == ()


@pytest.mark.parametrize(
    "parts",
    [
        [zlib.compress(b"other words")],
        [zlib.compress(b"Another dispatch.\n")[:-3]],
        [b"no zlib"],
        [],
        [zlib.compress(b"\0" * 50_000_000)],
    ],
    ids=["other words", "cut off", "no zlib", "nothing", "bomb"],
)
def test_kept_bytes_that_are_not_what_they_say_are_left_out_and_come_from_another_copy(
    ours: Ledger, parts: list[bytes]
) -> None:
    data = b"Another dispatch.\n"
    digest = hashlib.sha256(data).digest()
    value = document_value(digest.hex(), title="Another")
    arrived = event("document", digest.hex(), "read", value, reviewer="b" * 32)
    merged = merge_events(ours, [arrived], [Kept({digest: parts})])
    assert (merged.new, merged.kept, merged.damaged, merged.lacking) == (1, 0, 1, 1)
    again = merge_events(ours, [arrived], [Kept({digest: [zlib.compress(data)]})])
    assert (again.new, again.kept, again.lacking) == (0, 1, 0)
    assert verify(ours).problems == ()


def test_another_project_is_refused_unless_it_is_meant(ours: Ledger) -> None:
    other = event("project", "9" * 32, "name", {"name": "Marun", "sample": False})
    before = state_of(ours)
    with pytest.raises(OtherProject, match="another project, Marun"):
        merge_events(ours, [other])
    assert state_of(ours) == before
    merged = merge_events(ours, [other], other_project=True)
    assert merged.projects == {"9" * 32: "Marun"}
    assert merge_events(ours, [other]).empty


def test_what_stops_a_merge_stops_all_of_it(team: Team, ours: Ledger) -> None:
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        log = log_of(theirs)
    before = state_of(ours)

    def stop(what: str, _done: int) -> None:
        if what == "merging":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merge_events(ours, log, step=stop)
    assert state_of(ours) == before
    assert merge_events(ours, log).new == 2


def test_nobody_waits_while_the_events_are_read(team: Team, ours: Ledger, ada: Person) -> None:
    def slowly() -> Iterator[tuple[bytes, bytes]]:
        with ada.opens(ours.path, wait_seconds=0) as another:
            decide(another, "Supported", SECOND)
        yield from log

    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        log = log_of(theirs)
    assert merge_events(ours, slowly()).new == 2
    assert claim(ours, SECOND).status is ClaimStatus.SINGLE
    with ada.opens(ours.path, wait_seconds=0) as another, another.transaction():
        ours.connection.execute("PRAGMA busy_timeout=0")
        ours._wait_seconds = 0
        with pytest.raises(LedgerLocked):
            merge_events(ours, [event("verdict", FIRST, "rating", None)])


def test_one_goes_on_after_a_merge_and_takes_back_only_ones_own(team: Team, ours: Ledger) -> None:
    decide(ours, "Supported")
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        log = log_of(theirs)
    merge_events(ours, log)
    assert undo(ours).label == "Verdict Supported"
    assert claim(ours, FIRST).rating == "Refuted"
    redo(ours)
    assert claim(ours, FIRST).status is ClaimStatus.CONFLICT


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["Ada", "Ben", "Cora"]),
        st.sampled_from(["verdict", "adjudicate", "withdraw", "correct", "undo", "jump"]),
        st.sampled_from([FIRST, SECOND]),
        st.sampled_from(["Supported", "Refuted"]),
    ),
    min_size=3,
    max_size=10,
)


def act(team: Team, ledgers: dict[str, Ledger], step: tuple[str, str, str, str]) -> None:
    name, what, which, rating = step
    ledger = ledgers[name]
    if what == "verdict":
        decide(ledger, rating, which)
    elif what == "adjudicate":
        decide(ledger, rating, which, adjudicates=True)
    elif what == "withdraw":
        with ledger.act("Withdraw") as writing:
            writing.record("verdict", which, "rating", None)
    elif what == "correct":
        with ledger.act("Correct") as writing:
            writing.record("claim", which, "statement", {"text": f"{rating} words"})
    elif what == "undo":
        begun = {row[0] for row in ledger.rows("SELECT id FROM act ORDER BY started LIMIT 2")}
        latest = undoable(ledger)
        if latest is not None and latest.id not in begun:
            with suppress(NotSo):  # somebody has built on it, or the clock went backwards
                undo(ledger)
    else:
        team.people[name].clock.milliseconds += 10**9 if rating == "Refuted" else -(10**8)


def every_order_gives_the_same(steps: list[tuple[str, str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        team = Team.begin(Path(folder))
        ledgers = {name: team.opens(name) for name in team.people}
        for step in steps:
            act(team, ledgers, step)
        logs = {name: log_of(ledger) for name, ledger in ledgers.items()}
        everything = sorted(set().union(*logs.values()))
        for ledger in ledgers.values():
            ledger.close()
        states = []
        for number, order in enumerate(permutations(team.people)):
            path = team.folder / f"{number}.db"
            shutil.copyfile(team.path(order[0]), path)
            with team.people[order[0]].opens(path) as ledger:
                if number % 2:  # one after the other, or two first made one
                    merge_events(ledger, logs[order[1]])
                    merge_events(ledger, logs[order[2]])
                else:
                    merge_events(ledger, [*logs[order[2]], *logs[order[1]]])
                states.append(state_of(ledger))
                assert states[-1][0] == everything
                assert merge_events(ledger, everything).empty
                if number == 0:
                    rebuild(ledger)
                    assert state_of(ledger) == states[0]
        assert all(state == states[0] for state in states)


LOOSE = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@settings(LOOSE, max_examples=3)
@given(ACTS)
def test_every_order_and_grouping_of_merges_gives_the_same(
    steps: list[tuple[str, str, str, str]],
) -> None:
    every_order_gives_the_same(steps)


@pytest.mark.long
@pytest.mark.timeout(3_600)
@settings(LOOSE, max_examples=300)
@given(ACTS)
def test_every_order_and_grouping_of_many_merges_gives_the_same(
    steps: list[tuple[str, str, str, str]],
) -> None:
    every_order_gives_the_same(steps)
