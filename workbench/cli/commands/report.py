"""Write a report of what was decided, with the evidence a reader needs to check it."""

import argparse
import sys
from pathlib import Path

from workbench.cli.arguments import add_database, add_query, query_of, reading_ledger
from workbench.cli.files import write_text
from workbench.cli.output import say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_query(parser)
    parser.add_argument(
        "--format", choices=("markdown",), default="markdown", help="default: markdown"
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="default: stdout")
    parser.add_argument("--drafts", action="store_true", help="undecided claims too")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the report to a file or stdout."""
    from workbench.desk.reports import report

    with reading_ledger(arguments) as ledger:
        text = report(
            ledger, query_of(arguments), format_name=arguments.format, drafts=arguments.drafts
        )
    if arguments.output is None:
        sys.stdout.write(text)
        return EXIT_DONE
    write_text(arguments.output, text)
    say(f"wrote {clean_line(str(arguments.output))}")
    return EXIT_DONE
