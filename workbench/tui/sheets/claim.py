"""A claim with everything known about it, as a sheet to read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk.deciding.verdict_words import verdict_lines
from workbench.model import Claim, ClaimStatus, Evidence, Verdict
from workbench.text import squeeze
from workbench.tui.keys.told import key
from workbench.tui.lanes.claim_matches import ClaimLinks
from workbench.tui.lanes.wishes import Errand
from workbench.tui.looks.columns import DISMISSED_MARK, STATUS_MARKS
from workbench.tui.looks.signs import STANCE_SIGNS, STANCE_TONES, STANDING_TONES, STANDING_WORDS
from workbench.tui.sheets.matches import add_checked_before, add_matches
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.sheets.slots import (
    claimant_in_words,
    date_in_words,
    force_in_words,
    insertion_in_words,
    name_in_words,
    quantity_in_words,
)
from workbench.tui.sheets.sources import add_sources
from workbench.tui.sheets.words import day_in_words, host_in_words, moment_in_words
from workbench.tui.sheets.work import (
    add_comments,
    add_questions,
    add_verdict_details,
    add_work,
)

if TYPE_CHECKING:
    from workbench.desk.sourcing.source_view import SourceList
    from workbench.tui.lanes.matching import ClaimFindings


@dataclass(frozen=True, slots=True)
class OtherClaims:
    """What is known of a claim and others: what reviewers have said, and what was found."""

    links: ClaimLinks | None = None
    findings: "ClaimFindings | None" = None


def claim_sheet(
    claim: Claim,
    sources: "SourceList | None" = None,
    under_way: Sequence[Errand] = (),
    left_out: Collection[str] = (),
    others: OtherClaims | None = None,
) -> Sheet:
    """Everything about one claim, the decided things first.

    ``under_way`` is what is being fetched for it; ``left_out`` names the evidence whose page
    copy is not in this file; ``others`` is what is known of other claims.
    """
    others = others or OtherClaims()
    sheet = SheetBuilder()
    sheet.line(claim.statement, Tone.TITLE)
    _status(sheet, claim)
    add_work(sheet, claim)
    _wordings(sheet, claim)
    _withheld(sheet, claim)
    _verdicts(sheet, claim)
    add_checked_before(sheet, others.findings)
    _evidence(sheet, claim, left_out)
    add_questions(sheet, claim)
    add_comments(sheet, claim)
    add_sources(sheet, sources, under_way)
    add_matches(sheet, others.links, others.findings)
    _slots(sheet, claim)
    return sheet.build()


def _status(sheet: SheetBuilder, claim: Claim) -> None:
    mark = STATUS_MARKS[claim.status]
    if claim.dismissed is not None:
        sheet.line(f"{DISMISSED_MARK.symbol} dismissed", Tone.WARNING)
    else:
        tone = Tone.WARNING if claim.status is ClaimStatus.CONFLICT else Tone.STRONG
        sheet.line(f"{mark.symbol} {claim.status.value}", tone)
    sheet.add(f"  worth {claim.reading.worth // 10} of 100", Tone.MUTED)
    sheet.add(f"  claim {claim.id[:8]}", Tone.MUTED)
    if claim.reading.reasons:
        sheet.line(f"Worth checking: {', '.join(claim.reading.reasons)}", Tone.MUTED, hang=2)
    sheet.line(claim.document.title, Tone.MUTED)
    if claim.dismissed is not None:
        sheet.line()
        sheet.field("Dismissed", claim.dismissed or "without a reason; d restores it", Tone.WARNING)


def _wordings(sheet: SheetBuilder, claim: Claim) -> None:
    lines: list[tuple[str, str, Tone]] = []
    if claim.statement != claim.read_as:
        lines.append(("Read as", claim.read_as, Tone.PLAIN))
    span = squeeze(claim.reading.span)
    if span not in (claim.statement, claim.read_as):
        lines.append(("In the text", f"“{span}”", Tone.QUOTE))
    if claim.by_hand:
        lines.append(("Added", "by a reviewer, not found by the reader", Tone.PLAIN))
    if len(claim.wordings) > 1:
        lines.extend(
            (f"{wording.given_by.name} says", wording.statement, Tone.WARNING)
            for wording in claim.wordings
        )
    if lines:
        sheet.line()
    for label, text, tone in lines:
        sheet.field(label, text, tone, width=13)


def _verdicts(sheet: SheetBuilder, claim: Claim) -> None:
    live = [verdict for verdict in claim.verdicts if verdict.live]
    if not live:
        return
    conflict = claim.status is ClaimStatus.CONFLICT
    sheet.heading(f"Verdicts, {len(live)} in conflict" if conflict else "Verdict")
    if claim.stale:
        sheet.line("STALE: a quote it rests on no longer holds; rate it anew with v", Tone.BAD)
    numbers = {piece.id: number for number, piece in enumerate(claim.evidence, 1)}
    for place, verdict in enumerate(live):
        if place:
            sheet.line()
        _verdict(sheet, verdict, numbers)


def _withheld(sheet: SheetBuilder, claim: Claim) -> None:
    if claim.withheld:
        sheet.heading("Awaiting a second reader")
        sheet.line(withheld_in_words(claim), Tone.WARNING)


def withheld_in_words(claim: Claim) -> str:
    """That verdicts are hidden, and what shows them."""
    many = "A verdict is" if claim.withheld == 1 else f"{claim.withheld} verdicts are"
    return (
        f"{many} hidden until you have given yours ({key('claim.verdict')}). "
        f"{key('claim.look')} shows it all the same, "
        "and the history says so."
    )


def _verdict(sheet: SheetBuilder, verdict: Verdict, numbers: dict[str, int]) -> None:
    sheet.line(verdict.rating, Tone.STRONG)
    sheet.add(f"  {verdict.given_by.name}, {moment_in_words(verdict.given_at)}", Tone.MUTED)
    sheet.line(f"  {verdict.because}", hang=2)
    add_verdict_details(sheet, verdict)
    cited = sorted(numbers[piece] for piece in verdict.evidence if piece in numbers)
    if verdict.unsourced:
        rests_on = "unsourced, as the reviewer chose"
    elif cited:
        rests_on = "rests on evidence " + ", ".join(map(str, cited))
    else:
        rests_on = "rests on evidence that has been withdrawn"
    sheet.line(f"  {rests_on}", Tone.MUTED, hang=2)
    for words in verdict_lines(verdict):
        sheet.line(f"  {words}", Tone.MUTED, hang=2)


def _evidence(sheet: SheetBuilder, claim: Claim, left_out: Collection[str]) -> None:
    if claim.evidence:
        sheet.heading("Evidence")
    for number, piece in enumerate(claim.evidence, 1):
        _piece(sheet, number, piece, left_out)


def _piece(sheet: SheetBuilder, number: int, piece: Evidence, left_out: Collection[str]) -> None:
    hang = len(str(number)) + 1
    sheet.line(f"{number} ", Tone.STRONG, hang=hang)
    sheet.add(f"{STANCE_SIGNS[piece.stance]} {piece.stance.value}", STANCE_TONES[piece.stance])
    sheet.add(f"  {host_in_words(piece.source.url)}", Tone.STRONG)
    sheet.add(f", seen {day_in_words(piece.seen_on)} by {piece.added_by.name}", Tone.MUTED)
    sheet.line(" " * hang + f"“{piece.quote}”", Tone.QUOTE, hang=hang)
    _details(sheet, piece, hang, left_out)
    sheet.line(" " * hang + piece.source.url, Tone.MUTED, hang=hang)


def _details(sheet: SheetBuilder, piece: Evidence, hang: int, left_out: Collection[str]) -> None:
    details = piece.details
    if details is None:
        return
    indent = " " * hang
    if details.translation:
        language = details.translation_language
        ours = f"our translation from {language}" if language else "our translation"
        sheet.line(f"{indent}{ours}: ", Tone.MUTED, hang=hang).add(f"“{details.translation}”")
    if details.note:
        sheet.line(f"{indent}note: ", Tone.MUTED, hang=hang).add(details.note)
    if details.dated:
        sheet.line(f"{indent}dated {details.dated}", Tone.MUTED, hang=hang)
        if details.younger:
            sheet.add(", younger than the claim", Tone.WARNING)
    if details.standing is not None:
        sheet.line(indent + STANDING_WORDS[details.standing], STANDING_TONES[details.standing])
        if details.standing_checked_at is not None:
            sheet.add(f", checked {moment_in_words(details.standing_checked_at)}", Tone.MUTED)
        for difference in details.differences:
            sheet.line(f"{indent}  {difference}", Tone.WARNING, hang=hang + 2)
    if piece.id in left_out:
        sheet.line(f"{indent}page copy missing: it is not in this file", Tone.WARNING, hang=hang)


def _slots(sheet: SheetBuilder, claim: Claim) -> None:
    reading = claim.reading
    sheet.heading("What it says")
    _listed(sheet, "Quantities", [quantity_in_words(found) for found in reading.quantities])
    _listed(sheet, "Dates", [date_in_words(found) for found in reading.dates])
    _listed(sheet, "Names", [", ".join(name_in_words(name) for name in reading.names)])
    _listed(sheet, "In brackets", [insertion_in_words(found) for found in reading.insertions])
    sheet.field("Said by", claimant_in_words(reading), width=13)
    sheet.field("Stated", force_in_words(reading), width=13)
    if reading.types:
        sheet.field("About", ", ".join(kind.value for kind in reading.types), width=13)
    _checks(sheet, claim)
    if not claim.verdicts and not claim.evidence:
        sheet.line()
        sheet.line(
            f"No evidence yet: {key('claim.attach')} attaches a source. No verdict yet: "
            f"{key('claim.verdict')} gives one.",
            Tone.MUTED,
        )


def _checks(sheet: SheetBuilder, claim: Claim) -> None:
    if claim.checks:
        sheet.heading("Compared inside the text")
    for check in claim.checks:
        mark, tone = ("=", Tone.GOOD) if check.agrees else ("≠", Tone.WARNING)
        sheet.line(f"{mark} ", tone, hang=2)
        sheet.add("agrees: " if check.agrees else "disagrees: ", tone)
        sheet.add(check.message)


def _listed(sheet: SheetBuilder, label: str, entries: list[str]) -> None:
    for entry in entries:
        if entry:
            sheet.field(label, entry, width=13)
            label = ""
