"""Show the group of duplicates that a claim is in, or change it.

With --join, the claims named and their groups become one group. With --split, the claims named
leave their group and stay together; the others stay together too, and the two parts are told
apart, so that they are not suggested again. Each is one act, which one undo takes back.

Exit code 1 says that the claim is in no group.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import (
    add_database,
    add_json,
    claim_named,
    reading_ledger,
    writing_ledger,
)
from workbench.cli.linking import add_because, describe_group, print_group
from workbench.cli.output import json_line, say, short
from workbench.errors import EXIT_DONE, NotSo

if TYPE_CHECKING:
    from workbench.model import DuplicateGroup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "claims", metavar="CLAIM", nargs="+", help="a claim's id, or enough of its beginning"
    )
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--join", action="store_true", help="make one group of these claims")
    change.add_argument("--split", action="store_true", help="take these claims out of their group")
    add_because(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show, join or split."""
    if arguments.join or arguments.split:
        return _change(arguments)
    from workbench.ledger.queries import group_of

    with reading_ledger(arguments) as ledger:
        for typed in arguments.claims:
            claim = claim_named(ledger, typed)
            group = group_of(ledger, claim)
            if group is None:
                raise NotSo(f"claim {short(claim)} is in no group of duplicates")
            if arguments.json:
                json_line(group_object(group))
            else:
                print_group(ledger, group)
    return EXIT_DONE


def group_object(group: "DuplicateGroup") -> dict[str, object]:
    """A group as a JSON object."""
    odds = [{"a": pair.a, "b": pair.b, "relation": pair.state} for pair in group.odds]
    return {"claims": list(group.claims), "odds": odds}


def _change(arguments: argparse.Namespace) -> int:
    from workbench.desk.matching.linking import join, split

    with writing_ledger(arguments) as ledger:
        claims = [claim_named(ledger, typed) for typed in arguments.claims]
        if arguments.join:
            group = join(ledger, claims, arguments.because)
            print_group(ledger, group)
            say(f"{describe_group(group)}; workbench undo takes it back")
            return EXIT_DONE
        taken_out, rest = split(ledger, claims, arguments.because)
        for part in (taken_out, rest):
            if part is not None:
                print_group(ledger, part)
    left = describe_group(rest) if rest else "one claim alone"
    say(f"taken out; {left} is left; workbench undo brings it back")
    return EXIT_DONE
