"""Recording the work on claims: details, tags, comments, questions, splits and joins."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workbench.errors import NotSo
from workbench.ledger.identifiers import tag_key
from workbench.ledger.writing import Writing
from workbench.model import AnswerKind, ClaimantKind, Confidence, Priority

_NAMED = (
    "SELECT entry.event FROM entry JOIN reviewer ON reviewer.number = entry.reviewer"
    " WHERE entry.entity = ? AND entry.kind = ? AND entry.field = ?"
    " AND entry.live = 1 AND entry.withdraws = 0 AND reviewer.id = ?"
)


def record_detail(act: Writing, claim: str, field: str, value: Mapping[str, Any] | None) -> str:
    """Say one thing about a claim in the place of whatever anybody has said; ``None``: nothing.

    What is in force is on the screen while it is changed.
    """
    said = None if value is None else dict(value)
    return act.record("claim", claim, field, said, adjudicates=True)


def record_claimant(act: Writing, claim: str, name: str, kind: ClaimantKind | None) -> str:
    """Say who claims it."""
    return record_detail(act, claim, "claimant", {"name": name, "kind": kind})


def record_priority(act: Writing, claim: str, priority: Priority) -> str:
    """Say how soon a claim should be looked at."""
    return record_detail(act, claim, "priority", {"priority": priority})


def record_assignment(act: Writing, claim: str, reviewer: str | None) -> str:
    """Give a claim to a reviewer, by their id, or to nobody."""
    return record_detail(act, claim, "assigned", {"to": reviewer} if reviewer else None)


def record_taken_over(act: Writing, claim: str, by: Sequence[str]) -> str:
    """Say which claims stand in the place of this one."""
    return act.record("claim", claim, "taken_over", {"by": list(by)})


def record_tag(act: Writing, claim: str, tag: str) -> str:
    """Tag a claim."""
    return act.record("tag", claim, tag_key(tag), {"tag": tag})


def withdraw_tag(act: Writing, claim: str, tag: str) -> str:
    """Take a tag away, whoever gave it."""
    return act.record("tag", claim, tag_key(tag), None, adjudicates=True)


def record_comment(act: Writing, claim: str, text: str, parent: str | None = None) -> str:
    """Record a remark on a claim, and return its id of 16 digits."""
    field = act.new_field()
    act.record("comment", claim, field, {"text": text, "parent": parent}, replaces_own=False)
    return field


def record_question(act: Writing, claim: str, text: str) -> str:
    """Record a question on a claim, and return its id of 16 digits."""
    field = act.new_field()
    act.record("question", claim, field, {"text": text}, replaces_own=False)
    return field


def record_answer(
    act: Writing,
    claim: str,
    question: str,
    text: str,
    kind: AnswerKind,
    *,
    evidence: str | None = None,
    url: str | None = None,
    because: str | None = None,
) -> str:
    """Record an answer to a question on the same claim, and return its id of 16 digits."""
    field = act.new_field()
    value = {
        "question": question,
        "text": text,
        "kind": kind,
        "evidence": evidence,
        "url": url,
        "because": because,
    }
    act.record("answer", claim, field, value, replaces_own=False)
    return field


def reword(act: Writing, kind: str, claim: str, name: str, value: Mapping[str, Any] | None) -> str:
    """Put other words in the place of one's own comment, question or answer, or withdraw it.

    Raises:
        NotSo: There is none of this reviewer's with this id.
    """
    act.flush()
    found = act.connection.execute(_NAMED, (claim, kind, name, act.chain.reviewer.id)).fetchall()
    if not found:
        raise NotSo(f"there is no {kind} {name} of yours on claim {claim[:8]}")
    return act.record(kind, claim, name, None if value is None else dict(value))


def verdict_value(
    *,
    rating: str,
    scale: str,
    because: str,
    evidence: Sequence[str],
    unsourced: bool,
    considered: Sequence[str],
    confidence: Confidence | None,
    as_of: date | None,
    conditions: str | None,
    correction: str | None,
) -> dict[str, Any]:
    """The value of a verdict; what says nothing is left out."""
    return {
        "rating": rating,
        "scale": scale,
        "because": because,
        "evidence": list(evidence),
        "unsourced": unsourced,
        "considered": list(considered) or None,
        "confidence": confidence,
        "as_of": None if as_of is None else as_of.isoformat(),
        "conditions": conditions,
        "correction": correction,
    }
