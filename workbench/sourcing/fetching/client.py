"""Whoever fetches pages: politely, within bounds, and never further than the policy lets it.

Nothing of the HTTP library is loaded before the first request.
"""

import asyncio
import json as json_text
import ssl
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlencode

from workbench.errors import UsageError
from workbench.model.sourcing import Exchange, Outcome
from workbench.sourcing.addresses import WebAddress, parse_web_address, without_trackers
from workbench.sourcing.fetching.options import (
    MAX_ATTEMPTS,
    FetchOptions,
    FetchProgress,
    FetchStage,
)
from workbench.sourcing.fetching.policy import AddressPolicy
from workbench.sourcing.fetching.politeness import SPACING_SECONDS, HostTurns, Pace, Sleep
from workbench.sourcing.fetching.recording import Errand, Finding
from workbench.sourcing.fetching.redirecting import check_port
from workbench.sourcing.fetching.resolving import Resolver, SystemResolver
from workbench.sourcing.fetching.visiting import Surroundings, visit
from workbench.text import clean_line

AT_ONCE: Final = 4
BACKOFF_SECONDS: Final = 1.0
MAX_WAIT_SECONDS: Final = 60
_REMARK_CHARACTERS: Final = 300

OnProgress = Callable[[FetchProgress], None]


def user_agent(contact: str = "") -> str:
    """How this program names itself to servers: truthfully, with whom to complain to if known."""
    from workbench import __version__

    return f"claim-workbench/{__version__} ({contact or 'a reviewer asked for this page'})"


class Client:
    """Fetches pages. To be used with ``async with``, from one event loop.

    ``policy`` says what may be connected to besides the public internet, ``resolver`` who knows
    the addresses of names, and ``trust`` whose certificates hold; left out, they are what a
    stranger on the internet would use. ``at_once`` requests run at the same time, one at each
    host, ``spacing_seconds`` apart; a host that the policy calls the user's own is exempt.
    ``contact`` tells servers whom to complain to.
    """

    def __init__(
        self,
        *,
        policy: AddressPolicy | None = None,
        resolver: Resolver | None = None,
        trust: ssl.SSLContext | None = None,
        at_once: int = AT_ONCE,
        spacing_seconds: float = SPACING_SECONDS,
        backoff_seconds: float = BACKOFF_SECONDS,
        sleep: Sleep = asyncio.sleep,
        contact: str = "",
    ) -> None:
        self._user_agent = user_agent(contact)
        _check_headers((("User-Agent", self._user_agent),))
        self.policy = policy or AddressPolicy()
        self._resolver = resolver or SystemResolver()
        self._trust = trust
        self._slots = asyncio.Semaphore(at_once)
        self._turns = HostTurns(spacing_seconds, sleep)
        self._backoff = backoff_seconds
        self._sleep = sleep
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closed = True

    def check(self, address: str, options: FetchOptions | None = None) -> WebAddress:
        """Take an address apart as :meth:`fetch` would, without going there.

        Raises:
            UsageError: It would be refused.
        """
        parsed = parse_web_address(address)
        check_port(parsed, options or FetchOptions(), self.policy)
        return parsed

    async def fetch(
        self,
        address: str,
        options: FetchOptions | None = None,
        *,
        on_progress: OnProgress | None = None,
    ) -> Exchange:
        """Fetch one page. Trouble of any kind is an outcome of the exchange, with its reason.

        Neither a fragment nor parameters that only track readers are sent; the exchange keeps the
        address as it was given, and remarks what was left out.

        Raises:
            UsageError: The address itself is refused; nothing was sent or looked up.
        """
        options = options or FetchOptions()
        parsed = self.check(address, options)
        _check_headers(options.headers)
        parsed, trackers = without_trackers(parsed)
        remark = f"not sent with the address, as they only track readers: {', '.join(trackers)}"
        errand = Errand(
            address.strip(),
            parsed,
            options,
            on_progress=on_progress,
            remark=clean_line(remark, _REMARK_CHARACTERS) if trackers else None,
        )
        if on_progress is not None:
            on_progress(FetchProgress(errand.requested, FetchStage.WAITING))
        async with self._turn(parsed, options):
            exchange = await self._attempts(errand)
        if on_progress is not None:
            on_progress(
                FetchProgress(errand.requested, FetchStage.DONE, wire_bytes=exchange.wire_bytes)
            )
        return exchange

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | bytes | None = None,
        json: object = None,
        pace: Pace | None = None,
        follow: bool = False,
        options: FetchOptions | None = None,
    ) -> Exchange:
        """Ask an interface once: no second attempt, every status's body kept, bounded alike.

        ``data`` is a form or bytes as they are, ``json`` anything JSON can say. ``headers`` may
        hold keys: their values are not kept, and never sent to another origin. A redirect is not
        followed unless asked; it is then the outcome, with the target in the hops. With ``pace``
        the request waits for its turn there, and not for the pause between pages.

        Raises:
            UsageError: The address or a header is refused; nothing was sent.
        """
        options = options or FetchOptions()
        parsed = self.check(url, options)
        given = dict(headers or {})
        content: bytes | None = None
        if isinstance(data, bytes):
            content = data
        elif data is not None:
            content = urlencode(data).encode("ascii")
            given.setdefault("Content-Type", "application/x-www-form-urlencoded")
        elif json is not None:
            content = json_text.dumps(json, ensure_ascii=False).encode("utf-8")
            given.setdefault("Content-Type", "application/json")
        _check_headers((*given.items(), *options.headers))
        errand = Errand(
            url.strip(),
            parsed,
            options,
            method=method.upper(),
            headers=tuple(given.items()),
            content=content,
            follow=follow and content is None,
            any_kind=True,
        )
        if pace is not None:
            await pace.wait()
        turn = nullcontext() if pace is not None else self._turn(parsed, options)
        async with turn:
            finding, _ = await self._visit(errand, options.total_seconds)
        return finding.exchange

    async def fetch_all(
        self,
        addresses: Iterable[str],
        options: FetchOptions | None = None,
        *,
        on_progress: OnProgress | None = None,
    ) -> AsyncGenerator[Exchange, None]:
        """Fetch many pages and give each as it is done. Closing the iterator cancels the rest.

        Raises:
            UsageError: One of the addresses is refused; then none is fetched.
        """
        wanted = list(dict.fromkeys(address.strip() for address in addresses))
        for address in wanted:
            self.check(address, options)
        tasks = [
            asyncio.create_task(self.fetch(address, options, on_progress=on_progress))
            for address in wanted
        ]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _attempts(self, errand: Errand) -> Exchange:
        """Try again where that may help, all within one allowance of time."""
        left = errand.options.total_seconds
        attempts = min(max(errand.options.attempts, 1), MAX_ATTEMPTS)
        for attempt in range(1, attempts + 1):
            finding, spent = await self._visit(errand, left)
            left -= spent
            exchange = _with_wait(finding.exchange)
            if attempt > 1:
                again = f"this is attempt {attempt}; those before it failed"
                exchange = replace(exchange, remarks=(*exchange.remarks, again))
            wait = exchange.retry_after
            seconds = self._backoff * 2 ** (attempt - 1) if wait is None else float(wait)
            if not finding.retry or attempt == attempts or seconds > MAX_WAIT_SECONDS:
                return exchange
            if left <= 0:
                return exchange
            await self._sleep(seconds)
        raise AssertionError("the last attempt returns")

    async def _visit(self, errand: Errand, seconds: float) -> tuple[Finding, float]:
        """One visit when there is room for it, and the seconds it took."""
        if self._closed:
            raise RuntimeError("this client is closed")
        surroundings = await self._surroundings()
        async with self._slots:
            loop = asyncio.get_running_loop()
            began = loop.time()
            finding = await visit(errand, surroundings, seconds=seconds, pause=self._pause)
            return finding, loop.time() - began

    async def _surroundings(self) -> Surroundings:
        """Load the HTTP library and the certificates, aside from the event loop."""
        if self._trust is None:
            self._trust = await asyncio.to_thread(_load_trust)
        return Surroundings(self.policy, self._resolver, self._trust, self._user_agent)

    def _turn(
        self, address: WebAddress, options: FetchOptions
    ) -> AbstractAsyncContextManager[None]:
        if self._is_own(address, options):
            return nullcontext()
        return self._turns.turn(address.host)

    async def _pause(self, host: str) -> None:
        await self._turns.pause_before(host)

    def _is_own(self, address: WebAddress, options: FetchOptions) -> bool:
        if self.policy.permits(address.host, address.port):
            return True
        return options.allow_private and _is_loopback(address.host)


async def fetch(
    address: str,
    options: FetchOptions | None = None,
    *,
    client: Client | None = None,
    on_progress: OnProgress | None = None,
) -> Exchange:
    """Fetch one page, with a client of its own if none is given. See :meth:`Client.fetch`."""
    if client is not None:
        return await client.fetch(address, options, on_progress=on_progress)
    async with Client() as own:
        return await own.fetch(address, options, on_progress=on_progress)


async def fetch_all(
    addresses: Iterable[str],
    options: FetchOptions | None = None,
    *,
    at_once: int = AT_ONCE,
    client: Client | None = None,
    on_progress: OnProgress | None = None,
) -> AsyncGenerator[Exchange, None]:
    """Fetch many pages. See :meth:`Client.fetch_all`; ``at_once`` is for a client of its own."""
    async with Client(at_once=at_once) if client is None else nullcontext(client) as used:
        pages = used.fetch_all(addresses, options, on_progress=on_progress)
        try:
            async for exchange in pages:
                yield exchange
        finally:
            await pages.aclose()


def _load_trust() -> ssl.SSLContext:
    from workbench.sourcing.fetching.transport import default_trust

    return default_trust()


def _with_wait(exchange: Exchange) -> Exchange:
    """Say in the reason until when a server asks to be left alone, if that is long."""
    wait = exchange.retry_after
    if exchange.outcome is not Outcome.BUSY or wait is None or wait <= MAX_WAIT_SECONDS:
        return exchange
    until = datetime.now(UTC) + timedelta(seconds=wait)
    reason = f"{exchange.reason}; it asks to wait until {until:%d %B %Y, %H:%M} UTC"
    return replace(exchange, reason=reason)


def _check_headers(headers: Iterable[tuple[str, str]]) -> None:
    for name, value in headers:
        if not name.isascii() or not name.replace("-", "").isalnum():
            raise UsageError("a request header has a name that no header has")
        if not value.isascii() or not value.isprintable():
            raise UsageError(f"the value of the header {name} holds characters no header has")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
