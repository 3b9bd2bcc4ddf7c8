"""The work on claims in the log: what stands, what two reviewers differ in, what undo does."""

import shutil
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, Person, change, contents
from tests.ledger.work_material import scale_of
from workbench.errors import NotSo
from workbench.ledger.database import Ledger
from workbench.ledger.ingest import ingest
from workbench.ledger.queries import (
    claim,
    claim_rows,
    history,
    kept_scale,
    project_settings,
    rows_of_claims,
    saved_views,
)
from workbench.ledger.rebuild import rebuild
from workbench.ledger.recording.agreeing import (
    keep_scale,
    record_publisher,
    record_view,
    withdraw_view,
)
from workbench.ledger.recording.working import (
    record_answer,
    record_assignment,
    record_claimant,
    record_comment,
    record_detail,
    record_priority,
    record_question,
    record_tag,
    record_taken_over,
    reword,
    withdraw_tag,
)
from workbench.ledger.schema import DERIVED_VERSION, NAMES_SINCE
from workbench.ledger.undoing import redo, undo
from workbench.ledger.verify import verify
from workbench.ledger.work_tables import WORK_TABLES
from workbench.model import AnswerKind, ClaimantKind, Priority, Publisher


def work(ledger: Ledger, place: str = "Karsk", tag: str = "war") -> None:
    """One act that says something of every kind about the first claim."""
    with ledger.act("Work on it") as act:
        record_claimant(act, FIRST, "Zoe", ClaimantKind.PERSON)
        record_detail(act, FIRST, "claimed_on", {"on": "2023-06"})
        record_detail(act, FIRST, "place", {"place": place})
        record_priority(act, FIRST, Priority.HIGH)
        record_assignment(act, FIRST, ledger.reviewer.id)
        record_tag(act, FIRST, tag)
        comment = record_comment(act, FIRST, "Look at the register.")
        record_comment(act, FIRST, "I did.", comment)
        question = record_question(act, FIRST, "How many left?")
        record_answer(act, FIRST, question, "500", AnswerKind.ABSTRACTIVE)


def shared(ledger: Ledger, ben: Person, path: Path) -> Path:
    """A copy of the file, for Ben."""
    other = path.parent.parent / "bens.db"
    shutil.copy(ledger.path, other)
    return other


def test_what_was_said_is_what_the_claim_shows(ledger: Ledger) -> None:
    work(ledger)
    found = claim(ledger, FIRST)
    assert (found.claimant, found.claimant_kind) == ("Zoe", ClaimantKind.PERSON)
    assert (found.claimed_on, found.place, found.tags) == ("2023-06", "Karsk", ("war",))
    assert found.priority is Priority.HIGH
    assert found.assignment is not None
    assert found.assignment.to == ledger.reviewer
    first, reply = found.comments
    assert (first.parent, reply.parent) == (None, first.id)
    assert [one.text for one in found.questions[0].answers] == ["500"]
    row = rows_of_claims(ledger, [FIRST])[0]
    assert (row.tags, row.priority, row.assignee) == (("war",), Priority.HIGH, "Ada")
    assert row == claim_rows(ledger, [found.number])[0]
    assert claim(ledger, SECOND).tags == ()
    assert claim(ledger, SECOND).claimant == "The ministry"
    assert verify(ledger).problems == ()


def test_one_undo_takes_all_of_an_act_back_and_redo_brings_it_again(ledger: Ledger) -> None:
    before = claim(ledger, FIRST)
    work(ledger)
    after = claim(ledger, FIRST)
    undo(ledger)
    assert claim(ledger, FIRST) == before
    redo(ledger)
    assert claim(ledger, FIRST) == after
    told = [entry.field for entry in history(ledger, FIRST)]
    assert {"claimant", "claimed on", "assigned to", "tag", "comment", "question"} <= set(told)
    assert told[-2:] == ["undo", "redo"]


def test_what_two_reviewers_say_apart_stands_side_by_side(
    ledger: Ledger, ben: Person, path: Path
) -> None:
    theirs = shared(ledger, ben, path)
    work(ledger, "Karsk", "war")
    ben.clock.milliseconds = 1_800_000_000_000
    with ben.opens(theirs) as other:
        work(other, "Marun", "peace")
        pairs = other.rows("SELECT id, body FROM event")
    ingest(ledger, pairs)
    found = claim(ledger, FIRST)
    places = [(one.value, one.given_by.name) for one in found.details if one.field == "place"]
    assert places == [("Karsk", "Ada"), ("Marun", "Ben")]
    assert found.place == "Marun"
    assert found.tags == ("peace", "war")
    assert len(found.comments) == 4
    with ledger.act("Settle it") as act:
        record_detail(act, FIRST, "place", {"place": "Karsk"})
        withdraw_tag(act, FIRST, "PEACE")
    settled = claim(ledger, FIRST)
    assert [one.value for one in settled.details if one.field == "place"] == ["Karsk"]
    assert settled.tags == ("war",)


def test_nobody_rewords_what_another_wrote(ledger: Ledger, ben: Person, path: Path) -> None:
    with ledger.act("Comment") as act:
        mine = record_comment(act, FIRST, "Mine.")
    theirs = shared(ledger, ben, path)
    with ben.opens(theirs) as other:
        with pytest.raises(NotSo, match="of yours"), other.act("Edit") as act:
            reword(act, "comment", FIRST, mine, {"text": "Yours."})
        assert [one.text for one in claim(other, FIRST).comments] == ["Mine."]


def test_a_comment_that_was_answered_cannot_be_undone(
    ledger: Ledger, ben: Person, path: Path
) -> None:
    with ledger.act("Comment") as act:
        mine = record_comment(act, FIRST, "Mine.")
    theirs = shared(ledger, ben, path)
    with ben.opens(theirs) as other:
        with other.act("Reply") as act:
            record_comment(act, FIRST, "And mine.", mine)
        pairs = other.rows("SELECT id, body FROM event")
    ingest(ledger, pairs)
    with pytest.raises(NotSo, match="Ben has replied"):
        undo(ledger)


def test_a_claim_that_others_took_over_from_comes_back_on_undo(ledger: Ledger) -> None:
    with ledger.act("Split") as act:
        record_taken_over(act, FIRST, [SECOND])
    assert rows_of_claims(ledger, [FIRST])[0].taken_over
    assert claim(ledger, FIRST).taken_over_by == (SECOND,)
    undo(ledger)
    assert not rows_of_claims(ledger, [FIRST])[0].taken_over


def test_a_scale_is_kept_whole_and_neither_changed_nor_undone(ledger: Ledger) -> None:
    first, second = scale_of("One"), scale_of("Two")
    with ledger.act("Decide") as act:
        keep_scale(act, first)
        record_tag(act, FIRST, "war")
    undo(ledger)
    assert kept_scale(ledger, "own/1") == first
    with ledger.act("Decide otherwise") as act:
        keep_scale(act, second)
        keep_scale(act, first)
        record_tag(act, FIRST, "peace")
    assert kept_scale(ledger, "own/1") == first
    assert ledger.rows("SELECT name FROM scale ORDER BY event") == [("One",), ("Two",)]
    rebuild(ledger)
    assert kept_scale(ledger, "own/1") == first


def test_settings_and_views_are_of_the_whole_file_and_can_be_undone(ledger: Ledger) -> None:
    project = ledger.project.id
    with ledger.act("Publisher") as act:
        record_publisher(act, project, Publisher("Desk", same_as=("https://d.example",)))
    with ledger.act("View") as act:
        record_view(act, "Mine", "tag:war", "worth")
    assert project_settings(ledger).publisher == Publisher("Desk", same_as=("https://d.example",))
    view = saved_views(ledger)[0]
    assert (view.name, view.query, view.order) == ("Mine", "tag:war", "worth")
    with ledger.act("Away") as act:
        withdraw_view(act, view.id)
    assert saved_views(ledger) == ()
    for _ in range(3):
        undo(ledger)
    assert (project_settings(ledger).publisher, saved_views(ledger)) == (None, ())
    assert ledger.project.name == "karsk"


def test_a_file_with_the_tables_of_version_3_is_rebuilt(closed: Path, ada: Person) -> None:
    with ada.opens(closed) as ledger:
        work(ledger)
        before = contents(ledger.connection)
    change(
        closed,
        "DROP VIEW claim_work",
        "DROP VIEW claim_question",
        *(f"DROP VIEW {view}" for view in ("entry", "verdict")),
        *(f"DROP TABLE {table}" for table in (*WORK_TABLES, *sorted(NAMES_SINCE[5]))),
        "UPDATE local SET value = '3' WHERE key = 'derived_version'",
    )
    with ada.opens(closed) as ledger:
        assert ledger.rows("SELECT value FROM local WHERE key = 'derived_version'") == [
            (str(DERIVED_VERSION),)
        ]
        assert contents(ledger.connection) == before
        assert claim(ledger, FIRST).tags == ("war",)
