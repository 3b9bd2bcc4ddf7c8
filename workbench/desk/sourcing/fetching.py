"""Go to sources: fetch pages and read their text. Nothing here knows the database.

What is fetched is handed on as :class:`Fetched` and kept by ``attaching``. Fetching and reading
are asynchronous, so that a screen stays live and many pages come at once.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from workbench.errors import UsageError
from workbench.model import Exchange, Outcome, ReadableText
from workbench.settings import load_settings
from workbench.sourcing.addresses import host_of
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.recording import PreparedCapture
    from workbench.sourcing.archives.pacing import Pacing
    from workbench.sourcing.archives.through_client import ThroughClient
    from workbench.sourcing.fetching import Client, FetchOptions, FetchProgress
    from workbench.sourcing.pages import PageReader

GOOD: Final = frozenset({Outcome.CAPTURED, Outcome.UNCHANGED})
"""The outcomes that are no failure."""

_WITH_A_PAGE: Final = frozenset({Outcome.CAPTURED, Outcome.INCOMPLETE})

Progress = Callable[["FetchProgress"], None]
Thing = TypeVar("Thing")
Result = TypeVar("Result")
_BEGUN: Final = 32
"""So many pages are under way at most, with those that nobody has taken yet."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One fetch, and what could be read of the page if there was one.

    ``asked_for`` is the address as it was given. ``prepared`` is the capture ready to be kept,
    where that has been done aside already.
    """

    asked_for: str
    exchange: Exchange
    readable: ReadableText | None = None
    prepared: "PreparedCapture | None" = field(default=None, compare=False, repr=False)

    def prepare(self) -> "PreparedCapture":
        """The capture ready to be kept: hashed and compressed, which takes a moment."""
        from workbench.ledger.recording import prepare_capture

        return self.prepared or prepare_capture(self.exchange, self.readable)

    @property
    def good(self) -> bool:
        """Whether the page came, whole and as itself."""
        return self.exchange.outcome in GOOD


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that is not gone to. Nothing was sent and nothing is to be kept."""

    asked_for: str
    reason: str


@dataclass(frozen=True, slots=True)
class Web:
    """What fetching needs, made once for many pages by :func:`web`."""

    client: "Client"
    reader: "PageReader"
    options: "FetchOptions"
    at_once: int
    asking: "Client"
    pacing: "Pacing"

    @property
    def asker(self) -> "ThroughClient":
        """For asking archives and other interfaces.

        They have a client of their own, for their slow answers must keep no page waiting, and
        one clock for as long as this is open.
        """
        from workbench.sourcing.archives.through_client import ThroughClient

        return ThroughClient(self.asking, self.options)


@asynccontextmanager
async def web(
    *,
    allow_private: bool = False,
    any_port: bool = False,
    at_once: int | None = None,
    readers: int = 1,
    only_files: bool = False,
) -> AsyncIterator[Web]:
    """Everything that fetching needs, by the user's settings, and its end afterwards.

    ``allow_private`` lets in the addresses of an intranet at any port, ``any_port`` odd ports of
    the public web. With ``only_files`` nothing will be fetched, so it may be used offline.

    Raises:
        UsageError: The settings say that this computer works offline, or cannot be read.
    """
    from workbench.sourcing.archives.pacing import Pacing
    from workbench.sourcing.fetching import Client, FetchOptions
    from workbench.sourcing.pages import PageReader

    settings = load_settings().sources
    if not only_files:
        refuse_offline()
    options = FetchOptions(
        allow_private=allow_private,
        allow_any_port=any_port or allow_private,
        total_seconds=settings.total_seconds,
    )
    together = at_once or settings.at_once
    async with (
        Client(at_once=together, contact=settings.contact) as client,
        Client(at_once=together, contact=settings.contact) as asking,
        PageReader(readers) as reader,
    ):
        yield Web(client, reader, options, together, asking, Pacing())


def works_offline() -> bool:
    """Whether the user wants nothing to be sent."""
    return load_settings().sources.offline


def refuse_offline() -> None:
    """Stop before anything is sent, if the user works offline.

    Raises:
        UsageError: The settings say so.
    """
    if works_offline():
        raise UsageError(
            "settings.toml says sources.offline = true, so nothing is fetched; "
            "give a saved file instead, or change the setting"
        )


async def fetch_source(
    address: str,
    options: "FetchOptions",
    *,
    client: "Client",
    reader: "PageReader",
    on_progress: Progress | None = None,
) -> Fetched:
    """Fetch one page and read it. Trouble on the way is told in the exchange, never raised.

    Raises:
        UsageError: The address is refused as it stands; nothing was sent.
    """
    from workbench.sourcing.fetching import fetch

    exchange = await fetch(address, options, client=client, on_progress=on_progress)
    if exchange.outcome is Outcome.BLOCKED and not exchange.hops:
        # The address itself leads where nobody may go: nothing was sent, so nothing is kept.
        raise UsageError(exchange.reason or f"{clean_line(address, 200)} is not gone to")
    return await read_exchange(address, exchange, reader)


async def fetch_sources(
    addresses: Iterable[str], web: Web, *, on_progress: Progress | None = None
) -> AsyncGenerator[Fetched | Refused, None]:
    """Fetch and read many pages, each handed on as it is done.

    Leaving the loop early cancels what is under way; what was handed on can be kept.
    """

    async def one(address: str) -> Fetched | Refused:
        try:
            return await fetch_source(
                address,
                web.options,
                client=web.client,
                reader=web.reader,
                on_progress=on_progress,
            )
        except UsageError as refusal:
            return Refused(address, str(refusal))

    async with aclosing(
        as_they_come(dict.fromkeys(addresses), host_of, one, of_one_host=web.at_once)
    ) as coming:
        async for fetched in coming:
            yield fetched


async def as_they_come(
    things: Iterable[Thing],
    host: Callable[[Thing], str],
    work: Callable[[Thing], Coroutine[object, object, Result]],
    *,
    of_one_host: int,
) -> AsyncGenerator[Result, None]:
    """Do the same work on many things, and give each result as it comes.

    How many requests run at the same time, and how far apart, is the client's to say. Here only
    so much is begun that nothing piles up in memory, and of each host so little that one which
    is slow keeps no other waiting. Leaving early cancels what is under way.
    """
    waiting: dict[str, deque[Thing]] = {}
    for thing in things:
        waiting.setdefault(host(thing), deque()).append(thing)
    running: dict[asyncio.Task[Result], str] = {}
    busy = Counter[str]()
    try:
        while waiting or running:
            while len(running) < _BEGUN:
                free = next((name for name in waiting if busy[name] < of_one_host), None)
                if free is None:
                    break
                line = waiting.pop(free)
                running[asyncio.create_task(work(line.popleft()))] = free
                busy[free] += 1
                if line:
                    waiting[free] = line
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                busy[running.pop(task)] -= 1
                yield task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def read_exchange(
    asked_for: str,
    exchange: Exchange,
    reader: "PageReader",
    *,
    address: str | None = None,
    encoding: str | None = None,
) -> Fetched:
    """Read the page that a fetch brought, if it brought one.

    A page that is a log-in form, says "not found" or holds no text is told apart from a good
    one by its outcome; its bytes are kept all the same. ``address`` is the page's own where it
    came from elsewhere, ``encoding`` one that a person has chosen for it.
    """
    if exchange.outcome not in _WITH_A_PAGE or not exchange.body:
        return await _prepared(Fetched(asked_for, exchange))
    readable = await reader.read(
        exchange.body,
        address=address or exchange.address,
        content_type=header(exchange, "content-type"),
        encoding=encoding,
    )
    return await _prepared(Fetched(asked_for, judged(exchange, readable), readable))


def judged(exchange: Exchange, readable: ReadableText) -> Exchange:
    """The exchange with the outcome that reading its page suggests."""
    suggested = readable.suggested_outcome
    if suggested is None and readable.problem and not (readable.main or readable.visible).strip():
        suggested = Outcome.NOT_TEXT
    if suggested is not None and exchange.outcome is Outcome.CAPTURED:
        reason = readable.problem or (readable.flags[0] if readable.flags else None)
        return replace(exchange, outcome=suggested, reason=reason)
    return exchange


async def _prepared(fetched: Fetched) -> Fetched:
    """Hash and compress aside, so that the screen and other fetches go on meanwhile."""
    return replace(fetched, prepared=await asyncio.to_thread(fetched.prepare))


def header(exchange: Exchange, name: str) -> str | None:
    """The first response header of that name."""
    wanted = name.lower()
    return next((value for key, value in exchange.response_headers if key.lower() == wanted), None)


def describe_outcome(outcome: Outcome | None, reason: str | None) -> str:
    """How a fetch ended, in words for one line."""
    if outcome is None:
        return "not fetched"
    words = outcome.value.replace("-", " ")
    return f"{words}: {clean_line(reason)}" if reason and outcome not in GOOD else words
