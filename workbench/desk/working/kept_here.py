"""Notes and drafts of this computer follow their claims when projects become one.

They lie in folders named by project. A file into which another project was merged may from then on
be known by the other's name; what was kept under each of its projects is copied once, and nothing
is taken from where it lay: the other file may still be worked on.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.ledger.queries import project_ids
from workbench.places import state_directory

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_KEPT: Final = ("notes", "drafts")


def bring_along(ledger: "Ledger", directory: Path | None = None) -> None:
    """Copy what is kept under other projects of this file to the one it is known by now, once.

    What cannot be copied stays where it is, and is tried again at the next opening.
    """
    present = ledger.project.id
    former = project_ids(ledger) - {present}
    for kept in _KEPT if former else ():
        folder = (directory or state_directory()) / kept
        for project in sorted(former):
            _copy_once(folder / project, folder / present, project)


def _copy_once(source: Path, target: Path, project: str) -> None:
    done = target / f".from-{project}"
    try:
        if not source.is_dir() or done.exists():
            return
        for path in _files(source):
            copy = target / path.relative_to(source)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                shutil.copy2(path, copy)
        done.touch()
    except OSError:
        # Opening the file matters more; the marker is missing, so it is tried again.
        return


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
