"""What is asked for in one visit, and what is known of it so far. Keys and cookies stay out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from workbench.model.sourcing import Exchange, Hop, Outcome
from workbench.sourcing.addresses import WebAddress
from workbench.sourcing.fetching.asking import Answer, Pairs
from workbench.sourcing.fetching.bodies import Body
from workbench.sourcing.fetching.options import FetchOptions, FetchProgress, FetchStage

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


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked for. ``follow`` is off, and every kind of body kept, for interfaces.

    ``remark`` is what is to be said of the address before anything is sent.
    """

    requested: str
    address: WebAddress
    options: FetchOptions
    method: str = "GET"
    headers: Pairs = ()
    content: bytes | None = None
    follow: bool = True
    any_kind: bool = False
    remark: str | None = None
    on_progress: Callable[[FetchProgress], None] | None = None


@dataclass(slots=True)
class Finding:
    """What became of a visit; ``retry`` says that another one might fare better."""

    exchange: Exchange
    retry: bool = False


@dataclass(slots=True)
class Record:
    """What is known so far, to be kept however the visit ends.

    ``from_public`` says that a server of the public web had a part in where the visit leads.
    ``left`` is a page that came, and sent its readers on by itself.
    """

    errand: Errand
    address: WebAddress
    started_at: datetime
    answer: Answer | None = None
    hops: list[Hop] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    body: Body = field(default_factory=Body)
    retry_after: int | None = None
    from_public: bool = False
    left: Exchange | None = None

    def remark(self, words: str | None) -> None:
        """Keep a remark, once."""
        if words is not None and words not in self.remarks:
            self.remarks.append(words)

    def exchange(self, outcome: Outcome, reason: str | None, *, keep: bool) -> Exchange:
        """What is known as an exchange; with ``keep`` the bytes that came are in it."""
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
            body=self.body.decoded.getvalue() if keep else None,
            retry_after=self.retry_after,
            remarks=tuple(self.remarks),
        )

    def tell(self, stage: FetchStage, wire_bytes: int = 0, expected: int | None = None) -> None:
        """Let whoever watches know how far it is."""
        if self.errand.on_progress is not None:
            self.errand.on_progress(
                FetchProgress(self.errand.requested, stage, wire_bytes, expected)
            )


def _without_secrets(headers: Pairs) -> Pairs:
    return tuple(
        (name, value if name.lower() in _OPEN_REQUEST_HEADERS else NOT_KEPT)
        for name, value in headers
    )


def _without_cookies(headers: Pairs) -> Pairs:
    return tuple((name, NOT_KEPT if name.lower() in _COOKIES else value) for name, value in headers)
