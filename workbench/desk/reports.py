"""Make a report of what was decided."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from workbench.desk.citing import record_of
from workbench.desk.filters import parse_filter
from workbench.desk.source_view import sources_of
from workbench.desk.verdicts import scale
from workbench.errors import UsageError
from workbench.ledger.queries import counts, iterate_claims
from workbench.model import Claim, ClaimStatus, Document
from workbench.reporting.dossier import Dossier, ScaleStep

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def _markdown(dossier: Dossier) -> str:
    from workbench.reporting.markdown import render

    return render(dossier)


FORMATS: Mapping[str, Callable[[Dossier], str]] = {"markdown": _markdown}


def report(
    ledger: "Ledger", typed_filter: str = "", *, format_name: str = "markdown", drafts: bool = False
) -> str:
    """Write a report of the claims that match, decided ones only unless ``drafts``.

    Raises:
        UsageError: There is no such format, or the filter cannot be understood.
    """
    writer = FORMATS.get(format_name)
    if writer is None:
        raise UsageError(
            f"there is no report format {format_name}; there are: {', '.join(FORMATS)}"
        )
    return writer(collect(ledger, typed_filter, drafts=drafts))


def collect(ledger: "Ledger", typed_filter: str = "", *, drafts: bool = False) -> Dossier:
    """Gather what a report needs."""
    documents: dict[str, tuple[Document, list[Claim]]] = {}
    undecided = 0
    for claim in iterate_claims(ledger, parse_filter(typed_filter)):
        if claim.status is ClaimStatus.UNRATED and not drafts:
            undecided += 1
            continue
        documents.setdefault(claim.document.id, (claim.document, []))[1].append(claim)
    used = scale()
    chosen = [claim for _, claims in documents.values() for claim in claims]
    return Dossier(
        project=ledger.project.name,
        made_at=ledger.now().astimezone(),
        scale_name=used.name,
        scale=tuple(ScaleStep(step.name, step.meaning) for step in used.ratings),
        documents=tuple((document, tuple(claims)) for document, claims in documents.values()),
        selection=typed_filter.strip(),
        undecided=undecided,
        dismissed=counts(ledger)["dismissed"] if not typed_filter.strip() else 0,
        records={
            piece.id: record_of(ledger, piece) for claim in chosen for piece in claim.evidence
        },
        independence={
            claim.id: sources_of(ledger, claim.id).quoted_words
            for claim in chosen
            if claim.evidence
        },
    )
