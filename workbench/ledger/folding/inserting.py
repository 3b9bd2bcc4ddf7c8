"""How rows get into a table: at once, or many together in the order in which they will lie.

What hangs on claims is worked out claim by claim, but lies in its table by the number of its event.
Put in as it comes, each row lands somewhere in the middle of the table.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, Final

Row = tuple[Any, ...]

_MOST_ROWS: Final = 10_000
_by_number: Final = itemgetter(0)


def insert_rows(
    connection: sqlite3.Connection,
    table: str,
    rows: Iterable[Row],
    names: Sequence[str] | None = None,
) -> None:
    """Insert rows, in the order of their numbers; ``names`` are their columns if not all in turn.

    What is missing at the end of a row is not handed over: Python's sqlite3 asks of each value that
    is neither a plain text nor a plain number whether it can be adapted, which takes longer than
    all the rest. For the same reason truths are best given as numbers and words as plain texts.
    """
    by_length: defaultdict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=_by_number):
        length = len(row)
        while row[length - 1] is None:
            length -= 1
        by_length[length].append(row[:length])
    if not by_length:
        return
    names = names or [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for length, found in by_length.items():
        columns, marks = ", ".join(names[:length]), ",".join("?" * length)
        connection.executemany(f"INSERT INTO {table}({columns}) VALUES ({marks})", found)


class Together:
    """Collects rows, and inserts some ten thousand of a table at a time.

    Only for tables that nobody reads before :meth:`finish`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Take rows; those of a table are inserted once they are many."""
        waiting = self._rows[table]
        waiting.extend(rows)
        if len(waiting) >= _MOST_ROWS:
            insert_rows(self._connection, table, self._rows.pop(table))

    def finish(self) -> None:
        """Insert what is left."""
        while self._rows:
            insert_rows(self._connection, *self._rows.popitem())
