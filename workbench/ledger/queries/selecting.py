"""Which claims a report is about, beyond what a filter says: by who decided, and when."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotSo
from workbench.ledger.clock import first_id
from workbench.ledger.identifiers import tag_key
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_ID_PREFIX: Final = 8
_RATED: Final = (
    "SELECT DISTINCT claim FROM rated JOIN entered ON entered.number = rated.number WHERE live = 1"
)


def decided_claims(
    ledger: "Ledger",
    *,
    reviewer: str | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
) -> frozenset[int]:
    """The numbers of the claims with a verdict in force of this reviewer, given in this time.

    Raises:
        NotSo: There is no such reviewer.
    """
    sql = _RATED
    given: list[Any] = []
    if reviewer is not None:
        sql += " AND reviewer IN (SELECT value FROM json_each(?))"
        given.append(str(_reviewers(ledger, reviewer)))
    if since is not None:
        sql += " AND event >= ?"
        given.append(first_id(since))
    if before is not None:
        sql += " AND event < ?"
        given.append(first_id(before))
    return frozenset(row[0] for row in ledger.rows(sql, given))


def tagged_claims(ledger: "Ledger", tags: Sequence[str]) -> frozenset[int]:
    """The numbers of the claims that have all of these tags."""
    keys = {tag_key(tag) for tag in tags}
    rows = ledger.rows(
        "SELECT claim FROM tag WHERE key IN (SELECT value FROM json_each(?))"
        " GROUP BY claim HAVING count(DISTINCT key) = ?",
        (json.dumps(sorted(keys)), len(keys)),
    )
    return frozenset(row[0] for row in rows)


def linked_claims(ledger: "Ledger", claims: Sequence[str]) -> frozenset[str]:
    """Those of these claims that somebody has linked with others, rejections left out."""
    given = json.dumps(list(claims))
    rows = ledger.rows(
        "SELECT a FROM claim_pair WHERE a IN (SELECT value FROM json_each(?1))"
        " AND state <> 'distinct' UNION SELECT b FROM claim_pair"
        " WHERE b IN (SELECT value FROM json_each(?1)) AND state <> 'distinct'",
        (given,),
    )
    return frozenset(row[0] for row in rows)


def told_sources(ledger: "Ledger") -> frozenset[str]:
    """The ids of the sources that are what somebody said or wrote to a reviewer."""
    # CROSS JOIN, or SQLite goes through all sources where hardly any is a testimony.
    rows = ledger.rows(
        "SELECT source.id FROM testimony CROSS JOIN source ON source.number = testimony.source"
    )
    return frozenset(row[0] for row in rows)


def scales_named(ledger: "Ledger") -> tuple[str, ...]:
    """The ids of the scales that verdicts in force name."""
    rows = ledger.rows("SELECT DISTINCT scale FROM verdict WHERE live = 1 ORDER BY scale")
    return tuple(row[0] for row in rows)


def reviewer_names(ledger: "Ledger") -> dict[str, str]:
    """The name of each reviewer by their id, as far as names have arrived."""
    return {row[0]: row[1] for row in ledger.rows("SELECT id, name FROM reviewer") if row[1]}


def _reviewers(ledger: "Ledger", typed: str) -> list[int]:
    wanted = " ".join(typed.split()).casefold()
    rows = ledger.rows("SELECT number, id, name FROM reviewer")
    found = [number for number, _, name in rows if (name or "").casefold() == wanted]
    if not found and len(wanted) >= _ID_PREFIX:
        found = [number for number, identifier, _ in rows if identifier.startswith(wanted)]
    if not found:
        names = ", ".join(sorted({clean_line(name, 60) for _, _, name in rows if name}))
        raise NotSo(f"no reviewer is called {clean_line(typed, 60)}; there are: {names}")
    return found
