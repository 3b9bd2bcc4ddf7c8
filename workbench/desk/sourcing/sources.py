"""Evidence that a reviewer brings: a source's address, the words quoted from it, a stance."""

from datetime import date
from typing import TYPE_CHECKING

from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.model import Claim, Evidence, Stance
from workbench.sourcing.addresses import canonical_key, check_web_address, host_of
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

QUOTE_CHARACTERS = 20_000


def cite(
    ledger: "Ledger", claim_id: str, url: str, quote: str, *, stance: Stance, seen_on: date
) -> str:
    """Attach a quotation from a web source that the reviewer has seen, and return its id.

    Nothing is fetched: the words, the address and the day it was seen are the record.

    Raises:
        NotSo: There is no such claim.
        UsageError: The address is no web address, the quotation is empty, or the day lies in
            the future.
    """
    address = check_web_address(url)
    words = quote.strip()
    if not words:
        raise UsageError("evidence needs the exact words of the source; paste the quotation")
    if len(words) > QUOTE_CHARACTERS:
        raise UsageError(
            f"the quotation has {len(words)} characters; quote at most {QUOTE_CHARACTERS}, "
            "the words that matter"
        )
    today = ledger.now().astimezone().date()
    if seen_on > today:
        raise UsageError(
            f"a source cannot have been seen on {seen_on}, which is after today, {today}"
        )
    claim = get_claim(ledger, claim_id)
    label = f"Cite {clean_line(host_of(address), 60)} ({stance})"
    with ledger.act(label, claims=(claim.id,)) as act:
        return act.record(
            "evidence",
            claim.id,
            ledger.new_identifier()[:16],
            {
                "url": address,
                "source": canonical_key(address),
                "quote": words,
                "stance": stance,
                "seen_on": seen_on.isoformat(),
            },
        )


def withdraw_evidence(ledger: "Ledger", claim_id: str, evidence_id: str) -> None:
    """Take back a piece of evidence. It stays in the history.

    Raises:
        NotSo: The claim has no such live evidence, or another reviewer brought it.
    """
    claim = get_claim(ledger, claim_id)
    piece = find_evidence(claim, evidence_id)
    label = f"Withdraw evidence from {clean_line(host_of(piece.source.url), 60)}"
    with ledger.act(label, claims=(claim.id,)) as act:
        act.withdraw(piece.id)


def find_evidence(claim: Claim, typed: str) -> Evidence:
    """The live evidence of a claim whose id begins or ends with what was typed.

    The beginnings of these ids tell the time and are much alike; lists show their ends.

    Raises:
        NotSo: None does, or several do.
    """
    wanted = typed.strip().lower()
    found = [p for p in claim.evidence if wanted and p.id.startswith(wanted)] or [
        p for p in claim.evidence if wanted and p.id.endswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    how_many = "several pieces of" if found else "no"
    raise NotSo(
        f"claim {claim.id[:8]} has {how_many} evidence {clean_line(typed, 70)}; "
        f"workbench evidence {claim.id[:8]} lists it"
    )
