"""What is said to a child process about one page, apart from how it is sent.

The conversation is a generator of steps, which a blocking and an asynchronous caller perform
each in its own way: they answer a step with bytes, or throw a :class:`Trouble` at it.
"""

import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.model.sourcing import Outcome, ReadableText
from workbench.sourcing.pages.frames import (
    PREFIX_BYTES,
    Answer,
    BadFrame,
    Request,
    pack_request,
    unpack_answer,
    unpack_prefix,
)
from workbench.sourcing.pages.limits import MAX_BODY_BYTES, PDF_TIMES, PageLimits


@dataclass(frozen=True, slots=True)
class Send:
    """Send this, starting a child process if there is none."""

    data: bytes
    until: float


@dataclass(frozen=True, slots=True)
class Receive:
    """Receive exactly this many bytes."""

    size: int
    until: float


@dataclass(frozen=True, slots=True)
class Discard:
    """Kill the child process; its state is unknown."""


@dataclass(frozen=True, slots=True)
class Done:
    """The child process has read the page and has held this much memory."""

    peak_bytes: int


class Trouble(Exception):
    """The conversation broke off. The message says why, to be put behind "the page "."""


Step = Send | Receive | Discard | Done
Conversation = Generator[Step, bytes, Any]
"""Gives a :class:`ReadableText` of a page, or a plain value of any other task."""

TOO_SLOW: Final = "took too long to read"
DIED: Final = "made its reader fail"
NOT_STARTED: Final = "was not read, because the system did not start the reader"


def page_conversation(request: Request, body: bytes, limits: PageLimits) -> Conversation:
    """Read a page; on failure once more without its markup. Never raises for a bad page."""
    if len(body) > MAX_BODY_BYTES:
        problem = (
            f"the page has {len(body) / 1e6:.0f} MB; "
            f"the largest that is read is {MAX_BODY_BYTES / 1e6:.0f} MB"
        )
        return _no_text(request, problem, Outcome.TOO_LARGE)
    first: Trouble | None = None
    for plain in (False, True):
        attempt = _Attempt(replace(request, plain=plain), body, limits)
        try:
            return (yield from attempt.steps())
        except Trouble as trouble:
            yield Discard()
            first = first or trouble
            if attempt.partial is not None:
                flag = f"the article could not be told from the rest: the page {first}"
                return replace(attempt.partial, flags=(*attempt.partial.flags, flag))
    return _no_text(request, f"the page could not be read safely: it {first}", None)


def value_conversation(request: Request, body: bytes, limits: PageLimits) -> Conversation:
    """Have a task done that gives a plain value.

    Raises:
        Trouble: It could not be done.
    """
    if len(body) > MAX_BODY_BYTES:
        most = f"the largest that is read is {MAX_BODY_BYTES / 1e6:.0f} MB"
        raise Trouble(f"has {len(body) / 1e6:.0f} MB; {most}")
    try:
        return (yield from _Attempt(request, body, limits).steps())
    except Trouble:
        yield Discard()
        raise


def _no_text(request: Request, problem: str, outcome: Outcome | None) -> ReadableText:
    stated = (request.content_type or "").split(";")[0].strip().lower()
    return ReadableText(
        main="",
        visible="",
        media_type=stated or "application/octet-stream",
        encoding=None,
        encoding_basis=None,
        extractor="none",
        problem=problem,
        suggested_outcome=outcome,
    )


class _Attempt:
    def __init__(self, request: Request, body: bytes, limits: PageLimits) -> None:
        self._frame = pack_request(request, body)
        self._limits = limits
        self.partial: ReadableText | None = None

    def steps(self) -> Conversation:
        until = time.monotonic() + self._limits.start_seconds
        yield Send(self._frame, until)
        while True:
            answer = yield from _receive(until)
            if answer.begun:
                seconds = min(answer.seconds, self._limits.seconds * PDF_TIMES)
                until = time.monotonic() + seconds
            elif answer.value is not None:
                yield Done(answer.peak_bytes)
                return answer.value
            elif answer.readable is not None and answer.final:
                yield Done(answer.peak_bytes)
                return answer.readable
            else:
                self.partial = answer.readable


def _receive(until: float) -> Generator[Step, bytes, Answer]:
    prefix = yield Receive(PREFIX_BYTES, until)
    try:
        header_bytes, blob_bytes = unpack_prefix(prefix)
        header = yield Receive(header_bytes, until)
        blob = (yield Receive(blob_bytes, until)) if blob_bytes else b""
        return unpack_answer(header, blob)
    except BadFrame:
        raise Trouble(DIED) from None
