"""Work on claims at the desk, by keys: marks, bulk acts with a preview, talk, splits and joins."""

import pytest

from tests.tui.desk_material import Project, desk, screen_text, settled, sitting, until, worked
from tests.tui.desk_material import type_text as type_in
from tests.tui.test_desk_acts import claims_of, closed, opened
from workbench.desk.working.commenting import comment
from workbench.desk.working.questions import ask
from workbench.ledger.identity import REVIEWER_FILE
from workbench.model import Priority
from workbench.tui.screens.claims.split_forms import JoinScreen, SplitScreen
from workbench.tui.screens.claims.talk_forms import AnswerScreen, AskScreen, CommentScreen
from workbench.tui.screens.claims.work_forms import (
    AssignScreen,
    PlaceScreen,
    PriorityScreen,
    TagScreen,
)
from workbench.tui.screens.verdicts.several_decided import (
    DismissSeveralScreen,
    VerdictOnSeveralScreen,
)
from workbench.tui.screens.verdicts.withdraw import WithdrawScreen
from workbench.tui.widgets.choice import Choice


async def test_a_comment_that_cannot_be_begun_says_why(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            (project.folder / "Ana" / "config" / REVIEWER_FILE).write_text("spoiled", "utf-8")
            await pilot.press("n")
            await until(pilot, lambda: "does not hold an identity" in desk(pilot).status.message)


async def test_claims_are_marked_inverted_and_unmarked(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("space", "space")
            await settled(pilot)
            rows = desk(pilot).rows
            assert len(rows.marks) == 2
            assert rows.cursor == 2
            assert "* 2 marked" in screen_text(pilot)
            assert screen_text(pilot).count("*○ u") == 2
            await pilot.press("asterisk")
            assert len(rows.marks) == 3
            await pilot.press("plus")
            assert len(rows.marks) == 5
            await pilot.press("minus")
            await settled(pilot)
            assert rows.marks == ()
            assert "marked" not in screen_text(pilot)


async def test_marked_claims_are_tagged_after_a_look_and_untagged_by_one_undo(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("space", "space")
            await opened(pilot, "number_sign", TagScreen)
            await type_in(pilot, "ferry fares")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "2 of 2 would change" in screen_text(pilot), "a preview")
            assert "nothing → fares, ferry" in screen_text(pilot)
            assert claims_of(project)[0].tags == ()
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert desk(pilot).status.message == "Changed 2 claims; u takes it back"
            assert [one.tags for one in claims_of(project)][:3] == [("fares", "ferry")] * 2 + [()]
            assert desk(pilot).rows.marks == ()
            await pilot.press("u")
            await until(pilot, lambda: claims_of(project)[0].tags == (), "undone")
    assert {one.tags for one in claims_of(project)} == {()}


@pytest.mark.long
async def test_another_tag_is_looked_at_again(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("plus")
            await opened(pilot, "number_sign", TagScreen)
            await type_in(pilot, "ferry")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "5 of 5 would change" in screen_text(pilot), "a preview")
            await type_in(pilot, " fares")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "fares, ferry" in screen_text(pilot), "another preview")
            assert {one.tags for one in claims_of(project)} == {()}


async def test_a_priority_and_a_reviewer_are_chosen_by_number(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "exclamation_mark", PriorityScreen)
            await pilot.press("1")
            await closed(pilot)
            assert "u!" in screen_text(pilot)
            await opened(pilot, "at", AssignScreen)
            await pilot.press("1")
            await closed(pilot)
            assert "Assigned to" in desk(pilot).claim_pane.text
    first = claims_of(project)[0]
    assert first.priority is Priority.URGENT
    assert first.assignment is not None
    assert first.assignment.to.name == "Ana"


@pytest.mark.long
async def test_who_when_and_where_are_kept_and_shown(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (130, 40)) as pilot:
            form = await opened(pilot, "w", PlaceScreen)
            assert isinstance(form, PlaceScreen)
            await type_in(pilot, "The director")
            form._fields["claimed_on"].focus()
            await type_in(pilot, "2023-06")
            await pilot.press("ctrl+s")
            await closed(pilot)
            shown = desk(pilot).claim_pane.text
            assert "The director" in shown
            assert "2023-06" in shown
    first = claims_of(project)[0]
    assert (first.claimant, first.claimed_on, first.place) == ("The director", "2023-06", None)


async def test_a_comment_is_replied_to(project: Project) -> None:
    claim = claims_of(project)[0].id
    with project.open("write", who="Ben") as ledger:
        comment(ledger, claim, "Who counted the sailings?")
    with project.session() as session:
        async with sitting(session, (130, 40)) as pilot:
            form = await opened(pilot, "n", CommentScreen)
            await type_in(pilot, "The harbour authority.")
            form.query_one("#reply-to").focus()
            await pilot.press("2", "ctrl+s")
            await closed(pilot)
            assert "↳ Ana" in desk(pilot).claim_pane.text
    first, reply = claims_of(project)[0].comments
    assert (first.parent, reply.parent) == (None, first.id)


async def test_a_question_is_asked_and_answered(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (130, 40)) as pilot:
            await settled(pilot)
            await pilot.press("y")
            await until(pilot, lambda: "i asks a question" in screen_text(pilot), "a hint")
            await opened(pilot, "i", AskScreen)
            await type_in(pilot, "Are there 40 more?")
            await pilot.press("enter")
            await closed(pilot)
            form = await opened(pilot, "y", AnswerScreen)
            await pilot.press("3")
            form.query_one("#answer").focus()
            await type_in(pilot, "no")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "needs an explanation" in screen_text(pilot), "a refusal")
            assert isinstance(form, AnswerScreen)
            form._because.focus()
            await type_in(pilot, "There are 38.")
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert "No: There are 38." in desk(pilot).claim_pane.text
    assert claims_of(project)[0].questions[0].answers[0].because == "There are 38."


async def test_a_claim_is_split_joined_and_put_back(project: Project) -> None:
    origin = claims_of(project)[1]
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("j")
            form = await opened(pilot, "E", SplitScreen)
            assert isinstance(form, SplitScreen)
            form._field.text = "The older of its two boats was refitted\nin March"
            await pilot.press("ctrl+s")
            await closed(pilot)
            made = [one for one in claims_of(project) if one.derived_from == (origin.id,)]
            assert [one.reading.span for one in made] == [
                "The older of its two boats was refitted",
                "in March",
            ]
            assert origin.id not in [one.id for one in claims_of(project)]
            await until(pilot, lambda: len(desk(pilot).rows) == 6, "the parts are in the list")
            await settled(pilot)
            await pilot.press("plus")
            await opened(pilot, "ampersand", JoinScreen)
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert len(claims_of(project)) == 1
            await pilot.press("u")
            await until(pilot, lambda: len(claims_of(project)) == 6, "the join is undone")
            await settled(pilot)
            await pilot.press("u")
            await until(pilot, lambda: len(claims_of(project)) == 5, "the split is undone")
    assert claims_of(project)[1] == origin


async def test_marked_claims_are_dismissed_or_decided_together(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (130, 40)) as pilot:
            await settled(pilot)
            await pilot.press("space", "space")
            form = await opened(pilot, "v", VerdictOnSeveralScreen)
            await pilot.press("2")
            await type_in(pilot, "I was there.")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "has no evidence" in screen_text(pilot), "a refusal")
            form.query_one("#unsourced").focus()
            await pilot.press("space", "ctrl+s")
            await until(pilot, lambda: "2 of 2 would change" in screen_text(pilot), "a preview")
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert [one.rating for one in claims_of(project)][:3] == ["Refuted"] * 2 + [None]
            await pilot.press("g", "space", "space")
            await opened(pilot, "d", DismissSeveralScreen)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "2 of 2 would change" in screen_text(pilot), "a preview")
            await pilot.press("ctrl+s")
            await closed(pilot)
            await until(pilot, lambda: len(desk(pilot).rows) == 3, "they left the list")
    assert len(claims_of(project, dismissed=True)) == 2


@pytest.mark.long
async def test_an_answered_question_of_another_is_shown_with_who_gave_it(project: Project) -> None:
    claim = claims_of(project)[0].id
    with project.open("write", who="Ben") as ledger:
        ask(ledger, claim, "How many?")
    with project.session() as session:
        async with sitting(session, (130, 40)) as pilot:
            await settled(pilot)
            assert "not answered yet; y answers it" in desk(pilot).claim_pane.text


async def test_what_was_typed_into_a_form_is_back_in_the_next_sitting(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "n", CommentScreen)
            await type_in(pilot, "Half a thought")
            await pilot.pause()
    with project.session() as session:
        async with sitting(session) as pilot:
            form = await opened(pilot, "n", CommentScreen)
            assert isinstance(form, CommentScreen)
            await until(pilot, lambda: form._field.text == "Half a thought", "the draft")
            await pilot.press("ctrl+s")
            await closed(pilot)
            again = await opened(pilot, "n", CommentScreen)
            assert isinstance(again, CommentScreen)
            await worked(pilot)
            assert again._field.text == ""
    assert [one.text for one in claims_of(project)[0].comments] == ["Half a thought"]


@pytest.mark.long
async def test_only_ones_own_comment_is_offered_and_withdrawn(project: Project) -> None:
    claim = claims_of(project)[0].id
    for who in ("Ben", "Ana"):
        with project.open("write", who=who) as ledger:
            comment(ledger, claim, f"{who} was here.")
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "x", WithdrawScreen)
            what = pilot.app.screen.query_one("#what", Choice)
            shown = "".join(what.render_line(row).text for row in range(what.size.height))
            assert "Ana was here." in shown
            assert "Ben was here." not in shown, "only one's own is offered"
            await pilot.press("space", "ctrl+s")
            await closed(pilot)
    assert [one.text for one in claims_of(project)[0].comments] == ["Ben was here."]


@pytest.mark.long
async def test_ones_own_comment_is_edited(project: Project) -> None:
    claim = claims_of(project)[0].id
    with project.open("write", who="Ana") as ledger:
        comment(ledger, claim, "Forty")
    with project.session() as session:
        async with sitting(session) as pilot:
            form = await opened(pilot, "n", CommentScreen)
            form.query_one("#reply-to").focus()
            await pilot.press("3")
            await type_in(pilot, "-one")
            await pilot.press("ctrl+s")
            await closed(pilot)
    assert [one.text for one in claims_of(project)[0].comments] == ["Forty-one"]
