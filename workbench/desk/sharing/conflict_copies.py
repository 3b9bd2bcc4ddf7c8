"""Copies of a database that a folder service put beside it when two computers changed it.

A name only proposes; that it is a copy of this project is decided by what it holds.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotSo, StorageError
from workbench.ledger.header import begins_as_database
from workbench.ledger.private_folder import private_folder
from workbench.places import cache_directory

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

MOST_LOOKED_AT: Final = 20
MOST_REMEMBERED: Final = 200
_ADDED: Final = re.compile(
    r"(?: \(.*(?:conflict|Konflikt|conflit|conflicto).*\)"  # Dropbox, Nextcloud, Google Drive
    r"|[._-]sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"  # Syncthing
    r"|_conflict-\d{8}-\d{6}"  # ownCloud
    r"| ?\(SFConflict .*\)"  # Seafile
    r"|\.Conflict(?:\.\d+)?"  # Resilio
    r"| \(\d{1,3}\)| \d{1,3}|-\d{1,3}"  # Google Drive, iCloud, browsers
    r"|-[A-Za-z0-9][A-Za-z0-9-]{1,62}"  # OneDrive: the computer's name
    r"| \([^()]{1,80}\))",  # the computer's name, in parentheses
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ConflictCopy:
    """A copy of the same project beside the database; ``new`` events are not in the database."""

    path: Path
    new: int


def named_like(database: Path) -> list[Path]:
    """The databases beside one whose names are made of its name as folder services do."""
    found: list[Path] = []
    with suppress(OSError):
        for path in database.absolute().parent.iterdir():
            if path.suffix != database.suffix or not path.stem.startswith(database.stem):
                continue
            added = path.stem.removeprefix(database.stem)
            if added and _ADDED.fullmatch(added) and begins_as_database(path):
                found.append(path)
    return sorted(found)[:MOST_LOOKED_AT]


def conflict_copies(ledger: "Ledger", beside: Path | None = None) -> list[ConflictCopy]:
    """The copies of this project that lie beside its database and hold what it has not.

    Each is looked at as any file from elsewhere, once as long as it does not change. ``beside``
    is where the database lies for others, if this one is a working copy of it.
    """
    named = named_like(beside or ledger.path)
    if not named:
        return []
    # What reads files from elsewhere is loaded only where one lies there.
    from workbench.ledger.known import write_held_ids
    from workbench.ledger.queries import project_ids

    ours = project_ids(ledger)
    with private_folder() as folder:
        known = folder / "held"
        write_held_ids(ledger, known)
        looked = (_look(path, known, ours) for path in named)
        return [one for one in looked if one is not None and one.new]


def _look(path: Path, known: Path, ours: frozenset[str]) -> ConflictCopy | None:
    from workbench.ledger.foreign.reading import foreign_file

    memory = _memory(path, known)
    if memory is not None:
        with suppress(OSError, ValueError):
            found: Any = json.loads(memory.read_text("utf-8"))
            return ConflictCopy(path, int(found)) if found else None
    try:
        with foreign_file(path, known) as theirs:
            new = sum(1 for _ in theirs.events())
            same = theirs.looked is not None and bool(theirs.looked.projects & ours)
    except (NotSo, StorageError):
        return None  # half there, or no copy of ours: nothing that could be merged now
    if memory is not None:
        with suppress(OSError):
            memory.parent.mkdir(parents=True, exist_ok=True)
            memory.write_text(json.dumps(new if same else 0), "utf-8")
            _forget_the_oldest(memory.parent)
    return ConflictCopy(path, new) if same else None


def _forget_the_oldest(folder: Path) -> None:
    """With each change of the database there is more to remember, and the former is of no use."""
    found = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    for one in found[:-MOST_REMEMBERED]:
        one.unlink(missing_ok=True)


def _memory(path: Path, known: Path) -> Path | None:
    """Where it is remembered what was found in this state of both files."""
    try:
        about = path.stat()
    except OSError:
        return None
    held = hashlib.sha256(known.read_bytes()).hexdigest()
    text = f"{path}\n{about.st_size}\n{about.st_mtime_ns}\n{held}"
    name = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return cache_directory() / "copies" / f"{name}.json"


def copies_in_words(copies: list[ConflictCopy]) -> Iterator[str]:
    """What there is, and what to do about it."""
    from workbench.text import clean_line, counted

    for one in copies:
        name = clean_line(str(one.path), 300)
        quoted = name.replace("'", "'\\''")
        yield (
            f"beside it lies a copy with {counted(one.new, 'event')} that are not here; to take "
            f"them in: workbench merge '{quoted}'"
        )
