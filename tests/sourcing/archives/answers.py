"""Answers as an archive would give them, without a wire."""

import json
from datetime import UTC, datetime

from workbench.model.sourcing import Exchange, Hop, Outcome
from workbench.text import clean_line

ASKED_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOSTILE = "\x1b]52;c;ZXZpbA==\x07 \u202eevil\u2066 \x9b31m\nsecond line"


def answer(
    body: bytes | str | object = b"",
    *,
    status: int | None = 200,
    outcome: Outcome = Outcome.CAPTURED,
    headers: tuple[tuple[str, str], ...] = (),
    hops: tuple[Hop, ...] = (),
    address: str = "https://archive.example/asked",
    complete: bool = True,
    reason: str | None = None,
    peer: str | None = "192.0.2.1",
    retry_after: int | None = None,
) -> Exchange:
    if isinstance(body, str):
        body = body.encode()
    elif not isinstance(body, bytes):
        body = json.dumps(body).encode()
    return Exchange(
        requested=address,
        address=address,
        outcome=outcome,
        started_at=ASKED_AT,
        ended_at=ASKED_AT,
        reason=reason,
        status=status,
        response_headers=headers,
        hops=hops,
        peer=peer,
        complete=complete,
        body=body if status is not None else None,
        retry_after=retry_after,
    )


def silence(outcome: Outcome, reason: str, *, peer: str | None = None) -> Exchange:
    """No answer came at all."""
    return answer(status=None, outcome=outcome, reason=reason, complete=False, peer=peer)


def is_one_safe_line(text: str | None) -> bool:
    """Whether a note may be printed as it is."""
    return text is not None and len(text) <= 400 and clean_line(text) == text
