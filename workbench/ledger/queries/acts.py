"""Acts: what was done last, and what can be undone or redone."""

from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotSo
from workbench.ledger.clock import moment
from workbench.ledger.events import parse
from workbench.ledger.queries.documents import reviewer_from
from workbench.model import Act

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_ACTS: Final = (
    "SELECT act.id, act.label, act.started, act.undone, reviewer.id, reviewer.name, event.body"
    " FROM act JOIN reviewer ON reviewer.number = act.reviewer"
    " LEFT JOIN event ON event.id = act.labelled"
)
_OWN: Final = f"{_ACTS} WHERE reviewer.id = ?"
_ORDER: Final = " ORDER BY act.started DESC, act.id DESC LIMIT ?"


def recent_acts(ledger: "Ledger", limit: int) -> tuple[Act, ...]:
    """The latest acts of all reviewers, the latest first; undoing and redoing are acts too."""
    rows = ledger.rows(f"{_ACTS} WHERE act.steps > 0 OR act.undoes IS NOT NULL{_ORDER}", (limit,))
    return tuple([act_from(row) for row in rows])


def undoable(ledger: "Ledger") -> Act | None:
    """The act that an undo would undo: the reviewer's own latest that stands, if there is one.

    Whether somebody has built on it is found out by the undo itself, which then says who.
    """
    known = ledger.identity.known_reviewer()
    if known is None:
        return None
    rows = ledger.rows(f"{_OWN} AND act.undone = 0 AND act.steps > 0{_ORDER}", (known.id, 1))
    return act_from(rows[0]) if rows else None


def redoable(ledger: "Ledger") -> Act | None:
    """The act that a redo would bring back, as long as nothing newer was done since."""
    undo = latest_undo(ledger)
    if undo is None:
        return None
    rows = ledger.rows(f"{_OWN} AND act.id = ?{_ORDER}", (undo[1], undo[2], 1))
    return act_from(rows[0]) if rows else None


def latest_undo(ledger: "Ledger") -> tuple[str, str, str] | None:
    """The undo that a redo would take back: its act, its reviewer, and the act it undoes."""
    known = ledger.identity.known_reviewer()
    if known is None:
        return None
    rows = ledger.rows(
        # The reviewer's number is looked up once, so that the bound is worked out once too.
        "SELECT undo.id, undo.undoes FROM act AS undo"
        " JOIN act AS target ON target.id = undo.undoes AND target.reviewer = undo.reviewer"
        " WHERE undo.reviewer = (SELECT number FROM reviewer WHERE id = ?1)"
        " AND undo.undone = 0 AND target.undoes IS NULL"
        " AND target.undone = 1 AND undo.started > coalesce((SELECT started FROM act"
        " WHERE act.reviewer = (SELECT number FROM reviewer WHERE id = ?1)"
        " AND act.undone = 0 AND act.steps > 0 ORDER BY started DESC LIMIT 1), -1)"
        " ORDER BY undo.started DESC, undo.id DESC LIMIT 1",
        (known.id,),
    )
    return (rows[0][0], known.id, rows[0][1]) if rows else None


def own_act(ledger: "Ledger", act_id: str, reviewer: str) -> Act:
    """One act of a reviewer.

    Raises:
        NotSo: There is no such act.
    """
    rows = ledger.rows(f"{_OWN} AND act.id = ?", (reviewer, act_id))
    if not rows:
        raise NotSo(f"there is no act {act_id}")
    return act_from(rows[0])


def act_from(row: Any) -> Act:
    """An act from a row of the table with the body of its labelled event."""
    claims = parse(row[6]).get("claims", []) if row[6] else []
    return Act(
        id=row[0],
        label=row[1],
        at=moment(row[2]),
        by=reviewer_from(row[4], row[5]),
        claims=tuple(claims),
        undone=bool(row[3]),
    )
