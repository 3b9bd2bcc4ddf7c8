"""Sources of which nothing is known but who quotes or attaches them: settled many at a time.

Most sources of a project are such: no capture, no correction, no archive, no testimony. What
their rows say follows from the evidence and attachments alone.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from workbench.model import SourceKind

_GIVEN: Final = "(SELECT value FROM json_each(?1))"
_RICH: Final = " UNION ".join(
    f"SELECT source FROM {table} WHERE source IN {_GIVEN}"
    for table in ("capture", "testimony", "correction", "archived_copy", "timestamp")
)
_FIRST_ADDRESSES: Final = (
    "SELECT source, min(id), url FROM ("
    f"SELECT source, id, url FROM evidence WHERE source IN {_GIVEN}"
    f" UNION ALL SELECT source, id, url FROM attachment WHERE source IN {_GIVEN}"
    ") WHERE url <> '' GROUP BY source"
)
_USED: Final = (
    f"SELECT source FROM evidence WHERE source IN {_GIVEN}"
    f" UNION SELECT source FROM attachment WHERE source IN {_GIVEN}"
)
_UPDATE: Final = (
    "UPDATE source SET kind = ?, url = ?, title = ?, published = NULL, captures = 0,"
    " outcome = NULL, reason = NULL, captured_at = NULL, latest = NULL WHERE number = ?"
)


class Plain(NamedTuple):
    """What is said of a source itself: of which kind, at what address, by which event, if any."""

    kind: str
    event: str | None
    url: str
    title: str | None


def kind_by_name(name: str) -> SourceKind:
    """What a source is whose kind nobody has told."""
    if name.startswith("file:"):
        return SourceKind.FILE
    return SourceKind.TEXT if name.startswith("said:") else SourceKind.PAGE


def numbers_of(connection: sqlite3.Connection, keys: list[str]) -> dict[str, tuple[int, str]]:
    """The numbers and ids of sources that have a row, by key."""
    rows = connection.execute(
        f"SELECT key, number, id FROM source WHERE key IN {_GIVEN}", (json.dumps(keys),)
    )
    return {key: (number, name) for key, number, name in rows.fetchall()}


def rich_ones(connection: sqlite3.Connection, numbers: list[int]) -> set[int]:
    """Those of which more is known."""
    return {row[0] for row in connection.execute(_RICH, (json.dumps(numbers),)).fetchall()}


def settle_plain(connection: sqlite3.Connection, plain: Mapping[int, Plain]) -> None:
    """Write the rows of such sources; one that nothing names any more goes."""
    if not plain:
        return
    given = (json.dumps(list(plain)),)
    used = {row[0] for row in connection.execute(_USED, given).fetchall()}
    first = {
        number: (event, url)
        for number, event, url in connection.execute(_FIRST_ADDRESSES, given).fetchall()
    }
    gone = [(one,) for one, about in plain.items() if about.event is None and one not in used]
    connection.executemany("DELETE FROM source WHERE number = ?", gone)
    connection.executemany(_UPDATE, _rows(plain, used, first))


def _rows(
    plain: Mapping[int, Plain], used: set[int], first: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[object, ...]]:
    for number, about in plain.items():
        if about.event is None and number not in used:
            continue
        told = [first[number]] if number in first else []
        if about.event is not None and about.url:
            told.append((about.event, about.url))
        yield about.kind, min(told)[1] if told else "", about.title, number
