"""Take a dismissed claim back into the lists."""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import say, short
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Restore the claim."""
    from workbench.desk.claims import restore

    with writing_ledger(arguments) as ledger:
        identifier = claim_named(ledger, arguments.claim)
        restore(ledger, identifier)
    say(f"restored claim {short(identifier)}")
    return EXIT_DONE
