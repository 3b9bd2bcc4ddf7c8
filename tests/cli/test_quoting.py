"""quote and evidence: only words that stand in the capture become evidence."""

from typing import Any

import pytest

from tests.cli.conftest import PAGE, QUOTED, Program, as_page
from tests.sourcing.horrors.server import Horrors


def evidence(project: Program, claim: str) -> dict[str, Any]:
    (piece,) = project("evidence", claim, "--json").objects
    return piece


def test_a_quote_is_anchored_in_its_capture(project: Program, wounded: str, attached: str) -> None:
    done = project("quote", wounded[:8], attached, QUOTED, "--stance", "refutes")
    assert done.code == 0, done.err
    piece = evidence(project, wounded)
    assert done.out.strip() == piece["id"]
    assert (piece["quote"], piece["stance"]) == (QUOTED, "refutes")
    quoted, placed = piece["selectors"]
    text = project("source", attached, "--text", "main").out
    assert quoted["exact"] == QUOTED
    assert text[placed["start"] : placed["end"]] == QUOTED
    assert text[: placed["start"]].endswith(quoted["prefix"])
    assert text[placed["end"] :].startswith(quoted["suffix"])
    assert piece["extractor"].startswith("trafilatura")


def test_white_space_and_marks_may_differ_and_what_stands_there_is_kept(
    project: Program, wounded: str, attached: str
) -> None:
    typed = "Forty-seven  civilians were\ntreated after the unrest"
    assert project("quote", wounded, attached, typed, "--stance", "refutes").code == 0
    kept = evidence(project, wounded)["quote"]
    assert kept.split() == typed.split()
    assert "  " not in kept


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "The hospital counted 52 civilians and 41 soldiers",
            "the source says something else there",
        ),
        ("We have patients in critical condition.", "“We have no patient in critical condition"),
        ("The harvest was poor in all of the northern districts", "nor anything near it"),
    ],
    ids=["figure", "nearest", "nothing"],
)
def test_words_that_do_not_stand_there_are_not_taken(
    project: Program, wounded: str, attached: str, words: str, told: str
) -> None:
    refused = project("quote", wounded, attached, words, "--stance", "supports")
    assert refused.code == 1
    assert told in refused.err
    assert project("evidence", wounded, "--json").objects == []


def test_a_changed_figure_is_told_first(project: Program, wounded: str, attached: str) -> None:
    words = "The clinic counted 52 civilians and 41 soldiers who were injured"
    refused = project("quote", wounded, attached, words, "--stance", "supports")
    assert refused.err.splitlines()[-1].startswith(
        "workbench: the source says something else there"
    )
    assert "47" in refused.err


def test_words_that_stand_there_twice_need_more_of_the_sentence(
    project: Program, wounded: str, attached: str
) -> None:
    refused = project("quote", wounded, attached, "the unrest", "--stance", "context")
    assert refused.code == 2
    assert "times; quote more of the sentence" in refused.err


def test_what_the_article_leaves_out_can_be_quoted_too(
    project: Program, wounded: str, attached: str
) -> None:
    words = "The hospital has 1,234 beds."
    refused = project("quote", wounded, attached, words, "--stance", "context")
    assert "--page-text visible" in refused.err
    command = ("quote", wounded, attached, words, "--stance", "context")
    assert project(*command, "--page-text", "visible").code == 0
    assert evidence(project, wounded)["page_text"] == "visible"


def test_evidence_younger_than_the_claim_is_flagged(
    project: Program, wounded: str, attached: str
) -> None:
    project("quote", wounded, attached, QUOTED, "--stance", "refutes")
    piece = evidence(project, wounded)
    assert (piece["dated"], piece["younger_than_claim"]) == ("2025-10-16", True)
    assert "dated 2025-10-16, younger than the claim" in project("evidence", wounded).out


def test_the_evidence_can_have_a_date_of_its_own(
    project: Program, wounded: str, attached: str
) -> None:
    command = ("quote", wounded, attached, QUOTED, "--stance", "refutes")
    assert project(*command, "--dated", "12 October").code == 2
    assert project(*command, "--dated", "2025-10").code == 0
    piece = evidence(project, wounded)
    assert (piece["dated"], piece["younger_than_claim"]) == ("2025-10", False)


def test_a_translation_is_marked_as_ours(project: Program, wounded: str, attached: str) -> None:
    words = "L’hôpital a compté 47 civils"
    project("quote", wounded, attached, QUOTED, "--stance", "refutes", "--note", "ward list seen",
            "--translation", words, "--language", "fr")  # fmt: skip
    shown = project("evidence", wounded).out
    assert "our translation (fr): L’hôpital a compté 47 civils" in shown
    assert "note: ward list seen" in shown


def test_stance_and_note_can_be_changed_and_undone(
    project: Program, wounded: str, attached: str
) -> None:
    first = project("quote", wounded, attached, QUOTED, "--stance", "refutes").out.strip()
    changed = project("quote", wounded, "--instead-of", first, "--stance", "context", "--note", "n")
    assert changed.code == 0, changed.err
    piece = evidence(project, wounded)
    assert (piece["stance"], piece["note"], piece["quote"]) == ("context", "n", QUOTED)
    assert project("undo").code == 0
    assert evidence(project, wounded)["stance"] == "refutes"
    same = project("quote", wounded, "--instead-of", first, "--stance", "refutes")
    assert same.code == 2


def test_a_quote_stays_with_its_capture_when_the_page_is_fetched_again(
    project: Program, wounded: str, attached: str, page: str, horrors: Horrors
) -> None:
    project("quote", wounded, attached, QUOTED, "--stance", "refutes")
    before = evidence(project, wounded)
    horrors.on("/statement", as_page(PAGE.replace("47 civilians", "49 civilians")))
    project("attach", wounded, page, "--allow-private", "--again")
    assert evidence(project, wounded) == before
    old = project("quote", wounded, attached, QUOTED, "--stance", "refutes")
    assert "the source says something else there" in old.err
    capture = before["capture"][-8:]
    again = project("quote", wounded, attached, QUOTED, "--stance", "context", "--capture", capture)
    assert again.code == 0, again.err


def test_a_report_shows_capture_hash_time_and_archived_copy(
    project: Program, wounded: str, attached: str
) -> None:
    project("quote", wounded, attached, QUOTED, "--stance", "refutes")
    project("verdict", wounded, "Refuted", "--because", "The hospital counted them.")
    report = project("report").out
    (capture,) = project("source", attached, "--json").objects[0]["captures"]
    assert f"SHA-256 `{capture['body_sha256']}`" in report
    assert "Press office, “Statement on the unrest in Kerval”" in report
    assert "Captured 20" in report
    assert "Independence: 1 source, 1 origin" in report
    assert "Dated 2025-10-16, which is after the claim" in report
    assert "unaltered since capture, and no more" in report
