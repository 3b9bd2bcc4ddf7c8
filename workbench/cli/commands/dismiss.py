"""Set aside what is no claim to check. It leaves the lists and nothing is deleted."""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import say, short
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("--because", metavar="TEXT", default="", help="why")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Dismiss the claim."""
    from workbench.desk.claims import dismiss

    with writing_ledger(arguments) as ledger:
        identifier = claim_named(ledger, arguments.claim)
        dismiss(ledger, identifier, arguments.because)
    say(f"dismissed claim {short(identifier)}; workbench undo or restore brings it back")
    return EXIT_DONE
