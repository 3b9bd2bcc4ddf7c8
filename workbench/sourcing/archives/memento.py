"""Asking any archive that speaks Memento (RFC 7089) for the copies it has of a page."""

from datetime import datetime
from typing import Final

from workbench.sourcing.addresses import check_web_address, host_of
from workbench.sourcing.archives.asking import Asker, Question, ask_in_turn
from workbench.sourcing.archives.found import ArchivedCopyFound
from workbench.sourcing.archives.pacing import Pacing, Service
from workbench.sourcing.archives.timemaps import TimeMap, nearest_memento, read_timemap

WAYBACK_TIMEMAPS: Final = "https://web.archive.org/web/timemap/link/"


async def memento_timemap(
    client: Asker, url: str, base: str = WAYBACK_TIMEMAPS, *, pacing: Pacing | None = None
) -> TimeMap:
    """The copies that the archive at ``base`` lists; the page's address is put after ``base``.

    ``pacing`` is the archive's clock; hand over the one that others use for the same archive.

    Raises:
        UsageError: ``url`` is no web address.
    """
    url = check_web_address(url)
    headers = (("Accept", "application/link-format"),)
    question = Question("GET", f"{base}{url}", headers)
    exchange = await ask_in_turn(client, question, pacing or Pacing(), Service.MEMENTO)
    return read_timemap(exchange, host_of(base) or "the archive")


async def memento_copy(
    client: Asker,
    url: str,
    base: str = WAYBACK_TIMEMAPS,
    *,
    at: datetime | None = None,
    pacing: Pacing | None = None,
) -> ArchivedCopyFound:
    """The copy nearest to ``at`` that the archive at ``base`` lists, or its newest.

    A TimeMap in parts is followed one step, into its last part.

    Raises:
        UsageError: ``url`` is no web address.
    """
    archive = host_of(base) or "the archive"
    timemap = await memento_timemap(client, url, base, pacing=pacing)
    if not timemap.mementos and not timemap.problem and timemap.further:
        question = Question("GET", timemap.further[-1])
        exchange = await ask_in_turn(client, question, pacing or Pacing(), Service.MEMENTO)
        timemap = read_timemap(exchange, archive)
    return nearest_memento(timemap, archive, at)
