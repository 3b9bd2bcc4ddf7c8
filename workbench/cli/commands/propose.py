"""Let an optional language model propose claims that the reader missed.

Off unless settings.toml names a model. Each proposal is checked against the text; what was
invented, altered or is there already is printed with the reason for its rejection. With --keep
those that hold are added to the document, as one act that one undo takes back.
"""

import argparse
import sys

from workbench.cli.arguments import add_database, add_json, reading_ledger, writing_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("document", metavar="DOCUMENT", help="a document's id or its beginning")
    parser.add_argument("--keep", action="store_true", help="add the proposals that hold")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask, print, and keep if that was asked for."""
    from workbench.desk.reading.proposals import keep_proposals, propose_claims

    with writing_ledger(arguments) if arguments.keep else reading_ledger(arguments) as ledger:
        found = propose_claims(ledger, arguments.document, progress=_tell)
        for note in found.notes:
            say(f"note: {clean_line(note)}")
        for accepted in found.accepted:
            _print("holds", accepted.claim.text, (), as_json=arguments.json)
        for rejected in found.rejected:
            _print(
                "rejected", rejected.proposal.statement, rejected.reasons, as_json=arguments.json
            )
        if arguments.keep and found.accepted:
            count = keep_proposals(ledger, arguments.document, found)
            say(f"added {count}; workbench undo takes them back as one")
    return EXIT_DONE


def _tell(done: int, parts: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == parts else ""
        print(f"\rasked about {done} of {parts} parts", end=end, file=sys.stderr, flush=True)


def _print(result: str, statement: str, reasons: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        json_line({"result": result, "statement": statement, "reasons": list(reasons)})
        return
    data(hanging(f"{result:<9} ", clean_line(statement)))
    for reason in reasons:
        data(hanging(" " * 12, clean_line(reason)))
