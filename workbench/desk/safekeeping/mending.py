"""What there is to mend a damaged database with, and what would be lost by it."""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from workbench.desk.safekeeping.backups import Backup, backups_of
from workbench.desk.sharing.working_copies import other_of_two
from workbench.errors import UsageError, WorkbenchError
from workbench.ledger.events import EventRefused, read_event
from workbench.ledger.foreign.reading import foreign_file
from workbench.ledger.header import begins_as_database
from workbench.ledger.named_things import (
    NOTHING,
    UNKNOWN,
    UNNAMED,
    Amount,
    Named,
    amount_in_words,
    is_one,
    loss_in_words,
)
from workbench.ledger.progress import Progress
from workbench.ledger.salvaging import held_in, salvage
from workbench.ledger.whole_copies import check_whole
from workbench.text import clean_line, counted

_PROJECT: Final = b'"kind":"project"'


@dataclass(frozen=True, slots=True)
class Remedy:
    """A copy that can take the place of a damaged file: a backup, or another that ``is_named``.

    ``problem`` says why it cannot. ``lacking`` of what can be read of the damaged file is not in
    it, and comes in; ``lost`` is in neither.
    """

    path: Path
    name: str
    events: int = 0
    lacking: Amount = NOTHING
    lost: Amount = UNKNOWN
    problem: str = ""
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a damaged file: the events and kept texts that can be read.

    ``named`` is what there was, and ``projects`` are those that its events name.
    """

    events: frozenset[bytes] = frozenset()
    kept: frozenset[bytes] = frozenset()
    named: Named = UNNAMED
    projects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prospect:
    """How a damaged file stands: what is left of it, and what could mend it."""

    database: Path
    rest: Rest
    remedies: tuple[Remedy, ...]

    @property
    def readable(self) -> int:
        """How many events of it can be read."""
        return len(self.rest.events)


def can_be_mended(database: Path) -> bool:
    """Whether a file that cannot be opened was a database of this program, as far as one knows."""
    return bool(
        backups_of(database) or begins_as_database(database) or other_of_two(database) is not None
    )


def prospect(database: Path, progress: Progress) -> Prospect:
    """Look at what can be read of a damaged file, and at each copy of it that is known.

    Of a local copy and the file that it is published to, the other one comes first.

    Raises:
        StorageError: There is no room for a private copy.
    """
    rest = _rest_of(database, progress)
    other = other_of_two(database)
    backups = backups_of(database)
    remedies = []
    if other is not None:
        name = "the local copy" if other.is_local else "the published file"
        remedies.append(_looked_at(other.path, name, rest, progress))
        backups += backups_of(other.path)
    backups.sort(key=lambda one: one.made_at, reverse=True)
    for number, backup in enumerate(backups):
        progress("checking backups", number, len(backups))
        remedies.append(_remedy(backup, rest))
    return Prospect(database, rest, tuple(remedies))


def with_copy(before: Prospect, path: Path, progress: Progress) -> Prospect:
    """The same with one more copy, as the last. It is looked at as a stranger's file is.

    Raises:
        UsageError: It is the damaged file, or is there already.
    """
    shown = clean_line(path.name, 60)
    if path.exists() and path.samefile(before.database):
        raise UsageError(f"{shown} is the damaged file itself; name another copy")
    if any(
        path.exists() and one.path.exists() and path.samefile(one.path) for one in before.remedies
    ):
        raise UsageError(f"{shown} is in the list already")
    found = _looked_at(path, clean_line(path.name, 60), before.rest, progress)
    return replace(before, remedies=(*before.remedies, found))


def _rest_of(database: Path, progress: Progress) -> Rest:
    progress("reading what can be read", 0, 0)
    readable: set[bytes] = set()
    kept: set[bytes] = set()
    named = UNNAMED
    projects: set[str] = set()
    # Where not one row can be read, a copy is all there is.
    with suppress(WorkbenchError), salvage(database) as rows:
        for identifier, body in rows.events():
            readable.add(identifier)
            projects.update(_project(identifier, body))
            if not len(readable) % 1_000:
                progress("reading what can be read", len(readable), 0)
        named = rows.named()
        kept.update(rows.whole_texts(partial(progress, "reading kept texts")))
    return Rest(frozenset(readable), frozenset(kept), named, frozenset(projects))


def _project(identifier: bytes, body: bytes) -> set[str]:
    if _PROJECT not in body:
        return set()
    try:
        event = read_event(identifier, body)
    except EventRefused:
        return set()
    return {event.entity} if event.kind == "project" else set()


def _remedy(backup: Backup, rest: Rest) -> Remedy:
    name = f"{backup.made_at.astimezone():%Y-%m-%d %H:%M}, {backup.kind.value.replace('-', ' ')}"
    try:
        check_whole(backup.path, backup.path)
        events, kept = held_in(backup.path)
    except WorkbenchError as problem:
        return Remedy(backup.path, name, problem=str(problem))
    return _compared(Remedy(backup.path, name, len(events)), events, kept, rest)


def _looked_at(path: Path, name: str, rest: Rest, progress: Progress) -> Remedy:
    """What a copy would bring that may be anybody's; it is read by a process of its own."""

    def step(what: str, done: int) -> None:
        progress(f"{name}: {what}", done, 0)

    try:
        with foreign_file(path, step=step) as theirs:
            events = {identifier for identifier, _ in theirs.events()}
            kept = set(theirs.digests())
            projects = theirs.looked.projects if theirs.looked is not None else frozenset()
    except WorkbenchError as problem:
        return Remedy(path, name, problem=str(problem), is_named=True)
    if rest.projects and not rest.projects & projects:
        return Remedy(path, name, problem="it is of another project", is_named=True)
    return _compared(Remedy(path, name, len(events), is_named=True), events, kept, rest)


def _compared(remedy: Remedy, events: set[bytes], kept: set[bytes], rest: Rest) -> Remedy:
    return replace(
        remedy,
        lacking=Amount(
            len(rest.events - events), rest.named.things(rest.kept - kept, kept | rest.kept)
        ),
        lost=rest.named.amount_without(events | rest.events, kept | rest.kept),
    )


def remedy_line(remedy: Remedy) -> str:
    """A copy in a line."""
    if remedy.problem:
        why = "cannot be used" if remedy.is_named else "not whole, cannot be used"
        return f"{remedy.name}: {why}"
    return f"{remedy.name}: checked, whole, {counted(remedy.events, 'event')}"


def consequence(remedy: Remedy) -> str:
    """What would come back, and what would be lost, by mending with this copy."""
    if remedy.problem:
        this = "copy" if remedy.is_named else "backup"
        return f"This {this} cannot be used: {clean_line(remedy.problem, 200)}"
    come = (
        f"{amount_in_words(remedy.lacking)} that it lacks can still be read and "
        f"{'comes' if is_one(remedy.lacking) else 'come'} in."
        if remedy.lacking
        else "It lacks nothing that can still be read of the damaged file."
    )
    return f"{come} {loss_in_words(remedy.lost)}"
