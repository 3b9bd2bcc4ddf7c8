"""Say how soon claims should be looked at: urgent, high, normal or low."""

import argparse

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.several import add_claims, claims_meant, print_changes
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claims(parser)
    parser.add_argument("priority", metavar="PRIORITY", help="urgent, high, normal or low")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Set the priority."""
    from workbench.desk.working.tagging import find_priority, set_priority

    chosen = find_priority(arguments.priority)
    with writing_ledger(arguments) as ledger:
        claims = claims_meant(ledger, arguments)
        changes = set_priority(ledger, claims, chosen, preview=arguments.dry_run)
    print_changes(changes, dry_run=arguments.dry_run)
    return EXIT_DONE
