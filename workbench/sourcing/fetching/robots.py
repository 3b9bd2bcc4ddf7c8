"""What sites ask of programs that go round by themselves (robots.txt).

A page that a person asks for is fetched as a browser would fetch it; these rules are for checking
many pages unattended, and whoever does that asks here first. A site whose rules cannot be had, or
cannot be read, is taken to allow everything.
"""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbench.errors import UsageError
from workbench.model.sourcing import Exchange, Outcome
from workbench.sourcing.addresses import WebAddress, parse_web_address
from workbench.sourcing.fetching.client import Client
from workbench.sourcing.fetching.options import FetchOptions

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

PRODUCT: Final = "claim-workbench"
MAX_BYTES: Final = 512 * 1024
MAX_SECONDS: Final = 10.0

Origin = tuple[str, str, int]


class RobotsRules:
    """The rules of many sites, each fetched once, when it is first asked about.

    To be used from the event loop of its client.
    """

    def __init__(self, client: Client, options: FetchOptions | None = None) -> None:
        given = options or FetchOptions()
        self._client = client
        self._options = replace(
            given,
            total_seconds=min(given.total_seconds, MAX_SECONDS),
            wire_bytes=MAX_BYTES,
            decoded_bytes=MAX_BYTES,
            etag=None,
            last_modified=None,
            attempts=1,
        )
        self._turns: dict[Origin, asyncio.Lock] = {}
        self._known: dict[Origin, RobotFileParser | None] = {}

    async def allows(self, address: str) -> bool:
        """Whether the site lets programs fetch this page.

        An address that no fetch would go to is allowed: the fetch says what is wrong with it.
        """
        try:
            page = parse_web_address(address)
        except UsageError:
            return True
        rules = await self._rules(page)
        return rules is None or rules.can_fetch(PRODUCT, page.url)

    async def _rules(self, page: WebAddress) -> "RobotFileParser | None":
        origin = page.scheme, page.host, page.port
        async with self._turns.setdefault(origin, asyncio.Lock()):
            if origin not in self._known:
                self._known[origin] = await self._fetched(page)
            return self._known[origin]

    async def _fetched(self, page: WebAddress) -> "RobotFileParser | None":
        try:
            exchange = await self._client.fetch(
                f"{page.scheme}://{page.place}/robots.txt", self._options
            )
        except UsageError:
            return None
        return _read(exchange)


def _read(exchange: Exchange) -> "RobotFileParser | None":
    """The rules in an answer; none for an error page, and for a web page in place of them."""
    if exchange.outcome is not Outcome.CAPTURED or exchange.body is None:
        return None
    # loaded late, for it brings the standard library's own web client
    from urllib.robotparser import RobotFileParser

    text = exchange.body.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "<":
        return None
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return rules
