"""A dossier as the templates see it, claim by claim, so that no page is ever held whole."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Final

from workbench.model import AnchorState, Claim, Document, Evidence, RatingScale
from workbench.reporting.dossier import (
    Dossier,
    Entry,
    NumberedSource,
    SourceRecord,
    live_verdicts,
    numbered_sources,
    outcome,
    reviewers_of,
)
from workbench.reporting.html.claims import (
    Numbering,
    capture_view,
    claim_anchor,
    claim_view,
    corrections_of,
    settled_verdicts,
    source_anchor,
)
from workbench.reporting.html.context import line
from workbench.reporting.html.days import day_in_words, iso_in_words, moment_in_words
from workbench.reporting.html.links import Link, link_to, picture
from workbench.reporting.html.overview import (
    balance_table,
    bars,
    figures_of,
    results,
    timeline_of,
)
from workbench.reporting.html.shapes import sign_of
from workbench.reporting.html.views import (
    CaptureView,
    ClaimView,
    CorrectionView,
    DocumentView,
    Listed,
    ReportView,
    ScaleView,
    SourceView,
)
from workbench.text import clean_line

MOST_LISTED: Final = 60
MOST_CORRECTIONS: Final = 200


def report_view(dossier: Dossier) -> ReportView:
    """The report; its claims are made ready one by one as they are gone through."""
    entries = tuple(dossier.entries)
    anchors = {entry.claim.id: claim_anchor(entry.number) for entry in entries}
    sources = numbered_sources(entries)
    captures = _captures(entries)
    numbering = Numbering(
        {source.piece.source.id: source.number for source in sources},
        anchors,
        {scale.id: scale for scale in dossier.scales},
    )
    signs = results(entries, dossier.scales)
    publisher = dossier.publisher
    return ReportView(
        project=line(dossier.project),
        publisher=line(publisher.name) if publisher and publisher.name else None,
        publisher_link=_known(publisher.url if publisher else None),
        logo=picture(publisher.logo) if publisher else None,
        corrections_link=_known(publisher.corrections if publisher else None),
        methodology=_known(publisher.methodology if publisher else None),
        license=_known(publisher.license if publisher else None),
        contact=_known(publisher.contact if publisher else None),
        language="en",
        made_at=moment_in_words(dossier.made_at),
        made_iso=dossier.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        as_of=moment_in_words(dossier.as_of) if dossier.as_of else None,
        selection=line(dossier.selection),
        program=line(dossier.program),
        anonymous=dossier.anonymous,
        reviewers=tuple(map(line, reviewers_of(entries))),
        count=len(entries),
        bars=bars(entries, signs),
        listed=tuple(_listed(entries, anchors, dossier.scales)),
        timeline=timeline_of(entries),
        figures=tuple(figures_of(dossier, anchors)),
        documents=tuple(
            _document(number, document, within, numbering)
            for number, (document, within) in enumerate(dossier.documents, start=1)
        ),
        sources=tuple(_source(source, captures) for source in sources),
        withheld=sum(
            entry.record(piece).withheld for entry in entries for piece in entry.claim.evidence
        ),
        balance=balance_table(entries, signs),
        corrections=tuple(_corrections(entries, anchors)),
        unchecked=tuple(_unchecked(dossier, entries)),
        scales=tuple(
            ScaleView(
                line(scale.name),
                line(scale.id),
                tuple((sign_of(step.name, scale), line(step.meaning)) for step in scale.ratings),
            )
            for scale in dossier.scales
        ),
    )


def _known(address: str | None) -> Link | None:
    return link_to(address) if address else None


def _listed(
    entries: Sequence[Entry], anchors: dict[str, str], scales: Sequence[RatingScale]
) -> Iterator[Listed]:
    if len(entries) > MOST_LISTED:
        return
    by_id = {scale.id: scale for scale in scales}
    for entry in entries:
        claim = entry.claim
        scale = next((by_id.get(verdict.scale) for verdict in live_verdicts(claim)), None)
        yield Listed(
            entry.number, anchors[claim.id], line(claim.statement), sign_of(outcome(claim), scale)
        )


def _document(
    number: int, document: Document, entries: Sequence[Entry], numbering: Numbering
) -> DocumentView:
    def claims() -> Iterator[ClaimView]:
        return (claim_view(entry, numbering) for entry in entries)

    return DocumentView(
        title=line(document.title),
        anchor=f"document-{number}",
        address=link_to("standard input" if document.address == "-" else document.address),
        dated=day_in_words(document.document_date) if document.document_date else None,
        characters=f"{document.characters:,}",
        sha256=clean_line(document.id),
        count=len(entries),
        claims=claims(),
    )


def _captures(entries: Sequence[Entry]) -> dict[str, dict[str, CaptureView]]:
    """The copies that quotes were taken from, by source and hash."""
    found: dict[str, dict[str, CaptureView]] = {}
    for entry in entries:
        for piece in entry.claim.evidence:
            view = capture_view(entry.record(piece))
            if view is not None:
                found.setdefault(piece.source.id, {}).setdefault(f"{view.iso} {view.sha256}", view)
    return found


def _source(
    source: NumberedSource,
    captures: dict[str, dict[str, CaptureView]],
) -> SourceView:
    piece, record = source.piece, source.record
    return SourceView(
        number=source.number,
        anchor=source_anchor(source.number),
        title=line(record.title) if record.title else None,
        author=line(record.author) if record.author else None,
        published=iso_in_words(line(record.published)) if record.published else None,
        link=_link(piece, record),
        said=line(record.said) if record.said else None,
        archived=link_to(record.archived) if record.archived else None,
        archived_on=day_in_words(record.archived_at.astimezone(UTC).date())
        if record.archived_at
        else None,
        captures=tuple(captures.get(piece.source.id, {}).values()),
        claims=tuple((number, claim_anchor(number)) for number in source.claims),
    )


def _link(piece: Evidence, record: SourceRecord) -> Link | None:
    return None if record.said else link_to(piece.source.url)


def _corrections(entries: Sequence[Entry], anchors: dict[str, str]) -> Iterator[CorrectionView]:
    found = [step for entry in entries for step in corrections_of(entry, anchors[entry.claim.id])]
    yield from sorted(found, key=lambda step: step.iso)[-MOST_CORRECTIONS:]


def _unchecked(dossier: Dossier, entries: Sequence[Entry]) -> Iterator[str]:
    """What a reader must not take as checked, in sentences."""
    left = dossier.left
    undecided = sum(not live_verdicts(entry.claim) for entry in entries)
    unsourced = sum(
        any(verdict.unsourced for verdict in live_verdicts(entry.claim)) for entry in entries
    )
    changed = {
        piece.source.id
        for entry in entries
        for piece in entry.claim.evidence
        if piece.details is not None
        and piece.details.standing
        in (AnchorState.EDITED, AnchorState.FIGURE_CHANGED, AnchorState.GONE)
    }
    once = sum(_readers(entry.claim) == 1 for entry in entries)
    for number, words in (
        (left.undecided, "{} not decided yet and left out of this report"),
        (undecided, "{} in this report not decided yet"),
        (left.unsettled, "{} left out because reviewers disagree or something has changed since"),
        (left.dismissed, "{} set aside as nothing that can be checked"),
        (unsourced, "{} decided without naming a source"),
        (sum(entry.claim.stale for entry in entries), "{} to be looked at again"),
        (once, "{} decided by one reader alone"),
    ):
        if number:
            yield words.format("1 claim" if number == 1 else f"{number:,} claims")
    if changed:
        pages = "1 source reads" if len(changed) == 1 else f"{len(changed):,} sources read"
        yield f"{pages} otherwise now than when it was quoted"


def _readers(claim: Claim) -> int:
    """How many have decided a claim, those whose disagreement was settled among them."""
    told = (*live_verdicts(claim), *settled_verdicts(claim))
    return len({verdict.given_by.id for verdict in told})
