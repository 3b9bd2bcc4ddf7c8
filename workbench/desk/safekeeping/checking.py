"""Checking a whole database, with the signatures in it."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk.opening import open_for_reading
from workbench.desk.safekeeping.signing import check_signatures
from workbench.ledger.findings import Part, Verification
from workbench.ledger.progress import Progress
from workbench.ledger.verify import verify

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


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
