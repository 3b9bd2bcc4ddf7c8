"""What can still be read of a damaged file comes into a sound copy; what does not is counted."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.desk.opening import identity_store
from workbench.errors import NotSo, WorkbenchError
from workbench.ledger import redacting
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.foreign.reading import foreign_file
from workbench.ledger.merging import Merged, Staging, Step, apply_staged, merge_events
from workbench.ledger.named_things import UNNAMED, Amount, Named
from workbench.ledger.progress import Progress
from workbench.ledger.queries import project_ids
from workbench.ledger.salvaging import salvage
from workbench.ledger.staging import KeptBytes
from workbench.text import clean_line

_TOLD_EVERY: Final = 1_000


class OtherProject(NotSo):
    """A damaged file is of another project than what is to take its place."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A copy with what was left of a damaged file.

    ``lost`` says why that could not be read whole, if so. ``came`` is what the copy lacked, and
    ``gone`` what the damaged file names and is nowhere.
    """

    merged: Merged | None
    lost: str | None
    came: Amount
    gone: Amount


def join_what_is_left(whole: Path, damaged: Path, progress: Progress) -> Joined:
    """Merge what can be read of a damaged file into a copy.

    Raises:
        NotSo: The damaged file is of another project.
    """
    named = _named_by(damaged)
    with open_ledger(whole, mode="write", identity=identity_store()) as ledger:
        before = _texts(ledger)
        merged, lost = _merge_what_is_left(ledger, damaged, progress)
        return _compared(ledger, named, before, merged, lost)


def join_what_is_sound(copy: Path, altered: Path) -> Joined:
    """Merge what is sound in an altered file into a private copy, of which no backup is needed."""
    named = _named_by(altered)
    with open_ledger(copy, mode="write", identity=identity_store()) as ledger:
        before = _texts(ledger)
        with foreign_file(altered) as theirs:
            merged = merge_events(ledger, theirs.events(), [theirs])
        return _compared(ledger, named, before, merged, None)


def _named_by(damaged: Path) -> Named:
    # Where not one row can be read, nobody knows what there was.
    with suppress(WorkbenchError), salvage(damaged) as rows:
        return rows.named()
    return UNNAMED


def _texts(ledger: Ledger) -> set[bytes]:
    return {row[0] for row in ledger.rows("SELECT DISTINCT sha256 FROM blob")}


def _compared(
    ledger: Ledger, named: Named, before: set[bytes], merged: Merged | None, lost: str | None
) -> Joined:
    events, texts = {row[0] for row in ledger.rows("SELECT id FROM event")}, _texts(ledger)
    # What was redacted since is not wanted, and so is no loss.
    redacted = redacting.list_of(ledger)
    return Joined(
        merged,
        lost,
        Amount(merged.new if merged is not None else 0, named.things(texts - before, texts)),
        named.amount_without(events | redacted.events, texts | redacted.bytes),
    )


def _merge_what_is_left(
    ledger: Ledger, damaged: Path, progress: Progress
) -> tuple[Merged | None, str | None]:
    def step(what: str, done: int) -> None:
        progress(what, done, 0)

    try:
        with foreign_file(damaged, step=step) as theirs:
            return _taken(ledger, theirs.events(), theirs, step), None
    except OtherProject:
        raise
    except WorkbenchError as failure:
        lost = clean_line(str(failure))
    try:
        # The log is damaged: what comes is each row that can be read, checked by its hash.
        with salvage(damaged) as rows:
            return _taken(ledger, _told(rows.events(), progress), rows, step), lost
    except OtherProject:
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
            raise OtherProject(
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
