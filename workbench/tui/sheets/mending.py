"""A damaged file as a sheet: what is known of it, and what each backup would bring back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.text import clean_line, counted
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.safekeeping.mending import Prospect

_OFFERED = 9


def mending_sheet(path: Path, damage: str, prospect: "Prospect | None", chosen: int) -> Sheet:
    """What is known, the backups with the chosen one marked, and what Enter does."""
    sheet = SheetBuilder()
    sheet.line(
        f"{clean_line(path.name, 60)} is damaged, and a backup can take its place; the damaged "
        "file is kept.",
        Tone.TITLE,
    )
    sheet.line(clean_line(damage, 300), Tone.MUTED, hang=2).line()
    if prospect is None:
        return sheet.line("Looking at what can be read, and at the backups…", Tone.MUTED).build()
    _remedies(sheet, prospect, chosen)
    return sheet.build()


def _remedies(sheet: SheetBuilder, prospect: "Prospect", chosen: int) -> None:
    from workbench.desk.safekeeping.mending import consequence, remedy_line

    sheet.line(f"{counted(prospect.readable, 'event')} of it can still be read.")
    if not prospect.remedies:
        sheet.line("This computer keeps no backup of it.", Tone.BAD)
        sheet.line(
            "With a colleague's copy, leave here and run workbench restore COPY.db: it takes the "
            "place of the file, and what can be read comes in.",
            Tone.KEY,
        )
        return
    sheet.line()
    for number, one in enumerate(prospect.remedies[:_OFFERED], 1):
        mark = "●" if number == chosen + 1 else " "
        tone = Tone.BAD if one.problem else Tone.STRONG if number == chosen + 1 else Tone.PLAIN
        sheet.line(f"{mark} {number}  {remedy_line(one)}", tone, hang=5)
    remedy = prospect.remedies[chosen]
    sheet.line()
    lost = bool(remedy.problem) or remedy.lost != 0
    sheet.line(consequence(remedy), Tone.WARNING if lost else Tone.GOOD)
    if not remedy.problem:
        sheet.line(
            f"{key('mending.mend')} puts backup {chosen + 1} in its place; there is no undo, but "
            "the damaged file is kept beside the backups.",
            Tone.KEY,
        )


def mended_sheet(lines: Sequence[str]) -> Sheet:
    """What mending came to."""
    sheet = SheetBuilder().line("The file is mended", Tone.GOOD)
    for line in lines:
        sheet.line(f"{line[0].upper()}{line[1:]}", hang=2)
    return sheet.line().line(f"{key('mending.mend')} opens the desk.", Tone.KEY).build()
