"""Look at sources: the list of a claim, and one capture beside the claim.

Everything is worked out from what is kept; nothing is written and no network is used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.attaching import METADATA_FIELDS
from workbench.desk.sourcing.dating import day_in
from workbench.desk.sourcing.sketching import origins_of_sources, sketch_of, sketch_of_texts
from workbench.errors import NotALedger
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import (
    capture_text,
    kept,
    metadata_in_force,
    sources_of_claim,
    sources_used,
)
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import source as get_source
from workbench.model import (
    Capture,
    Claim,
    Evidence,
    Metadatum,
    PageText,
    Passage,
    SourceRow,
    Statement,
)

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.queries import MetadatumInForce
    from workbench.sourcing.passages import TextIndex

PASSAGES_SHOWN: Final = 20
ONE_SOURCE: Final = "1 source, 1 origin"
UNALTERED: Final = "unaltered since capture"


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of a claim. Those that carry the same text have one ``origin``.

    ``origins`` counts those of the sources in ``compared``, whose text is here. Each of the
    others, a page that did not come say, has a number of its own that counts for nothing.
    """

    rows: tuple[SourceRow, ...]
    origins: int
    compared: frozenset[str]

    @property
    def sources(self) -> int:
        """How many sources there are."""
        return len(self.rows)

    @property
    def words(self) -> str:
        """How many sources and how many origins, in words."""
        others = self.sources - len(self.compared)
        if not others:
            return _counted(self.sources, self.origins)
        if not self.compared:
            return f"{_count(others, 'source')} without a text"
        return f"{_counted(len(self.compared), self.origins)}; {others} without a text"

    @property
    def quoted_words(self) -> str:
        """The same of those alone that something was quoted from, with a text or without."""
        quoted = [row for row in self.rows if row.quotes]
        return _counted(len(quoted), len({row.origin for row in quoted}))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values that a page gives for one thing and that differ, each with where it stood."""

    field: str
    values: tuple[Metadatum, ...]


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A piece of evidence and where its words stand in the text that is shown."""

    evidence: Evidence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """One capture beside a claim.

    ``passages`` come best first; their order implies no stance. ``absent_digits`` are figures of
    the claim that stand nowhere in the text. ``proves`` says what the hash proves, and no more.
    """

    claim: Claim
    source: SourceRow
    capture: Capture
    text_kind: PageText
    text: str
    passages: tuple[Passage, ...]
    absent_digits: tuple[str, ...]
    remark: str | None
    quotes: tuple[PlacedQuote, ...]
    metadata: Mapping[str, "MetadatumInForce"]
    conflicts: tuple[Conflict, ...]
    flags: tuple[str, ...]
    proves: str


def sources_of(ledger: "Ledger", claim_id: str) -> SourceList:
    """The sources of a claim, with those that carry the same text counted as one origin.

    Raises:
        NotSo: There is no such claim.
    """
    with ledger.snapshot():
        rows = sources_of_claim(ledger, get_claim(ledger, claim_id).id)
        found = {row.id: sketch_of(ledger, row.latest) for row in rows if row.latest}
    groups = origins_of_sources({key: sketch for key, sketch in found.items() if sketch})
    numbers: dict[object, int] = {}
    for row in sorted(rows, key=lambda row: row.id not in groups):
        numbers.setdefault(groups.get(row.id, row.id), len(numbers) + 1)
    counted = tuple(replace(row, origin=numbers[groups.get(row.id, row.id)]) for row in rows)
    return SourceList(counted, len(set(groups.values())), frozenset(groups))


def independence_of(ledger: "Ledger", claims: Sequence[Claim]) -> dict[str, str]:
    """How many sources and origins are quoted on each of some claims, by the claims' ids.

    The words are those of :attr:`SourceList.quoted_words`.
    """
    found: dict[str, str] = {}
    several = []
    for claim in claims:
        sources = {piece.source.id for piece in claim.evidence}
        if len(sources) == 1:
            found[claim.id] = ONE_SOURCE
        elif sources:
            several.append(claim)
    used = sources_used(ledger, [claim.number for claim in several])
    for claim in several:
        rows = used[claim.number]
        sketches = {row.source: sketch_of_texts(ledger, row.texts) for row in rows}
        groups = origins_of_sources({key: sketch for key, sketch in sketches.items() if sketch})
        quoted = [row.source for row in rows if row.quoted]
        origins = {groups.get(source, source) for source in quoted}
        found[claim.id] = _counted(len(quoted), len(origins))
    return found


def view_source(
    ledger: "Ledger",
    claim_id: str,
    capture_id: str,
    *,
    text_kind: PageText = PageText.MAIN,
    limit: int = PASSAGES_SHOWN,
) -> SourceView:
    """One capture beside the claim: its text with the passages that matter and the quotes in it.

    Raises:
        NotSo: There is no such claim or capture.
    """
    from workbench.sourcing.passages import find_passages

    claim = get_claim(ledger, claim_id)
    capture = get_capture(ledger, capture_id)
    text = text_of(ledger, capture, text_kind)
    metadata = metadata_in_force(ledger, capture.source)
    found = find_passages(
        statement_in_force(claim),
        text,
        language=claim.document.language,
        limit=limit,
        index=_index(text, claim.document.language) if text else None,
        published=_day_of(metadata),
    )
    return SourceView(
        claim=claim,
        source=get_source(ledger, capture.source),
        capture=capture,
        text_kind=text_kind,
        text=text,
        passages=found.passages,
        absent_digits=found.absent_digits if text else (),
        remark=found.note,
        quotes=_placed(claim, capture, text, text_kind),
        metadata=metadata,
        conflicts=conflicts(capture.metadata),
        flags=(*capture.flags, *capture.exchange.remarks),
        proves=what_is_proven(ledger, capture),
    )


def text_of(ledger: "Ledger", capture: Capture, kind: PageText) -> str:
    """A text of a capture; empty where none is kept or it was left out of this copy."""
    digest = capture.main if kind is PageText.MAIN else capture.visible
    return capture_text(ledger, capture, kind) if digest else ""


def main_text(ledger: "Ledger", capture: Capture) -> str:
    """The article of a capture, or all visible text where no article was found."""
    return text_of(ledger, capture, PageText.MAIN) or text_of(ledger, capture, PageText.VISIBLE)


def what_is_proven(ledger: "Ledger", capture: Capture) -> str:
    """What the hash of a capture proves, in the exact words for it, and no more."""
    if capture.body is None:
        if capture.left_out:
            return "page copy not in this file; the hash says which bytes they were"
        return "no page copy was kept"
    try:
        kept(ledger, capture.body)
    except NotALedger:
        return "damaged: the kept bytes are not what their hash says; take them from a backup"
    return UNALTERED


def conflicts(metadata: Sequence[Metadatum]) -> tuple[Conflict, ...]:
    """What a page says twice and differently of itself; guesses of the extractor say nothing."""
    found = []
    for field in METADATA_FIELDS:
        by_value: dict[str, Metadatum] = {}
        for each in metadata:
            if each.field == field and each.basis != "extractor":
                by_value.setdefault(_comparable(each), each)
        if len(by_value) > 1:
            found.append(Conflict(field, tuple(by_value.values())))
    return tuple(found)


def statement_in_force(claim: Claim) -> Statement:
    """A claim as it reads now, with slots: a corrected wording is read anew."""
    if claim.statement == claim.read_as:
        return claim.reading
    return _read_wording(claim.statement, claim)


def _read_wording(wording: str, claim: Claim) -> Statement:
    from workbench.reading import read

    reading = read(wording, document_date=claim.document.document_date)
    negated = any(statement.negated for statement in reading.statements)
    return replace(
        claim.reading,
        text=wording,
        quantities=reading.quantities,
        dates=reading.dates,
        names=reading.names,
        negated=negated if reading.statements else claim.reading.negated,
    )


def _placed(claim: Claim, capture: Capture, text: str, kind: PageText) -> tuple[PlacedQuote, ...]:
    """The claim's quotes whose words stand in this text, of whichever capture or text they are."""
    placed = []
    for piece in claim.evidence:
        details = piece.details
        if details is None or piece.source.id != capture.source:
            continue
        start, end = details.selector.start, details.selector.end
        if details.selector.text is not kind or text[start:end] != piece.quote:
            start = text.find(piece.quote)
            end = start + len(piece.quote)
        if start >= 0:
            placed.append(PlacedQuote(piece, start, end))
    return tuple(sorted(placed, key=lambda one: one.start))


def _day_of(metadata: Mapping[str, "MetadatumInForce"]) -> date | None:
    """The day on which a page was published, if it says so to the day."""
    published = metadata.get("published")
    day = day_in(published.metadatum.value) if published else None
    return date.fromisoformat(day) if day is not None and len(day) == len("2023-06-05") else None


def _comparable(metadatum: Metadatum) -> str:
    value = " ".join(metadatum.value.split()).casefold()
    if metadatum.field in ("published", "modified"):
        return value[:10]
    return value.rstrip("/")


@lru_cache(maxsize=8)
def _index(text: str, language: str) -> "TextIndex":
    """What was worked out of a text, kept for the next claim that is looked up in it."""
    from workbench.sourcing.passages import TextIndex

    return TextIndex.build(text, language=language)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _counted(sources: int, origins: int) -> str:
    return f"{_count(sources, 'source')}, {_count(origins, 'origin')}"
