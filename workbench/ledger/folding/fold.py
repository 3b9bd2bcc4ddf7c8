"""Fold a batch of events into the tables, whatever their order of arrival.

Three steps: the new events are entered with their links; it is decided which events stand
and which are dead, old ones included; then everything a changed event speaks of is worked
out anew from all events about it. The last step never looks at what the row was before;
only where very many events come at once, values are taken from rows that hold them.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from workbench.ledger.events import Event, EventRefused, read_event
from workbench.ledger.folding import standing
from workbench.ledger.folding.agreed import refresh_agreed
from workbench.ledger.folding.batches import batches
from workbench.ledger.folding.carrying import settle_carried
from workbench.ledger.folding.claims import refresh_claims
from workbench.ledger.folding.documents import refresh_documents
from workbench.ledger.folding.entries import enter
from workbench.ledger.folding.kinds import CLAIM_KINDS, SOURCE_KINDS
from workbench.ledger.folding.links import refresh_links
from workbench.ledger.folding.people import refresh_projects, refresh_reviewers
from workbench.ledger.folding.published import refresh_published
from workbench.ledger.folding.readings import Readings
from workbench.ledger.folding.sources import refresh_sources
from workbench.ledger.folding.whole import Many
from workbench.ledger.schema import IS_EVENT
from workbench.ledger.values import Value

BATCH_EVENTS: Final = 1_000
MANY: Final = 3_000
"""So many events are folded as one batch."""
_ENTERED: Final = f"SELECT 1 FROM entered WHERE {IS_EVENT.format('entered', 'unfolded.event')}"
_WAITING: Final = (
    "SELECT unfolded.event, CAST(event.body AS BLOB) FROM unfolded"
    " JOIN event ON event.id = unfolded.event WHERE unfolded.event > ?"
    f" AND NOT EXISTS ({_ENTERED}) ORDER BY unfolded.event LIMIT ?"
)


def fold(
    connection: sqlite3.Connection,
    events: Iterable[Event],
    prepared: Mapping[bytes, Value] | None = None,
) -> None:
    """Fold events that the log holds and the tables lack. A transaction must be open.

    ``prepared`` holds values of events that were read already.
    """
    for batch in batches(events, BATCH_EVENTS):
        _fold_batch(connection, batch, prepared)


def fold_unfolded(connection: sqlite3.Connection) -> int:
    """Fold what another program put into the log, and return how many events that was.

    What is no event is left lying in the log, where ``verify`` tells of it.
    """
    folded = 0
    waiting = connection.execute("SELECT count(*) FROM (SELECT 1 FROM unfolded LIMIT ?)", (MANY,))
    if waiting.fetchone()[0] == MANY:
        folded = fold_all_unfolded(connection)
    while connection.execute("SELECT 1 FROM unfolded LIMIT 1").fetchone() is not None:
        pending = connection.execute(
            "SELECT unfolded.event, CAST(event.body AS BLOB) FROM unfolded LEFT JOIN event"
            " ON event.id = unfolded.event"
            f" WHERE NOT EXISTS ({_ENTERED}) ORDER BY unfolded.event LIMIT ?",
            (BATCH_EVENTS,),
        ).fetchall()
        if not pending:
            connection.execute("DELETE FROM unfolded")
            break
        events = list(sound(pending))
        _fold_batch(connection, events)
        folded += len(events)
        connection.executemany("DELETE FROM unfolded WHERE event = ?", [(p[0],) for p in pending])
    return folded


def fold_all_unfolded(connection: sqlite3.Connection, page: int = BATCH_EVENTS) -> int:
    """Fold what waits as one batch, however much it is, reading so many events at a time."""
    many, folded, last = Many(connection), 0, b""
    while pending := connection.execute(_WAITING, (last, page)).fetchall():
        events = list(sound(pending))
        many.enter(events)
        folded += len(events)
        last = pending[-1][0]
    many.finish()
    connection.execute("DELETE FROM unfolded")
    return folded


def sound(pairs: Iterable[tuple[bytes, bytes]]) -> Iterator[Event]:
    """The rows that are events; the others are left out."""
    for identifier, body in pairs:
        try:
            yield read_event(identifier, body)
        except EventRefused:
            continue


def _fold_batch(
    connection: sqlite3.Connection,
    events: Sequence[Event],
    prepared: Mapping[bytes, Value] | None = None,
) -> None:
    if not events:
        return
    readings = Readings(connection, prepared)
    entered = enter(connection, events, readings)
    flipped = standing.decide_acts(connection, entered)
    rechecked = standing.decide_entries(connection, entered, flipped)
    touched = {(event.kind, event.entity) for event in events}
    touched.update(_about(connection, rechecked))
    projects = {entity for kind, entity in touched if kind == "project"}
    reviewers = {entity for kind, entity in touched if kind == "reviewer"}
    documents = {entity for kind, entity in touched if kind == "document"}
    claims = {entity for kind, entity in touched if kind in CLAIM_KINDS}
    sources = {entity for kind, entity in touched if kind in SOURCE_KINDS}
    pairs = {entity for kind, entity in touched if kind == "link"}
    reviews = {entity for kind, entity in touched if kind == "published"}
    if projects:
        refresh_projects(connection, projects, readings)
    for kind in ("project", "scale", "view", "signature", "redaction"):
        agreed = {entity for one, entity in touched if one == kind}
        if agreed:
            refresh_agreed(connection, kind, agreed, readings)
    if reviewers:
        refresh_reviewers(connection, reviewers, readings)
    if documents:
        claims.update(refresh_documents(connection, documents, readings))
    if claims:
        sources.update(refresh_claims(connection, claims, readings))
    if pairs:
        claims.update(refresh_links(connection, pairs, readings))
    settle_carried(connection, claims)
    if reviews:
        refresh_published(connection, reviews, readings)
    if sources:
        refresh_sources(connection, sources, readings)


def _about(connection: sqlite3.Connection, numbers: set[int]) -> Iterator[tuple[str, str]]:
    for chunk in batches(sorted(numbers), BATCH_EVENTS):
        yield from connection.execute(
            "SELECT DISTINCT kind, entity FROM entry"
            " WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(chunk),),
        ).fetchall()
