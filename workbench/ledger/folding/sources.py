"""The table ``source`` and what hangs on it, worked out anew for each source touched.

A source is in the tables while a live event names it: a claim's evidence or attachment, a
capture, or what says of which kind it is. Its address is the one given first; its title the
reviewer's, else the page's own.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from workbench.ledger.clock import tick_of_event, written, written_moment
from workbench.ledger.folding.captures import refresh_captures
from workbench.ledger.folding.evidence import place_source
from workbench.ledger.folding.plain_sources import (
    Plain,
    kind_by_name,
    numbers_of,
    rich_ones,
    settle_plain,
)
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import (
    CORRECTION,
    ArchivedValue,
    CaptureValue,
    CorrectionValue,
    SourceValue,
    TestimonyValue,
    TimestampValue,
)

_CHUNK: Final = 500
_ENTRIES: Final = (
    "SELECT entity, number, event, kind, field, reviewer, withdraws FROM entry"
    " WHERE entity IN (SELECT value FROM json_each(?)) AND understood = 1 AND live = 1"
    " AND kind IN ('source', 'capture', 'archived', 'timestamp') ORDER BY event"
)
_FIRST_ADDRESS: Final = (
    "SELECT url FROM (SELECT id, url FROM evidence WHERE source = ?1"
    " UNION ALL SELECT id, url FROM attachment WHERE source = ?1"
    " UNION ALL SELECT id, requested FROM capture WHERE source = ?1"
    " UNION ALL SELECT ?2, ?3) WHERE url <> '' ORDER BY id LIMIT 1"
)
_NEWEST: Final = (
    "SELECT outcome, reason, captured_at, id FROM capture WHERE source = ? ORDER BY id DESC LIMIT 1"
)
_NEWEST_WITH_TEXT: Final = (
    "SELECT id FROM capture WHERE source = ? AND coalesce(main, visible) IS NOT NULL"
    " ORDER BY id DESC LIMIT 1"
)
_OWN_WORD: Final = (
    "SELECT metadatum.value FROM capture JOIN metadatum ON metadatum.capture = capture.number"
    " WHERE capture.source = ? AND metadatum.field = ?"
    " ORDER BY capture.id DESC, metadatum.place LIMIT 1"
)


class SourceEntry(NamedTuple):
    """One understood, live event about a source, without its value."""

    key: str
    number: int
    event: bytes
    kind: str
    field: str
    reviewer: int
    withdraws: int


@dataclass(slots=True)
class _About:
    """The live events about one source, sorted by what they say, in order of event id."""

    kind: SourceEntry | None = None
    testimony: SourceEntry | None = None
    corrections: dict[str, SourceEntry] = field(default_factory=dict)
    archived: dict[str, SourceEntry] = field(default_factory=dict)
    timestamps: list[SourceEntry] = field(default_factory=list)
    captures: list[SourceEntry] = field(default_factory=list)

    def take(self, entry: SourceEntry) -> None:
        if entry.kind == "source" and entry.field.startswith(CORRECTION):
            self.corrections[entry.field] = entry
        elif entry.withdraws:
            return
        elif entry.kind == "capture":
            self.captures.append(entry)
        elif entry.kind == "archived":
            self.archived[entry.field] = entry
        elif entry.kind == "timestamp":
            self.timestamps.append(entry)
        elif entry.field == "kind":
            self.kind = entry
        else:
            self.testimony = entry

    @property
    def is_plain(self) -> bool:
        """Whether no event says more of the source than of which kind it is."""
        return not (
            self.testimony or self.corrections or self.archived or self.timestamps or self.captures
        )

    def plain(self, name: str, readings: Readings) -> Plain:
        """What is said of a source of which no more is known."""
        value = readings[self.kind.number] if self.kind is not None else None
        given = value if isinstance(value, SourceValue) else None
        return Plain(
            kind=given.kind if given else kind_by_name(name),
            event=self.kind.event.hex() if self.kind is not None else None,
            url=(given.url or "") if given else "",
            title=given.title if given else None,
        )

    def shown(self) -> list[int]:
        """The entries whose values are read, those of captures aside."""
        found = [one for one in (self.kind, self.testimony) if one is not None]
        found += [one for one in self.corrections.values() if not one.withdraws]
        found += [*self.archived.values(), *self.timestamps, *self.captures[:1]]
        return [one.number for one in found]


def refresh_sources(
    connection: sqlite3.Connection, keys: Iterable[str], readings: Readings
) -> None:
    """Work out the rows of sources, and all that hangs on them, anew."""
    rest = iter(sorted(keys))
    while chunk := list(islice(rest, _CHUNK)):
        sources: defaultdict[str, _About] = defaultdict(_About)
        for row in connection.execute(_ENTRIES, (json.dumps(chunk),)).fetchall():
            entry = SourceEntry(*row)
            sources[entry.key].take(entry)
        readings.load([number for about in sources.values() for number in about.shown()])
        placed = numbers_of(connection, chunk)
        rich = rich_ones(connection, [number for number, _ in placed.values()])
        plain: dict[int, Plain] = {}
        for key in chunk:
            number, name = placed.get(key, (0, ""))
            if number and number not in rich and sources[key].is_plain:
                plain[number] = sources[key].plain(name, readings)
            else:
                _refresh(connection, key, sources[key], readings)
        settle_plain(connection, plain)


def _refresh(connection: sqlite3.Connection, key: str, about: _About, readings: Readings) -> None:
    number = _number(connection, key, about, readings)
    if number is None:
        return
    if about.kind is None and not about.captures and not _is_used(connection, number):
        connection.execute("DELETE FROM source WHERE number = ?", (number,))
        return
    refresh_captures(connection, number, about.captures, readings)
    _write_corrections(connection, number, about, readings)
    _write_testimony(connection, number, about, readings)
    _write_archived(connection, number, about, readings)
    _write_timestamps(connection, number, about, readings)
    _settle(connection, number, about, readings)


def _number(
    connection: sqlite3.Connection, key: str, about: _About, readings: Readings
) -> int | None:
    """The number of a source; ``None`` while no live event tells its id."""
    found = connection.execute("SELECT number FROM source WHERE key = ?", (key,)).fetchone()
    if found is not None:
        return int(found[0])
    for entry in (about.kind, *about.captures[:1]):
        value = readings[entry.number] if entry is not None else None
        if isinstance(value, SourceValue | CaptureValue):
            return place_source(connection, value.source)
    return None


def _is_used(connection: sqlite3.Connection, number: int) -> bool:
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM evidence WHERE source = ?1)"
        " OR EXISTS (SELECT 1 FROM attachment WHERE source = ?1)",
        (number,),
    )
    return bool(found.fetchone()[0])


def _write_corrections(
    connection: sqlite3.Connection, number: int, about: _About, readings: Readings
) -> None:
    connection.execute("DELETE FROM correction WHERE source = ?", (number,))
    for name, entry in about.corrections.items():
        value = None if entry.withdraws else readings[entry.number]
        if isinstance(value, CorrectionValue):
            connection.execute(
                "INSERT INTO correction VALUES (?,?,?,?,?,?,?)",
                (
                    number,
                    name.removeprefix(CORRECTION),
                    value.value,
                    value.because,
                    written(tick_of_event(entry.event)),
                    entry.reviewer,
                    entry.event.hex(),
                ),
            )


def _write_testimony(
    connection: sqlite3.Connection, number: int, about: _About, readings: Readings
) -> None:
    connection.execute("DELETE FROM testimony WHERE source = ?", (number,))
    value = readings[about.testimony.number] if about.testimony is not None else None
    if about.testimony is not None and isinstance(value, TestimonyValue):
        connection.execute(
            "INSERT INTO testimony VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                number,
                value.who,
                value.on,
                value.terms,
                value.asked_on,
                value.answered_on,
                value.confidential,
                value.note,
                written(tick_of_event(about.testimony.event)),
                about.testimony.reviewer,
            ),
        )


def _write_archived(
    connection: sqlite3.Connection, number: int, about: _About, readings: Readings
) -> None:
    connection.execute("DELETE FROM archived_copy WHERE source = ?", (number,))
    for entry in about.archived.values():
        value = readings[entry.number]
        if isinstance(value, ArchivedValue):
            connection.execute(
                "INSERT INTO archived_copy VALUES (?,?,?,?,?,?,?,?,?)",
                (
                    number,
                    value.archive,
                    value.state,
                    value.url,
                    written_moment(value.archived_at) if value.archived_at else None,
                    written_moment(value.checked_at),
                    value.note,
                    entry.reviewer,
                    entry.event.hex(),
                ),
            )


def _write_timestamps(
    connection: sqlite3.Connection, number: int, about: _About, readings: Readings
) -> None:
    connection.execute("DELETE FROM timestamp WHERE source = ?", (number,))
    for entry in about.timestamps:
        value = readings[entry.number]
        if isinstance(value, TimestampValue):
            connection.execute(
                "INSERT INTO timestamp VALUES (?,?,?,?,?,?,?,?,?)",
                (
                    entry.number,
                    entry.event.hex(),
                    number,
                    value.capture,
                    value.authority,
                    value.token,
                    value.digest,
                    written_moment(value.at),
                    entry.reviewer,
                ),
            )


def _settle(connection: sqlite3.Connection, number: int, about: _About, readings: Readings) -> None:
    """Sum a source up in its row: what it is, and how its newest capture went."""
    value = readings[about.kind.number] if about.kind is not None else None
    given = value if isinstance(value, SourceValue) else None
    event = about.kind.event.hex() if about.kind is not None else ""
    address = connection.execute(
        _FIRST_ADDRESS, (number, event, (given.url or "") if given else "")
    ).fetchone()
    newest = connection.execute(_NEWEST, (number,)).fetchone() or (None, None, None, None)
    with_text = connection.execute(_NEWEST_WITH_TEXT, (number,)).fetchone()
    (name,) = connection.execute("SELECT id FROM source WHERE number = ?", (number,)).fetchone()
    connection.execute(
        "UPDATE source SET kind = ?, url = ?, title = ?, published = ?, captures = ?,"
        " outcome = ?, reason = ?, captured_at = ?, latest = ? WHERE number = ?",
        (
            given.kind if given else kind_by_name(name),
            address[0] if address else "",
            _word(connection, number, "title", given.title if given else None),
            _word(connection, number, "published", None),
            len(about.captures),
            *newest[:3],
            with_text[0] if with_text else newest[3],
            number,
        ),
    )


def _word(connection: sqlite3.Connection, number: int, name: str, given: str | None) -> str | None:
    """A metadatum: as corrected, else as given with the source, else as the page has it."""
    corrected = connection.execute(
        "SELECT value FROM correction WHERE source = ? AND field = ?", (number, name)
    ).fetchone()
    if corrected is not None:
        return corrected[0] or None
    own = None if given else connection.execute(_OWN_WORD, (number, name)).fetchone()
    return own[0] if own is not None else given
