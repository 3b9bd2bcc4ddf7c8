"""How far a long command is, on stderr and only where that is a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from workbench.cli.output import say, status_line

_BAR_CHARACTERS: Final = 30
_CLAIMS_BETWEEN: Final = 200
_SILENT_SECONDS: Final = 1.0
_LEFT: Final = "Ctrl+C leaves it as it was"


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[], None]]:
    """A bar for ``total`` things; call what is given once for each that is done.

    One thing alone needs no bar. What is printed meanwhile stands above it.
    """
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        status_line.show(_bar(done, total, what))

    status_line.show(_bar(0, total, what))
    try:
        yield step
    finally:
        status_line.clear()


@contextmanager
def report_progress() -> Iterator[tuple[Callable[[int, int], None], Callable[[int], None]]]:
    """What to tell how many claims of how many are gathered, and which page is laid out."""
    if not sys.stderr.isatty():
        yield (lambda _done, _total: None), (lambda _page: None)
        return

    def gathered(done: int, total: int) -> None:
        if done % _CLAIMS_BETWEEN == 0 or done == total:
            status_line.show(_bar(done, total, "Gathering"))

    try:
        yield gathered, lambda page: status_line.show(f"Laying out page {page}")
    finally:
        status_line.clear()


@contextmanager
def bringing_up_to_date(name: str) -> Iterator[Callable[[str, int, int], None]]:
    """What to tell how far a file from before is brought up to date.

    What takes no longer than a second goes without a word. Where there is no terminal, one line
    says what the program is about.
    """
    begun = time.monotonic()
    terminal, said = sys.stderr.isatty(), False

    def step(what: str, done: int, of: int) -> None:
        nonlocal said
        if time.monotonic() - begun < _SILENT_SECONDS:
            return
        if terminal:
            far = f"{what} {done:,} of {of:,}" if done <= of else f"{what} {done:,}"
            status_line.show(f"bringing {name} up to date: {far}; {_LEFT}")
        elif not said:
            said = True
            say(f"bringing {name} up to date, once and for all; {_LEFT}")

    try:
        yield step
    finally:
        status_line.clear()


@contextmanager
def checking() -> Iterator[Callable[[str, int, int], None]]:
    """What to tell how far a check is, that changes nothing."""
    terminal = sys.stderr.isatty()

    def step(what: str, done: int, of: int) -> None:
        if terminal:
            far = f" {done:,} of {of:,}" if of else f" {done:,}" if done else ""
            status_line.show(f"{what}{far}; Ctrl+C stops")

    try:
        yield step
    finally:
        status_line.clear()


def _bar(done: int, total: int, what: str) -> str:
    filled = _BAR_CHARACTERS * done // total
    return f"{what} [{'#' * filled}{'.' * (_BAR_CHARACTERS - filled)}] {done} of {total}"
