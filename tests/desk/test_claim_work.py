"""Work on claims at the desk: tags, assignments, places, comments, questions, splits, settings."""

import pytest

from workbench.desk import settings_of_project as agreed
from workbench.desk.acts import undo
from workbench.desk.deciding.verdicts import decide, decide_several
from workbench.desk.finding.views import find_view, forget_view, save_view
from workbench.desk.working.assigning import assign, find_reviewer
from workbench.desk.working.claims import dismiss_several, restore
from workbench.desk.working.commenting import comment, edit_comment, in_threads, withdraw_comment
from workbench.desk.working.placing import Placing, place
from workbench.desk.working.questions import answer, ask, withdraw_question
from workbench.desk.working.splitting import join_claims, split_claim
from workbench.desk.working.tagging import parse_tags, set_priority, tag
from workbench.errors import NotSo, UsageError
from workbench.ledger.database import Ledger
from workbench.ledger.queries import (
    all_comparable,
    claim,
    claim_numbers,
    claims_of_document,
    counts,
    documents,
    history,
)
from workbench.model import (
    AnswerKind,
    ClaimantKind,
    ClaimFilter,
    Confidence,
    Priority,
    Publisher,
    RatingScale,
    RatingStep,
    SecondReader,
)


@pytest.fixture
def claims(ledger: Ledger) -> list[str]:
    """The claims of the dispatch, in the order of its text."""
    return [row.id for row in claims_of_document(ledger, documents(ledger)[0].id)]


def test_tags_are_typed_with_their_signs() -> None:
    assert parse_tags('kosovo, +"air defence" -old') == (("kosovo", "air defence"), ("old",))
    with pytest.raises(UsageError):
        parse_tags('"open')
    with pytest.raises(UsageError, match="a tag is a word"):
        parse_tags("+")


def test_many_claims_are_tagged_in_one_step(ledger: Ledger, claims: list[str]) -> None:
    tag(ledger, claims[:1], ["war"])
    planned = tag(ledger, claims, ["War", "valley"], preview=True)
    assert claim(ledger, claims[1]).tags == ()
    assert planned == tag(ledger, claims, ["War", "valley"])
    assert [one.new for one in planned] == ["valley, war", "War, valley", "War, valley"][
        : len(claims)
    ]
    undo(ledger)
    assert [claim(ledger, one).tags for one in claims] == [("war",)] + [()] * (len(claims) - 1)
    with pytest.raises(NotSo, match="nothing to change"):
        tag(ledger, claims, (), ["absent"])


def test_priority_and_assignment_are_told_before_and_after(
    ledger: Ledger, claims: list[str]
) -> None:
    changed = set_priority(ledger, claims[:1], Priority.URGENT)
    assert [(one.old, one.new) for one in changed] == [("normal", "urgent")]
    given = assign(ledger, claims, find_reviewer(ledger, "me"))
    assert {one.old for one in given} == {"nobody"}
    assert assign(ledger, claims, None)[0].old == ledger.reviewer.name
    with pytest.raises(NotSo, match="once their work was merged"):
        find_reviewer(ledger, "Zoe")


def test_who_when_and_where_are_one_step_and_go_back_to_what_was_read(
    ledger: Ledger, wounded: str
) -> None:
    given = Placing("The minister", ClaimantKind.PERSON, "2025-10", "Kerval", "https://a.example/x")
    place(ledger, [wounded], given)
    found = claim(ledger, wounded)
    assert (found.claimant, found.claimed_on, found.place) == ("The minister", "2025-10", "Kerval")
    place(ledger, [wounded], Placing(claimant="nobody", claimed_on=""))
    found = claim(ledger, wounded)
    assert (found.claimant, found.claimed_on, found.place) == (None, None, "Kerval")
    place(ledger, [wounded], Placing(claimant=""))
    assert claim(ledger, wounded).claimant == found.reading.claimant is not None
    for wrong in (Placing(claimed_on="June"), Placing(first_appearance="a page"), Placing()):
        with pytest.raises(UsageError):
            place(ledger, [wounded], wrong)


def test_comments_stand_below_what_they_answer(ledger: Ledger, wounded: str) -> None:
    first = comment(ledger, wounded, "Who counted?")
    comment(ledger, wounded, "Another thing.")
    comment(ledger, wounded, "The hospital.", first[:6])
    edit_comment(ledger, wounded, first, "Who has counted?")
    shown = [(depth, one.text) for depth, one in in_threads(claim(ledger, wounded).comments)]
    assert shown == [(0, "Who has counted?"), (1, "The hospital."), (0, "Another thing.")]
    withdraw_comment(ledger, wounded, first)
    assert [one.text for one in claim(ledger, wounded).comments] == [
        "Another thing.",
        "The hospital.",
    ]


def test_each_kind_of_answer_has_what_it_needs(ledger: Ledger, wounded: str) -> None:
    question = ask(ledger, wounded, "Were 52 civilians hurt?")
    with pytest.raises(UsageError, match="yes or no"):
        answer(ledger, wounded, question, "perhaps", AnswerKind.BOOLEAN, because="x")
    with pytest.raises(UsageError, match="explanation"):
        answer(ledger, wounded, question, "no", AnswerKind.BOOLEAN)
    with pytest.raises(UsageError, match="stands in a source"):
        answer(ledger, wounded, question, "47", AnswerKind.EXTRACTIVE)
    answer(ledger, wounded, "1", "no", AnswerKind.BOOLEAN, because="The hospital counted 47.")
    answer(ledger, wounded, question, "", AnswerKind.UNANSWERABLE)
    asked = claim(ledger, wounded).questions[0]
    assert [one.text for one in asked.answers] == ["No", "No answer could be found."]
    withdraw_question(ledger, wounded, question)
    assert claim(ledger, wounded).questions == ()
    undo(ledger)
    assert claim(ledger, wounded).questions == (asked,)


def test_parts_take_over_from_a_claim_that_was_split(ledger: Ledger, wounded: str) -> None:
    tag(ledger, [wounded], ["war"])
    place(ledger, [wounded], Placing(claimed_on="2025-10"))
    decide(ledger, wounded, "Supported", "They said so.", unsourced=True)
    before, listed = claim(ledger, wounded), claim_numbers(ledger, ClaimFilter())
    first, second = split_claim(ledger, wounded, ["52 civilians", "41 soldiers and more"])
    part, other = claim(ledger, first), claim(ledger, second)
    assert part.reading.span == "52 civilians"
    assert [quantity.text for quantity in part.reading.quantities] == ["52"]
    assert other.reading.span == before.reading.span
    assert (part.tags, part.claimed_on, part.verdicts) == (("war",), "2025-10", ())
    assert part.derived_from == other.derived_from == (wounded,)
    origin = claim(ledger, wounded)
    assert origin.taken_over_by == (first, second)
    assert origin.verdicts == before.verdicts
    assert before.number not in claim_numbers(ledger, ClaimFilter())
    assert list(claim_numbers(ledger, ClaimFilter(taken_over=True))) == [before.number]
    assert counts(ledger)["taken over"] == 1
    assert next(one for one in all_comparable(ledger) if one.id == wounded).dismissed
    assert "taken over by" in [entry.field for entry in history(ledger, wounded)]
    with pytest.raises(NotSo, match="took over"):
        split_claim(ledger, wounded, ["a", "b"])
    undo(ledger)
    assert claim(ledger, wounded) == before
    assert claim_numbers(ledger, ClaimFilter()) == listed


def test_claims_that_were_joined_can_be_restored(ledger: Ledger, claims: list[str]) -> None:
    set_priority(ledger, claims[1:2], Priority.HIGH)
    joined = join_claims(ledger, claims[:2])
    found = claim(ledger, joined)
    assert found.derived_from == tuple(claims[:2])
    assert found.priority is Priority.HIGH
    assert found.statement.startswith(claim(ledger, claims[0]).statement)
    restore(ledger, claims[0])
    assert claim(ledger, claims[0]).taken_over_by == ()
    assert claim(ledger, joined).derived_from == tuple(claims[:2])


def test_several_verdicts_are_all_given_or_none(ledger: Ledger, claims: list[str]) -> None:
    with pytest.raises(UsageError, match="no evidence"):
        decide_several(ledger, claims, "Refuted", "Seen.")
    given = decide_several(
        ledger, claims, "Refuted", "Seen.", unsourced=True, confidence=Confidence.LOW
    )
    assert len(given) == len(claims)
    assert {claim(ledger, one).rating for one in claims} == {"Refuted"}
    undo(ledger)
    assert {claim(ledger, one).rating for one in claims} == {None}
    assert len(dismiss_several(ledger, claims, "no news")) == len(claims)
    undo(ledger)
    assert counts(ledger)["dismissed"] == 0


def test_a_correction_needs_something_to_correct(ledger: Ledger, wounded: str) -> None:
    with pytest.raises(UsageError, match="could be corrected"):
        decide(ledger, wounded, "Refuted", "x", unsourced=True, correction="misread")
    decide(ledger, wounded, "Supported", "x", unsourced=True, conditions="if counted twice")
    decide(ledger, wounded, "Refuted", "y", unsourced=True, correction="misread")
    now, before = claim(ledger, wounded).verdicts
    assert (now.correction, before.conditions, before.live) == (
        "misread",
        "if counted twice",
        False,
    )


def test_another_scale_changes_no_verdict(ledger: Ledger, wounded: str) -> None:
    decide(ledger, wounded, "Supported", "x", unsourced=True)
    own = RatingScale("own/1", "Own", (RatingStep("Yes", "so", 1), RatingStep("No", "not", 0)))
    agreed.add_scale(ledger, own)
    agreed.set_scale(ledger, "own/1")
    assert claim(ledger, wounded).verdicts[0].scale == "averitec/1"
    with pytest.raises(UsageError, match="no rating of the Own scale"):
        decide(ledger, wounded, "Supported", "x", unsourced=True)
    changed = RatingScale("own/1", "Own", (RatingStep("Yes", "so", 0), RatingStep("No", "not", 1)))
    with pytest.raises(UsageError, match="never changed"):
        agreed.add_scale(ledger, changed)
    undo(ledger)
    assert agreed.scale_in_use(ledger).id == "averitec/1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no rating scale"),
        ('{"id": "a", "name": "b"}', "missing"),
        ('{"id": "a", "name": "b", "ratings": [{"name": "x", "meaning": "y"}]}', "two or more"),
        ('id = "a"\nname = 5\nrating = []', "no text"),
    ],
)
def test_what_is_no_scale_is_told_why(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        agreed.read_scale_file(text)


def test_a_publisher_is_checked_and_kept(ledger: Ledger) -> None:
    for wrong in (
        Publisher(" "),
        Publisher("Desk", url="desk"),
        Publisher("Desk", review_address="https://d.example/reviews"),
    ):
        with pytest.raises(UsageError):
            agreed.set_publisher(ledger, wrong)
    publisher = Publisher("Desk", review_address="https://d.example/{claim}", language="en")
    agreed.set_publisher(ledger, publisher)
    agreed.set_second_reader(ledger, SecondReader(required=True, blind=False))
    assert agreed.settings(ledger).publisher == publisher
    assert agreed.settings(ledger).second_reader.required
    undo(ledger)
    assert not agreed.settings(ledger).second_reader.required


def test_a_view_is_saved_under_one_name_whatever_its_case(ledger: Ledger) -> None:
    save_view(ledger, "Marun", "tag:marun")
    save_view(ledger, "marun", "tag:marun is:unrated")
    assert find_view(ledger, "MARUN").query == "tag:marun is:unrated"
    forget_view(ledger, "Marun")
    with pytest.raises(NotSo, match="none yet"):
        find_view(ledger, "Marun")
