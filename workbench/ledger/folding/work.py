"""The tables of the work on claims: ``detail``, ``tag``, ``comment``, ``question``, ``answer``.

All that is live is in them, from whomever it is. Of several live words on one side of a claim
the claim itself shows the latest; a tag stands while anybody's does.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.decisions import ClaimEntry
from workbench.ledger.folding.inserting import Row, insert_rows
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import (
    AnswerValue,
    CommentValue,
    DetailValue,
    QuestionValue,
    TagValue,
)
from workbench.model import Priority

DETAILS: Final = frozenset(
    {"claimant", "claimed_on", "place", "appearance", "priority", "assigned", "taken_over"}
)
"""The fields of a claim's events that say one thing about it each."""
WORK_KINDS: Final = frozenset({"tag", "comment", "question", "answer"})
_TABLES: Final = {
    "detail": ("number",),
    "tag": ("claim", "key"),
    "comment": ("number",),
    "question": ("number",),
    "answer": ("number",),
}
"""The tables, each with the columns with which it begins and that name a row."""
_RANKS: Final = {one.value: rank for rank, one in enumerate(Priority)}
PRIORITIES: Final = tuple(Priority)
"""Priorities by their rank in the table ``claim``."""

NOTHING_SHOWN: Final[Row] = (None, None, None, None, _RANKS[Priority.NORMAL], None, 0)


@dataclass(slots=True)
class Work:
    """What reviewers said of a claim beside its wording, live words only, in order of event id."""

    details: dict[str, ClaimEntry] = field(default_factory=dict)
    live: list[ClaimEntry] = field(default_factory=list)

    def take(self, entry: ClaimEntry) -> None:
        """Sort in one event."""
        if entry.live and not entry.withdraws:
            self.live.append(entry)
            if entry.kind == "claim":
                self.details[entry.field] = entry

    @property
    def numbers(self) -> list[int]:
        """The entries whose values are needed."""
        return [one.number for one in self.live]

    def claimant(self, read: str | None, readings: Readings) -> str | None:
        """The name of the claimant: a reviewer's word where there is one, else the reader's."""
        said = self._said("claimant", readings)
        return read if said is None else said.value or None

    def shown(self, readings: Readings) -> Row:
        """What the table ``claim`` shows of it, in the order of its columns."""
        if not self.details:
            return NOTHING_SHOWN
        claimant = self._said("claimant", readings)
        priority = self._said("priority", readings)
        return (
            claimant.kind if claimant else None,
            *(self._text(one, readings) for one in ("claimed_on", "place", "appearance")),
            _RANKS[priority.value if priority else Priority.NORMAL],
            self._text("assigned", readings),
            int("taken_over" in self.details),
        )

    def _said(self, name: str, readings: Readings) -> DetailValue | None:
        entry = self.details.get(name)
        value = readings[entry.number] if entry else None
        return value if isinstance(value, DetailValue) else None

    def _text(self, name: str, readings: Readings) -> str | None:
        said = self._said(name, readings)
        return said.value or None if said else None


def refresh_work(
    connection: sqlite3.Connection, claims: Sequence[tuple[int, Work]], readings: Readings
) -> None:
    """Write the work on claims anew; what is there already stays as it lies."""
    if not claims:
        return
    numbers = json.dumps([number for number, _ in claims])
    rows: dict[str, set[Row]] = {table: set() for table in _TABLES}
    for number, work in claims:
        for table, row in work_rows(number, work.live, readings):
            rows[table].add(row)
    for table, keys in _TABLES.items():
        there = set(
            connection.execute(
                f"SELECT * FROM {table} WHERE claim IN (SELECT value FROM json_each(?))",
                (numbers,),
            ).fetchall()
        )
        wanted = rows[table]
        named = " AND ".join(f"{key} = ?" for key in keys)
        connection.executemany(
            f"DELETE FROM {table} WHERE {named}", [row[: len(keys)] for row in there - wanted]
        )
        insert_rows(connection, table, wanted - there)


def work_rows(
    claim: int, entries: Iterable[ClaimEntry], readings: Readings
) -> Iterator[tuple[str, Row]]:
    """The rows of the work on a claim, each with the table in which it lies."""
    tagged: set[str] = set()
    for entry in entries:
        at = written(tick_of_event(entry.event))
        place = (entry.number, entry.event.hex(), claim)
        name = entry.field
        match readings[entry.number]:
            case DetailValue() as said:
                yield "detail", (*place, name, said.value, said.kind, at, entry.reviewer)
            case TagValue() as said if name not in tagged:
                tagged.add(name)
                yield "tag", (claim, name, said.tag, at, entry.reviewer)
            case CommentValue() as said:
                yield "comment", (*place, name, said.text, said.parent, at, entry.reviewer)
            case QuestionValue() as said:
                yield "question", (*place, name, said.text, at, entry.reviewer)
            case AnswerValue() as said:
                found = (said.question, said.text, said.kind, said.evidence, said.url)
                yield "answer", (*place, name, *found, said.because, at, entry.reviewer)
