"""Which database a command means, and opening it as the reviewer of this computer."""

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from workbench.desk.safekeeping.backups import make_daily_backup
from workbench.desk.safekeeping.signing import sign_at_the_end
from workbench.desk.working.kept_here import bring_along
from workbench.desk.working.notes import know_notes
from workbench.errors import NotALedger, StorageError, WorkbenchError
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.private_folder import clear_private_folders
from workbench.ledger.progress import Progress, no_progress
from workbench.ledger.veil import draw_veil
from workbench.places import config_directory, state_directory
from workbench.settings import load_settings

DATABASE_NAME: Final = "claims.db"
WAIT_SECONDS: float = 5.0


@dataclass(frozen=True, slots=True)
class ChosenDatabase:
    """The database a command works on. ``remark`` says why it is not the one expected."""

    path: Path
    remark: str | None = None


def identity_store() -> IdentityStore:
    """The identity of the person at this computer."""
    return IdentityStore(config_directory(), state_directory())


def default_database(start: Path | None = None, progress: Progress = no_progress) -> ChosenDatabase:
    """The nearest ``claims.db`` upwards from ``start``, else one to be made in ``start``.

    The sample that ships with the program is never worked on itself: a working copy of it is
    kept with this computer's state, made when first asked for.

    Raises:
        StorageError: The working copy cannot be made, or the nearest file cannot be opened.
    """
    path = nearest_database(start)
    if path.is_file() and _is_sample(path, progress):
        return _working_copy(path)
    return ChosenDatabase(path)


def nearest_database(start: Path | None = None) -> Path:
    """The nearest ``claims.db`` upwards from ``start``, else one to be made in ``start``."""
    start = (start or Path.cwd()).absolute()
    near = (directory / DATABASE_NAME for directory in (start, *start.parents))
    return next((path for path in near if path.is_file()), start / DATABASE_NAME)


def open_for_reading(path: Path, progress: Progress = no_progress) -> Ledger:
    """Open a database to look at it; it may lie on a medium that cannot be written.

    What the project hides from a second reader is hidden. ``progress`` is told how far it is where
    a file from before is brought up to date.

    Raises:
        StorageError: It is missing or cannot be read; the message says which and what to do.
    """
    _clear_what_was_left()
    ledger = open_ledger(
        path,
        mode="read",
        identity=identity_store(),
        wait_seconds=WAIT_SECONDS,
        progress=progress,
    )
    try:
        draw_veil(ledger)
        bring_along(ledger)
        know_notes(ledger)
    except BaseException:
        ledger.close()
        raise
    return ledger


def open_for_writing(
    path: Path, progress: Progress = no_progress, *, create: bool = False
) -> Ledger:
    """Open a database to work in it, making it first where ``create`` allows.

    The first opening of a day makes a backup of what was there before.

    Raises:
        StorageError: It cannot be written; the message says why and what to do.
    """
    _clear_what_was_left()
    ledger = open_ledger(
        path,
        mode="create" if create else "write",
        identity=identity_store(),
        wait_seconds=WAIT_SECONDS,
        progress=progress,
    )
    try:
        make_daily_backup(ledger, load_settings().backups)
    except WorkbenchError as error:
        # Work must not wait for a disk to be mended; whoever opens it is told.
        ledger.notes = (*ledger.notes, f"no backup was made today: {error}")
    bring_along(ledger)
    know_notes(ledger)
    sign_at_the_end(ledger)
    return ledger


@cache
def _clear_what_was_left() -> None:
    """Once in each run of the program, remove the private copies of those that were killed."""
    clear_private_folders()


def _is_sample(path: Path, progress: Progress) -> bool:
    """Whether this is the sample; what cannot be opened is told of by whoever needs it open."""
    try:
        with open_for_reading(path, progress) as ledger:
            return ledger.project.sample
    except NotALedger:
        return False


def _working_copy(sample: Path) -> ChosenDatabase:
    copy = state_directory() / "sample" / DATABASE_NAME
    if not copy.exists():
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            fresh = copy.with_suffix(".new")
            shutil.copyfile(sample, fresh)
            fresh.replace(copy)
        except OSError as error:
            raise StorageError(
                f"no working copy of the sample can be made in {copy.parent}: {error.strerror}; "
                "set WORKBENCH_HOME to a folder that can be written"
            ) from None
    return ChosenDatabase(copy, f"working copy of the sample {sample}, which stays as it is")
