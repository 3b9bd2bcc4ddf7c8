"""Copying a project into another file: as a backup, or to share it without page copies.

The copy is made from the log alone, so nothing lies in it but what the log names. A copy made
before is added to: what it has already is not copied again.
"""

import glob
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import NotALedger, NotSo, StorageError
from workbench.ledger.blobs import (
    LEFT_OUT,
    PAGE_PARTS,
    TEXT_PARTS,
    BlobDamaged,
    join,
    note_left_out,
)
from workbench.ledger.connection import begin_writing, connect, plain_errors
from workbench.ledger.database import open_ledger
from workbench.ledger.events import EventRefused, read_event
from workbench.ledger.folding.batches import batches
from workbench.ledger.folding.fold import fold, fold_unfolded
from workbench.ledger.opening import make_schema
from workbench.ledger.redactions import copy_list, frames, redacted
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE_EVENTS: Final = 1_000
_WAIT_SECONDS: Final = 5.0
_OLD_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy took in, and how many page copies the target has not."""

    events: int
    blobs: int
    left_out: int


def copy_ledger(ledger: "Ledger", target: Path, *, page_copies: bool) -> Copied:
    """Copy a project into a new file, or add to an earlier copy of it what that lacks.

    Without ``page_copies``, the bodies and texts of captures stay behind; their hashes do not, nor
    do the words that somebody said or wrote to the reviewers, which are no copy of a page.
    A new file appears whole or not at all; an earlier copy is added to in one transaction.
    What was copied is checked in the target before this returns.

    Raises:
        NotSo: The target is the database itself, or the copy of another project.
        NotALedger: Something that is to be copied is damaged; or the target is something else.
        StorageError: The target cannot be written, or is a folder, a device or a pipe.
    """
    shown = clean_line(str(target))
    if target.exists() and target.samefile(ledger.path):
        raise NotSo(f"{shown} is the database itself; name another file for the copy")
    if target.exists() and not target.is_file():
        raise StorageError(f"{shown} is no regular file; name another file for the copy")
    # A link goes on pointing at the copy.
    target = target.resolve()
    if target.exists() and target.stat().st_size > 0:
        return _add(ledger, target, page_copies=page_copies)
    remove_old_parts(target)
    partial = part_of(target)
    try:
        with plain_errors(target):
            copied = _make(ledger, partial, page_copies=page_copies)
        put_in_place(partial, target)
    except OSError as error:
        raise StorageError(
            f"{shown} cannot be written ({error.strerror}); check the folder and its free space"
        ) from None
    finally:
        for left in (partial, partial.with_name(f"{partial.name}-journal")):
            with suppress(OSError):
                left.unlink()
    return copied


def _make(ledger: "Ledger", partial: Path, *, page_copies: bool) -> Copied:
    partial.touch(exist_ok=False)
    copy = connect(partial, "rw", _WAIT_SECONDS)
    try:
        begin_writing(copy, _WAIT_SECONDS)
        make_schema(copy, ledger.now())
        with ledger.snapshot():
            copy_list(ledger.connection, copy)
        fold(copy, frames(copy))
        copied = _fill(ledger, copy, page_copies=page_copies)
        copy.execute("COMMIT")
        _check_pages(copy)
    finally:
        copy.close()
    return copied


def _add(ledger: "Ledger", target: Path, *, page_copies: bool) -> Copied:
    with open_ledger(target, mode="write", identity=ledger.identity) as other:
        if other.project.id != ledger.project.id:
            raise NotSo(
                f"{clean_line(str(target))} is of another project, "
                f"{clean_line(other.project.name)}; name another file for the copy"
            )
        with other.transaction():
            return _fill(ledger, other.connection, page_copies=page_copies)


def _fill(ledger: "Ledger", copy: sqlite3.Connection, *, page_copies: bool) -> Copied:
    """Put what a copy lacks into it, in the transaction that is open there.

    No lock is held on the database meanwhile. The log only grows, and bytes come with the events
    that name them, so whatever is written in between is there whole or left for the next time.
    """
    gone = redacted(copy)
    known = {row[0] for row in copy.execute("SELECT id FROM event")}
    held = len(known)
    known |= gone.events
    events = _copy_events(ledger, copy, known)
    fold_unfolded(copy)
    present = {row[0] for row in copy.execute("SELECT DISTINCT sha256 FROM blob")}
    wanted = bytes_to_share(ledger, copy, page_copies=page_copies)
    missing = sorted(wanted - present - gone.bytes)
    for digest in missing:
        _copy_blob(ledger, copy, digest)
    found = copy.execute("SELECT count(*) FROM event").fetchone()[0]
    if found != held + events:
        raise StorageError(f"the copy has {found} events, not {held + events}; repeat it")
    return Copied(events, len(missing), _note_left_out(copy))


def _note_left_out(copy: sqlite3.Connection) -> int:
    """Note in the copy what it has not; returns how many page copies that is."""
    note_left_out(copy)
    copy.execute(
        "DELETE FROM local WHERE key GLOB ? AND key IN (SELECT ? || lower(hex(sha256)) FROM blob)",
        (LEFT_OUT + "*", LEFT_OUT),
    )
    found = copy.execute("SELECT count(*) FROM local WHERE key GLOB ?", (LEFT_OUT + "*",))
    return int(found.fetchone()[0])


def _copy_events(ledger: "Ledger", copy: sqlite3.Connection, known: set[bytes]) -> int:
    copied = 0
    rows = (row for row in _events(ledger) if row[0] not in known)
    for page in batches(rows, _PAGE_EVENTS):
        copy.executemany("INSERT INTO event VALUES (?, CAST(? AS TEXT))", page)
        copied += len(page)
    return copied


def _events(ledger: "Ledger") -> Iterator[tuple[bytes, bytes]]:
    """All events of the log, each checked."""
    after = b""
    while page := ledger.rows(
        "SELECT id, CAST(body AS BLOB) FROM event WHERE id > ? ORDER BY id LIMIT ?",
        (after, _PAGE_EVENTS),
    ):
        for identifier, body in page:
            try:
                read_event(identifier, body)
            except EventRefused as refusal:
                raise NotALedger(
                    f"event {identifier.hex()[:16]} is damaged ({refusal}) and cannot be copied; "
                    "run workbench verify"
                ) from None
            yield identifier, body
        after = page[-1][0]


def bytes_to_share(ledger: "Ledger", copy: sqlite3.Connection, *, page_copies: bool) -> set[bytes]:
    """The kept bytes that a copy is to have. Without page copies, only what is surely none."""
    every = {row[0] for row in ledger.rows("SELECT DISTINCT sha256 FROM blob")}
    if page_copies:
        return every
    needed = copy.execute(
        f"SELECT DISTINCT sha256 FROM kept WHERE part NOT IN {PAGE_PARTS}"
        f" OR part IN {TEXT_PARTS} AND entry IN (SELECT capture.number FROM capture"
        " JOIN testimony ON testimony.source = capture.source)"
    )
    return every & {row[0] for row in needed}


def _copy_blob(ledger: "Ledger", copy: sqlite3.Connection, digest: bytes) -> None:
    """Copy the parts of kept bytes, and read them back from the copy against their hash."""
    sql = "SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part"
    copy.executemany(
        "INSERT INTO blob VALUES (?, ?, ?)",
        [(digest, part, data) for part, data in ledger.rows(sql, (digest,))],
    )
    try:
        join(digest, copy.execute(sql, (digest,)))
    except BlobDamaged as error:
        raise NotALedger(
            f"the kept bytes {digest.hex()[:8]} cannot be copied: {error}; run workbench verify"
        ) from None


def _check_pages(copy: sqlite3.Connection) -> None:
    found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StorageError(f"the copy is damaged ({clean_line(found, 120)}); make it again")


def part_of(target: Path) -> Path:
    """A name for what is to be a file and is not whole yet, beside it."""
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")


def remove_old_parts(target: Path) -> None:
    """Remove what interrupted attempts have left beside a file a day ago, of any computer."""
    with suppress(OSError):
        for left in target.parent.glob(f".{glob.escape(target.name)}.????????.part*"):
            if time.time() - left.stat().st_mtime > _OLD_SECONDS:
                left.unlink()


def put_in_place(partial: Path, target: Path) -> None:
    """Make a finished file durable and give it its name."""
    make_durable(partial)
    give_name(partial, target)


def make_durable(file: Path) -> None:
    """Wait until the disk has all of a file that nobody has open."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def give_name(partial: Path, target: Path) -> None:
    """Give a file that is durable its name, durably."""
    partial.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
