"""List pairs of claims that may say the same or conflict, as they are found.

Pairs that somebody has linked or told apart are left out. Nothing is linked by this: decide with
workbench link. Interrupt it as you like; what was found is remembered, the next call goes on, and
after new claims only those are compared.
"""

import argparse
from typing import TYPE_CHECKING, Any

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.linking import index_of, showing
from workbench.cli.output import data, hanging, json_line, say, short
from workbench.errors import EXIT_DONE
from workbench.model import Relation
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.desk.matching.duplicates import Suggestion


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--related", action="store_true", help="related pairs too")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the pairs as they come."""
    from workbench.desk.matching.duplicates import duplicates

    relations = {Relation.DUPLICATE, Relation.CONFLICT}
    if arguments.related:
        relations.add(Relation.RELATED)
    count = 0
    with reading_ledger(arguments) as ledger, index_of(ledger) as index:
        for one in duplicates(ledger, index, relations=frozenset(relations), on_progress=showing()):
            count += 1
            if arguments.json:
                json_line(suggestion_object(one))
            else:
                _print(one)
    pairs = "1 pair" if count == 1 else f"{count} pairs"
    say(f"{pairs} to decide on; workbench link A B duplicate, conflict, related or distinct")
    return EXIT_DONE


def suggestion_object(found: "Suggestion") -> dict[str, Any]:
    """A suggested pair as a JSON object."""
    compared = found.compared
    return {
        "a": found.a.id,
        "b": found.b.id,
        "score": round(compared.score, 4),
        "relation": compared.relation,
        "differences": [
            {"slot": one.slot, "ours": one.ours, "theirs": one.theirs}
            for one in compared.differences
        ],
        "words": compared.words,
        "statements": [found.a.statement, found.b.statement],
    }


def _print(found: "Suggestion") -> None:
    compared = found.compared
    words = f": {clean_line(compared.words)}" if compared.words else ""
    data(hanging(f"{compared.score:4.2f}  ", f"{compared.relation}{words}"))
    for row in (found.a, found.b):
        data(hanging(f"      {short(row.id)}  ", clean_line(squeeze(row.statement))))
