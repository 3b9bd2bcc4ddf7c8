"""A small project to sit at the desk with, made through the ledger and the desk."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from tests.tui.frames import paint
from workbench.desk.deciding.drafts import DraftBox
from workbench.desk.reading.documents import claim_value, document_identifier
from workbench.desk.working.notes import know_notes
from workbench.ledger.database import Ledger, Mode, open_ledger
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.identity import IdentityStore
from workbench.model import (
    Approximator,
    Attribution,
    ClaimType,
    DateBasis,
    DateMention,
    Granularity,
    Name,
    NameKind,
    Quantity,
    Statement,
)
from workbench.tui.app import Desk
from workbench.tui.keys.in_order import OrderlyApp
from workbench.tui.screens.desk.desk import DeskScreen
from workbench.tui.session import Session

NOON = datetime(2023, 6, 3, 12, 0, tzinfo=UTC)
PATIENCE_SECONDS = 10.0
WORKERS_SECONDS = 0.05
"""How long a key waits for what it has begun in the background."""

DISPATCH = """\
Ferry line adds boats for the summer
HARBOURTON, 2 June 2023

The ferry line will add about 40 sailings a week from July, its director said on Friday. The \
older of its two boats was refitted in March.

At least 1,200 people [sic] signed a petition against the new fares, their group said. \
The company denied that fares had risen by 30 per cent.

The harbour authority counted 15,400 passengers in May.
"""

SENTENCES = (
    "The ferry line will add about 40 sailings a week from July, its director said on Friday.",
    "The older of its two boats was refitted in March.",
    "At least 1,200 people [sic] signed a petition against the new fares, their group said.",
    "The company denied that fares had risen by 30 per cent.",
    "The harbour authority counted 15,400 passengers in May.",
)


@dataclass
class Project:
    """A database and the people who work on it."""

    folder: Path
    at: datetime = NOON

    @property
    def path(self) -> Path:
        """The database."""
        return self.folder / "claims.db"

    def open(self, mode: Mode = "read", *, who: str = "Ana", wait_seconds: float = 5.0) -> Ledger:
        """The database as one of them sees it, on 3 June 2023 at noon unless it is told else."""
        home = self.folder / who
        identity = IdentityStore(home / "config", home / "state")
        if mode != "read" and identity.reviewer().name != who:
            identity.rename(who)
        ledger = open_ledger(
            self.path,
            mode=mode,
            identity=identity,
            clock=lambda: int(self.at.timestamp() * 1000),
            wait_seconds=wait_seconds,
            name="Harbour",
        )
        know_notes(ledger)
        return ledger

    def session(
        self, *, who: str = "Ana", writer: Mode = "write", wait_seconds: float = 5.0
    ) -> Session:
        """A sitting at the desk."""
        return Session(
            self.path,
            reader=lambda _: self.open("read", who=who),
            writer=lambda _: self.open(writer, who=who, wait_seconds=wait_seconds),
            drafts=lambda: DraftBox(self.folder / who / "drafts"),
        )

    def add(
        self, text: str, statements: Iterable[Statement], *, title: str = "Ferry line adds boats"
    ) -> list[str]:
        """Add a document with its claims, and return their ids."""
        data = text.encode("utf-8", "surrogatepass")
        document = document_identifier(data)
        ids: list[str] = []
        with self.open("create") as ledger, ledger.act(f"Add {title}") as act:
            act.record(
                "document",
                document,
                "read",
                {
                    "title": title,
                    "address": "ferry.txt",
                    "encoding": "utf-8",
                    "language": "en",
                    "characters": len(text),
                    "document_date": "2023-06-02",
                    "document_date_basis": "header",
                    "notes": [],
                    "bytes": act.keep(data),
                },
            )
            for statement in statements:
                ids.append(claim_identifier(document, statement.start, statement.end))
                act.record("claim", ids[-1], "read", claim_value(document, statement))
        return ids


def found(text: str, sentence: str, worth: int = 500) -> Statement:
    """The statement that a sentence of the text makes, with nothing in it."""
    start = text.index(sentence)
    return Statement(start, start + len(sentence), sentence, sentence, worth=worth)


def ferry_statements() -> list[Statement]:
    """The five claims of the dispatch, the first and third with their slots."""
    first, second, third, fourth, fifth = (found(DISPATCH, sentence) for sentence in SENTENCES)
    at = DISPATCH.index
    first = replace(
        first,
        types=(ClaimType.QUANTITY, ClaimType.PLAN),
        quantities=(
            Quantity(
                at("about 40"),
                at("about 40") + 8,
                "about 40",
                value=Decimal(40),
                approximator=Approximator.ABOUT,
                counted="sailings a week",
            ),
        ),
        dates=(
            DateMention(
                at("Friday"),
                at("Friday") + 6,
                "Friday",
                "2023-06-02",
                Granularity.DAY,
                DateBasis.RELATIVE,
            ),
        ),
        names=(Name(at("HARBOURTON"), at("HARBOURTON") + 10, "HARBOURTON", NameKind.PLACE),),
        claimant="its director",
        attribution=Attribution(
            at("its director"), at("its director") + 17, "its director said", "its director"
        ),
        worth=820,
        reasons=("states a quantity", "names who says it"),
    )
    fourth = replace(fourth, negated=True, worth=410)
    return [first, second, third, fourth, fifth]


def ferry_project(folder: Path) -> Project:
    """The project with the dispatch in it."""
    project = Project(folder)
    project.add(DISPATCH, ferry_statements())
    return project


class DeskPilot(Pilot[None]):
    """A pilot who waits for what happens, and not for the clock.

    Textual's own waits twenty milliseconds or more at each key, until the process is idle.
    """

    async def press(self, *keys: str) -> None:
        """Press keys, each after all that the one before it did at once."""
        for key in keys:
            self.app.post_message(_key(key))
            await self.rest()

    async def resize_terminal(self, width: int, height: int) -> None:
        """Be a terminal of another size, once the desk has laid itself out in it."""
        await super().resize_terminal(width, height)
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while self.app.screen.outer_size != (width, height):
            assert asyncio.get_running_loop().time() < deadline, "it never took the size"
            await self.pause()

    async def pause(self, delay: float | None = None) -> None:
        """Let happen what is under way in the loop."""
        await asyncio.sleep(delay or 0.002)
        await self.rest()

    async def rest(self) -> None:
        """Wait until no message, no key, and for a moment no worker, waits for its turn."""
        loop = asyncio.get_running_loop()
        patience = loop.time() + WORKERS_SECONDS
        while self.app.is_running and self.app.screen_stack and self.app._exception is None:
            if self._messages_wait():
                await asyncio.sleep(0)
                continue
            self.app.screen._on_timer_update()
            if self._messages_wait():
                continue
            if loop.time() > patience or all(one.is_finished for one in self.app.workers):
                paint(self.app)
                return
            await asyncio.sleep(0.001)

    def _messages_wait(self) -> bool:
        app = self.app
        assert isinstance(app, OrderlyApp)
        nodes = (app, *app.screen.walk_children(with_self=True))
        return not app.keys_done or any(node.message_queue_size for node in nodes)


def _key(name: str) -> events.Key:
    key = _character_to_key(name) if len(name) == 1 and not name.isalnum() else name
    try:
        sign = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return events.Key(key, key if len(key) == 1 else None)
    return events.Key(key, sign)


@asynccontextmanager
async def piloting(app: Desk, **how: Any) -> AsyncIterator[DeskPilot]:
    """A desk under a pilot, in a terminal that is not there."""
    async with app.run_test(**how):
        yield DeskPilot(app)


def sitting(
    session: Session, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[DeskPilot]:
    """The desk in a terminal that is not there."""
    return piloting(Desk(session), size=size)


def desk(pilot: DeskPilot) -> DeskScreen:
    """The desk's own screen, whatever lies over it."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, DeskScreen)
    return screen


async def until(pilot: DeskPilot, so: Callable[[], object], what: str = "") -> None:
    """Let the desk work until something is so."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while not so():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"never so: {what}\n{screen_text(pilot)}")
        await pilot.pause()


async def worked(pilot: DeskPilot) -> None:
    """Wait until nothing is done in the background."""
    await until(pilot, lambda: all(one.is_finished for one in pilot.app.workers), "workers end")


async def settled(pilot: DeskPilot) -> None:
    """Wait until the list is read and claim and article show what the cursor points at."""
    screen = desk(pilot)

    await until(
        pilot, lambda: screen.listed and screen.caught_up, "list, claim and article are read"
    )
    await worked(pilot)
    await pilot.pause()


async def type_text(pilot: DeskPilot, text: str) -> None:
    """Fill the focused field: the first character by its key, the others pasted."""
    await pilot.press({" ": "space"}.get(text[0], text[0]))
    pilot.app.screen.post_message(events.Paste(text[1:]))
    await pilot.pause()


def screen_text(pilot: DeskPilot) -> str:
    """What the terminal shows, as plain lines."""
    width, height = pilot.app.size
    screen = pilot.app.screen
    lines = screen._compositor.render_strips(screen.size)
    del width, height
    return "\n".join(strip.text for strip in lines)
