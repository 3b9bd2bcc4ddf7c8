"""Read documents into the database and print what was found.

A document that is already there (the same bytes) is left as it is. The database is made if
it is missing. Each document is one act, which one undo takes back. Of a web page, PDF or Word
document the readable text is the document. A web address is fetched: the page is kept as a
capture first, by an act of its own, and then its article is read.

With --reread, a document that is already there is read again by the present reader and the
differences are printed; with --accept as well they are carried over. Claims keep their ids, so
verdicts and evidence stay where they are.
"""

import argparse
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, aclosing
from functools import partial
from typing import TYPE_CHECKING

from workbench.cli.arguments import (
    add_database,
    add_json,
    day,
    reading_ledger,
    writing_ledger,
)
from workbench.cli.output import data, json_line, say, short
from workbench.cli.progress import progress
from workbench.cli.sources import add_allow_private, fetch_one, is_address, online
from workbench.errors import EXIT_DONE, InputError, NetworkError, UsageError, WorkbenchError
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.desk.reading.documents import AddedDocument
    from workbench.desk.reading.rereading import Rereading
    from workbench.desk.sourcing.fetching import Fetched, Refused, Web
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a file (text, HTML, PDF, DOCX), a web address, or - for stdin",
    )
    parser.add_argument(
        "--date", type=day, metavar="YYYY-MM-DD", help="the document's date, if it does not say"
    )
    parser.add_argument(
        "--reread", action="store_true", help="show what the present reader reads otherwise"
    )
    parser.add_argument(
        "--accept", action="store_true", help="with --reread: carry the differences over"
    )
    add_allow_private(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Add each document; one that fails does not keep the others out."""
    paths: list[str] = arguments.paths
    if arguments.reread:
        return _reread(paths, arguments)
    if arguments.accept:
        raise UsageError("--accept goes with --reread")
    if len(paths) == 1 and is_address(paths[0]):
        from workbench.desk.reading.pages import add_page

        # A refused address leaves nothing behind, not even an empty database.
        page = fetch_one(paths[0], arguments)
        with writing_ledger(arguments, create=True) as ledger:
            _tell(ledger, add_page(ledger, page, document_date=arguments.date), arguments)
        return EXIT_DONE
    if len(paths) == 1:
        # Nothing is made on disk when the only document cannot be read.
        from workbench.sourcing.files import load

        loaded = load(paths[0])
        with writing_ledger(arguments, create=True) as ledger:
            from workbench.desk.reading.documents import add_document

            _tell(ledger, add_document(ledger, loaded, document_date=arguments.date), arguments)
        return EXIT_DONE
    with writing_ledger(arguments, create=True) as ledger:
        return _add_many(ledger, paths, arguments)


def _add_many(ledger: "Ledger", paths: list[str], arguments: argparse.Namespace) -> int:
    from workbench.desk.sourcing.aside import aside

    failures: list[WorkbenchError] = []

    def attempt(add: Callable[[], "AddedDocument"]) -> None:
        try:
            added = add()
        except (InputError, NetworkError, UsageError) as error:
            failures.append(error)
            say(f"workbench: {clean_line(str(error))}")
        else:
            _tell(ledger, added, arguments)

    with progress(len(paths), "Reading") as step:
        for path in (path for path in paths if not is_address(path)):
            attempt(partial(_add_file, ledger, path, arguments))
            step()

        addresses = [path for path in paths if is_address(path)]
        if addresses:
            coming = partial(_pages, addresses, online(arguments))
            with aside(coming) as pages:
                for page in pages:
                    attempt(partial(_add_fetched, ledger, page, arguments))
                    step()
    if failures:
        say(f"{len(paths) - len(failures)} of {len(paths)} documents were read")
        return failures[0].exit_code
    return EXIT_DONE


def _add_file(ledger: "Ledger", path: str, arguments: argparse.Namespace) -> "AddedDocument":
    from workbench.desk.reading.documents import add_document
    from workbench.sourcing.files import load

    return add_document(ledger, load(path), document_date=arguments.date)


def _add_fetched(
    ledger: "Ledger", page: "Fetched | Refused", arguments: argparse.Namespace
) -> "AddedDocument":
    from workbench.desk.reading.pages import add_page
    from workbench.desk.sourcing.fetching import Refused

    if isinstance(page, Refused):
        raise UsageError(page.reason)
    return add_page(ledger, page, document_date=arguments.date)


async def _pages(
    addresses: list[str], opened: "AbstractAsyncContextManager[Web]"
) -> "AsyncIterator[Fetched | Refused]":
    from workbench.desk.sourcing.fetching import fetch_sources

    async with opened as web, aclosing(fetch_sources(addresses, web)) as pages:
        async for page in pages:
            yield page


def _reread(paths: list[str], arguments: argparse.Namespace) -> int:
    from workbench.desk.reading.documents import document_identifier
    from workbench.desk.reading.rereading import accept, reread
    from workbench.sourcing.files import load

    with writing_ledger(arguments) if arguments.accept else reading_ledger(arguments) as ledger:
        for path in paths:
            loaded = load(path)
            rereading = reread(ledger, loaded, document_identifier(loaded.data))
            _print_rereading(rereading)
            if arguments.accept and not rereading.empty:
                accept(ledger, rereading)
                say("carried over as one act; workbench undo takes it back")
    return EXIT_DONE


def _print_rereading(rereading: "Rereading") -> None:
    for change in rereading.changed:
        data(f"changed  {short(change.claim.id)}  {_line(change.claim.read_as)}")
        same = change.now.text == change.claim.read_as
        now = f"the same words; otherwise: {', '.join(change.slots)}" if same else change.now.text
        data(f"         now       {_line(now)}")
    for statement in rereading.added:
        data(f"new                {_line(statement.text)}")
    for claim in rereading.gone:
        data(f"gone     {short(claim.id)}  {_line(claim.read_as)}")
    for claim in rereading.kept:
        data(f"kept     {short(claim.id)}  {_line(claim.read_as)}")
    if rereading.empty:
        say("the reader finds just what is there")
    if rereading.kept:
        say("kept: no longer found by the reader, but somebody has worked on them")


def _line(text: str) -> str:
    return clean_line(squeeze(text))


def _tell(ledger: "Ledger", added: "AddedDocument", arguments: argparse.Namespace) -> None:
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
    for check in document.checks if not added.already_known else ():
        if not check.agrees:
            say(f"disagreement in the text: {clean_line(check.message)}")
    count = "1 claim" if added.claims == 1 else f"{added.claims} claims"
    known = ", already here and left as it is" if added.already_known else ""
    dated = f", dated {document.document_date}" if document.document_date else ", no date found"
    data(f"{short(document.id)}  {count:>10}  {clean_line(document.title)}{dated}{known}")
    if not added.already_known:
        _tell_precedents(ledger, document.id)
    if not added.claims:
        say("note: no claim was found in this text; add one with: workbench claim DOCUMENT WORDS")


def _tell_precedents(ledger: "Ledger", document_id: str) -> None:
    """One line for each claim that was checked before, here or elsewhere."""
    from workbench.ledger.queries import anything_checked

    if not anything_checked(ledger):
        return
    from workbench.cli.linking import describe_precedent, tell_note
    from workbench.desk.matching.precedents import known_precedents
    from workbench.ledger.queries import claim_spans

    claims = [span.id for span in claim_spans(ledger, document_id)]
    for claim, found in known_precedents(ledger, claims, 1, tell_note).items():
        say(f"{short(claim)}: {describe_precedent(found[0])}")
