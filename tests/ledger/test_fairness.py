"""Four programs that write without pause into one file: each gets its turn, and none is refused."""

import os
import select
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ledger.material import Person, add_document
from tests.ledger.test_durability import killed, read, start
from workbench.ledger.database import Ledger
from workbench.ledger.verify import verify

WRITER = """
import os
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[3])
from tests.ledger.material import FIRST, Person, decide

person = Person(sys.argv[2], Path(sys.argv[1]).parent / sys.argv[2])
with person.opens(Path(sys.argv[1]), wait_seconds=30.0) as ledger:
    os.write(1, b"." * 64)
    while True:
        for rating in ("Supported", "Refuted"):
            os.write(1, decide(ledger, rating, FIRST).encode())
"""
NAMES = ("Ben", "Cem", "Eve", "Fay")
TURNS = 160
TURNS_WHEN_LONG = 4_000
LONGEST_WAIT_IN_TURNS = 512
LONGEST_WAIT_WHEN_LONG = 256
"""So many turns of the three others a program may see while it waits. Fair dice would give about 30
among thousands; a turn takes some 3 ms, and after five seconds a program would be refused. The
ordinary suite runs beside other tests, where a program may not get a processor for a while."""
FEWEST_EACH = 5


def turns_taken(ledger: Ledger, turns: int) -> list[str]:
    """Who wrote, turn after turn, from the moment when all four were at it."""
    writers = {name: start(WRITER, ledger.path, name) for name in NAMES}
    for writer in writers.values():
        assert read(writer, 64) == b"." * 64
    streams = {
        writer.stdout.fileno(): name
        for name, writer in writers.items()
        if writer.stdout is not None
    }
    already = last_turn(ledger)
    said: Counter[str] = Counter()
    while len(streams) == len(NAMES) and (
        said.total() < turns * 64 or min(said[name] for name in NAMES) < FEWEST_EACH * 64
    ):
        for stream in select.select(list(streams), [], [])[0]:
            heard = os.read(stream, 64)
            if not heard:
                # One that was refused has ended; that nobody was is asked below.
                del streams[stream]
            said[streams.get(stream, "")] += len(heard)
    ended = [name for name, writer in writers.items() if writer.poll() is not None]
    for writer in writers.values():
        killed(writer)
    assert ended == []
    rows = ledger.rows(
        "SELECT reviewer.name FROM entry JOIN reviewer ON reviewer.number = entry.reviewer"
        " WHERE entry.kind = 'verdict' AND entry.number > ? ORDER BY entry.number",
        (already,),
    )
    return [name for (name,) in rows]


def last_turn(ledger: Ledger) -> int:
    return int(ledger.rows("SELECT coalesce(max(number), 0) FROM entry")[0][0])


def longest_wait(turns: list[str], name: str) -> int:
    """The most turns of others before, between and after those of one writer."""
    places = [-1, *(place for place, one in enumerate(turns) if one == name), len(turns)]
    return max(later - place - 1 for place, later in pairwise(places))


def taken_fairly(ada: Person, path: Path, turns: int, longest: int) -> None:
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
        taken = turns_taken(ledger, turns)
        assert set(taken) == set(NAMES)
        waits = {name: longest_wait(taken, name) for name in NAMES}
        assert max(waits.values()) <= longest, waits
        assert verify(ledger).problems == ()


def test_four_writers_take_turns_and_none_is_refused(ada: Person, path: Path) -> None:
    taken_fairly(ada, path, TURNS, LONGEST_WAIT_IN_TURNS)


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_four_writers_take_turns_for_long(ada: Person, path: Path) -> None:
    taken_fairly(ada, path, TURNS_WHEN_LONG, LONGEST_WAIT_WHEN_LONG)
