"""Copies of pages that web archives hold, fetched and kept as captures, so that they can be quoted.

What is fetched are the bytes as the archive captured them, and only if the archive says that they
are the copy that was asked for. Looking for copies is the business of ``archiving``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.desk.sourcing.archiving import archives, describe_copy, look_up
from workbench.desk.sourcing.attaching import name_of
from workbench.desk.sourcing.fetching import GOOD, Fetched, Web, read_exchange
from workbench.errors import NetworkError, NotSo, UsageError
from workbench.ledger.queries import archived_copies
from workbench.ledger.recording import record_capture
from workbench.model import ArchivedCopy, ArchiveState, Capture, Exchange, SourceKind, SourceRow
from workbench.settings import load_settings
from workbench.sourcing.addresses import canonical_key, host_of
from workbench.sourcing.archives.replay_addresses import from_timestamp, split_replay
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.sourcing.archives.replay import Replayed

_OK = 200


def newest_known(ledger: "Ledger", source: SourceRow) -> str | None:
    """The fourteen digits of the newest copy that an earlier look-up found, if any did."""
    return _newest(archived_copies(ledger, source.id))


async def fetch_copy(source: SourceRow, web: Web, timestamp: str | None = None) -> Fetched:
    """Fetch the copy of a page that was made at ``timestamp``, or the newest one that is found.

    Raises:
        UsageError: The source was never on the web, or the timestamp is none.
        NotSo: There is no such copy, or it is of an error page. Nothing is to be kept then.
        NetworkError: The archive gave no answer.
    """
    if source.kind is not SourceKind.PAGE:
        raise UsageError(f"a {source.kind.value} was never on the web, so no archive has it")
    if timestamp is None:
        found = await look_up(source, web)
        timestamp = _newest(found)
        if timestamp is None:
            words = "; ".join(f"{copy.archive}: {describe_copy(copy)}" for copy in found)
            raise NotSo(f"no copy to fetch was found ({clean_line(words, 200)})")
    if from_timestamp(timestamp) is None:
        raise UsageError("a copy is named by the fourteen digits of its time, 20251016093000")
    replayed = await archives(web).wayback.raw(source.url, timestamp)
    exchange = _checked(replayed)
    host = clean_line(host_of(exchange.address), 100)
    when = f"{replayed.at:%Y-%m-%d %H:%M} UTC"
    remark = f"copy held by {host}, captured there on {when}; not fetched from the site itself"
    exchange = replace(exchange, remarks=(remark, *exchange.remarks))
    return await read_exchange(source.url, exchange, web.reader, address=source.url)


def keep_copy(ledger: "Ledger", source: SourceRow, fetched: Fetched) -> str:
    """Keep a fetched copy as one more capture of its page, and return the capture's id.

    Raises:
        StorageError: The database cannot be written; then nothing of it is kept.
    """
    with ledger.act(f"Keep an archived copy of {name_of(source)}") as act:
        return record_capture(act, source.id, fetched.prepare())


def is_replay(capture: Capture) -> bool:
    """Whether a capture came from an archive's copy and not from the site itself."""
    requested = capture.exchange.requested
    return split_replay(requested) is not None and canonical_key(requested) != capture.source


def _checked(replayed: "Replayed") -> Exchange:
    exchange = replayed.exchange
    if exchange.status is None:
        raise NetworkError(replayed.reason or "the archive gave no answer; ask again later")
    if not replayed.genuine:
        raise NotSo(replayed.reason or "the archive has not that copy")
    if exchange.status != _OK or exchange.outcome not in GOOD or not exchange.body:
        raise NotSo(
            f"the copy of {replayed.at:%Y-%m-%d %H:%M} UTC is of no page that can be read "
            f"(status {exchange.status}); name another by its time"
        )
    return exchange


def _newest(copies: Sequence[ArchivedCopy]) -> str | None:
    """The time of the newest copy that the Wayback Machine holds, and no other archive."""
    host = host_of(load_settings().sources.archive_url)
    held = (
        split_replay(each.url)
        for each in copies
        if each.state is ArchiveState.ARCHIVED and each.url and host_of(each.url) == host
    )
    return max((one[0] for one in held if one is not None), default=None)
