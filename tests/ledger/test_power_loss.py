"""After a power cut at any moment, and a full disk at any write, nothing acknowledged is lost."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.ledger.material import DATA, FIRST, SECOND, Person, add_document, decide, evidence_value
from tests.ledger.recorded_disk import Script, crash_images, damage, note_down, replay
from workbench.errors import StorageError
from workbench.ledger.database import Ledger
from workbench.ledger.undoing import undo
from workbench.ledger.verify import verify

IMAGES, IMAGES_WHEN_LONG = 60, 10_000
PARTS_WHEN_LONG = 4
VERIFIED_ONE_IN = 50
FULL = 2
"""``PRAGMA synchronous``: one less than what this program uses."""


def _large(ledger: Ledger) -> None:
    """An act that spills over many pages."""
    chance = Random(4)
    with ledger.act("Keep much", claims=(FIRST,)) as act:
        act.keep(DATA + chance.randbytes(90_000))
        for number in range(30):
            act.record("evidence", FIRST, f"{number:016x}", evidence_value(quote="x" * 900))


ACTS: list[Callable[[Ledger], object]] = [
    lambda ledger: decide(ledger, "Supported"),
    lambda ledger: decide(ledger, "Refuted", SECOND),
    _large,
    undo,
    lambda ledger: decide(ledger, "Conflicting"),
    lambda ledger: decide(ledger, "Supported", SECOND),
]


def prepared(folder: Path) -> tuple[Path, Script, frozenset[bytes]]:
    """A file, the SQL of acts on it, and which events it held before them."""
    person = Person("Ada", folder / "ada")
    path, before = folder / "claims.db", folder / "before" / "claims.db"
    with person.opens(path, "create") as ledger:
        add_document(ledger)
        known = frozenset(row[0] for row in ledger.rows("SELECT id FROM event"))
    before.parent.mkdir()
    shutil.copyfile(path, before)
    with person.opens(path) as ledger:
        script = note_down(ledger, ACTS)
    return before, script, known


def lost_after_power_cuts(
    folder: Path, count: int, synchronous: int | None = None, seed: int = 0
) -> tuple[int, int]:
    """How many of so many images are damaged, and how many lack something acknowledged."""
    path, script, known = prepared(folder)
    recording = replay(script, path, synchronous)
    assert ("full",) not in recording.operations
    eve = Person("Eve", folder / "eve")
    damaged, lost = 0, 0
    chance = Random(seed or count)
    for number, image in enumerate(crash_images(recording, path.name, chance, count, known)):
        place = folder / "image"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        image.put(place)
        if damage(place / path.name):
            damaged += 1
            continue
        with closing(sqlite3.connect(place / path.name)) as found:
            events = {row[0] for row in found.execute("SELECT id FROM event")}
            folded = {row[0] for row in found.execute("SELECT event FROM entry")}
        assert events == folded, "an act is there whole or not at all"
        lost += not image.acknowledged <= events
        if number % VERIFIED_ONE_IN == 0:
            with eve.opens(place / path.name) as ledger:
                assert verify(ledger).problems == ()
    return damaged, lost


def test_no_power_cut_loses_or_damages_anything(tmp_path: Path) -> None:
    assert lost_after_power_cuts(tmp_path, IMAGES) == (0, 0)


def test_the_simulated_disk_finds_fault_with_a_weaker_setting(tmp_path: Path) -> None:
    """Without the sync of the folder after a commit, some acknowledged acts would be lost."""
    damaged, lost = lost_after_power_cuts(tmp_path, IMAGES, FULL)
    assert damaged == 0
    assert lost > 0


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(1, PARTS_WHEN_LONG + 1))
def test_no_power_cut_of_many_loses_or_damages_anything(tmp_path: Path, seed: int) -> None:
    count = IMAGES_WHEN_LONG // PARTS_WHEN_LONG
    assert lost_after_power_cuts(tmp_path, count, seed=seed) == (0, 0)


# ---------------------------------------------------------------- a full disk, at every write


def lost_when_full_at_writes(folder: Path, one_in: int) -> tuple[int, int, int]:
    """Fail from the n-th write on, for each n: how many were tried, damaged, and lost something."""
    before, script, known = prepared(folder)
    count = replay(script, _copied(before, folder / "whole")).writes
    tried, damaged, lost = 0, 0, 0
    for number in range(1, count + 1, one_in):
        path = _copied(before, folder / f"full-{number}")
        recording = replay(script, path, fail_at=number)
        assert ("full",) in recording.operations
        told = [one[1] for one in recording.operations if one[0] == "acknowledged"]
        tried += 1
        if damage(path):
            damaged += 1
            continue
        with closing(sqlite3.connect(path)) as found:
            events = {row[0] for row in found.execute("SELECT id FROM event")}
        lost += not (told[-1] if told else known) <= events
        shutil.rmtree(path.parent)
    return tried, damaged, lost


def _copied(path: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copyfile(path, folder / path.name))


def test_a_disk_that_is_full_at_a_write_loses_nothing(tmp_path: Path) -> None:
    tried, damaged, lost = lost_when_full_at_writes(tmp_path, 23)
    assert tried > 5
    assert (damaged, lost) == (0, 0)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_disk_that_is_full_at_any_write_loses_nothing(tmp_path: Path) -> None:
    tried, damaged, lost = lost_when_full_at_writes(tmp_path, 1)
    assert tried > 100
    assert (damaged, lost) == (0, 0)


def files_that_may_not_grow(folder: Path, step: int) -> tuple[int, int, int]:
    """The program itself, in a process whose files may not grow beyond each size in turn."""
    person = Person("Ada", folder / "ada")
    path = folder / "claims.db"
    with person.opens(path, "create") as ledger:
        add_document(ledger)
    tried, refused, lost = 0, 0, 0
    known: set[str] = set()
    for limit in range(step, path.stat().st_size + 400_000, step):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _write_within(person, path, limit, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as told:
            said = told.read()
        os.waitpid(child, 0)
        tried += 1
        given = {said[at : at + 64].decode() for at in range(0, len(said) - 63, 64)}
        refused += not given
        known |= given
        assert damage(path) == ""
        with closing(sqlite3.connect(path)) as found:
            events = {row[0].hex() for row in found.execute("SELECT id FROM event")}
        lost += not known <= events
    with person.opens(path) as ledger:
        assert verify(ledger).problems == ()
        decide(ledger, "Supported")
    assert known
    return tried, refused, lost


def _write_within(person: Person, path: Path, limit: int, writing: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        with person.opens(path) as ledger:
            os.write(writing, decide(ledger, "Refuted").encode())
    except StorageError:
        os._exit(1)
    except BaseException:
        os._exit(2)
    os._exit(0)


def test_a_file_that_may_not_grow_beyond_some_size_loses_nothing(tmp_path: Path) -> None:
    tried, refused, lost = files_that_may_not_grow(tmp_path, 65_536)
    assert 0 < refused < tried
    assert lost == 0


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_file_that_may_not_grow_beyond_any_size_loses_nothing(tmp_path: Path) -> None:
    tried, refused, lost = files_that_may_not_grow(tmp_path, 1_024)
    assert 0 < refused < tried
    assert lost == 0
