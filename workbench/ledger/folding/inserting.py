"""How rows get into a table: at once, or many together in the order in which they will lie.

What hangs on claims is worked out claim by claim, but lies in its table by the number of its event.
Put in as it comes, each row lands somewhere in the middle of the table.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final

Row = tuple[Any, ...]

_MOST_ROWS: Final = 10_000
_ROWS_OF_A_STATEMENT: Final = 50
_NAMED: Final = ("attachment", "evidence")
_SOURCE: Final = "(SELECT number FROM source WHERE id = ?)"
_by_number: Final = itemgetter(0)


def insert_rows(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows, in the order of their numbers."""
    for length, found in by_length(rows).items():
        _insert(connection, table, length, found)


def insert_together(
    connection: sqlite3.Connection, table: str, marks: str, rows: Sequence[Row]
) -> None:
    """Insert rows, some dozens by one statement.

    Where a trigger hangs on the table each statement begins by noting how to take itself back,
    which takes almost as long as to insert a row.
    """
    size = _ROWS_OF_A_STATEMENT
    full = len(rows) - len(rows) % size
    groups = (chain.from_iterable(rows[at : at + size]) for at in range(0, full, size))
    connection.executemany(
        f"INSERT INTO {table} VALUES {','.join([marks] * size)}", map(tuple, groups)
    )
    connection.executemany(f"INSERT INTO {table} VALUES {marks}", rows[full:])


def by_length(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Rows in the order of their numbers, by how much is left of each without a missing end.

    What is missing at the end of a row is not handed over: Python's sqlite3 asks of each value that
    is neither a plain text nor a plain number whether it can be adapted, which takes longer than
    all the rest. For the same reason truths are best given as numbers and words as plain texts.
    """
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=_by_number):
        length = len(row)
        while row[length - 1] is None:
            length -= 1
        found[length].append(row[:length])
    return found


def _insert(
    connection: sqlite3.Connection,
    table: str,
    length: int,
    rows: Iterable[Row],
    named: str = "",
) -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")][:length]
    marks = [_SOURCE if name == named else "?" for name in names]
    connection.executemany(
        f"INSERT INTO {table}({', '.join(names)}) VALUES ({','.join(marks)})", rows
    )


class Together:
    """Collects rows, and inserts some ten thousand of a table at a time.

    Only for tables that nobody reads before :meth:`finish`. What lies on sources names them by
    their ids.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)

    def insert(self, table: str, length: int, rows: Sequence[Row]) -> None:
        """Take rows of one length; they are inserted once they are many."""
        waiting = self._rows[table, length]
        waiting.extend(rows)
        if len(waiting) >= _MOST_ROWS:
            self._write_collected(table, length)

    def finish(self) -> None:
        """Insert what is left."""
        for table, length in list(self._rows):
            self._write_collected(table, length)

    def write(self, table: str, length: int, rows: Sequence[Row]) -> None:
        """Insert rows of one length that are in order, at once."""
        _insert(self._connection, table, length, rows, "source" if table in _NAMED else "")

    def _write_collected(self, table: str, length: int) -> None:
        self.write(table, length, sorted(self._rows.pop((table, length)), key=_by_number))
