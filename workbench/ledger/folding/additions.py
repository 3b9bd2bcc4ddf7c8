"""Claims to which very many events only add evidence and verdicts, while all else stays as it is.

Most claims that a large merge touches are such. What the tables have of them is right, so nothing
of it is worked out again: rows are added, and the few columns of the claim's row that sum them up
are written. Whatever is in any doubt is left to be worked out as ever.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.ledger.folding.about import NOTHING_DONE, About
from workbench.ledger.folding.decisions import (
    ClaimEntry,
    live_ratings,
    refresh_verdicts,
    stale_verdicts,
    status_among,
)
from workbench.ledger.folding.evidence import OnSources, add_evidence
from workbench.ledger.folding.held import Held
from workbench.ledger.folding.readings import Readings

_SUMS: Final = ("status", "rating", "evidence_count", "stale", "verdict_count")
_ROWS: Final = (
    f"SELECT number, reading, {', '.join(_SUMS)} FROM claim"
    " WHERE number IN (SELECT value FROM json_each(?))"
)
_RATED: Final = (
    "SELECT claim, number, rating, stale FROM rated WHERE claim IN (SELECT value FROM json_each(?))"
)

_Sums = tuple[str, str | None, int, int, int]
_Rated = Mapping[int, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Added:
    """What is added to a claim, and what its row comes to."""

    claim: int
    evidence: list[ClaimEntry]
    verdicts: list[ClaimEntry]
    stale: frozenset[int]
    sums: _Sums


def add_to_claims(
    connection: sqlite3.Connection, claims: Iterable[About], first: int, readings: Readings
) -> tuple[list[int], set[str]]:
    """Add new entries, from ``first`` on, to those of these claims that nothing else befell.

    Of all of them the old entries must be as live as they were. Returns the numbers of the claims
    that are done, and the keys of sources that are used otherwise by now.
    """
    apt = [about for about in claims if _is_apt(about, first)]
    wanted = json.dumps([about.number for about in apt])
    rows = {
        number: (reading, sums)
        for number, reading, *sums in connection.execute(_ROWS, (wanted,)).fetchall()
    }
    rated: defaultdict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
    for claim, number, rating, stale in connection.execute(_RATED, (wanted,)).fetchall():
        rated[claim][number] = (rating, stale)
    added: list[_Added] = []
    for about in apt:
        reading, _ = rows.get(about.number, (None, None))
        if about.reading is not None and about.reading.number == reading:
            found = _added(about, first, rated[about.number], readings)
            if found is not None:
                added.append(found)
    keys = add_evidence(
        connection,
        [OnSources(one.claim, evidence=one.evidence) for one in added if one.evidence],
        readings,
    )
    verdicts = [(one.claim, one.verdicts, one.stale) for one in added if one.verdicts]
    refresh_verdicts(connection, verdicts, readings, held=Held())
    _write_sums(connection, added, {number: sums for number, (_, sums) in rows.items()})
    return [one.claim for one in added], keys


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
    stale = stale_verdicts(new, about.quoted, readings)
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


def _write_sums(
    connection: sqlite3.Connection, added: Sequence[_Added], there: Mapping[int, Sequence[object]]
) -> None:
    """Write what changed of the rows of claims, and only that: indexes hang on some columns."""
    changes: defaultdict[tuple[int, ...], list[tuple[object, ...]]] = defaultdict(list)
    for one in added:
        before = there[one.claim]
        places = tuple([place for place, now in enumerate(one.sums) if now != before[place]])
        if places:
            changes[places].append((*[one.sums[place] for place in places], one.claim))
    for places, rows in changes.items():
        assigned = ", ".join(f"{_SUMS[place]} = ?" for place in places)
        connection.executemany(f"UPDATE claim SET {assigned} WHERE number = ?", rows)
