"""Evidence of very many claims as JSON tells it, straight from the rows of the file.

It says what is said of evidence one by one (:mod:`workbench.desk.sourcing.citing`), which a test
holds. What somebody said to a reviewer is not told here, for it has terms that must be heeded.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.citing import newest
from workbench.desk.sourcing.dating import day_in
from workbench.ledger.queries import Quotation, Quotations, quotations_of
from workbench.ledger.queries.documents import reviewer_from
from workbench.model import ArchivedCopy
from workbench.reporting.json.told_evidence import (
    ToldCaptured,
    ToldEvidence,
    ToldPlace,
    ToldQuote,
    ToldUncaptured,
)
from workbench.text import squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_REMEMBERED: Final = 1024
_day_in: Final = lru_cache(_REMEMBERED)(day_in)
_squeeze: Final = lru_cache(_REMEMBERED)(squeeze)


def told_quotations(
    ledger: "Ledger", claims: Sequence[int], spoken: Collection[str]
) -> dict[int, Sequence[ToldEvidence]]:
    """The evidence of the claims with these numbers, by their numbers.

    Claims on which one of the ``spoken`` sources is quoted are left out.
    """
    found = quotations_of(ledger, claims)
    copies = {source: newest(of_source) for source, of_source in found.copies.items()}
    told: dict[int, Sequence[ToldEvidence]] = {}
    for claim in claims:
        rows = found.of_claims.get(claim, ())
        if spoken and any(row.source in spoken for row in rows):
            continue
        told[claim] = [
            _told(place, row, found, copies.get(row.source)) for place, row in enumerate(rows, 1)
        ]
    return told


def _told(place: int, row: Quotation, found: Quotations, copy: ArchivedCopy | None) -> ToldEvidence:
    by = reviewer_from(row.reviewer, row.reviewer_name).name
    archived = copy.url if copy else None
    archived_at = copy.archived_at.isoformat() if copy and copy.archived_at else None
    if row.captured_at is None:
        title = author = published = captured_at = digest = digest_of = None
    else:
        title, author, published = _said_of_page(row, found.metadata)
        captured_at = _moment(row.captured_at)
        here = row.body in found.kept
        digest = row.body if here else row.wire_sha256
        digest_of = ("body" if here else "wire") if digest else None
    if row.capture is None:
        return ToldUncaptured(
            place,
            row.id,
            row.url,
            row.quote,
            row.stance,
            row.seen_on,
            _moment(row.added_at),
            by,
            row.source,
            title,
            author,
            published,
            captured_at,
            digest,
            digest_of,
            archived,
            archived_at,
        )
    return ToldCaptured(
        place,
        row.id,
        row.url,
        row.quote,
        row.stance,
        row.seen_on,
        _moment(row.added_at),
        by,
        row.source,
        row.capture,
        row.page_text,
        (
            ToldQuote("TextQuoteSelector", row.quote, row.prefix, row.suffix),
            ToldPlace("TextPositionSelector", row.start, row.end),
        ),
        row.page,
        row.extractor,
        row.note,
        row.dated,
        bool(row.younger),
        row.translation,
        row.translation_language,
        row.standing or None,
        _moment(row.standing_checked_at) if row.standing_checked_at else None,
        json.loads(row.differences) if row.differences else [],
        title,
        author,
        published,
        captured_at,
        digest,
        digest_of,
        archived,
        archived_at,
    )


def _said_of_page(
    row: Quotation, metadata: Mapping[str, Mapping[str, str]]
) -> tuple[str | None, str | None, str | None]:
    """The title, the author and the day of publication of a page."""
    title, author, published = row.title, row.author, row.published
    if row.source in metadata or not row.alone:
        given = metadata.get(row.source, {})
        title, author, published = map(given.get, ("title", "author", "published"))
    return (
        _squeeze(title) or None if title else None,
        _squeeze(author) or None if author else None,
        _day_in(published) if published else None,
    )


@lru_cache(_REMEMBERED)
def _moment(written: str) -> str:
    return datetime.fromisoformat(written).isoformat()
