"""Import what others have checked, so that it comes up beside your claims.

FILE may be a web page with ClaimReview in its scripts, a JSON feed (a DataFeed, a list, a graph,
an answer of a claim search, one object a line), or a table with a row of column names. A web
address is fetched; nothing of it is kept but the reviews. Ratings stay in the publisher's words
and are never turned into verdicts.

FILE may also be the claims.db of a colleague's other project, whose decided claims are taken in.
The file is copied and checked, and never changed. Copies of one project are not put together.

A report of this program (json, jsonl, csv) and a file in the form of the AVeriTeC data are read
too. With --as-claims their claims become claims of this project, with what was quoted, asked,
answered and decided; the verdicts are then in your name.

What is broken is told by its line and left out, and the rest is imported. Importing the same
again changes nothing. Each import is one act, which one undo takes back.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.output import data, json_line, say
from workbench.cli.sources import add_allow_private, fetch_one, is_address
from workbench.errors import EXIT_DONE, UsageError
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.matching.colleagues import Decisions
    from workbench.desk.matching.importing import Imported
    from workbench.ledger.database import Ledger

_TOLD = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", metavar="FILE", help="a page, feed, table or database, or a web address"
    )
    parser.add_argument(
        "--columns",
        metavar="FIELD=NAME,...",
        help="which column of a table holds which field: text, url, rating, publisher, title, "
        "reviewed_on, claimant, claimed_on, first_appearance, rating_number, best, worst, language",
    )
    parser.add_argument(
        "--as-claims",
        action="store_true",
        help="make claims of this project of those in a report of this program (json, jsonl, csv) "
        "or in the form of AVeriTeC, with verdicts in your name",
    )
    parser.add_argument("--all", action="store_true", help="tell every problem, not the first 20")
    add_allow_private(parser)
    parser.add_argument("--json", action="store_true", help="print the counts as a JSON object")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Import and print the counts."""
    from workbench.desk.matching.importing import import_reviews, read_import

    columns = _columns(arguments.columns) if arguments.columns is not None else None
    body = _fetched(arguments) if is_address(arguments.file) else read_import(arguments.file)
    with writing_ledger(arguments, create=True) as ledger:
        if arguments.as_claims:
            imported = _taken_in(ledger, body, arguments.file, columns)
        else:
            imported = import_reviews(ledger, body, arguments.file, columns)
    _tell(imported, everything=arguments.all)
    if arguments.json:
        json_line(
            {
                "added": imported.added,
                "updated": imported.updated,
                "known": imported.known,
                "withdrawn": imported.withdrawn,
                "problems": [{"line": one.line, "problem": one.what} for one in imported.problems],
                "remarks": [{"line": one.line, "remark": one.what} for one in imported.remarks],
                "notes": list(imported.notes),
            }
        )
    else:
        withdrawn = f", {imported.withdrawn} withdrawn" if imported.withdrawn else ""
        data(
            f"{imported.added} added, {imported.updated} updated, {imported.known} known already, "
            f"{len(imported.problems)} left out{withdrawn}"
        )
    return EXIT_DONE


def _taken_in(
    ledger: "Ledger", body: "bytes | Decisions", origin: str, columns: dict[str, str] | None
) -> "Imported":
    from workbench.desk.matching.taking_in import take_in

    if columns is not None:
        raise UsageError("--columns is for tables of reviews; leave it out with --as-claims")
    if not isinstance(body, bytes):
        raise UsageError(
            "a database is imported without --as-claims; copies of one project are put together "
            "with workbench merge"
        )
    return take_in(ledger, body, origin)


def _columns(typed: str) -> dict[str, str]:
    columns: dict[str, str] = {}
    for part in typed.split(","):
        field, equals, name = part.partition("=")
        if not equals or not field.strip() or not name.strip():
            raise UsageError(
                f"{clean_line(part, 60) or 'nothing'} names no column; write --columns "
                "text=Claim,url=Link"
            )
        columns[field.strip()] = name.strip()
    return columns


def _fetched(arguments: argparse.Namespace) -> bytes:
    from workbench.desk.matching.importing import fetched_body

    return fetched_body(fetch_one(arguments.file, arguments))


def _tell(imported: "Imported", *, everything: bool) -> None:
    for note in imported.notes:
        say(f"note: {clean_line(note)}")
    told = [(one.line, f"left out: {one.what}") for one in imported.problems]
    told += [(one.line, one.what) for one in imported.remarks]
    told.sort(key=lambda one: one[0])
    shown = told if everything else told[:_TOLD]
    for line, what in shown:
        say(f"line {line}: {clean_line(what)}")
    if len(told) > len(shown):
        say(f"and {len(told) - len(shown)} more; --all tells them")
