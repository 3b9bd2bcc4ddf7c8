"""A disk that remembers every write and sync, and what could be left of it after a power cut.

The program runs on a real file while its SQL is noted down; the same SQL is then run on a file
system of SQLite's that records what it is asked to write, sync and delete. A crash image is what a
disk may hold at any moment: all that was synced, and of the rest any sectors, torn or garbled.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

import apsw

from workbench.ledger.database import Ledger

SECTOR: Final = 512
_LOST: Final = 0.5
_GARBLED: Final = 0.03
_COUNTS: Final = ("journal_mode", "synchronous", "cache_size")


@dataclass
class Script:
    """The SQL of some acts, with the settings it ran under; after each act, its events' ids."""

    settings: dict[str, Any]
    steps: list[tuple[str, frozenset[bytes]]] = field(default_factory=list)


def note_down(ledger: Ledger, acts: list[Callable[[Ledger], object]]) -> Script:
    """Run acts on a real file, noting the SQL, and which events are acknowledged after each."""
    script = Script({one: ledger.rows(f"PRAGMA {one}")[0][0] for one in _COUNTS})
    nothing: frozenset[bytes] = frozenset()

    def note(sql: str) -> None:
        # A statement that fires triggers is told once more for each of them.
        told = bool(script.steps) and script.steps[-1][0] == sql
        if not told and not sql.startswith("--") and not sql.startswith("PRAGMA"):
            script.steps.append((sql, nothing))

    for act in acts:
        ledger.connection.set_trace_callback(note)
        act(ledger)
        ledger.connection.set_trace_callback(None)
        known = frozenset(row[0] for row in ledger.rows("SELECT id FROM event"))
        script.steps.append(("", known))
    return script


Operation = tuple[Any, ...]


@dataclass
class Recording:
    """What was asked of a disk, in order, and what was there before."""

    before: bytes
    operations: list[Operation] = field(default_factory=list)
    fail_at: int | None = None
    writes: int = 0

    def written(self, operation: Operation) -> None:
        self.operations.append(operation)

    def may_write(self) -> bool:
        """Count a write; false if the disk is full by now."""
        self.writes += 1
        return self.fail_at is None or self.writes < self.fail_at


class _Disk(apsw.VFS):
    def __init__(self, name: str, recording: Recording) -> None:
        super().__init__(name, "")
        self.recording = recording

    def xOpen(self, name: Any, flags: list[int]) -> "_File":  # noqa: N802 (SQLite's name)
        return _File(name, flags, self.recording)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.recording.written(("delete", Path(filename).name, bool(syncdir)))
        super().xDelete(filename, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], recording: Recording) -> None:
        shown = name.filename() if isinstance(name, apsw.URIFilename) else (name or "temporary")
        self.name = Path(shown).name
        self.recording = recording
        super().__init__("", name, flags)
        recording.written(("open", self.name))

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        if not self.recording.may_write():
            raise apsw.FullError
        self.recording.written(("write", self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self.recording.written(("truncate", self.name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.recording.written(("sync", self.name))
        super().xSync(flags)

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        """Promise nothing."""
        return 0

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR


def replay(
    script: Script, path: Path, synchronous: int | None = None, fail_at: int | None = None
) -> Recording:
    """Run a script on a recorded disk. With ``fail_at`` the disk is full from that write on."""
    recording = Recording(path.read_bytes(), fail_at=fail_at)
    name = f"recorded-{id(recording)}"
    disk = _Disk(name, recording)
    connection = apsw.Connection(str(path), vfs=name)
    try:
        for setting, value in script.settings.items():
            chosen = synchronous if setting == "synchronous" and synchronous is not None else value
            connection.execute(f"PRAGMA {setting}={chosen}")
        connection.execute("PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON")
        try:
            for sql, acknowledged in script.steps:
                if sql:
                    connection.execute(sql).fetchall()
                else:
                    recording.written(("acknowledged", acknowledged))
        except (apsw.FullError, apsw.IOError):
            recording.written(("full",))
    finally:
        connection.close()
        disk.unregister()
    return recording


@dataclass
class Image:
    """The files that a crash could leave, and which events had been acknowledged before it."""

    files: dict[str, bytes]
    acknowledged: frozenset[bytes]

    def put(self, folder: Path) -> None:
        """Lay the files out."""
        for name, data in self.files.items():
            (folder / name).write_bytes(data)


def crash_images(
    recording: Recording, name: str, chance: Random, count: int, known: frozenset[bytes]
) -> Iterator[Image]:
    """So many images of moments at random; ``known`` was acknowledged before all of it."""
    for _ in range(count):
        yield _image(
            recording, name, chance.randrange(len(recording.operations) + 1), chance, known
        )


@dataclass
class _Inode:
    data: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)


def _image(
    recording: Recording, name: str, cut: int, chance: Random, known: frozenset[bytes]
) -> Image:
    """Names point at what may have been durable; any later sync makes earlier names durable too."""
    current: dict[str, _Inode | None] = {name: _Inode(bytearray(recording.before))}
    possible: dict[str, list[_Inode | None]] = {name: [current[name]]}
    for operation in recording.operations[:cut]:
        what, of = operation[0], operation[1] if len(operation) > 1 else ""
        if what == "acknowledged":
            known = operation[1]
        elif what == "open":
            if current.get(of) is None:
                current[of] = _Inode()
                possible.setdefault(of, [None]).append(current[of])
        elif what == "delete":
            current[of] = None
            possible[of] = [None] if operation[2] else [*possible.get(of, []), None]
        elif what != "full":
            inode = current[of]
            assert inode is not None
            if what == "sync":
                for pending in inode.pending:
                    _apply(inode.data, pending)
                inode.pending.clear()
                possible.update({one: [now] for one, now in current.items()})
            else:
                inode.pending.append(operation)
    files = {}
    for one, candidates in possible.items():
        inode = chance.choice(candidates)
        if inode is not None:
            files[one] = bytes(_torn(inode, chance))
    return Image(files, known)


def _torn(inode: _Inode, chance: Random) -> bytearray:
    data = bytearray(inode.data)
    for operation in inode.pending:
        if operation[0] == "truncate":
            if chance.random() < _LOST:
                _apply(data, operation)
            continue
        _, name, offset, written = operation
        for at in range(0, len(written), SECTOR):
            sector = written[at : at + SECTOR]
            luck = chance.random()
            if luck < _LOST:
                _apply(data, ("write", name, offset + at, sector))
            elif luck < _LOST + _GARBLED:
                _apply(data, ("write", name, offset + at, chance.randbytes(len(sector))))
    return data


def _apply(data: bytearray, operation: Operation) -> None:
    if operation[0] == "truncate":
        del data[operation[2] :]
        return
    _, _, offset, written = operation
    if len(data) < offset + len(written):
        data.extend(bytes(offset + len(written) - len(data)))
    data[offset : offset + len(written)] = written


def damage(path: Path) -> str:
    """What SQLite finds wrong with a file once it has recovered it; empty if nothing."""
    connection = sqlite3.connect(path)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)").fetchall()]
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return "" if found == ["ok"] else "; ".join(found)
