"""A reviewer's morning: from an article to sourced verdicts read twice, by keys alone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors
from tests.tui.desk_material import desk, piloting, screen_text, settled, until
from tests.tui.morning import MORNING, TITLE, Checked, Hands, article, page
from tests.tui.source_material import as_page
from workbench.cli.main import main
from workbench.desk.opening import open_for_reading
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim, claim_numbers, claim_rows, history
from workbench.model import Claim, ClaimFilter, ClaimStatus, Stance
from workbench.tui.app import Desk
from workbench.tui.screens.claims.claim_forms import DismissScreen
from workbench.tui.screens.reports.report import ReportScreen
from workbench.tui.screens.sharing.conflicts import ConflictsScreen
from workbench.tui.screens.sharing.project_form import ProjectScreen
from workbench.tui.screens.sources.attach import AttachScreen
from workbench.tui.screens.sources.source_acts import SourceScreen
from workbench.tui.screens.verdicts.adjudicating import AdjudicateScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.session import Session

pytestmark = pytest.mark.usefixtures("every_frame")

__all__ = ["horrors"]

ANA_SAYS, BO_SAYS = "The record page says so, {}.", "I read the page myself, {}."
BO_DISAGREES = "The page is about something else."
CEM_SAYS = "The page is about just this; Ana read it right."
STANCES = {
    Stance.SUPPORTS: "source.supports",
    Stance.REFUTES: "source.refutes",
}
KEYS_A_CLAIM = 12
"""What a claim may cost the first reader beside what is typed and pasted."""


@dataclass
class Newsroom:
    """A file, and the homes of those who work on it."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def path(self) -> Path:
        return self.folder / "claims.db"

    def take_the_seat(self, name: str) -> None:
        """From now on this computer is another's."""
        home = self.folder / name
        self.monkeypatch.setenv("WORKBENCH_HOME", str(home))
        store = IdentityStore(home / "config", home / "state")
        if store.reviewer().name != name:
            store.rename(name)

    @asynccontextmanager
    async def sitting(self, name: str) -> AsyncIterator[Hands]:
        """Somebody at the desk."""
        self.take_the_seat(name)
        with Session(self.path) as session:
            async with piloting(Desk(session), size=(120, 40)) as pilot:
                await settled(pilot)
                yield Hands(pilot)

    def claims(self) -> list[Claim]:
        with closing(open_for_reading(self.path)) as ledger:
            numbers = claim_numbers(ledger, ClaimFilter(dismissed=False))
            return [claim(ledger, row.id) for row in claim_rows(ledger, numbers)]

    def told(self, identifier: str) -> str:
        """The history of a claim, as one text."""
        with closing(open_for_reading(self.path)) as ledger:
            return "\n".join(str(entry) for entry in history(ledger, identifier))


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.chdir(tmp_path)
    return Newsroom(tmp_path, monkeypatch)


async def an_article_is_read(
    newsroom: Newsroom, server: Horrors, checked: Sequence[Checked]
) -> None:
    newsroom.take_the_seat("Ana")
    address = server.on("/article", as_page(article(tuple(checked))))
    words = ["add", "--allow-private", address, "--db", str(newsroom.path)]
    assert await asyncio.to_thread(main, words) == 0


async def the_title_is_set_aside(hands: Hands) -> None:
    await hands.read(TITLE)
    await hands.do("claim.dismiss")
    await hands.see(DismissScreen)
    await hands.write("a title")
    await hands.do("form.save")
    await hands.at_the_list()


async def two_blind_readers_are_agreed_on(hands: Hands) -> None:
    await hands.do("desk.project")
    await hands.see(ProjectScreen)
    await hands.do("form.next")
    await hands.number(2)
    await hands.do("form.save")
    await hands.at_the_list()


async def the_first_reader_decides(hands: Hands, address: str, one: Checked) -> None:
    await hands.paste(address)
    await hands.see(AttachScreen)
    await hands.do("form.next")
    await hands.do("form.next")
    await hands.do("choice.pick")
    await hands.do("form.save")
    await hands.at_the_list()
    await hands.do("claim.sources")
    await a_source_is_open(hands)
    await hands.do(STANCES[one.stance])
    await hands.read("Evidence: it")
    await hands.do("source.verdict")
    await hands.see(VerdictScreen)
    await hands.number(one.rating)
    await hands.write(ANA_SAYS.format(one.stance.value))
    await hands.do("form.save")
    await hands.see(SourceScreen)
    await hands.read("Saved: ")
    await hands.do("source.back")
    await hands.at_the_list()


async def a_source_is_open(hands: Hands) -> None:
    await hands.see(SourceScreen)
    screen = hands.pilot.app.screen
    assert isinstance(screen, SourceScreen)
    await until(hands.pilot, lambda: screen.loaded and screen.place, "a passage is suggested")


async def the_second_reader_decides(hands: Hands, number: int, why: str) -> None:
    assert "record page says so" not in screen_text(hands.pilot)
    await hands.do("claim.sources")
    await a_source_is_open(hands)
    assert "record page says so" not in screen_text(hands.pilot)
    await hands.do("source.verdict")
    await hands.see(VerdictScreen)
    assert "record page says so" not in screen_text(hands.pilot)
    await hands.number(number)
    await hands.write(why)
    await hands.do("form.save")
    await hands.see(SourceScreen)
    await hands.read("Saved: ")
    await hands.do("source.back")
    await hands.at_the_list()


async def the_lead_settles(hands: Hands) -> None:
    await hands.do("desk.conflicts")
    await hands.see(ConflictsScreen)
    await hands.read("1 of 1")
    words = screen_text(hands.pilot)
    assert BO_DISAGREES in words
    assert "The record page says so" in words
    await hands.do(
        "conflicts.first" if words.index("Ana") < words.index("Bo") else "conflicts.second"
    )
    await hands.see(AdjudicateScreen)
    await hands.write(CEM_SAYS)
    await hands.do("form.save")
    await hands.see(ConflictsScreen)
    await hands.read("1 settled")
    await hands.do("conflicts.leave")
    await hands.at_the_list()


async def a_report_is_written(hands: Hands) -> None:
    await hands.do("desk.report")
    await hands.see(ReportScreen)
    await hands.do("form.save")
    await hands.read("Wrote")
    await hands.at_the_list()


async def morning(newsroom: Newsroom, server: Horrors, checked: Sequence[Checked]) -> None:
    """All of it; the second reader disagrees on the last claim."""
    await an_article_is_read(newsroom, server, checked)
    addresses = [server.on(f"/record/{n}", as_page(page(one))) for n, one in enumerate(checked)]
    async with newsroom.sitting("Ana") as hands:
        await the_title_is_set_aside(hands)
        await two_blind_readers_are_agreed_on(hands)
        for place, (address, one) in enumerate(zip(addresses, checked, strict=True)):
            hands.pressed.clear()
            await the_first_reader_decides(hands, address, one)
            assert len(hands.pressed) <= KEYS_A_CLAIM, hands.pressed
            if place < len(checked) - 1:
                await hands.do("list.next")
                await hands.at_the_list()
    async with newsroom.sitting("Bo") as hands:
        await hands.do("desk.finding")
        await hands.number(4)
        await hands.at_the_list()
        for one in checked[:-1]:
            await the_second_reader_decides(hands, one.rating, BO_SAYS.format(one.stance.value))
            await hands.do("list.next")
            await hands.at_the_list()
        await the_second_reader_decides(hands, 3, BO_DISAGREES)
        await hands.do("desk.refresh")
        await hands.at_the_list()
        assert len(desk(hands.pilot).rows) == 0
    async with newsroom.sitting("Cem") as hands:
        await the_lead_settles(hands)
        await a_report_is_written(hands)


def everything_is_in_the_file(newsroom: Newsroom, checked: Sequence[Checked]) -> None:
    claims = newsroom.claims()
    assert [one.statement for one in claims] == [one.claim for one in checked]
    for found, one in zip(claims, checked, strict=True):
        settled_by_one = one is checked[-1]
        assert found.status is (ClaimStatus.SINGLE if settled_by_one else ClaimStatus.AGREED)
        (piece,) = found.evidence
        assert piece.stance is one.stance
        assert piece.quote in one.page
        told = newsroom.told(found.id)
        for words in (ANA_SAYS.format(one.stance.value), piece.quote):
            assert words in told
    last = claims[-1]
    (stands,) = (verdict for verdict in last.verdicts if verdict.live)
    assert (stands.given_by.name, stands.because) == ("Cem", CEM_SAYS)
    assert {verdict.because for verdict in last.verdicts} == {
        ANA_SAYS.format(checked[-1].stance.value),
        BO_DISAGREES,
        CEM_SAYS,
    }
    (written,) = newsroom.folder.glob("*.html")
    told = written.read_text("utf-8")
    assert told.count('<article class="claim"') == len(checked)
    with closing(sqlite3.connect(newsroom.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_claim_goes_from_an_article_to_a_report(
    newsroom: Newsroom, horrors: Horrors
) -> None:
    await morning(newsroom, horrors, MORNING[:1])
    everything_is_in_the_file(newsroom, MORNING[:1])


@pytest.mark.long
async def test_ten_claims_go_from_an_article_to_a_report(
    newsroom: Newsroom, horrors: Horrors
) -> None:
    await morning(newsroom, horrors, MORNING)
    everything_is_in_the_file(newsroom, MORNING)
