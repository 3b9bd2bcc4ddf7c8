"""Show a verdict that waits for a second reader, before you have given yours.

Where a project asks for blind second readers, a verdict is hidden from everybody but its giver
until somebody else has given one. This shows it to you all the same. The history of the claim
keeps that you looked, and workbench agreement leaves out what you decide after it.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import say, short
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("--because", metavar="TEXT", help="why you look; the history keeps it")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Look, and print the verdicts."""
    from workbench.cli.commands.show import print_verdict
    from workbench.desk.deciding.second_reader import look
    from workbench.ledger.queries import claim as get_claim

    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        look(ledger, claim, arguments.because)
        for verdict in get_claim(ledger, claim).verdicts:
            print_verdict(verdict)
    say(f"claim {short(claim)}: the history keeps that you looked")
    return EXIT_DONE
