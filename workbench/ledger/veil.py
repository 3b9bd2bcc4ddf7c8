"""The veil of a second reader: verdicts that wait to be read again are not shown to who reads.

Where a project asks for blind second readers, a verdict is hidden from everybody but its giver
until a second reader has given one, somebody has adjudicated, or the reader has said that they
look at it all the same. The hiding is done once, under everything: on a connection that only
reads, temporary views stand in the place of ``claim``, ``rated`` and ``verdict`` and leave the
hidden out. So lists, searches, facets and histories cannot forget it. The file itself is open to
anybody, and what writes uses the tables.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from workbench.ledger.connection import plain_errors
from workbench.ledger.values.settings import read_second_reader
from workbench.model import SecondReader

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_ME: Final = "(SELECT number FROM main.reviewer WHERE id = reader_here())"
_OPEN: Final = (
    "EXISTS (SELECT 1 FROM main.rated AS open JOIN main.entered AS shown"
    " ON shown.number = open.number WHERE open.claim = {0}.number AND shown.live = 1"
    f" AND (shown.adjudicates = 1 OR shown.reviewer = {_ME}))"
    " OR EXISTS (SELECT 1 FROM main.entered AS look WHERE look.entity = {0}.number"
    " AND look.kind = 'look' AND look.live = 1 AND look.withdraws = 0"
    f" AND look.reviewer = {_ME})"
)
_HELD: Final = "({0}.status IN ('single', 'unrated') AND NOT (" + _OPEN + "))"
_UNREAD: Final = (
    "({0}.status = 'single' AND NOT EXISTS (SELECT 1 FROM main.rated AS read JOIN main.entered"
    " AS settled ON settled.number = read.number"
    " WHERE read.claim = {0}.number AND settled.live = 1 AND settled.adjudicates = 1))"
)
_HELD_THEN: Final = "({0}.id IN (SELECT id FROM temp.held))"
_RULE: Final = (
    "SELECT value FROM setting WHERE project = ? AND field = 'second_reader'"
    " ORDER BY id DESC LIMIT 1"
)
_VEILED: Final = ("claim", "rated", "verdict")
_IS_DRAWN: Final = "SELECT 1 FROM temp.sqlite_master WHERE name = 'verdict'"


def draw_veil(ledger: "Ledger") -> None:
    """Hide what the rule of the project hides on this connection, or show it again.

    The rule may have changed since; a connection that writes is left as it is.
    """
    if not ledger.read_only or ledger.past:
        return
    rule = _rule(ledger)
    wanted = rule is not None and rule.required and rule.blind
    if wanted == is_veiled(ledger):
        return
    if wanted:
        _hide(ledger, _HELD)
    else:
        _show(ledger)


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


@contextmanager
def published(ledger: "Ledger") -> Iterator[None]:
    """Let claims that await a second reader look undecided to everybody, as long as this lasts.

    It does nothing where the project asks for no second reader.
    """
    rule = _rule(ledger)
    if rule is None or not rule.required:
        yield
        return
    veiled = is_veiled(ledger)
    if veiled:
        _show(ledger)
    _hide(ledger, _UNREAD, from_all=True)
    try:
        yield
    finally:
        _show(ledger)
        if veiled:
            _hide(ledger, _HELD_THEN if ledger.past else _HELD)


def is_veiled(ledger: "Ledger") -> bool:
    """Whether this connection hides verdicts that wait for a second reader."""
    return bool(ledger.rows(_IS_DRAWN))


def hidden_verdicts(ledger: "Ledger", claim_id: str) -> frozenset[str]:
    """The ids of the verdicts on a claim that this connection hides."""
    if not is_veiled(ledger):
        return frozenset()
    rows = ledger.rows(
        "SELECT lower(hex(entered.event)) FROM main.entity"
        " JOIN main.rated AS one ON one.claim = entity.number"
        " JOIN main.entered ON entered.number = one.number"
        " WHERE entity.id = ? AND one.number NOT IN (SELECT number FROM temp.rated"
        " WHERE temp.rated.claim = one.claim)",
        (claim_id,),
    )
    return frozenset(row[0] for row in rows)


def _rule(ledger: "Ledger") -> SecondReader | None:
    rows = ledger.rows(_RULE, (ledger.project.id,))
    return read_second_reader(json.loads(rows[0][0])) if rows else None


def _show(ledger: "Ledger") -> None:
    _on_temporary(ledger, [f"DROP VIEW temp.{one}" for one in _VEILED])


def _hide(ledger: "Ledger", held: str, *, from_all: bool = False) -> None:
    def reader() -> str:
        here = ledger.identity.known_reviewer()
        return "" if here is None else here.id

    ledger.connection.create_function("reader_here", 0, reader)
    columns = [row[1] for row in ledger.rows("PRAGMA main.table_xinfo(claim)")]
    waiting = (
        f"{held.format('one')} AND EXISTS (SELECT 1 FROM main.rated AS other"
        " JOIN main.entered AS given ON given.number = other.number"
        " WHERE other.claim = one.number AND given.live = 1)"
    )
    instead = {
        "rating": f"CASE WHEN one.rating IS NOT NULL AND {waiting} THEN NULL ELSE one.rating END"
    }
    if from_all:
        instead["status"] = f"CASE WHEN {waiting} THEN 'unrated' ELSE one.status END"
        instead["verdict_count"] = f"CASE WHEN {waiting} THEN 0 ELSE one.verdict_count END"
    shown = ", ".join(f"{instead.get(one, f'one.{one}')} AS {one}" for one in columns)
    giver = "(SELECT reviewer FROM main.entered WHERE entered.number = given.number)"
    mine = "0" if from_all else f"{giver} = {_ME}"
    verdicts = [
        f"CREATE TEMP VIEW {table} AS SELECT given.* FROM main.{table} AS given"
        f" WHERE {mine} OR NOT EXISTS (SELECT 1 FROM main.claim AS one"
        f" WHERE one.number = given.claim AND {held.format('one')})"
        for table in ("rated", "verdict")
    ]
    claims = f"CREATE TEMP VIEW claim AS SELECT {shown} FROM main.claim AS one"
    _on_temporary(ledger, [claims, *verdicts])


def _on_temporary(ledger: "Ledger", statements: list[str]) -> None:
    """Change temporary things of a connection that may not write."""
    with plain_errors(ledger.path):
        ledger.connection.execute("PRAGMA query_only=OFF")
        try:
            for statement in statements:
                ledger.connection.execute(statement)
        finally:
            if ledger.read_only:
                ledger.connection.execute("PRAGMA query_only=ON")
