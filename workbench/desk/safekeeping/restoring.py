"""Restore a backup so that nothing is lost by it.

What the backup lacks is not thrown away: where the present file can be read, the backup is merged
into it, or it into the backup. A file that opens but is not what its log says is made anew from the
backup and what is sound in it. Only who says so goes back to exactly what was. In any case the
present file is kept aside as a backup of its own.
"""

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from workbench.desk.opening import identity_store, open_for_reading, open_for_writing
from workbench.desk.safekeeping.backups import BackupKind, backups_of, keep_aside, make_backup
from workbench.desk.safekeeping.joining import Joined, join_what_is_left, join_what_is_sound
from workbench.desk.safekeeping.proposed_redactions import proposals
from workbench.desk.safekeeping.restored import Restored
from workbench.desk.sharing.merging import merge_files
from workbench.desk.sharing.working_copies import other_of_two
from workbench.errors import InputError, NotALedger, NotSo, StorageError
from workbench.ledger import redacting
from workbench.ledger.copying import part_of, put_in_place, remove_old_parts
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.findings import Part
from workbench.ledger.foreign.private_copy import copy_privately
from workbench.ledger.foreign.reading import foreign_file
from workbench.ledger.header import begins_as_database
from workbench.ledger.known import write_held_ids
from workbench.ledger.named_things import Amount, Named, kept_things
from workbench.ledger.private_folder import no_room, private_folder
from workbench.ledger.progress import Progress, no_progress
from workbench.ledger.redactions import Redacted
from workbench.ledger.verify import verify
from workbench.ledger.whole_copies import check_open, check_whole, put_back
from workbench.settings import BackupSettings
from workbench.text import clean_line

_ALWAYS = BackupSettings()
_MENDED = (Part.FILE, Part.EVENTS, Part.KEPT, Part.TABLES)
"""Where a problem goes when the file is made anew from its sound events."""


def restore_backup(
    backup: Path, database: Path, *, exactly: bool = False, progress: Progress = no_progress
) -> Restored:
    """Make a database from a backup of it; see the beginning of this module.

    ``progress`` is told how far it is. Of a file that cannot be used it may also raise to stop it,
    and then the file is as it was.

    Raises:
        InputError: The backup is missing or no database.
        NotSo: The backup is of another project, or is the database itself.
        StorageError: The backup is damaged, or the database cannot be written.
    """
    shown = clean_line(str(backup))
    database = database.resolve()
    if not backup.is_file():
        raise InputError(f"there is no backup {shown}; workbench backups lists them")
    if database.exists() and backup.samefile(database):
        raise NotSo(f"{shown} is the database itself; name a backup of it")
    if not begins_as_database(backup):
        raise InputError(f"{shown} is no database; workbench backups lists the backups")
    check_whole(backup, backup)
    projects = _projects(backup)
    source = called(backup, database)
    if not database.exists():
        return replace(_replace(backup, database, None, progress), source=source)
    try:
        restored = _restore(backup, database, projects, progress, exactly=exactly)
    except NotALedger as damage:
        restored = _replace(backup, database, None if exactly else damage, progress)
    return replace(restored, source=source)


def called(copy: Path, database: Path) -> str:
    """What a copy of a database is to it, in words."""
    other = other_of_two(database)
    if other is not None and copy.samefile(other.path):
        return "the local copy" if other.is_local else "the published file"
    places = [database, *([other.path] if other is not None else [])]
    if copy.resolve() in [one.path.resolve() for place in places for one in backups_of(place)]:
        return "the backup"
    return f"the copy {clean_line(copy.name, 60)}"


def left_behind(backup: Path, database: Path, progress: Progress) -> Amount:
    """How much of a database a backup does not hold, so that going back exactly loses it.

    Raises:
        StorageError: Something of it cannot be read.
    """
    with open_for_reading(database) as ledger, private_folder() as folder:
        held = write_held_ids(ledger, folder / "held")

        def step(what: str, done: int) -> None:
            progress(what, done, 0)

        with foreign_file(backup, folder / "held", step) as theirs:
            for _ in theirs.events():
                pass
            events = held - (theirs.looked.held if theirs.looked is not None else 0)
            texts = set(theirs.digests())
        kept = Named(None, kept_things(ledger.connection)).amount_without(frozenset(), texts).kept
        return Amount(events, kept)


def _restore(
    backup: Path,
    database: Path,
    projects: frozenset[str],
    progress: Progress,
    *,
    exactly: bool,
) -> Restored:
    with open_for_writing(database) as ledger:
        if ledger.project.id not in projects:
            raise NotSo(
                f"{clean_line(str(backup))} is of another project; restore it under another name "
                "with --db"
            )
        check_open(ledger)
        if exactly:
            return _go_back(ledger, backup)
        if any(one.grave and one.part in _MENDED for one in verify(ledger, progress).findings):
            return _go_back(ledger, backup, mend=True)
        report = merge_files(ledger, [backup])
        return Restored(report.backup, report.merged)


def _go_back(ledger: Ledger, backup: Path, *, mend: bool = False) -> Restored:
    """Make an open file what a backup is, or with ``mend`` that and what is sound in the file."""
    before = _changes(ledger)
    aside = make_backup(ledger, BackupKind.RESTORE, _ALWAYS)
    assert aside is not None
    gone = redacting.list_of(ledger)
    if not gone and not mend:
        put_back(ledger, backup)
        return Restored(aside)
    with private_folder() as folder:
        copy = folder / "without.db"
        again = _copy_without(backup, copy, gone)
        joined = join_what_is_sound(copy, aside) if mend else None
        if mend and _changes(ledger) != before:
            raise StorageError(
                f"{clean_line(str(ledger.path))} was written to meanwhile, so it is as it was; "
                "repeat the step"
            )
        put_back(ledger, copy)
        return _told(Restored(aside, redacted=again, mended=mend), joined)


def _changes(ledger: Ledger) -> int:
    """A number that is another one when another program has written."""
    found: int = ledger.rows("PRAGMA data_version")[0][0]
    return found


def _copy_without(backup: Path, copy: Path, gone: Redacted) -> int:
    """Copy a backup without what has been redacted since; says how many events that are."""
    try:
        shutil.copyfile(backup, copy)
    except OSError as error:
        raise no_room(error) from None
    if not gone:
        return 0
    with open_ledger(copy, mode="write", identity=identity_store()) as ledger:
        return redacting.redact_again(ledger, gone)


def _projects(backup: Path) -> frozenset[str]:
    with foreign_file(backup) as theirs:
        for _ in theirs.events():
            pass
        return theirs.looked.projects if theirs.looked is not None else frozenset()


def _replace(
    backup: Path, database: Path, damage: NotALedger | None, progress: Progress
) -> Restored:
    """Put a copy of the backup in the place of a file that is missing or damaged.

    With ``damage``, what can still be read of the file is merged into the copy. That is done in
    private, so that until the end nothing is changed, and ``progress`` may raise to stop it.
    """
    joined = None
    with private_folder() as folder:
        whole = folder / "whole.db"
        copy_privately(backup, whole)
        if damage is not None and database.exists():
            joined = join_what_is_left(whole, database, progress)
        with open_ledger(whole, mode="write", identity=identity_store()) as ledger:
            back = len(proposals(ledger))
        progress("putting it in its place", 0, 0)
        aside = _put(whole, database)
    mended = joined is not None and joined.merged is not None
    return _told(Restored(aside, back=back, mended=mended), joined)


def _told(restored: Restored, joined: Joined | None) -> Restored:
    if joined is None:
        return restored
    return replace(
        restored, merged=joined.merged, lost=joined.lost, came=joined.came, gone=joined.gone
    )


def _put(whole: Path, database: Path) -> Path | None:
    """Put a file in the place of a database; returns where the one from before is kept."""
    remove_old_parts(database)
    partial = part_of(database)
    aside = None
    try:
        shutil.copyfile(whole, partial)
        if database.exists():
            aside = keep_aside(database, datetime.now(UTC))
            # The file itself comes last: what is listed as a backup has its side files.
            for name in ("-journal", "-wal", ""):
                side = Path(f"{database}{name}")
                if side.exists():
                    _copy_durably(side, Path(f"{aside}{name}"))
            with suppress(OSError):
                shutil.copymode(database, partial)
            for name in ("-journal", "-wal", "-shm"):
                # They belong to the damaged file and would spoil the restored one.
                Path(f"{database}{name}").unlink(missing_ok=True)
        put_in_place(partial, database)
    except OSError as failure:
        raise StorageError(
            f"{clean_line(str(database))} cannot be restored ({failure.strerror}); check its "
            "folder and the free space"
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    return aside


def _copy_durably(source: Path, target: Path) -> None:
    """Copy a file so that it appears whole, or not at all, and outlasts a power cut."""
    partial = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(source, partial)
        put_in_place(partial, target)
    finally:
        partial.unlink(missing_ok=True)
