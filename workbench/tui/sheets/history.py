"""The history of a claim as a sheet: who did what, when and why, oldest first."""

from collections.abc import Sequence

from workbench.model import HistoryEntry
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.sheets.words import moment_in_words


def history_sheet(statement: str, entries: Sequence[HistoryEntry]) -> Sheet:
    """Every event about a claim; what no longer holds says so."""
    sheet = SheetBuilder()
    sheet.line(statement, Tone.TITLE)
    for entry in entries:
        _entry(sheet, entry)
    if not entries:
        sheet.line()
        sheet.line("Nothing has been done to this claim.", Tone.MUTED)
    return sheet.build()


def _entry(sheet: SheetBuilder, entry: HistoryEntry) -> None:
    sheet.line()
    sheet.line(f"{moment_in_words(entry.at)}  ", Tone.MUTED)
    sheet.add(entry.by.name, Tone.STRONG)
    sheet.add(f"  {entry.field}")
    if entry.undone:
        sheet.add("  undone", Tone.WARNING)
    elif not entry.live:
        sheet.add("  superseded", Tone.MUTED)
    if entry.old is not None:
        sheet.line(f"    was  {entry.old}", Tone.MUTED, hang=9)
    if entry.new is not None:
        sheet.line(f"    now  {entry.new}", hang=9)
    if entry.because:
        sheet.line("    why  ", hang=9).add(entry.because, Tone.QUOTE)
