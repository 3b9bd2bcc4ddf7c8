"""Commands on several claims at once: which are meant, a preview, and what was changed."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.cli.arguments import claim_named
from workbench.cli.output import data, hanging, say, short
from workbench.errors import NotSo, UsageError
from workbench.text import clean_line, counted, squeeze

if TYPE_CHECKING:
    from workbench.desk.working.several import Change
    from workbench.ledger.database import Ledger


def add_claims(parser: argparse.ArgumentParser) -> None:
    """The claims that are meant, by id or by a query, and the preview."""
    parser.add_argument(
        "claims", metavar="CLAIM", nargs="*", help="claims' ids, or enough of their beginnings"
    )
    add_where(parser)


def add_where(parser: argparse.ArgumentParser) -> None:
    """The options of every command on several claims."""
    parser.add_argument(
        "--where", metavar="QUERY", help="all claims that workbench claims QUERY lists, in one step"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would change, and change nothing"
    )


def claims_meant(ledger: "Ledger", arguments: argparse.Namespace) -> list[str]:
    """The ids of the claims that are meant.

    Raises:
        UsageError: None is named, or both claims and a query are.
        NotSo: No claim is called so, or none fits the query.
    """
    typed: Sequence[str] = arguments.claims
    if arguments.where is None:
        if not typed:
            raise UsageError("name a claim, or several, or say which with --where QUERY")
        return [claim_named(ledger, one) for one in typed]
    if typed:
        raise UsageError("either name claims or say which with --where QUERY")
    from workbench.desk.finding.filters import parse_filter
    from workbench.desk.working.several import MOST_CLAIMS
    from workbench.ledger.queries import claim_numbers, claim_rows

    numbers = claim_numbers(ledger, parse_filter(arguments.where), limit=MOST_CLAIMS + 1)
    if not numbers:
        raise NotSo(f"no claim fits {clean_line(arguments.where, 60)}")
    if len(numbers) > MOST_CLAIMS:
        raise UsageError(f"more than {MOST_CLAIMS} claims fit; narrow the query")
    return [row.id for row in claim_rows(ledger, numbers)]


def print_changes(changes: "Sequence[Change]", *, dry_run: bool) -> None:
    """Print a line for each claim that changes, and whether it was done."""
    for change in changes:
        old, new = (clean_line(one, 60) or "nothing" for one in (change.old, change.new))
        said = clean_line(squeeze(change.statement), 200)
        data(hanging(f"{short(change.claim)}  ", f"{old} → {new}: {said}"))
    many = counted(len(changes), "claim")
    if dry_run:
        say(f"{many} would change; nothing was changed")
    else:
        say(f"changed {many}; workbench undo takes it back")
