"""Look into a database without trusting or changing it.

Prints its project, who wrote in it and when, how much of what it holds, its size and versions,
whether anything in it is not what its hash says, and, if there is a database to work on, whether
it can be merged there and how many events would come. The file is copied and read by a process of
its own, as for merging.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.output import data, json_line, say, status_line
from workbench.errors import EXIT_DONE
from workbench.named_paths import argument_path

if TYPE_CHECKING:
    from workbench.desk.sharing.inspecting import Hand, Inspected


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", metavar="FILE", type=argument_path, help="the database to look into"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Look."""
    from workbench.desk.sharing.inspecting import inspect
    from workbench.desk.sharing.inspecting_words import inspected_lines, inspected_summary

    path: Path = arguments.file
    try:
        if _has_database(arguments, path):
            with reading_ledger(arguments) as ledger:
                found = inspect(path, ledger, _show)
        else:
            found = inspect(path, None, _show)
    finally:
        status_line.clear()
    if arguments.json:
        json_line(_as_object(found))
    else:
        for label, words in inspected_lines(found):
            data(f"{label:<11}{words}")
    say(inspected_summary(found))
    return EXIT_DONE


def _has_database(arguments: argparse.Namespace, path: Path) -> bool:
    """Whether there is a database to compare with, other than the file itself."""
    from workbench.desk.opening import nearest_database

    ours = arguments.db or nearest_database()
    return bool(ours.is_file() and not (path.exists() and ours.samefile(path)))


def _as_object(found: "Inspected") -> dict[str, Any]:
    from workbench.desk.sharing.inspecting_words import by_weight

    def told(hand: "Hand") -> dict[str, Any]:
        return {
            "id": hand.id,
            "name": hand.name or None,
            "events": hand.events,
            "verdicts": hand.verdicts,
            "first": hand.first_at.isoformat(),
            "last": hand.last_at.isoformat(),
        }

    return {
        "file": str(found.path),
        "projects": found.projects,
        "reviewers": [told(hand) for hand in by_weight(found.reviewers)],
        "writers": [told(hand) for hand in by_weight(found.writers)],
        "rows": found.rows,
        "events": found.events,
        "unknown": found.unknown,
        "refused": dict(found.refused),
        "kinds": dict(found.kinds),
        "kept": found.kept,
        "kept_damaged": found.damaged,
        "bytes": found.facts.size,
        "page_size": found.facts.page_size,
        "log_version": found.facts.log_version,
        "tables_version": found.facts.tables_version,
        "here": found.here,
        "new": found.new,
    }


def _show(what: str, done: int) -> None:
    if sys.stderr.isatty():
        status_line.show(f"{what} {done:,}" if done else what)
