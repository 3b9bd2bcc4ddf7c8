"""How long the event loop of the desk keeps keys waiting, among few claims and among very many.

    python benchmarks/make_large_database.py --claims 1000000 --varied --out large.db
    python benchmarks/loop_steps.py large.db

The desk runs in a pseudo-terminal as in ``desk_latency.py``, with a watchdog in it that notes each
step of the loop which takes long, in processor time of the loop's own thread: other programs cannot
lengthen that, though they make it dearer by what they push out of the processor's caches. Each part
is done as often as ``--rounds`` says, and the least of the longest steps is told beside the longest
of all: what a step costs is what it costs undisturbed.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desk_latency import (
    COUNTED,
    KEYS,
    QUERIES,
    SCREENS,
    Figures,
    Known,
    give_verdicts,
    own_home,
    prepare,
    resize,
)
from terminal import COLUMNS, LINES, Terminal, terminal

GOAL: Final = 50.0
NOTED: Final = 5.0
"""Shorter steps, in milliseconds, are not noted."""
WATCHED: Final = f"""
import asyncio, sys, time
noted = open(sys.argv.pop(1), "a", buffering=1)
usual = asyncio.events.Handle._run

def run(handle):
    began = time.thread_time()
    usual(handle)
    spent = (time.thread_time() - began) * 1000
    if spent > {NOTED}:
        noted.write(f"{{spent:.1f}}\\n")

asyncio.events.Handle._run = run
from workbench.cli.main import main
sys.exit(main())
"""
Part = Callable[[Terminal], None]


def main() -> None:
    """Measure and print a table for each database."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("databases", nargs="+", type=Path)
    parser.add_argument("--home", type=Path, help="where the desk's own files are kept")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    print(f"Terminal {COLUMNS}x{LINES}. Steps of the loop in milliseconds of its thread.\n")
    with own_home(given.home) as home:
        for database in given.databases:
            known = prepare(database, home)
            print(f"\n{known.claims:,} claims\n")
            print(f"| | longest step | longest in the best round | over {GOAL:.0f} ms |")
            print("| --- | ---: | ---: | ---: |")
            for name, rounds in measured(database, known, given.rounds).items():
                longest = [max(steps, default=0.0) for steps in rounds]
                over = sum(step > GOAL for steps in rounds for step in steps)
                print(f"| {name} | {max(longest):.0f} | {min(longest):.0f} | {over} |")


def measured(database: Path, known: Known, rounds: int) -> dict[str, list[list[float]]]:
    """The long steps in each part, in each round."""
    found: dict[str, list[list[float]]] = {}
    with watched(database) as (desk, taken):
        desk.start(known.first)
        desk.settle()
        found["start"] = [taken()]
        for _ in range(rounds):
            for name, part in parts().items():
                part(desk)
                desk.settle(10.0)
                found.setdefault(name, []).append(taken())
    return found


@contextmanager
def watched(database: Path) -> Iterator[tuple[Terminal, Callable[[], list[float]]]]:
    """A desk with the watchdog, and what it has noted since it was asked last."""
    with (
        tempfile.NamedTemporaryFile() as noted,
        terminal(("-c", WATCHED, noted.name, str(database))) as desk,
    ):

        def taken() -> list[float]:
            return [float(line) for line in noted.read().split()]

        yield desk, taken


def parts() -> dict[str, Part]:
    """What is done, one after the other; each ends in the list."""
    return {
        "the list: rows, pages, ends": _move,
        "opening and going into claims": _open,
        "queries": _query,
        "facets beside queries": _narrow,
        "verdicts and undo": lambda desk: give_verdicts(desk, Figures()),
        "resizing": lambda desk: resize(desk, Figures()),
        **{f"screen `{key}`": _screen(key) for key in SCREENS},
    }


def _move(desk: Terminal) -> None:
    for _, keys, _ in KEYS:
        for key in keys * 5:
            desk.press(key)


def _open(desk: Terminal) -> None:
    for _ in range(5):
        desk.press(b"\x1b[B")
        desk.settle(1.0)
        desk.press(b"\r")
        _leave(desk)


def _query(desk: Terminal) -> None:
    for query in QUERIES:
        desk.press(b"/")
        for letter in query:
            desk.press(letter.encode())
        _drop_query(desk)


def _narrow(desk: Terminal) -> None:
    desk.press(b"b")
    for query in COUNTED:
        desk.press(b"/")
        desk.type_ahead(query.encode())
        desk.settle(10.0)
        _drop_query(desk)
    desk.press(b"b")
    _leave(desk)


def _drop_query(desk: Terminal) -> None:
    desk.press(b"\x1b")
    desk.settle(3.0)
    desk.press(b"\x7f")
    desk.settle(3.0)


def _leave(desk: Terminal) -> None:
    desk.type_ahead(b"\x1b")
    desk.settle(2.0)


def _screen(key: str) -> Part:
    def opened(desk: Terminal) -> None:
        desk.press(key.encode())
        desk.settle(5.0)
        _leave(desk)
        _leave(desk)

    return opened


if __name__ == "__main__":
    main()
