"""A source in the form in which it is published: citation, link to the quote, archived copy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.dating import day_in
from workbench.desk.sourcing.testimony import describe_kind, describe_terms
from workbench.ledger.queries import (
    archived_copies,
    capture_facts,
    cited_sources,
    metadata_in_force,
    metadata_of,
    testimony,
)
from workbench.ledger.queries import capture as get_capture
from workbench.model import ArchivedCopy, ArchiveState, Claim, Evidence, OnRecord, SourceKind
from workbench.reporting.dossier import SourceRecord
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.queries import CaptureFacts


_NOTHING: Final = SourceRecord()
_CITED: Final = ("title", "author", "published")


def citation(ledger: "Ledger", evidence: Evidence) -> str:
    """A piece of evidence as a reader of the report would look it up, on one line.

    Who, “title”, where and when, the address, and which capture the words are quoted from.
    """
    said = testimony(ledger, evidence.source.id)
    if said is not None:
        kind = describe_kind(said.kind)
        hidden = said.terms is OnRecord.BACKGROUND and not said.confidential
        who = "A person who is not named" if hidden else said.who
        return _joined(who, f"{kind}, {said.on}", describe_terms(said.terms))
    details = evidence.details
    if details is None:
        return _joined(evidence.source.url, f"seen on {evidence.seen_on}")
    given = {
        field: squeeze(found.metadatum.value)
        for field, found in metadata_in_force(ledger, evidence.source.id).items()
        if found.metadatum.value.strip()
    }
    capture = get_capture(ledger, details.capture)
    title = given.get("title")
    page = f"p. {details.selector.page}" if details.selector.page else None
    copy = archived_copy(ledger, evidence.source.id)
    return _joined(
        given.get("author"),
        f"“{title}”" if title else None,
        given.get("publisher"),
        day_in(given.get("published")),
        page,
        evidence.source.url if capture.kind is SourceKind.PAGE else None,
        copy_of(evidence.source.url) or copy_of(capture.exchange.requested),
        f"captured {capture.captured_at.astimezone():%Y-%m-%d %H:%M}",
        f"SHA-256 {capture.body or capture.exchange.wire_sha256}"
        if capture.body or capture.exchange.wire_sha256
        else None,
        f"archived at {copy.url}" if copy else None,
    )


def record_of(ledger: "Ledger", evidence: Evidence) -> SourceRecord:
    """What a report says of the source of a piece of evidence.

    Words off the record are withheld, and so is who spoke on background.
    """
    said = testimony(ledger, evidence.source.id)
    if said is not None:
        unnamed = said.terms is OnRecord.BACKGROUND or said.confidential
        who = "a person who is not named" if unnamed and not said.confidential else said.who
        return SourceRecord(
            said=f"{describe_kind(said.kind)}, {who}, {said.on} ({describe_terms(said.terms)})",
            withheld=said.terms is OnRecord.OFF_RECORD,
        )
    copy = archived_copy(ledger, evidence.source.id)
    if evidence.details is None:
        return _of_copy(copy)
    given = metadata_of(ledger, (evidence.source.id,), _CITED)
    facts = capture_facts(ledger, (evidence.details.capture,))
    return _of_capture(facts[evidence.details.capture], given.get(evidence.source.id, {}), copy)


def records_of(
    ledger: "Ledger", claims: Sequence[Claim], told: frozenset[str]
) -> dict[str, SourceRecord]:
    """The same of all evidence of some claims, by its ids.

    ``told`` are the sources that are what somebody said.
    """
    evidence = [piece for claim in claims for piece in claim.evidence]
    pages = [piece for piece in evidence if piece.source.id not in told]
    cited = cited_sources(
        ledger,
        [claim.number for claim in claims],
        {piece.details.capture for piece in pages if piece.details},
    )
    found = {piece.id: record_of(ledger, piece) for piece in evidence if piece.source.id in told}
    told_of: dict[tuple[str, str], SourceRecord] = {}
    for piece in pages:
        source = piece.source.id
        key = (source, piece.details.capture if piece.details else "")
        record = told_of.get(key)
        if record is None:
            copy = newest(cited.copies[source]) if source in cited.copies else None
            captured_here = cited.captures.get(key[1])
            record = told_of[key] = (
                _of_copy(copy)
                if captured_here is None
                else _of_capture(captured_here, cited.metadata.get(source, {}), copy)
            )
        found[piece.id] = record
    return found


def _of_copy(copy: ArchivedCopy | None) -> SourceRecord:
    if copy is None:
        return _NOTHING
    return SourceRecord(archived=copy.url, archived_at=copy.archived_at)


def _of_capture(
    capture: "CaptureFacts", given: Mapping[str, str], copy: ArchivedCopy | None
) -> SourceRecord:
    return SourceRecord(
        title=squeeze(given.get("title", "")) or None,
        author=squeeze(given.get("author", "")) or None,
        published=day_in(given.get("published")),
        captured_at=capture.captured_at,
        sha256=capture.sha256,
        of_wire=capture.of_wire,
        archived=copy.url if copy else None,
        archived_at=copy.archived_at if copy else None,
    )


def copy_of(address: str) -> str | None:
    """What an address at a web archive is a copy of, and of when, in words."""
    from workbench.sourcing.archives.replay_addresses import from_timestamp, split_replay

    named = split_replay(address)
    at = from_timestamp(named[0]) if named else None
    if named is None or at is None:
        return None
    return f"archived copy of {named[1]}, made on {at:%Y-%m-%d %H:%M} UTC"


def archived_copy(ledger: "Ledger", source_id: str) -> ArchivedCopy | None:
    """The newest copy that a web archive is known to have."""
    return newest(archived_copies(ledger, source_id))


def newest(copies: Iterable[ArchivedCopy]) -> ArchivedCopy | None:
    """The newest of some copies of one page that are at web archives."""
    copies = [copy for copy in copies if copy.state is ArchiveState.ARCHIVED and copy.url]
    return max(copies, key=lambda copy: copy.archived_at or copy.checked_at, default=None)


def live_link(evidence: Evidence) -> str:
    """The page as it is now, opened at the quote where the browser can."""
    from workbench.sourcing.quotes import text_fragment

    if evidence.details is None:
        return evidence.source.url
    return text_fragment(evidence.source.url, evidence.details.selector)


def _joined(*parts: str | None) -> str:
    return ". ".join(clean_line(part, 1000).rstrip(".") for part in parts if part) + "."
