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
from workbench.text import clean_line, counted, squeeze

if TYPE_CHECKING:
    from workbench.desk.sharing.inspecting import Hand, Inspected


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the database to look into")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Look."""
    from workbench.desk.sharing.inspecting import inspect

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
        _print(found)
    wrong = found.refused.total() + found.damaged
    say(
        f"{counted(wrong, 'thing')} in it {'is' if wrong == 1 else 'are'} not what the hash says"
        if wrong
        else "everything in it is what its hash says"
    )
    return EXIT_DONE


def _has_database(arguments: argparse.Namespace, path: Path) -> bool:
    """Whether there is a database to compare with, other than the file itself."""
    from workbench.desk.opening import nearest_database

    ours = arguments.db or nearest_database()
    return bool(ours.is_file() and not (path.exists() and ours.samefile(path)))


def _print(found: "Inspected") -> None:
    for project, name in found.projects.items():
        data(f"project    {_line(name) or 'without a name'} ({project[:8]})")
    if not found.projects:
        data("project    none is named in it")
    for hand in _by_weight(found.reviewers):
        name = _line(hand.name) or f"reviewer {hand.id[:8]}"
        data(
            f"reviewer   {name}: {counted(hand.events, 'event')}, "
            f"{counted(hand.verdicts, 'verdict')}, {_when(hand)}"
        )
    for hand in _by_weight(found.writers):
        data(f"writer     {hand.id[:8]}: {counted(hand.events, 'event')}, {_when(hand)}")
    kinds = ", ".join(f"{number} {clean_line(kind)}" for kind, number in found.kinds.most_common())
    data(f"events     {found.events} of {counted(found.rows, 'row')}: {kinds or 'none'}")
    if found.unknown:
        data(f"           {found.unknown} of kinds that this version does not know")
    for reason, number in sorted(found.refused.items()):
        data(f"refused    {counted(number, 'row')}: {clean_line(reason)}")
    damaged = f", {found.damaged} damaged" if found.damaged else ""
    data(f"kept       {counted(found.kept, 'text')}{damaged}")
    facts = found.facts
    data(
        f"file       {facts.size:,} bytes, pages of {facts.page_size}, log {facts.log_version}, "
        f"tables {facts.tables_version or 'to be made anew'}"
    )
    if found.tables_are:
        data(f"           {found.tables_are}")
    if found.here is not None:
        data(f"here       {found.here}; {counted(found.new or 0, 'event')} of it would be new")


def _when(hand: "Hand") -> str:
    first, last = f"{hand.first_at:%Y-%m-%d}", f"{hand.last_at:%Y-%m-%d}"
    return first if first == last else f"{first} to {last}"


def _by_weight(hands: "dict[str, Hand]") -> "list[Hand]":
    return sorted(hands.values(), key=lambda hand: (-hand.events, hand.id))


def _as_object(found: "Inspected") -> dict[str, Any]:
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
        "reviewers": [told(hand) for hand in _by_weight(found.reviewers)],
        "writers": [told(hand) for hand in _by_weight(found.writers)],
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


def _line(text: str) -> str:
    return squeeze(clean_line(text, 80))
