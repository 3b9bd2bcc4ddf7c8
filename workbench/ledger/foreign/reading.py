"""This program's side of the conversation with the child process that reads a file."""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import workbench
from workbench.errors import NewerLedger, NotALedger, StorageError
from workbench.ledger.foreign import frames
from workbench.ledger.foreign.kept_still import Moving, is_worth_it
from workbench.ledger.foreign.private_copy import ANOTHER, copy_privately, size_at_rest
from workbench.ledger.identifiers import is_identifier
from workbench.ledger.known import HeldIds
from workbench.ledger.private_folder import private_folder
from workbench.text import clean_line

Step = Callable[[str, int], None]
"""Told of what is going on and how far it is; may raise to stop it."""

_MEMORY_BYTES: Final = 1024 * 1024 * 1024
_SECONDS_AT_LEAST: Final = 30
_BYTES_A_SECOND: Final = 10_000_000
"""So slow a computer may be before a file is taken for one that was made to waste time."""
_SILENCE_SECONDS: Final = 300.0
_GLANCE_MILLISECONDS: Final = 200
_READ_BYTES: Final = 1 << 18
_LONGEST_MESSAGE: Final = 600
_PASSED_ON: Final = frozenset({"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "TZ"})
_ERRORS: Final = {"NotALedger": NotALedger, "Damaged": NotALedger, "NewerLedger": NewerLedger}


def no_step(_what: str, _done: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of all events of a file: ``held`` were known already, ``refused`` by reason."""

    total: int
    held: int
    refused: dict[str, int]
    projects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself in numbers; ``size`` is in bytes, once it was recovered."""

    size: int = 0
    page_size: int = 0
    log_version: int = 0
    tables_version: int = 0


class ForeignFile:
    """Somebody's database, read by a process of its own; if it is ``moving`` nothing counts."""

    def __init__(
        self,
        path: Path,
        process: "subprocess.Popen[bytes]",
        step: Step,
        known: Path | HeldIds | None = None,
    ) -> None:
        self.path = path
        self.facts = Facts()
        self.looked: Looked | None = None
        self._known = known
        self._process = process
        self._step = step
        self._buffer = bytearray()
        self._gives_parts = False
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._out, select.POLLIN | select.POLLHUP)

    def begin(self) -> None:
        """Wait until the file was found to be a log.

        Raises:
            Moving: It cannot be read where it lies.
            StorageError: It is none, and why.
        """
        found = self._json(self._expect(frames.FACTS))
        self.facts = Facts(
            size=_count(found.get("bytes")),
            page_size=_count(found.get("page_size")),
            log_version=_count(found.get("log_version")),
            tables_version=_count(found.get("tables_version")),
        )

    def events(self) -> Iterator[tuple[bytes, bytes]]:
        """The events that are not held, each with the hash that its id says; nothing else is sure.

        Raises:
            Moving: It is read where it lies, and somebody wants to write in it.
            StorageError: The file cannot be read to its end.
        """
        if isinstance(self._known, HeldIds):
            self._known.wait()
        self._ask(b"events")
        while True:
            kind, payload = self._frame()
            if kind == frames.PROGRESS:
                self._step("checking", _number(payload))
            elif kind == frames.EVENTS:
                yield from self._unpacked(payload)
            elif kind == frames.EVENTS_DONE:
                self.looked = _looked(self._json(payload))
                return
            else:
                raise self._failed()

    def digests(self) -> Iterator[bytes]:
        """The hashes of the bytes that the file keeps, as far as it can be read."""
        self._ask(b"digests")
        while payload := self._expect(frames.DIGESTS):
            for start in range(0, len(payload) - 31, 32):
                yield payload[start : start + 32]

    def parts(self, digest: bytes) -> Iterator[tuple[int, bytes]]:
        """The parts of kept bytes as they lie there; nothing about them was checked.

        Whoever finds them damaged need not take the rest.
        """
        self._ask(b"parts " + digest.hex().encode())
        self._gives_parts = True
        while (payload := self._part()) is not None:
            try:
                yield frames.unpack_part(payload)
            except frames.BadFrame:
                raise self._failed() from None

    def _part(self) -> bytes | None:
        kind, payload = self._frame()
        if kind == frames.PARTS_DONE:
            self._gives_parts = False
            return None
        if kind != frames.PART:
            raise self._failed()
        return payload

    def _unpacked(self, payload: bytes) -> Iterator[tuple[bytes, bytes]]:
        try:
            yield from frames.unpack_events(payload)
        except frames.BadFrame:
            raise self._failed() from None

    def _ask(self, words: bytes) -> None:
        while self._gives_parts:
            self._part()
        try:
            self._in.write(words + b"\n")
            self._in.flush()
        except OSError:
            raise self._failed() from None

    def _expect(self, wanted: bytes) -> bytes:
        kind, payload = self._frame()
        if kind != wanted:
            raise self._failed()
        return payload

    def _frame(self) -> tuple[bytes, bytes]:
        kind, size = frames.PREFIX.unpack(self._exactly(frames.PREFIX.size))
        if size > frames.MOST_FRAME_BYTES:
            raise self._failed()
        payload = self._exactly(size)
        if kind == frames.MOVING:
            raise Moving
        if kind == frames.REFUSED:
            told = self._json(payload)
            error = _ERRORS.get(str(told.get("error")), StorageError)
            raise error(clean_line(str(told.get("why")), _LONGEST_MESSAGE))
        return kind, payload

    def _exactly(self, size: int) -> bytes:
        deadline = time.monotonic() + _SILENCE_SECONDS
        while len(self._buffer) < size:
            if not self._poll.poll(_GLANCE_MILLISECONDS):
                self._step("waiting", 0)
                if time.monotonic() > deadline:
                    raise self._failed()
                continue
            found = os.read(self._out, _READ_BYTES)
            if not found:
                raise self._failed()
            self._buffer += found
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _json(self, payload: bytes) -> dict[str, Any]:
        try:
            found = json.loads(payload)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self._failed()
        return found

    def _failed(self) -> StorageError:
        self._process.kill()
        return NotALedger(
            f"{clean_line(str(self.path))} made the program that looked at it fail, or took it "
            f"too long; nothing was taken from it; {ANOTHER}"
        )


@contextmanager
def foreign_file(
    path: Path, known: Path | HeldIds | None = None, step: Step = no_step
) -> Iterator[ForeignFile]:
    """Somebody's database, copied, checked and ready to be read; all of it is gone afterwards.

    ``known`` is a file of event ids, in order, that need not be given.

    Raises:
        NotSo: The file is in use by this program itself.
        StorageError: It is missing, too large, damaged, or not to be trusted.
    """
    with private_folder() as folder:
        copy = folder / "theirs.db"
        step("copying", 0)
        size = copy_privately(path, copy)
        with _read(path, copy, known, step, size) as theirs:
            yield theirs


@contextmanager
def foreign_file_in_place(
    path: Path, known: Path | HeldIds | None = None, step: Step = no_step
) -> Iterator[ForeignFile]:
    """Somebody's database, read where it lies as long as the system keeps it from changing.

    Whatever is done with it may raise ``Moving``; then nothing that was read counts.

    Raises:
        Moving: It may change, or is small, and should be copied.
        NotSo: The file is in use by this program itself.
        StorageError: It is missing, damaged, or not to be trusted.
    """
    if not is_worth_it(path):
        raise Moving
    try:
        size = size_at_rest(path)
    except OSError:
        raise Moving from None
    with _read(path, path, known, step, size, frames.IN_PLACE) as theirs:
        yield theirs


@contextmanager
def _read(
    path: Path, copy: Path, known: Path | HeldIds | None, step: Step, size: int, *how: str
) -> Iterator[ForeignFile]:
    """A process that reads, as long as it is needed."""
    process = _started(path, copy, known, size, *how)
    try:
        theirs = ForeignFile(path, process, step, known)
        theirs.begin()
        yield theirs
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()
        process.wait()


def _started(
    path: Path, copy: Path, known: Path | HeldIds | None, size: int, *how: str
) -> "subprocess.Popen[bytes]":
    given = known.file if isinstance(known, HeldIds) else known
    seconds = _SECONDS_AT_LEAST + size // _BYTES_A_SECOND
    # -P keeps the current folder off the import path, -B writes nothing beside the sources.
    program = (sys.executable, "-P", "-B", "-X", "utf8", "-m", "workbench.ledger.foreign.child")
    limits = (_MEMORY_BYTES, seconds, 2 * size + 1_000_000)
    kept = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    try:
        return subprocess.Popen(
            [*program, str(copy), str(path), str(given or ""), *map(str, limits), *how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | {"PYTHONPATH": str(Path(workbench.__file__).parents[1])},
            start_new_session=True,
        )
    except OSError as error:
        raise StorageError(
            f"the program that looks at {clean_line(str(path))} could not be started "
            f"({error.strerror}); close other programs and try again"
        ) from None


def _looked(found: dict[str, Any]) -> Looked:
    refused, projects = found.get("refused"), found.get("projects")
    return Looked(
        total=_count(found.get("total")),
        held=_count(found.get("known")),
        refused={
            clean_line(str(reason), 80): _count(number)
            for reason, number in (refused if isinstance(refused, dict) else {}).items()
        },
        projects=frozenset(
            one for one in (projects if isinstance(projects, list) else []) if is_identifier(one)
        ),
    )


def _count(found: object) -> int:
    return found if type(found) is int and found >= 0 else 0


def _number(payload: bytes) -> int:
    return int(payload) if payload.isdigit() and len(payload) < 16 else 0
