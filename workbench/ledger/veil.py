"""The veil of a second reader: verdicts that wait to be read again are not shown to who reads.

Where a project asks for blind second readers, a verdict is hidden from everybody but its giver
until a second reader has given one, somebody has adjudicated, or the reader has said that they
look at it all the same. The hiding is done once, under everything: on a connection that only
reads, temporary views stand in the place of the tables ``claim`` and ``verdict`` and leave the
hidden out. So lists, searches, facets and histories cannot forget it. The file itself is open to
anybody, and what writes uses the tables.
"""

import json
from typing import TYPE_CHECKING, Final

from workbench.ledger.connection import plain_errors
from workbench.ledger.values.settings import read_second_reader

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_ME: Final = "(SELECT number FROM main.reviewer WHERE id = reader_here())"
_OPEN: Final = (
    "EXISTS (SELECT 1 FROM main.verdict AS shown WHERE shown.claim = {0}.number AND shown.live = 1"
    f" AND (shown.adjudicates = 1 OR shown.reviewer = {_ME}))"
    " OR EXISTS (SELECT 1 FROM main.entry AS look WHERE look.entity = {0}.id"
    " AND look.kind = 'look' AND look.live = 1 AND look.withdraws = 0"
    f" AND look.reviewer = {_ME})"
)
_HELD: Final = "({0}.status IN ('single', 'unrated') AND NOT (" + _OPEN + "))"
_HELD_THEN: Final = "({0}.id IN (SELECT id FROM temp.held))"
_RULE: Final = (
    "SELECT value FROM setting WHERE project = ? AND field = 'second_reader'"
    " ORDER BY id DESC LIMIT 1"
)
_IS_DRAWN: Final = "SELECT 1 FROM temp.sqlite_master WHERE name = 'verdict'"


def draw_veil(ledger: "Ledger") -> None:
    """Hide what the rule of the project hides on this connection, or show it again.

    The rule may have changed since; a connection that writes is left as it is.
    """
    if not ledger.read_only or ledger.past:
        return
    wanted = _is_blind(ledger)
    if wanted == is_veiled(ledger):
        return
    if wanted:
        _hide(ledger, _HELD)
    else:
        _on_temporary(ledger, ["DROP VIEW temp.claim", "DROP VIEW temp.verdict"])


def held_claims(ledger: "Ledger") -> frozenset[str] | None:
    """The claims whose verdicts are hidden on this connection, or ``None`` if it hides nothing."""
    if not is_veiled(ledger):
        return None
    rows = ledger.rows(f"SELECT id FROM main.claim AS one WHERE {_HELD.format('one')}")
    return frozenset(row[0] for row in rows)


def hold(then: "Ledger", held: frozenset[str]) -> None:
    """Hide the verdicts on these claims, which are hidden now, in the state of a past day."""
    _on_temporary(then, ["CREATE TEMP TABLE held(id TEXT PRIMARY KEY) WITHOUT ROWID"])
    with plain_errors(then.path):
        then.connection.execute("PRAGMA query_only=OFF")
        then.connection.executemany("INSERT INTO temp.held VALUES (?)", [(one,) for one in held])
        then.connection.execute("PRAGMA query_only=ON")
    _hide(then, _HELD_THEN)


def is_veiled(ledger: "Ledger") -> bool:
    """Whether this connection hides verdicts that wait for a second reader."""
    return bool(ledger.rows(_IS_DRAWN))


def hidden_verdicts(ledger: "Ledger", claim_id: str) -> frozenset[str]:
    """The ids of the verdicts on a claim that this connection hides."""
    if not is_veiled(ledger):
        return frozenset()
    rows = ledger.rows(
        "SELECT one.id FROM main.verdict AS one JOIN main.claim ON main.claim.number = one.claim"
        " WHERE main.claim.id = ? AND one.number NOT IN (SELECT number FROM temp.verdict"
        " WHERE temp.verdict.claim = main.claim.number)",
        (claim_id,),
    )
    return frozenset(row[0] for row in rows)


def _is_blind(ledger: "Ledger") -> bool:
    rows = ledger.rows(_RULE, (ledger.project.id,))
    rule = read_second_reader(json.loads(rows[0][0])) if rows else None
    return rule is not None and rule.required and rule.blind


def _hide(ledger: "Ledger", held: str) -> None:
    def reader() -> str:
        here = ledger.identity.known_reviewer()
        return "" if here is None else here.id

    ledger.connection.create_function("reader_here", 0, reader)
    columns = [row[1] for row in ledger.rows("PRAGMA main.table_info(claim)")]
    waiting = (
        f"{held.format('one')} AND EXISTS (SELECT 1 FROM main.verdict AS other"
        " WHERE other.claim = one.number AND other.live = 1)"
    )
    shown = ", ".join(
        f"CASE WHEN one.rating IS NOT NULL AND {waiting} THEN NULL ELSE one.rating END AS rating"
        if column == "rating"
        else f"one.{column} AS {column}"
        for column in columns
    )
    verdicts = (
        "CREATE TEMP VIEW verdict AS SELECT given.* FROM main.verdict AS given"
        f" WHERE given.reviewer = {_ME} OR NOT EXISTS (SELECT 1 FROM main.claim AS one"
        f" WHERE one.number = given.claim AND {held.format('one')})"
    )
    claims = f"CREATE TEMP VIEW claim AS SELECT {shown} FROM main.claim AS one"
    _on_temporary(ledger, [claims, verdicts])


def _on_temporary(ledger: "Ledger", statements: list[str]) -> None:
    """Change temporary things of a connection that may not write."""
    with plain_errors(ledger.path):
        ledger.connection.execute("PRAGMA query_only=OFF")
        for statement in statements:
            ledger.connection.execute(statement)
        ledger.connection.execute("PRAGMA query_only=ON")
