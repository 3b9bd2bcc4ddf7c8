"""Look at this installation and its database, for a person who asks why something fails."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from workbench import __version__
from workbench.desk.matching.meaning import describe_encoder
from workbench.desk.opening import (
    default_database,
    identity_store,
    nearest_database,
    open_for_reading,
)
from workbench.errors import UsageError, WorkbenchError
from workbench.ledger.database import sqlite_version
from workbench.ledger.looking import TablesSeen, look_at_tables
from workbench.ledger.progress import Progress, no_progress
from workbench.ledger.queries import counts, documents
from workbench.ledger.verify import verify
from workbench.places import cache_directory, config_directory, state_directory
from workbench.settings import load_settings
from workbench.sourcing.pages import read_page_blocking
from workbench.text import clean_line

_LIBRARIES = (
    "textual",
    "httpx",
    "trafilatura",
    "pypdfium2",
    "sqlite-utils",
    "rapidfuzz",
    "PyStemmer",
    "charset-normalizer",
    "platformdirs",
)
_EXTRAS = {"nltk": "agreement", "warcio": "archive", "rfc3161-client": "timestamp"}
_PAGE = (
    b"<!doctype html><title>Bridge opened</title><nav>Home</nav><article><h1>Bridge opened</h1>"
    b"<p>The bridge over the river was opened on Monday by the mayor of the town.</p>"
    b"<p>It carries two lanes and is open to people on foot from Tuesday onwards.</p></article>"
)
SMALLEST_TERMINAL = (60, 16)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination. ``wrong`` says that it needs the person's attention."""

    subject: str
    fact: str
    wrong: bool = False


def examine(database: Path | None = None, progress: Progress = no_progress) -> Iterator[Finding]:
    """Examine versions, folders, terminal and, if there is one, the database.

    ``progress`` is told how far the check of the database is.
    """
    yield Finding("workbench", __version__)
    yield Finding("python", f"{platform.python_version()} on {platform.system()}")
    yield Finding("sqlite", sqlite_version())
    for library in _LIBRARIES:
        yield _library(library)
    for library, extra in _EXTRAS.items():
        yield _extra(library, extra)
    yield _encoder()
    yield _page_reader()
    yield from _folders()
    yield from _terminal()
    yield from _database(database, progress)


def _library(name: str) -> Finding:
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, "is missing; install workbench again", wrong=True)


def _extra(name: str, extra: str) -> Finding:
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, f"not installed; pip install 'claim-workbench[{extra}]' adds it")


def _encoder() -> Finding:
    try:
        fact, wrong = describe_encoder(load_settings().encoder)
    except UsageError as error:
        return Finding("encoder", clean_line(str(error)), wrong=True)
    return Finding("encoder", fact, wrong)


def _page_reader() -> Finding:
    """Have a page read as any page is: in the child process, by the article reader.

    Without a part of what it needs, pages are still read, but as plain words.
    """
    readable = read_page_blocking(_PAGE, address=None, content_type="text/html; charset=utf-8")
    if readable.extractor.startswith("trafilatura"):
        return Finding("page reader", "finds the article of a page")
    return Finding(
        "page reader",
        "cannot tell a page's article from what is around it; install workbench again",
        wrong=True,
    )


def _folders() -> Iterator[Finding]:
    for subject, folder in (
        ("identity and settings", config_directory()),
        ("state and drafts", state_directory()),
        ("cache", cache_directory()),
    ):
        nearest = next((p for p in (folder, *folder.parents) if p.exists()), folder)
        writable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
        advice = "" if writable else ", cannot be written; set WORKBENCH_HOME to a folder that can"
        yield Finding(subject, clean_line(f"{folder}{advice}"), wrong=not writable)
    try:
        reviewer = identity_store().reviewer()
        yield Finding("reviewer", f"{clean_line(reviewer.name)} ({reviewer.id[:8]})")
    except WorkbenchError as error:
        yield Finding("reviewer", str(error), wrong=True)


def _terminal() -> Iterator[Finding]:
    if not sys.stdout.isatty():
        yield Finding("terminal", "none; the desk needs one, the commands do not")
        return
    columns, lines = shutil.get_terminal_size()
    least_columns, least_lines = SMALLEST_TERMINAL
    small = columns < least_columns or lines < least_lines
    need = f", too small: the desk needs {least_columns}x{least_lines}" if small else ""
    kind = os.environ.get("TERM", "TERM is not set")
    yield Finding("terminal", f"{clean_line(kind)}, {columns}x{lines}{need}", wrong=small)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield Finding(
        "characters",
        sys.stdout.encoding or "unknown",
        wrong=encoding != "utf8",
    )


def _not_yet(tables: TablesSeen) -> Finding | None:
    """Why a file is not looked into: to open it would change its tables."""
    if not tables.older:
        return None
    were = f"are of version {tables.version} and this program's are of {tables.wanted}"
    if tables.held:
        told = "another program is writing in the file and may be making them anew; wait for it"
        return Finding("tables", f"{were}: {told}", wrong=True)
    told = "the next command that opens the file makes them anew and tells how far it is"
    return Finding("tables", f"{were}: {told}; nothing more was looked at")


def _database(database: Path | None, progress: Progress) -> Iterator[Finding]:
    try:
        near = database or nearest_database()
        if near.exists() and (untouched := _not_yet(look_at_tables(near))):
            yield Finding("database", clean_line(str(near)))
            yield untouched
            return
        path = database or default_database().path
    except WorkbenchError as error:
        yield Finding("database", str(error), wrong=True)
        return
    if not path.exists():
        yield Finding("database", f"{clean_line(str(path))} does not exist yet; add makes it")
        return
    try:
        with open_for_reading(path) as ledger:
            size = path.stat().st_size
            yield Finding("database", f"{clean_line(str(path))}, {size / 1e6:.1f} MB")
            yield Finding("project", f"{clean_line(ledger.project.name)} ({ledger.project.id[:8]})")
            for note in ledger.notes:
                yield Finding("note", note)
            number = counts(ledger)
            yield Finding("holds", f"{len(documents(ledger))} documents, {number['all']} claims")
            result = verify(ledger, progress)
    except WorkbenchError as error:
        yield Finding("database", str(error), wrong=True)
        return
    for remark in result.remarks:
        yield Finding("remark", clean_line(remark))
    for problem in result.problems:
        yield Finding("problem", clean_line(problem), wrong=True)
    if not result.problems:
        yield Finding("health", f"{result.events} events, all as they were written")
