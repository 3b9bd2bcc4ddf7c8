"""Take back what was said of two claims. They may be suggested again then."""

import argparse

from workbench.cli.arguments import add_database, claim_named, writing_ledger
from workbench.cli.output import say, short
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar="A", help="a claim's id, or enough of its beginning")
    parser.add_argument("b", metavar="B", help="another claim's id")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Unlink."""
    from workbench.desk.matching.linking import unlink

    with writing_ledger(arguments) as ledger:
        a, b = claim_named(ledger, arguments.a), claim_named(ledger, arguments.b)
        unlink(ledger, a, b)
    say(f"{short(a)} and {short(b)} are no longer linked; workbench undo brings it back")
    return EXIT_DONE
