"""What git calls for a database that two branches have changed: the union of both."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.desk.opening import WAIT_SECONDS, identity_store
from workbench.desk.sharing.merging import stage_file
from workbench.errors import NotSo, StorageError, WorkbenchError
from workbench.ledger.copying import put_in_place
from workbench.ledger.database import open_ledger
from workbench.ledger.foreign.private_copy import copy_privately
from workbench.ledger.known import write_held_ids
from workbench.ledger.merging import Merged, OtherProject, Staging, apply_staged
from workbench.ledger.private_folder import private_folder
from workbench.text import clean_line

_MERGED: Final = ".merged"
_GIVEN_BY_GIT: Final = ".merge_file_"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a merge, in files that git made, and what git calls the file."""

    ours: Path
    theirs: Path
    name: str


def merge_sides(sides: Sides) -> Merged:
    """Put everything of both sides into the file of ours, or leave it as it was.

    Nothing is locked, no backup is made and no event is written: git has both sides. Neither
    side is opened where it lies.

    Raises:
        NotSo: They are different projects.
        StorageError: One of them cannot be used, or there is no room.
    """
    name = clean_line(sides.name, 200)
    with private_folder() as folder:
        copy = folder / "merged.db"
        try:
            copy_privately(sides.ours, copy)
            merged = _merge(copy, sides.theirs, folder / "held")
        except OtherProject:
            raise NotSo(
                f"{name}: the branches hold different projects; to make one of both, take one "
                "side, run workbench merge --other-project on the other, and commit that"
            ) from None
        except WorkbenchError as problem:
            # Git's names for the sides mean nothing to a person, nor does that of the copy.
            told = str(problem).replace(str(copy), "our side").replace(str(sides.ours), "our side")
            shown = clean_line(told.replace(str(sides.theirs), "the other side"), 300)
            raise StorageError(
                f"{name} was not merged, and is as it was on our side: {shown}"
            ) from None
        _put(copy, sides.ours, name)
    return merged


def _merge(copy: Path, theirs: Path, known: Path) -> Merged:
    with open_ledger(
        copy, mode="write", identity=identity_store(), wait_seconds=WAIT_SECONDS
    ) as ledger:
        write_held_ids(ledger, known)
        with Staging(ledger) as staging:
            staged = stage_file(ledger, staging, theirs, known)
            if staged.problem is not None:
                raise staged.problem
            return apply_staged(ledger, staging)


def _put(copy: Path, ours: Path, name: str) -> None:
    _remove_left(ours.parent)
    fresh = ours.with_name(f"{ours.name}{_MERGED}")
    try:
        shutil.copyfile(copy, fresh)
        put_in_place(fresh, ours)
    except OSError as error:
        raise StorageError(
            f"{name} was not merged, and is as it was on our side: what was merged cannot be "
            f"written ({error.strerror}); free some space and merge again"
        ) from None
    finally:
        fresh.unlink(missing_ok=True)


def _remove_left(folder: Path) -> None:
    """Remove what merges that were killed have left: git has taken its own file away by then."""
    with suppress(OSError):
        for left in folder.glob(f"{_GIVEN_BY_GIT}*{_MERGED}"):
            if not left.with_name(left.name.removesuffix(_MERGED)).exists():
                left.unlink()
