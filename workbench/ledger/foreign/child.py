"""The child process: it reads one file, says what is in it, and does nothing else.

    python -m workbench.ledger.foreign.child COPY SHOWN KNOWN MEMORY SECONDS BYTES [still]

With ``still`` it reads the file itself where it lies, if the system keeps that from changing.

Before it looks at the first row it gives up the right to open anything: no file, no socket, no
other process. It ends when told, when its pipe breaks, or when it has used up its time.
"""

import contextlib
import json
import os
import resource
import signal
import sqlite3
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from workbench.errors import StorageError
from workbench.ledger.connection import explain
from workbench.ledger.events import MAX_BODY_BYTES, EventRefused, read_event
from workbench.ledger.foreign import frames
from workbench.ledger.foreign.kept_still import KeptStill, Moving
from workbench.ledger.foreign.locked_down import locked_down, recover
from workbench.ledger.foreign.page_check import PageCheck

_EVENTS: Final = "SELECT id, CAST(body AS BLOB) FROM event {} ORDER BY id DESC"
_ID: Final = "SELECT id FROM event {} ORDER BY id DESC LIMIT 1"
_DIGESTS: Final = "SELECT DISTINCT sha256 FROM blob"
_PARTS: Final = "SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part"
_ID_BYTES: Final = 32
_IDS_AT_ONCE: Final = 2_000
_ROWS_AT_ONCE: Final = 64
_FRAME_BYTES: Final = 256 * 1024
_TOLD_EVERY: Final = 20_000
_MOST_PROJECTS: Final = 1_000
_FILES_WHILE_OPENING: Final = 16
_TOO_LARGE: Final = b"\0" * (MAX_BODY_BYTES + 1)
_KIND: Final = b'"kind":"'
_PROJECT: Final = b'"kind":"project"'


class Known:
    """The ids that need not be sent, read from the end of a file that has them in order."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = 0
        self._here: set[bytes] = set()
        self._first: bytes | None = None

    def begin(self) -> None:
        """Begin at the end of the file, which was written by now."""
        self._left = self._file.seek(0, os.SEEK_END)
        self._here, self._first = set(), None

    def among(self, identifiers: list[bytes]) -> set[bytes]:
        """Those of these that are known; ids must be asked for from the latest back."""
        found = self._here.intersection(identifiers)
        lowest = identifiers[-1] if identifiers else b"\xff"
        while self._left and (self._first is None or lowest < self._first):
            self._read_further_back()
            found |= self._here.intersection(identifiers)
        return found

    def _read_further_back(self) -> None:
        size = min(self._left, _ID_BYTES * _IDS_AT_ONCE)
        self._left = self._file.seek(self._left - size)
        data = self._file.read(size)
        ids = [data[start : start + _ID_BYTES] for start in range(0, size, _ID_BYTES)]
        self._here, self._first = set(ids), ids[0]


class Speaker:
    """The pipe to the program that started this one."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def say(self, kind: bytes, payload: bytes = b"") -> None:
        """Send one frame."""
        self._out.write(frames.PREFIX.pack(kind, len(payload)) + payload)
        self._out.flush()

    def say_json(self, kind: bytes, value: object) -> None:
        """Send one frame of JSON."""
        self.say(kind, json.dumps(value).encode())


def main() -> None:
    """Open the copy and answer until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    copy, shown, known_file = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    in_place = sys.argv[7:] == [frames.IN_PLACE]
    speaker = Speaker(sys.stdout.buffer)
    check = PageCheck()
    _limit_process(*map(int, sys.argv[4:7]))
    known_path = Path(known_file or os.devnull)
    with contextlib.suppress(BrokenPipeError), known_path.open("rb", buffering=1 << 20) as known:
        try:
            still = KeptStill(copy) if in_place else None
            with copy.open("rb") as file:
                in_write_ahead_mode = file.read(20)[18:19] == b"\x02"
            recover(copy, in_write_ahead_mode=in_write_ahead_mode)
            connection, facts = locked_down(copy, shown)
            check.begin(copy, shown)
            # What is open stays open; nothing more can be opened from here on.
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
            if still is not None:
                still.check()  # what was opened is what is kept still
            speaker.say_json(frames.FACTS, facts)
            _serve(connection, speaker, Known(known), check, still)
        except Moving:
            speaker.say(frames.MOVING)
        except StorageError as error:
            speaker.say_json(frames.REFUSED, {"error": type(error).__name__, "why": str(error)})
        except sqlite3.Error as error:
            told = explain(error, shown)
            speaker.say_json(frames.REFUSED, {"error": type(told).__name__, "why": str(told)})
        except UnicodeDecodeError:
            told = explain(sqlite3.DatabaseError("malformed database schema"), shown)
            speaker.say_json(frames.REFUSED, {"error": type(told).__name__, "why": str(told)})
    os._exit(0)


def _limit_process(memory: int, seconds: int, written: int) -> None:
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_NOFILE, _FILES_WHILE_OPENING),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))
    # Threads are processes to this limit; there is one already.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _serve(
    connection: sqlite3.Connection,
    speaker: Speaker,
    known: Known,
    check: PageCheck,
    still: KeptStill | None,
) -> None:
    for line in sys.stdin.buffer:
        word, _, rest = line.strip().partition(b" ")
        if word == b"events":
            try:
                done = _say_events(connection, speaker, known, still)
            finally:
                check.end()  # what it finds is told rather than what came of it
            if still is not None:
                still.check()
            speaker.say_json(frames.EVENTS_DONE, done)
            continue
        check.end()
        if word == b"digests":
            _say_digests(connection, speaker)
        elif word == b"parts":
            _say_parts(connection, speaker, bytes.fromhex(rest.decode()))
            if still is not None:
                still.check()


def _say_events(
    connection: sqlite3.Connection, speaker: Speaker, known: Known, still: KeptStill | None
) -> dict[str, object]:
    """Check the hash of every event, and send those that are not known; returns what to tell."""
    known.begin()
    total = held = size = 0
    reasons: dict[str, int] = {}
    projects: set[str] = set()
    batch: list[bytes] = []
    for rows in _rows(connection):
        if (total + len(rows)) // _TOLD_EVERY > total // _TOLD_EVERY:
            speaker.say(frames.PROGRESS, b"%d" % (total + len(rows)))
            if still is not None:
                still.check()
        total += len(rows)
        sound = [
            (identifier, body)
            for identifier, body in rows
            if type(identifier) is bytes
            and type(body) is bytes
            and sha256(body).digest()[:24] == identifier[8:]
            and len(body) <= MAX_BODY_BYTES
        ]
        if len(sound) < len(rows):
            kept = {identifier for identifier, _ in sound}
            for identifier, body in rows:
                if identifier not in kept:
                    refusal = _refusal(identifier, body)
                    reasons[refusal] = reasons.get(refusal, 0) + 1
        for identifier, body in sound:
            if body.startswith(_PROJECT, body.find(_KIND)) and len(projects) < _MOST_PROJECTS:
                projects.update(_project(identifier, body))
        here = known.among([identifier for identifier, _ in sound])
        held += len(here)
        new = [one for one in sound if one[0] not in here] if len(here) < len(sound) else []
        for identifier, body in new:
            batch.append(frames.pack_event(identifier, body))
            size += len(body)
            if size > _FRAME_BYTES:
                speaker.say(frames.EVENTS, b"".join(batch))
                batch, size = [], 0
        if batch and not new:
            # What waits goes out when nothing new follows: the rest takes its time.
            speaker.say(frames.EVENTS, b"".join(batch))
            batch, size = [], 0
    speaker.say(frames.EVENTS, b"".join(batch))
    return {"total": total, "known": held, "refused": reasons, "projects": sorted(projects)}


def _rows(connection: sqlite3.Connection) -> Iterator[list[tuple[bytes, bytes | None]]]:
    """All rows of the log, the latest first; one that is too large to be read is told of as such.

    What a copy has that others lack is mostly what was done last, so they can begin with it while
    the rest is looked through.
    """
    where, at_once = "", _ROWS_AT_ONCE
    given: tuple[bytes, ...] = ()
    while True:
        try:
            cursor = connection.execute(_EVENTS.format(where), given)
            while rows := cursor.fetchmany(at_once):
                where, given = "WHERE id < ?", (rows[-1][0],)
                yield rows
            return
        except sqlite3.DataError:
            # Those that were read with one that is too large were lost with it.
            if at_once == 1:
                row = _next(connection, where, given)
                where, given, at_once = "WHERE id < ?", (row[0],), _ROWS_AT_ONCE
                yield [row]
            else:
                at_once = 1


def _next(
    connection: sqlite3.Connection, where: str, given: tuple[bytes, ...]
) -> tuple[bytes, bytes | None]:
    try:
        identifier, body = connection.execute(f"{_EVENTS.format(where)} LIMIT 1", given).fetchone()
    except sqlite3.DataError:
        (identifier,) = connection.execute(_ID.format(where), given).fetchone()
        return identifier, _TOO_LARGE
    return identifier, body


def _refusal(identifier: bytes, body: bytes | None) -> str:
    """Why a row is no event, by what can be told without reading it."""
    if type(identifier) is not bytes or len(identifier) != _ID_BYTES:
        return "the id is not 32 bytes"
    if type(body) is not bytes:
        return "the body is not text"
    if len(body) > MAX_BODY_BYTES:
        return "the body is larger than 1 MB"
    return "the hash does not match the body"


def _project(identifier: bytes, body: bytes) -> set[str]:
    try:
        event = read_event(identifier, body)
    except EventRefused:
        return set()
    return {event.entity} if event.kind == "project" else set()


def _say_digests(connection: sqlite3.Connection, speaker: Speaker) -> None:
    batch: list[bytes] = []
    try:
        for (digest,) in connection.execute(_DIGESTS):
            if type(digest) is bytes and len(digest) == _ID_BYTES:
                batch.append(digest)
            if len(batch) * _ID_BYTES >= _FRAME_BYTES:
                speaker.say(frames.DIGESTS, b"".join(batch))
                batch = []
        if batch:
            speaker.say(frames.DIGESTS, b"".join(batch))
    except sqlite3.DatabaseError:
        pass  # what can be read of a damaged list is what there is; the rest will be missed
    speaker.say(frames.DIGESTS)


def _say_parts(connection: sqlite3.Connection, speaker: Speaker, digest: bytes) -> None:
    problem = ""
    try:
        for part, data in connection.execute(_PARTS, (digest,)):
            if type(part) is not int or type(data) is not bytes:
                problem = "a part is no bytes"
                break
            speaker.say(frames.PART, frames.pack_part(part, data))
    except (sqlite3.DatabaseError, OverflowError):
        problem = "they cannot be read"
    speaker.say(frames.PARTS_DONE, problem.encode())


if __name__ == "__main__":
    main()
