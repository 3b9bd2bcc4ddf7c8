"""How far a long command is, on stderr and only where that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from workbench.cli.output import status_line

_BAR_CHARACTERS: Final = 30
_CLAIMS_BETWEEN: Final = 200


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


def _bar(done: int, total: int, what: str) -> str:
    filled = _BAR_CHARACTERS * done // total
    return f"{what} [{'#' * filled}{'.' * (_BAR_CHARACTERS - filled)}] {done} of {total}"
