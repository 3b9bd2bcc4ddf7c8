"""Rate a claim, with the reason and the evidence it rests on.

RATING is a name of the project's scale or an unambiguous beginning of one: Supported, Refuted,
Not Enough Evidence, Conflicting Evidence/Cherrypicking. Your earlier verdict is superseded and
stays in the history; another reviewer's is never touched.

Several claims get one verdict with one reason in one act; each rests on all of its own evidence.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_about_verdict, add_database, writing_ledger
from workbench.cli.output import data, say, short
from workbench.cli.several import add_claims, claims_meant, print_changes
from workbench.errors import EXIT_DONE, UsageError
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.model import Confidence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claims(parser)
    parser.add_argument("rating", metavar="RATING", help="a rating of the scale")
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason")
    add_about_verdict(parser)
    parser.add_argument(
        "--correction", metavar="TEXT", help="why it takes the place of your earlier verdict"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Give the verdict and print its id."""
    from workbench.desk.deciding.verdicts import decide, find_confidence
    from workbench.ledger.queries import claim as get_claim
    from workbench.ledger.queries import group_of

    confidence = find_confidence(arguments.confidence) if arguments.confidence else None
    with writing_ledger(arguments) as ledger:
        claims = claims_meant(ledger, arguments)
        if len(claims) > 1 or arguments.dry_run:
            return _decide_several(ledger, claims, arguments, confidence)
        claim = claims[0]
        identifier = decide(
            ledger,
            claim,
            arguments.rating,
            arguments.because,
            evidence=arguments.evidence,
            unsourced=arguments.unsourced,
            confidence=confidence,
            as_of=arguments.as_of,
            conditions=arguments.conditions,
            correction=arguments.correction,
        )
        given = next(one for one in get_claim(ledger, claim).verdicts if one.id == identifier)
        group = group_of(ledger, claim)
    data(identifier)
    say(f"claim {short(claim)}: {clean_line(given.rating)}; workbench undo takes it back")
    if group is not None and not group.at_odds:
        say(f"it has duplicates; workbench carry {short(claim)} gives them the same verdict")
    return EXIT_DONE


def _decide_several(
    ledger: "Ledger",
    claims: list[str],
    arguments: argparse.Namespace,
    confidence: "Confidence | None",
) -> int:
    from workbench.desk.deciding.verdicts import decide_several

    if arguments.evidence or arguments.correction:
        raise UsageError("--evidence and --correction are about one claim; name one")
    changes = decide_several(
        ledger,
        claims,
        arguments.rating,
        arguments.because,
        unsourced=arguments.unsourced,
        confidence=confidence,
        as_of=arguments.as_of,
        conditions=arguments.conditions,
        preview=arguments.dry_run,
    )
    print_changes(changes, dry_run=arguments.dry_run)
    return EXIT_DONE
