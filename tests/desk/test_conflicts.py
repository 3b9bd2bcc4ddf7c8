"""What reviewers disagree in stands side by side until somebody settles it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, decide
from tests.ledger.merge_material import Team, log_of
from workbench.desk.deciding.adjudicating import adjudicate, keep_side
from workbench.desk.deciding.conflicts import Conflict, conflicts
from workbench.errors import NotSo, UsageError
from workbench.ledger.database import Ledger
from workbench.ledger.merging import merge_events
from workbench.ledger.queries import claim
from workbench.ledger.undoing import undo
from workbench.model import ClaimStatus


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team.begin(tmp_path)


@pytest.fixture
def ours(team: Team) -> Iterator[Ledger]:
    with team.opens("Ada") as ledger:
        yield ledger


def word(ledger: Ledger, text: str, which: str = FIRST) -> None:
    with ledger.act("Correct") as act:
        act.record("claim", which, "statement", {"text": text})


def merged_with_ben(team: Team, ours: Ledger) -> list[Conflict]:
    decide(ours, "Supported")
    word(ours, "500 left")
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        decide(theirs, "Refuted", SECOND)
        word(theirs, "Five hundred left")
        merge_events(ours, log_of(theirs))
    return list(conflicts(ours))


def test_both_sides_are_told_with_who_when_and_why(team: Team, ours: Ledger) -> None:
    verdicts, wordings = merged_with_ben(team, ours)
    assert (verdicts.what, verdicts.entity, verdicts.is_verdict) == ("verdict", FIRST, True)
    assert {(one.says, one.because, one.given_by.name) for one in verdicts.sides} == {
        ("Supported", "The register says Supported.", "Ada"),
        ("Refuted", "The register says Refuted.", "Ben"),
    }
    assert all(one.unsourced and one.given_at.year == 2025 for one in verdicts.sides)
    assert (wordings.what, wordings.kind, wordings.is_verdict) == ("statement", "claim", False)
    assert {one.says for one in wordings.sides} == {"500 left", "Five hundred left"}


def test_who_say_the_same_do_not_disagree(team: Team, ours: Ledger) -> None:
    decide(ours, "Supported")
    word(ours, "500 left")
    with team.opens("Ben") as theirs:
        decide(theirs, "Supported")
        word(theirs, "500 left")
        merge_events(ours, log_of(theirs))
    assert list(conflicts(ours)) == []


def test_an_adjudication_takes_the_place_of_all_and_one_undo_brings_them_back(
    team: Team, ours: Ledger
) -> None:
    merged_with_ben(team, ours)
    adjudicate(ours, FIRST, "Refuted", "We looked together.", unsourced=True)
    found = claim(ours, FIRST)
    assert (found.status, found.rating) == (ClaimStatus.SINGLE, "Refuted")
    assert sorted((one.given_by.name, one.live) for one in found.verdicts) == [
        ("Ada", False),
        ("Ada", True),
        ("Ben", False),
    ]
    undo(ours)
    assert claim(ours, FIRST).status is ClaimStatus.CONFLICT


def test_an_adjudication_is_known_to_the_others_once_they_merge(team: Team, ours: Ledger) -> None:
    merged_with_ben(team, ours)
    adjudicate(ours, FIRST, "Refuted", "We looked together.", unsourced=True)
    with team.opens("Ben") as theirs:
        merged = merge_events(theirs, log_of(ours))
        assert [one.field for one in merged.conflicts] == ["statement"]
        assert claim(theirs, FIRST).rating == "Refuted"


def test_a_verdict_given_after_an_adjudication_is_a_new_conflict(team: Team, ours: Ledger) -> None:
    merged_with_ben(team, ours)
    adjudicate(ours, FIRST, "Refuted", "We looked together.", unsourced=True)
    with team.opens("Ben") as theirs:
        decide(theirs, "Supported")
        merged = merge_events(ours, log_of(theirs))
    assert [one.thing for one in merged.conflicts] == [("claim", FIRST)]


def test_choosing_a_side_settles_other_words(team: Team, ours: Ledger) -> None:
    _, wordings = merged_with_ben(team, ours)
    kept = next(one for one in wordings.sides if one.given_by.name == "Ada")
    keep_side(ours, kept.event[-12:])
    assert [one.what for one in conflicts(ours)] == ["verdict"]
    assert claim(ours, FIRST).statement == "500 left"
    undo(ours)
    assert len(list(conflicts(ours))) == 2


def test_what_is_no_side_is_refused(team: Team, ours: Ledger) -> None:
    verdicts, _ = merged_with_ben(team, ours)
    with pytest.raises(NotSo, match="no side of a disagreement"):
        keep_side(ours, verdicts.sides[0].event[-12:])
    with pytest.raises(UsageError, match="at least 8 digits"):
        keep_side(ours, "abc")
    with team.opens("Cora") as fresh, pytest.raises(NotSo, match="no verdict to adjudicate"):
        adjudicate(fresh, SECOND, "Refuted", "So.", unsourced=True)


def test_two_names_of_a_project_and_two_corrections_of_a_page_are_conflicts(
    team: Team, ours: Ledger
) -> None:
    with ours.act("Name") as act:
        act.record("project", ours.project.id, "name", {"name": "Karsk", "sample": False})
    with team.opens("Ben") as theirs:
        with theirs.act("Name") as act:
            act.record("project", ours.project.id, "name", {"name": "Troops", "sample": False})
        merge_events(ours, log_of(theirs))
    (found,) = conflicts(ours)
    assert (found.what, found.kind) == ("project's name", "project")
    assert {one.says for one in found.sides} == {"Karsk", "Troops"}
