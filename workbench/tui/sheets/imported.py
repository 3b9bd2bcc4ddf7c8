"""What an import did, as a sheet: the counts, then every problem with its line."""

from typing import TYPE_CHECKING

from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.matching.importing import Imported
    from workbench.sourcing.reviews import Problem

_MOST = 500
_LINE = 10


def counts_in_words(imported: "Imported") -> str:
    """The counts in one line."""
    parts = [f"{imported.added} added"]
    if imported.updated:
        parts.append(f"{imported.updated} updated")
    if imported.known:
        parts.append(f"{imported.known} known already")
    if imported.problems:
        parts.append(f"{len(imported.problems)} left out")
    if imported.withdrawn:
        parts.append(f"{imported.withdrawn} withdrawn")
    return ", ".join(parts)


def imported_sheet(path: str, imported: "Imported") -> Sheet:
    """Counts, problems, remarks."""
    sheet = SheetBuilder()
    sheet.line(path, Tone.TITLE)
    sheet.line(counts_in_words(imported), Tone.STRONG)
    sheet.line(
        "The reviews come up beside claims that say the same or conflict; their ratings are the "
        f"publishers' own words and no verdicts here. {key('desk.undo')} takes the import back.",
        Tone.MUTED,
    )
    for note in imported.notes:
        sheet.line(f"! {note}", Tone.WARNING, hang=2)
    _listed(
        sheet,
        counted(len(imported.problems), "entry left out", "entries left out"),
        "×",
        imported.problems,
    )
    _listed(sheet, "Imported without what could not be used", "!", imported.remarks)
    return sheet.build()


def _listed(sheet: SheetBuilder, heading: str, sign: str, problems: "tuple[Problem, ...]") -> None:
    if not problems:
        return
    sheet.heading(heading)
    for one in problems[:_MOST]:
        sheet.line(f"{sign} line {one.line}".ljust(_LINE) + "  ", Tone.WARNING, hang=_LINE + 2)
        sheet.add(one.what)
    if len(problems) > _MOST:
        sheet.line(f"and {len(problems) - _MOST} more", Tone.MUTED)
