"""What was acknowledged is there after a kill or a full disk; what was not is absent whole."""

import multiprocessing
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.ledger.material import FIRST, Person, add_document, contents, decide
from workbench.errors import StorageError
from workbench.ledger.database import Ledger
from workbench.ledger.queries import counts
from workbench.ledger.rebuild import rebuild
from workbench.ledger.verify import verify

ROUNDS = 3
ROUNDS_WHEN_LONG = 500
FILES_WHEN_LONG = 5
"""They share the rounds: programs that wait for the disk leave room for others."""
PATIENCE_SECONDS = 300.0
"""Whether a program is refused on a busy machine is not asked here."""

CREATOR = """
import os
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[3])
from tests.ledger.material import Person, add_document
import workbench.ledger.migrations

path = Path(sys.argv[1])
person = Person(sys.argv[2], path.parent / sys.argv[2])
person.identity
os.write(1, b".")
with person.opens(path, "create") as ledger:
    os.write(1, b"c")
    add_document(ledger)
    os.write(1, b"a")
"""
ROOT = str(Path(__file__).parents[2])
fork = multiprocessing.get_context("fork")


def write_without_pause(path: Path, name: str, told: int) -> None:
    """Say that it has begun, then each act once it is acknowledged, until it is killed."""
    person = Person(name, path.parent / name)
    with person.opens(path, wait_seconds=PATIENCE_SECONDS) as ledger:
        os.write(told, b"." * 64)
        while True:
            for rating in ("Supported", "Refuted"):
                os.write(told, decide(ledger, rating, FIRST).encode())


class Writer:
    """A program that writes without pause: a fork, since it has to be killed hundreds of times."""

    def __init__(self, path: Path, name: str) -> None:
        self._heard, told = os.pipe()
        self._program = fork.Process(target=write_without_pause, args=(path, name, told))
        self._program.start()
        os.close(told)

    def hear(self, size: int) -> bytes:
        """The next ``size`` bytes that it says, or fewer if it ended."""
        said = b""
        while len(said) < size and (more := os.read(self._heard, size - len(said))):
            said += more
        return said

    def kill(self) -> None:
        self._program.kill()

    def rest(self) -> bytes:
        """What it had still said before it was killed."""
        self._program.join()
        assert self._program.exitcode == -signal.SIGKILL
        with os.fdopen(self._heard, "rb") as heard:
            return heard.read()


def start(script: str, path: Path, name: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path), name, ROOT], stdout=subprocess.PIPE
    )


def read(program: "subprocess.Popen[bytes]", size: int) -> bytes:
    """The next ``size`` bytes that a program says, or fewer if it ended."""
    assert program.stdout is not None
    said = b""
    while len(said) < size and (more := os.read(program.stdout.fileno(), size - len(said))):
        said += more
    return said


def killed(program: "subprocess.Popen[bytes]") -> bytes:
    """Kill a program if it has not ended; returns what it had still said."""
    assert program.stdout is not None
    program.kill()
    rest = program.stdout.read()
    program.wait()
    program.stdout.close()
    return rest


def rounds_of_killing(person: Person, path: Path, rounds: int, seed: int) -> None:
    chance = Random(seed)
    with person.opens(path, "create") as ledger:
        add_document(ledger)
    acknowledged: set[str] = set()
    for _ in range(rounds):
        writers = [Writer(path, name) for name in ("Ben", "Eve")]
        heard = [writers[0].hear(64 * chance.randrange(2, 12)), b""]
        for writer in writers:
            writer.kill()
        for writer, before in zip(writers, heard, strict=True):
            said = before + writer.rest()
            whole = [said[at : at + 64].decode() for at in range(64, len(said) - 63, 64)]
            acknowledged.update(whole)
        check_after_kill(path, acknowledged)
    with person.opens(path) as ledger:
        assert verify(ledger).problems == ()
        incremental = contents(ledger.connection)
        rebuild(ledger)
        assert contents(ledger.connection) == incremental
    assert len(acknowledged) >= rounds


def check_after_kill(path: Path, acknowledged: set[str]) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept = {row[0] for row in connection.execute("SELECT lower(hex(id)) FROM event")}
    folded = {row[0] for row in connection.execute("SELECT lower(hex(event)) FROM entry")}
    connection.close()
    assert acknowledged - kept == set()
    assert folded == kept


def test_kill_nine_loses_nothing_that_was_acknowledged(ada: Person, path: Path) -> None:
    rounds_of_killing(ada, path, ROUNDS, ROUNDS)


@pytest.mark.long
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("seed", range(FILES_WHEN_LONG))
def test_kill_nine_loses_nothing_in_many_rounds(ada: Person, path: Path, seed: int) -> None:
    rounds_of_killing(ada, path, ROUNDS_WHEN_LONG // FILES_WHEN_LONG, seed)


def kill_while_creating(person: Person, folder: Path, place: int, after: float) -> str:
    path = folder / f"{place}.db"
    creator = start(CREATOR, path, "Ben")
    said = read(creator, 1)
    try:
        creator.wait(after)
    except subprocess.TimeoutExpired:
        creator.send_signal(signal.SIGKILL)
    said += killed(creator)
    with person.opens(path, "create") as ledger:
        assert verify(ledger).problems == ()
        found = counts(ledger)["all"]
    assert found == 2 or b"a" not in said
    return said.decode()


@pytest.mark.parametrize(
    "places", [range(1, 8, 3), pytest.param(range(8), marks=pytest.mark.long)], ids=["few", "many"]
)
def test_kill_nine_while_creating_leaves_no_half_made_file(
    ada: Person, tmp_path: Path, places: range
) -> None:
    for place in places:
        said = kill_while_creating(ada, tmp_path, place, 0.002 + place * 0.004)
        assert said.startswith(".")


# ---------------------------------------------------------------- a full disk


def decide_until_full(ledger: Ledger) -> tuple[set[str], str]:
    """Decide until the disk is full; returns what was acknowledged, and the complaint."""
    given: set[str] = set()
    complaint = ""
    while not complaint:
        try:
            given.add(decide(ledger, f"Rating {len(given)} " + "x" * 2_000))
        except StorageError as error:
            complaint = str(error)
    return given, complaint


def test_a_full_disk_loses_nothing_and_the_next_act_succeeds_once_there_is_room(
    ada: Person, ledger: Ledger
) -> None:
    pages = ledger.rows("PRAGMA page_count")[0][0]
    ledger.connection.execute(f"PRAGMA max_page_count={pages + 40}")
    given, complaint = decide_until_full(ledger)
    assert given
    assert complaint.startswith("the disk is full, so nothing of this step was written")
    ledger.connection.execute("PRAGMA max_page_count=1000000")
    assert verify(ledger).problems == ()
    kept = {row[0] for row in ledger.rows("SELECT id FROM verdict")}
    assert kept == given
    decide(ledger, "Supported")
    assert ledger.rows("SELECT count(*) FROM writer") == [(1,)]


def test_a_file_that_may_not_grow_loses_nothing(ada: Person, ledger: Ledger) -> None:
    """A limit of the operating system, met in the middle of writing the file itself."""
    size = ledger.path.stat().st_size
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, limits[1]))
    try:
        given, complaint = decide_until_full(ledger)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert given
    assert "disk" in complaint
    with ada.opens(ledger.path) as again:
        assert verify(again).problems == ()
        assert {row[0] for row in again.rows("SELECT id FROM verdict")} == given
        decide(again, "Supported", FIRST)
