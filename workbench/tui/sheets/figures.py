"""The figures given for one event, as a table with a plot drawn in characters.

Each line has its day, its outlet, the figure on a scale that all lines share, and the words.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.terminal.literal import literal_cell

if TYPE_CHECKING:
    from workbench.desk.matching.figures import Figure, Series

_DAY = 10
_OUTLET = 18
_SAID = 16
_GAPS = 4
_LEAST_PLOT = 12
_WIDEST_PLOT = 44


def figures_sheet(statement: str, series: "Sequence[Series]", width: int) -> Sheet:
    """Every series, in a sheet that is ``width`` columns wide."""
    plot = max(min(width - _DAY - _OUTLET - _SAID - _GAPS, _WIDEST_PLOT), _LEAST_PLOT)
    sheet = SheetBuilder()
    sheet.line(statement, Tone.TITLE)
    sheet.line("● a figure, ├─┤ from … to, ◀ ▶ at most, at least; the earliest first", Tone.MUTED)
    for one in series:
        sheet.heading(one.words)
        _one(sheet, one, plot)
    return sheet.build()


def _one(sheet: SheetBuilder, series: "Series", plot: int) -> None:
    span = series.span
    for figure in series.figures:
        sheet.line(literal_cell(figure.day or "undated", _DAY) + " ", Tone.MUTED)
        sheet.add(literal_cell(figure.outlet, _OUTLET) + " ")
        if span is not None:
            sheet.add(drawn(figure, span, plot), Tone.KEY)
            sheet.add(" ")
        sheet.add(literal_cell(figure.said, _SAID).rstrip(), Tone.STRONG)
    if span is None:
        return
    from workbench.desk.matching.figures import plain_number

    low, high = map(plain_number, span)
    scale = low if low == high else low + high.rjust(plot - len(low))
    sheet.line(" " * (_DAY + _OUTLET + 2) + scale, Tone.MUTED)


def drawn(figure: "Figure", span: tuple[float, float], width: int) -> str:
    """One figure on a scale of ``width`` columns that runs from end to end of ``span``."""
    low, high = span
    cells = ["·"] * width

    def place(value: float) -> int:
        if high <= low:
            return width // 2
        share = (min(max(value, low), high) - low) / (high - low)
        return round(share * (width - 1))

    first, last = figure.ends
    if first == last and math.isfinite(first):
        cells[place(first)] = "●"
        return "".join(cells)
    start = place(first) if math.isfinite(first) else 0
    end = place(last) if math.isfinite(last) else width - 1
    cells[start : end + 1] = "─" * (end - start + 1)
    cells[end] = "┤" if math.isfinite(last) else "▶"
    cells[start] = "├" if math.isfinite(first) else "◀"
    return "".join(cells)
