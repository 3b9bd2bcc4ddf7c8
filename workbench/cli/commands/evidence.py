"""List the evidence of a claim, or withdraw a piece of it."""

import argparse

from workbench.cli.arguments import (
    add_claim,
    add_database,
    add_json,
    claim_named,
    reading_ledger,
    writing_ledger,
)
from workbench.cli.commands.show import print_evidence
from workbench.cli.output import json_line, say
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("--withdraw", metavar="EVIDENCE", help="withdraw this piece of your own")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """List or withdraw."""
    if arguments.withdraw:
        return _withdraw(arguments)
    from workbench.ledger.queries import claim as get_claim
    from workbench.reporting.json.claim_objects import evidence_object

    with reading_ledger(arguments) as ledger:
        claim = get_claim(ledger, claim_named(ledger, arguments.claim))
    for piece in claim.evidence:
        if arguments.json:
            json_line(evidence_object(piece))
        else:
            print_evidence(piece)
    if not claim.evidence:
        say(
            f"claim {claim.id[:8]} has no evidence yet; attach a source with workbench attach and "
            f"quote it with workbench quote, or cite words you have seen with workbench cite"
        )
    return EXIT_DONE


def _withdraw(arguments: argparse.Namespace) -> int:
    from workbench.desk.sourcing.sources import withdraw_evidence

    with writing_ledger(arguments) as ledger:
        withdraw_evidence(ledger, claim_named(ledger, arguments.claim), arguments.withdraw)
    say("withdrawn; it stays in the history, and workbench undo brings it back")
    return EXIT_DONE
