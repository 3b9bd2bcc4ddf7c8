"""What colleagues have decided in databases of other projects, as reviews to import.

Nothing is believed but events that were verified. Of a claim are kept its words, who said it,
the rating, the day, how many sources it rests on, and who decided it in which project.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from workbench.desk.matching.precedents import describe_outcome
from workbench.desk.opening import identity_store
from workbench.ledger.database import Ledger
from workbench.ledger.foreign.verified import verified
from workbench.ledger.identifiers import decided_identifier
from workbench.ledger.queries import iterate_claims, project_ids, reading_value
from workbench.ledger.recording.linking import decided_value
from workbench.model import Claim, ClaimFilter, ClaimStatus, PublishedReview
from workbench.text import clean_line, squeeze


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known in another project of one claim.

    ``value`` is the review as it is kept, ``None`` if nothing is decided any more. ``known`` are
    all verdicts that were ever given on it there.
    """

    value: Mapping[str, Any] | None
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was read of another project's database, by the review's id.

    ``refused`` says of how many events why they were not believed.
    """

    projects: frozenset[str]
    name: str
    decisions: Mapping[str, Decision]
    refused: Mapping[str, int]


def read_decisions(path: Path) -> Decisions:
    """Read what was decided in the database of another project, without trusting it.

    Raises:
        StorageError: It is damaged, too new, too large, or not to be trusted.
        NotSo: It is the database that is open.
    """
    with verified(path, identity_store()) as (theirs, taken):
        project, name = theirs.project.id, squeeze(clean_line(theirs.project.name, 200))
        decisions = {
            decided_identifier(project, claim.id): Decision(
                _value(theirs, claim, name, path), frozenset(one.id for one in claim.verdicts)
            )
            for claim in iterate_claims(theirs, ClaimFilter(dismissed=None))
            if claim.verdicts
        }
        return Decisions(project_ids(theirs), name, decisions, dict(Counter(taken.reasons)))


def _value(theirs: Ledger, claim: Claim, name: str, path: Path) -> dict[str, Any] | None:
    live = [one for one in claim.verdicts if one.live]
    words = squeeze(clean_line(claim.statement))
    if claim.status is ClaimStatus.UNRATED or claim.dismissed is not None or not live or not words:
        return None
    reviewers = dict.fromkeys(squeeze(clean_line(one.given_by.name, 60)) for one in live)
    said_by = squeeze(clean_line(claim.reading.claimant or "", 1_000))
    review = PublishedReview(
        text=words,
        rating=describe_outcome(claim, elsewhere=True),
        publisher=f"{', '.join(reviewers)} (project {name})",
        reviewed_on=max(one.given_at for one in live).astimezone(UTC).date().isoformat(),
        claimant=said_by or None,
        language=claim.document.language,
        imported_from=clean_line(str(path), 1_000),
    )
    return decided_value(
        review,
        project=theirs.project.id,
        claim=claim.id,
        verdicts=[one.id for one in live],
        reading=reading_value(theirs, claim.number),
    )
