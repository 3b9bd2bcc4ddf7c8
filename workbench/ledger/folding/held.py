"""What the tables tell of claims already, so that it need not be read from the log once more.

Where very many events come at once, most claims that they touch have a row, with verdicts and
evidence that stay as they are. A row holds what its event says; only what it does not hold, or
what may have changed, is read again.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from workbench.ledger.folding.inserting import Row
from workbench.ledger.values import EvidenceValue
from workbench.model import Stance

_OF_CLAIMS: Final = "WHERE claim IN (SELECT value FROM json_each(?))"
_VERDICTS: Final = f"SELECT * FROM rated {_OF_CLAIMS}"
_EVIDENCE: Final = (
    "SELECT source.id, evidence.* FROM evidence CROSS JOIN source"
    f" ON source.number = evidence.source {_OF_CLAIMS}"
)
_STANCES: Final = {one.value: one for one in Stance}
_CAPTURE: Final = 10
"""The column of the table ``evidence`` that names the capture from which something was quoted."""


@dataclass(slots=True)
class Held:
    """The rows that some claims have, and those of their verdicts and evidence, by number."""

    claims: dict[int, Row] = field(default_factory=dict)
    verdicts: dict[int, Row] = field(default_factory=dict)
    evidence: dict[int, Row] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    """The ids of sources by their numbers."""

    def tells(self, number: int) -> bool:
        """Whether a row tells all of what an event says.

        What was quoted from a capture has details that are read from the log.
        """
        row = self.evidence.get(number)
        return row is not None and row[_CAPTURE] is None

    def value(self, number: int) -> EvidenceValue:
        """What an event says of which a row tells all."""
        _, _, _, source, url, quote, stance, seen_on, *_ = self.evidence[number]
        name = self.names[source]
        return EvidenceValue(url, name, quote, _STANCES[stance], date.fromisoformat(seen_on))


def hold(connection: sqlite3.Connection, claims: str, numbers: Iterable[int]) -> Held:
    """Read the rows of claims by their numbers; ``claims`` is the query for their own."""
    given = json.dumps(list(numbers))
    held = Held()
    held.claims = {row[0]: row for row in connection.execute(claims, (given,)).fetchall()}
    held.verdicts = {row[1]: row for row in connection.execute(_VERDICTS, (given,)).fetchall()}
    for name, *row in connection.execute(_EVIDENCE, (given,)).fetchall():
        held.evidence[row[0]] = tuple(row)
        held.names[row[3]] = name
    return held
