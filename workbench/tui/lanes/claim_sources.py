"""Reading the sources of a claim, in a lane."""

from typing import TYPE_CHECKING

from workbench.model import Claim
from workbench.tui.messages import SourcesRead

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def read_sources(ledger: "Ledger", claim: Claim) -> SourcesRead | None:
    """The sources of a claim with their origins; ``None`` if it has none.

    What sources need is loaded only when there are some.
    """
    from workbench.ledger.queries import sources_of_claim

    if not sources_of_claim(ledger, claim.id):
        return None
    from workbench.desk.sourcing.source_view import sources_of

    return SourcesRead(claim.id, sources_of(ledger, claim.id), _left_out(ledger, claim))


def _left_out(ledger: "Ledger", claim: Claim) -> frozenset[str]:
    """The evidence whose page copy is not in this file."""
    from workbench.errors import NotSo
    from workbench.ledger.queries import capture

    missing = []
    for piece in claim.evidence:
        if piece.details is None:
            continue
        try:
            if capture(ledger, piece.details.capture).left_out:
                missing.append(piece.id)
        except NotSo:
            missing.append(piece.id)
    return frozenset(missing)


def to_recheck(ledger: "Ledger", claim_id: str | None) -> tuple[list[str], int]:
    """The pages to fetch again, and how many of them lie inside one's own network.

    Those of a claim, or every page of the project that something was quoted from.
    """
    from datetime import timedelta

    from workbench.ledger.queries import captures, sources_due, sources_of_claim
    from workbench.model import SourceKind

    rows = (
        sources_due(ledger, ledger.now() + timedelta(days=1), quoted=True)
        if claim_id is None
        else (row for row in sources_of_claim(ledger, claim_id) if row.kind is SourceKind.PAGE)
    )
    ids = [row.id for row in rows]
    private = 0
    for one in ids:
        kept = captures(ledger, one)
        private += any(was_private(capture.exchange.remarks) for capture in kept[:1])
    return ids, private


def was_private(remarks: tuple[str, ...]) -> bool:
    """Whether a fetch was let into the network around this computer."""
    return any("private and local addresses were allowed" in remark for remark in remarks)
