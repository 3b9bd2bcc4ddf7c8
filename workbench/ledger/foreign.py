"""Reading the database of somebody else without trusting it.

The file is copied first and never opened where it lies. Only the log of the copy is read, and
only events that are exactly what their ids say are taken over, into a new database of our own in
the same private folder. So whatever is asked of that one was folded here.
"""

import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from workbench.errors import NotALedger, NotSo, StorageError
from workbench.ledger.clock import moment, system_clock, tick_of
from workbench.ledger.connection import begin_writing, connect, plain_errors
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.events import MAX_BODY_BYTES
from workbench.ledger.header import lease
from workbench.ledger.identity import IdentityStore
from workbench.ledger.ingest import Ingestion, ingest
from workbench.ledger.opening import check_foreign, check_library, make_schema
from workbench.text import clean_line

MOST_BYTES: Final = 512 * 1024 * 1024
"""Of a file with its side files."""
_SIDE_FILES: Final = ("-journal", "-wal")
_SUPER_JOURNAL: Final = bytes.fromhex("d9d505f920a163d7")
"""The end of a journal that names another file, which SQLite might then remove."""
_CHUNK_BYTES: Final = 16 * 1024 * 1024
_LONGEST_VALUE: Final = 64 * 1024 * 1024
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_EVENTS: Final = (
    f"SELECT id, CASE WHEN length(body) > {MAX_BODY_BYTES} THEN NULL"
    " ELSE CAST(body AS BLOB) END FROM event"
)
_COPY_BYTES: Final = 1024 * 1024


@contextmanager
def verified(path: Path, identity: IdentityStore) -> Iterator[tuple[Ledger, Ingestion]]:
    """The verified events of somebody's database, in a database that is gone afterwards.

    Raises:
        NotSo: The file is in use by this program itself.
        StorageError: It is missing, too large, damaged, or not to be trusted.
    """
    check_library()
    with TemporaryDirectory(prefix="workbench-") as folder:
        copy, ours = Path(folder) / "theirs.db", Path(folder) / "verified.db"
        _copy(path, copy)
        _make(ours)
        with open_ledger(ours, mode="write", identity=identity) as ledger:
            with closing(_connected(path, copy)) as theirs:
                taken = _take_in(ledger, path, theirs)
            if not ledger.rows("SELECT 1 FROM project LIMIT 1"):
                raise NotALedger(f"{_shown(path)} names no project; ask for another copy of it")
            yield ledger, taken


def project_ids(ledger: Ledger) -> frozenset[str]:
    """The projects of a database; several where files were joined."""
    return frozenset(row[0] for row in ledger.rows("SELECT id FROM project"))


def _copy(path: Path, copy: Path) -> None:
    held = lease(path, create=False)
    try:
        if held.header is None:
            raise NotSo(f"{_shown(path)} is open in this program; name another project's database")
        sides = [name for name in _SIDE_FILES if Path(f"{path}{name}").is_file()]
        left = MOST_BYTES
        for name in ("", *sides):
            left = _copy_file(path, Path(f"{path}{name}"), Path(f"{copy}{name}"), left)
    except OSError as error:
        raise StorageError(
            f"{_shown(path)} cannot be copied to be looked at ({error.strerror}); "
            "check its permissions and the free space"
        ) from None
    finally:
        held.release()
    _check_journal(path, Path(f"{copy}-journal"))


def _copy_file(path: Path, source: Path, target: Path, left: int) -> int:
    """Copy one file; returns how many bytes more there may be."""
    opened = os.open(source, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(opened, "rb") as read, target.open("xb") as written:
        size = os.fstat(opened).st_size
        if size > left:
            raise StorageError(
                f"{_shown(path)} is larger than {MOST_BYTES // 1024**2} MB; ask for a copy "
                "without copies of pages (backup --without-copies)"
            )
        copied = 0
        while copied < size and (found := read.read(min(_COPY_BYTES, size - copied))):
            copied += written.write(found)
    return left - size


def _check_journal(path: Path, journal: Path) -> None:
    """Refuse an unfinished write that spans several files; this program never makes one."""
    if journal.exists() and journal.read_bytes()[-len(_SUPER_JOURNAL) :] == _SUPER_JOURNAL:
        raise NotALedger(
            f"{_shown(path)}-journal names another file, as no journal of this program does; "
            "ask for another copy of both"
        )


def _make(ours: Path) -> None:
    """Make a database without a project: that of the events will be its own."""
    ours.touch(exist_ok=False)
    with plain_errors(ours), closing(connect(ours, "rw", 0)) as connection:
        begin_writing(connection, 0)
        make_schema(connection, moment(tick_of(system_clock())))
        connection.execute("COMMIT")


def _connected(path: Path, copy: Path) -> sqlite3.Connection:
    """Connect to the copy; an unfinished write beside it is taken back there."""
    with plain_errors(path):
        connection = connect(copy, "rw", 0)
    connection.text_factory = _text
    try:
        with plain_errors(path):
            for limit, value in _LIMITS:
                connection.setlimit(limit, value)
            if sys.version_info >= (3, 12):
                for option, enabled in (
                    (sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True),
                    (sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False),
                    (sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False),
                ):
                    connection.setconfig(option, enabled)
            connection.execute("PRAGMA query_only=ON")
            check_foreign(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _take_in(ledger: Ledger, path: Path, theirs: sqlite3.Connection) -> Ingestion:
    new, reasons = 0, Counter[str]()
    for chunk in _chunks(path, theirs):
        taken = ingest(ledger, chunk)
        new += taken.new
        reasons.update(taken.reasons)
    return Ingestion(new, reasons.total(), dict(reasons))


def _chunks(path: Path, theirs: sqlite3.Connection) -> Iterator[list[tuple[bytes, bytes]]]:
    """The events as they stand, in lists of bounded size."""
    chunk: list[tuple[bytes, bytes]] = []
    size = 0
    with plain_errors(path):
        for identifier, body in theirs.execute(_EVENTS):
            chunk.append((identifier, body))
            size += len(body) if body is not None else 0
            if size >= _CHUNK_BYTES:
                yield chunk
                chunk, size = [], 0
    yield chunk


def _text(data: bytes) -> str:
    """What is no text in a schema makes another schema of it, not an error."""
    return data.decode("utf-8", "replace")


def _shown(path: Path) -> str:
    return clean_line(str(path))
