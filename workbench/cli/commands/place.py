"""Say who claims it, when and where, and where it appeared first.

What is given is set for all claims in one act, which one undo takes back. An empty text takes
back what was said; the claimant is then the one that was read.
"""

import argparse

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.several import add_claims, claims_meant, print_changes
from workbench.errors import EXIT_DONE, UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claims(parser)
    parser.add_argument("--claimant", metavar="NAME", help="who claims it; nobody if no one does")
    parser.add_argument("--kind", metavar="KIND", help="what the claimant is: person, organization")
    parser.add_argument("--on", metavar="DATE", help="2023-06-01, 2023-06 or 2023")
    parser.add_argument("--at", metavar="PLACE", help="where it was claimed")
    parser.add_argument("--first-appearance", metavar="URL", help="where it appeared first")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Set what was given."""
    from workbench.desk.working.placing import Placing, find_kind, place

    if arguments.kind is not None and not arguments.claimant:
        raise UsageError("--kind says what the claimant is; name one with --claimant")
    given = Placing(
        claimant=arguments.claimant,
        claimant_kind=find_kind(arguments.kind) if arguments.kind else None,
        claimed_on=arguments.on,
        place=arguments.at,
        first_appearance=arguments.first_appearance,
    )
    with writing_ledger(arguments) as ledger:
        claims = claims_meant(ledger, arguments)
        changes = place(ledger, claims, given, preview=arguments.dry_run)
    print_changes(changes, dry_run=arguments.dry_run)
    return EXIT_DONE
