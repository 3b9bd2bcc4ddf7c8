"""The verified events of somebody's database, folded into a database of our own.

Only events that are exactly what their ids say are taken over, so whatever is asked of that
database was folded here.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from workbench.errors import NotALedger
from workbench.ledger.clock import moment, system_clock, tick_of
from workbench.ledger.connection import begin_writing, connect, plain_errors
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.folding.batches import batches
from workbench.ledger.foreign.private_copy import ANOTHER
from workbench.ledger.foreign.reading import ForeignFile, foreign_file
from workbench.ledger.identity import IdentityStore
from workbench.ledger.ingest import Ingestion, ingest
from workbench.ledger.opening import check_library, make_schema
from workbench.ledger.private_folder import private_folder
from workbench.text import clean_line

_EVENTS_AT_ONCE: Final = 5_000


@contextmanager
def verified(path: Path, identity: IdentityStore) -> Iterator[tuple[Ledger, Ingestion]]:
    """The verified events of somebody's database, in a database that is gone afterwards.

    Raises:
        NotSo: The file is in use by this program itself.
        StorageError: It is missing, too large, damaged, or not to be trusted.
    """
    check_library()
    with private_folder() as folder, foreign_file(path) as theirs:
        ours = folder / "verified.db"
        _make(ours)
        with open_ledger(ours, mode="write", identity=identity) as ledger:
            taken = _take_in(ledger, theirs)
            if not ledger.rows("SELECT 1 FROM project LIMIT 1"):
                raise NotALedger(f"{clean_line(str(path))} names no project; {ANOTHER}")
            yield ledger, taken


def _make(ours: Path) -> None:
    """Make a database without a project: that of the events will be its own."""
    ours.touch(exist_ok=False)
    with plain_errors(ours), closing(connect(ours, "rw", 0)) as connection:
        begin_writing(connection, 0)
        make_schema(connection, moment(tick_of(system_clock())))
        connection.execute("COMMIT")


def _take_in(ledger: Ledger, theirs: ForeignFile) -> Ingestion:
    new, reasons = 0, Counter[str]()
    for some in batches(theirs.events(), _EVENTS_AT_ONCE):
        taken = ingest(ledger, some)
        new += taken.new
        reasons.update(taken.reasons)
    if theirs.looked is not None:
        reasons.update(theirs.looked.refused)
    return Ingestion(new, reasons.total(), dict(reasons))
