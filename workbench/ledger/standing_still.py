"""One moment of a database that others write to, for whoever reads much of it.

No read may last long, since writers wait for its end. So what takes long is read page by page, and
noticing that somebody wrote meanwhile is cheap: then it is read once more from a private copy.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import StorageError
from workbench.ledger import copy_process
from workbench.ledger.database import open_ledger
from workbench.ledger.private_folder import private_folder
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class Moved(Exception):
    """Somebody else wrote to the database meanwhile."""


class Moment:
    """The state that a database is in when this is made."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._then = self._changes()

    def check(self) -> None:
        """Make sure that it is in that state still.

        Raises:
            Moved: It is not.
        """
        if self._changes() != self._then:
            raise Moved

    def _changes(self) -> int:
        """A number that is another one when another connection has written."""
        found: int = self._ledger.rows("PRAGMA data_version")[0][0]
        return found


@contextmanager
def standing_still(ledger: "Ledger") -> "Iterator[Ledger]":
    """The database as it stands now, in a private copy that nobody writes to.

    It is copied while others write, and only where somebody did they wait, until what changed is
    found and copied again: about a second for two gigabytes.

    Raises:
        StorageError: There is no room for a copy, or the database cannot be read.
    """
    with private_folder() as folder:
        path = folder / ledger.path.name
        path.touch(mode=0o600)
        _copy(ledger, path)
        with open_ledger(path, mode="read", identity=ledger.identity) as still:
            still.past = ledger.past
            yield still


def _copy(ledger: "Ledger", target: Path) -> None:
    before = Moment(ledger)
    program = (sys.executable, "-I", "-B", copy_process.__file__)
    with subprocess.Popen(
        [*program, str(ledger.path.absolute()), str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        whole = process.stdout.readline() == copy_process.DONE
        if whole:
            with ledger.snapshot():
                try:
                    before.check()
                    process.stdin.close()
                except Moved:
                    process.stdin.write(copy_process.AGAIN)
                    process.stdin.close()
                    whole = process.stdout.readline() == copy_process.DONE
        if not whole:
            reasons = process.stderr.read().decode(errors="replace").strip().splitlines()
            reason = clean_line(reasons[-1], 120) if reasons else "the copying was ended"
            raise StorageError(
                f"others write to {clean_line(str(ledger.path))}, and no private copy of it can "
                f"be made in {clean_line(str(target.parent.parent))} to report one moment of it "
                f"({reason}); free some space, set TMPDIR, or try again when nobody writes"
            )
