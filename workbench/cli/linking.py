"""What several commands about links share: the index with its progress, and what they print."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from workbench.cli.output import data, hanging, say, short, status_line
from workbench.errors import NotSo
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.desk.indexes import Index
    from workbench.ledger.database import Ledger
    from workbench.model import DuplicateGroup

MOST_ASKED: Final = 1_000
SHORTEST_ID: Final = 4
_HEXADECIMAL: Final = frozenset("0123456789abcdef")


def limit(typed: str) -> int:
    """How many at most, from 1 to 1,000."""
    if typed.isdecimal() and 0 < int(typed) <= MOST_ASKED:
        return int(typed)
    raise argparse.ArgumentTypeError(f"{clean_line(typed, 20)} is no number from 1 to {MOST_ASKED}")


def claim_meant(ledger: "Ledger", typed: str) -> str | None:
    """The id of the claim that was typed, or ``None`` where words were.

    Raises:
        NotSo: It is the beginning of several ids.
    """
    from workbench.ledger.queries import find_claim

    plain = typed.strip().lower()
    if len(plain) < SHORTEST_ID or not _HEXADECIMAL.issuperset(plain):
        return None
    try:
        return find_claim(ledger, plain)
    except NotSo:
        if any(character.isdigit() for character in plain):
            raise
        return None


def add_because(parser: argparse.ArgumentParser) -> None:
    """The reason of a decision."""
    parser.add_argument("--because", metavar="TEXT", help="the reason")


@contextmanager
def index_of(ledger: "Ledger") -> "Iterator[Index]":
    """The index of claims, brought up to date; what there is to say of it goes to stderr."""
    from workbench.desk.indexes import opened_index

    with opened_index(ledger, showing(), lambda note: say(f"note: {clean_line(note)}")) as index:
        status_line.clear()
        yield index


def showing() -> Callable[[str, int, int], None] | None:
    """How far a long search is, on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(what: str, done: int, total: int) -> None:
        of = f" of {total}" if total else ""
        status_line.show(f"{what}: {done}{of}")

    return show


def print_group(ledger: "Ledger", group: "DuplicateGroup") -> None:
    """Print the members of a group, and why it contradicts itself if it does."""
    from workbench.desk.linking import describe_odds
    from workbench.ledger.queries import claim as get_claim

    for member in group.claims:
        claim = get_claim(ledger, member)
        state = f"{claim.status}" + (f": {clean_line(claim.rating, 40)}" if claim.rating else "")
        data(hanging(f"{short(claim.id)}  {state:<19}  ", clean_line(squeeze(claim.statement))))
    if group.at_odds:
        say(f"this group contradicts itself and carries no verdict: {describe_odds(group.odds)}")


def describe_group(group: "DuplicateGroup") -> str:
    """A group in a few words."""
    words = f"a group of {len(group.claims)}"
    return f"{words}, which contradicts itself" if group.at_odds else words
