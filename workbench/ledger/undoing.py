"""Undo and redo: an event that names the act which it takes back.

An undo restates nothing. Whether the act's events count is decided by the fold, so that
undoing an adjudication brings the others' verdicts back under their own names, and one event
undoes an act of any size.
"""

from typing import TYPE_CHECKING, Final

from workbench.errors import NotSo
from workbench.ledger.queries.acts import latest_undo, own_act, undoable
from workbench.ledger.queries.documents import reviewer_from
from workbench.model import Act

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SUPERSEDED_BY: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN edge ON edge.parent = entry.event JOIN entry AS later ON later.number = edge.child"
    " JOIN act AS newer ON newer.number = later.act"
    " JOIN reviewer ON reviewer.number = later.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.live = 0 AND newer.undone = 0 AND later.act <> act.number"
    " AND later.kind = entry.kind AND later.entity = entry.entity AND later.field = entry.field"
    " AND (later.reviewer = entry.reviewer OR later.adjudicates = 1) LIMIT 1"
)
_BUILT_ON_CLAIM: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN entry AS other ON other.entity = entry.entity AND other.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = other.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'claim' AND entry.field = 'read' AND other.live = 1"
    " AND other.kind IN ('claim', 'verdict', 'evidence', 'attachment', 'tag', 'comment',"
    " 'question', 'answer') AND NOT EXISTS"
    " (SELECT 1 FROM entry AS same WHERE same.entity = entry.entity AND same.kind = 'claim'"
    " AND same.field = 'read' AND same.live = 1 AND same.withdraws = 0"
    " AND same.act <> entry.act) LIMIT 1"
)
_BUILT_ON_DOCUMENT: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN document ON document.id = entry.entity"
    " JOIN claim ON claim.document_added = document.added AND claim.document = document.number"
    " JOIN entry AS other ON other.number = claim.reading AND other.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = other.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'document' AND NOT EXISTS"
    " (SELECT 1 FROM entry AS same WHERE same.entity = entry.entity AND same.kind = 'document'"
    " AND same.live = 1 AND same.withdraws = 0 AND same.act <> entry.act) LIMIT 1"
)
_BUILT_ON_EVIDENCE: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN evidence ON evidence.number = entry.number"
    " JOIN verdict ON verdict.claim = evidence.claim AND verdict.live = 1"
    " AND verdict.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = verdict.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'evidence' AND evidence.id IN"
    " (SELECT value FROM json_each(verdict.evidence)) LIMIT 1"
)
_BUILT_ON_CAPTURE: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN capture ON capture.number = entry.number"
    " JOIN evidence ON evidence.source = capture.source AND evidence.capture = capture.id"
    " AND evidence.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = evidence.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'capture' LIMIT 1"
)
_CARRIED_ON: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN rated ON rated.carried_claim = entry.entity"
    " AND rated.carried_verdict = lower(hex(entry.event))"
    " JOIN entered AS carried ON carried.number = rated.number AND carried.live = 1"
    " AND carried.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = carried.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'verdict' LIMIT 1"
)
_ANSWERED: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN question ON question.number = entry.number"
    " JOIN answer ON answer.claim = question.claim AND answer.question = question.id"
    " AND answer.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = answer.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'question' LIMIT 1"
)
_REPLIED: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN comment ON comment.number = entry.number"
    " JOIN comment AS reply ON reply.claim = comment.claim AND reply.parent = comment.id"
    " AND reply.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = reply.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'comment' LIMIT 1"
)
_LINKED: Final = (
    "SELECT reviewer.id, reviewer.name FROM act JOIN entry ON entry.act = act.number"
    " JOIN claim_pair ON claim_pair.a = entry.entity OR claim_pair.b = entry.entity"
    " JOIN link ON link.pair = claim_pair.id AND link.reviewer <> entry.reviewer"
    " JOIN reviewer ON reviewer.number = link.reviewer"
    " WHERE act.id = ?1 AND act.reviewer = (SELECT number FROM reviewer WHERE id = ?2)"
    " AND entry.kind = 'claim' AND entry.field = 'read' AND NOT EXISTS"
    " (SELECT 1 FROM entry AS same WHERE same.entity = entry.entity AND same.kind = 'claim'"
    " AND same.field = 'read' AND same.live = 1 AND same.withdraws = 0"
    " AND same.act <> entry.act) LIMIT 1"
)
_OBSTACLES: Final = (
    (_SUPERSEDED_BY, "{who} has decided anew since"),
    (_BUILT_ON_CLAIM, "{who} has worked on its claims since"),
    (_BUILT_ON_DOCUMENT, "{who} has added claims to its document since"),
    (_BUILT_ON_EVIDENCE, "{who} has given a verdict that rests on it"),
    (_BUILT_ON_CAPTURE, "{who} has quoted from it since"),
    (_CARRIED_ON, "{who} has carried it to a duplicate since"),
    (_ANSWERED, "{who} has answered its question since"),
    (_REPLIED, "{who} has replied to its comment since"),
    (_LINKED, "{who} has linked its claims since"),
)


def undo(ledger: "Ledger") -> Act:
    """Undo the reviewer's own latest act that stands, and return it.

    Raises:
        NotSo: There is nothing to undo, or somebody has built on it; the message says who.
        StorageError: The database cannot be written.
    """
    act = undoable(ledger)
    if act is None:
        raise NotSo("there is nothing of yours to undo")
    with ledger.act(f"Undo: {act.label}", act.claims) as writing:
        now = undoable(ledger)
        if now is None or now.id != act.id:
            raise NotSo("something else was done in the meantime; look, then undo again")
        _check_nothing_hangs_on(ledger, act)
        writing.record("undo", act.id, "undone", {}, replaces_own=False)
    return own_act(ledger, act.id, act.by.id)


def redo(ledger: "Ledger") -> Act:
    """Take the latest undo back, and return the act that stands again.

    Raises:
        NotSo: There is nothing to redo, or something newer was done since.
        StorageError: The database cannot be written.
    """
    found = latest_undo(ledger)
    if found is None:
        raise NotSo("there is nothing to redo")
    undone_by, reviewer, target = found
    act = own_act(ledger, target, reviewer)
    with ledger.act(f"Redo: {act.label}", act.claims) as writing:
        if latest_undo(ledger) != found:
            raise NotSo("something else was done in the meantime; look, then redo again")
        writing.record("undo", undone_by, "undone", {}, replaces_own=False)
    return own_act(ledger, target, reviewer)


def _check_nothing_hangs_on(ledger: "Ledger", act: Act) -> None:
    for sql, words in _OBSTACLES:
        found = ledger.rows(sql, (act.id, act.by.id))
        if found:
            other = reviewer_from(*found[0])
            who = "you, elsewhere," if other.id == act.by.id else other.name
            raise NotSo(
                f"“{act.label}” cannot be undone: {words.format(who=who)}; "
                "do the opposite as a new step instead"
            )
