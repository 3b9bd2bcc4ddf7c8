"""Give a claim a better wording. Its span in the text and its first wording are kept."""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import say, short
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("statement", metavar="STATEMENT", help="the new wording")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Keep the wording."""
    from workbench.desk.working.claims import correct

    with writing_ledger(arguments) as ledger:
        identifier = claim_named(ledger, arguments.claim)
        correct(ledger, identifier, arguments.statement)
    say(f"corrected claim {short(identifier)}; workbench undo takes it back")
    return EXIT_DONE
