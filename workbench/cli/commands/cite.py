"""Attach words quoted from a web source to a claim.

Nothing is fetched: the address, the exact words and the day they were seen are the record.
"""

import argparse
from datetime import datetime

from workbench.cli.arguments import add_claim, add_database, claim_named, day, writing_ledger
from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE
from workbench.model import Stance


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument("url", metavar="URL", help="the address of the source")
    parser.add_argument(
        "quote", metavar="QUOTE", help="the exact words of the source, or - for stdin"
    )
    parser.add_argument(
        "--stance",
        required=True,
        choices=[stance.value for stance in Stance],
        help="what the words do to the claim",
    )
    parser.add_argument(
        "--seen", type=day, metavar="YYYY-MM-DD", help="the day you saw it (default: today)"
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Keep the evidence and print its id."""
    from workbench.desk.sourcing.sources import cite

    quote: str = arguments.quote
    if quote == "-":
        from workbench.sourcing.files import load

        quote = load("-").text
    seen_on = arguments.seen or datetime.now().astimezone().date()
    with writing_ledger(arguments) as ledger:
        identifier = cite(
            ledger,
            claim_named(ledger, arguments.claim),
            arguments.url,
            quote,
            stance=Stance(arguments.stance),
            seen_on=seen_on,
        )
    data(identifier)
    say(f"cited as evidence {identifier[-8:]}; workbench undo takes it back")
    return EXIT_DONE
