"""Sources at the desk: from a pasted address to a verdict that rests on a quote, by keys."""

from pathlib import Path

import pytest

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer, silence
from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.source_material import (
    OTHER,
    PAGE,
    SENTENCE,
    as_page,
    attach_form,
    attached,
    first_claim,
    idle,
    keep_page,
    opened,
    paste,
    saved,
    source_screen,
    sources,
)
from workbench.ledger.queries import all_sources
from workbench.model import Outcome, SourceKind, Stance
from workbench.tui.app import Desk
from workbench.tui.lanes.wishes import ToAttach, Wanted
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.sources.attach import AttachScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.terminal.pasting import addresses_in, is_mostly_addresses, looks_like_a_text

__all__ = ["horrors"]


def nothing_kept(project: Project) -> bool:
    with project.open() as ledger:
        return not list(all_sources(ledger))


@pytest.mark.long
async def test_from_a_pasted_address_to_a_verdict_by_keys(
    project: Project, horrors: Horrors
) -> None:
    page = horrors.on("/timetable", as_page())
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await attached(pilot, page)
            assert desk(pilot).status.message.startswith("Attached: 127.0.0.1")
            await until(pilot, lambda: "1 source, 1 origin" in desk(pilot).claim_pane.text)
            assert "captured, 3 Jun 2023" in desk(pilot).claim_pane.text
            screen = await opened(pilot)
            assert screen.place is not None
            assert SENTENCE in screen.page.text[screen.place.start : screen.place.end]
            assert "! not on this page: 40" in screen_text(pilot)
            await pilot.press("2")
            await saved(pilot, "Evidence: it refutes the claim")
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.pause()
            await pilot.press("2")
            await type_text(pilot, "The timetable says 45.")
            await pilot.press("ctrl+s")
            await saved(pilot, "Saved: Refuted")
            await pilot.press("escape")
            await until(pilot, lambda: "rests on evidence 1" in desk(pilot).claim_pane.text)
            assert "− refutes" in desk(pilot).claim_pane.text
    claim = first_claim(project)
    assert [(piece.stance, piece.quote[: len(SENTENCE)]) for piece in claim.evidence] == [
        (Stance.REFUTES, SENTENCE)
    ]
    assert claim.verdicts[0].evidence == (claim.evidence[0].id,)
    assert [row.quotes for row in sources(project)] == [1]


async def test_several_pasted_addresses_are_all_attached_and_failures_kept(
    project: Project, horrors: Horrors
) -> None:
    first, second = horrors.on("/one", as_page()), horrors.on("/two", as_page(OTHER))
    gone = horrors.on("/gone", answer(b"no such page", "404 Not Found"))
    with project.session() as session:
        async with sitting(session, (120, 40)) as pilot:
            await settled(pilot)
            form = await attach_form(pilot, f"See {first}, {second} and ({gone}).")
            assert "3 addresses to fetch" in screen_text(pilot)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: pilot.app.screen is not form)
            await idle(pilot)
            await until(
                pilot, lambda: "2 sources, 1 origin; 1 without" in desk(pilot).claim_pane.text
            )
            assert "dead: 127.0.0.1" in desk(pilot).claim_pane.text
            await pilot.press("t")
            await until(pilot, lambda: isinstance(pilot.app.screen, AttachScreen))
            assert await told(pilot, first) == "Already attached"
    assert sorted(row.outcome or "" for row in sources(project)) == ["captured", "captured", "dead"]
    assert horrors.paths().count("/one") == 1


async def told(pilot: DeskPilot, address: str) -> str:
    await paste(pilot, address)
    form = pilot.app.screen
    form.query_one("#private").focus()
    await pilot.press("space", "ctrl+s")
    await until(pilot, lambda: pilot.app.screen is desk(pilot))
    await idle(pilot)
    return desk(pilot).status.message.partition(":")[0]


async def test_a_private_address_is_refused_in_the_form_and_allowed_aloud(
    project: Project, horrors: Horrors
) -> None:
    page = horrors.on("/timetable", as_page())
    local = "http://127.0.0.1/timetable"
    with project.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            await settled(pilot)
            form = await attach_form(pilot, local, private=False)
            await pilot.press("enter")
            await until(pilot, lambda: "this computer itself" in screen_text(pilot))
            assert "if you tick “Inside this network too”" in " ".join(screen_text(pilot).split())
            assert "--allow-private" not in screen_text(pilot)
            assert pilot.app.screen is form
            form.query_one("#private").focus()
            await pilot.press("space")
            assert "may reach this computer and the network" in screen_text(pilot)
    assert nothing_kept(project)
    assert page not in horrors.paths()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ftp://x.example/a", "FTP address"),
        ("javascript:alert(1)", "piece of program"),
        ("https://user:word@x.example/", "user"),
        ("no-such-file.pdf", "no file of that name"),
    ],
    ids=["ftp", "program", "password", "no file"],
)
async def test_what_cannot_be_attached_says_why_in_the_form(
    project: Project, typed: str, why: str
) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("t")
            await until(pilot, lambda: isinstance(pilot.app.screen, AttachScreen))
            await paste(pilot, typed)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: why in " ".join(screen_text(pilot).split()), why)
    assert nothing_kept(project)


async def test_an_address_refused_on_the_way_comes_back_into_the_form(
    project: Project, horrors: Horrors
) -> None:
    page = horrors.on("/timetable", as_page())
    claim = first_claim(project).id
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            app = pilot.app
            assert isinstance(app, Desk)
            app.errands.attach(ToAttach(claim, (Wanted(address=page),)))
            await idle(pilot)
            assert desk(pilot).status.message.startswith("Refused:")
            await pilot.press("t")
            await until(pilot, lambda: page in screen_text(pilot))
            await until(pilot, lambda: "Inside this network" in screen_text(pilot))
    assert nothing_kept(project)
    assert horrors.requests == []


async def test_a_file_and_a_text_are_sources_too(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "timetable.html"
    file.write_text(PAGE, "utf-8")
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("t")
            await until(pilot, lambda: isinstance(pilot.app.screen, AttachScreen))
            await paste(pilot, str(file))
            assert "1 file to read" in screen_text(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await idle(pilot)
            await pilot.press("t")
            await until(pilot, lambda: isinstance(pilot.app.screen, AttachScreen))
            await paste(pilot, "The harbour master told us\nthat 45 sailings were planned.")
            assert "A text of 10 words will be kept" in screen_text(pilot)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await idle(pilot)
            await until(pilot, lambda: "2 sources" in desk(pilot).claim_pane.text)
    assert [row.kind for row in sources(project)] == [SourceKind.FILE, SourceKind.TEXT]


async def test_escape_twice_cancels_what_is_under_way_and_nothing_is_kept(
    project: Project, horrors: Horrors
) -> None:
    slow = horrors.on("/slow", silence())
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await attach_form(pilot, slow)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await until(pilot, lambda: horrors.requests, "it is being fetched")
            assert "fetching 1" in screen_text(pilot).splitlines()[-2]
            assert "… fetching" in desk(pilot).claim_pane.text
            await pilot.press("escape")
            await pilot.pause()
            assert "Esc again cancels" in desk(pilot).status.message
            await pilot.press("escape")
            await idle(pilot)
            assert "fetching" not in screen_text(pilot)
    assert nothing_kept(project)


async def test_leaving_while_something_is_fetched_asks_once(
    project: Project, horrors: Horrors
) -> None:
    slow = horrors.on("/slow", silence())
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await attach_form(pilot, slow)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: horrors.requests, "it is being fetched")
            await pilot.press("q")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.pause()
            assert "fetching 1" in screen_text(pilot)
            await pilot.press("n")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await pilot.press("q")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.press("y")
            await until(pilot, lambda: not pilot.app.is_running or pilot.app._exit)
    assert nothing_kept(project)


async def test_offline_nothing_is_fetched_and_the_address_is_kept_for_later(
    project: Project, home: Path
) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    for place in (home, home / "config"):
        (place / "settings.toml").write_text("[sources]\noffline = true\n", "utf-8")
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await attach_form(pilot, "https://harbour.example/", private=False)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "kept as not fetched" in desk(pilot).status.message)
            await idle(pilot)
    (row,) = sources(project)
    assert (row.url, row.captures, row.outcome) == ("https://harbour.example/", 0, None)


async def test_pasting_words_without_an_address_changes_nothing(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await paste(pilot, "just some words")
            await until(pilot, lambda: "No web address" in desk(pilot).status.message)
            assert pilot.app.screen is desk(pilot)
            await pilot.press("slash")
            await paste(pilot, "https://x.example")
            await until(pilot, lambda: desk(pilot).filter_bar.text == "https://x.example")
            assert pilot.app.screen is desk(pilot)


async def test_a_changed_figure_is_found_and_the_verdict_is_stale(
    project: Project, horrors: Horrors
) -> None:
    page = horrors.on("/timetable", as_page())
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await attached(pilot, page)
            await opened(pilot)
            await pilot.press("2")
            await saved(pilot, "Evidence: it refutes")
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.pause()
            await pilot.press("2")
            await type_text(pilot, "45, not 40.")
            await pilot.press("ctrl+s")
            await saved(pilot, "Saved: Refuted")
            await pilot.press("escape")
            horrors.on("/timetable", as_page(PAGE.replace("add 45", "add 41")))
            await pilot.press("R")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.press("y")
            await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen), "the findings")
            await pilot.pause()
            shown = screen_text(pilot)
            assert "1 quote no longer holds" in shown
            assert "FIGURE CHANGED since" in shown
            await pilot.press("escape")
            await until(pilot, lambda: "STALE" in desk(pilot).claim_pane.text)
            await until(pilot, lambda: "stale: Refu" in screen_text(pilot))
            await until(pilot, lambda: "1 stale" in screen_text(pilot).splitlines()[-2])
            screen = await opened(pilot)
            assert screen.loaded is not None
            assert len(screen.loaded.captures) == 2
            await pilot.press("comma")
            await until(pilot, lambda: screen.loaded is not None and screen.loaded.capture == 1)
            assert "add 45" in source_screen(pilot).page.text


async def test_a_failed_fetch_is_read_in_the_source_screen(
    project: Project, horrors: Horrors
) -> None:
    gone = horrors.on("/gone", answer(b"no such page", "404 Not Found"))
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await attached(pilot, gone)
            assert "that is kept" in desk(pilot).status.message
            await opened(pilot)
            assert "No text: 127.0.0.1" in screen_text(pilot)
            await pilot.press("1")
            await pilot.pause()
            assert "no text here to quote" in screen_text(pilot)
    assert [row.outcome for row in sources(project)] == [Outcome.DEAD]


async def test_a_read_only_database_attaches_nothing_and_still_shows_sources(
    project: Project,
) -> None:
    keep_page(project, "The ferry line will add 45 sailings a week from July.")
    with project.session(writer="read") as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: desk(pilot).read_only)
            await paste(pilot, "https://x.example")
            assert pilot.app.screen is desk(pilot)
            assert desk(pilot).status.tone == "warning"
            await opened(pilot)
            await pilot.press("1")
            await pilot.pause()
            assert source_screen(pilot).status.tone == "warning"
    assert first_claim(project).evidence == ()


def test_addresses_are_found_in_what_is_pasted() -> None:
    text = "See (https://a.example/x_(y)), https://b.example/q?z=1. “http://c.example/”"
    assert addresses_in(text) == [
        "https://a.example/x_(y)",
        "https://b.example/q?z=1",
        "http://c.example/",
    ]
    assert is_mostly_addresses(text)
    assert not is_mostly_addresses("word " * 60 + "https://a.example")
    assert looks_like_a_text("The ferry line will add sailings.\nIt said so.")
    assert not looks_like_a_text("www.harbour.example/ferries")
