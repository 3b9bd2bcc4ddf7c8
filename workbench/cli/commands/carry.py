"""Give the undecided duplicates of a claim the verdict that it has, or take that back.

Each gets a verdict of yours that names the claim it was carried from. It is carried only where a
group of duplicates does not contradict itself: by a conflict inside, or by another rating. When
the original is withdrawn, replaced or contradicted, or the claims are no longer duplicates, the
carried verdicts are marked stale, and you decide. One undo takes all of them back.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument(
        "--take-back", action="store_true", help="withdraw what you carried from this claim"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Carry or take back, and print the claims."""
    from workbench.desk.deciding.carrying import carry_verdict, take_back

    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        if arguments.take_back:
            claims = take_back(ledger, claim)
            words = "withdrawn; workbench undo brings it back"
        else:
            carried = carry_verdict(ledger, claim)
            claims = carried.claims
            words = f"carried: {clean_line(carried.origin.rating)}; workbench undo takes it back"
    for one in claims:
        data(one)
    say(words)
    return EXIT_DONE
