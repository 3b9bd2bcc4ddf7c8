"""A source's other captures: an archive's copy, and the kept bytes in another encoding, by keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer
from tests.tui.desk_material import (
    NOON,
    DeskPilot,
    Project,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.source_material import (
    ADDRESS,
    ARTICLE,
    PAGE,
    SENTENCE,
    first_claim,
    idle,
    keep_page,
    opened,
    saved,
    sources,
)
from workbench.desk.sourcing.attaching import keep_fetched
from workbench.desk.sourcing.fetching import Fetched
from workbench.ledger.queries import captures
from workbench.model import Exchange, Outcome
from workbench.tui.app import Desk
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.sources.source_forms import EncodingScreen

__all__ = ["horrors"]

COPY = "20230602093000"


@pytest.fixture
def archive(horrors: Horrors, home: Path) -> Horrors:
    """An archive on this server that has the page."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    settings = (
        f'[sources]\narchive_url = "{horrors.url("")}"\n'
        f'availability_url = "{horrors.url("/available")}"\n'
    )
    for place in (home, home / "config"):
        (place / "settings.toml").write_text(settings, "utf-8")
    index = f'[["timestamp","original","mimetype","statuscode","digest","length"],\
["{COPY}","{ADDRESS}","text/html","200","{"A" * 32}","900"]]'
    horrors.on("/available", answer(b"{}", Content_Type="application/json"))
    horrors.on("/cdx/search/cdx", answer(index.encode(), Content_Type="application/json"))
    horrors.on(
        f"/web/{COPY}id_/{ADDRESS}",
        answer(PAGE.encode(), Memento_Datetime="Fri, 02 Jun 2023 09:30:00 GMT"),
    )
    return horrors


def keep_dead_page(project: Project, peer: str | None = None) -> None:
    exchange = Exchange(
        ADDRESS, ADDRESS, Outcome.DEAD, NOON, NOON, reason="it is gone", status=404, peer=peer
    )
    with project.open("write") as ledger:
        keep_fetched(ledger, Fetched(ADDRESS, exchange), claim_id=first_claim(project).id)


async def reach_loopback(pilot: DeskPilot) -> None:
    """Let this sitting reach the server of the test, which lies in a private network."""
    app = pilot.app
    assert isinstance(app, Desk)
    web = await app.errands._opened()
    options = replace(web.options, allow_private=True, allow_any_port=True)
    app.errands._web = replace(web, options=options)


async def asked(pilot: DeskPilot, key: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen), "it asks first")
    await pilot.pause()


async def test_an_archived_copy_of_a_page_that_is_gone_is_fetched_and_quoted(
    project: Project, archive: Horrors
) -> None:
    keep_dead_page(project)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            await reach_loopback(pilot)
            await asked(pilot, "F")
            assert archive.requests == []
            await pilot.press("y")
            await saved(pilot, "copy held by 127.0.0.1, captured there on 2023-06-02 09:30 UTC")
            await idle(pilot)
            await until(pilot, lambda: screen.loaded and SENTENCE in screen.loaded.text)
            await pilot.press("2")
            await saved(pilot, "Evidence: it refutes")
    (row,) = sources(project)
    assert (row.captures, row.quotes) == (2, 1)


@pytest.mark.parametrize("key", ["A", "W", "F"])
async def test_no_archive_is_told_of_a_page_inside_the_network(project: Project, key: str) -> None:
    keep_dead_page(project, peer="10.0.0.7")
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            await pilot.press(key)
            await saved(pilot, "inside your network")
            assert pilot.app.screen is screen


async def encoding_typed(pilot: DeskPilot, encoding: str) -> Callable[[], bool]:
    await pilot.press("E")
    await until(pilot, lambda: isinstance(pilot.app.screen, EncodingScreen), "the form is open")
    await pilot.pause()
    await type_text(pilot, encoding)
    await pilot.press("ctrl+s")
    return lambda: not isinstance(pilot.app.screen, EncodingScreen)


async def test_the_kept_bytes_are_read_again_with_another_encoding(project: Project) -> None:
    keep_page(project, ARTICLE.replace("boat", "bo\u00e4t"))
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            screen = await opened(pilot)
            before = screen.loaded
            closed = await encoding_typed(pilot, "koi8-r")
            await until(pilot, closed, "the form is closed")
            await saved(pilot, "Read again as koi8-r")
            assert before is not None
            assert screen.loaded is not None
            assert "bo\u00e4t" not in screen.loaded.text
            (row,) = sources(project)
            assert row.captures == 2
            await pilot.press("u")
            await until(pilot, lambda: "bo\u00e4t" in (screen.loaded or before).text)


async def test_an_unknown_encoding_is_told_in_the_form(project: Project) -> None:
    keep_page(project, ARTICLE)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await opened(pilot)
            await encoding_typed(pilot, "klingon-1")
            await until(pilot, lambda: "klingon-1 is no known encoding" in screen_text(pilot))
    (row,) = sources(project)
    with project.open() as ledger:
        assert len(captures(ledger, row.id)) == 1
