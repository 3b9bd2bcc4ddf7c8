"""Published fact-checks as a sheet, ratings in the publishers' own words."""

from workbench.sourcing.fact_checks import FactChecksFound
from workbench.text import squeeze
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone


def fact_checks_sheet(found: FactChecksFound) -> Sheet:
    """Every review that was found; none of them is a verdict here."""
    sheet = SheetBuilder()
    sheet.line("Ratings are the publishers' own words; attach an address with t.", Tone.MUTED)
    for check in found.checks:
        sheet.line()
        sheet.line(check.publisher or check.site or "publisher not named", Tone.STRONG, hang=2)
        if check.reviewed_on:
            sheet.add(f", {check.reviewed_on}", Tone.MUTED)
        sheet.line(f"  “{check.rating or 'no rating given'}”", Tone.QUOTE, hang=2)
        if check.claim:
            said = f"{check.claimant}: " if check.claimant else ""
            sheet.line(f"  on: {said}{squeeze(check.claim)}", hang=2)
        sheet.line(f"  {check.url}", Tone.MUTED, hang=2)
    if found.problem:
        sheet.line()
        sheet.line(found.problem, Tone.WARNING)
    elif not found.checks:
        sheet.line()
        sheet.line("None was found; that says nothing about the claim.", Tone.MUTED)
    return sheet.build()
