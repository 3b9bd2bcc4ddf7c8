"""Copies of pages at web archives: look them up, have one made, remember what was answered.

The archives are asked about addresses only. What an archive does not say stays unknown; it is
never taken for "not archived".
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.desk.sourcing.attaching import name_of
from workbench.desk.sourcing.fetching import Web
from workbench.errors import UsageError
from workbench.ledger.queries import captures
from workbench.ledger.recording import record_archived
from workbench.model import ArchivedCopy, ArchiveState, SourceKind, SourceRow
from workbench.settings import load_settings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.sourcing.archives.pacing import Pacing
    from workbench.sourcing.archives.wayback import Wayback


@dataclass(frozen=True, slots=True)
class Archives:
    """The archives that are asked, with the one clock that paces all questions."""

    wayback: "Wayback"
    pacing: "Pacing"
    memento_url: str
    with_keys: bool


def archives(web: Web) -> Archives:
    """The archives by the user's settings; the keys come from the environment."""
    from workbench.sourcing.archives.saving import SaveKeys
    from workbench.sourcing.archives.wayback import Wayback, WaybackAddresses

    settings = load_settings().sources
    base = settings.archive_url.rstrip("/")
    access = os.environ.get(settings.archive_access_variable, "")
    secret = os.environ.get(settings.archive_key_variable, "")
    keys = SaveKeys(access, secret) if access and secret else None
    wayback = Wayback(
        web.asker,
        addresses=WaybackAddresses(
            availability=settings.availability_url,
            index=f"{base}/cdx/search/cdx",
            replay=f"{base}/web",
            save=f"{base}/save",
        ),
        pacing=web.pacing,
        keys=keys,
    )
    return Archives(wayback, web.pacing, settings.memento_url, keys is not None)


async def look_up(source: SourceRow, web: Web) -> tuple[ArchivedCopy, ...]:
    """What the archives know of a page: the Wayback Machine, then a Memento TimeMap.

    The TimeMap is asked only where the Wayback Machine names no copy.

    Raises:
        UsageError: The source was never on the web.
    """
    from workbench.sourcing.archives.memento import memento_copy

    _refuse_others(source)
    asked = archives(web)
    first = await asked.wayback.look_up(source.url)
    found = [first]
    if first.state is not ArchiveState.ARCHIVED:
        found.append(
            await memento_copy(web.asker, source.url, asked.memento_url, pacing=asked.pacing)
        )
    return tuple(_named(each.for_source(source.id)) for each in found)


async def save_page(source: SourceRow, web: Web, *, follow: bool = True) -> ArchivedCopy:
    """Ask the Wayback Machine to capture a page, and wait for its answer for a few minutes.

    Submitted is not archived: what is not known to be done is kept as submitted or pending.

    Raises:
        UsageError: The source was never on the web.
    """
    _refuse_others(source)
    asked = archives(web)
    result = await asked.wayback.save(source.url)
    if follow:
        result = await asked.wayback.follow_save(result)
    return _named(result.for_source(source.id))


def refuse_private(ledger: "Ledger", source: SourceRow, *, allowed: bool) -> None:
    """Keep the address of a page inside one's own network from being told to an archive.

    ``allowed`` says that the person expressly wants it told all the same.

    Raises:
        UsageError: The page was sent from inside the network, and that was not expressly allowed.
    """
    from workbench.sourcing.fetching.policy import not_public

    if allowed:
        return
    peers = (capture.exchange.peer for capture in captures(ledger, source.id))
    if any(peer and not_public(peer) for peer in peers):
        raise UsageError(
            f"{clean_line(source.url, 120)} was fetched from inside your network, so no archive is "
            "told of it; --allow-private tells it all the same"
        )


def keep_archived(ledger: "Ledger", source: SourceRow, copies: Sequence[ArchivedCopy]) -> None:
    """Remember what the archives answered, as one act."""
    with ledger.act(f"Look up archived copies of {name_of(source)}") as act:
        for copy in copies:
            record_archived(act, copy)


def describe_copy(copy: ArchivedCopy) -> str:
    """What is known of a copy, in words for one line."""
    words = copy.state.value.replace("-", " ")
    when = f" on {copy.archived_at.astimezone():%Y-%m-%d %H:%M}" if copy.archived_at else ""
    where = f": {copy.url}" if copy.url else ""
    note = f" ({copy.note})" if copy.note else ""
    return f"{words}{when}{where}{note}"


def _named(copy: ArchivedCopy) -> ArchivedCopy:
    """With the archive's name in the plain form in which it is kept."""
    return replace(copy, archive=re.sub(r"[^a-z0-9]+", "-", copy.archive.lower()).strip("-")[:64])


def _refuse_others(source: SourceRow) -> None:
    if source.kind is not SourceKind.PAGE:
        raise UsageError(f"a {source.kind.value} was never on the web, so no archive has it")
