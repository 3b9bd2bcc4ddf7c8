"""Take back your own latest act that stands. Nothing is deleted: the history shows both."""

import argparse

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.output import data
from workbench.errors import EXIT_DONE
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Undo and say what was undone."""
    from workbench.desk.acts import undo

    with writing_ledger(arguments) as ledger:
        act = undo(ledger)
    data(f"undone: {clean_line(act.label)}")
    return EXIT_DONE
