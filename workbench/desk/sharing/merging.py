"""Make one of several copies of a project: look at the others, say what would come, take it in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.safekeeping.backups import BackupBeside, BackupKind
from workbench.desk.safekeeping.signing import meet_keys
from workbench.errors import NotALedger, NotSo, StorageError, WorkbenchError
from workbench.ledger.foreign.kept_still import Moving
from workbench.ledger.foreign.private_copy import ANOTHER
from workbench.ledger.foreign.reading import ForeignFile, foreign_file, foreign_file_in_place
from workbench.ledger.known import HeldIds
from workbench.ledger.merging import Merged, Staging, Step, apply_staged, no_step
from workbench.ledger.private_folder import private_folder
from workbench.ledger.queries import project_ids
from workbench.settings import load_settings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

MANY: Final = 10_000
"""Folding so many events takes long enough that the backup can be checked meanwhile."""
Asked = Callable[[Mapping[str, str]], bool]
"""Whether to make one project of two, given the other ones by id with their names."""


@dataclass(frozen=True, slots=True)
class MergedFile:
    """One of the files that were named: how many events it holds, or why it was left alone."""

    path: Path
    events: int = 0
    new: int = 0
    problem: WorkbenchError | None = None


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge of files did, or would do, and where the backup from before lies.

    ``keys`` tells of signatures that came, and of the keys they were made with.
    """

    merged: Merged
    files: tuple[MergedFile, ...]
    backup: Path | None = None
    keys: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[WorkbenchError, ...]:
        """Why files were left alone."""
        return tuple([one.problem for one in self.files if one.problem is not None])


def never(_projects: Mapping[str, str]) -> bool:
    """Make one project of two only where somebody says so."""
    return False


def merge_files(
    ledger: "Ledger",
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    may_join: Asked = never,
    step: Step = no_step,
) -> MergeReport:
    """Merge other copies of the project into this one, all of them in one transaction.

    A file that cannot be used is told of and left alone, and the others are merged. Before
    anything is written a backup is made. ``step`` is told what is going on and may raise to stop;
    then nothing was merged.

    Raises:
        WorkbenchError: None of the files can be used.
        OtherProject: One is of another project, and ``may_join`` does not want it.
        StorageError: The database cannot be written, or no backup can be made.
    """
    kept: Path | None = None

    def keep_backup() -> None:
        nonlocal kept
        if wanted and kept is None:
            kept = backup.kept(lambda: step("backing up", 0))

    backup = BackupBeside(ledger, BackupKind.MERGE, load_settings().backups)
    with (
        Staging(ledger) as staging,
        private_folder() as folder,
        HeldIds(ledger, folder / "held") as held,
        backup,
    ):
        if not dry_run:
            # It takes as long as reading the other file, and the machine can do both at once.
            staging.when_new = backup.begin
        files = tuple([stage_file(ledger, staging, path, held, step) for path in paths])
        problems = [one.problem for one in files if one.problem is not None]
        if len(problems) == len(files):
            raise problems[0] if problems else NotSo("no file was named")
        strange = {
            one: name for one, name in staging.projects.items() if one not in project_ids(ledger)
        }
        joined = bool(strange) and may_join(strange)
        wanted = (staging.new or staging.kept) and not dry_run and (joined or not strange)
        if staging.new < MANY:
            keep_backup()
        elif wanted:
            backup.copied(lambda: step("backing up", 0))
        merged = apply_staged(
            ledger,
            staging,
            dry_run=dry_run,
            other_project=joined or dry_run,
            step=step,
            before_commit=keep_backup,
        )
        keys = () if dry_run else meet_keys(ledger, merged)
        return MergeReport(merged, files, kept, keys)


def stage_file(
    ledger: "Ledger",
    staging: Staging,
    path: Path,
    known: Path | HeldIds,
    step: Step = no_step,
) -> MergedFile:
    """Set aside what another copy of the project has; a problem with it is told and not raised.

    A large one is read where it lies, as long as nobody wants to write in it.
    """
    shown = clean_line(str(path))
    mark = staging.mark()
    try:
        if path.exists() and path.samefile(ledger.path):
            raise NotSo(f"{shown} is the database itself; name another copy of it")
        try:
            with foreign_file_in_place(path, known, step) as theirs:
                total = _stage(staging, theirs, step)
        except Moving:
            staging.go_back(mark)
            with foreign_file(path, known, step) as theirs:
                total = _stage(staging, theirs, step)
    except (NotSo, StorageError) as problem:
        staging.go_back(mark)
        return MergedFile(path, problem=problem)
    return MergedFile(path, events=total, new=staging.new - mark.ids)


def _stage(staging: Staging, theirs: ForeignFile, step: Step) -> int:
    """Set aside what a file has; returns how many events that are."""
    staging.take(theirs.events())
    looked = theirs.looked
    if looked is None or not looked.projects:
        raise NotALedger(f"{clean_line(str(theirs.path))} names no project; {ANOTHER}")
    staging.refused.update(looked.refused)
    staging.held += looked.held
    step("reading kept bytes", 0)
    staging.take_kept(theirs)
    return looked.total
