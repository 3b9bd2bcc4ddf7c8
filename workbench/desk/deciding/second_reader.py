"""Second readers: verdicts that wait to be read again, and looking at them before one's own."""

from typing import TYPE_CHECKING

from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import project_settings
from workbench.ledger.queries.readings_of_claims import has_looked
from workbench.ledger.values.decisions import LONGEST_CONDITIONS
from workbench.model import Claim, ClaimStatus
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def awaits_second_reader(claim: Claim) -> bool:
    """Whether one reviewer has decided and nobody has read the claim after them."""
    return claim.status is ClaimStatus.SINGLE and not any(
        verdict.live and verdict.adjudicates for verdict in claim.verdicts
    )


def is_hidden(ledger: "Ledger", claim: Claim) -> bool:
    """Whether the verdict on a claim, read by whoever writes, is hidden from them elsewhere."""
    rule = project_settings(ledger).second_reader
    mine = ledger.reviewer.id
    blind = rule.required and rule.blind and awaits_second_reader(claim)
    given = any(verdict.live and verdict.given_by.id == mine for verdict in claim.verdicts)
    return blind and not given and not has_looked(ledger, claim.id)


def look(ledger: "Ledger", claim_id: str, because: str | None = None) -> str:
    """Show oneself a verdict that waits for a second reader; returns the id of the act's event.

    The history of the claim keeps that one looked, also when it is undone, and agreement between
    readers leaves out what is decided after it.

    Raises:
        NotSo: There is no such claim, or nothing on it is hidden from this reviewer.
        UsageError: The reason is far too long.
    """
    claim = get_claim(ledger, claim_id)
    rule = project_settings(ledger).second_reader
    if not rule.required or not rule.blind:
        raise NotSo("this project hides no verdict; everybody sees them all")
    if not is_hidden(ledger, claim):
        raise NotSo(f"nothing on claim {claim.id[:8]} is hidden from you")
    reason = (because or "").strip()
    if len(reason) > LONGEST_CONDITIONS:
        raise UsageError(f"a reason has at most {LONGEST_CONDITIONS} characters")
    with ledger.act("Look before reading blind", claims=(claim.id,)) as act:
        return act.record("look", claim.id, "verdicts", {"because": reason or None})


def outcome_in_words(ledger: "Ledger", claim_id: str) -> str:
    """What one's verdict, given just now, amounts to beside those of others."""
    claim = get_claim(ledger, claim_id)
    mine = ledger.reviewer.id
    others = [one for one in claim.verdicts if one.live and one.given_by.id != mine]
    names = ", ".join(dict.fromkeys(clean_line(one.given_by.name, 40) for one in others))
    if claim.status is ClaimStatus.AGREED:
        return f"; {names} said the same"
    if claim.status is ClaimStatus.CONFLICT and others:
        said = ", ".join(dict.fromkeys(clean_line(one.rating, 40) for one in others))
        return f"; {names} said {said}, which somebody must adjudicate"
    if project_settings(ledger).second_reader.required and not others:
        return "; it awaits a second reader"
    return ""
