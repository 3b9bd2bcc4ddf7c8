"""Rate a claim, with the reason and the evidence it rests on.

RATING is a name of the project's scale or an unambiguous beginning of one: Supported, Refuted,
Not Enough Evidence, Conflicting Evidence/Cherrypicking. Your earlier verdict is superseded and
stays in the history; another reviewer's is never touched.
"""

import argparse

from workbench.cli.arguments import add_claim, add_database, claim_named, writing_ledger
from workbench.cli.output import data, say, short
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("rating", metavar="RATING", help="a rating of the scale")
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason")
    parser.add_argument(
        "--evidence",
        metavar="ID",
        action="append",
        help="a piece of evidence it rests on; again for more (default: all of the claim's)",
    )
    parser.add_argument(
        "--unsourced", action="store_true", help="say that the verdict names no source"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Give the verdict and print its id."""
    from workbench.desk.verdicts import decide, find_rating
    from workbench.ledger.queries import group_of

    rating = find_rating(arguments.rating)
    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        identifier = decide(
            ledger,
            claim,
            rating.name,
            arguments.because,
            evidence=arguments.evidence,
            unsourced=arguments.unsourced,
        )
        group = group_of(ledger, claim)
    data(identifier)
    say(f"claim {short(claim)}: {rating.name}; workbench undo takes it back")
    if group is not None and not group.at_odds:
        say(f"it has duplicates; workbench carry {short(claim)} gives them the same verdict")
    return EXIT_DONE
