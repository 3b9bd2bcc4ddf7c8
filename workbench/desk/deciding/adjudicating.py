"""Adjudicate: settle what reviewers disagree in. All that was said stays in the history."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workbench.desk.deciding.verdicts import decide
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries.disagreements import Disagreement, disagreements, raw_value
from workbench.model import Confidence

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_FEWEST = 8


def adjudicate(
    ledger: "Ledger",
    claim_id: str,
    rating: str,
    because: str,
    *,
    evidence: Sequence[str] | None = None,
    unsourced: bool = False,
    confidence: Confidence | None = None,
    as_of: date | None = None,
    conditions: str | None = None,
) -> str:
    """Give the verdict that takes the place of all that stand on a claim; returns its id.

    It may say what one of them says, or something else. One undo brings all of them back.

    Raises:
        NotSo: There is no such claim or evidence, or nobody has decided on it.
        UsageError: The verdict cannot be given so.
    """
    if not any(verdict.live for verdict in get_claim(ledger, claim_id).verdicts):
        raise NotSo(
            f"claim {claim_id[:8]} has no verdict to adjudicate; give one with: workbench verdict"
        )
    return decide(
        ledger,
        claim_id,
        rating,
        because,
        evidence=evidence,
        unsourced=unsourced,
        confidence=confidence,
        as_of=as_of,
        conditions=conditions,
        adjudicates=True,
    )


def keep_side(ledger: "Ledger", event: str) -> Disagreement:
    """Settle a disagreement by saying again what one side says, in the place of all of them.

    Raises:
        NotSo: What was named is no side of a disagreement, or does not stand any more.
    """
    found = _with_side(ledger, event)
    full = next(word.event for word in found.words if word.event.endswith(event))
    kind, entity, field, value = raw_value(ledger, full)
    claims = (entity,) if kind == "claim" else ()
    with ledger.act(f"Settle the {found.what}", claims=claims) as act:
        act.record(kind, entity, field, value, adjudicates=True)
    return found


def _with_side(ledger: "Ledger", typed: str) -> Disagreement:
    if len(typed) < _FEWEST or any(one not in "0123456789abcdef" for one in typed):
        raise UsageError(f"a side is named by the end of its id, at least {_FEWEST} digits")
    found = [
        one
        for one in disagreements(ledger)
        if any(word.event.endswith(typed) for word in one.words)
    ]
    if len(found) != 1:
        what = "no side of a disagreement" if not found else "sides of several disagreements"
        raise NotSo(f"{typed} names {what}; see workbench conflicts")
    return found[0]
