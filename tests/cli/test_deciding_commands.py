"""cite, verdict, undo, redo, history, dismiss, correct, claim: deciding and taking back."""

import pytest

from tests.cli.conftest import DISPATCH, Program

QUOTE = "Forty-seven civilians were treated."
CITATION = ("https://hospital.example/statement", QUOTE, "--stance", "refutes")


def status(project: Program, claim: str) -> tuple[str, str | None]:
    shown = project("show", claim, "--json").objects[0]
    return shown["status"], shown["rating"]


def test_a_verdict_rests_on_the_cited_evidence(project: Program, wounded: str) -> None:
    cited = project("cite", wounded[:8], *CITATION, "--seen", "2025-10-15")
    assert cited.code == 0
    given = project("verdict", wounded[:8], "refuted", "--because", "The hospital counted 47.")
    assert given.code == 0
    shown = project("show", wounded, "--json").objects[0]
    assert (shown["status"], shown["rating"]) == ("single", "Refuted")
    assert shown["evidence"][0]["quote"] == QUOTE
    assert shown["evidence"][0]["seen_on"] == "2025-10-15"
    assert shown["verdicts"][0]["evidence"] == [cited.out.strip()]


def test_a_verdict_without_evidence_must_say_so(project: Program, wounded: str) -> None:
    refused = project("verdict", wounded, "Supported", "--because", "I was there.")
    assert refused.code == 2
    assert "unsourced" in refused.err
    assert status(project, wounded) == ("unrated", None)
    given = project("verdict", wounded, "Supported", "--because", "I was there.", "--unsourced")
    assert given.code == 0
    assert project("show", wounded, "--json").objects[0]["verdicts"][0]["unsourced"] is True


@pytest.mark.parametrize(
    ("rating", "because", "says"),
    [
        ("Suported", "x", "did you mean Supported?"),
        ("Sup", " ", "needs a reason"),
        ("", "x", "no rating"),
    ],
)
def test_a_verdict_that_cannot_be_given_says_why(
    project: Program, wounded: str, rating: str, because: str, says: str
) -> None:
    refused = project("verdict", wounded, rating, "--because", because, "--unsourced")
    assert refused.code == 2
    assert says in refused.err
    assert status(project, wounded) == ("unrated", None)


def test_undo_and_redo_walk_back_and_forth(project: Program, wounded: str) -> None:
    project("verdict", wounded, "Refuted", "--because", "One", "--unsourced")
    project("verdict", wounded, "Supported", "--because", "Two", "--unsourced")
    assert status(project, wounded) == ("single", "Supported")
    assert project("undo").out == "undone: Verdict Supported\n"
    assert status(project, wounded) == ("single", "Refuted")
    project("undo")
    assert status(project, wounded) == ("unrated", None)
    assert project("redo").out == "done again: Verdict Refuted\n"
    project("redo")
    assert status(project, wounded) == ("single", "Supported")
    assert project("redo").code == 1


def test_undo_takes_back_a_whole_document_and_then_there_is_nothing_left(project: Program) -> None:
    project("undo")
    assert project("claims", "--json").objects == []
    nothing = project("undo")
    assert nothing.code == 1
    assert "nothing of yours to undo" in nothing.err
    project("redo")
    assert project("claims", "--json").objects


def test_history_tells_every_step_with_whole_rationales(project: Program, wounded: str) -> None:
    reason = "A long reason. " * 40
    project("verdict", wounded, "Refuted", "--because", reason, "--unsourced")
    project("undo")
    told = project("history", wounded)
    assert "Refuted" in told.out
    assert reason.strip() in " ".join(told.out.split())
    assert "undone" in told.out
    entries = project("history", wounded, "--json").objects
    assert any(entry["undone"] for entry in entries)


def test_a_dismissed_claim_leaves_the_list_and_comes_back(project: Program, wounded: str) -> None:
    count = len(project("claims", "--json").objects)
    assert project("dismiss", wounded, "--because", "no claim").code == 0
    assert len(project("claims", "--json").objects) == count - 1
    assert len(project("claims", "--all", "--json").objects) == count
    assert project("show", wounded, "--json").objects[0]["dismissed"] == "no claim"
    assert project("dismiss", wounded).code == 1
    assert project("restore", wounded).code == 0
    assert len(project("claims", "--json").objects) == count


def test_a_correction_keeps_the_span_and_the_first_wording(project: Program, wounded: str) -> None:
    before = project("show", wounded, "--json").objects[0]
    assert project("correct", wounded, "52 civilians were injured in Kerval.").code == 0
    after = project("show", wounded, "--json").objects[0]
    assert after["text"] == "52 civilians were injured in Kerval."
    assert after["read_as"] == before["text"]
    assert after["span"] == before["span"]
    project("undo")
    assert project("show", wounded, "--json").objects[0]["text"] == before["text"]


def test_a_missed_claim_is_added_by_its_words(project: Program) -> None:
    document = project("claims", "--json").objects[0]["document"]
    added = project("claim", document[:8], "a 700-strong force")
    claim = project("show", added.out.strip(), "--json").objects[0]
    assert DISPATCH[claim["start"] : claim["end"]] == "a 700-strong force"
    assert claim["by_hand"] is True
    assert [quantity["value"] for quantity in claim["quantities"]] == [700]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("9000 elephants", 1, "does not say"),
        ("troops", 2, "occurs"),
        ("5:5", 2, "outside"),
        ("0:99999", 2, "outside"),
    ],
)
def test_words_that_name_no_one_place_are_refused(
    project: Program, words: str, code: int, says: str
) -> None:
    document = project("claims", "--json").objects[0]["document"]
    refused = project("claim", document, words)
    assert refused.code == code
    assert says in refused.err


def test_evidence_can_be_withdrawn_and_stays_in_the_history(project: Program, wounded: str) -> None:
    identifier = project("cite", wounded, *CITATION).out.strip()
    assert identifier[-8:] in project("evidence", wounded).out
    assert project("evidence", wounded, "--withdraw", identifier[-8:]).code == 0
    assert project("evidence", wounded, "--json").objects == []
    assert QUOTE in project("history", wounded).out


@pytest.mark.parametrize(
    ("url", "quote", "seen"),
    [
        ("ftp://example.org/x", QUOTE, "2025-10-15"),
        ("https://user:pw@example.org/", QUOTE, "2025-10-15"),
        ("https://example.org/", "   ", "2025-10-15"),
        ("https://example.org/", QUOTE, "2999-01-01"),
    ],
)
def test_evidence_that_cannot_be_is_refused(
    project: Program, wounded: str, url: str, quote: str, seen: str
) -> None:
    refused = project("cite", wounded, url, quote, "--stance", "supports", "--seen", seen)
    assert refused.code == 2
    assert project("evidence", wounded, "--json").objects == []


def test_a_claim_that_is_not_there_is_not_so(project: Program) -> None:
    missing = project("show", "ffffffffffff")
    assert missing.code == 1
    assert project("show", "no id").code == 2


def test_a_prefix_that_fits_several_claims_lists_them(project: Program) -> None:
    document = project("claims", "--json").objects[0]["document"]
    ids = [claim["id"] for claim in project("claims", "--json").objects]
    # Of 17 ids two begin alike, because there are 16 digits.
    while len(ids) < 17:
        ids.append(project("claim", document, f"{len(ids)}:{len(ids) + 20}").out.strip())
    digits = [identifier[0] for identifier in ids]
    shared = next(digit for digit in digits if digits.count(digit) > 1)
    refused = project("show", shared)
    assert refused.code == 1
    told = [one for one in ids if one.startswith(shared) and one[:8] in refused.err]
    assert len(told) > 1
