"""Show how far the work is: claims by status, result, claimant and reviewer, and its pace.

Without QUERY all claims are counted but the dismissed ones. Times are medians from the reading of
a text to the first verdict; a source has gone bad if the latest fetch of it brought no page.
"""

import argparse
from typing import TYPE_CHECKING, Any, Final

from workbench.cli.arguments import (
    add_as_of,
    add_database,
    add_query,
    exclusions_kept,
    looking_ledger,
    query_of,
)
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.reporting.statistics import Balance, Statistics

_MOST: Final = 20


rewrite = exclusions_kept


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_query(parser)
    add_as_of(parser)
    parser.add_argument("--all", action="store_true", help="every claimant, reviewer and day")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Count and print."""
    from workbench.desk.reporting.statistics import statistics_of

    with looking_ledger(arguments) as ledger:
        found = statistics_of(ledger, query_of(arguments))
    if arguments.json:
        json_line(_object(found))
    else:
        _print(found, everything=arguments.all)
    return EXIT_DONE


def _object(found: "Statistics") -> dict[str, Any]:
    return {
        "claims": found.claims,
        "decided": found.decided,
        "stale": found.stale,
        "statuses": dict(found.statuses),
        "ratings": dict(found.ratings),
        "balance": [
            {"claimant": one.claimant or None, "claims": one.claims, "results": dict(one.results)}
            for one in found.balance
        ],
        "reviewers": dict(found.reviewers),
        "days": dict(found.days),
        "sources": {str(sources): claims for sources, claims in found.sources.items()},
        "sources_per_claim": _rounded(found.sources_per_claim),
        "outcomes": dict(found.outcomes),
        "rotten": found.rotten,
        "hours_to_verdict": _rounded(found.hours),
    }


def _print(found: "Statistics", *, everything: bool) -> None:
    if not found.claims:
        say("no claim matches")
        return
    share = round(100 * found.decided / found.claims)
    decided = f"{found.decided:,} decided ({share} %)"
    data(f"{found.claims:>8,}  claims, {decided}, {found.stale:,} stale")
    most = None if everything else _MOST
    days = list(found.days.items())
    _table("status", list(found.statuses.items()), most)
    _table("result", list(found.ratings.items()), most)
    _table("claimant", [(_balance(one), one.claims) for one in found.balance], most)
    _table("verdicts by", list(found.reviewers.items()), most)
    _table("verdicts on", days if everything else days[-_MOST:], most)
    _table("sources quoted", [(str(k), n) for k, n in found.sources.items()], most)
    _table("sources, latest fetch", list(found.outcomes.items()), most)
    if found.hours is not None:
        data(f"\n{_time(found.hours):>8}  from reading to the first verdict (median)")
    if found.sources_per_claim is not None:
        data(f"{found.sources_per_claim:>8.1f}  sources for a claim that quotes any")
    if found.outcomes:
        data(f"{found.rotten:>8,}  of {sum(found.outcomes.values()):,} sources have gone bad")


def _balance(one: "Balance") -> str:
    results = ", ".join(f"{name} {number}" for name, number in one.results.items())
    return f"{one.claimant or 'no one named'} ({results})"


def _table(title: str, rows: list[tuple[str, int]], most: int | None) -> None:
    if not rows:
        return
    data(f"\n{title}")
    for name, number in rows[:most]:
        data(f"{number:>8,}  {clean_line(name, 200)}")
    if most is not None and len(rows) > most:
        say(f"and {len(rows) - most} more; --all shows them")


def _time(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)
