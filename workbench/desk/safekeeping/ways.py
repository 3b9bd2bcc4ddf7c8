"""How a damaged file is mended from the command line: the command, and the copies there are."""

import shlex
from pathlib import Path
from typing import Final

from workbench.desk.opening import nearest_database
from workbench.desk.safekeeping.backups import Backup, BackupKind, backups_of
from workbench.desk.sharing.working_copies import other_of_two
from workbench.errors import RESTORE_IT, Damaged, NotALedger
from workbench.text import clean_line

_REST: Final = "keeps what can still be read of it"
_NAME_ANOTHER: Final = "; name a claims.db"
"""What is said to do about a file that is none of ours; one that was is not to be left for that."""


def is_known(database: Path) -> bool:
    """Whether this computer knows a copy of a database, which was one then, whatever it is now."""
    return bool(backups_of(database)) or other_of_two(database) is not None


def with_ways(error: NotALedger, database: Path) -> NotALedger:
    """The same error, if there is a way to mend the file, as one of damage to that file."""
    if isinstance(error, Damaged) or not is_known(database):
        return error
    return Damaged(str(error), database, _without_advice(str(error)))


def damage_and_ways(error: Damaged) -> str:
    """What is damaged, and how it is mended."""
    if error.path is None:
        return str(error)
    return f"{_without_advice(str(error))}; {ways_to_mend(error.path)}"


def ways_to_mend(database: Path) -> str:
    """The command that mends a file, with the copy that promises most, and what else there is.

    No copy is looked at here: whether it is whole is told by restoring it, or at the desk.
    """
    backups = backups_of(database)
    other = other_of_two(database)
    which = "" if _is_nearest(database) else f" --db {shlex.quote(str(database))}"
    if other is None and not backups:
        return (
            f"workbench restore COPY.db{which} mends it with another copy, such as a colleague's, "
            f"and {_REST}; this computer keeps no backup of it"
        )
    if other is not None:
        path, name = other.path, "the local copy" if other.is_local else "the published file"
        more = len(backups)
    else:
        best = _most_promising(backups)
        path, name = best.path, f"the backup of {best.made_at.astimezone():%Y-%m-%d %H:%M}"
        more = len(backups) - 1
    lists = f"workbench backups{which} lists {more} more, " if more else ""
    return (
        f"workbench restore {shlex.quote(str(path))}{which} mends it with {name} and {_REST}; "
        f"{lists}{'and ' if more else ''}workbench {shlex.quote(str(database))} opens the desk, "
        "which shows what each copy would bring"
    )


def _most_promising(backups: list[Backup]) -> Backup:
    """The newest that was checked when it was made; before restoring, the file is kept as it is."""
    checked = [one for one in backups if one.kind is not BackupKind.RESTORE]
    return (checked or backups)[0]


def _is_nearest(database: Path) -> bool:
    return nearest_database().resolve() == database.resolve()


def _without_advice(words: str) -> str:
    return clean_line(words.removesuffix(f"; {RESTORE_IT}").removesuffix(_NAME_ANOTHER))
