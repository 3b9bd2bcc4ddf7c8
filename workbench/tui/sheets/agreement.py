"""How far readers agree, as a sheet: coefficients, pairs and readers, and where they differ."""

from collections.abc import Sequence

from workbench.desk.deciding.agreement import Agreement
from workbench.desk.deciding.coefficients import INSTALL
from workbench.text import counted
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

MOST_DIFFERING = 300
"""More than anybody reads here; to lay out thousands would hold up a key."""
_WIDTH = 17
_BAR = 20


def agreement_sheet(found: Sequence[Agreement], query: str) -> Sheet:
    """Each rating scale that was used, one after the other."""
    sheet = SheetBuilder()
    sheet.line(f"Claims that fit {query}" if query else "All claims", Tone.TITLE)
    told = [one for one in found if one.claims]
    if not told:
        sheet.line()
        sheet.line("No claim was rated by two readers yet.", Tone.MUTED)
    for one in found:
        _scale(sheet, one)
    if told and not told[0].computed:
        sheet.line()
        sheet.line(INSTALL, Tone.WARNING)
    return sheet.build()


def _scale(sheet: SheetBuilder, found: Agreement) -> None:
    sheet.heading(found.scale_name)
    alone = f", {found.alone} by one" if found.alone else ""
    sheet.field("Claims", f"{found.claims} rated by two or more{alone}", width=_WIDTH)
    if found.looked:
        sheet.field("Left out", f"{found.looked} given after looking at another's", width=_WIDTH)
    if found.share is None:
        return
    bar = "█" * round(found.share * _BAR / 100)
    share = f"{bar:░<{_BAR}} {found.same} of {found.pairs} pairs of ratings, {found.share:.0f} %"
    sheet.field("The same", share, width=_WIDTH)
    if found.computed:
        _coefficients(sheet, found)
    _people(sheet, found)
    _differing(sheet, found)


def _coefficients(sheet: SheetBuilder, found: Agreement) -> None:
    fleiss = f"   {counted(found.fleiss_claims, 'claim')} with {found.fleiss_ratings} ratings each"
    for name, value, remark in (
        ("Cohen's kappa", found.kappa, "   mean of the pairs of readers"),
        ("Fleiss' kappa", found.fleiss, fleiss),
        ("Alpha", found.alpha, "   Krippendorff, nominal"),
        ("Ordinal alpha", found.ordinal, "   Krippendorff, by the order of the scale"),
    ):
        if name != "Ordinal alpha" or value is not None:
            sheet.field(name, _figure(value) + remark, width=_WIDTH)


def _people(sheet: SheetBuilder, found: Agreement) -> None:
    for two in found.of_two:
        kappa = f", kappa {_figure(two.kappa)}" if found.computed else ""
        sheet.line(f"{two.first} and {two.second}", Tone.STRONG, hang=2)
        sheet.add(f"  the same on {two.same} of {two.claims}{kappa}")
    for one in found.readers:
        upheld = f"; adjudication upheld {one.upheld} of {one.settled}" if one.settled else ""
        sheet.line(one.name, Tone.STRONG, hang=2)
        sheet.add(
            f"  {counted(one.claims, 'claim')}, the same in {one.same} of {one.pairs} pairs{upheld}"
        )


def _differing(sheet: SheetBuilder, found: Agreement) -> None:
    if found.differing:
        sheet.heading(f"Where they differ, {len(found.differing)}")
    for each in found.differing[:MOST_DIFFERING]:
        sheet.line(f"{each.claim[:8]}  ", Tone.KEY, hang=2)
        sheet.add(each.statement)
        for one in each.ratings:
            sheet.line(f"    {one.name}: ", Tone.MUTED, hang=6).add(one.rating, Tone.STRONG)
            sheet.add(f"  {one.because}")
        if each.adjudicated is not None:
            sheet.line(f"    adjudicated: {each.adjudicated}", Tone.GOOD, hang=6)
    more = len(found.differing) - MOST_DIFFERING
    if more > 0:
        sheet.line()
        sheet.line(f"and {more:,} more; workbench agreement lists them all", Tone.MUTED)


def _figure(value: float | None) -> str:
    return "cannot be told" if value is None else f"{value:.3f}"
