"""Do again what you undid last, as long as you did nothing else since."""

import argparse

from workbench.cli.arguments import add_database, writing_ledger
from workbench.cli.output import data
from workbench.errors import EXIT_DONE
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Redo and say what was redone."""
    from workbench.desk.acts import redo

    with writing_ledger(arguments) as ledger:
        act = redo(ledger)
    data(f"done again: {clean_line(act.label)}")
    return EXIT_DONE
