"""Restore a backup so that nothing is lost by it.

What the backup lacks is not thrown away: where the present file can be read, the backup is merged
into it, or it into the backup. A file that opens but is not what its log says is made anew from the
backup and what is sound in it. Only who says so goes back to exactly what was. In any case the
present file is kept aside as a backup of its own.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.desk.opening import identity_store, open_for_reading, open_for_writing
from workbench.desk.safekeeping.backups import BackupKind, keep_aside, make_backup
from workbench.desk.safekeeping.proposed_redactions import proposals
from workbench.desk.sharing.merging import merge_files
from workbench.errors import InputError, NotALedger, NotSo, StorageError, WorkbenchError
from workbench.ledger import redacting
from workbench.ledger.copying import part_of, put_in_place, remove_old_parts
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.findings import Part
from workbench.ledger.foreign.private_copy import copy_privately
from workbench.ledger.foreign.reading import foreign_file
from workbench.ledger.header import begins_as_database
from workbench.ledger.known import write_held_ids
from workbench.ledger.merging import Merged, Staging, Step, apply_staged, merge_events
from workbench.ledger.private_folder import no_room, private_folder
from workbench.ledger.progress import Progress, no_progress
from workbench.ledger.queries import project_ids
from workbench.ledger.redactions import Redacted
from workbench.ledger.salvaging import salvage
from workbench.ledger.staging import KeptBytes
from workbench.ledger.verify import verify
from workbench.ledger.whole_copies import check_open, check_whole, put_back
from workbench.settings import BackupSettings
from workbench.text import clean_line, counted

_ALWAYS = BackupSettings()
_TOLD_EVERY = 1_000
_MENDED = (Part.FILE, Part.EVENTS, Part.KEPT, Part.TABLES)
"""Where a problem goes when the file is made anew from its sound events."""


class _OtherProject(NotSo):
    """A damaged file is of another project than what is to take its place."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did.

    ``aside`` is where the file from before is kept, if there was one. ``merged`` tells what came
    into the file where both were joined. ``lost`` says why a damaged file could not be read whole;
    then ``merged`` tells of the rows that could. ``redacted`` is how many events were in the
    backup and stay out, because they have been redacted since; ``back`` is how many proposals to
    redact name something that is here now, which the list in a damaged or missing file would have
    kept out. ``mended`` is true of a file that was damaged or altered, and holds now what is sound
    in it and in the backup.
    """

    aside: Path | None
    merged: Merged | None = None
    lost: str | None = None
    redacted: int = 0
    back: int = 0
    mended: bool = False


def restored_lines(restored: Restored, *, exactly: bool) -> list[str]:
    """What restoring did, in words."""
    lines = []
    if restored.lost is not None:
        came = restored.merged.new if restored.merged is not None else 0
        lines.append(f"the damaged file could not be read whole: {restored.lost}")
        lines.append(
            f"restored from the backup; {counted(came, 'event')} that it lacks could still be read "
            f"and came back"
        )
        return [*lines, *_left_lines(restored)]
    if exactly:
        lines.append("restored to exactly what the backup holds")
    elif restored.mended:
        lines.append("mended: the file holds the backup and all that was sound in the file")
    elif restored.merged is None:
        lines.append("restored from the backup")
    elif restored.merged.empty:
        lines.append("nothing was missing: everything that the backup holds is here")
    else:
        lines.append(f"restored: {counted(restored.merged.new, 'event')} came back, none was lost")
    return [*lines, *_left_lines(restored)]


def _left_lines(restored: Restored) -> list[str]:
    """What stays out, what is back, and where the file from before is."""
    lines = []
    if restored.redacted:
        lines.append(f"{counted(restored.redacted, 'event')} in it stay out, as redacted since")
    if restored.back:
        named = "proposal to redact names" if restored.back == 1 else "proposals to redact name"
        lines.append(
            f"{restored.back} {named} something that is here now; workbench redact --list shows it"
        )
    if restored.aside is not None:
        lines.append(f"the file from before is kept as {clean_line(str(restored.aside))}")
    return lines


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
    if not database.exists():
        return _replace(backup, database, None, progress)
    try:
        return _restore(backup, database, projects, progress, exactly=exactly)
    except NotALedger as damage:
        return _replace(backup, database, None if exactly else damage, progress)


def left_behind(backup: Path, database: Path, progress: Progress) -> int:
    """How many events of a database a backup does not hold, so that going back exactly loses them.

    Raises:
        StorageError: One of them cannot be read.
    """
    with open_for_reading(database) as ledger, private_folder() as folder:
        held = write_held_ids(ledger, folder / "held")

        def step(what: str, done: int) -> None:
            progress(what, done, 0)

        with foreign_file(backup, folder / "held", step) as theirs:
            for _ in theirs.events():
                pass
            return held - (theirs.looked.held if theirs.looked is not None else 0)


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
        merged = _merged_into(copy, aside) if mend else None
        if mend and _changes(ledger) != before:
            raise StorageError(
                f"{clean_line(str(ledger.path))} was written to meanwhile, so it is as it was; "
                "repeat the step"
            )
        put_back(ledger, copy)
        return Restored(aside, merged, redacted=again, mended=mend)


def _changes(ledger: Ledger) -> int:
    """A number that is another one when another program has written."""
    found: int = ledger.rows("PRAGMA data_version")[0][0]
    return found


def _merged_into(copy: Path, damaged: Path) -> Merged:
    """Merge what is sound in a damaged file into a private copy, of which no backup is needed."""
    with (
        open_ledger(copy, mode="write", identity=identity_store()) as ledger,
        foreign_file(damaged) as theirs,
    ):
        return merge_events(ledger, theirs.events(), [theirs])


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
    merged, lost = None, None
    with private_folder() as folder:
        whole = folder / "whole.db"
        copy_privately(backup, whole)
        if damage is not None and database.exists():
            merged, lost = _joined(whole, database, progress)
        with open_ledger(whole, mode="write", identity=identity_store()) as ledger:
            back = len(proposals(ledger))
        progress("putting it in its place", 0, 0)
        aside = _put(whole, database)
    return Restored(aside, merged, lost, back=back, mended=merged is not None)


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


def _joined(whole: Path, damaged: Path, progress: Progress) -> tuple[Merged | None, str | None]:
    """Merge what can be read of a damaged file into a copy; also says what kept it from being all.

    Raises:
        NotSo: The damaged file is of another project.
    """

    def step(what: str, done: int) -> None:
        progress(what, done, 0)

    with open_ledger(whole, mode="write", identity=identity_store()) as ledger:
        try:
            with foreign_file(damaged, step=step) as theirs:
                return _taken(ledger, theirs.events(), theirs, step), None
        except _OtherProject:
            raise
        except WorkbenchError as failure:
            lost = clean_line(str(failure))
        try:
            # The log is damaged: what comes is each row that can be read, checked by its hash.
            with salvage(damaged) as rows:
                return _taken(ledger, _told(rows.events(), progress), rows, step), lost
        except _OtherProject:
            raise
        except WorkbenchError:
            # Not one row can be read; why is told already.
            return None, lost


def _taken(
    ledger: Ledger, pairs: Iterable[tuple[bytes, bytes]], kept: KeptBytes, step: Step
) -> Merged:
    with Staging(ledger) as staging:
        staging.take(pairs)
        if staging.projects and not staging.projects.keys() & project_ids(ledger):
            raise _OtherProject(
                "the damaged file and the copy are of different projects, so nothing was changed; "
                "restore the copy under another name with --db"
            )
        step("reading kept bytes", 0)
        staging.take_kept(kept)
        return apply_staged(ledger, staging, other_project=True, step=step)


def _told(
    pairs: Iterable[tuple[bytes, bytes]], progress: Progress
) -> Iterator[tuple[bytes, bytes]]:
    """The same, and how many it were until now."""
    for number, pair in enumerate(pairs):
        if not number % _TOLD_EVERY:
            progress("reading what can be read", number, 0)
        yield pair


def _copy_durably(source: Path, target: Path) -> None:
    """Copy a file so that it appears whole, or not at all, and outlasts a power cut."""
    partial = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(source, partial)
        put_in_place(partial, target)
    finally:
        partial.unlink(missing_ok=True)
