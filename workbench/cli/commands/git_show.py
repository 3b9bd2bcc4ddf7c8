"""Called by git: print a database as prose, for git diff. workbench git-setup makes git call this.

Documents, claims, evidence, verdicts with their reasons, comments and sources, always in the same
order. A file that cannot be used prints one line that says why, so that git can go on.
"""

import argparse
from pathlib import Path

from workbench.cli.output import data
from workbench.errors import EXIT_DONE, WorkbenchError
from workbench.named_paths import argument_path
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", type=argument_path, help="a database")


def run(arguments: argparse.Namespace) -> int:
    """Print it."""
    from workbench.desk.sharing.git.prose import prose_of_file

    path: Path = arguments.file
    try:
        for line in prose_of_file(path):
            data(line)
    except WorkbenchError as error:
        # Git names a temporary file; its name would differ in every comparison.
        data(clean_line(str(error).replace(str(path), "this file"), 400))
    return EXIT_DONE
