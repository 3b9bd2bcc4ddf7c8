"""A conflict as sheets: what it is about, and each side with its reason and evidence."""

from collections.abc import Sequence

from workbench.desk.deciding.conflicts import Conflict, Side
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone


def about_sheet(conflict: Conflict) -> Sheet:
    """What it is about and what can be done."""
    sheet = SheetBuilder()
    sheet.line(conflict.about, Tone.STRONG)
    if conflict.is_verdict:
        sheet.line(
            f"{len(conflict.sides)} verdicts stand. A number takes that side and asks why; "
            f"{key('claim.verdict')} gives another.",
            Tone.MUTED,
        )
    else:
        sheet.line(
            f"{len(conflict.sides)} say different things of the {conflict.what}. "
            "A number keeps that side.",
            Tone.MUTED,
        )
    return sheet.build()


def sides_sheet(sides: Sequence[tuple[int, Side]]) -> Sheet:
    """One side or several, each with the number that takes it."""
    sheet = SheetBuilder()
    for number, side in sides:
        if number != sides[0][0]:
            sheet.line()
        sheet.line(f"{number}  ", Tone.KEY, hang=3)
        sheet.add(side.says, Tone.STRONG)
        at = f"{side.given_at:%Y-%m-%d %H:%M}"
        unsourced = ", unsourced" if side.unsourced else ""
        sheet.line(f"   {side.given_by.name}, {at}{unsourced}", Tone.MUTED, hang=3)
        if side.because:
            sheet.line(f"   {side.because}", hang=3)
        for quote in side.evidence:
            sheet.line(f"   {quote}", Tone.QUOTE, hang=3)
    return sheet.build()


def none_sheet(settled: int) -> Sheet:
    """That nobody disagrees any more."""
    words = f"Nothing is left to settle; {settled} settled." if settled else "Nobody disagrees."
    return SheetBuilder().line(words, Tone.GOOD).build()
