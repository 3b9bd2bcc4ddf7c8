"""Called by git: merge the database of two branches. workbench git-setup makes git call this.

What both sides say is put into the file of our side, which git then takes as merged. If either
cannot be used, the file stays as it is on our side, and git tells of a conflict in it.
"""

import argparse

from workbench.cli.output import say
from workbench.errors import EXIT_DONE
from workbench.named_paths import argument_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "base", metavar="BASE", type=argument_path, help="the common ancestor; not needed"
    )
    parser.add_argument("ours", metavar="OURS", type=argument_path, help="our side, and the result")
    parser.add_argument("theirs", metavar="THEIRS", type=argument_path, help="the other side")
    parser.add_argument("name", metavar="NAME", nargs="?", help="what git calls the file")


def run(arguments: argparse.Namespace) -> int:
    """Merge."""
    from workbench.desk.sharing.git.merging import Sides, merge_sides
    from workbench.desk.sharing.merging_words import summary

    name: str = arguments.name or str(arguments.ours)
    merged = merge_sides(Sides(arguments.ours, arguments.theirs, name))
    say(f"{name}: {summary(merged)}")
    return EXIT_DONE
