"""Build the sample database: the same events from the same text, every time."""

import argparse

from workbench.cli.output import say
from workbench.errors import EXIT_DONE
from workbench.named_paths import argument_path
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "path", metavar="FILE", type=argument_path, help="a file that does not exist yet"
    )


def run(arguments: argparse.Namespace) -> int:
    """Build it."""
    from workbench.desk.samples.sample import build_sample

    build_sample(arguments.path)
    say(f"built {clean_line(str(arguments.path))}")
    return EXIT_DONE
