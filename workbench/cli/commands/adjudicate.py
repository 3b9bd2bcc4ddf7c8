"""Settle what reviewers disagree in.

With CLAIM and RATING: give the verdict that takes the place of all verdicts that stand on the
claim. With --keep ID: say again what one side says, in the place of all sides; ID is the one that
workbench conflicts prints before it. What was replaced stays in the history under the names of
those who said it, and one workbench undo brings it back.
"""

import argparse

from workbench.cli.arguments import add_about_verdict, add_database, claim_named, writing_ledger
from workbench.cli.output import data, say, short
from workbench.errors import EXIT_DONE, UsageError
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "claim", metavar="CLAIM", nargs="?", help="a claim's id, or enough of its beginning"
    )
    parser.add_argument("rating", metavar="RATING", nargs="?", help="a rating of the scale")
    parser.add_argument("--because", metavar="TEXT", help="the reason; a verdict needs one")
    add_about_verdict(parser)
    parser.add_argument("--keep", metavar="ID", help="the side to keep, where it is no verdict")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Adjudicate."""
    if arguments.keep is not None:
        return _keep(arguments)
    if arguments.claim is None or arguments.rating is None or arguments.because is None:
        raise UsageError(
            "name a claim, a rating and --because TEXT, or a side with --keep; "
            "workbench conflicts lists what there is to settle"
        )
    from workbench.desk.deciding.adjudicating import adjudicate
    from workbench.desk.deciding.verdicts import find_confidence

    confidence = find_confidence(arguments.confidence) if arguments.confidence else None
    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        identifier = adjudicate(
            ledger,
            claim,
            arguments.rating,
            arguments.because,
            evidence=arguments.evidence,
            unsourced=arguments.unsourced,
            confidence=confidence,
            as_of=arguments.as_of,
            conditions=arguments.conditions,
        )
    data(identifier)
    say(f"claim {short(claim)}: settled; workbench undo takes it back")
    return EXIT_DONE


def _keep(arguments: argparse.Namespace) -> int:
    if arguments.claim is not None or arguments.rating is not None:
        raise UsageError("--keep goes without a claim and a rating")
    from workbench.desk.deciding.adjudicating import keep_side

    with writing_ledger(arguments) as ledger:
        settled = keep_side(ledger, arguments.keep.strip().lower())
    say(f"{settled.what} of {clean_line(settled.about, 80)}: settled; workbench undo takes it back")
    return EXIT_DONE
