"""Share a project with colleagues through a folder that something carries to them."""

import hashlib
import platform
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.safekeeping.backups import BackupKind, backups_of, make_backup
from workbench.desk.safekeeping.signing import meet_keys
from workbench.errors import StorageError, UsageError
from workbench.ledger.merging import Step, no_step
from workbench.ledger.segments.devices import DeviceStore
from workbench.ledger.segments.exchange import FOLDER, Exchange, Exchanged, How
from workbench.ledger.segments.reading import Memory
from workbench.named_paths import set_path
from workbench.places import cache_directory, state_directory
from workbench.settings import load_settings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

BACKUP_EVERY: Final = timedelta(hours=1)
WARNING: Final = (
    "Events and kept texts of this project that the folder lacks are written into it, and what "
    "others wrote there is merged into this database. Undo takes neither back."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to sync: with copies of pages or without, for real or to see what would come."""

    page_copies: bool = True
    dry_run: bool = False
    other_project: bool = False
    afresh: bool = False


def sync_folder(named: Path | None) -> Path:
    """The folder to sync with: the one that was named, or else that of the settings.

    Raises:
        UsageError: Neither names one.
    """
    if named is not None:
        return named
    folder = load_settings().sync.folder
    if not folder:
        raise UsageError(
            "name the folder to sync with, or set it once for all in settings.toml: [sync] folder"
        )
    return set_path(folder, "sync.folder")


def sync(
    ledger: "Ledger", folder: Path, wanted: Wanted | None = None, *, step: Step = no_step
) -> Exchanged:
    """Merge what others put into a folder, and put there what it lacks.

    Doing it again does nothing more. An interrupted one loses nothing; the next one goes on.
    ``step`` is told what is going on and may raise to stop it. If the folder can be read and not
    written, ``problem`` of what is returned says so.

    Raises:
        StorageError: The folder or the database cannot be used.
    """
    wanted = wanted or Wanted()
    shown = clean_line(str(folder))
    if folder.name == FOLDER and folder.is_dir():
        folder = folder.parent
    if not folder.is_dir():
        raise StorageError(
            f"there is no folder {shown}; make it, plug it in, or check the name, and sync again"
        )
    settings = load_settings().backups

    def before_merging() -> Path | None:
        step("backing up", 0)
        recent = ledger.now() - BACKUP_EVERY
        if any(
            one.kind is BackupKind.MERGE and one.made_at > recent for one in backups_of(ledger.path)
        ):
            return None
        return make_backup(ledger, BackupKind.MERGE, settings)

    place = _place(ledger.path, folder)
    how = How(
        page_copies=wanted.page_copies,
        dry_run=wanted.dry_run,
        other_project=wanted.other_project,
        afresh=wanted.afresh,
        device_name=_device_name(ledger),
        before_merging=before_merging,
    )
    done = Exchange(
        ledger,
        folder,
        store=DeviceStore(state_directory() / "sync" / f"{place}.json"),
        memory=Memory(cache_directory() / "sync" / place),
        how=how,
        step=step,
    ).run()
    if not wanted.dry_run:
        done.keys = meet_keys(ledger, done.merged)
    return done


def _place(database: Path, folder: Path) -> str:
    """A name for one database in one folder."""
    both = f"{database.resolve()}\n{folder.resolve()}"
    return hashlib.sha256(both.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _device_name(ledger: "Ledger") -> str:
    return clean_line(f"{ledger.reviewer.name}, {platform.node() or 'a computer'}", 100)
