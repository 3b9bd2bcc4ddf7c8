"""Show or change the name that your work is signed with on this computer."""

import argparse

from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE, UsageError
from workbench.text import clean_line, squeeze


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="the new name")


def run(arguments: argparse.Namespace) -> int:
    """Show or change it."""
    from workbench.desk.opening import identity_store

    store = identity_store()
    if arguments.name is not None:
        name = squeeze(clean_line(arguments.name))
        if not name or len(name) > 100:
            raise UsageError("a name has between 1 and 100 characters")
        store.rename(name)
        say("new work is signed with this name; what was signed before shows it too once you write")
    reviewer = store.reviewer()
    data(f"{reviewer.id}  {clean_line(reviewer.name)}")
    return EXIT_DONE
