"""What a reviewer does at the desk, by keys, on a real database."""

import sqlite3
from contextlib import closing

from tests.tui.desk_material import (
    DISPATCH,
    SENTENCES,
    DeskPilot,
    Project,
    desk,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from workbench.desk.deciding.drafts import DraftBox
from workbench.desk.deciding.verdicts import decide
from workbench.desk.sourcing.sources import cite
from workbench.ledger.queries import claim_by_number, claim_numbers, counts
from workbench.model import Claim, ClaimFilter, ClaimOrder, ClaimStatus, Stance
from workbench.tui.screens.claims.claim_forms import AddScreen, CorrectScreen, DismissScreen
from workbench.tui.screens.forms.form import FormScreen
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.sources.cite import CiteScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen


def claims_of(project: Project, dismissed: bool | None = None) -> list[Claim]:
    with project.open() as ledger:
        numbers = claim_numbers(ledger, ClaimFilter(dismissed=dismissed))
        return [claim_by_number(ledger, number) for number in numbers]


def cited(project: Project, place: int = 0, who: str = "Ana") -> None:
    claim = claims_of(project)[place]
    with project.open("write", who=who) as ledger:
        cite(
            ledger,
            claim.id,
            "https://harbour.example/ferries",
            "Forty extra crossings each week from 1 July.",
            stance=Stance.SUPPORTS,
            seen_on=ledger.now().date(),
        )


async def opened(pilot: DeskPilot, key: str, form: type[FormScreen]) -> FormScreen:
    await settled(pilot)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, form), f"{form.__name__} is open")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, form)
    return screen


async def closed(pilot: DeskPilot) -> None:
    await until(pilot, lambda: pilot.app.screen is desk(pilot), "the form is closed")
    await settled(pilot)


async def test_a_verdict_is_rated_by_number_reasoned_and_saved(project: Project) -> None:
    cited(project)
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "v", VerdictScreen)
            await pilot.press("1")
            await type_text(pilot, "The harbour's timetable says so.")
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert desk(pilot).status.message == "Saved: Supported"
            shown = desk(pilot).claim_pane.text
            assert "Supported  Ana, 3 Jun 2023, 12:00" in shown
            assert "The harbour's timetable says so." in shown
            assert "rests on evidence 1" in shown
            assert " ● s " in screen_text(pilot)
    (verdict,) = claims_of(project)[0].verdicts
    assert verdict.rating == "Supported"
    assert verdict.because == "The harbour's timetable says so."
    assert len(verdict.evidence) == 1
    assert not verdict.unsourced


async def test_a_verdict_without_evidence_must_say_that_it_is_unsourced(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            form = await opened(pilot, "v", VerdictScreen)
            await pilot.press("2")
            await type_text(pilot, "I was there.")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "has no evidence" in screen_text(pilot), "the refusal")
            assert pilot.app.screen is form
            form.query_one("#unsourced").focus()
            await pilot.press("space", "ctrl+s")
            await closed(pilot)
    (verdict,) = claims_of(project)[0].verdicts
    assert verdict.unsourced


async def test_a_verdict_without_a_rating_is_not_saved(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "v", VerdictScreen)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "choose a rating first" in screen_text(pilot))


async def test_a_draft_is_kept_as_it_is_typed_and_comes_back_in_the_next_sitting(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "v", VerdictScreen)
            await pilot.press("3")
            await type_text(pilot, "not yet")
    box = DraftBox(project.folder / "Ana" / "drafts")
    with project.open() as ledger:
        kept = box.load(ledger.project.id, claims_of(project)[0].id)
    assert kept is not None
    assert (kept.rating, kept.because) == ("Not Enough Evidence", "not yet")
    with project.session() as session:
        async with sitting(session) as pilot:
            form = await opened(pilot, "v", VerdictScreen)
            assert isinstance(form, VerdictScreen)
            await until(pilot, lambda: form.draft().because == "not yet", "the draft is back")
            assert form.draft().rating == "Not Enough Evidence"
            await pilot.press("escape")
            await closed(pilot)
            assert "draft is kept" in desk(pilot).status.message


async def test_a_saved_verdict_leaves_no_draft(project: Project) -> None:
    cited(project)
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "v", VerdictScreen)
            await pilot.press("1")
            await type_text(pilot, "so")
            await pilot.press("ctrl+s")
            await closed(pilot)
    assert list((project.folder / "Ana" / "drafts").rglob("*.json")) == []


async def test_a_source_is_cited_with_its_words_stance_and_day(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "c", CiteScreen)
            await type_text(pilot, "https://harbour.example/may")
            await pilot.press("enter")
            await type_text(pilot, "Passengers in May: 15,400.")
            await pilot.press("tab", "2", "ctrl+s")
            await closed(pilot)
            assert desk(pilot).status.message == "Cited harbour.example"
            assert "refutes  harbour.example, seen 3 Jun 2023 by Ana" in desk(pilot).claim_pane.text
    (piece,) = claims_of(project)[0].evidence
    assert piece.quote == "Passengers in May: 15,400."
    assert piece.stance is Stance.REFUTES


async def test_a_citation_that_is_refused_keeps_the_form_and_what_was_typed(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            form = await opened(pilot, "c", CiteScreen)
            await type_text(pilot, "ftp://x.example")
            await pilot.press("enter")
            await type_text(pilot, "words")
            await pilot.press("tab", "1", "ctrl+s")
            await until(pilot, lambda: "which is not fetched" in screen_text(pilot))
            assert pilot.app.screen is form
            await pilot.press("escape")
            await closed(pilot)
            again = await opened(pilot, "c", CiteScreen)
            assert again.values()["url"] == "ftp://x.example"
            assert again.values()["quote"] == "words"


async def test_dismissing_takes_the_claim_off_the_list_and_undo_brings_it_back(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("j")
            await opened(pilot, "d", DismissScreen)
            await type_text(pilot, "no news")
            await pilot.press("enter")
            await closed(pilot)
            assert len(desk(pilot).rows) == 4
            assert SENTENCES[2][:20] in desk(pilot).claim_pane.text
            assert [claim.dismissed for claim in claims_of(project)][1] == "no news"
            await pilot.press("u")
            await until(pilot, lambda: desk(pilot).status.message.startswith("Undone: Dismiss"))
            await settled(pilot)
            assert len(desk(pilot).rows) == 5
            assert desk(pilot).rows.cursor == 1
            await pilot.press("ctrl+r")
            await until(pilot, lambda: desk(pilot).status.message.startswith("Done again:"))
            await settled(pilot)
            assert len(desk(pilot).rows) == 4


async def test_dismissed_claims_are_shown_on_demand_and_restored(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await opened(pilot, "d", DismissScreen)
            await pilot.press("ctrl+s")
            await closed(pilot)
            await pilot.press("D")
            await until(pilot, lambda: len(desk(pilot).rows) == 5)
            await pilot.press("g")
            await settled(pilot)
            assert " × d " in screen_text(pilot)
            assert "× dismissed" in desk(pilot).claim_pane.text
            await pilot.press("d")
            await until(pilot, lambda: desk(pilot).status.message == "Restored")
            await settled(pilot)
            assert " × d " not in screen_text(pilot)
    with project.open() as ledger:
        assert counts(ledger)["dismissed"] == 0


async def test_the_list_sorts_by_worth_and_back_with_the_same_claim_under_the_cursor(
    project: Project,
) -> None:
    with project.open() as ledger:
        by_worth = list(claim_numbers(ledger, ClaimFilter(order=ClaimOrder.WORTH)))
        by_text = list(claim_numbers(ledger, ClaimFilter()))
    assert by_worth != by_text

    async def listed(pilot: DeskPilot) -> list[int | None]:
        await settled(pilot)
        numbers = []
        for key in ("g", *"j" * (len(by_text) - 1)):
            await pilot.press(key)
            numbers.append(desk(pilot).rows.current)
        return numbers

    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("j")
            await settled(pilot)
            await pilot.press("s")
            await settled(pilot)
            assert desk(pilot).rows.current == by_text[1]
            assert "by worth" in screen_text(pilot)
            assert await listed(pilot) == by_worth
            await pilot.press("s")
            assert await listed(pilot) == by_text
            assert "by worth" not in screen_text(pilot)


async def test_a_correction_keeps_the_words_of_the_text_in_sight(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("j")
            form = await opened(pilot, "e", CorrectScreen)
            assert "In the text" in screen_text(pilot)
            await type_text(pilot, " [2023]")
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert form is not pilot.app.screen
            shown = desk(pilot).claim_pane.text
            assert shown.startswith("The older of its two boats was refitted in March. [2023]")
            assert "Read as      The older of its two boats was refitted in March." in shown
            row = desk(pilot).rows.row_at_cursor()
            assert row is not None
            assert row.statement.endswith("March. [2023]")


async def test_a_claim_is_added_by_selecting_words_with_the_keys(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("j", "a")
            article = desk(pilot).article
            await until(pilot, lambda: article.has_focus and article.selecting)
            await pilot.press("space", "w", "w")
            assert DISPATCH[slice(*article.selection)] == "The older"
            await pilot.press("w", "b", "left", "right")
            await pilot.press("s")
            assert DISPATCH[slice(*article.selection)] == SENTENCES[1]
            await pilot.press("left")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, AddScreen))
            await pilot.pause()
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert desk(pilot).status.message == "Added the claim"
            assert desk(pilot).rows.has_focus
            assert len(desk(pilot).rows) == 6
            assert desk(pilot).claim is not None
            await until(pilot, lambda: "Added        by a reviewer" in desk(pilot).claim_pane.text)
    added = [claim for claim in claims_of(project) if claim.by_hand]
    assert [claim.reading.span for claim in added] == [SENTENCES[1][:-1]]


async def test_a_claim_is_selected_with_the_mouse(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            await pilot.mouse_down("#article", offset=(1, 5))
            await pilot.hover("#article", offset=(15, 5))
            await pilot.mouse_up("#article", offset=(20, 5))
            article = desk(pilot).article
            assert article.selecting
            start, end = article.selection
            assert end - start == 19
            await pilot.press("escape")
            assert not article.selecting


async def test_a_click_on_an_underlined_claim_goes_to_it(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            lines = desk(pilot).article.text
            assert lines == DISPATCH
            y = next(
                n
                for n, line in enumerate(screen_text(pilot).splitlines())
                if "The harbour authority counted" in line and n > 20
            )
            await pilot.click(offset=(110, y))
            await until(pilot, lambda: desk(pilot).rows.cursor == 4, "the clicked claim")


async def test_verdicts_that_differ_stand_side_by_side(project: Project) -> None:
    for who, rating in (("Ana", "Supported"), ("Bo", "Refuted")):
        with project.open("write", who=who) as ledger:
            claim = claims_of(project)[0].id
            decide(ledger, claim, rating, f"{who} says so", evidence=[], unsourced=True)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            shown = desk(pilot).claim_pane.text
            assert "Verdicts, 2 in conflict" in shown
            assert "Supported  Ana" in shown
            assert "Refuted  Bo" in shown
            assert "≠ c" in screen_text(pilot)
            await until(pilot, lambda: "1 in conflict" in screen_text(pilot).splitlines()[-2])
    assert claims_of(project)[0].status is ClaimStatus.CONFLICT


async def test_the_history_tells_who_did_what(project: Project) -> None:
    cited(project, who="Bo")
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("h")
            await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
            await pilot.pause()
            shown = screen_text(pilot)
            assert "Bo" in shown
            assert "Forty extra crossings" in shown
            await pilot.press("escape")
            await closed(pilot)


async def test_there_is_nothing_to_undo_at_first_for_somebody_who_did_nothing(
    project: Project,
) -> None:
    with project.session(who="Bo") as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("u")
            await until(pilot, lambda: "undo" in desk(pilot).status.message)
            assert desk(pilot).status.tone == "warning"
            assert "not saved" not in screen_text(pilot)


async def test_what_another_program_writes_is_noticed(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            cited(project, who="Bo")
            desk(pilot).watch_others()
            await until(pilot, lambda: "Forty extra crossings" in desk(pilot).claim_pane.text)
            assert desk(pilot).status.message.startswith("Bo has changed something")


async def test_a_locked_database_keeps_the_form_open_with_everything_in_it(
    project: Project,
) -> None:
    with project.session(wait_seconds=0.05) as session:
        async with sitting(session) as pilot:
            form = await opened(pilot, "e", CorrectScreen)
            await type_text(pilot, " Really.")
            with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                await pilot.press("ctrl+s")
                await until(pilot, lambda: "-wrong" in form.query_one("#form-message").classes)
                assert pilot.app.screen is form
                assert form.values()["statement"].endswith(" Really.")
                other.execute("ROLLBACK")
            await pilot.press("ctrl+s")
            await closed(pilot)
            assert desk(pilot).claim_pane.text.startswith(SENTENCES[0] + " Really.")


async def test_a_read_only_database_says_so_before_anything_is_typed(project: Project) -> None:
    with project.session(writer="read") as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "read-only" in screen_text(pilot).splitlines()[-2])
            await pilot.press("v")
            await pilot.pause()
            assert pilot.app.screen is desk(pilot)
            assert desk(pilot).status.tone == "warning"


async def test_letters_typed_at_choices_and_buttons_are_not_swallowed(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.press("n", "space")
            assert "(•) 3 Not Enough Evidence" in screen_text(pilot)
            await pilot.press("shift+tab")
            for key in ("z", "7"):
                await pilot.press(key)
                await pilot.pause()
                assert f"{key} chooses nothing here: Space chooses, Tab" in screen_text(pilot)
            await pilot.press("tab")
            await pilot.pause()
            assert "chooses nothing here" not in screen_text(pilot)
            pilot.app.screen.query_one("#save").focus()
            await pilot.press("x")
            await pilot.pause()
            assert "Enter presses the button, Tab goes on" in screen_text(pilot)
