"""Who may make whose word invalid, in every order of arrival."""

import sqlite3
from itertools import permutations
from typing import Any

import pytest

from tests.ledger.material import (
    DOCUMENT,
    FIRST,
    Pair,
    contents,
    document_reading,
    document_value,
    event,
    evidence_value,
    folded,
    reading,
    verdict_value,
)

ADA, BEN, EVE = "a" * 32, "b" * 32, "e" * 32
GROUND = [document_reading(act=f"{90:016x}"), reading()]


def act(number: int) -> str:
    return f"{number:016x}"


def verdict(
    rating: str, number: int, reviewer: str = ADA, supersedes: tuple[Pair, ...] = (), **more: Any
) -> Pair:
    return event(
        "verdict",
        FIRST,
        "rating",
        verdict_value(rating),
        reviewer=reviewer,
        act=act(number),
        clock=10 + number,
        supersedes=[one[0] for one in supersedes],
        **more,
    )


def undo(target: int, number: int, reviewer: str = ADA) -> Pair:
    return event(
        "undo", act(target), "undone", {}, reviewer=reviewer, act=act(number), clock=10 + number
    )


def in_every_order(*pairs: Pair) -> sqlite3.Connection:
    """Tables that came out the same whatever the order in which the events arrived."""
    expected = contents(folded(GROUND, pairs))
    for order in permutations(pairs):
        assert contents(folded(GROUND, *[[one] for one in order])) == expected
        assert contents(folded(order, GROUND)) == expected
    return folded(GROUND, pairs)


def live(connection: sqlite3.Connection) -> list[str]:
    return [
        row[0]
        for row in connection.execute(
            "SELECT rating FROM verdict WHERE live = 1 ORDER BY rating"
        ).fetchall()
    ]


def status(connection: sqlite3.Connection) -> tuple[str, str | None]:
    found: tuple[str, str | None] = connection.execute(
        "SELECT status, rating FROM claim WHERE id = ?", (FIRST,)
    ).fetchone()
    return found


def test_a_reviewer_replaces_their_own_verdict() -> None:
    first = verdict("X", 1)
    tables = in_every_order(first, verdict("Y", 2, supersedes=(first,)))
    assert live(tables) == ["Y"]
    assert status(tables) == ("single", "Y")


def test_two_reviewers_who_differ_are_in_conflict() -> None:
    tables = in_every_order(verdict("X", 1), verdict("Y", 2, BEN))
    assert status(tables) == ("conflict", None)


def test_two_reviewers_who_say_the_same_agree() -> None:
    tables = in_every_order(verdict("X", 1), verdict("X", 2, BEN))
    assert status(tables) == ("agreed", "X")


def test_one_reviewer_on_two_computers_can_be_in_conflict_with_themselves() -> None:
    first = verdict("X", 1)
    tables = in_every_order(
        first, verdict("Y", 2, supersedes=(first,)), verdict("Z", 3, supersedes=(first,))
    )
    assert live(tables) == ["Y", "Z"]
    assert status(tables) == ("conflict", None)


def test_one_reviewer_who_says_the_same_twice_is_still_one() -> None:
    tables = in_every_order(verdict("X", 1), verdict("X", 2))
    assert status(tables) == ("single", "X")


def test_nobody_replaces_another_ones_verdict_by_naming_it() -> None:
    first = verdict("X", 1)
    tables = in_every_order(first, verdict("Y", 2, BEN, supersedes=(first,)))
    assert live(tables) == ["X", "Y"]


def test_an_adjudication_replaces_the_verdicts_that_it_names() -> None:
    first, second = verdict("X", 1), verdict("Y", 2, BEN)
    tables = in_every_order(
        first, second, verdict("Z", 3, EVE, supersedes=(first, second), adjudicates=True)
    )
    assert live(tables) == ["Z"]
    assert status(tables) == ("single", "Z")


def test_an_adjudication_does_not_touch_a_verdict_that_it_did_not_know() -> None:
    first, second = verdict("X", 1), verdict("Y", 2, BEN)
    tables = in_every_order(
        first, second, verdict("Z", 3, EVE, supersedes=(first,), adjudicates=True)
    )
    assert live(tables) == ["Y", "Z"]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("comment", "text", {"text": "I doubt it"}),
        ("verdict", "remark", {"text": "I doubt it"}),
        ("claim", "statement", {"text": "Another"}),
    ],
)
def test_an_event_about_something_else_kills_nothing(kind: str, field: str, value: Any) -> None:
    first = verdict("X", 1)
    other = event(
        kind, FIRST, field, value, act=act(2), clock=12, supersedes=[first[0]], adjudicates=True
    )
    assert live(in_every_order(first, other)) == ["X"]


def test_an_event_about_another_claim_kills_nothing() -> None:
    first = verdict("X", 1)
    other = event(
        "verdict",
        "9" * 32,
        "rating",
        verdict_value("Y"),
        act=act(2),
        clock=12,
        supersedes=[first[0]],
        adjudicates=True,
    )
    assert live(in_every_order(first, other)) == ["X"]


def test_an_undone_verdict_brings_back_the_one_before_it() -> None:
    first = verdict("X", 1)
    tables = in_every_order(first, verdict("Y", 2, supersedes=(first,)), undo(2, 3))
    assert live(tables) == ["X"]


def test_an_undone_adjudication_brings_the_others_verdicts_back_under_their_names() -> None:
    first, second = verdict("X", 1), verdict("Y", 2, BEN)
    settled = verdict("Z", 3, EVE, supersedes=(first, second), adjudicates=True)
    tables = in_every_order(first, second, settled, undo(3, 4, EVE))
    assert status(tables) == ("conflict", None)
    rows = tables.execute(
        "SELECT rating, reviewer.id FROM verdict JOIN reviewer ON reviewer.number ="
        " verdict.reviewer WHERE live = 1 ORDER BY rating"
    ).fetchall()
    assert rows == [("X", ADA), ("Y", BEN)]


def test_a_redo_is_the_undo_of_an_undo() -> None:
    first = verdict("X", 1)
    tables = in_every_order(first, undo(1, 2), undo(2, 3))
    assert live(tables) == ["X"]
    again = in_every_order(first, undo(1, 2), undo(2, 3), undo(3, 4))
    assert live(again) == []


def test_nobody_undoes_another_ones_act() -> None:
    assert live(in_every_order(verdict("X", 1), undo(1, 2, BEN))) == ["X"]


def test_acts_of_two_reviewers_with_one_id_are_two_acts() -> None:
    tables = in_every_order(verdict("X", 1), verdict("Y", 1, BEN), undo(1, 2, BEN))
    assert live(tables) == ["X"]


def test_acts_that_undo_each_other_in_a_circle_both_stand() -> None:
    tables = in_every_order(verdict("X", 1), undo(2, 1), undo(1, 2))
    assert live(tables) == ["X"]
    assert live(in_every_order(verdict("X", 1), undo(1, 1))) == ["X"]


def test_an_undo_covers_events_of_its_act_that_arrive_later() -> None:
    tables = in_every_order(verdict("X", 1), undo(1, 2), verdict("Y", 1))
    assert live(tables) == []


def test_undone_evidence_leaves_the_tables_and_its_source_with_it() -> None:
    cited = event("evidence", FIRST, "1" * 16, evidence_value(), act=act(1), clock=11, reviewer=BEN)
    tables = in_every_order(cited, undo(1, 2, BEN), verdict("X", 3))
    assert contents(tables)["evidence"] == contents(tables)["source"] == []
    assert tables.execute("SELECT evidence_count FROM claim").fetchall() == [(0,)]


def test_withdrawn_evidence_leaves_the_tables() -> None:
    cited = event("evidence", FIRST, "1" * 16, evidence_value(), act=act(1), clock=11)
    gone = event("evidence", FIRST, "1" * 16, None, act=act(2), clock=12, supersedes=[cited[0]])
    assert contents(in_every_order(cited, gone))["evidence"] == []


def test_the_latest_of_two_live_wordings_is_shown() -> None:
    wordings = [
        event("claim", FIRST, "statement", {"text": text}, act=act(n), clock=n, reviewer=reviewer)
        for n, text, reviewer in ((21, "Later", ADA), (20, "Earlier", BEN))
    ]
    tables = in_every_order(*wordings)
    assert tables.execute("SELECT statement FROM claim").fetchall() == [("Later",)]


def test_a_withdrawn_reading_takes_the_claim_out_of_the_lists_and_not_out_of_the_log() -> None:
    gone = event("claim", FIRST, "read", None, act=act(3), clock=20, supersedes=[GROUND[1][0]])
    tables = in_every_order(gone, verdict("X", 1))
    assert contents(tables)["claim"] == contents(tables)["rated"] == []
    assert tables.execute("SELECT count(*) FROM event").fetchone() == (4,)


def test_a_claim_waits_for_its_document() -> None:
    tables = folded([GROUND[1], verdict("X", 1)])
    assert contents(tables)["claim"] == []
    assert in_every_order(verdict("X", 1)).execute("SELECT count(*) FROM claim").fetchone() == (1,)


def test_nobody_names_another_reviewer() -> None:
    own = event("reviewer", ADA, "name", {"name": "Ada"}, act=act(1), clock=11)
    foreign = event("reviewer", ADA, "name", {"name": "Fool"}, reviewer=BEN, act=act(2), clock=12)
    tables = in_every_order(own, foreign)
    names = tables.execute("SELECT id, name FROM reviewer ORDER BY id").fetchall()
    assert names == [(ADA, "Ada"), (BEN, "")]


def test_documents_stand_in_the_order_of_their_first_reading_that_stands() -> None:
    later = event(
        "document",
        "d" * 64,
        "read",
        document_value(title="Another"),
        act=act(5),
        clock=5 << 16,
        reviewer=BEN,
    )
    again = document_reading(clock=9 << 16, reviewer=EVE)
    tables = in_every_order(later, again, undo(90, 7))
    order = tables.execute("SELECT id FROM document ORDER BY added").fetchall()
    assert [row[0][:1] for row in order] == ["d", DOCUMENT[:1]]
    added = tables.execute("SELECT document_added FROM claim").fetchall()
    assert added == [(9 << 16,)]


def test_what_is_not_known_is_kept_and_has_no_say() -> None:
    newer = [
        event("verdict", FIRST, "rating", verdict_value("X"), version=2, act=act(1), clock=11),
        event("mood", FIRST, "today", {"sour": True}, act=act(2), clock=12),
        event("verdict", FIRST, "rating", {"stars": 5}, act=act(3), clock=13),
    ]
    tables = in_every_order(*newer)
    assert status(tables) == ("unrated", None)
    unknown = tables.execute("SELECT count(*) FROM entry WHERE understood = 0").fetchone()
    assert unknown == (3,)
