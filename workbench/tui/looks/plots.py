"""Plots in characters, drawn by plotext, which is loaded with the first of them.

plotext keeps its figure in its module, so only the lane that makes progress sheets draws.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib.util import find_spec

from workbench.text import clean_line

_STEPS = (1, 7, 14, 28, 91, 182, 364, 1820)
_BAR_COLUMNS = 3
_WIDEST_BAR = 7
_LEAST_COLUMNS = 32
_NAME_CHARACTERS = 28
_NUMBER_COLUMNS = 8
_AXIS_COLUMNS = 8


def plots_can_be_drawn() -> bool:
    """Whether plotext is installed."""
    return find_spec("plotext") is not None


def bars(numbers: Mapping[str, int], width: int) -> list[str]:
    """A line for each number, with its name, a bar and the number."""
    import plotext

    if not any(numbers.values()):
        return []
    names = [clean_line(name, _NAME_CHARACTERS) for name in numbers]
    plotext.clear_figure()
    # The number at the end of the longest bar comes on top of what plotext takes for the width.
    plotext.simple_bar(names, list(numbers.values()), width=max(width - _NUMBER_COLUMNS, 20))
    drawn = plotext.uncolorize(plotext.build()).splitlines()
    return [line.rstrip().removesuffix(".00") for line in drawn if line.strip()]


def over_time(days: Mapping[str, int], width: int, height: int) -> list[str]:
    """A bar for each day; for each week or more where the days are too many to stand beside."""
    import plotext

    names, sums = by_step(days, max((width - _AXIS_COLUMNS) // _BAR_COLUMNS, 2))
    if not names:
        return []
    most = max(sums)
    places = sorted({1, (len(names) + 1) // 2, len(names)})
    plotext.clear_figure()
    plotext.theme("clear")
    widest = max(_AXIS_COLUMNS + len(names) * _WIDEST_BAR, _LEAST_COLUMNS)
    plotext.plot_size(min(width, widest), height)
    plotext.bar(list(range(1, len(names) + 1)), sums, width=0.6)
    if len(names) == 1:
        # A single bar would else fill the plot from edge to edge.
        plotext.xlim(0, 2)
    plotext.ylim(0, most)
    plotext.yticks(sorted({0, most // 2, most}))
    plotext.xticks(places, [names[place - 1] for place in places])
    return [line.rstrip() for line in plotext.uncolorize(plotext.build()).splitlines()]


def by_step(days: Mapping[str, int], most: int) -> tuple[list[str], list[int]]:
    """The days from first to last, empty ones too, gathered so that there are ``most`` at most."""
    if not days:
        return [], []
    counted = {date.fromisoformat(day): number for day, number in days.items()}
    first, last = min(counted), max(counted)
    span = (last - first).days + 1
    step = next((one for one in _STEPS if -(-span // one) <= most), _STEPS[-1])
    sums = [0] * -(-span // step)
    for day, number in counted.items():
        sums[(day - first).days // step] += number
    names = [(first + timedelta(days=step * place)).isoformat() for place in range(len(sums))]
    return names, sums


def step_in_words(days: Sequence[str]) -> str:
    """What one bar stands for."""
    if len(days) < 2:
        return "day"
    step = (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days
    return "day" if step == 1 else f"{step} days from the one named"
