"""Say what two claims are to each other.

duplicate: both say the same; they are in one group then. conflict: both cannot be true of one
event. related: near each other, and both can be true. distinct: nothing to do with each other;
the pair is not suggested again. This replaces what was said of the two before, by anybody, and
workbench undo brings that back. A group with a conflict inside carries no verdict.
"""

import argparse

from workbench.cli.arguments import add_database, claim_named, writing_ledger
from workbench.cli.linking import add_because, describe_group
from workbench.cli.output import data, say, short
from workbench.errors import EXIT_DONE
from workbench.model import LinkRelation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar="A", help="a claim's id, or enough of its beginning")
    parser.add_argument("b", metavar="B", help="another claim's id")
    parser.add_argument(
        "relation", choices=[one.value for one in LinkRelation], help="the relation"
    )
    add_because(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Link and print the link's id."""
    from workbench.desk.matching.linking import link

    with writing_ledger(arguments) as ledger:
        a, b = claim_named(ledger, arguments.a), claim_named(ledger, arguments.b)
        linked = link(ledger, a, b, LinkRelation(arguments.relation), arguments.because)
    data(linked.event)
    group = f", in {describe_group(linked.group)}" if linked.group else ""
    say(f"{short(a)} and {short(b)}: {arguments.relation}{group}; workbench undo takes it back")
    return EXIT_DONE
