"""Backups that this program makes by itself: before merges and restores, and once a day.

They lie in the state folder of this computer, a folder for each database, and are plain copies of
its file. Old ones make room for new ones by rules of their kind.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from workbench.errors import StorageError
from workbench.ledger.whole_copies import Stopped, WholeCopy, copy_whole
from workbench.places import state_directory
from workbench.settings import BackupSettings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_NAME: Final = re.compile(r"(\d{8}T\d{6})(?:-(\d+))?-(daily|before-merge|before-restore)\.db")
_FORM: Final = "%Y%m%dT%H%M%S"
_ABOUT: Final = "about.json"
_GLANCE_SECONDS: Final = 0.1
_LEFT_PART_SECONDS: Final = 24 * 60 * 60


class BackupKind(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    MERGE = "before-merge"
    RESTORE = "before-restore"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of one database; ``made_at`` is in UTC."""

    path: Path
    kind: BackupKind
    made_at: datetime
    size: int


def backup_folder(database: Path) -> Path:
    """Where the backups of a database lie."""
    place = str(database.resolve())
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", database.stem)[:40] or "database"
    digest = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state_directory() / "backups" / f"{name}-{digest}"


def backups_of(database: Path) -> list[Backup]:
    """The backups of a database, the newest first. The database itself need not be there."""
    found: list[Backup] = []
    try:
        paths = list(backup_folder(database).iterdir())
    except OSError:
        return []
    for path in paths:
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        try:
            made_at = datetime.strptime(match[1], _FORM).replace(tzinfo=UTC)
            found.append(Backup(path, BackupKind(match[3]), made_at, path.stat().st_size))
        except (OSError, ValueError):
            # Another window has let it go meanwhile, or it only looks like one of ours.
            continue
    return sorted(found, key=lambda one: one.path.name, reverse=True)


def make_backup(ledger: "Ledger", kind: BackupKind, settings: BackupSettings) -> Path | None:
    """Make a backup, check it, and let old ones go; ``None`` where backups are switched off.

    Raises:
        NotALedger: The database is damaged.
        StorageError: There is no room for the backup.
    """
    if not settings.enabled:
        return None
    folder = _folder_for(ledger.path)
    target = _free_name(folder, kind, ledger.now())
    copy_whole(ledger, target)
    let_go(backups_of(ledger.path), settings)
    return target


class BackupBeside:
    """A backup that is made beside other work, and kept only if the work comes to something.

    It is as the database was at some moment while it was made. Leaving the block without having
    kept it leaves nothing behind.
    """

    def __init__(self, ledger: "Ledger", kind: BackupKind, settings: BackupSettings) -> None:
        self._ledger = ledger
        self._kind = kind
        self._settings = settings
        self._begun = False
        self._target = Path()
        self._copy: WholeCopy | None = None
        self._thread = Thread(target=self._make, name="backup", daemon=True)
        self._unwanted = Event()
        self._whole = Event()
        self._awaited = Event()
        self._failure: Exception | None = None

    def begin(self) -> None:
        """Begin to make it, unless that was done or backups are switched off."""
        if self._begun or not self._settings.enabled:
            return
        self._begun = True
        try:
            folder = _folder_for(self._ledger.path)
        except StorageError as failure:
            self._failure = failure
            return
        self._target = _free_name(folder, self._kind, self._ledger.now())
        self._copy = WholeCopy(self._ledger.path, self._target)
        self._thread.start()

    def copied(self, waiting: Callable[[], None]) -> None:
        """Wait until the database is no longer read for it; :meth:`kept` can come later.

        ``waiting`` is called now and then, and may raise to give up.

        Raises:
            NotALedger: The database is damaged.
            StorageError: There is no room for it.
        """
        self.begin()
        self._awaited.set()
        waiting()
        while self._thread.is_alive() and not self._whole.wait(_GLANCE_SECONDS):
            waiting()
        if self._failure is not None:
            raise self._failure

    def kept(self, waiting: Callable[[], None]) -> Path | None:
        """Wait until it is whole and was checked, and keep it; ``None`` where there is none.

        ``waiting`` is called now and then, and may raise to give up.

        Raises:
            NotALedger: The database is damaged.
            StorageError: There is no room for it.
        """
        self.begin()
        self._awaited.set()
        waiting()
        while self._thread.is_alive():
            waiting()
            self._thread.join(_GLANCE_SECONDS)
        if self._failure is not None:
            raise self._failure
        if self._copy is None:
            return None
        self._copy.keep()
        let_go(backups_of(self._ledger.path), self._settings)
        return self._target

    def _make(self) -> None:
        assert self._copy is not None
        try:
            self._copy.make(self._unwanted.is_set, self._rest)
        except Stopped:
            pass
        except Exception as failure:
            self._failure = failure

    def _rest(self) -> None:
        """Say that it is copied; it is checked once somebody waits for it, beside other work."""
        self._whole.set()
        self._awaited.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._copy is not None:
            self._unwanted.set()
            self._awaited.set()
            self._thread.join()
            self._copy.drop()


def remove_parts(database: Path, age_seconds: float = _LEFT_PART_SECONDS) -> int:
    """Remove what backups that were cut short have left, if it is so old; how many files went."""
    removed = 0
    for part in backup_folder(database).glob(".*.part*"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime >= age_seconds:
                part.unlink()
                removed += 1
    return removed


def keep_aside(database: Path, now: datetime) -> Path:
    """The name under which a file that is to be replaced is kept as a backup."""
    return _free_name(_folder_for(database), BackupKind.RESTORE, now)


def make_daily_backup(ledger: "Ledger", settings: BackupSettings) -> Path | None:
    """Make today's backup, unless there is one or nothing is older than today.

    Raises:
        StorageError: There is no room for it, or the database is damaged.
    """
    if not settings.enabled or ledger.read_only or ledger.project.sample:
        return None
    today = ledger.now().date()
    # One from a day to come is of a clock that was wrong, and must not stop those of real days.
    if any(one.made_at.date() == today for one in backups_of(ledger.path)):
        return None
    begun = ledger.rows("SELECT at FROM act ORDER BY started LIMIT 1")
    if not begun or begun[0][0][:10] >= today.isoformat():
        return None
    return make_backup(ledger, BackupKind.DAILY, settings)


def let_go(backups: Iterable[Backup], settings: BackupSettings) -> list[Path]:
    """Remove the backups that are no longer to be kept, and return which they were.

    One that cannot be removed stays, and is tried again the next time.
    """
    found = list(backups)
    kept = set(to_keep(found, settings))
    gone = [one.path for one in found if one not in kept]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


def to_keep(backups: Iterable[Backup], settings: BackupSettings) -> list[Backup]:
    """The backups that the rules keep: some of each kind, the newest of each day and week."""
    newest = sorted(backups, key=lambda one: one.path.name, reverse=True)
    kept: list[Backup] = []
    for kind in (BackupKind.MERGE, BackupKind.RESTORE):
        kept.extend([one for one in newest if one.kind is kind][: settings.before_merges])
    daily = [one for one in newest if one.kind is BackupKind.DAILY]
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    for one in daily:
        day = one.made_at.date()
        if day in days:
            continue
        if len(days) < settings.days:
            days.add(day)
            kept.append(one)
        elif (week := day.isocalendar()[:2]) not in weeks and len(weeks) < settings.weeks:
            weeks.add(week)
            kept.append(one)
    return kept


def _folder_for(database: Path) -> Path:
    folder = backup_folder(database)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        about = {"database": str(database.resolve())}
        (folder / _ABOUT).write_text(json.dumps(about, ensure_ascii=True), "utf-8")
        remove_parts(database)
    except OSError as error:
        raise StorageError(
            f"no backup can be kept in {clean_line(str(folder))} ({error.strerror}), so nothing "
            "was changed; make it writable, or switch backups off in the settings"
        ) from None
    return folder


def _free_name(folder: Path, kind: BackupKind, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime(_FORM)
    path = folder / f"{stamp}-{kind}.db"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stamp}-{number}-{kind}.db"
    return path
