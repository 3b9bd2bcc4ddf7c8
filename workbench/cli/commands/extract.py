"""Read a text and print its claims. Nothing is kept and no database is touched.

A web address is fetched, and the article of the page is read; a failed fetch gives exit code 5.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_json, day
from workbench.cli.output import data, hanging, json_line, say, short
from workbench.cli.sources import add_allow_private, fetch_one, is_address
from workbench.errors import EXIT_DONE
from workbench.model import DateMention, Quantity, Statement
from workbench.plain import number_value
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.sourcing.files import LoadedText


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "path",
        metavar="PATH",
        help="a file (text, HTML, PDF, DOCX), a web address, or - for stdin",
    )
    parser.add_argument(
        "--date", type=day, metavar="YYYY-MM-DD", help="the document's date, if it does not say"
    )
    add_allow_private(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every claim, whatever its worth."""
    from workbench.desk.reading.documents import document_identifier, read_text
    from workbench.ledger.identifiers import claim_identifier
    from workbench.reporting.json.claim_objects import statement_object

    loaded = _loaded(arguments)
    reading = read_text(loaded, arguments.date)
    document = document_identifier(loaded.data)
    for note in (*loaded.notes, *reading.notes):
        say(f"note: {clean_line(note)}")
    for check in reading.checks:
        if not check.agrees:
            say(f"disagreement in the text: {clean_line(check.message)}")
    for statement in reading.statements:
        identifier = claim_identifier(document, statement.start, statement.end)
        if arguments.json:
            json_line(statement_object(identifier, statement, reading.document_date))
        else:
            _print(identifier, statement)
    if not reading.statements:
        say("no claim was found in this text")
    return EXIT_DONE


def _loaded(arguments: argparse.Namespace) -> "LoadedText":
    if is_address(arguments.path):
        from workbench.desk.reading.pages import page_document

        return page_document(fetch_one(arguments.path, arguments))
    from workbench.sourcing.files import load

    return load(arguments.path)


def _print(identifier: str, statement: Statement) -> None:
    head = f"{short(identifier)}  {statement.worth / 10:3.0f}  "
    data(hanging(head, clean_line(squeeze(statement.text))))
    indent = " " * len(head)
    for line in slot_lines(statement):
        data(hanging(indent, line))


def slot_lines(statement: Statement) -> list[str]:
    """A statement's slots in words, a line each."""
    lines = [describe_quantity(quantity) for quantity in statement.quantities]
    lines += [describe_date(mention) for mention in statement.dates]
    if statement.names:
        lines.append(
            "names: " + "; ".join(f"{clean_line(n.text)} ({n.kind})" for n in statement.names)
        )
    if statement.attribution or statement.claimant:
        lines.append(f"said by: {clean_line(statement.claimant or 'not said by whom')}")
    lines += [
        clean_line(f"[{one.text}] from characters {one.start} to {one.end}")
        for one in statement.insertions
    ]
    if statement.negated:
        lines.append("negated")
    if statement.modality != "asserted":
        lines.append(f"modality: {statement.modality}")
    return lines


def describe_quantity(quantity: Quantity) -> str:
    """A quantity in words: what the text says and how it was understood."""
    if quantity.value is not None:
        amount = str(number_value(quantity.value))
    else:
        low = "any" if quantity.low is None else str(number_value(quantity.low))
        high = "more" if quantity.high is None else str(number_value(quantity.high))
        amount = f"{low} to {high}" if quantity.high is not None else f"{low} or more"
    words = (quantity.approximator or "").replace("_", " ")
    of_what = " ".join(part for part in (words, amount, quantity.unit, quantity.counted) if part)
    return clean_line(f"quantity: “{squeeze(quantity.text)}” = {of_what}")


def describe_date(mention: DateMention) -> str:
    """A date in words: what the text says, its value, and where the value comes from."""
    value = mention.value or "not resolved"
    also = f", or {' or '.join(mention.alternatives)}" if mention.alternatives else ""
    wrong = ", but that is another weekday" if mention.weekday_agrees is False else ""
    return clean_line(f"date: “{squeeze(mention.text)}” = {value}{also} ({mention.basis}){wrong}")
