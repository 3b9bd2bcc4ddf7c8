"""Undo and redo as a reviewer meets them."""

from pathlib import Path

import pytest

from tests.ledger.material import (
    DATA,
    DOCUMENT,
    FIRST,
    SECOND,
    Person,
    claim_value,
    decide,
    document_value,
    evidence_value,
    verdict_value,
)
from workbench.errors import NotSo
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import (
    claim,
    claims_of_document,
    counts,
    document_of,
    documents,
    history,
    recent_acts,
    redoable,
    undoable,
)
from workbench.ledger.undoing import redo, undo
from workbench.model import ClaimStatus


def label(ledger: Ledger) -> str | None:
    act = undoable(ledger)
    return act.label if act else None


def test_undo_goes_back_step_by_step_and_redo_comes_forward_again(ledger: Ledger) -> None:
    decide(ledger, "Supported")
    decide(ledger, "Refuted")
    assert undo(ledger).label == "Verdict Refuted"
    assert claim(ledger, FIRST).rating == "Supported"
    assert undo(ledger).label == "Verdict Supported"
    assert claim(ledger, FIRST).status is ClaimStatus.UNRATED
    assert undo(ledger).label == "Add Troops leave Karsk"
    assert counts(ledger)["all"] == 0
    with pytest.raises(NotSo, match="nothing of yours to undo"):
        undo(ledger)
    assert [redo(ledger).label for _ in range(3)] == [
        "Add Troops leave Karsk",
        "Verdict Supported",
        "Verdict Refuted",
    ]
    assert claim(ledger, FIRST).rating == "Refuted"
    with pytest.raises(NotSo, match="nothing to redo"):
        redo(ledger)


def test_what_was_redone_can_be_undone_again(ledger: Ledger) -> None:
    decide(ledger, "Supported")
    for _ in range(3):
        assert undo(ledger).undone
        assert claim(ledger, FIRST).status is ClaimStatus.UNRATED
        assert not redo(ledger).undone
        assert claim(ledger, FIRST).status is ClaimStatus.SINGLE


def test_a_new_step_ends_what_can_be_redone(ledger: Ledger) -> None:
    decide(ledger, "Supported")
    undo(ledger)
    assert redoable(ledger) is not None
    decide(ledger, "Refuted", SECOND)
    assert redoable(ledger) is None
    with pytest.raises(NotSo):
        redo(ledger)
    undo(ledger)
    assert redo(ledger).label == "Verdict Refuted"
    assert redoable(ledger) is None


def test_one_event_undoes_a_document_of_any_size(ledger: Ledger) -> None:
    with ledger.act("Add many") as act:
        for place in range(2_000):
            act.record("claim", f"{place:032x}", "read", claim_value(place, place + 1))
    before = ledger.rows("SELECT count(*) FROM event")[0][0]
    undo(ledger)
    assert ledger.rows("SELECT count(*) FROM event")[0][0] == before + 1
    assert counts(ledger)["all"] == 2
    redo(ledger)
    assert counts(ledger)["all"] == 2_002


def test_a_claim_keeps_its_number_when_it_comes_back(ledger: Ledger) -> None:
    numbers = [row.number for row in claims_of_document(ledger, DOCUMENT)]
    undo(ledger)
    with ledger.act("Other") as act:
        act.record("document", "d" * 64, "read", document_value())
        act.record("claim", "9" * 32, "read", claim_value(document="d" * 64))
    other = claims_of_document(ledger, "d" * 64)[0].number
    undo(ledger)
    redo(ledger)
    assert other not in numbers
    assert [row.number for row in claims_of_document(ledger, "d" * 64)] == [other]


def test_a_document_that_was_undone_can_be_added_again(ledger: Ledger) -> None:
    undo(ledger)
    assert document_of(ledger, DOCUMENT) is None
    assert documents(ledger) == ()
    with ledger.act("Add it again") as act:
        act.record("document", DOCUMENT, "read", document_value(act.keep(DATA)))
    assert document_of(ledger, DOCUMENT) is not None


def test_undoing_ones_verdict_leaves_the_others(ledger: Ledger, ben: Person) -> None:
    decide(ledger, "Supported")
    with ben.opens(ledger.path) as his:
        decide(his, "Refuted")
        undo(his)
        assert label(his) is None
    assert claim(ledger, FIRST).rating == "Supported"


def test_an_undone_adjudication_brings_the_verdicts_back(ledger: Ledger, ben: Person) -> None:
    first = decide(ledger, "Supported")
    with ben.opens(ledger.path) as his:
        decide(his, "Refuted", supersedes=[first], adjudicates=True)
        assert claim(ledger, FIRST).rating == "Refuted"
        undo(his)
    found = claim(ledger, FIRST)
    assert (found.rating, found.verdicts[0].given_by.name) == ("Supported", "Ada")


def test_what_another_has_adjudicated_is_not_undone(ledger: Ledger, ben: Person) -> None:
    first = decide(ledger, "Supported")
    with ben.opens(ledger.path) as his:
        decide(his, "Refuted", supersedes=[first], adjudicates=True)
    with pytest.raises(NotSo, match="Ben has decided anew"):
        undo(ledger)
    assert claim(ledger, FIRST).rating == "Refuted"


def test_a_document_on_whose_claims_another_has_worked_is_not_undone(
    ledger: Ledger, ben: Person
) -> None:
    with ben.opens(ledger.path) as his:
        decide(his, "Refuted")
    with pytest.raises(NotSo, match="Ben has worked on its claims"):
        undo(ledger)
    with ben.opens(ledger.path) as his:
        undo(his)
    assert undo(ledger).label == "Add Troops leave Karsk"


def test_a_document_to_which_another_has_added_a_claim_is_not_undone(
    ledger: Ledger, ben: Person
) -> None:
    with ben.opens(ledger.path) as his, his.act("Add claim") as act:
        act.record("claim", "9" * 32, "read", claim_value(5, 15, by_hand=True))
    with pytest.raises(NotSo, match="Ben has added claims"):
        undo(ledger)


def test_a_document_that_another_has_read_too_can_be_undone(ledger: Ledger, ben: Person) -> None:
    with ben.opens(ledger.path) as his, his.act("Add it too") as act:
        act.record("document", DOCUMENT, "read", document_value(act.keep(DATA)))
        act.record("claim", FIRST, "read", claim_value())
    undo(ledger)
    assert [row.id for row in claims_of_document(ledger, DOCUMENT)] == [FIRST]
    assert documents(ledger)[0].added_by.name == "Ben"


def test_evidence_on_which_another_ones_verdict_rests_is_not_undone(
    ledger: Ledger, ben: Person
) -> None:
    with ledger.act("Cite") as act:
        cited = act.record("evidence", FIRST, "1" * 16, evidence_value())
    with ben.opens(ledger.path) as his, his.act("Decide") as act:
        act.record("verdict", FIRST, "rating", verdict_value("Refuted", evidence=[cited]))
    with pytest.raises(NotSo, match="Ben has given a verdict that rests on it"):
        undo(ledger)


def test_taking_a_name_is_no_step_to_undo(ledger: Ledger, ada: Person) -> None:
    decide(ledger, "Supported")
    ada.identity.rename("Ada Lovelace")
    decide(ledger, "Refuted")
    assert recent_acts(ledger, 9)[0].by.name == "Ada Lovelace"
    assert label(ledger) == "Verdict Refuted"
    assert [act.label for act in recent_acts(ledger, 9)] == [
        "Verdict Refuted",
        "Verdict Supported",
        "Add Troops leave Karsk",
    ]


def test_the_history_tells_who_did_and_undid_what(ledger: Ledger, ben: Person) -> None:
    first = decide(ledger, "Supported")
    with ben.opens(ledger.path) as his:
        decide(his, "Refuted", supersedes=[first], adjudicates=True)
        undo(his)
        redo(his)
        undo(his)
    told = [(one.by.name, one.field, one.old, one.new, one.live) for one in history(ledger, FIRST)]
    assert told == [
        ("Ada", "read", None, "Some 500 troops left Karsk on 4 May", True),
        ("Ada", "verdict", None, "Supported", True),
        ("Ben", "verdict", "Supported", "Refuted", False),
        ("Ben", "undo", None, "Verdict Refuted", False),
        ("Ben", "redo", None, "Verdict Refuted", True),
        ("Ben", "undo", None, "Verdict Refuted", True),
    ]
    assert [one.because for one in history(ledger, FIRST)][1] == "The register says Supported."


def test_a_reader_who_never_wrote_has_nothing_to_undo(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "nobody"
    identity = IdentityStore(folder / "config", folder / "state")
    with open_ledger(ledger.path, mode="read", identity=identity) as reader:
        assert undoable(reader) is None
        assert redoable(reader) is None
    assert not folder.exists()
