"""Save Page Now 2: asking the Wayback Machine to capture a page, and what it answers.

Submitted is not archived. Only an answer that names a copy counts as one; an answer that did not
come leaves the outcome unknown, because the capture may have been made all the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workbench.errors import UsageError
from workbench.model.sourcing import ArchivedCopy, ArchiveState, Exchange, Outcome
from workbench.sourcing.archives.asking import (
    NoAnswer,
    encoded,
    header_of,
    is_throttled,
    json_in,
    said,
    trouble,
    whole_number,
)
from workbench.sourcing.archives.availability import ARCHIVE, WHO
from workbench.sourcing.archives.replay_addresses import (
    from_timestamp,
    is_web_address,
    replay_address,
    split_replay,
    with_scheme,
)
from workbench.sourcing.archives.save_errors import Advice, advice_for, words_for

_JOB: Final = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_KEY: Final = re.compile(r"[\x21-\x39\x3b-\x7e]{1,200}")
_UNCLEAR: Final = "; the copy may have been made all the same, look again in some hours"
_UNAUTHORISED: Final = (401, 403)
_FIRST_SERVER_ERROR: Final = 500
_FRESH: Final = timedelta(hours=3)


@dataclass(frozen=True, slots=True, repr=False)
class SaveKeys:
    """The two keys of an account at archive.org. They are never printed or stored."""

    access: str
    secret: str

    def header(self) -> tuple[str, str]:
        """The request header that carries them.

        Raises:
            UsageError: They hold characters that no key has.
        """
        if not _KEY.fullmatch(self.access) or not _KEY.fullmatch(self.secret):
            raise UsageError("the archive keys hold characters that no key has; copy them again")
        return ("Authorization", f"LOW {self.access}:{self.secret}")


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Where a submission stands.

    ``job`` asks for its further fate. ``advice`` says whether to try again after a refusal or a
    failure, ``code`` is the archive's own name for it. ``note`` is one line for a person.
    """

    state: ArchiveState
    checked_at: datetime
    job: str | None = None
    url: str | None = None
    archived_at: datetime | None = None
    code: str | None = None
    advice: Advice | None = None
    note: str | None = None

    def for_source(self, source: str) -> ArchivedCopy:
        """The same as the noun that is kept for a source."""
        return ArchivedCopy(
            source, ARCHIVE, self.state, self.url, self.archived_at, self.checked_at, self.note
        )


@dataclass(frozen=True, slots=True)
class UserStatus:
    """How much an account may still submit; ``problem`` says why that is not known."""

    available: int | None = None
    processing: int | None = None
    daily_captures: int | None = None
    daily_limit: int | None = None
    problem: str | None = None


def save_form(url: str, *, unless_newer_than: str | None = None) -> bytes:
    """The form that submits a page. ``unless_newer_than`` is a span like ``1d`` or ``3h``."""
    parts = [f"url={encoded(url)}", "skip_first_archive=1"]
    if unless_newer_than:
        parts.append(f"if_not_archived_within={encoded(unless_newer_than)}")
    return "&".join(parts).encode("ascii")


def is_job(job: str) -> bool:
    """Whether a job's name may stand in an address."""
    return _JOB.fullmatch(job) is not None


def read_submission(exchange: Exchange) -> SaveResult:
    """What came of submitting a page with keys. Refusals come with status 200 and no job."""
    if early := _without_answer(exchange):
        return early
    answer, at = _object(exchange), exchange.ended_at
    if isinstance(answer, str):
        return SaveResult(ArchiveState.UNKNOWN, at, note=answer + _UNCLEAR)
    job = answer.get("job_id")
    if answer.get("status") == "error" or answer.get("status_ext"):
        return _refused(ArchiveState.SUBMIT_FAILED, answer, at)
    if not isinstance(job, str) or not is_job(job):
        message = said(answer.get("message"))
        note = f"{WHO} accepted nothing" + (f": {message}" if message else " and named no job")
        return SaveResult(ArchiveState.SUBMIT_FAILED, at, advice=Advice.LATER, note=note)
    message = said(answer.get("message"))
    reused = f"; {WHO} says: {message}" if message else ""
    note = f"submitted, not yet archived{reused}"
    return SaveResult(ArchiveState.SUBMITTED, at, job=job, note=note)


def read_direct_save(exchange: Exchange, replay_base: str) -> SaveResult:
    """What came of submitting a page without keys: the answer leads to the copy, or does not."""
    places = [hop.target for hop in exchange.hops]
    places += [header_of(exchange, "location") or "", header_of(exchange, "content-location") or ""]
    places += [exchange.address]
    for place in places:
        absolute = f"https://archive{place}" if place.startswith("/web/") else place
        if named := split_replay(absolute):
            return _archived(named[0], named[1], replay_base, exchange.ended_at)
    early = _without_answer(exchange)
    if early:
        return early
    answer = _object(exchange)
    if not isinstance(answer, str) and (answer.get("status") == "error"):
        return _refused(ArchiveState.SUBMIT_FAILED, answer, exchange.ended_at)
    return SaveResult(
        ArchiveState.UNKNOWN, exchange.ended_at, note=f"{WHO} named no copy{_UNCLEAR}"
    )


def read_job(exchange: Exchange, job: str, replay_base: str) -> SaveResult:
    """Where a job stands. A job that is no longer known leaves the outcome unknown."""
    at = exchange.ended_at
    problem = trouble(exchange, WHO)
    answer = problem or _object(exchange)
    if isinstance(answer, str):
        if exchange.status in _UNAUTHORISED:
            answer = f"{WHO} wants the keys with which the page was submitted"
        return SaveResult(ArchiveState.UNKNOWN, at, job=job, note=answer + _UNCLEAR)
    status = answer.get("status")
    if status == "pending":
        return SaveResult(
            ArchiveState.PENDING, at, job=job, note="the archive is still capturing the page"
        )
    if status == "success":
        timestamp, original = answer.get("timestamp"), answer.get("original_url")
        if isinstance(timestamp, str) and from_timestamp(timestamp) and is_web_address(original):
            return _archived(timestamp, str(original), replay_base, at, job)
        note = f"{WHO} reports success and names no copy{_UNCLEAR}"
        return SaveResult(ArchiveState.UNKNOWN, at, job=job, note=note)
    if status == "error":
        return _refused(ArchiveState.CAPTURE_FAILED, answer, at, job)
    note = f"{WHO} does not know how the job stands{_UNCLEAR}"
    return SaveResult(ArchiveState.UNKNOWN, at, job=job, note=note)


def read_user_status(exchange: Exchange) -> UserStatus:
    """How much an account may still submit."""
    problem = trouble(exchange, WHO)
    if exchange.status in _UNAUTHORISED:
        problem = f"{WHO} does not accept the keys"
    answer = problem or _object(exchange)
    if isinstance(answer, str):
        return UserStatus(problem=answer)
    return UserStatus(
        whole_number(answer.get("available")),
        whole_number(answer.get("processing")),
        whole_number(answer.get("daily_captures")),
        whole_number(answer.get("daily_captures_limit")),
    )


def _object(exchange: Exchange) -> Mapping[str, object] | str:
    try:
        value = json_in(exchange.body or b"", WHO)
    except NoAnswer as no_answer:
        return str(no_answer)
    return value if isinstance(value, dict) else f"{WHO} answered something else than a status"


def _without_answer(exchange: Exchange) -> SaveResult | None:
    """What follows already from the status, or from there being none."""
    at, status = exchange.ended_at, exchange.status
    failed = ArchiveState.SUBMIT_FAILED
    if is_throttled(exchange):
        note = f"{WHO} asks for a pause; nothing was submitted"
        return SaveResult(failed, at, advice=Advice.STOP, note=note)
    if status in _UNAUTHORISED:
        note = f"{WHO} does not accept the keys; nothing was submitted"
        return SaveResult(failed, at, advice=Advice.STOP, note=note)
    if status is None and _never_sent(exchange):
        note = f"{WHO} could not be asked: {said(exchange.reason) or exchange.outcome.value}"
        return SaveResult(failed, at, advice=Advice.LATER, note=note)
    problem = trouble(exchange, WHO)
    if problem is None:
        return None
    if status is not None and 400 <= status < _FIRST_SERVER_ERROR:
        return SaveResult(failed, at, advice=Advice.LATER, note=problem)
    return SaveResult(ArchiveState.UNKNOWN, at, advice=Advice.LATER, note=problem + _UNCLEAR)


def _never_sent(exchange: Exchange) -> bool:
    """Whether it is certain that the archive heard nothing; a broken connection leaves it open."""
    return exchange.outcome in (Outcome.BLOCKED, Outcome.UNTRUSTED)


def _refused(
    state: ArchiveState, answer: Mapping[str, object], at: datetime, job: str | None = None
) -> SaveResult:
    code = said(answer.get("status_ext"), 80) or None
    words = words_for(code) if code else None
    note = words or said(answer.get("message")) or (f"{WHO} answered {code}" if code else None)
    return SaveResult(
        state,
        at,
        job=job,
        code=code,
        advice=advice_for(code) if code else Advice.LATER,
        note=note or f"{WHO} refused and does not say why",
    )


def _archived(
    timestamp: str, original: str, replay_base: str, at: datetime, job: str | None = None
) -> SaveResult:
    archived_at = from_timestamp(timestamp)
    assert archived_at is not None
    note = "the copy can take some hours to appear"
    if at - archived_at > _FRESH:
        note = "the archive made no new copy and names an older one"
    return SaveResult(
        ArchiveState.ARCHIVED,
        at,
        job=job,
        url=replay_address(replay_base, timestamp, with_scheme(original)),
        archived_at=archived_at,
        note=note,
    )
