"""Quote a source: words that stand in a capture become evidence with a stance.

A quotation is anchored in one capture for ever. What does not stand there is not taken; what
stands there nearly is told with the difference, a changed figure first.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.attaching import short_source
from workbench.desk.sourcing.dating import check_day, day_in, is_younger
from workbench.desk.sourcing.sources import QUOTE_CHARACTERS, find_evidence
from workbench.desk.working.notes import NoteBox, refuse_name
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import capture_text, metadata_in_force, testimony
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import source as get_source
from workbench.ledger.recording import record_evidence
from workbench.model import (
    AnchorState,
    Capture,
    Evidence,
    PageText,
    QuoteDetails,
    QuoteSelector,
    Stance,
)
from workbench.sourcing.addresses import host_of
from workbench.text import clean_line, squeeze, surrounding_words

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

NOTE_CHARACTERS: Final = 10_000
_SHOWN_WORDS: Final = 160


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a reviewer adds to a quotation.

    ``dated`` is the evidence's own date where the page's is not meant; ``translation`` is ours
    and marked as such.
    """

    note: str | None = None
    dated: str | None = None
    translation: str | None = None
    translation_language: str | None = None


def quote(
    ledger: "Ledger",
    claim_id: str,
    capture_id: str,
    words: str | tuple[int, int],
    *,
    stance: Stance,
    text: PageText = PageText.MAIN,
    remarks: Remarks | None = None,
    near: int | None = None,
) -> str:
    """Make words of a capture evidence on a claim, and return the evidence's id.

    ``words`` are the exact words, or where they begin and end in the text. White space, kinds of
    quotation marks and dashes do not matter in typed words; what is kept is what stands there.
    Without a date of its own, evidence has the page's; ``younger`` marks one after the claim's.

    Raises:
        NotSo: There is no such claim or capture, its text is not here, or the words do not stand
            in it; then the message names the nearest that do, and a changed figure first.
        UsageError: The words are empty, occur several times, or a remark cannot be kept.
    """
    given = remarks or Remarks()
    claim = get_claim(ledger, claim_id)
    capture = get_capture(ledger, capture_id)
    page = _text_of(ledger, capture, text)
    selector = _select(page, words, text, capture, near)
    if selector is None:
        raise NotSo(_why_not(ledger, capture, page, str(words), text))
    hidden = NoteBox(ledger.project.id).name(capture.source)
    refuse_name(hidden, given.note, given.translation)
    details = _details(ledger, capture, selector, given, claim.document.document_date)
    seen = capture.captured_at.astimezone().date()
    name = _name(ledger, capture)
    with ledger.act(f"Quote {name} ({stance})", claims=(claim.id,)) as act:
        return record_evidence(
            act,
            claim.id,
            source=capture.source,
            url=get_source(ledger, capture.source).url,
            quote=selector.exact,
            stance=stance,
            seen_on=seen,
            details=details,
        )


def change_evidence(
    ledger: "Ledger",
    claim_id: str,
    evidence_id: str,
    *,
    stance: Stance | None = None,
    remarks: Remarks | None = None,
) -> str:
    """Change the stance or the remarks of a piece of evidence of one's own; returns its new id.

    The words stay. What is left out of ``remarks`` stays as it is; without any nothing of them
    changes.

    Raises:
        NotSo: The claim has no such live evidence, or another reviewer brought it.
        UsageError: Nothing would change, or a remark cannot be kept.
    """
    claim = get_claim(ledger, claim_id)
    piece = find_evidence(claim, evidence_id)
    wanted = stance or piece.stance
    details = piece.details
    if remarks is not None:
        if details is None:
            raise UsageError("words cited without a capture have no remarks; quote the page itself")
        hidden = NoteBox(ledger.project.id).name(piece.source.id)
        refuse_name(hidden, remarks.note, remarks.translation)
        details = _remarked(details, remarks, claim.document.document_date)
    if wanted is piece.stance and details == piece.details:
        raise UsageError(f"evidence {piece.id[-8:]} is so already")
    label = f"Change evidence from {_host(piece)} ({wanted})"
    with ledger.act(label, claims=(claim.id,)) as act:
        return record_evidence(
            act,
            claim.id,
            source=piece.source.id,
            url=piece.source.url,
            quote=piece.quote,
            stance=wanted,
            seen_on=piece.seen_on,
            details=details,
            instead_of=piece.id,
        )


def change_stance(ledger: "Ledger", claim_id: str, evidence_id: str, stance: Stance) -> str:
    """Give a piece of evidence of one's own another stance; returns its new id.

    Raises:
        NotSo: The claim has no such live evidence, or another reviewer brought it.
        UsageError: It has that stance already.
    """
    return change_evidence(ledger, claim_id, evidence_id, stance=stance)


def _text_of(ledger: "Ledger", capture: Capture, text: PageText) -> str:
    digest = capture.main if text is PageText.MAIN else capture.visible
    if digest is None:
        why = "was left out of this copy of the project" if capture.left_out else "was never kept"
        raise NotSo(
            f"the {text} text of capture {capture.id[-8:]} {why}, so nothing can be quoted from it"
        )
    return capture_text(ledger, capture, text)


def _select(
    page: str, words: str | tuple[int, int], text: PageText, capture: Capture, near: int | None
) -> QuoteSelector | None:
    from workbench.sourcing.quotes import anchor_exact, select

    if isinstance(words, tuple):
        start, end = _trimmed(page, *words)
        return select(page, start, end, text_kind=text, pages=capture.pages)
    wanted = words.strip()
    if not wanted:
        raise UsageError("evidence needs the exact words of the source; give the quotation")
    _check_length(len(wanted))
    found = anchor_exact(page, wanted, near=near)
    if not found:
        return None
    if len(found) > 1 and near is None:
        places = "; ".join(f"“{_around(page, one.start, one.end)}”" for one in found[:3])
        raise UsageError(
            f"these words stand there {len(found)} times; quote more of the sentence: {places}"
        )
    best = found[0]
    return select(page, best.start, best.end, text_kind=text, pages=capture.pages)


def _trimmed(page: str, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start < end <= len(page):
        raise UsageError(f"{start} to {end} lies outside the text of {len(page)} characters")
    while start < end and page[start].isspace():
        start += 1
    while end > start and page[end - 1].isspace():
        end -= 1
    if start == end:
        raise UsageError("the selection holds no words; select the words that matter")
    _check_length(end - start)
    return start, end


def _check_length(characters: int) -> None:
    if characters > QUOTE_CHARACTERS:
        raise UsageError(
            f"the quotation has {characters} characters; quote at most {QUOTE_CHARACTERS}, "
            "the words that matter"
        )


def _why_not(ledger: "Ledger", capture: Capture, page: str, typed: str, text: PageText) -> str:
    """Why words cannot be quoted: what stands there in their place, a changed figure first."""
    from workbench.sourcing.quotes import anchor_exact, reanchor

    wanted = typed.strip()
    if text is PageText.MAIN and capture.visible not in (None, capture.main):
        visible = capture_text(ledger, capture, PageText.VISIBLE)
        if anchor_exact(visible, wanted):
            return (
                "these words stand on the page but not in its article; quote them with "
                "--page-text visible"
            )
    found = reanchor(QuoteSelector(wanted, "", "", 0, len(wanted), text), page)
    if found.start is None or found.end is None or found.state is AnchorState.GONE:
        return f"capture {capture.id[-8:]} does not say that, nor anything near it"
    there = clean_line(squeeze(page[found.start : found.end]), _SHOWN_WORDS)
    changes = "; ".join(clean_line(each, 200) for each in found.differences)
    if found.state is AnchorState.FIGURE_CHANGED:
        return f"the source says something else there ({changes or 'see both'}): “{there}”"
    differing = f" ({changes})" if changes else ""
    return f"the source does not say that; nearest is “{there}”{differing}"


def _around(page: str, start: int, end: int) -> str:
    before, after = surrounding_words(page, start, end, 24)
    return clean_line(squeeze(f"{before}{page[start:end]}{after}"), _SHOWN_WORDS)


def _details(
    ledger: "Ledger",
    capture: Capture,
    selector: QuoteSelector,
    remarks: Remarks,
    claim_date: date | None,
) -> QuoteDetails:
    fresh = QuoteDetails(
        capture=capture.id,
        selector=selector,
        extractor=capture.extractor or "text/1",
        dated=_own_date(ledger, capture),
    )
    return _remarked(fresh, remarks, claim_date)


def _remarked(details: QuoteDetails, remarks: Remarks, claim_date: date | None) -> QuoteDetails:
    note = _short_enough(remarks.note, "note")
    translation = _short_enough(remarks.translation, "translation")
    if remarks.translation_language and not (translation or details.translation):
        raise UsageError("a language of translation needs a translation")
    dated = check_day(remarks.dated) if remarks.dated else details.dated
    return replace(
        details,
        note=details.note if note is None else note or None,
        dated=dated,
        younger=is_younger(dated, claim_date),
        translation=details.translation if translation is None else translation or None,
        translation_language=remarks.translation_language or details.translation_language,
    )


def _short_enough(text: str | None, what: str) -> str | None:
    if text is not None and len(text) > NOTE_CHARACTERS:
        raise UsageError(f"a {what} has at most {NOTE_CHARACTERS} characters")
    return text.strip() if text is not None else None


def _own_date(ledger: "Ledger", capture: Capture) -> str | None:
    """The date of what a capture holds: of a page's publication, or of what was said."""
    said = testimony(ledger, capture.source)
    if said is not None:
        return day_in(said.answered_on or said.on)
    published = metadata_in_force(ledger, capture.source).get("published")
    return day_in(published.metadatum.value) if published else None


def _name(ledger: "Ledger", capture: Capture) -> str:
    row = get_source(ledger, capture.source)
    return clean_line(host_of(row.url), 60) or short_source(capture.source)


def _host(piece: Evidence) -> str:
    return clean_line(host_of(piece.source.url), 60) or short_source(piece.source.id)
