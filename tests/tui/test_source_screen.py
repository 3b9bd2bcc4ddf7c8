"""A source beside the claim: passages, quotes by one key, captures, and text that is hostile."""

import asyncio
import gc
import time
from itertools import pairwise

import pytest

from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
    worked,
)
from tests.tui.hostile import NASTY
from tests.tui.source_material import (
    ADDRESS,
    ARTICLE,
    SENTENCE,
    VISIBLE,
    first_claim,
    keep_page,
    opened,
    saved,
    source_screen,
    sources,
)
from workbench.desk.working.claims import correct
from workbench.desk.working.notes import NoteBox
from workbench.ledger.queries import metadata_in_force
from workbench.model import PageText, Stance
from workbench.text import clean_block
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.sources.attach import AttachScreen
from workbench.tui.screens.sources.record import RecordScreen
from workbench.tui.screens.sources.source_forms import CorrectMetadataScreen, QuoteScreen
from workbench.tui.screens.verdicts.withdraw import NoteScreen, WithdrawScreen

LONGEST_PAUSE = 0.05


async def loaded(pilot: DeskPilot) -> None:
    await worked(pilot)
    await pilot.pause()


async def test_passages_are_gone_through_best_first_and_in_the_order_of_the_text(
    project: Project,
) -> None:
    keep_page(project, ARTICLE, visible=VISIBLE)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            assert screen.place is not None
            assert screen.place.rank == 1
            best = screen.place.start
            await pilot.press("n")
            assert screen.place.rank == 2
            assert "passage 2 of" in screen_text(pilot).splitlines()[-2]
            await pilot.press("p")
            assert screen.place.start == best
            await pilot.press("p")
            assert "best" in screen.status.message
            await pilot.press("left_square_bracket")
            assert screen.place.start < best
            await pilot.press("right_square_bracket")
            assert screen.place.start == best
            assert screen.page.in_sight(best, best + 5)


async def test_the_margin_and_the_legend_say_in_signs_what_colours_say(project: Project) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            shown = screen_text(pilot)
            assert "= agrees  ≠ differs  ∅ not in it   quoted: + supports" in shown
            assert screen.place is not None
            assert screen.place.passage is not None
            (line,) = [line for line in shown.splitlines() if "From July the ferry" in line]
            differing = {slot.agreement.value for slot in screen.place.passage.slots}
            assert line.startswith(" 1")
            assert ("≠" in line[:6]) == ("differs" in differing)
            await pilot.press("1")
            await saved(pilot, "Evidence: it supports")
            (line,) = [
                line for line in screen_text(pilot).splitlines() if "From July the ferry" in line
            ]
            assert "+" in line[:6]


async def test_one_key_quotes_and_another_changes_its_stance_and_undo_takes_it_back(
    project: Project,
) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await opened(pilot)
            await pilot.press("1")
            await saved(pilot, "Evidence: it supports")
            await pilot.press("2")
            await saved(pilot, "Changed: it refutes")
            assert [piece.stance for piece in first_claim(project).evidence] == [Stance.REFUTES]
            await pilot.press("2")
            await saved(pilot, "is so already")
            await pilot.press("u")
            await saved(pilot, "Undone")
            assert [piece.stance for piece in first_claim(project).evidence] == [Stance.SUPPORTS]
            await pilot.press("u")
            await saved(pilot, "Undone: Quote")
            assert first_claim(project).evidence == ()
            await pilot.press("ctrl+r")
            await saved(pilot, "Done again")
            await pilot.press("x")
            await saved(pilot, "Withdrawn")
            assert first_claim(project).evidence == ()


async def test_a_passage_out_of_sight_is_shown_before_it_is_quoted(project: Project) -> None:
    keep_page(project, ARTICLE + "\n\nAnother line of no matter." * 60)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            await pilot.press("G")
            await pilot.press("1")
            await pilot.pause()
            assert "out of sight" in screen.status.message
            assert first_claim(project).evidence == ()
            await pilot.press("1")
            await saved(pilot, "Evidence: it supports")


async def test_exact_words_are_chosen_and_quoted(project: Project) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            await pilot.press("a", "space", *"w" * 11)
            start, end = screen.page.selection
            assert screen.page.text[start:end] == SENTENCE
            await pilot.press("q")
            assert not screen.page.selecting
            assert pilot.app.screen is screen
            await pilot.press("a", "space", *"w" * 11, "3")
            await saved(pilot, "Evidence: it is context")
    (piece,) = first_claim(project).evidence
    assert (piece.quote, piece.stance) == (SENTENCE, Stance.CONTEXT)


async def test_a_quote_with_remarks_is_shown_with_them_and_can_be_changed(
    project: Project,
) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session, (100, 48)) as pilot:
            await settled(pilot)
            await opened(pilot)
            await pilot.press("a", "space", *"w" * 11, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuoteScreen))
            await pilot.pause()
            await pilot.press("2")
            await type_text(pilot, "The director himself.")
            form = pilot.app.screen
            form.query_one("#dated").focus()
            await type_text(pilot, "2023-06-03")
            await pilot.press("ctrl+s")
            await saved(pilot, "Evidence: refutes")
            await pilot.press("right_square_bracket", "left_square_bracket")
            screen = source_screen(pilot)
            while screen.quote_here is None:
                await pilot.press("right_square_bracket")
            await pilot.press("e")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuoteScreen))
            await pilot.pause()
            assert "The director himself." in screen_text(pilot)
            await pilot.press("3")
            await pilot.press("ctrl+s")
            await saved(pilot, "Changed")
            await pilot.press("escape")
            await until(pilot, lambda: "~ context" in desk(pilot).claim_pane.text)
            shown = desk(pilot).claim_pane.text
            assert "note: The director himself." in shown
            assert "dated 2023-06-03, younger than the claim" in shown


async def test_everything_visible_is_a_key_away_and_can_be_quoted(project: Project) -> None:
    keep_page(project, ARTICLE, visible=VISIBLE)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            assert "Home, timetable" not in screen.page.text
            await pilot.press("m")
            await until(pilot, lambda: "Home, timetable" in screen.page.text)
            await loaded(pilot)
            await pilot.press("1")
            await saved(pilot, "Evidence")
    (piece,) = first_claim(project).evidence
    assert piece.details is not None
    assert piece.details.selector.text is PageText.VISIBLE


async def test_sources_are_turned_and_two_of_one_text_are_one_origin(project: Project) -> None:
    keep_page(project, ARTICLE)
    keep_page(project, ARTICLE, address="https://agency.example/copy", title="The agency")
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "2 sources, 1 origin" in desk(pilot).claim_pane.text)
            screen = await opened(pilot)
            assert "Source 1 of 2, 1 origin" in screen_text(pilot)
            await pilot.press("tab")
            await until(pilot, lambda: "The agency" in screen_text(pilot))
            await pilot.press("D")
            await saved(pilot, "Taken off the claim")
            assert len(sources(project)) == 1
            await pilot.press("u")
            await saved(pilot, "Undone")
            assert len(sources(project)) == 2
            assert screen.loaded is not None


async def test_the_details_say_what_the_hash_proves_and_no_more(project: Project) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session, (100, 48)) as pilot:
            await settled(pilot)
            await opened(pilot)
            await pilot.press("i")
            await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
            await pilot.pause()
            shown = screen_text(pilot)
            assert "unaltered since capture" in shown
            assert "Press office  (meta)" in shown
            assert f"Web page  {ADDRESS}" in shown


async def test_a_correction_of_what_the_page_says_counts_and_is_undone(project: Project) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session, (100, 48)) as pilot:
            await settled(pilot)
            await opened(pilot)
            await pilot.press("M")
            await until(pilot, lambda: isinstance(pilot.app.screen, CorrectMetadataScreen))
            await pilot.pause()
            await pilot.press("3")
            await pilot.press("ctrl+u", "ctrl+a", "delete")
            await type_text(pilot, "2023-05-30")
            await pilot.press("ctrl+s")
            await saved(pilot, "Published corrected")
    with project.open() as ledger:
        known = metadata_in_force(ledger, sources(project)[0].id)["published"]
    assert (known.metadatum.value, known.corrected) == ("2023-05-30", True)


async def test_the_citation_and_where_there_is_no_browser_the_link_are_copied(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            await pilot.press("y")
            assert "No quote is marked" in screen.status.message
            await pilot.press("1")
            await saved(pilot, "Evidence")
            await pilot.press("y")
            await until(pilot, lambda: "Copied" in screen.status.message)
            assert "“Summer timetable of the ferry line”" in pilot.app.clipboard
            await pilot.press("O")
            await until(pilot, lambda: "link is copied" in screen.status.message)
            assert pilot.app.clipboard.startswith(f"{ADDRESS}#:~:text=")


@pytest.mark.parametrize("key", ["A", "W", "T"])
async def test_nothing_is_sent_to_anybody_before_a_yes(project: Project, key: str) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            await pilot.press(key)
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.pause()
            assert "is sent" in screen_text(pilot) or "is asked to fetch" in screen_text(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert screen.errands.under_way == ()


async def test_a_call_is_recorded_quoted_and_withdrawn_and_a_note_stays_private(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, (100, 48)) as pilot:
            await settled(pilot)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen))
            await pilot.pause()
            await pilot.press("1")
            await type_text(pilot, "Officials")
            pilot.app.screen.query_one("#words").focus()
            await type_text(pilot, "We were told of 45 sailings a week from July.")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "Recorded" in desk(pilot).status.message)
            await until(pilot, lambda: "Officials" in desk(pilot).claim_pane.text)
            await opened(pilot)
            await pilot.press("2")
            await saved(pilot, "Evidence")
            await pilot.press("escape")
            await settled(pilot)
            await pilot.press("x")
            await until(pilot, lambda: isinstance(pilot.app.screen, WithdrawScreen))
            await pilot.pause()
            await pilot.press("space", "ctrl+s")
            await until(pilot, lambda: "Withdrew the evidence" in desk(pilot).status.message)
            await settled(pilot)
            await pilot.press("N")
            await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
            await pilot.pause()
            await type_text(pilot, "Ring again on Monday.")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "kept on this computer" in desk(pilot).status.message)
            note = NoteBox(session.project.id).note(first_claim(project).id)
    assert note == "Ring again on Monday."
    assert first_claim(project).evidence == ()
    assert b"Ring again" not in project.path.read_bytes()


async def test_a_hostile_page_is_shown_as_it_is_written(project: Project) -> None:
    wide = "渡し船は七月から毎週45便を増やす。" * 8
    rtl = "قال المدير إن العبارة ستضيف ٤٥ رحلة أسبوعيا. " * 5
    keep_page(
        project,
        f"{NASTY}\n\n{SENTENCE}, {NASTY}.\n\n{wide}\n\n{rtl}\n\n{NASTY * 30}",
        title=NASTY,
    )
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            await opened(pilot)
            for key in ("n", "g", "G", "a", "s", "1", "i", "escape", "y", "M", "escape"):
                await pilot.press(key)
                await loaded(pilot)
                shown = screen_text(pilot)
                assert clean_block(shown) == shown
                assert "\t" not in shown
            await pilot.press("escape")
            await settled(pilot)
            shown = screen_text(pilot)
            assert clean_block(shown) == shown


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 30), (160, 48)])
async def test_claim_and_text_fit_every_terminal(project: Project, size: tuple[int, int]) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session, size) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            shown = " ".join(screen_text(pilot).split())
            assert "add about 40 sailings" in shown
            assert "will add 45 sailings" in " ".join(
                shown.replace("│", "").replace("▌", "").split()
            )
            assert "1 Supports" in shown
            beside = size[0] >= 120
            assert (screen.beside.region.right <= screen.page.region.x) == beside
            await pilot.resize_terminal(220 - size[0], size[1])
            await pilot.pause()
            assert screen.place is not None
            assert screen.page.in_sight(screen.place.start, screen.place.start + 1)


async def test_a_long_claim_leaves_room_for_what_is_missing(project: Project) -> None:
    keep_page(project, ARTICLE)
    claim = first_claim(project)
    with project.open("write") as ledger:
        correct(ledger, claim.id, claim.statement + " It said so at length." * 20)
    with project.session() as session:
        async with sitting(session, (60, 20)) as pilot:
            await settled(pilot)
            await opened(pilot)
            shown = screen_text(pilot)
            assert "! not on this page: 40" in shown
            assert "= agrees  ≠ differs" in shown


async def test_the_loop_never_stalls_while_a_long_page_is_opened(project: Project) -> None:
    filler = "The council met again and spoke at length about the roads and the school.\n\n" * 900
    long = filler + ARTICLE + filler
    assert len(long) > 132_000
    keep_page(project, long)
    with project.session() as session:
        async with sitting(session, (120, 40)) as pilot:
            await settled(pilot)
            await opened(pilot)
            await pilot.press("escape")
            await settled(pilot)
            gc.freeze()  # as the desk does a moment after it has opened
            pauses: list[float] = []

            async def watch() -> None:
                while True:
                    await asyncio.sleep(0)
                    pauses.append(time.thread_time())

            watcher = asyncio.create_task(watch())
            screen = await opened(pilot)
            place = screen.place
            assert place is not None
            await until(pilot, lambda: screen.page.in_sight(place.start, place.end))
            assert screen.page.scroll_offset.y > 500
            await pilot.press("n", "G", "g", "pagedown")
            watcher.cancel()
            longest = max(after - before for before, after in pairwise(pauses))
            assert longest < LONGEST_PAUSE, f"{longest * 1000:.0f} ms of the loop's own time"


async def test_attaching_another_source_from_the_source_screen_stays_there(
    project: Project,
) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            await pilot.press("t")
            await until(pilot, lambda: isinstance(pilot.app.screen, AttachScreen))
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is screen)
