"""One claim of a dossier as the templates see it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from workbench.model import (
    AnchorState,
    Answer,
    Claim,
    ClaimantKind,
    ClaimStatus,
    Evidence,
    PairState,
    Question,
    RatingScale,
    Verdict,
)
from workbench.reporting.dossier import (
    Entry,
    SourceRecord,
    claimant_of,
    earlier_verdicts,
    live_verdicts,
    outcome,
)
from workbench.reporting.html.context import after_claim, before_claim, line
from workbench.reporting.html.days import day_in_words, iso_in_words, moment_in_words
from workbench.reporting.html.links import link_to
from workbench.reporting.html.rationale import paragraphs, rendered
from workbench.reporting.html.shapes import sign_of, sign_of_stance
from workbench.reporting.html.views import (
    AnswerView,
    BesideView,
    CaptureView,
    ClaimView,
    CorrectionView,
    EvidenceView,
    Fact,
    QuestionView,
    VerdictView,
)
from workbench.text import clean_line, squeeze

NOT_NAMED: Final = "The text itself; no one is named"
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_KINDS: Final = {ClaimantKind.PERSON: "person", ClaimantKind.ORGANIZATION: "organisation"}
_STANDING: Final = {
    AnchorState.EDITED: "On its page now the quotation reads otherwise",
    AnchorState.FIGURE_CHANGED: "On its page now the quotation has another figure",
    AnchorState.GONE: "The quotation is gone from its page now",
}
_RELATIONS: Final = {
    PairState.DUPLICATE: "Says the same",
    PairState.CONFLICT: "Contradicts it",
    PairState.RELATED: "Is related",
    PairState.DISPUTED: "Reviewers differ on how it is related",
}


@dataclass(frozen=True, slots=True)
class Numbering:
    """What claims refer to: the numbers of the sources, and the anchors of the other claims."""

    sources: Mapping[str, int]
    claims: Mapping[str, str]
    scales: Mapping[str, RatingScale]

    def scale(self, verdict: Verdict) -> RatingScale | None:
        """The scale a verdict was given on."""
        return self.scales.get(verdict.scale)


def source_anchor(number: int) -> str:
    """Where a source stands in the list."""
    return f"source-{number}"


def claim_anchor(number: int) -> str:
    """Where a claim stands."""
    return f"claim-{number}"


def language_of(code: str | None) -> str | None:
    """A language that a browser may be told of."""
    return code if code and _LANGUAGE.fullmatch(code) else None


def claim_view(entry: Entry, numbering: Numbering) -> ClaimView:
    """A claim."""
    claim = entry.claim
    live = sorted(live_verdicts(claim), key=lambda verdict: verdict.given_at)
    disagree = claim.status is ClaimStatus.CONFLICT
    anchor = numbering.claims[claim.id]
    return ClaimView(
        id=claim.id,
        number=entry.number,
        anchor=anchor,
        statement=line(claim.statement),
        sign=sign_of(outcome(claim), numbering.scale(live[-1]) if live else None),
        document=line(claim.document.title),
        language=language_of(claim.document.language),
        before=before_claim(entry.before, cut=claim.reading.start > len(entry.before)),
        span=line(claim.reading.span),
        after=after_claim(
            entry.after,
            cut=claim.document.characters - claim.reading.end > len(entry.after),
        ),
        reworded=squeeze(claim.reading.span) != squeeze(claim.statement),
        stale=claim.stale,
        facts=tuple(_facts(entry)),
        verdicts=tuple(
            _verdict(claim, verdict, _part(place, verdict, len(live)), numbering)
            for place, verdict in enumerate(live)
        ),
        disagree=disagree,
        second_reader=_second_reader(claim, live, disagree=disagree),
        evidence=tuple(
            _evidence(piece, entry.record(piece), numbering) for piece in claim.evidence
        ),
        questions=tuple(_question(question, claim, numbering) for question in claim.questions),
        beside=tuple(
            BesideView(
                _RELATIONS.get(other.relation, "Was compared with it"),
                line(other.statement),
                line(other.document_title),
                numbering.claims.get(other.claim),
            )
            for other in entry.beside
        ),
        corrections=tuple(corrections_of(entry, anchor)),
    )


def corrections_of(entry: Entry, anchor: str) -> Iterator[CorrectionView]:
    """What was changed about a claim after it was first decided, the oldest first."""
    claim, steps = entry.claim, []
    for verdict in earlier_verdicts(claim):
        words = f"Was rated {line(verdict.rating)} by {line(verdict.given_by.name)}"
        steps.append((verdict.given_at, f"{words}; no longer in force", verdict.because))
    for verdict in live_verdicts(claim):
        if verdict.correction:
            words = f"Corrected to {line(verdict.rating)} by {line(verdict.given_by.name)}"
            steps.append((verdict.given_at, words, verdict.correction))
    for wording in claim.wordings:
        by = line(wording.given_by.name)
        words = f"Reworded by {by}; it was first read as “{line(claim.read_as)}”"
        steps.append((wording.given_at, words, ""))
    for at, words, because in sorted(steps, key=lambda step: step[0]):
        yield CorrectionView(
            on=day_in_words(at.astimezone(UTC).date()),
            iso=at.astimezone(UTC).isoformat(timespec="seconds"),
            words=words,
            because=rendered(because) if because.strip() else None,
            claim=entry.number,
            claim_anchor=anchor,
        )


def capture_view(record: SourceRecord) -> CaptureView | None:
    """The copy that was kept of a source, if one was."""
    if record.captured_at is None and not record.sha256:
        return None
    at = record.captured_at
    return CaptureView(
        at=moment_in_words(at) if at else None,
        iso=at.astimezone(UTC).isoformat(timespec="seconds") if at else None,
        sha256=clean_line(record.sha256) if record.sha256 else None,
        of_wire=record.of_wire,
    )


def _facts(entry: Entry) -> Iterator[Fact]:
    claim = entry.claim
    who = claimant_of(claim)
    kind = f" ({_KINDS[claim.claimant_kind]})" if who and claim.claimant_kind else ""
    yield Fact("Said by", f"{line(who)}{kind}" if who else NOT_NAMED)
    if claim.claimed_on:
        yield Fact("Said on", iso_in_words(line(claim.claimed_on)))
    if claim.place:
        yield Fact("Place", line(claim.place))
    if claim.first_appearance:
        first = link_to(claim.first_appearance)
        yield Fact("First appeared at", first.words, first.href)
    if claim.reading.modality != "asserted":
        yield Fact("Kind of statement", str(claim.reading.modality))
    if claim.by_hand:
        yield Fact("Found by", "a reviewer")
    if claim.tags:
        yield Fact("Tags", ", ".join(map(line, claim.tags)))
    if entry.independence:
        yield Fact("Independence", line(entry.independence))
    yield Fact("In the text", f"characters {claim.reading.start:,} to {claim.reading.end:,}")
    yield Fact("Claim", clean_line(claim.id[:12]))


def _part(place: int, verdict: Verdict, count: int) -> str:
    if verdict.adjudicates:
        return "Decided between the readers"
    if count == 1:
        return "Verdict"
    return ("First reader", "Second reader", "Third reader")[place] if place < 3 else "Reader"


def settled_verdicts(claim: Claim) -> tuple[Verdict, ...]:
    """The earlier verdicts, where one that stands settles what reviewers disagreed in."""
    settles = any(verdict.adjudicates for verdict in live_verdicts(claim))
    return earlier_verdicts(claim) if settles else ()


def _second_reader(claim: Claim, live: list[Verdict], *, disagree: bool) -> str:
    names = list(dict.fromkeys(verdict.given_by.id for verdict in live))
    if disagree:
        return "Reviewers disagree. Every verdict that stands is shown with its reasons."
    sides = list(dict.fromkeys(line(verdict.given_by.name) for verdict in settled_verdicts(claim)))
    if len(sides) > 1:
        told = f"{', '.join(sides[:-1])} and {sides[-1]}"
        return f"Settles what {told} disagreed in; what they had said is under corrections."
    if len(names) > 1:
        others = ", ".join(line(verdict.given_by.name) for verdict in live[1:])
        return f"Read a second time and rated the same, by {others}."
    return "Decided by one reader; nobody has read it a second time." if names else ""


def _verdict(claim: Claim, verdict: Verdict, part: str, numbering: Numbering) -> VerdictView:
    numbers = {
        piece.id: numbering.sources[piece.source.id]
        for piece in claim.evidence
        if piece.source.id in numbering.sources
    }
    known = sorted({numbers[piece] for piece in verdict.evidence if piece in numbers})
    scale = numbering.scale(verdict)
    at = verdict.given_at.astimezone(UTC)
    return VerdictView(
        id=verdict.id,
        sign=sign_of(verdict.rating, scale),
        part=part,
        by=line(verdict.given_by.name),
        on=day_in_words(at.date()),
        iso=at.isoformat(timespec="seconds"),
        scale=line(scale.name if scale else verdict.scale),
        confidence=str(verdict.confidence) if verdict.confidence else None,
        as_of=day_in_words(verdict.as_of) if verdict.as_of else None,
        conditions=paragraphs(verdict.conditions) if verdict.conditions else None,
        because=rendered(verdict.because),
        sources=tuple((number, source_anchor(number)) for number in known),
        ground=_ground(claim, verdict),
        stale=verdict.stale,
        carried=verdict.carried_from is not None,
    )


def _ground(claim: Claim, verdict: Verdict) -> str | None:
    """What else is to be said of what a verdict rests on."""
    if verdict.unsourced:
        return "This verdict names no source."
    there = {piece.id for piece in claim.evidence}
    gone = sum(piece not in there for piece in verdict.evidence)
    if not gone:
        return None
    if gone == len(verdict.evidence):
        return "Its evidence was withdrawn since."
    return f"{gone} more {'pieces were' if gone > 1 else 'piece was'} withdrawn since."


def _evidence(piece: Evidence, record: SourceRecord, numbering: Numbering) -> EvidenceView:
    details = piece.details
    number = None if record.withheld else numbering.sources.get(piece.source.id)
    words = details.differences if details else ()
    standing = _STANDING.get(details.standing) if details and details.standing else None
    if standing and words:
        standing = f"{standing}: {line('; '.join(words))}"
    link = None if record.said else link_to(piece.source.url)
    translation = details.translation if details else None
    return EvidenceView(
        id=piece.id,
        sign=sign_of_stance(piece.stance),
        number=number,
        source_anchor=source_anchor(number) if number else None,
        withheld=record.withheld,
        title=_title(piece, record),
        place=_where(piece, record),
        link=None if record.withheld else link,
        quote=paragraphs("" if record.withheld else piece.quote),
        translation=paragraphs(translation) if translation and not record.withheld else None,
        translation_language=line(details.translation_language or "") if details else None,
        seen_on=day_in_words(piece.seen_on),
        seen_by=line(piece.added_by.name),
        dated=iso_in_words(line(details.dated)) if details and details.dated else None,
        younger=details.younger if details else False,
        capture=None if record.withheld else capture_view(record),
        archived=link_to(record.archived) if record.archived and not record.withheld else None,
        archived_on=day_in_words(record.archived_at.astimezone(UTC).date())
        if record.archived_at
        else None,
        standing=standing,
    )


def _title(piece: Evidence, record: SourceRecord) -> str:
    if record.withheld:
        return "A source off the record, not for publication"
    if record.said:
        return line(record.said)
    return line(record.title) if record.title else link_to(piece.source.url).words


def _where(piece: Evidence, record: SourceRecord) -> str:
    """Author, day and page of a source, as far as they are known."""
    if record.said or record.withheld:
        return ""
    page = piece.details.selector.page if piece.details else None
    parts = (
        line(record.author or ""),
        iso_in_words(line(record.published or "")),
        f"page {page}" if page else "",
    )
    return ", ".join(part for part in parts if part)


def _question(question: Question, claim: Claim, numbering: Numbering) -> QuestionView:
    return QuestionView(
        line(question.text),
        tuple(_answer(answer, claim, numbering) for answer in question.answers),
    )


def _answer(answer: Answer, claim: Claim, numbering: Numbering) -> AnswerView:
    piece = next((piece for piece in claim.evidence if piece.id == answer.evidence), None)
    number = numbering.sources.get(piece.source.id) if piece else None
    return AnswerView(
        words=paragraphs(answer.text),
        kind=str(answer.kind),
        by=line(answer.given_by.name),
        link=link_to(answer.url) if answer.url and number is None else None,
        number=number,
        source_anchor=source_anchor(number) if number else None,
        because=line(answer.because) if answer.because else None,
    )
