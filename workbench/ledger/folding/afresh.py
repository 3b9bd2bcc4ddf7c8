"""Claims of which the tables have nothing yet: worked out without a look at any table.

Where all tables are made anew, claims are by far the most. Their rows follow from what is said of
them and from the numbers of documents, so a second process can work them out as well.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, field

from workbench.ledger.folding.about import About
from workbench.ledger.folding.decisions import ClaimEntry, rated_rows
from workbench.ledger.folding.evidence import (
    OnSources,
    anchorings,
    attachments,
    evidence_rows,
)
from workbench.ledger.folding.inserting import Row, Together, by_length
from workbench.ledger.folding.plain_sources import kind_by_name
from workbench.ledger.folding.readings import Readings, note_misfits
from workbench.ledger.folding.slots import slot_rows
from workbench.ledger.folding.work import work_rows
from workbench.ledger.folding.worked_out import WorkedOut
from workbench.ledger.identifiers import source_key
from workbench.ledger.values import ClaimValue

DocumentNumbers = Callable[[set[str]], Mapping[str, tuple[int, int]]]
"""Gives of documents that are wanted, and of others perhaps, the number and when each was added."""

_PLACE: Final = (
    "INSERT OR IGNORE INTO source(id, key, kind, url, captures)"
    " VALUES (?1, ?2, ?3, coalesce(?4, ''), 0)"
)
_ADDRESSES: Final = "SELECT key, url FROM source WHERE key IN (SELECT value FROM json_each(?))"
_ONE_BY_ONE: Final = frozenset({"claim", "appearance", "quantity", "date", "name"})
"""The tables that lie in the order of claims; rows of others are collected."""


class Afresh(Struct, array_like=True, gc=False):
    """What is to be written of some claims, and which of their entries were not understood.

    ``rows`` are in turn for each table those of one length. Where they name a source, it is by id.
    ``sources`` are these, each with its key, of which kind it is by its id, and the address given
    with it; none, where several were.
    """

    misfits: list[int] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    sources: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    rows: list[tuple[str, int, list[tuple[Any, ...]]]] = field(default_factory=list)


class OwnNames(dict[str, object]):
    """Lets a source stand for itself."""

    def __missing__(self, name: str) -> str:
        return name


def work_out(
    connection: sqlite3.Connection,
    found: Sequence[tuple[Any, ...]],
    ids: Mapping[int, str],
    documents: DocumentNumbers,
) -> Afresh:
    """Work out claims, given by number and id, from all entries about them in order of event.

    Each entry comes with the body of its event, if the log has it.
    """
    made = Afresh()
    readings = Readings(connection)
    misfits = readings.take_late(
        [(row[1], row[3], ids[row[0]], row[4], row[9]) for row in found if row[9] is not None]
    )
    made.misfits.extend(misfits)
    claims = {number: About(number) for number in ids}
    for row in found:
        if row[1] not in misfits:
            claims[row[0]].take(ClaimEntry._make(row[:9]))
    known = documents(_documents_of(claims.values(), readings))
    worked = WorkedOut()
    for number, about in claims.items():
        if about.read:
            worked.take(ids[number], about, known, {}, readings)
    made.waiting.extend(worked.waiting)
    take_rows(made, "claim", worked.claims)
    for table, rows in slot_rows(worked.reread):
        take_rows(made, table, rows)
    _take_sources(made, worked.on_sources, readings)
    take_rows(made, "rated", rated_rows(worked.verdicts, readings, {}))
    work: dict[str, list[Row]] = {}
    for number, done in worked.work:
        for table, row in work_rows(number, done.live, readings):
            work.setdefault(table, []).append(row)
    for table, rows in work.items():
        take_rows(made, table, rows)
    return made


def _documents_of(claims: Iterable[About], readings: Readings) -> set[str]:
    found = (readings[about.reading.number] for about in claims if about.reading)
    return {value.document for value in found if isinstance(value, ClaimValue)}


def _take_sources(made: Afresh, claims: Sequence[OnSources], readings: Readings) -> None:
    names = OwnNames()
    attached = list(attachments(claims, names, readings))
    quoted = list(evidence_rows(claims, names, readings, {}, ()))
    take_sources(made, (*attached, *quoted))
    take_rows(made, "attachment", attached)
    take_rows(made, "evidence", quoted)
    take_rows(made, "anchoring", anchorings(claims, readings))


def take_sources(made: Afresh, rows: Iterable[Row]) -> None:
    """Note the sources that rows of attachments and evidence name, with what follows for them."""
    used: dict[str, str | None] = {}
    for _, _, _, source, url, *_ in rows:
        if used.setdefault(source, url) != url:
            used[source] = None
    made.sources.extend(
        [(one, source_key(one), kind_by_name(one).value, url) for one, url in used.items()]
    )


def take_rows(made: Afresh, table: str, rows: Iterable[Row]) -> None:
    """Add rows of a table to what is to be written."""
    made.rows.extend([(table, length, some) for length, some in by_length(rows).items()])


def write(connection: sqlite3.Connection, made: Afresh, together: Together) -> list[str]:
    """Write what was worked out; what lies by the number of its event goes ``together``.

    Returns the keys of sources that are yet to be settled. Those of which no other address is known
    than the one given are not: their rows say all that follows for them.
    """
    if made.misfits:
        note_misfits(connection, made.misfits)
    connection.executemany("INSERT INTO waiting VALUES (?,?)", made.waiting)
    connection.executemany(_PLACE, made.sources)
    for table, length, rows in made.rows:
        if table in _ONE_BY_ONE:
            together.write(table, length, rows)
        else:
            together.insert(table, length, rows)
    return _unsettled(connection, made)


def _unsettled(connection: sqlite3.Connection, made: Afresh) -> list[str]:
    keys = json.dumps([key for _, key, _, _ in made.sources])
    shown = dict(connection.execute(_ADDRESSES, (keys,)).fetchall()) if made.sources else {}
    return [key for _, key, _, url in made.sources if url is None or shown.get(key) != url]


def documents_in(connection: sqlite3.Connection) -> DocumentNumbers:
    """Looks documents up in their table."""

    def look_up(wanted: set[str]) -> dict[str, tuple[int, int]]:
        rows = connection.execute(
            "SELECT id, number, added FROM document WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(wanted)),),
        )
        return {document: (number, added) for document, number, added in rows.fetchall()}

    return look_up
