"""Join several claims into one.

Those that are joined leave the lists, keep their history, evidence and verdicts, and come back on
undo or restore. To say that claims are duplicates of one another: workbench group --join.
"""

import argparse

from workbench.cli.arguments import add_database, claim_named, writing_ledger
from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("claims", metavar="CLAIM", nargs="+", help="the claims, two or more")
    parser.add_argument(
        "--as", metavar="STATEMENT", dest="statement", help="what the new claim says"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Join the claims and print the id of the new one."""
    from workbench.desk.working.splitting import join_claims

    with writing_ledger(arguments) as ledger:
        claims = [claim_named(ledger, typed) for typed in arguments.claims]
        made = join_claims(ledger, claims, arguments.statement)
    data(made)
    say(f"joined {len(claims)} claims; workbench undo takes it back")
    return EXIT_DONE
