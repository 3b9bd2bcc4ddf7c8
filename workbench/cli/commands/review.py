"""Walk a queue by plain questions, a line a fact: for screen readers, braille lines, slow lines.

The claims that QUERY finds (default: those that nobody has rated) are told one after the other,
and what you type is done: v gives a verdict, e lists the evidence, a attaches a source, k quotes
it, c comments, t tags, n and p go on and back, u undoes, ? tells all, q leaves. Nothing moves the
cursor, nothing needs a colour, nothing is written over. What a second reader may not see is not
told before their own verdict is given.
"""

import argparse
import sys

from workbench.cli.arguments import (
    add_database,
    add_query,
    database_path,
    exclusions_kept,
    query_of,
)
from workbench.cli.sources import add_allow_private
from workbench.errors import EXIT_DONE, UsageError

DEFAULT_QUERY = "is:unrated"


rewrite = exclusions_kept


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_query(parser)
    add_allow_private(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Walk the queue."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "workbench review asks questions and needs a terminal; without one use workbench "
            "claims, show, verdict, attach, quote"
        )
    from workbench.cli.review.sitting import Sitting
    from workbench.cli.review.walk import walk_queue

    path = database_path(arguments)
    with Sitting(path, arguments.allow_private, arguments.any_port) as sitting:
        walk_queue(sitting, query_of(arguments) or DEFAULT_QUERY)
    return EXIT_DONE
