"""Check a whole database: every hash, every chain, every kept byte, every derived row.

The check reads a private copy, so that nobody waits for it and nothing changes under it.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import StorageError
from workbench.ledger.blobs import LEFT_OUT, BlobDamaged, join
from workbench.ledger.chains import Chains, look_closely
from workbench.ledger.clock import horizon
from workbench.ledger.connection import (
    REBUILD_CACHE_KIBIBYTES,
    address,
    connect,
    interruptible,
    is_about_the_disk,
    plain_errors,
    room_for_pages,
)
from workbench.ledger.copying_pages import copy_pages
from workbench.ledger.events import Event
from workbench.ledger.findings import Finding, Part, Verification
from workbench.ledger.free_pages import are_free_pages_listed
from workbench.ledger.private_folder import private_folder
from workbench.ledger.progress import Progress, Told, no_progress
from workbench.ledger.reading_log import events_before, read_log
from workbench.ledger.rebuild import READING, fold_afresh
from workbench.ledger.redactions import UNFINISHED, frames, redacted
from workbench.ledger.second.asking import SecondProcess, second_process
from workbench.ledger.tables import PORTABLE, differences
from workbench.text import clean_line, counted

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

LISTED: Final = 100
"""Problems of one kind that are named; further ones are counted."""

_PARTS: Final = {
    "body": "capture {}: its page copy",
    "main": "capture {}: its main text",
    "visible": "capture {}: its visible text",
    "token": "timestamp {}: its token",
}


@dataclass(slots=True)
class _Report:
    findings: list[Finding] = field(default_factory=list)

    def problem(self, part: Part, found: list[str]) -> None:
        self._add(part, found, grave=True)

    def remark(self, part: Part, found: list[str]) -> None:
        self._add(part, found, grave=False)

    def _add(self, part: Part, found: list[str], *, grave: bool) -> None:
        self.findings.extend(Finding(part, words, grave) for words in _shortened(found))


def verify(ledger: "Ledger", progress: Progress = no_progress) -> Verification:
    """Check everything in a database and compare its tables with a fresh fold of its log.

    ``progress`` is told how far it is, and may raise to stop it; nothing is left of it then.

    Raises:
        StorageError: The database cannot be read, or there is no room for the private copy.
    """
    report = _Report()
    told = Told(progress)
    now = int(ledger.now().timestamp() * 1000)
    try:
        with private_folder() as folder:
            copied = folder / "copy.db"
            told("copying")
            with plain_errors(ledger.path):
                _copy(ledger.connection, copied)
            copy = connect(copied, "rw", wait_seconds=0)
            fresh = connect(folder / "fresh.db", "rwc", wait_seconds=0)
            try:
                events, blobs = _check(copied, copy, fresh, report, now, told)
            finally:
                copy.close()
                fresh.close()
    except OSError as error:
        raise _no_room(str(error.strerror)) from None
    return Verification(events, blobs, tuple(report.findings))


def _check(
    copied: Path,
    copy: sqlite3.Connection,
    fresh: sqlite3.Connection,
    report: _Report,
    now: int,
    told: Told,
) -> tuple[int, int]:
    """Check the copy, folding its log afresh; returns how many events and kept bytes it has."""
    try:
        copy.execute("PRAGMA synchronous=OFF")
        fresh.execute("PRAGMA synchronous=OFF")
        with interruptible(copy, told.again), interruptible(fresh, told.again):
            told("checking pages")
            if not _check_pages(copy, report):
                return 0, 0
            if not are_free_pages_listed(copied):
                report.problem(
                    Part.FILE, ["the file is damaged: its list of free pages is not one"]
                )
            events = _check_events(copied, copy, fresh, report, now, told)
            _check_redactions(copy, report)
            blobs = _check_blobs(copy, report, told)
            _check_tables(copy, fresh, report, told)
    except sqlite3.DatabaseError as error:
        if is_about_the_disk(error):
            raise _no_room(str(error)) from None
        report.problem(Part.FILE, [f"the file is damaged: {clean_line(str(error), 120)}"])
        return 0, 0
    return events, blobs


def _no_room(reason: str) -> StorageError:
    return StorageError(
        f"the private copy that is checked cannot be kept in {tempfile.gettempdir()} "
        f"({clean_line(reason, 120)}); free some space, or set TMPDIR to another folder"
    )


def _shortened(found: list[str]) -> list[str]:
    if len(found) <= LISTED:
        return found
    return [*found[:LISTED], f"and {len(found) - LISTED} more of the kind"]


def _copy(source: sqlite3.Connection, target: Path) -> None:
    # The copying itself would wait for a lock for ever; this waits as long as any reader does.
    source.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    copy = sqlite3.connect(target)
    try:
        copy_pages(source, copy)
    except sqlite3.DatabaseError as error:
        if is_about_the_disk(error):
            raise _no_room(str(error)) from None
        raise
    finally:
        copy.close()


def _check_pages(copy: sqlite3.Connection, report: _Report) -> bool:
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(20)").fetchall()]
    if found == ["ok"]:
        return True
    report.problem(Part.FILE, [f"the file is damaged: {clean_line(line, 120)}" for line in found])
    return False


def _check_events(
    copied: Path,
    copy: sqlite3.Connection,
    fresh: sqlite3.Connection,
    report: _Report,
    now: int,
    told: Told,
) -> int:
    """Check each event and fold the sound ones into fresh tables beside the log's own."""
    # What has no table of its name among the fresh ones is found in the copy: the log.
    fresh.execute("ATTACH ? AS log", (address(copied, "ro&immutable=1"),))
    many = events_before(copy)
    events = ahead = 0
    refused: list[str] = []
    limit = horizon(now)
    stand_ins = list(frames(copy))
    chains = Chains()

    def sound(second: SecondProcess | None) -> Iterator[list[Event]]:
        nonlocal events, ahead
        for read in read_log(copy, second):
            events += read.rows
            told("checking events", events, max(many, events))
            refused.extend(f"event {one.hex()[:16]}: {why}" for one, why in read.refused)
            chains.take(read.events)
            ahead += sum(one.clock >= limit for one in read.events)
            yield read.events
        chains.take(stand_ins)
        yield stand_ins

    def step(what: str, done: int) -> None:
        if what != READING:
            told(what, done)

    fresh.execute("PRAGMA foreign_keys=OFF")  # nothing is deleted, and all rows are compared
    fresh.execute("BEGIN")
    with (
        room_for_pages(fresh, REBUILD_CACHE_KIBIBYTES),
        second_process(copied, many) as second,
    ):
        fold_afresh(fresh, sound(second), step, second)
    fresh.execute("COMMIT")
    report.problem(Part.EVENTS, refused)
    if ahead:
        report.remark(
            Part.EVENTS,
            [f"{ahead} events are dated more than a day ahead of this computer's clock"],
        )
    unknown = fresh.execute("SELECT count(*) FROM entered WHERE understood = 0").fetchone()[0]
    unknown -= sum(not one.version for one in stand_ins)
    if unknown:
        report.remark(
            Part.EVENTS, [f"{unknown} events are of kinds that this version does not know"]
        )
    if not chains.in_order:
        told("looking at chains")
        broken = look_closely(fresh, chain((one.events for one in read_log(copy)), [stand_ins]))
        for found in broken.problems:
            report.problem(Part.CHAINS, found)
        for found in broken.remarks:
            report.remark(Part.CHAINS, found)
    return events


def _check_redactions(copy: sqlite3.Connection, report: _Report) -> None:
    """Say what was redacted, which explains what is missing."""
    gone = redacted(copy)
    if gone.events or gone.bytes:
        many = f"{counted(len(gone.events), 'event')} and {counted(len(gone.bytes), 'kept text')}"
        report.remark(
            Part.REDACTIONS,
            [f"{many} were redacted from this file; who wrote them, and when, is known"],
        )
    if copy.execute("SELECT 1 FROM local WHERE key = ?", (UNFINISHED,)).fetchone():
        report.problem(
            Part.REDACTIONS, ["a redaction was cut short; run workbench redact --finish"]
        )


def _check_blobs(copy: sqlite3.Connection, report: _Report, told: Told) -> int:
    """Check the hash of all kept bytes, and that no document lacks its own."""
    damaged: list[str] = []
    kept = copy.execute("SELECT DISTINCT sha256 FROM blob ORDER BY sha256").fetchall()
    for number, (digest,) in enumerate(kept):
        told("checking kept bytes", number, len(kept))
        parts = copy.execute(
            "SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part", (digest,)
        )
        try:
            join(digest, parts)
        except BlobDamaged as error:
            damaged.append(f"kept bytes {digest.hex()[:16]}: {error}")
    report.problem(Part.KEPT, damaged)
    _check_presence(copy, {digest for (digest,) in kept}, report)
    return len(kept)


def _check_presence(copy: sqlite3.Connection, kept: set[bytes], report: _Report) -> None:
    """Tell bytes that are missing from page copies that were left out of this file."""
    kept = kept | redacted(copy).bytes
    report.problem(
        Part.KEPT,
        [
            f"document {identifier[:8]}: its bytes are missing"
            for identifier, digest in copy.execute("SELECT id, bytes FROM document ORDER BY id")
            if bytes.fromhex(digest) not in kept
        ],
    )
    left_out = {
        key.removeprefix(LEFT_OUT)
        for (key,) in copy.execute("SELECT key FROM local WHERE key GLOB ?", (LEFT_OUT + "*",))
    }
    missing: dict[bytes, str] = {}
    for digest, event, part in copy.execute(
        "SELECT kept.sha256, entered.event, kept.part FROM kept"
        " JOIN entered ON entered.number = kept.entry WHERE kept.part <> 'document'"
        " ORDER BY entered.event, kept.part"
    ):
        if digest not in kept:
            name = _PARTS.get(part, part)
            missing.setdefault(digest, f"{name.format(event.hex()[-8:])} is missing")
    absent = [digest for digest in missing if digest.hex() in left_out]
    report.problem(
        Part.KEPT, [words for digest, words in missing.items() if digest.hex() not in left_out]
    )
    if absent:
        report.remark(Part.KEPT, [f"{len(absent)} page copies are not in this file"])


def _check_tables(
    copy: sqlite3.Connection, fresh: sqlite3.Connection, report: _Report, told: Told
) -> None:
    """Compare every derived row with the fresh fold."""
    waiting = copy.execute("SELECT count(*) FROM unfolded").fetchone()[0]
    if waiting:
        report.remark(Part.TABLES, [f"{waiting} events are not in the tables yet"])
        return

    def compared(number: int) -> None:
        told("comparing tables", number, len(PORTABLE))

    report.problem(
        Part.TABLES,
        [
            f"table {table}: {ours} rows are not what the log says, and {theirs} are missing"
            for table, ours, theirs in differences(copy, fresh, compared)
        ],
    )
    broken = copy.execute("PRAGMA foreign_key_check").fetchall()
    report.problem(
        Part.TABLES,
        [f"table {row[0]} refers to a row of {row[2]} that is not there" for row in broken],
    )
