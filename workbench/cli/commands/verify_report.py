"""Compare a report with the database: was it altered, and what has changed since?

FILE is a report of this program: HTML, PDF, Word, Markdown, JSON, JSON lines, CSV, ClaimReview, a
page with it, or AVeriTeC. Every quotation, hash, verdict and figure is compared with the ledger,
and every value or line with those of the same report written again. "altered" is what the ledger
never held, "changed" what was decided since, "missing" what the ledger does not know, "damaged"
what it no longer keeps whole, "unconfirmed" what cannot be compared: words of another version's
layout, or of templates that are not here.

Exit code 0: all is as reported; 1: something differs or cannot be confirmed; 3: the file is no
report of this project.
"""

import argparse

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE, NotSo
from workbench.named_paths import argument_path
from workbench.text import clean_line, counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="a report; - for standard input")
    parser.add_argument(
        "--templates",
        type=argument_path,
        metavar="FOLDER",
        help="the templates it was made with, if not ours or those of the settings",
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print what differs."""
    from workbench.desk.verifying.reading_reports import read_report
    from workbench.desk.verifying.verifying_reports import verify_report

    body = read_report(arguments.file)
    shown = "standard input" if arguments.file == "-" else arguments.file
    with reading_ledger(arguments) as ledger:
        found = verify_report(ledger, body, shown, arguments.templates)
    for remark in found.remarks:
        say(f"note: {clean_line(remark)}")
    for one in found.differences:
        if arguments.json:
            json_line(
                {
                    "kind": one.kind.value,
                    "message": one.words,
                    "claim": one.claim,
                    "place": one.place,
                }
            )
        else:
            where = f" ({one.place})" if one.place else ""
            data(f"{one.kind}: {clean_line(one.words)}{where}")
    made = f", made at {clean_line(found.made_at, 40)}" if found.made_at else ""
    say(
        f"{found.name}: {found.form}{made}; compared {counted(found.claims, 'claim')}, "
        f"{counted(found.verdicts, 'verdict')}, {counted(found.quotes, 'quotation')}, "
        f"{counted(found.hashes, 'hash', 'hashes')}"
    )
    if not found.as_reported:
        raise NotSo(found.conclusion)
    say(found.conclusion)
    return EXIT_DONE
