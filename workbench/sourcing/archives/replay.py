"""The bytes of one copy as they were captured, and whether the answer really is that copy."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from workbench.model.sourcing import Exchange, Outcome
from workbench.sourcing.addresses import MAX_CHARACTERS
from workbench.sourcing.archives.asking import header_of, is_throttled, said, trouble
from workbench.sourcing.archives.availability import WHO
from workbench.sourcing.archives.replay_addresses import from_timestamp, split_replay


@dataclass(frozen=True, slots=True)
class Replayed:
    """One copy asked for by its time.

    ``reason`` says in one line what came in its place, and ``other`` is the time of the copy that
    the answer led to.
    ``same_copy_at`` is where the archive says that the same copy is found.
    """

    exchange: Exchange
    at: datetime | None = None
    reason: str | None = None
    other: datetime | None = None
    same_copy_at: str | None = None

    @property
    def genuine(self) -> bool:
        """Whether the answer is whole and carries the time of the copy that was asked for."""
        return self.reason is None


def read_replay(exchange: Exchange, timestamp: str) -> Replayed:
    """Judge an answer to the request for the copy of ``timestamp``.

    An error page that was archived as one is genuine: its status is part of the copy. A redirect
    to another time is not that copy; one to the same time may be followed.
    """
    asked = from_timestamp(timestamp)
    if problem := _no_reply(exchange):
        return Replayed(exchange, reason=problem)
    if other := _led_elsewhere([hop.target for hop in exchange.hops], timestamp):
        return _another(exchange, other)
    at = http_date(header_of(exchange, "memento-datetime"))
    if at is not None and at != asked:
        return _another(exchange, at)
    target = _target(exchange)
    if at is not None and target is None:
        empty = exchange.outcome is Outcome.NO_CONTENT
        whole = exchange.complete and (exchange.body is not None or empty)
        problem = None if whole else f"the copy of {_words(at)} came incomplete"
        return Replayed(exchange, at, problem)
    if target is None:
        reason = f"{WHO} answered with status {exchange.status} and not with a copy"
        return Replayed(exchange, reason=reason)
    if other := _led_elsewhere([target], timestamp):
        return _another(exchange, other)
    reason = f"{WHO} redirects to {said(target)}"
    if at is not None:
        reason = f"the copy of {_words(at)} is itself a redirect, to {said(target)}"
    moved = target != exchange.address and _host(target) == _host(exchange.address)
    same = target if moved and split_replay(target) else None
    return Replayed(exchange, reason=reason, same_copy_at=same)


def _no_reply(exchange: Exchange) -> str | None:
    if is_throttled(exchange) or exchange.status is None:
        return trouble(exchange, WHO)
    return None


def _another(exchange: Exchange, other: datetime) -> Replayed:
    reason = f"{WHO} has not that copy; it led to the one of {_words(other)}"
    return Replayed(exchange, reason=reason, other=other)


def _led_elsewhere(targets: list[str], timestamp: str) -> datetime | None:
    for target in targets:
        named = split_replay(target)
        if named and named[0] != timestamp:
            return from_timestamp(named[0])
    return None


def _target(exchange: Exchange) -> str | None:
    location = header_of(exchange, "location")
    if not location:
        return None
    try:
        return urljoin(exchange.address, location[:MAX_CHARACTERS])
    except ValueError:
        return None


def http_date(text: str | None) -> datetime | None:
    """The moment that an HTTP date names, in UTC; ``None`` if it names none."""
    if text is None or len(text) > 100:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].lower()


def _words(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
