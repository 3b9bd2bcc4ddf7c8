"""The Wayback Machine's capture index (CDX): every copy of a page, a row each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workbench.model.sourcing import ArchiveState, Exchange
from workbench.sourcing.archives.asking import (
    NoAnswer,
    encoded,
    json_in,
    said,
    trouble,
    whole_number,
)
from workbench.sourcing.archives.availability import ARCHIVE, WHO, about_copy
from workbench.sourcing.archives.found import ArchivedCopyFound
from workbench.sourcing.archives.replay_addresses import (
    from_timestamp,
    is_web_address,
    replay_address,
    with_scheme,
    without_scheme,
)

FIELDS: Final = ("timestamp", "original", "mimetype", "statuscode", "digest", "length")
MAX_ROWS: Final = 10_000
REVISIT: Final = "warc/revisit"

_OK: Final = 200


@dataclass(frozen=True, slots=True)
class CdxRow:
    """One copy. A revisit says "the same as before": it has no status of its own.

    ``digest`` is the SHA-1 of the payload in base 32. ``trusted`` is true for a copy with status
    200, and for a revisit only when a row of that kind carries the same digest.
    """

    timestamp: str
    at: datetime
    original: str
    media_type: str | None
    status: int | None
    digest: str | None
    length: int | None
    revisit: bool
    trusted: bool


@dataclass(frozen=True, slots=True)
class CdxAnswer:
    """The rows of one answer in its order.

    ``resume_key`` asks for what follows. ``left_out`` counts rows that made no sense. With a
    ``problem``, nothing is known; without one, no rows means that the index lists none.
    """

    rows: tuple[CdxRow, ...]
    checked_at: datetime
    resume_key: str | None = None
    left_out: int = 0
    problem: str | None = None


def index_address(
    base: str, url: str, *, limit: int, only_ok: bool = False, resume_key: str | None = None
) -> str:
    """What to ask. A negative ``limit`` means that many of the newest."""
    parts = [
        f"url={encoded(without_scheme(url))}",
        "output=json",
        f"fl={','.join(FIELDS)}",
        f"limit={limit}",
    ]
    if only_ok:
        parts.append("filter=statuscode:200")
    if limit > 0:
        parts.append("showResumeKey=true")
    if resume_key:
        parts.append(f"resumeKey={encoded(resume_key)}")
    return f"{base}?{'&'.join(parts)}"


def read_index(exchange: Exchange) -> CdxAnswer:
    """The rows in an answer; an empty body and ``[]`` both say that there are none."""
    checked_at = exchange.ended_at
    try:
        if problem := trouble(exchange, WHO):
            raise NoAnswer(problem)
        body = exchange.body or b""
        lines = json_in(body, WHO) if body.strip() else []
        if not isinstance(lines, list):
            raise NoAnswer(_refusal(lines))
        return _rows(lines, checked_at)
    except NoAnswer as no_answer:
        return CdxAnswer((), checked_at, problem=str(no_answer))


def nearest_copy(
    answer: CdxAnswer, url: str, replay_base: str, at: datetime | None = None
) -> ArchivedCopyFound:
    """The copy to show: a trusted one before any other, then nearest to ``at``, else newest."""
    if answer.problem:
        return ArchivedCopyFound(
            ARCHIVE, ArchiveState.UNKNOWN, answer.checked_at, note=answer.problem
        )
    if not answer.rows:
        known = ArchiveState.UNKNOWN if answer.left_out else ArchiveState.NONE_KNOWN
        note = "the index lists no copy; it can lag by some hours"
        if answer.left_out:
            note = "the index answered with rows that cannot be read"
        return ArchivedCopyFound(ARCHIVE, known, answer.checked_at, note=note)
    best = max(answer.rows, key=lambda row: (row.trusted, _nearness(row.at, at)))
    remark = about_copy(best.original, url, best.status)
    if remark is None and not best.trusted:
        remark = "only a copy whose status is not known"
    return ArchivedCopyFound(
        ARCHIVE,
        ArchiveState.ARCHIVED,
        answer.checked_at,
        url=replay_address(replay_base, best.timestamp, with_scheme(best.original)),
        archived_at=best.at,
        status=best.status,
        note=remark,
    )


def _nearness(moment: datetime, at: datetime | None) -> float:
    return moment.timestamp() if at is None else -abs((moment - at).total_seconds())


def _refusal(value: object) -> str:
    message = said(value.get("message") or value.get("error")) if isinstance(value, dict) else ""
    return f"{WHO} refused: {message}" if message else f"{WHO} answered something else than rows"


def _rows(lines: list[object], checked_at: datetime) -> CdxAnswer:
    if not lines:
        return CdxAnswer((), checked_at)
    header = lines[0]
    if not isinstance(header, list) or "timestamp" not in header or "original" not in header:
        raise NoAnswer(f"{WHO} answered with rows that have no header")
    names = [name if isinstance(name, str) else "" for name in header]
    body, resume_key = _without_resume_key(lines[1:])
    cells = [_cells(names, line) for line in body[:MAX_ROWS]]
    sound = [each for each in cells if each is not None]
    whole = {
        each["digest"]
        for each in sound
        if each.get("digest") and whole_number(each.get("statuscode")) == _OK
    }
    rows = tuple(_row(each, whole) for each in sound)
    return CdxAnswer(rows, checked_at, resume_key, len(body) - len(rows))


def _without_resume_key(lines: list[object]) -> tuple[list[object], str | None]:
    """An empty row and then a row of one cell end an answer that has more to come."""
    if len(lines) >= 2 and lines[-2] == []:
        last = lines[-1]
        key = last[0] if isinstance(last, list) and len(last) == 1 else None
        return lines[:-2], key if isinstance(key, str) and 0 < len(key) <= 4000 else None
    return lines, None


def _cells(names: list[str], line: object) -> dict[str, str] | None:
    if not isinstance(line, list) or len(line) != len(names):
        return None
    cells = {
        name: cell for name, cell in zip(names, line, strict=True) if isinstance(cell, str) and name
    }
    if from_timestamp(cells.get("timestamp")) is None:
        return None
    return cells if is_web_address(with_scheme(cells.get("original", ""))) else None


def _row(cells: dict[str, str], whole: set[str]) -> CdxRow:
    at = from_timestamp(cells["timestamp"])
    assert at is not None
    status = whole_number(cells.get("statuscode"))
    revisit = cells.get("mimetype") == REVISIT
    digest = said(cells.get("digest"), 80) or None
    return CdxRow(
        timestamp=cells["timestamp"],
        at=at,
        original=cells["original"],
        media_type=said(cells.get("mimetype"), 80) or None,
        status=status,
        digest=digest,
        length=whole_number(cells.get("length")),
        revisit=revisit,
        trusted=cells.get("digest") in whole if revisit else status == _OK,
    )
