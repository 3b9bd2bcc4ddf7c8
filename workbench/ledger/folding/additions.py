"""What very many events add to claims, worked out apart from the tables.

Most claims that a large merge touches are new, or get evidence and verdicts while all else stays as
it is. What the tables have of the latter is right, so nothing of it is worked out again: rows are
added, and the few columns of the claim's row that sum them up are written. All that is needed is
gathered first, so a second process can do the work. Whatever is in any doubt is left to be worked
out as ever.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec import Struct

from workbench.ledger.folding.about import NOTHING_DONE, About
from workbench.ledger.folding.afresh import (
    Afresh,
    DocumentNumbers,
    OwnNames,
    take_rows,
    take_sources,
    work_out,
)
from workbench.ledger.folding.decisions import (
    ClaimEntry,
    live_ratings,
    rated_rows,
    stale_verdicts,
    status_among,
)
from workbench.ledger.folding.evidence import OnSources, evidence_rows
from workbench.ledger.folding.readings import Readings

_SUMS: Final = ("status", "rating", "evidence_count", "stale", "verdict_count")
_ROWS: Final = (
    f"SELECT number, reading, {', '.join(_SUMS)} FROM claim"
    " WHERE number IN (SELECT value FROM json_each(?))"
)
_RATED: Final = (
    "SELECT claim, number, rating, stale FROM rated WHERE claim IN (SELECT value FROM json_each(?))"
)

Entry = tuple[int, int, bytes, str, str, int, int, int, int, str | None]
"""An entry about a claim: the columns of a ``ClaimEntry``, and the body of a new event."""
_Sums = tuple[str, str | None, int, int, int]
_Rated = Mapping[int, tuple[str, int]]


class Lot(Struct, array_like=True, tag=True, gc=False):
    """Some claims by number and id, and all that is needed to work out what is new of them.

    Entries from ``first`` on are new; ``rows`` and ``rated`` are what the tables hold.
    """

    first: int
    ids: list[tuple[int, str]]
    entries: list[Entry]
    rows: list[tuple[int, int, str, str | None, int, int, int]]
    rated: list[tuple[int, int, str, int]]


class Additions(Struct, array_like=True, gc=False):
    """What is to be written of a lot, and the numbers of the claims that are ``left`` in doubt.

    ``sums`` are new values of columns of claims' rows, told by their places, each with the claim.
    """

    made: Afresh
    added: Afresh
    sums: list[tuple[list[int], list[list[Any]]]]
    left: list[int]


@dataclass(frozen=True, slots=True)
class _Added:
    """What is added to a claim, and what its row comes to."""

    claim: int
    evidence: list[ClaimEntry]
    verdicts: list[ClaimEntry]
    stale: frozenset[int]
    sums: _Sums


def gathered(
    connection: sqlite3.Connection,
    ids: Sequence[tuple[int, str]],
    entries: Sequence[Any],
    first: int,
) -> Lot:
    """A lot of claims, given all entries about them in the order of their events."""
    old = json.dumps([number for number, _ in ids if number < first])
    return Lot(first, list(ids), list(entries), rows_of(connection, old), rated_of(connection, old))


def rows_of(connection: sqlite3.Connection, claims: str) -> list[Any]:
    """What is needed of the rows of claims, given by a list of numbers in JSON."""
    return connection.execute(_ROWS, (claims,)).fetchall()


def rated_of(connection: sqlite3.Connection, claims: str) -> list[Any]:
    """What is needed of the verdicts on claims, given by a list of numbers in JSON."""
    return connection.execute(_RATED, (claims,)).fetchall()


def work_out_additions(
    connection: sqlite3.Connection, lot: Lot, documents: DocumentNumbers
) -> Additions:
    """Work out a lot: claims of which all is new, and those to which something is added.

    Of the latter, the old entries must be as live as they were.
    """
    fresh = {number: name for number, name in lot.ids if number >= lot.first}
    told = [entry for entry in lot.entries if entry[0] in fresh]
    made = work_out(connection, told, fresh, documents) if fresh else Afresh()
    ids = {number: name for number, name in lot.ids if number < lot.first}
    readings = Readings(connection)
    misfits = readings.take_late(
        [
            (entry[1], entry[3], ids[entry[0]], entry[4], entry[9])
            for entry in lot.entries
            if entry[9] is not None and entry[0] in ids
        ]
    )
    claims = {number: About(number) for number in ids}
    for entry in lot.entries:
        if entry[0] in ids and entry[1] not in misfits:
            claims[entry[0]].take(ClaimEntry._make(entry[:9]))
    added, left = _all_added(lot, claims.values(), readings)
    rows = Afresh(misfits=list(misfits))
    quoted = list(
        evidence_rows(
            [OnSources(one.claim, evidence=one.evidence) for one in added if one.evidence],
            OwnNames(),
            readings,
            {},
        )
    )
    take_sources(rows, quoted)
    take_rows(rows, "evidence", quoted)
    verdicts = [(one.claim, one.verdicts, one.stale) for one in added if one.verdicts]
    take_rows(rows, "rated", rated_rows(verdicts, readings, {}))
    return Additions(made, rows, list(_changed(added, lot)), left)


def write_sums(connection: sqlite3.Connection, additions: Additions) -> None:
    """Write what changed of the rows of claims, and only that: indexes hang on some columns."""
    for places, rows in additions.sums:
        assigned = ", ".join(f"{_SUMS[place]} = ?" for place in places)
        connection.executemany(f"UPDATE claim SET {assigned} WHERE number = ?", rows)


def _all_added(
    lot: Lot, claims: Iterable[About], readings: Readings
) -> tuple[list[_Added], list[int]]:
    """What is added to each claim that is in no doubt, and the numbers of the others."""
    shown = {row[0]: row[1] for row in lot.rows}
    rated: defaultdict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
    for claim, number, rating, stale in lot.rated:
        rated[claim][number] = (rating, stale)
    added: list[_Added] = []
    left: list[int] = []
    for about in claims:
        reading = about.reading.number if about.reading is not None else None
        found = None
        if _is_apt(about, lot.first) and reading == shown.get(about.number):
            found = _added(about, lot.first, rated[about.number], readings)
        if found is None:
            left.append(about.number)
        else:
            added.append(found)
    return added, left


def _is_apt(about: About, first: int) -> bool:
    """Whether new evidence and verdicts can be all that is new of a claim that has a row."""
    if (
        about.reading is None
        or about.reading.number >= first
        or about.reworded
        or about.dismissal is not None
        or about.work is not NOTHING_DONE
        or about.quoted.anchorings
        or any(one.number >= first for one in about.attachments.values())
    ):
        return False
    return _only_new_fields(about, first)


def _only_new_fields(about: About, first: int) -> bool:
    """Whether each new piece of evidence counts, and is the only one of its name."""
    quoted = about.quoted
    new = [one for one in quoted.brought if one.number >= first]
    if not all(quoted.standing.get(one.field) is one for one in new):
        return False
    shown = sum(one.number >= first for one in quoted.standing.values())
    if shown != len(new):
        return False
    fields = {one.field for one in new}
    return len(new) == sum(one.field in fields for one in quoted.brought)


def _added(about: About, first: int, rated: _Rated, readings: Readings) -> _Added | None:
    """What is new of a claim; nothing if the tables lack what they should have of the old."""
    old = [one for one in about.verdicts if one.number < first]
    if len(old) != len(rated) or not all(one.number in rated for one in old):
        return None
    new = [one for one in about.verdicts if one.number >= first]
    try:
        stale = stale_verdicts(new, about.quoted, readings)
    except sqlite3.Error:
        return None  # it depends on what is not at hand
    live = [one for one in old if one.live]
    given = [(rated[one.number][0], one.reviewer) for one in live]
    status, rating = status_among([*given, *live_ratings(new, readings)])
    any_stale = bool(stale) or any(rated[one.number][1] for one in live)
    counted = sum(one.live for one in about.verdicts)
    return _Added(
        about.number,
        [one for one in about.quoted.live if one.number >= first],
        new,
        stale,
        (status.value, rating, len(about.quoted.live), int(any_stale), counted),
    )


def _changed(added: Sequence[_Added], lot: Lot) -> Iterator[tuple[list[int], list[list[Any]]]]:
    """The new values of columns, by which columns they are."""
    there = {row[0]: row[2:] for row in lot.rows}
    changes: defaultdict[tuple[int, ...], list[list[Any]]] = defaultdict(list)
    for one in added:
        before = there[one.claim]
        places = tuple([place for place, now in enumerate(one.sums) if now != before[place]])
        if places:
            changes[places].append([*[one.sums[place] for place in places], one.claim])
    for places, rows in changes.items():
        yield list(places), rows
