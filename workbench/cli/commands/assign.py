"""Give claims to a reviewer to work on: a name or its beginning, me, or nobody."""

import argparse

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.several import add_claims, claims_meant, print_changes
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claims(parser)
    parser.add_argument("to", metavar="REVIEWER", help="a name, me, or nobody")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Assign the claims."""
    from workbench.desk.working.assigning import NOBODY, assign, find_reviewer

    with writing_ledger(arguments) as ledger:
        claims = claims_meant(ledger, arguments)
        nobody = arguments.to.strip().casefold() == NOBODY
        to = None if nobody else find_reviewer(ledger, arguments.to)
        changes = assign(ledger, claims, to, preview=arguments.dry_run)
    print_changes(changes, dry_run=arguments.dry_run)
    return EXIT_DONE
