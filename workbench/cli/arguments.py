"""Arguments that several commands share, and how they are understood."""

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.cli.output import say
from workbench.cli.progress import bringing_up_to_date
from workbench.errors import NotALedger, UsageError
from workbench.named_paths import argument_path
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


_EXCLUDED: Final = re.compile(r'-(?!o\S*[./])(?:[^\W\d_]\w|["(])')
"""A word, field, phrase or parenthesis with a minus before it; options have two, or one letter."""


def add_about_verdict(parser: argparse.ArgumentParser) -> None:
    """Let a verdict say what it rests on, how sure it is, and for when and what it holds."""
    parser.add_argument(
        "--evidence",
        metavar="ID",
        action="append",
        help="a piece of evidence it rests on; again for more (default: all of the claim's)",
    )
    parser.add_argument(
        "--unsourced", action="store_true", help="say that the verdict names no source"
    )
    parser.add_argument("--confidence", metavar="WORD", help="how sure you are: low, medium, high")
    parser.add_argument(
        "--as-of", metavar="DATE", type=day, help="the day for which it holds, as YYYY-MM-DD"
    )
    parser.add_argument("--if", metavar="TEXT", dest="conditions", help="under which conditions")


def add_database(parser: argparse.ArgumentParser) -> None:
    """The option ``--db``."""
    parser.add_argument(
        "--db",
        metavar="FILE",
        type=argument_path,
        help="the database (default: the nearest claims.db upwards, else ./claims.db)",
    )


def add_json(parser: argparse._ActionsContainer) -> None:
    """The option ``--json``."""
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def add_claim(parser: argparse.ArgumentParser) -> None:
    """The argument that names a claim."""
    parser.add_argument("claim", metavar="CLAIM", help="a claim's id, or enough of its beginning")


def add_query(parser: argparse.ArgumentParser) -> None:
    """The words that narrow a list."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help='words and fields such as claimant:NATO, "quantity>=500", date:2023-06, is:unrated; '
        "-, NOT, OR and parentheses join them; docs/finding.md has them all",
    )


def exclusions_kept(words: list[str]) -> list[str]:
    """The arguments of a command that takes a query, so that ``-is:rated`` is no option.

    A field, phrase or parenthesis with a minus before it gets a space in front, which tells the
    parser that it is a word; ``--`` is not needed then, and is taken as said.
    """
    return [f" {word}" if _EXCLUDED.match(word) else word for word in words if word != "--"]


def query_of(arguments: argparse.Namespace) -> str:
    """The query as it would be typed in one line; an argument with spaces stays together."""
    from workbench.finding import joined

    return joined([str(word).strip() for word in arguments.query])


def add_as_of(parser: argparse._ActionsContainer) -> None:
    """The option ``--as-of``."""
    parser.add_argument(
        "--as-of",
        metavar="WHEN",
        type=moment,
        help="as it stood at the end of a day, or at a time: 2025-10-15, 2025-10-15T12:00",
    )


def moment(typed: str) -> datetime:
    """A day, of which the end is meant, or a time, by the clock of this computer."""
    from workbench.desk.reporting.selection import end_of_day

    try:
        if len(typed) <= len("2025-10-15"):
            return end_of_day(day(typed))
        return datetime.fromisoformat(typed).astimezone()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{clean_line(typed, 40)} is no time; write it as 2023-06-05 or 2023-06-05T12:00"
        ) from None


def day(typed: str) -> date:
    """A day written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{clean_line(typed, 40)} is no day; write it as 2023-06-05"
        ) from None


def database_path(arguments: argparse.Namespace) -> Path:
    """The database that is meant, named on stderr."""
    from workbench.desk.opening import DATABASE_NAME, default_database

    if arguments.db is not None:
        path: Path = arguments.db
        say(f"database: {clean_line(str(path))}")
        return path
    with bringing_up_to_date(DATABASE_NAME) as progress:
        chosen = default_database(progress=progress)
    remark = f" ({clean_line(chosen.remark)})" if chosen.remark else ""
    say(f"database: {clean_line(str(chosen.path))}{remark}")
    return chosen.path


def reading_ledger(arguments: argparse.Namespace) -> "Ledger":
    """The database, opened to look at it."""
    return _with_notes(opened_for_reading(database_path(arguments)))


def opened_for_reading(path: Path) -> "Ledger":
    """A database, opened to look at it; it is told how far a file from before is by then."""
    from workbench.desk.opening import open_for_reading

    with bringing_up_to_date(clean_line(path.name)) as progress, _ways_told(path):
        return open_for_reading(path, progress)


def opened_for_writing(path: Path, *, create: bool = False) -> "Ledger":
    """A database, opened to work in it; it is told how far a file from before is by then."""
    from workbench.desk.opening import open_for_writing

    with bringing_up_to_date(clean_line(path.name)) as progress, _ways_told(path):
        return open_for_writing(path, progress, create=create)


@contextmanager
def _ways_told(path: Path) -> "Iterator[None]":
    """Let what cannot be opened be told with how it is mended, if there was a database once."""
    try:
        yield
    except NotALedger as error:
        from workbench.desk.safekeeping.ways import with_ways

        raise with_ways(error, path) from None


@contextmanager
def looking_ledger(arguments: argparse.Namespace) -> "Iterator[Ledger]":
    """The database, opened to look at it, as it stood at the time that was asked for."""
    with reading_ledger(arguments) as ledger:
        if arguments.as_of is None:
            yield ledger
            return
        from workbench.ledger.as_of import ledger_as_of

        with ledger_as_of(ledger, arguments.as_of) as then:
            yield then


def writing_ledger(arguments: argparse.Namespace, *, create: bool = False) -> "Ledger":
    """The database, opened to work in it."""
    ledger = _with_notes(opened_for_writing(database_path(arguments), create=create))
    _tell_of_place(ledger)
    _tell_of_conflict_copies(ledger)
    return ledger


def claim_named(ledger: "Ledger", typed: str) -> str:
    """The id of the claim that ``typed`` begins.

    Raises:
        UsageError: ``typed`` cannot be the beginning of an id.
        NotSo: No claim begins so, or several do.
    """
    from workbench.ledger.queries import find_claim

    prefix = typed.strip().lower()
    if not prefix or any(character not in "0123456789abcdef" for character in prefix):
        raise UsageError(
            f"{clean_line(typed, 40)} is no claim id; ids are in the first column of "
            "workbench claims"
        )
    return find_claim(ledger, prefix)


def _tell_of_place(ledger: "Ledger") -> None:
    """Say where the database lies, if a command that writes there may lose what was said."""
    from workbench.desk.sharing.places_of_files import caution, place_of

    place = place_of(ledger.path)
    if place is not None:
        say(f"note: {caution(place)}")


def _tell_of_conflict_copies(ledger: "Ledger") -> None:
    """Say what a folder service put beside the database when two computers changed it."""
    from workbench.desk.sharing.conflict_copies import conflict_copies, copies_in_words
    from workbench.errors import WorkbenchError

    try:
        for line in copies_in_words(conflict_copies(ledger)):
            say(f"note: {line}")
    except WorkbenchError:
        return  # what was asked for matters more than what lies beside it


def _with_notes(ledger: "Ledger") -> "Ledger":
    for note in ledger.notes:
        say(f"note: {note}")
    return ledger
