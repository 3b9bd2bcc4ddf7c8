"""Split a claim into several, each with a statement of its own.

A part whose words stand in the claim's span gets just that span. The claim that is split leaves
the lists, keeps its history, evidence and verdicts, and comes back on undo or restore.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import data, say, short
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("parts", metavar="STATEMENT", nargs="+", help="the parts, two or more")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Split the claim and print the ids of its parts."""
    from workbench.desk.working.splitting import split_claim

    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        made = split_claim(ledger, claim, arguments.parts)
    for one in made:
        data(one)
    say(f"split claim {short(claim)} into {len(made)}; workbench undo takes it back")
    return EXIT_DONE
