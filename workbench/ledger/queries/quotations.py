"""What is quoted on very many claims, with what is known of its sources, as plain rows.

It says what :class:`workbench.model.Evidence` and the records of sources say, without a noun for
each: a table of a hundred thousand claims has hundreds of thousands of quotations.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from workbench.ledger.queries.records import archived_copies_of, kept_among, metadata_of
from workbench.model import ArchivedCopy

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

CITED: Final = ("title", "author", "published")
_GIVEN: Final = "(SELECT value FROM json_each(?))"
_FIRST: Final = (
    "(SELECT value FROM metadatum WHERE metadatum.capture = capture.number"
    " AND metadatum.field = '{}' ORDER BY place LIMIT 1)"
)
_QUOTATIONS: Final = (
    "SELECT evidence.claim, evidence.id, evidence.url, evidence.quote, evidence.stance,"
    " evidence.seen_on, evidence.added_at, reviewer.id, reviewer.name, source.id,"
    " evidence.capture, page_text, evidence.start, evidence.end, prefix, suffix, page,"
    " evidence.extractor, note, dated, younger, translation, translation_language, standing,"
    " standing_checked_at, differences, capture.captured_at, capture.body, capture.wire_sha256,"
    " source.captures = 1 AND capture.source = source.number,"
    f" {', '.join(map(_FIRST.format, CITED))}"
    " FROM evidence JOIN source ON source.number = evidence.source"
    " JOIN reviewer ON reviewer.number = evidence.reviewer"
    " LEFT JOIN capture ON capture.id = evidence.capture"
    f" WHERE evidence.claim IN {_GIVEN}"
)
_ANYTHING: Final = "SELECT EXISTS (SELECT 1 FROM archived_copy), EXISTS (SELECT 1 FROM correction)"


class Quotation(NamedTuple):
    """A live quotation as it lies in the file.

    What is said of a page (``title``, ``author``, ``published``) is that of the capture alone
    where ``alone`` says that the source has no other.
    """

    claim: int
    id: str
    url: str
    quote: str
    stance: str
    seen_on: str
    added_at: str
    reviewer: str
    reviewer_name: str
    source: str
    capture: str | None
    page_text: str
    start: int
    end: int
    prefix: str
    suffix: str
    page: int | None
    extractor: str
    note: str | None
    dated: str | None
    younger: int | None
    translation: str | None
    translation_language: str | None
    standing: str | None
    standing_checked_at: str | None
    differences: str | None
    captured_at: str | None
    body: str | None
    wire_sha256: str | None
    alone: int | None
    title: str | None
    author: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Quotations:
    """What is quoted on some claims.

    ``of_claims`` has the quotations by the number of their claim, in the order in which they were
    brought. ``kept`` are the hashes whose bytes are in the file, ``metadata`` is what counts of
    sources with several captures or corrections, ``copies`` are those at web archives.
    """

    of_claims: Mapping[int, Sequence[Quotation]]
    kept: Collection[str]
    metadata: Mapping[str, Mapping[str, str]]
    copies: Mapping[str, Sequence[ArchivedCopy]]


def quotations_of(ledger: "Ledger", claims: Sequence[int]) -> Quotations:
    """What is quoted on the claims with these numbers."""
    copied, corrected = ledger.rows(_ANYTHING)[0]
    rows = list(map(Quotation._make, ledger.rows(_QUOTATIONS, (json.dumps(list(claims)),))))
    rows.sort(key=itemgetter(1))
    found: defaultdict[int, list[Quotation]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    sources = {row.source for row in rows}
    several = sources if corrected else {row.source for row in rows if not row.alone}
    return Quotations(
        found,
        kept_among(ledger, {row.body for row in rows if row.body}),
        metadata_of(ledger, several, CITED) if several else {},
        archived_copies_of(ledger, sources) if copied else {},
    )
