"""What a re-check found, as a sheet: from the mildest to each quote that no longer holds."""

from collections.abc import Sequence

from workbench.desk.sourcing.attaching import name_of
from workbench.desk.sourcing.fetching import describe_outcome
from workbench.desk.sourcing.rechecking import Finding, Rechecked
from workbench.model import Anchoring, AnchorState, Evidence
from workbench.text import counted
from workbench.tui.looks.signs import STANCE_SIGNS, STANDING_TONES, STANDING_WORDS
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.sheets.words import host_in_words

_HEADINGS = {
    Finding.UNCHANGED: "Unchanged",
    Finding.FIRST: "Fetched for the first time",
    Finding.TEXT_SAME: "Page changed, text the same",
    Finding.QUOTES_INTACT: "Text changed, your quotes intact",
    Finding.NOT_FETCHED: "Could not be fetched: nothing is known of the quotes",
    Finding.REFUSED: "Not gone to",
    Finding.QUOTES_CHANGED: "Quotes no longer hold",
}
_ALARMS = (AnchorState.FIGURE_CHANGED, AnchorState.GONE, AnchorState.EDITED)


def findings_sheet(found: Sequence[Rechecked]) -> Sheet:
    """Every source under its finding; verdicts that rest on a broken quote are stale now."""
    sheet = SheetBuilder()
    broken = sum(len(each.broken) for each in found)
    sheet.line(f"{counted(len(found), 'source')} re-checked", Tone.TITLE)
    if broken:
        no_longer = "quote no longer holds" if broken == 1 else "quotes no longer hold"
        sheet.line(f"{broken} {no_longer}; verdicts that rest on them are STALE", Tone.BAD)
    elif found:
        sheet.line("No quote was found to be broken", Tone.GOOD)
    for finding, heading in _HEADINGS.items():
        group = [each for each in found if each.finding is finding]
        if group:
            sheet.heading(f"{heading}: {len(group)}")
        for each in group:
            _source(sheet, each)
    if not found:
        sheet.line("There was no page to check.", Tone.MUTED)
    return sheet.build()


def _source(sheet: SheetBuilder, each: Rechecked) -> None:
    sheet.line(name_of(each.source), Tone.STRONG, hang=2)
    sheet.add(f"  {host_in_words(each.source.url)}", Tone.MUTED)
    if each.finding in (Finding.NOT_FETCHED, Finding.REFUSED):
        words = each.reason if each.outcome is None else describe_outcome(each.outcome, each.reason)
        sheet.line(f"  {words}", Tone.WARNING, hang=2)
        if each.rotten:
            sheet.line("  The page is gone; A in the source asks web archives for it", hang=2)
    if each.finding is Finding.QUOTES_CHANGED:
        order = {state: number for number, state in enumerate(_ALARMS)}
        for piece, anchoring in sorted(
            each.quotes, key=lambda pair: order.get(pair[1].state, len(order))
        ):
            _quote(sheet, piece, anchoring)
    elif each.quotes:
        sheet.add(f", {counted(len(each.quotes), 'quote')}", Tone.MUTED)


def _quote(sheet: SheetBuilder, piece: Evidence, anchoring: Anchoring) -> None:
    sheet.line(f"  {STANDING_WORDS[anchoring.state]}: ", STANDING_TONES[anchoring.state], hang=4)
    sheet.add(f"{STANCE_SIGNS[piece.stance]} “{piece.quote}”", Tone.QUOTE)
    for difference in anchoring.differences:
        sheet.line(f"    {difference}", Tone.WARNING, hang=6)
