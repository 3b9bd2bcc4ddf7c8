"""Making a source ready to be shown, in a lane: text, marks, places, broken into lines.

Nothing of it is done on the loop, so that a page of any length opens without a pause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import (
    Agreement,
    ArchivedCopy,
    Capture,
    Claim,
    Evidence,
    PageText,
    Passage,
    SourceRow,
    Testimony,
)
from workbench.text import clean_block
from workbench.tui.looks.signs import AGREEMENT_SIGNS, STANCE_SIGNS
from workbench.tui.looks.wrapping import WrappedText, wrap
from workbench.tui.sheets.sheet import Mark

if TYPE_CHECKING:
    from workbench.desk.sourcing.source_view import PlacedQuote, SourceList, SourceView
    from workbench.ledger.database import Ledger

_TONES = {Agreement.AGREES: "agrees", Agreement.DIFFERS: "differs"}


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, a quote, or a passage that is quoted. ``rank`` counts passages from 1."""

    start: int
    end: int
    rank: int | None = None
    passage: Passage | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign for the margin, at a place in the text."""

    offset: int
    sign: str
    stance: bool = False


@dataclass(frozen=True, slots=True)
class LoadedSource:
    """A source beside a claim, ready to be shown.

    ``view`` is absent where nothing was ever captured. ``places`` come in the order of the text.
    """

    claim: Claim
    sources: "SourceList"
    index: int
    captures: tuple[Capture, ...]
    capture: int
    view: "SourceView | None"
    testimony: Testimony | None
    archived: tuple[ArchivedCopy, ...]
    wrapped: WrappedText
    marks: tuple[Mark, ...]
    places: tuple[Place, ...]
    signs: tuple[Sign, ...]

    @property
    def row(self) -> SourceRow:
        """The source."""
        return self.sources.rows[self.index]

    @property
    def text(self) -> str:
        """The text as it is kept, uncleaned."""
        return self.view.text if self.view else ""


@dataclass(frozen=True, slots=True)
class SourceWish:
    """What is to be shown: a source of a claim, one of its captures, one of its texts.

    Left out, these are the first source, its newest capture that has a text, and the article.
    ``sources`` saves comparing all texts again where the list is known.
    """

    claim: str
    source: str | None = None
    capture: str | None = None
    kind: PageText | None = None
    sources: "SourceList | None" = None


def load_source(ledger: "Ledger", wish: SourceWish, width: int) -> LoadedSource | None:
    """Make a source ready; ``None`` if the claim has none (any more)."""
    from workbench.desk.sourcing.source_view import sources_of, text_of, view_source
    from workbench.ledger.queries import archived_copies, captures, testimony
    from workbench.ledger.queries import claim as get_claim

    claim = get_claim(ledger, wish.claim)
    sources = wish.sources or sources_of(ledger, claim.id)
    if not sources.rows:
        return None
    ids = [row.id for row in sources.rows]
    index = ids.index(wish.source) if wish.source in ids else 0
    row = sources.rows[index]
    found = captures(ledger, row.id)
    wanted = wish.capture or row.latest
    place = next((n for n, each in enumerate(found) if each.id == wanted), 0)
    view = None
    if found:
        capture = found[place]
        kind = wish.kind
        if kind is None:
            has_article = bool(text_of(ledger, capture, PageText.MAIN).strip())
            kind = PageText.MAIN if has_article else PageText.VISIBLE
        view = view_source(ledger, claim.id, capture.id, text_kind=kind)
    text = view.text if view else ""
    places = _places(view.passages, view.quotes) if view else ()
    return LoadedSource(
        claim=claim,
        sources=sources,
        index=index,
        captures=found,
        capture=place,
        view=view,
        testimony=testimony(ledger, row.id),
        archived=archived_copies(ledger, row.id),
        wrapped=wrap(clean_block(text).replace("\t", " "), width),
        marks=_marks(places),
        places=places,
        signs=_signs(places),
    )


def _places(passages: Sequence[Passage], quotes: "Sequence[PlacedQuote]") -> tuple[Place, ...]:
    """Passages and quotes as places; a passage that is quoted as a whole is one place."""
    quoted = {(quote.start, quote.end): quote.evidence for quote in quotes}
    found = []
    for rank, passage in enumerate(passages, 1):
        evidence = quoted.pop((passage.start, passage.end), None)
        found.append(Place(passage.start, passage.end, rank, passage, evidence))
    found += [Place(*span, evidence=evidence) for span, evidence in quoted.items()]
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def _marks(places: Sequence[Place]) -> tuple[Mark, ...]:
    marks = []
    for place in places:
        if place.evidence is not None:
            marks.append(Mark(place.start, place.end, "quoted"))
        marks += [
            Mark(slot.start, slot.end, _TONES[slot.agreement])
            for slot in (place.passage.slots if place.passage else ())
            if slot.agreement in _TONES and slot.start is not None and slot.end is not None
        ]
    return tuple(marks)


def _signs(places: Sequence[Place]) -> tuple[Sign, ...]:
    signs = []
    for place in places:
        if place.evidence is not None:
            signs.append(Sign(place.start, STANCE_SIGNS[place.evidence.stance], stance=True))
        signs += [
            Sign(slot.start, AGREEMENT_SIGNS[slot.agreement])
            for slot in (place.passage.slots if place.passage else ())
            if slot.agreement in _TONES and slot.start is not None
        ]
    return tuple(signs)


def link_of(loaded: LoadedSource, place: Place | None) -> str:
    """The live page, at the marked words where there are some."""
    from workbench.desk.sourcing.citing import live_link
    from workbench.sourcing.quotes import select, text_fragment

    if place is None or loaded.view is None:
        return loaded.row.url
    if place.evidence is not None:
        return live_link(place.evidence)
    selector = select(
        loaded.text, place.start, place.end, text_kind=loaded.view.text_kind, pages=()
    )
    return text_fragment(loaded.row.url, selector)
