"""Open the desk: the full-screen program, or a table where there is no terminal."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from workbench.cli.arguments import database_path, opened_for_reading, opened_for_writing
from workbench.cli.main import unknown
from workbench.cli.output import say
from workbench.errors import EXIT_DONE, NotALedger, UsageError
from workbench.named_paths import argument_path, may_be_there
from workbench.text import clean_line

NO_MOUSE = "--no-mouse"


def open_desk(words: Sequence[str]) -> int:
    """Open the desk on the database that the words name.

    Raises:
        UsageError: The words are neither a database nor a command.
        StorageError: The database cannot be opened.
    """
    arguments = _parse(words)
    path = database_path(arguments)
    if not path.exists():
        _create(path)
    # The screen is drawn on stderr, so that one must be a terminal too.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return _table(path)
    # A file that cannot be opened is told about here, before the screen is taken; and one from
    # before is brought up to date here, where Ctrl+C ends it.
    with suppress(NotALedger):  # the desk offers to mend it, or says the same
        opened_for_reading(path).close()
    from workbench.tui.starting import start

    start(path, mouse=False if arguments.no_mouse else None)
    return EXIT_DONE


def _parse(words: Sequence[str]) -> argparse.Namespace:
    rest = [word for word in words if word != NO_MOUSE]
    explicit: str | None = None
    if rest[:1] == ["--db"]:
        if len(rest) < 2:
            raise UsageError("--db needs a file; see workbench --help")
        explicit, rest = rest[1], rest[2:]
    elif rest and rest[0].startswith("--db="):
        explicit, rest = rest[0].removeprefix("--db="), rest[1:]
    elif rest and not rest[0].startswith("-"):
        if not (may_be_there(rest[0]) or rest[0].endswith(".db")):
            raise unknown(clean_line(rest[0], 60))
        explicit, rest = rest[0], rest[1:]
    if rest:
        raise UsageError(f"{clean_line(rest[0], 60)} is not understood; see workbench --help")
    return argparse.Namespace(
        db=argument_path(explicit) if explicit is not None else None, no_mouse=NO_MOUSE in words
    )


def _create(path: Path) -> None:
    opened_for_writing(path, create=True).close()
    say(f"made an empty database; read a text into it with: workbench add FILE --db {path}")


def _table(path: Path) -> int:
    from workbench.cli.commands.claims import print_list
    from workbench.desk.finding.filters import parse_filter

    say("no terminal here, so the claims are printed as a table instead of opening the desk")
    with opened_for_reading(path) as ledger:
        print_list(ledger, parse_filter(""))
    return EXIT_DONE
