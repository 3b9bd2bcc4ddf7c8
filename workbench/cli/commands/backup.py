"""Copy the project into another file, or bring an earlier copy up to date.

A copy has everything: events, documents, captures. An earlier copy of the same project gets only
what it lacks, so an unchanged page is never copied twice. With --without-copies the bytes and
texts of captures stay out, for sharing where pages may not be passed on; hashes, quotes, the words
of calls, mails and replies that were recorded, and everything decided are in it. Private notes
are never in a copy.
"""

import argparse

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.output import json_line, say
from workbench.errors import EXIT_DONE
from workbench.named_paths import argument_path
from workbench.text import clean_line, counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", metavar="FILE", type=argument_path, help="the copy, new or from before"
    )
    parser.add_argument(
        "--without-copies", action="store_true", help="leave the copies of pages out"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Copy."""
    from workbench.desk.sourcing.preserving import back_up

    with reading_ledger(arguments) as ledger:
        copied = back_up(ledger, arguments.file, page_copies=not arguments.without_copies)
    if arguments.json:
        json_line(
            {
                "file": str(arguments.file),
                "events": copied.events,
                "kept_bytes": copied.blobs,
                "left_out": copied.left_out,
            }
        )
    left_out = counted(copied.left_out, "page copy", "page copies")
    say(
        f"copied {counted(copied.events, 'event')} and {counted(copied.blobs, 'kept text')} to "
        f"{clean_line(str(arguments.file))}{f', {left_out} left out' if copied.left_out else ''}"
    )
    return EXIT_DONE
