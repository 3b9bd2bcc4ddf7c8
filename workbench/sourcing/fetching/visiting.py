"""One attempt at an address: the hops one by one, the answer, and the exchange that comes of it."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote, urljoin

from workbench.errors import UsageError
from workbench.model.sourcing import Certificate, Exchange, Hop, Outcome
from workbench.sourcing.addresses import (
    ABSOLUTE,
    MAX_CHARACTERS,
    WebAddress,
    parse_web_address,
)
from workbench.sourcing.fetching import asking
from workbench.sourcing.fetching.bodies import Body, expected_bytes, limits_for, read_body
from workbench.sourcing.fetching.failures import Failure
from workbench.sourcing.fetching.hosts import display_host, registrable_domain
from workbench.sourcing.fetching.options import (
    MAX_HOPS,
    MEBIBYTE,
    FetchOptions,
    FetchProgress,
    FetchStage,
)
from workbench.sourcing.fetching.outcomes import (
    REDIRECT_STATUSES,
    RETRIED_STATUSES,
    leads_to_login,
    retry_after,
    verdict_of_status,
)
from workbench.sourcing.fetching.policy import USUAL_PORTS, AddressPolicy
from workbench.sourcing.fetching.resolving import Resolver

ERROR_PAGE_BYTES: Final = MEBIBYTE
NOT_KEPT: Final = "(not kept)"

_OPEN_REQUEST_HEADERS: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "content-type",
        "host",
        "if-modified-since",
        "if-none-match",
        "user-agent",
    }
)
_COOKIES: Final = frozenset({"set-cookie", "set-cookie2"})
_FORGETTING: Final = frozenset({301, 302, 303})

Pause = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all visits of one client share."""

    policy: AddressPolicy
    resolver: Resolver
    trust: ssl.SSLContext
    user_agent: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked for. ``follow`` is off, and every kind of body kept, for interfaces."""

    requested: str
    address: WebAddress
    options: FetchOptions
    method: str = "GET"
    headers: asking.Pairs = ()
    content: bytes | None = None
    follow: bool = True
    any_kind: bool = False
    on_progress: Callable[[FetchProgress], None] | None = None


@dataclass(slots=True)
class Finding:
    """What became of a visit; ``retry`` says that another one might fare better."""

    exchange: Exchange
    retry: bool = False


@dataclass(slots=True)
class _Record:
    """What is known so far, to be kept however the visit ends."""

    errand: Errand
    address: WebAddress
    started_at: datetime
    answer: asking.Answer | None = None
    hops: list[Hop] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    body: Body = field(default_factory=Body)
    peer: str | None = None
    certificate: Certificate | None = None
    retry_after: int | None = None

    def remark(self, words: str | None) -> None:
        if words is not None and words not in self.remarks:
            self.remarks.append(words)

    def exchange(self, outcome: Outcome, reason: str | None, *, keep: bool) -> Exchange:
        answer = self.answer
        keep = keep and self.body.wire_bytes > 0
        return Exchange(
            requested=self.errand.requested,
            address=self.address.url,
            outcome=outcome,
            started_at=self.started_at,
            ended_at=datetime.now(UTC),
            reason=reason,
            status=answer.status if answer else None,
            http_version=answer.http_version if answer else None,
            request_headers=_without_secrets(answer.request_headers) if answer else (),
            response_headers=_without_cookies(answer.headers) if answer else (),
            hops=tuple(self.hops),
            peer=answer.peer if answer else None,
            certificate=answer.certificate if answer else None,
            wire_sha256=self.body.wire_sha256 if keep else None,
            wire_bytes=self.body.wire_bytes,
            complete=self.body.complete,
            body=bytes(self.body.decoded) if keep else None,
            retry_after=self.retry_after,
            remarks=tuple(self.remarks),
        )


def check_port(address: WebAddress, options: FetchOptions, policy: AddressPolicy) -> None:
    """Refuse a port that no web server usually has.

    Raises:
        UsageError: The port is unusual, and neither the options nor the policy permit it.
    """
    if address.port in USUAL_PORTS or options.allow_any_port:
        return
    if not policy.permits(address.host, address.port):
        raise UsageError(
            f"port {address.port} of {address.host} is none that web pages are usually at; "
            "say that any port is allowed if you mean it"
        )


async def visit(
    errand: Errand, surroundings: Surroundings, *, seconds: float, pause: Pause
) -> Finding:
    """Go there once, following redirects. Never raises for trouble on the way.

    ``pause`` is awaited before a request to another host, outside the ``seconds``.
    """
    record = _Record(errand, errand.address, datetime.now(UTC))
    if errand.options.allow_private:
        record.remark("private and local addresses were allowed for this fetch")
    record.remark(display_host(errand.address.url).warning)
    try:
        async with asyncio.timeout(seconds) as deadline:
            return await _follow(record, surroundings, _outside(deadline, pause))
    except TimeoutError:
        reason = f"{record.address.place} was not done within {errand.options.total_seconds:g} s"
        return Finding(record.exchange(Outcome.TIMED_OUT, reason, keep=False))
    except Failure as failure:
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


async def _follow(record: _Record, surroundings: Surroundings, pause: Pause) -> Finding:
    from workbench.sourcing.fetching.transport import ask

    errand = record.errand
    seen = {errand.address.url}
    while True:
        _tell(record, FetchStage.CONNECTING)
        record.answer = None
        async with ask(_question(record, surroundings)) as answer:
            record.answer = answer
            record.remark(answer.permitted)
            if answer.status not in REDIRECT_STATUSES or answer.header("location") is None:
                return await _take(record, answer)
            target = _next_hop(record, answer, surroundings.policy)
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


def _question(record: _Record, surroundings: Surroundings) -> asking.Question:
    errand, options = record.errand, record.errand.options
    return asking.Question(
        method=errand.method,
        address=record.address,
        headers=_headers(record, surroundings.user_agent),
        content=errand.content,
        policy=surroundings.policy,
        allow_private=options.allow_private,
        resolver=surroundings.resolver,
        trust=surroundings.trust,
        connect_seconds=options.connect_seconds,
        read_seconds=options.read_seconds,
    )


def _headers(record: _Record, user_agent: str) -> asking.Pairs:
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


def _next_hop(record: _Record, answer: asking.Answer, policy: AddressPolicy) -> WebAddress:
    """Where a redirect leads, recorded as a hop whether or not it is followed."""
    location = _location(answer)
    here = record.address
    joined = _joined(here, location)
    try:
        target = parse_web_address(joined)
        check_port(target, record.errand.options, policy)
    except UsageError as error:
        record.hops.append(Hop(answer.status, here.url, location))
        raise Failure(
            Outcome.BLOCKED, f"{here.place} redirects to a refused address: {error}"
        ) from None
    remark = _oddness(here, target)
    record.hops.append(Hop(answer.status, here.url, target.url, remark))
    record.remark(remark)
    record.remark(display_host(target.url).warning)
    return target


_IN_LOCATION: Final = "".join(chr(code) for code in range(0x21, 0x7F)) + "\t\r\n\0\x1b\x7f"
"""Spaces and letters beyond ASCII are encoded, as browsers do; what is dangerous stays to see."""


def _joined(here: WebAddress, location: str) -> str:
    """The target in full. What is already in full is not touched, so that nothing hides in it."""
    location = quote(location, safe=_IN_LOCATION)
    if ABSOLUTE.match(location):
        return location
    return f"{here.scheme}:{location}" if location.startswith("//") else urljoin(here.url, location)


def _location(answer: asking.Answer) -> str:
    location = next(value for name, value in answer.headers if name.lower() == "location")
    with suppress(UnicodeDecodeError):
        location = location.encode("latin-1").decode("utf-8")
    return location.strip()[: MAX_CHARACTERS + 1]


def _oddness(here: WebAddress, target: WebAddress) -> str | None:
    said = []
    if (here.scheme, target.scheme) == ("https", "http"):
        said.append(f"the way to {target.host} leads from an encrypted to an unencrypted address")
    if registrable_domain(here.host) != registrable_domain(target.host):
        said.append(f"{here.host} redirects to another owner's host, {target.host}")
    return "; ".join(said) or None


async def _take(record: _Record, answer: asking.Answer) -> Finding:
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
    record.retry_after, unheeded = retry_after(answer.header("retry-after"), datetime.now(UTC))
    record.remark(unheeded)
    if answer.header("refresh"):
        record.remark("the page asks to be left for another after some seconds; that was not done")
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
            on_bytes=lambda count: _tell(record, FetchStage.READING, count, expected),
        )
    except Failure as failure:
        if not failed:
            raise
        # the status says what happened; what else is wrong with the error page is beside it
        record.remark(f"the error page was not kept: {failure.reason}")
        return Finding(record.exchange(verdict.outcome, verdict.reason, keep=False), retry)
    if verdict.outcome is Outcome.INCOMPLETE:
        record.body.complete = False
    if not failed and not record.body.decoded:
        reason = f"{place} sent an empty page"
        return Finding(record.exchange(Outcome.NO_CONTENT, reason, keep=False))
    if not failed and record.hops and leads_to_login(errand.requested, record.address.url):
        reason = f"{errand.address.place} led to a page for logging in instead"
        return Finding(record.exchange(Outcome.LOGIN, reason, keep=True))
    return Finding(record.exchange(verdict.outcome, verdict.reason, keep=True), retry)


def _tell(
    record: _Record, stage: FetchStage, wire_bytes: int = 0, expected: int | None = None
) -> None:
    if record.errand.on_progress is not None:
        record.errand.on_progress(
            FetchProgress(record.errand.requested, stage, wire_bytes, expected)
        )


def _without_secrets(headers: asking.Pairs) -> asking.Pairs:
    return tuple(
        (name, value if name.lower() in _OPEN_REQUEST_HEADERS else NOT_KEPT)
        for name, value in headers
    )


def _without_cookies(headers: asking.Pairs) -> asking.Pairs:
    return tuple((name, NOT_KEPT if name.lower() in _COOKIES else value) for name, value in headers)


def _hops(count: int) -> str:
    return "1 hop" if count == 1 else f"{count} hops"
