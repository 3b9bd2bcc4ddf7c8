"""Write a report of what was decided, with the evidence a reader needs to check it."""

import argparse
import sys
import tempfile
from pathlib import Path

from workbench.cli.arguments import add_database, add_query, query_of, reading_ledger
from workbench.cli.output import say
from workbench.errors import EXIT_DONE, StorageError
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
    _write(arguments.output, text)
    say(f"wrote {clean_line(str(arguments.output))}")
    return EXIT_DONE


def _write(path: Path, text: str) -> None:
    """Replace the file as a whole, so that a failure leaves the old one."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.absolute().parent, delete=False
        ) as file:
            fresh = Path(file.name)
            file.write(text)
        try:
            fresh.chmod(0o644)
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageError(
            f"the report cannot be written to {clean_line(str(path))}: {error.strerror}"
        ) from None
