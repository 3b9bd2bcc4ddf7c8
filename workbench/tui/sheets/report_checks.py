"""What linting found, and what comparing a report found, as sheets."""

from typing import TYPE_CHECKING

from workbench.linting import RULES, Severity
from workbench.text import counted
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.reporting.linting import Linted
    from workbench.desk.verifying.verifying_reports import Verified
    from workbench.linting import Finding

_MOST = 500
_KINDS = {
    "altered": "The report says what the ledger never held",
    "missing": "The ledger does not know what the report names",
    "unconfirmed": "Nobody can tell: this version writes no such words",
    "damaged": "The ledger no longer keeps whole what it kept",
    "changed": "The ledger has gone on since",
}


def linted_sheet(linted: "Linted") -> Sheet:
    """Errors first, then advice; each rule once with its reason and fix, and its places."""
    sheet = SheetBuilder()
    sheet.line(linted.name, Tone.TITLE)
    good = not linted.findings
    sheet.line(
        f"{counted(linted.reviews, 'review', 'reviews')} checked, "
        f"{counted(linted.errors, 'error', 'errors')}, {linted.advice} advice",
        Tone.GOOD if good else Tone.STRONG,
    )
    for remark in linted.remarks:
        sheet.line(f"! {remark}", Tone.WARNING, hang=2)
    for severity in Severity:
        by_rule: dict[str, list[Finding]] = {}
        for one in linted.findings[:_MOST]:
            if one.severity is severity:
                by_rule.setdefault(one.rule, []).append(one)
        for name, found in by_rule.items():
            _rule(sheet, name, found)
    if len(linted.findings) > _MOST:
        sheet.line(f"and {len(linted.findings) - _MOST} more", Tone.MUTED)
    return sheet.build()


def _rule(sheet: SheetBuilder, name: str, found: "list[Finding]") -> None:
    rule = RULES[name]
    is_error = found[0].severity is Severity.ERROR
    sheet.heading(f"{'× Error' if is_error else '! Advice'}: {rule.asks}")
    for one in found:
        place = f"line {one.line}  "
        sheet.line(place, Tone.BAD if is_error else Tone.WARNING, hang=len(place))
        sheet.add(f"{one.words}  ")
        sheet.add(one.path, Tone.MUTED)
    sheet.field("why", rule.reason)
    sheet.field("fix", rule.fix)
    sheet.field("from", f"{rule.source} ({rule.id})", Tone.MUTED)


def verified_sheet(verified: "Verified") -> Sheet:
    """What differs, the gravest first."""
    sheet = SheetBuilder()
    sheet.line(verified.name, Tone.TITLE)
    made = f", made at {verified.made_at}" if verified.made_at else ""
    sheet.line(f"{verified.form}{made}", Tone.MUTED)
    sheet.line(
        f"Compared: {counted(verified.claims, 'claim', 'claims')}, "
        f"{counted(verified.verdicts, 'verdict', 'verdicts')}, "
        f"{counted(verified.quotes, 'quotation', 'quotations')}, "
        f"{counted(verified.hashes, 'hash', 'hashes')}"
    )
    if verified.as_reported:
        sheet.line("✓ Everything is as reported.", Tone.GOOD)
    else:
        said = verified.conclusion
        sheet.line(f"{said[0].upper()}{said[1:]}.", Tone.STRONG)
    for remark in verified.remarks:
        sheet.line(f"! {remark}", Tone.WARNING, hang=2)
    told = 0
    for kind, heading in _KINDS.items():
        found = [one for one in verified.differences if one.kind == kind]
        if not found:
            continue
        sheet.heading(heading)
        for one in found[: max(_MOST - told, 0)]:
            told += 1
            sign = "~ " if kind == "changed" else "× "
            sheet.line(sign, Tone.WARNING if kind == "changed" else Tone.BAD, hang=2)
            sheet.add(one.words)
            if one.place:
                sheet.add(f"  {one.place}", Tone.MUTED)
    if len(verified.differences) > told:
        sheet.line(f"and {len(verified.differences) - told} more", Tone.MUTED)
    return sheet.build()
