"""What archives are asked through, and what is common to reading any answer.

The client is the one that fetches pages; here stands only what is needed of it. Reading an
answer never raises: what cannot be understood becomes one line in words.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Protocol
from urllib.parse import quote

from workbench.model.sourcing import Exchange, Outcome
from workbench.sourcing.archives.pacing import Pacing, Service, TooLong
from workbench.text import clean_line, squeeze

ANSWER_SECONDS: Final = 60
MAX_ANSWER_BYTES: Final = 8 * 1024 * 1024
SHOWN_CHARACTERS: Final = 200

_OK: Final = 200
_TOO_MANY_REQUESTS: Final = 429


@dataclass(frozen=True, slots=True)
class Question:
    """One request. Redirects are never followed: where one leads is part of the answer."""

    method: str
    address: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    data: bytes | None = None
    max_bytes: int = MAX_ANSWER_BYTES
    seconds: float = ANSWER_SECONDS


class Asker(Protocol):
    """Sends one request, once, and gives back what came of it, whatever that is."""

    async def ask(self, question: Question) -> Exchange:
        """Send it. Trouble of the network is told in the exchange and never raised."""
        ...


async def ask_in_turn(
    asker: Asker, question: Question, pacing: Pacing, service: Service
) -> Exchange:
    """Wait for a turn, ask once, and hold everybody back if the archive asks for a pause."""
    try:
        await pacing.turn(service)
    except TooLong as too_long:
        now = datetime.now(UTC)
        return Exchange(
            question.address, question.address, Outcome.BUSY, now, now, reason=str(too_long)
        )
    exchange = await asker.ask(question)
    if is_throttled(exchange):
        pacing.hold(exchange.retry_after)
    return exchange


class NoAnswer(Exception):
    """The answer cannot be used; the message says why in one line. Never leaves this folder."""


def said(text: object, limit: int = SHOWN_CHARACTERS) -> str:
    """Words from outside, fit for one line; empty for anything that is not text."""
    if not isinstance(text, str):
        return ""
    # looked at only in part, so that a giant value costs nothing
    words = squeeze(clean_line(text[: limit * 4]))
    return clean_line(words, limit)


def encoded(value: str) -> str:
    """A value for a query string or a form, with everything escaped that could mean more."""
    return quote(value.encode("utf-8", "replace"), safe="")


def header_of(exchange: Exchange, name: str) -> str | None:
    """The first response header of that name."""
    wanted = name.lower()
    return next((text for key, text in exchange.response_headers if key.lower() == wanted), None)


def is_throttled(exchange: Exchange) -> bool:
    """Whether the server asked not to be asked for a while."""
    return exchange.status == _TOO_MANY_REQUESTS or exchange.outcome is Outcome.BUSY


def trouble(exchange: Exchange, who: str) -> str | None:
    """Why there is no complete answer with status 200, in one line; ``None`` when there is."""
    if is_throttled(exchange):
        later = said(exchange.reason) if exchange.status is None else ""
        return later or f"{who} asks for a pause before the next question"
    if exchange.status is None:
        return f"{who} gave no answer: {said(exchange.reason) or exchange.outcome.value}"
    if exchange.status != _OK:
        return f"{who} answered with status {exchange.status}"
    if exchange.body is None and exchange.outcome is not Outcome.NO_CONTENT:
        return f"{who} gave no answer: {said(exchange.reason) or exchange.outcome.value}"
    if not exchange.complete:
        return f"the answer of {who} was cut off"
    return None


def json_of(exchange: Exchange, who: str) -> object:
    """The JSON value of a complete answer with status 200.

    Raises:
        NoAnswer: There is none, or it is no JSON.
    """
    if problem := trouble(exchange, who):
        raise NoAnswer(problem)
    return json_in(exchange.body or b"", who)


def json_in(body: bytes, who: str) -> object:
    """The JSON value in ``body``.

    Raises:
        NoAnswer: It is no JSON; a page of HTML in its place is named as such.
    """
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        raise NoAnswer(f"{who} answered with a page in place of data")
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        raise NoAnswer(f"the answer of {who} is broken or cut off") from None
    return value


def whole_number(value: object) -> int | None:
    """A count given as a number or as digits; ``None`` for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**15 else None
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 16:
        return int(value)
    return None
