"""Checking a whole database, with the signatures in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.opening import open_for_reading
from workbench.desk.safekeeping.signing import check_signatures
from workbench.ledger.findings import Part, Verification
from workbench.ledger.progress import Progress
from workbench.ledger.verify import verify

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


_RESTORE: Final = (
    "workbench restore FILE.db makes it good from a backup or a colleague's copy and keeps what is "
    "sound here"
)
_COMPARE: Final = "somebody altered the log; compare it with a colleague's copy"
_TOLD: Final = "each says what it is"
_MADE_GOOD: Final = frozenset((Part.FILE, Part.EVENTS, Part.KEPT, Part.TABLES))


def remedy(found: Verification, mend: str = _RESTORE) -> str:
    """What to do about the problems that were found; ``mend`` is how a copy makes them good."""
    parts = {one.part for one in found.findings if one.grave}
    if parts & _MADE_GOOD:
        return mend
    return _COMPARE if Part.CHAINS in parts else _TOLD


def can_be_made_good(found: Verification) -> bool:
    """Whether anything that was found is made good by a backup or another copy."""
    return any(one.grave and one.part in _MADE_GOOD for one in found.findings)


def check(ledger: "Ledger", progress: Progress) -> Verification:
    """Check every event, chain, kept byte and table of a database, and every signature in it.

    Raises:
        StorageError: It cannot be read, or there is no room for the private copy.
    """
    found = verify(ledger, progress)
    progress("checking signatures", 0, 0)
    signed = check_signatures(ledger)
    return found.joined(Part.SIGNATURES, signed.problems, signed.remarks)


def check_file(path: Path, progress: Progress) -> Verification:
    """The same of a database that is opened for it.

    Raises:
        StorageError: It cannot be read, or there is no room for the private copy.
    """
    with open_for_reading(path) as ledger:
        return check(ledger, progress)
