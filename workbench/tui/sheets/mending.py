"""A damaged file as a sheet: what is known of it, and what each copy would bring back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.text import clean_line, counted
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.safekeeping.mending import Prospect, Remedy


@dataclass(frozen=True, slots=True)
class MendingSheet:
    """The sheet, and where in its text the chosen copy and what is said of it stand."""

    sheet: Sheet
    start: int = 0
    end: int = 0


def mending_sheet(
    path: Path, damage: str, prospect: "Prospect | None", chosen: int, *, stopped: bool = False
) -> MendingSheet:
    """What is known, the copies with the chosen one marked, and what Enter does."""
    sheet = SheetBuilder()
    sheet.line(
        f"{clean_line(path.name, 60)} is damaged, and another copy can take its place; the damaged "
        "file is kept.",
        Tone.TITLE,
    )
    sheet.line(clean_line(damage, 300), Tone.MUTED, hang=2).line()
    if prospect is None:
        words = (
            f"Stopped; nothing was changed. {key('mending.mend')} looks again."
            if stopped
            else "Looking at what can be read, and at the copies…"
        )
        return MendingSheet(sheet.line(words, Tone.MUTED).build())
    sheet.line(f"{counted(prospect.readable, 'event')} of it can still be read.")
    other = f"{key('mending.name')} takes another copy: type its path, paste it, or drop it here."
    if not prospect.remedies:
        sheet.line("This computer keeps no backup of it.", Tone.BAD)
        sheet.line(f"With a colleague's copy: {other}", Tone.KEY)
        sheet.line("Outside the desk, workbench restore COPY.db does the same.", Tone.MUTED)
        return MendingSheet(sheet.build())
    sheet.line(other, Tone.MUTED).line()
    start = end = 0
    for number, one in enumerate(prospect.remedies):
        if number == chosen:
            start = sheet.length + 1
            _chosen(sheet, one, number + 1)
            end = sheet.length
        else:
            sheet.line(_row(one, number + 1, " "), Tone.BAD if one.problem else Tone.PLAIN, hang=5)
    return MendingSheet(sheet.build(), start, end)


def _row(remedy: "Remedy", number: int, mark: str) -> str:
    from workbench.desk.safekeeping.mending import remedy_line

    return f"{mark} {number:<2} {remedy_line(remedy)}"


def _chosen(sheet: SheetBuilder, remedy: "Remedy", number: int) -> None:
    from workbench.desk.safekeeping.mending import consequence

    tone = Tone.BAD if remedy.problem else Tone.STRONG
    sheet.line(_row(remedy, number, "●"), tone, hang=5)
    lost = bool(remedy.problem) or not remedy.lost.is_nothing
    sheet.line(f"     {consequence(remedy)}", Tone.WARNING if lost else Tone.GOOD, hang=5)
    if not remedy.problem:
        what = "copy" if remedy.is_named else "backup"
        sheet.line(
            f"     {key('mending.mend')} puts {what} {number} in its place; there is no undo, but "
            "the damaged file is kept beside the backups.",
            Tone.KEY,
            hang=5,
        )


def mended_sheet(lines: Sequence[str]) -> Sheet:
    """What mending came to."""
    sheet = SheetBuilder().line("The file is mended", Tone.GOOD)
    for line in lines:
        sheet.line(f"{line[0].upper()}{line[1:]}", hang=2)
    sheet.line().line(
        f"{key('mending.mend')} opens the desk, {key('mending.leave')} leaves.", Tone.KEY
    )
    return sheet.build()
