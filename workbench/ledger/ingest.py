"""Take in events from elsewhere. Each is checked; one bad one never stops the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.ledger.blobs import note_left_out
from workbench.ledger.events import Event, EventRefused, read_event
from workbench.ledger.folding.batches import batches
from workbench.ledger.folding.fold import BATCH_EVENTS, fold_unfolded
from workbench.ledger.folding.whole import Many
from workbench.ledger.redactions import redacted

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What came of taking events in; events that were known already count nowhere."""

    new: int
    refused: int
    reasons: dict[str, int]
    """How many were refused for each reason."""


def ingest(ledger: "Ledger", pairs: Iterable[tuple[bytes, bytes | str]]) -> Ingestion:
    """Take in events, given as their ids and bodies in any order, in one transaction.

    Raises:
        StorageError: The database cannot be written; then nothing was taken in.
    """
    new = 0
    reasons: Counter[str] = Counter()
    with ledger.transaction():
        fold_unfolded(ledger.connection)
        gone = redacted(ledger.connection)
        many = Many(ledger.connection)
        for batch in batches(pairs, BATCH_EVENTS):
            fresh: dict[bytes, tuple[Event, str]] = {}
            for identifier, body in batch:
                try:
                    event = read_event(identifier, body)
                except EventRefused as refusal:
                    reasons[str(refusal)] += 1
                    continue
                if gone.refuses(event):
                    continue
                if event.id not in fresh and not _is_known(ledger, event.id):
                    text = body if isinstance(body, str) else body.decode("utf-8")
                    fresh[event.id] = (event, text)
            ledger.connection.executemany(
                "INSERT INTO event VALUES (?, ?)",
                [(identifier, text) for identifier, (_, text) in fresh.items()],
            )
            many.enter([event for event, _ in fresh.values()])
            new += len(fresh)
        many.finish()
        ledger.connection.execute("DELETE FROM unfolded")
        note_left_out(ledger.connection)
    return Ingestion(new, reasons.total(), dict(reasons))


def _is_known(ledger: "Ledger", identifier: bytes) -> bool:
    found = ledger.connection.execute("SELECT 1 FROM event WHERE id = ?", (identifier,))
    return found.fetchone() is not None
