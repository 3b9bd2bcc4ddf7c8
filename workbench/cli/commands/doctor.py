"""Show versions, folders, terminal and the health of the database; exit code 1 if one is wrong."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json
from workbench.cli.output import data, hanging, json_line
from workbench.cli.progress import checking
from workbench.errors import EXIT_DONE, NotSo

if TYPE_CHECKING:
    from workbench.desk.doctor import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Examine and print."""
    wrong = 0
    for finding in _found(arguments):
        wrong += finding.wrong
        if arguments.json:
            json_line({"subject": finding.subject, "fact": finding.fact, "wrong": finding.wrong})
        else:
            mark = "!" if finding.wrong else " "
            data(hanging(f"{mark} {finding.subject:<22} ", finding.fact))
    if wrong:
        what = (
            "1 thing marked ! above needs" if wrong == 1 else f"{wrong} things marked ! above need"
        )
        raise NotSo(f"{what} a look")
    return EXIT_DONE


def _found(arguments: argparse.Namespace) -> "Iterator[Finding]":
    """What is found, once it is; meanwhile it is told how far the check of the database is."""
    from workbench.desk.doctor import examine

    with checking() as progress:
        yield from examine(arguments.db, progress)
