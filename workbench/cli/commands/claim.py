"""Add a claim that the reader missed, by the exact words of the text or by its offsets."""

import argparse

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.output import data, say, short
from workbench.errors import EXIT_DONE, NotSo, UsageError
from workbench.text import clean_line, squeeze


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("document", metavar="DOCUMENT", help="a document's id or its beginning")
    parser.add_argument(
        "words", metavar="WORDS", help="the exact words of the text, or START:END in characters"
    )
    parser.add_argument("--statement", metavar="TEXT", help="the wording, if it needs another")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Add the claim and print its id."""
    from workbench.desk.working.claims import add_claim
    from workbench.ledger.queries import document_text, find_document

    with writing_ledger(arguments) as ledger:
        document = find_document(ledger, arguments.document)
        start, end = _span(document_text(ledger, document.id), arguments.words)
        identifier = add_claim(ledger, document.id, start, end, arguments.statement)
    data(identifier)
    say(f"added claim {short(identifier)}")
    return EXIT_DONE


def _span(text: str, words: str) -> tuple[int, int]:
    start, colon, end = words.partition(":")
    if colon and start.strip().isdecimal() and end.strip().isdecimal():
        return int(start), int(end)
    found = text.count(words) if words.strip() else 0
    if found == 1:
        place = text.index(words)
        return place, place + len(words)
    shown = clean_line(squeeze(words), 60)
    if found:
        raise UsageError(f"“{shown}” occurs {found} times; quote more of it, or give START:END")
    raise NotSo(f"the text does not say “{shown}”; quote it exactly, or give START:END")
