"""One attempt at an address: the hops one by one, the answer, and the exchange that comes of it."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from workbench.model.sourcing import Outcome
from workbench.sourcing.addresses import WebAddress, archived_original
from workbench.sourcing.fetching import asking
from workbench.sourcing.fetching.bodies import Body, expected_bytes, limits_for, read_body
from workbench.sourcing.fetching.failures import Failure
from workbench.sourcing.fetching.hosts import display_host
from workbench.sourcing.fetching.options import (
    MAX_HOPS,
    MEBIBYTE,
    FetchStage,
)
from workbench.sourcing.fetching.outcomes import (
    REDIRECT_STATUSES,
    RETRIED_STATUSES,
    clock_remark,
    leads_to_login,
    retry_after,
    verdict_of_status,
)
from workbench.sourcing.fetching.policy import AddressPolicy, Private
from workbench.sourcing.fetching.recording import Errand, Finding, Record
from workbench.sourcing.fetching.redirecting import next_hop, refresh_hop
from workbench.sourcing.fetching.resolving import Resolver
from workbench.text import clean_line

ERROR_PAGE_BYTES: Final = MEBIBYTE

Pause = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all visits of one client share."""

    policy: AddressPolicy
    resolver: Resolver
    trust: ssl.SSLContext
    user_agent: str


async def visit(
    errand: Errand, surroundings: Surroundings, *, seconds: float, pause: Pause
) -> Finding:
    """Go there once, following redirects. Never raises for trouble on the way.

    ``pause`` is awaited before a request to another host, outside the ``seconds``.
    """
    record = Record(errand, errand.address, datetime.now(UTC))
    if errand.options.allow_private:
        record.remark("private and local addresses were allowed for this fetch")
    record.remark(display_host(errand.address.url).warning)
    record.remark(errand.remark)
    try:
        async with asyncio.timeout(seconds) as deadline:
            return await _follow(record, surroundings, _outside(deadline, pause))
    except TimeoutError:
        reason = f"{record.address.place} was not done within {errand.options.total_seconds:g} s"
        return Finding(record.exchange(Outcome.TIMED_OUT, reason, keep=False))
    except Failure as failure:
        if record.left is not None and failure.outcome is Outcome.BLOCKED:
            record.remark(f"that was not done: {failure.reason}")
            return Finding(replace(record.left, remarks=tuple(record.remarks)))
        exchange = record.exchange(failure.outcome, failure.reason, keep=failure.partial)
        return Finding(exchange, failure.retry)


def _outside(deadline: asyncio.Timeout, pause: Pause) -> Pause:
    """The pause, with the clock stopped meanwhile."""

    async def paused(host: str) -> None:
        loop = asyncio.get_running_loop()
        left = (deadline.when() or loop.time()) - loop.time()
        deadline.reschedule(None)
        await pause(host)
        deadline.reschedule(loop.time() + left)

    return paused


async def _follow(record: Record, surroundings: Surroundings, pause: Pause) -> Finding:
    from workbench.sourcing.fetching.transport import ask

    errand = record.errand
    seen = {errand.address.url}
    while True:
        record.tell(FetchStage.CONNECTING)
        record.answer = None
        async with ask(_question(record, surroundings)) as answer:
            record.answer = answer
            record.remark(answer.permitted)
            record.from_public = record.from_public or answer.permitted is None
            if answer.status not in REDIRECT_STATUSES or answer.header("location") is None:
                finding = await _take(record, answer)
                onward = _refreshes(record, answer, finding, surroundings.policy)
                if onward is None:
                    return finding
                target = onward
            else:
                target = next_hop(record, answer, surroundings.policy)
        if not errand.follow:
            reason = f"{record.address.place} redirects (status {answer.status})"
            return Finding(record.exchange(Outcome.REDIRECTS, reason, keep=False))
        if target.url in seen:
            raise Failure(
                Outcome.REDIRECTS,
                f"{record.address.place} redirects in a circle, after {_hops(len(record.hops))}",
            )
        if len(record.hops) > MAX_HOPS:
            raise Failure(
                Outcome.REDIRECTS,
                f"{errand.address.place} redirects more than {MAX_HOPS} times over",
            )
        seen.add(target.url)
        if target.host != record.address.host:
            await pause(target.host)
        record.address = target


def _refreshes(
    record: Record, answer: asking.Answer, finding: Finding, policy: AddressPolicy
) -> WebAddress | None:
    """Where a good page sends its readers on to by itself."""
    exchange = finding.exchange
    if exchange.outcome is not Outcome.CAPTURED or record.errand.any_kind:
        return None
    onward = refresh_hop(record, answer, exchange.body or b"", policy)
    if onward is None:
        finding.exchange = replace(exchange, remarks=tuple(record.remarks))
    else:
        record.left, record.body = exchange, Body()
    return onward


def _question(record: Record, surroundings: Surroundings) -> asking.Question:
    errand, options = record.errand, record.errand.options
    return asking.Question(
        method=errand.method,
        address=record.address,
        headers=_headers(record, surroundings.user_agent),
        content=errand.content,
        policy=surroundings.policy,
        private=_private(record),
        resolver=surroundings.resolver,
        trust=surroundings.trust,
        connect_seconds=options.connect_seconds,
        read_seconds=options.read_seconds,
    )


def _private(record: Record) -> Private:
    """A page out in the world must not be able to lead into the user's own network."""
    if not record.errand.options.allow_private:
        return Private.NOT_ALLOWED
    return Private.REDIRECTED if record.from_public else Private.ALLOWED


def _headers(record: Record, user_agent: str) -> asking.Pairs:
    from workbench.sourcing.fetching.decoding import ACCEPTED

    errand, options = record.errand, record.errand.options
    headers = {
        "User-Agent": user_agent,
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
    }
    if options.etag:
        headers["If-None-Match"] = options.etag
    if options.last_modified:
        headers["If-Modified-Since"] = options.last_modified
    first, now = errand.address, record.address
    if (first.scheme, first.host, first.port) == (now.scheme, now.host, now.port):
        # whoever is given a key shall not be able to pass it on by redirecting
        given = {name.title(): value for name, value in (*errand.headers, *options.headers)}
        headers.update(given)
    return tuple(headers.items())


async def _take(record: Record, answer: asking.Answer) -> Finding:
    """Read the last answer and say what it is."""
    errand, place = record.errand, record.address.place
    options = errand.options
    verdict = verdict_of_status(
        answer.status,
        place,
        conditional=bool(options.etag or options.last_modified),
        challenged=(answer.header("cf-mitigated") or "").lower() == "challenge",
    )
    retry = answer.status in RETRIED_STATUSES
    archived = archived_original(record.address.url)
    if archived is not None:
        page, day = archived
        record.remark(f"this is an archive's copy of {clean_line(page, 200)} from {day}")
    record.retry_after, unheeded = retry_after(answer.header("retry-after"), datetime.now(UTC))
    record.remark(unheeded)
    record.remark(clock_remark(answer.header("date"), datetime.now(UTC)))
    if verdict.outcome in (Outcome.UNCHANGED, Outcome.NO_CONTENT) or errand.method == "HEAD":
        record.body.complete = True
        return Finding(record.exchange(verdict.outcome, verdict.reason, keep=False))
    limits = limits_for(answer.header("content-type"), options)
    failed = verdict.outcome is not Outcome.CAPTURED
    if failed and not errand.any_kind:
        limits = replace(limits, wire_bytes=ERROR_PAGE_BYTES, decoded_bytes=4 * ERROR_PAGE_BYTES)
    expected = expected_bytes(answer)
    try:
        await read_body(
            answer,
            record.body,
            limits,
            place=place,
            any_kind=errand.any_kind,
            on_bytes=lambda count: record.tell(FetchStage.READING, count, expected),
        )
    except Failure as failure:
        if not failed:
            raise
        # the status says what happened; what else is wrong with the error page is beside it
        record.remark(f"the error page was not kept: {failure.reason}")
        return Finding(record.exchange(verdict.outcome, verdict.reason, keep=False), retry)
    if verdict.outcome is Outcome.INCOMPLETE:
        record.body.complete = False
    if not failed and not record.body.size:
        reason = f"{place} sent an empty page"
        return Finding(record.exchange(Outcome.NO_CONTENT, reason, keep=False))
    if not failed and record.hops and leads_to_login(errand.requested, record.address.url):
        reason = f"{errand.address.place} led to a page for logging in instead"
        return Finding(record.exchange(Outcome.LOGIN, reason, keep=True))
    return Finding(record.exchange(verdict.outcome, verdict.reason, keep=True), retry)


def _hops(count: int) -> str:
    return "1 hop" if count == 1 else f"{count} hops"
