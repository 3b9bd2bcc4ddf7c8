"""Captures, the bytes kept of them, and what is known of a page: metadata, archives, stamps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import RESTORE_IT, Damaged, NotALedger, NotSo
from workbench.ledger.blobs import LEFT_OUT, REDACTED, BlobDamaged, join
from workbench.ledger.blobs import is_kept as blob_is_kept
from workbench.ledger.clock import moment, tick_of_event
from workbench.ledger.connection import plain_errors
from workbench.ledger.events import parse
from workbench.ledger.identifiers import is_digest
from workbench.ledger.queries.documents import reviewer_from
from workbench.ledger.queries.prefixes import by_either_end
from workbench.ledger.values import CaptureValue, understand
from workbench.model import (
    ArchivedCopy,
    ArchiveState,
    Capture,
    Metadatum,
    PageText,
    Reviewer,
    SourceKind,
)
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_CAPTURES: Final = (
    "SELECT entry.event, source.kind, entry.entity, entry.field, reviewer.id, reviewer.name,"
    " event.body FROM capture JOIN source ON source.number = capture.source"
    " JOIN entry ON entry.number = capture.number JOIN event ON event.id = entry.event"
    " JOIN reviewer ON reviewer.number = capture.reviewer"
)
_OF_SOURCE: Final = "(SELECT number FROM source WHERE id = ?)"


@dataclass(frozen=True, slots=True)
class MetadatumInForce:
    """What counts of one thing a page says of itself: the reviewer's correction, or its own word.

    ``capture`` is that in which the page said so; a correction has none.
    """

    metadatum: Metadatum
    capture: str | None
    corrected: bool = False
    because: str | None = None
    given_by: Reviewer | None = None
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimestampRecord:
    """A time stamp over a capture.

    ``token`` is the hash of the kept token, ``digest`` what the stamp is over.
    """

    id: str
    capture: str
    authority: str
    token: str
    digest: str
    at: datetime
    by: Reviewer


def captures(ledger: "Ledger", source_id: str) -> tuple[Capture, ...]:
    """The captures of a source, failures too, the newest first."""
    with ledger.snapshot():
        rows = ledger.rows(
            f"{_CAPTURES} WHERE capture.source = {_OF_SOURCE} ORDER BY capture.id DESC",
            (source_id,),
        )
        return tuple([_capture(ledger, row) for row in rows])


def capture(ledger: "Ledger", capture_id: str) -> Capture:
    """The capture with this id.

    Raises:
        NotSo: There is none, or it was undone.
    """
    with ledger.snapshot():
        rows = ledger.rows(f"{_CAPTURES} WHERE capture.id = ?", (capture_id,))
        if not rows:
            raise NotSo(f"there is no capture {clean_line(capture_id[-8:])}")
        return _capture(ledger, rows[0])


def find_capture(ledger: "Ledger", source_id: str, typed: str) -> str:
    """The id of the capture of a source whose id begins or ends with what was typed.

    Raises:
        NotSo: None does, or several do.
    """
    rows = ledger.rows(
        f"SELECT id, captured_at FROM capture WHERE source = {_OF_SOURCE} ORDER BY id DESC",
        (source_id,),
    )
    return by_either_end([(row[0], row[1]) for row in rows], typed, "capture")


def is_kept(ledger: "Ledger", sha256: str) -> bool:
    """Whether the bytes of this hash are in the file."""
    with plain_errors(ledger.path):
        return is_digest(sha256) and blob_is_kept(ledger.connection, bytes.fromhex(sha256))


def kept(ledger: "Ledger", sha256: str) -> bytes:
    """The kept bytes of this hash, checked against it.

    Raises:
        NotSo: They are a page copy that is not in this file, or nothing of this hash was kept.
        NotALedger: They are missing or damaged.
    """
    if not is_digest(sha256):
        raise NotSo(f"{clean_line(sha256, 70)} is not the hash of kept bytes")
    digest = bytes.fromhex(sha256)
    with ledger.snapshot():
        parts = ledger.rows("SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part", (digest,))
        named = ledger.rows("SELECT 1 FROM kept WHERE sha256 = ? LIMIT 1", (digest,))
        left_out = ledger.rows("SELECT 1 FROM local WHERE key = ?", (LEFT_OUT + sha256,))
        gone = ledger.rows("SELECT 1 FROM local WHERE key = ?", (REDACTED + sha256,))
    if gone:
        raise NotSo(f"the page copy {sha256[:8]} was redacted from this file")
    if not parts and left_out:
        raise NotSo(f"the page copy {sha256[:8]} is not in this file; ask for a copy that has it")
    if not parts and not named:
        raise NotSo(f"nothing of the hash {sha256[:8]} was kept")
    try:
        return join(digest, parts)
    except BlobDamaged as error:
        reason = f"the kept bytes {sha256[:8]} cannot be used: {error}"
        raise Damaged(f"{reason}; {RESTORE_IT}", ledger.path, reason) from None


def capture_text(ledger: "Ledger", found: Capture, text: PageText = PageText.MAIN) -> str:
    """The text that was read of a capture.

    Raises:
        NotSo: It has no such text, or the text is not in this file.
        NotALedger: The text is missing or damaged.
    """
    sha256 = found.main if text is PageText.MAIN else found.visible
    if sha256 is None:
        where = "is not in this file" if found.left_out else "has no text"
        raise NotSo(f"the capture {found.id[-8:]} {where}")
    try:
        return kept(ledger, sha256).decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"the text of capture {found.id[-8:]} cannot be read: {error}"
        raise Damaged(reason, ledger.path, reason) from None


def metadata_in_force(ledger: "Ledger", source_id: str) -> dict[str, MetadatumInForce]:
    """What counts of what a page says of itself, by field.

    A correction counts before the page's own word; of its own words, the first one in the
    newest capture that has any.
    """
    with ledger.snapshot():
        own = ledger.rows(
            "SELECT metadatum.field, value, basis, raw, capture.id FROM capture"
            " JOIN metadatum ON metadatum.capture = capture.number"
            f" WHERE capture.source = {_OF_SOURCE} ORDER BY capture.id DESC, place",
            (source_id,),
        )
        corrected = ledger.rows(
            "SELECT field, value, because, given_at, reviewer.id, reviewer.name FROM correction"
            " JOIN reviewer ON reviewer.number = correction.reviewer"
            f" WHERE correction.source = {_OF_SOURCE}",
            (source_id,),
        )
    found: dict[str, MetadatumInForce] = {}
    for field, value, basis, raw, where in own:
        found.setdefault(field, MetadatumInForce(Metadatum(field, value, basis, raw), where))
    for field, value, because, given_at, reviewer, name in corrected:
        found[field] = MetadatumInForce(
            Metadatum(field, value, "given"),
            None,
            corrected=True,
            because=because or None,
            given_by=reviewer_from(reviewer, name),
            given_at=datetime.fromisoformat(given_at),
        )
    return found


def archived_copies(ledger: "Ledger", source_id: str) -> tuple[ArchivedCopy, ...]:
    """What is known of copies at web archives, one an archive."""
    rows = ledger.rows(
        "SELECT archive, state, url, archived_at, checked_at, note FROM archived_copy"
        f" WHERE source = {_OF_SOURCE} ORDER BY archive",
        (source_id,),
    )
    return tuple(
        [
            ArchivedCopy(
                source=source_id,
                archive=row[0],
                state=ArchiveState(row[1]),
                url=row[2],
                archived_at=datetime.fromisoformat(row[3]) if row[3] else None,
                checked_at=datetime.fromisoformat(row[4]),
                note=row[5],
            )
            for row in rows
        ]
    )


def timestamps(ledger: "Ledger", source_id: str) -> tuple[TimestampRecord, ...]:
    """The time stamps over captures of a source, in the order in which they were recorded."""
    rows = ledger.rows(
        "SELECT timestamp.id, capture, authority, token, digest, at, reviewer.id, reviewer.name"
        " FROM timestamp JOIN reviewer ON reviewer.number = timestamp.reviewer"
        f" WHERE source = {_OF_SOURCE} ORDER BY timestamp.id",
        (source_id,),
    )
    return tuple(
        [
            TimestampRecord(
                id=row[0],
                capture=row[1],
                authority=row[2],
                token=row[3],
                digest=row[4],
                at=datetime.fromisoformat(row[5]),
                by=reviewer_from(row[6], row[7]),
            )
            for row in rows
        ]
    )


def _capture(ledger: "Ledger", row: Sequence[Any]) -> Capture:
    event, kind, entity, field, reviewer, name, body = row
    value = understand(1, "capture", entity, field, parse(body)["value"])
    if not isinstance(value, CaptureValue):
        raise NotALedger(f"the capture {event.hex()[-8:]} is missing; run workbench verify")
    whole = Capture(
        id=event.hex(),
        source=value.source,
        kind=SourceKind(kind),
        exchange=value.exchange,
        body=value.body,
        main=value.main,
        visible=value.visible,
        media_type=value.media_type,
        encoding=value.encoding,
        encoding_basis=value.encoding_basis,
        extractor=value.extractor,
        metadata=value.metadata,
        pages=value.pages,
        flags=value.flags,
        captured_at=moment(tick_of_event(event)),
        captured_by=reviewer_from(reviewer, name),
    )
    absent = {
        sha256
        for sha256 in {value.body, value.main, value.visible} - {None}
        if sha256 is not None and not is_kept(ledger, sha256)
    }
    if not absent:
        return whole
    return replace(
        whole,
        body=None if whole.body in absent else whole.body,
        main=None if whole.main in absent else whole.main,
        visible=None if whole.visible in absent else whole.visible,
        left_out=True,
    )
