"""What checking the file, looking into another and copying it have come to, as sheets."""

from typing import TYPE_CHECKING

from workbench.desk.safekeeping.checking import can_be_made_good, remedy
from workbench.ledger.findings import Part
from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.sharing.inspecting import Inspected
    from workbench.ledger.copying import Copied
    from workbench.ledger.findings import Verification

_WIDTH = 28
_WELL = {
    Part.FILE: "whole",
    Part.EVENTS: "each is what its hash says",
    Part.CHAINS: "each event follows the one that it names; no gap, no fork",
    Part.KEPT: "each is what its hash says",
    Part.TABLES: "just what the log says",
    Part.REDACTIONS: "nothing was redacted from this file",
    Part.SIGNATURES: "nobody has signed",
}
_DAMAGED = (
    "{} leaves the desk for a screen that shows each backup with what it would bring back, and "
    "puts one in the place of this file, which is kept aside; what is sound in it comes in."
)
_WRONG = "Outside the desk: {}. messages.md in the docs says what each problem means."


def checked_summary(found: "Verification") -> str:
    """In a line, whether anything is wrong."""
    if not found.problems:
        return "Everything is as it was written"
    return f"{counted(len(found.problems), 'problem')} found"


def checked_sheet(found: "Verification") -> Sheet:
    """Each part that was checked, with all that was found of it."""
    sheet = SheetBuilder()
    sheet.line(checked_summary(found), Tone.BAD if found.problems else Tone.GOOD)
    sheet.line(
        f"{counted(found.events, 'event')} and {counted(found.blobs, 'kept document')} checked",
        Tone.MUTED,
    )
    sheet.line()
    unread = not found.events and any(one.grave for one in found.of(Part.FILE))
    for part in Part:
        _part(sheet, found, part, unread=unread and part is not Part.FILE)
    if found.problems:
        sheet.line()
        if can_be_made_good(found):
            sheet.line(_DAMAGED.format(key("work.go")), Tone.KEY)
        if not any(one.grave for one in found.of(Part.FILE)):
            sheet.line(_WRONG.format(remedy(found)), Tone.KEY)
    return sheet.build()


def _part(sheet: SheetBuilder, found: "Verification", part: Part, *, unread: bool) -> None:
    findings = found.of(part)
    if unread and not findings:
        _line(sheet, "·", part, "not looked at, since the file is damaged", Tone.MUTED)
    elif not findings:
        _line(sheet, "✓", part, _WELL[part], Tone.GOOD)
    for place, one in enumerate(findings):
        sign, tone = ("×", Tone.BAD) if one.grave else ("!", Tone.WARNING)
        if part is Part.SIGNATURES and one.words.endswith(("signature holds", "signatures hold")):
            sign, tone = "✓", Tone.GOOD
        _line(sheet, sign, "" if place else part, one.words, tone)


def _line(sheet: SheetBuilder, sign: str, part: str, words: str, tone: Tone) -> None:
    sheet.line(f"{sign} ", tone, hang=_WIDTH)
    sheet.add(f"{part:<{_WIDTH - 2}}", Tone.MUTED)
    sheet.add(words)


def inspected_sheet(found: "Inspected") -> Sheet:
    """What a file holds, and what to do with it."""
    from workbench.desk.sharing.inspecting_words import inspected_lines, inspected_summary

    said = inspected_summary(found)
    sheet = SheetBuilder().line(str(found.path), Tone.TITLE)
    sheet.line(f"{said[0].upper()}{said[1:]}.", Tone.BAD if found.wrong else Tone.GOOD).line()
    for label, words in inspected_lines(found):
        sheet.field(label, words, Tone.BAD if label == "refused" else Tone.PLAIN)
    if found.new:
        sheet.line().line(
            f"{key('work.go')} shows what would come of merging it; nothing is merged yet.",
            Tone.KEY,
        )
    return sheet.build()


def copied_sheet(path: str, copied: "Copied") -> Sheet:
    """What was copied where."""
    sheet = SheetBuilder().line(copied_summary(copied), Tone.GOOD)
    sheet.field("file", path)
    sheet.field("events", f"{copied.events:,}")
    sheet.field("kept", f"{counted(copied.blobs, 'document or page', 'documents and pages')}")
    if copied.left_out:
        sheet.field("left out", counted(copied.left_out, "page copy", "page copies"))
    sheet.line().line(
        "Each event and kept page was compared with its hash on the way. The same file can be "
        "named again: it then gets only what it lacks.",
        Tone.MUTED,
    )
    return sheet.build()


def copied_summary(copied: "Copied") -> str:
    """In a line, how much was copied."""
    if not copied.events and not copied.blobs:
        return "Nothing to copy: the file has all of it already"
    return f"Copied {counted(copied.events, 'event')} and {counted(copied.blobs, 'kept text')}"
