"""What is done many times over to one claim costs each time about the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.ledger.material import FIRST, contents, verdict_value
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim
from workbench.ledger.rebuild import rebuild
from workbench.ledger.recording.working import record_comment, record_tag
from workbench.ledger.undoing import redo, undo
from workbench.ledger.writing import BATCH_EVENTS, Writing
from workbench.model import ClaimStatus

STEPS_COUNTED_AT_ONCE = 100
FEW = 600
FOLD = 5


@contextmanager
def counted_steps(ledger: Ledger) -> Iterator[list[int]]:
    """Count what SQLite has to do, in steps of its virtual machine."""
    steps = [0]

    def step() -> None:
        steps[0] += STEPS_COUNTED_AT_ONCE

    ledger.connection.set_progress_handler(step, STEPS_COUNTED_AT_ONCE)
    try:
        yield steps
    finally:
        ledger.connection.set_progress_handler(None, STEPS_COUNTED_AT_ONCE)


def comment(act: Writing, number: int) -> None:
    record_comment(act, FIRST, f"comment {number}")


def tag(act: Writing, number: int) -> None:
    record_tag(act, FIRST, f"tag {number}")


def decide(act: Writing, number: int) -> None:
    act.record("verdict", FIRST, "rating", verdict_value(f"rating {number}"))


@pytest.mark.parametrize("say", [comment, tag, decide], ids=["comments", "tags", "verdicts"])
def test_a_large_act_on_one_claim_costs_in_proportion_to_what_is_said(
    ledger: Ledger, say: Callable[[Writing, int], None]
) -> None:
    with counted_steps(ledger) as few, ledger.act("Say a few things") as act:
        for number in range(FEW):
            say(act, number)
    with counted_steps(ledger) as many, ledger.act("Say many things") as act:
        for number in range(FEW, FEW * (FOLD + 1)):
            say(act, number)
    # Twice as much is allowed, for what there was before is worked out once more.
    assert many[0] < few[0] * FOLD * 2


def test_what_is_folded_at_the_end_of_a_large_act_is_what_a_rebuild_makes(ledger: Ledger) -> None:
    with ledger.act("Change one's mind") as act:
        for number in range(BATCH_EVENTS * 2 + 7):
            decide(act, number)
        comment(act, 0)
    assert claim(ledger, FIRST).status is ClaimStatus.SINGLE
    assert claim(ledger, FIRST).rating == f"rating {BATCH_EVENTS * 2 + 6}"
    before = contents(ledger.connection)
    rebuild(ledger)
    assert contents(ledger.connection) == before


def test_each_event_of_a_large_act_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    with ledger.act("Change one's mind") as act:
        for number in range(BATCH_EVENTS + 2):
            decide(act, number)
    replaced = ledger.rows(
        "SELECT count(*), max(links) FROM (SELECT child, count(*) AS links FROM edge"
        " GROUP BY child)"
    )
    assert replaced == [(BATCH_EVENTS + 1, 1)]


def test_what_a_large_act_has_said_can_be_read_within_it(ledger: Ledger) -> None:
    with ledger.act("Say many things") as act:
        for number in range(BATCH_EVENTS + 5):
            comment(act, number)
        assert ledger.rows("SELECT count(*) FROM comment") == [(BATCH_EVENTS + 5,)]
        tag(act, 1)
    assert ledger.rows("SELECT count(*) FROM tag") == [(1,)]


def test_undoing_and_redoing_the_same_act_again_costs_in_proportion_to_how_often(
    ledger: Ledger,
) -> None:
    with ledger.act("Say a thing") as act:
        comment(act, 0)
    costs = []
    for often in (6, 24):
        for _ in range(often):
            undo(ledger)
            redo(ledger)
        with counted_steps(ledger) as steps:
            undo(ledger)
            redo(ledger)
        costs.append(steps[0])
    assert costs[1] < costs[0] * 7
