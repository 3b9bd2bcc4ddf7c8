"""What is in conflict, by ids alone: verdicts that differ, and other words on one and the same.

One place says what a conflict is, so that what a merge would bring and what is listed afterwards
are the same. The sides, in words, are with ``queries.disagreements``.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from workbench.ledger.schema import ENTRY_IN_QUESTION

VERDICT: Final = "verdict"
_VERDICTS: Final = (
    # Dismissed claims wait for nobody, nor do those that were split or joined.
    "SELECT id FROM claim WHERE dismissed = 0 AND status = 'conflict' AND +taken_over = 0"
)
_SEVERAL: Final = (
    f"SELECT entity, kind, field FROM entered WHERE {ENTRY_IN_QUESTION}"
    " GROUP BY entity, kind, field HAVING count(*) > 1"
)
_SAID: Final = (
    # The reason aside. Bodies are canonical, so equal texts say the same.
    "json_remove((SELECT body FROM event WHERE event.id = entered.event) -> '$.value',"
    " '$.because', '$.reason')"
)
_IS_THERE: Final = (
    "CASE kind"
    " WHEN 'claim' THEN EXISTS (SELECT 1 FROM claim WHERE claim.number = entered.entity)"
    " WHEN 'source' THEN EXISTS (SELECT 1 FROM source JOIN entity ON entity.id = source.key"
    " WHERE entity.number = entered.entity)"
    " ELSE EXISTS (SELECT 1 FROM project JOIN entity ON entity.id = project.id"
    " WHERE entity.number = entered.entity) END"
)
WORDS_IN_CLASH: Final = (
    f"SELECT entity, kind, field FROM entered WHERE {ENTRY_IN_QUESTION}"
    f" AND (entity, kind, field) IN ({_SEVERAL}) AND {_IS_THERE}"
    f" GROUP BY entity, kind, field HAVING count(DISTINCT {_SAID}) > 1"
)
"""Of which things, by number, kind and side, live words differ. Who say the same do not disagree;
what they are about is there, neither withdrawn nor still to come."""
_WORDS: Final = (
    f"SELECT kind, entity.id, field FROM ({WORDS_IN_CLASH}) AS clash"
    " JOIN entity ON entity.number = clash.entity"
)
_ABOUT: Final = {
    "claim": (
        "SELECT claim.id, claim.statement FROM json_each(?) AS one"
        " JOIN entity ON entity.id = one.value JOIN claim ON claim.number = entity.number"
    ),
    "source": (
        "SELECT source.key, coalesce(nullif(title, ''), url) FROM json_each(?) AS one"
        " JOIN source ON source.key = one.value"
    ),
    "project": (
        "SELECT project.id, name FROM json_each(?) AS one JOIN project ON project.id = one.value"
    ),
}


@dataclass(frozen=True, slots=True)
class Clash:
    """A thing of which several live words differ; of a claim's verdicts the kind is ``verdict``."""

    kind: str
    entity: str
    field: str

    @property
    def is_verdict(self) -> bool:
        """Whether it is settled by another verdict, and not by choosing a side."""
        return self.kind == VERDICT

    @property
    def thing(self) -> tuple[str, str]:
        """What it is about: a claim, a source or a project, by its id."""
        return ("claim" if self.is_verdict else self.kind), self.entity


def clashes(connection: sqlite3.Connection) -> frozenset[Clash]:
    """All that there are now."""
    verdicts = [Clash(VERDICT, row[0], "rating") for row in connection.execute(_VERDICTS)]
    return frozenset(verdicts).union(Clash(*row) for row in connection.execute(_WORDS))


def in_turn(some: Iterable[Clash]) -> tuple[Clash, ...]:
    """Verdicts first, then by what they are about."""
    return tuple(
        sorted(some, key=lambda one: (not one.is_verdict, one.kind, one.entity, one.field))
    )


def words_about(
    connection: sqlite3.Connection, some: Iterable[Clash]
) -> dict[tuple[str, str], str]:
    """What they are about in words: a claim's statement, a source's title, a project's name."""
    wanted: dict[str, set[str]] = {}
    for clash in some:
        kind, entity = clash.thing
        wanted.setdefault(kind, set()).add(entity)
    return {
        (kind, entity): words
        for kind, entities in wanted.items()
        for entity, words in connection.execute(_ABOUT[kind], (json.dumps(sorted(entities)),))
    }
