"""Read documents into the database and print what was found.

A document that is already there (the same bytes) is left as it is. The database is made if
it is missing. Each document is one act, which one undo takes back.
"""

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, day, writing_ledger
from workbench.cli.output import data, json_line, say, short
from workbench.errors import EXIT_DONE, InputError, WorkbenchError
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.documents import AddedDocument
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a text file, or - for stdin")
    parser.add_argument(
        "--date", type=day, metavar="YYYY-MM-DD", help="the document's date, if it does not say"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Add each document; one that fails does not keep the others out."""
    paths: list[str] = arguments.paths
    if len(paths) == 1:
        # Nothing is made on disk when the only document cannot be read.
        from workbench.sourcing.files import load

        loaded = load(paths[0])
        with writing_ledger(arguments, create=True) as ledger:
            from workbench.desk.documents import add_document

            _tell(add_document(ledger, loaded, document_date=arguments.date), arguments)
        return EXIT_DONE
    with writing_ledger(arguments, create=True) as ledger:
        return _add_many(ledger, paths, arguments)


def _add_many(ledger: "Ledger", paths: list[str], arguments: argparse.Namespace) -> int:
    from workbench.desk.documents import add_document
    from workbench.sourcing.files import load

    failures: list[WorkbenchError] = []
    for path in _with_progress(paths):
        try:
            added = add_document(ledger, load(path), document_date=arguments.date)
        except InputError as error:
            failures.append(error)
            say(f"workbench: {error}")
        else:
            _tell(added, arguments)
    if failures:
        say(f"{len(paths) - len(failures)} of {len(paths)} documents were read")
        return failures[0].exit_code
    return EXIT_DONE


def _with_progress(paths: list[str]) -> Iterable[str]:
    import sys

    if not sys.stderr.isatty():
        return paths
    return _progress_bar(paths)


def _progress_bar(paths: list[str]) -> Iterator[str]:
    from rich.console import Console
    from rich.progress import track

    yield from track(paths, "Reading", console=Console(stderr=True), transient=True)


def _tell(added: "AddedDocument", arguments: argparse.Namespace) -> None:
    document = added.document
    for note in added.notes:
        say(f"note: {clean_line(note)}")
    if arguments.json:
        json_line(
            {
                "document": document.id,
                "title": document.title,
                "claims": added.claims,
                "already_known": added.already_known,
                "encoding": document.encoding,
                "document_date": document.document_date.isoformat()
                if document.document_date
                else None,
                "notes": list(added.notes),
            }
        )
        return
    count = "1 claim" if added.claims == 1 else f"{added.claims} claims"
    known = ", already here and left as it is" if added.already_known else ""
    dated = f", dated {document.document_date}" if document.document_date else ", no date found"
    data(f"{short(document.id)}  {count:>10}  {clean_line(document.title)}{dated}{known}")
    if not added.claims:
        say("note: no claim was found in this text; add one with: workbench claim DOCUMENT WORDS")
