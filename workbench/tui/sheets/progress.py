"""How far the project is, as a sheet: plots, or the same figures as tables."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.deciding.agreement import Agreement
    from workbench.desk.reporting.statistics import Statistics

_MOST_DAYS = 30
_MOST_NAMES = 12
_WIDEST = 96
_DAYS_HEIGHT = 10

Bars = Callable[[Mapping[str, int], int], Sequence[str]]


def progress_sheet(
    found: "Statistics",
    agreed: "Sequence[Agreement]",
    width: int,
    *,
    plotted: bool,
    about: str = "",
) -> Sheet:
    """The figures of the claims that match ``about``; of all without it."""
    from workbench.tui.looks.plots import bars, by_step, over_time, step_in_words

    width = min(width, _WIDEST)
    draw: Bars = bars if plotted else _table
    tone = Tone.KEY if plotted else Tone.PLAIN
    sheet = SheetBuilder()
    share = round(100 * found.decided / found.claims) if found.claims else 0
    sheet.line(f"{found.claims:,} claims, {found.decided:,} decided ({share} %)", Tone.TITLE)
    sheet.line(f"those that match “{about}”" if about else "all that are not dismissed", Tone.MUTED)
    if found.stale:
        sheet.line(f"{found.stale:,} stale: a source has changed since the verdict", Tone.WARNING)
    if found.hours is not None:
        sheet.line(f"{_time(found.hours)} from reading to the first verdict (median)", Tone.MUTED)
    if found.days:
        names, _ = by_step(found.days, max(width // 4, 2))
        sheet.heading("Verdicts a day" if plotted else "Verdicts a day, the latest")
        if plotted:
            sheet.line("\n".join(over_time(found.days, width, _DAYS_HEIGHT)), Tone.KEY)
            if step_in_words(names) != "day":
                sheet.line(f"a bar is {step_in_words(names)}", Tone.MUTED)
        else:
            sheet.line("\n".join(_table(dict([*found.days.items()][-_MOST_DAYS:]), width)))
    for heading, numbers in (
        ("Verdicts by rating", found.ratings),
        ("Claims by status", found.statuses),
        ("Verdicts by reviewer", found.reviewers),
    ):
        if numbers:
            sheet.heading(heading)
            first = dict([*numbers.items()][:_MOST_NAMES])
            sheet.line("\n".join(draw(first, width)), tone)
            if len(numbers) > _MOST_NAMES:
                rest = len(numbers) - _MOST_NAMES
                sheet.line(f"and {rest} more; workbench stats --all lists them", Tone.MUTED)
    for one in agreed:
        _agreement(sheet, one, width, draw)
    if not agreed:
        sheet.heading("Agreement")
        sheet.line("No claim was rated by two readers yet.", Tone.MUTED)
    return sheet.build()


def _agreement(sheet: SheetBuilder, one: "Agreement", width: int, draw: Bars) -> None:
    sheet.heading(f"Agreement on {one.scale_name}")
    sheet.line("\n".join(draw({"same rating": one.same, "another": one.pairs - one.same}, width)))
    coefficients = (
        ("Cohen's kappa", one.kappa),
        ("Fleiss' kappa", one.fleiss),
        ("Krippendorff's alpha", one.alpha),
    )
    told = [f"{name} {value:.2f}" for name, value in coefficients if value is not None]
    sheet.line(", ".join(told) or "Too few ratings for a coefficient.", Tone.STRONG)
    sheet.line(
        f"{counted(one.claims, 'claim')} read by two or more; {key('desk.agreement')} lists where "
        "they differ",
        Tone.MUTED,
    )


def _table(numbers: Mapping[str, int], width: int) -> list[str]:
    del width
    return [f"{number:>8,}  {name}" for name, number in numbers.items()]


def _time(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
