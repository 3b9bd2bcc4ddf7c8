"""List claims, dismissed ones left out unless asked for."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.cli.arguments import (
    add_as_of,
    add_database,
    add_json,
    add_query,
    exclusions_kept,
    looking_ledger,
    query_of,
)
from workbench.cli.linking import describe_row
from workbench.cli.output import csv_rows, data, hanging, json_line, say, short
from workbench.desk.finding.filters import parse_filter
from workbench.errors import EXIT_DONE
from workbench.model import ClaimFilter, ClaimOrder, ClaimRow
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE = 500
_COLUMNS = (
    *("id", "status", "rating", "stale", "worth", "claimant", "statement", "document"),
    *("group", "conflicts"),
)


rewrite = exclusions_kept


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_query(parser)
    parser.add_argument("--all", action="store_true", help="dismissed claims too")
    parser.add_argument(
        "--order",
        choices=[order.value for order in ClaimOrder],
        default=ClaimOrder.TEXT.value,
        help="as in the text, or what is most worth checking first (default: text)",
    )
    form = parser.add_mutually_exclusive_group()
    add_as_of(parser)
    add_json(form)
    form.add_argument("--csv", action="store_true", help="print a CSV table")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the list as it was asked for."""
    wanted = parse_filter(
        query_of(arguments),
        dismissed=None if arguments.all else False,
        order=ClaimOrder(arguments.order),
    )
    with looking_ledger(arguments) as ledger:
        if arguments.json:
            _print_objects(ledger, wanted)
        elif arguments.csv:
            rows = (row for page in _pages(ledger, wanted) for row in page)
            csv_rows(_COLUMNS, (_cells(row) for row in rows))
        else:
            print_list(ledger, wanted)
    return EXIT_DONE


def print_list(ledger: "Ledger", wanted: ClaimFilter) -> None:
    """Print the claims that fit, a line each, and say how many they are."""
    count = 0
    for page in _pages(ledger, wanted):
        for row in page:
            _print(row)
            count += 1
    _sum_up(count, wanted)


def _print_objects(ledger: "Ledger", wanted: ClaimFilter) -> None:
    from workbench.desk.finding.narrowing import found_slices
    from workbench.ledger.queries import claims_by_number
    from workbench.reporting.json.claim_objects import claim_object

    for numbers in found_slices(ledger, wanted):
        for claim in claims_by_number(ledger, numbers):
            json_line(claim_object(claim))


def _pages(ledger: "Ledger", wanted: ClaimFilter) -> Iterator[list[ClaimRow]]:
    from workbench.desk.finding.narrowing import found_slices
    from workbench.ledger.queries import claim_rows

    for numbers in found_slices(ledger, wanted):
        for start in range(0, len(numbers), _PAGE):
            yield claim_rows(ledger, numbers[start : start + _PAGE])


def _print(row: ClaimRow) -> None:
    state = "dismissed" if row.dismissed else row.rating or row.status
    if row.stale:
        state = f"stale: {state}"
    head = f"{short(row.id)}  {row.worth / 10:3.0f}  {clean_line(state, 19):<19}  "
    said = f"{clean_line(row.claimant, 80)}: " if row.claimant else ""
    beside = describe_row(row)
    told = f"  [{beside}]" if beside else ""
    data(hanging(head, said + clean_line(squeeze(row.statement)) + told))


def _cells(row: ClaimRow) -> tuple[object, ...]:
    status = "dismissed" if row.dismissed else row.status
    return (
        row.id,
        status,
        row.rating,
        "stale" if row.stale else "",
        row.worth,
        row.claimant,
        row.statement,
        row.document_title,
        row.group or "",
        row.conflicts or "",
    )


def _sum_up(count: int, wanted: ClaimFilter) -> None:
    if count:
        say("1 claim" if count == 1 else f"{count} claims")
    elif wanted.where is not None:
        say("no claim matches; fewer words find more")
    else:
        say("there are no claims yet; read a text with: workbench add FILE")
