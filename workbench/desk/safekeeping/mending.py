"""What there is to mend a damaged database with, and what would be lost by it."""

from dataclasses import dataclass
from pathlib import Path

from workbench.desk.safekeeping.backups import Backup, backups_of
from workbench.errors import WorkbenchError
from workbench.ledger.header import begins_as_database
from workbench.ledger.progress import Progress
from workbench.ledger.salvaging import event_ids, salvage
from workbench.ledger.whole_copies import check_whole
from workbench.text import clean_line, counted


@dataclass(frozen=True, slots=True)
class Remedy:
    """A backup that can take the place of a damaged file.

    ``problem`` says why it cannot. ``lacking`` of the events that can be read of the damaged file
    are not in it, and come in; ``lost`` are in neither, or ``None`` where nobody can know.
    """

    backup: Backup
    events: int = 0
    lacking: int = 0
    lost: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """How a damaged file stands: how many events of it can be read, and what could mend it."""

    readable: int
    remedies: tuple[Remedy, ...]


def can_be_mended(database: Path) -> bool:
    """Whether a file that cannot be opened was a database of this program, as far as one knows."""
    return bool(backups_of(database)) or begins_as_database(database)


def prospect(database: Path, progress: Progress) -> Prospect:
    """Look at what can be read of a damaged file, and at each backup of it.

    Raises:
        StorageError: There is no room for a private copy.
    """
    progress("reading what can be read", 0, 0)
    readable: set[bytes] = set()
    named: set[bytes] = set()
    whole = False
    try:
        with salvage(database) as rows:
            for identifier, _ in rows.events():
                readable.add(identifier)
                if not len(readable) % 1_000:
                    progress("reading what can be read", len(readable), 0)
            named = rows.known()
            whole = rows.names_all
    except WorkbenchError:
        # Not one row; the backup is then all there is.
        pass
    remedies = []
    found = backups_of(database)
    for number, backup in enumerate(found):
        progress("checking backups", number, len(found))
        remedies.append(_remedy(backup, readable, named if whole else None))
    return Prospect(len(readable), tuple(remedies))


def _remedy(backup: Backup, readable: set[bytes], named: set[bytes] | None) -> Remedy:
    try:
        check_whole(backup.path, backup.path)
        held = event_ids(backup.path)
    except WorkbenchError as problem:
        return Remedy(backup, problem=str(problem))
    lost = None if named is None else len(named - held - readable)
    return Remedy(backup, len(held), len(readable - held), lost)


def remedy_line(remedy: Remedy) -> str:
    """A backup in a line."""
    one = remedy.backup
    told = f"{one.made_at.astimezone():%Y-%m-%d %H:%M}, {one.kind.value.replace('-', ' ')}"
    if remedy.problem:
        return f"{told}: not whole, cannot be used"
    return f"{told}: checked, whole, {counted(remedy.events, 'event')}"


def consequence(remedy: Remedy) -> str:
    """What would come back, and what would be lost, by mending with this backup."""
    if remedy.problem:
        return f"This backup cannot be used: {clean_line(remedy.problem, 200)}"
    come = (
        f"{counted(remedy.lacking, 'event')} that it lacks can still be read and "
        f"{'comes' if remedy.lacking == 1 else 'come'} in."
        if remedy.lacking
        else "It lacks nothing that can still be read of the damaged file."
    )
    if remedy.lost is None:
        lost = "What was done after it and cannot be read is lost; how much cannot be known."
    elif remedy.lost:
        are = "is" if remedy.lost == 1 else "are"
        lost = f"{counted(remedy.lost, 'event')} that can be read nowhere {are} lost."
    else:
        lost = "Nothing is lost."
    return f"{come} {lost}"
