"""Working on a local copy of a database that lies where its folder is changed by others.

A folder service copies a file whenever it likes, also half-way through a write, and on a network
share locks may not hold. So the desk works on a copy in the state folder. What others made of
the file meanwhile is merged in before the copy takes its place, and the file is only ever
replaced, whole.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.opening import WAIT_SECONDS, identity_store
from workbench.desk.sharing.merging import merge_files
from workbench.desk.sharing.places_of_files import Place, place_of
from workbench.errors import RESTORE_IT, Damaged, LedgerLocked, NotALedger, NotSo, StorageError
from workbench.ledger.connection import begin_writing, connect, plain_errors
from workbench.ledger.copying import part_of, put_in_place, remove_old_parts
from workbench.ledger.database import open_ledger
from workbench.ledger.foreign.private_copy import copy_privately
from workbench.ledger.header import lease
from workbench.ledger.merging import Merged, Step, no_step
from workbench.ledger.private_folder import private_folder
from workbench.ledger.whole_copies import copy_whole
from workbench.places import state_directory
from workbench.settings import load_settings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_ATTEMPTS: Final = 5
_STATE: Final = "published.json"
_Seen = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A database where others can change it, and the copy of it on this computer.

    ``notes`` are what its user should know, and ``damage`` tells that the database is damaged.
    """

    target: Path
    local: Path
    place: Place
    notes: tuple[str, ...] = ()
    damage: Damaged | None = None

    def __str__(self) -> str:
        return f"a local copy of {clean_line(str(self.target))}, which lies in {self.place}"


@dataclass(frozen=True, slots=True)
class OtherOfTwo:
    """Of a local copy and the file that it is published to, the one that was not named."""

    path: Path
    is_local: bool


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: whether the file was replaced, and what was merged before that."""

    replaced: bool
    merged: tuple[Merged, ...] = ()


def working_copy_of(path: Path) -> WorkingCopy | None:
    """The working copy for a database that lies where one is needed, unless it is switched off."""
    if not load_settings().sync.working_copies:
        return None
    place = place_of(path)
    if place is None:
        return None
    # Of a link, the file is replaced that it leads to, which is the one that others have.
    target = path.resolve()
    key = hashlib.sha256(str(target).encode("utf-8", "surrogateescape")).hexdigest()
    return WorkingCopy(
        target, state_directory() / "working" / key[:24] / (path.name or "claims.db"), place
    )


def other_of_two(path: Path) -> OtherOfTwo | None:
    """The local copy of a database, or the database that a file is a local copy of, if any."""
    copy = working_copy_of(path)
    if copy is not None and copy.local.exists():
        return OtherOfTwo(copy.local, is_local=True)
    if path.parent.parent != state_directory() / "working":
        return None
    try:
        target = Path(json.loads(path.with_name(_STATE).read_text("utf-8"))["target"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return OtherOfTwo(target, is_local=False) if target.exists() else None


def take_up(copy: WorkingCopy, step: Step = no_step) -> tuple[str, ...]:
    """Make the copy, or bring it up to date; returns what its user should know.

    Raises:
        StorageError: There is no copy yet and none can be made.
    """
    try:
        return _taken_up(copy, step)
    except Damaged as problem:
        return (_not_here(copy, problem),)


def _taken_up(copy: WorkingCopy, step: Step) -> tuple[str, ...]:
    """The same, but for a database that is damaged while there is a copy of it.

    Raises:
        Damaged: So it is.
        StorageError: There is no copy yet and none can be made.
    """
    with _held(copy):
        if not copy.local.exists():
            _make(copy)
            return ()
        if _seen(copy.target) == _remembered(copy)[0]:
            return ()
        try:
            with _opened(copy) as ledger:
                _merge(copy, ledger, step)
        except Damaged as problem:
            if problem.path == copy.target:
                raise
            return (_not_here(copy, problem),)
        except (StorageError, NotSo) as problem:
            return (_not_here(copy, problem),)
    return ()


def _not_here(copy: WorkingCopy, problem: Exception) -> str:
    return f"what others made of {clean_line(str(copy.target))} is not here yet: {problem}"


def publish(copy: WorkingCopy, ledger: "Ledger", step: Step = no_step) -> Published:
    """Merge what others made of the file, then put the copy in its place; nothing if all is there.

    Raises:
        StorageError: The file cannot be read or replaced; it is as it was, and so is the copy.
        NotSo: The file is of another project by now.
    """
    merged: list[Merged] = []
    with _held(copy):
        for _ in range(_ATTEMPTS):
            if _seen(copy.target) not in (None, _remembered(copy)[0]):
                merged.append(_merge(copy, ledger, step))
            if _remembered(copy) == (_seen(copy.target), _latest(ledger)):
                return Published(replaced=False, merged=tuple(merged))
            step("publishing", 0)
            if _replace(copy, ledger):
                return Published(replaced=True, merged=tuple(merged))
    raise LedgerLocked(
        f"{clean_line(str(copy.target))} is being changed by others all the time; your work is "
        "in the local copy, so publish it again in a moment"
    )


@contextmanager
def worked_on(path: Path) -> Iterator[tuple[Path, WorkingCopy | None]]:
    """The file to work in for a sitting: the database, or its working copy, published at the end.

    Raises:
        StorageError: No copy can be made; or it cannot be published, and then it is kept.
        NotSo: Another project has taken the place of the database.
    """
    copy = working_copy_of(path)
    if copy is None:
        yield path, None
        return
    notes: tuple[str, ...] = ()
    damage = None
    try:
        notes = _taken_up(copy, no_step)
    except Damaged as found:
        if not copy.local.exists():
            raise
        damage = found
    yield copy.local, replace(copy, notes=notes, damage=damage)
    with _opened(copy) as ledger:
        publish(copy, ledger)


def _make(copy: WorkingCopy) -> None:
    seen = _seen(copy.target)
    with _plain(copy):
        copy.local.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with private_folder(copy.local.parent) as folder:
        fresh = folder / "claims.db"
        try:
            copy_privately(copy.target, fresh)
            with open_ledger(fresh, mode="write", identity=identity_store()) as ledger:
                latest = _latest(ledger)
        except NotALedger as problem:
            words = str(problem).replace(str(fresh), str(copy.target))
            raise Damaged(words, copy.target, words) from None
        with _plain(copy):
            put_in_place(fresh, copy.local)
    _remember(copy, seen, latest)


def _merge(copy: WorkingCopy, ledger: "Ledger", step: Step) -> Merged:
    """Merge the file as it is now. If it lacks nothing, that is remembered too.

    Raises:
        Damaged: It is damaged, or not all of it is there.
    """
    seen = _seen(copy.target)
    try:
        report = merge_files(ledger, [copy.target], step=step)
    except Damaged:
        raise
    except NotALedger as problem:
        raise Damaged(
            f"{problem}; your work is kept in {clean_line(str(copy.local))}, and the desk offers "
            "to put that in its place",
            copy.target,
            str(problem).removesuffix(f"; {RESTORE_IT}"),
        ) from None
    (file,) = report.files
    whole = file.events == ledger.rows("SELECT count(*) FROM entered")[0][0]
    _remember(copy, seen, _latest(ledger) if whole else -1)
    return report.merged


def _replace(copy: WorkingCopy, ledger: "Ledger") -> bool:
    """Put a copy of the copy in place; whether nobody has changed the file meanwhile."""
    latest, known = _latest(ledger), _remembered(copy)[0]
    remove_old_parts(copy.target)
    partial = part_of(copy.target)
    with private_folder(copy.local.parent) as folder:
        whole = folder / "claims.db"
        copy_whole(ledger, whole)
        try:
            with _plain(copy):
                shutil.copyfile(whole, partial)
                with partial.open("rb") as written:
                    os.fsync(written.fileno())
                if copy.target.exists():
                    with suppress(OSError):
                        shutil.copymode(copy.target, partial)
            with _nobody_writing(copy.target):
                if _seen(copy.target) not in (None, known):
                    return False
                placed = _placed_while_open(partial, copy)
            if not placed:
                if _seen(copy.target) not in (None, known):
                    return False
                with _plain(copy):
                    put_in_place(partial, copy.target)
        finally:
            partial.unlink(missing_ok=True)
    _remember(copy, _seen(copy.target), latest)
    return True


def _placed_while_open(partial: Path, copy: WorkingCopy) -> bool:
    """Put a file in the place of one that is held open; on an SMB share nobody may do that."""
    with _plain(copy):
        try:
            put_in_place(partial, copy.target)
        except PermissionError:
            return False
    return True


@contextmanager
def _nobody_writing(path: Path) -> Iterator[None]:
    """Keep programs on this computer from writing in a file that is about to be replaced.

    One that waits for the lock finds out afterwards that another file has taken its place.
    """
    if not path.exists():
        yield
        return
    held = lease(path, create=False)
    try:
        with plain_errors(path), closing(connect(path, "rw", WAIT_SECONDS)) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                connection.execute("PRAGMA journal_mode=DELETE")
            begin_writing(connection, WAIT_SECONDS)
            yield
            connection.execute("ROLLBACK")
    finally:
        held.release()


def _opened(copy: WorkingCopy) -> "Ledger":
    return open_ledger(
        copy.local, mode="write", identity=identity_store(), wait_seconds=WAIT_SECONDS
    )


def _latest(ledger: "Ledger") -> int:
    """Grows with every event that comes into a database."""
    return int(ledger.rows("SELECT coalesce(max(number), 0) FROM entered")[0][0])


def _seen(path: Path) -> _Seen | None:
    """Which file lies there, in which state."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns


def _remembered(copy: WorkingCopy) -> tuple[_Seen | None, int]:
    """The file as it was when it held what the copy held, and how far the copy was then."""
    try:
        found: Any = json.loads(_state(copy).read_text("utf-8"))
        one, two, three = (int(number) for number in found["seen"])
        return (one, two, three), int(found["latest"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, -1


def _remember(copy: WorkingCopy, seen: _Seen | None, latest: int) -> None:
    place = _state(copy)
    with _plain(copy):
        fresh = place.with_suffix(".new")
        about = {"target": str(copy.target), "seen": seen, "latest": latest}
        fresh.write_text(json.dumps(about), "utf-8")
        fresh.replace(place)


def _state(copy: WorkingCopy) -> Path:
    return copy.local.with_name(_STATE)


@contextmanager
def _held(copy: WorkingCopy) -> Iterator[None]:
    """One at a time on this computer."""
    with _plain(copy):
        copy.local.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(copy.local.with_name("lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LedgerLocked(
                f"{clean_line(str(copy.target))} is being published by another window; try again "
                "in a moment"
            ) from None
        yield
    finally:
        os.close(lock)


@contextmanager
def _plain(copy: WorkingCopy) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{clean_line(str(copy.target))} cannot be published ({error.strerror}); your work is "
            f"kept in {clean_line(str(copy.local))}, so mend the place and publish again"
        ) from None
