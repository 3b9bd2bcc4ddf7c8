"""The Wayback Machine's availability look-up: fast, and known to miss copies."""

from datetime import datetime
from typing import Final

from workbench.model.sourcing import ArchiveState, Exchange
from workbench.sourcing.archives.asking import NoAnswer, encoded, json_of, said, whole_number
from workbench.sourcing.archives.found import ArchivedCopyFound
from workbench.sourcing.archives.replay_addresses import (
    as_timestamp,
    from_timestamp,
    replay_address,
    same_page,
    split_replay,
    with_scheme,
    without_scheme,
)

ARCHIVE: Final = "Wayback Machine"
WHO: Final = "the Wayback Machine"

_FIRST_ERROR_STATUS: Final = 400


def availability_address(base: str, url: str, at: datetime | None = None) -> str:
    """What to ask: the copy of ``url`` nearest to ``at``, or the newest."""
    moment = f"&timestamp={as_timestamp(at)}" if at else ""
    return f"{base}?url={encoded(without_scheme(url))}{moment}"


def read_availability(exchange: Exchange, url: str, replay_base: str) -> ArchivedCopyFound:
    """What the answer says about ``url``.

    The answer ``{}`` is ``UNKNOWN``: this look-up also gives it for pages that have copies.
    """
    try:
        return _read(json_of(exchange, WHO), exchange.ended_at, url, replay_base)
    except NoAnswer as no_answer:
        return _unknown(exchange.ended_at, str(no_answer))


def _read(answer: object, checked_at: datetime, url: str, replay_base: str) -> ArchivedCopyFound:
    snapshots = answer.get("archived_snapshots") if isinstance(answer, dict) else None
    if not isinstance(snapshots, dict):
        raise NoAnswer(f"{WHO} answered something else than copies")
    closest = snapshots.get("closest")
    if closest is None:
        return _unknown(checked_at, "the quick look-up names no copy, which proves nothing")
    if not isinstance(closest, dict):
        raise NoAnswer(f"{WHO} answered something else than copies")
    if closest.get("available") is False:
        return _unknown(checked_at, "the quick look-up names a copy that is not available")
    named = split_replay(closest.get("url"))
    if named is None:
        raise NoAnswer(f"{WHO} named a copy by an address that cannot be read")
    timestamp, original = named
    given = closest.get("timestamp")
    if given is not None and given != timestamp:
        raise NoAnswer(f"{WHO} gave two different times for one copy")
    status = whole_number(closest.get("status"))
    return ArchivedCopyFound(
        ARCHIVE,
        ArchiveState.ARCHIVED,
        checked_at,
        url=replay_address(replay_base, timestamp, with_scheme(original)),
        archived_at=from_timestamp(timestamp),
        status=status,
        note=about_copy(original, url, status),
    )


def about_copy(original: str, url: str, status: int | None) -> str | None:
    """What is odd about a copy, in one line: another page's, or an error page."""
    if not same_page(original, url):
        return f"the copy is of {said(original)}"
    if status is not None and status >= _FIRST_ERROR_STATUS:
        return f"the copy is of an error page (status {status})"
    return None


def _unknown(checked_at: datetime, note: str) -> ArchivedCopyFound:
    return ArchivedCopyFound(ARCHIVE, ArchiveState.UNKNOWN, checked_at, note=note)
