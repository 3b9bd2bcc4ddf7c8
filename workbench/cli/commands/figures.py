"""Show the figures that were given for one event, over time and by who gave them.

The claims that say the same as TEXT, conflict with it or are near it are looked through for what
they count; published reviews that were imported too. A star is a number, a line a range, an arrow
a bound without an end. Nothing is decided by this.

Exit code 1 says that no figures were found.
"""

import argparse
import math
from typing import TYPE_CHECKING, Any, Final

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.linking import claim_meant, index_of
from workbench.cli.output import data, json_line, short, width
from workbench.errors import EXIT_DONE
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.desk.matching.figures import Figure, Series

_PLOT_COLUMNS: Final = 32
_UNDATED: Final = "no date"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "text", metavar="TEXT", nargs="+", help="words, or a claim's id or enough of its beginning"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Gather and print."""
    from workbench.desk.matching.figures import figures_of_claim, figures_of_text

    typed = " ".join(arguments.text)
    with reading_ledger(arguments) as ledger, index_of(ledger) as index:
        claim = claim_meant(ledger, typed)
        if claim is not None:
            found = figures_of_claim(ledger, index, claim)
        else:
            found = figures_of_text(ledger, index, typed)
    for series in found:
        if arguments.json:
            for figure in series.figures:
                json_line(figure_object(series, figure))
        else:
            _print(series)
    return EXIT_DONE


def figure_object(series: "Series", figure: "Figure") -> dict[str, Any]:
    """A figure as a JSON object; an end that is open is null."""
    return {
        "counted": series.counted,
        "said": figure.said,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "day": figure.day,
        "outlet": figure.outlet,
        "claim": figure.claim,
        "review": figure.review.id if figure.review else None,
        "statement": figure.statement,
    }


def _print(series: "Series") -> None:
    data(clean_line(series.words))
    said = max(len(_said(figure)) for figure in series.figures)
    for figure in series.figures:
        name = short(figure.claim or (figure.review.id if figure.review else ""))
        head = f"  {figure.day or _UNDATED:<10}  {_said(figure):<{said}}  {_plot(series, figure)}"
        line = f"{head}  {name}  {clean_line(squeeze(figure.outlet), 60)}"
        data(line[: max(width(), len(head) + 10)])


def _said(figure: "Figure") -> str:
    return clean_line(squeeze(figure.said), 30)


def _plot(series: "Series", figure: "Figure") -> str:
    span = series.span
    if span is None:
        return " " * _PLOT_COLUMNS
    low, high = span
    room = _PLOT_COLUMNS - 1

    def column(number: float) -> int:
        return round((number - low) / (high - low) * room) if high > low else room // 2

    line = [" "] * _PLOT_COLUMNS
    first, last = figure.ends
    start = 0 if math.isinf(first) else column(first)
    end = room if math.isinf(last) else column(last)
    line[start : end + 1] = "-" * (end - start + 1)
    if figure.centre is not None:
        line[start] = "*"
    if math.isinf(first):
        line[start] = "<"
    if math.isinf(last):
        line[end] = ">"
    return "".join(line)


def _number(number: float) -> float | int | None:
    if math.isinf(number):
        return None
    return int(number) if number == int(number) else number
