"""Long work in a process of its own: told how far it is, stopped, and never left half done."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.ledger.material import Person, add_document
from workbench.desk.apart import work_apart
from workbench.desk.safekeeping.checking import check_file
from workbench.errors import NotSo, StorageError
from workbench.ledger.progress import Progress, no_progress


class Enough(Exception):
    """Nobody wants it any more."""


def squared(number: int, progress: Progress) -> tuple[int, int]:
    """Say which process this is, and the square."""
    progress("squaring", 1, 2)
    return os.getpid(), number * number


def refused(progress: Progress) -> None:
    """Refuse."""
    raise NotSo("it is not so")


def killed(progress: Progress) -> None:
    """Be killed."""
    os.kill(os.getpid(), signal.SIGKILL)


def waiting(made: Path, progress: Progress) -> None:
    """Make a file, and work until interrupted; then take it away."""
    try:
        made.touch()
        progress("waiting", 0, 0)
        while True:
            time.sleep(0.01)
    finally:
        made.unlink()


@pytest.mark.long
def test_it_gives_what_the_function_gives_and_tells_how_far_it_is() -> None:
    told: list[tuple[str, int, int]] = []
    process, square = work_apart(squared, 7, progress=lambda *one: told.append(one))
    assert square == 49
    assert process != os.getpid()
    assert ("squaring", 1, 2) in told


@pytest.mark.long
def test_what_it_refuses_is_refused_here() -> None:
    with pytest.raises(NotSo, match="it is not so"):
        work_apart(refused, progress=no_progress)


@pytest.mark.long
def test_a_process_that_is_killed_is_one_line() -> None:
    with pytest.raises(StorageError, match="ended early"):
        work_apart(killed, progress=no_progress)


def test_who_is_told_can_stop_it_and_it_tidies_up(tmp_path: Path) -> None:
    made = tmp_path / "made"

    def stop(what: str, done: int, of: int) -> None:
        if what == "waiting":
            assert made.exists()
            raise Enough

    with pytest.raises(Enough):
        work_apart(waiting, made, progress=stop)
    assert not made.exists()


@pytest.mark.long
def test_a_check_that_is_stopped_leaves_no_private_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with Person("Ada", tmp_path).opens(tmp_path / "Ada.db", "create") as ledger:
        add_document(ledger)

    def stop(what: str, done: int, of: int) -> None:
        if what == "checking pages":
            raise Enough

    with pytest.raises(Enough):
        work_apart(check_file, tmp_path / "Ada.db", progress=stop)
    assert list(place.iterdir()) == []
    found = work_apart(check_file, tmp_path / "Ada.db", progress=no_progress)
    assert found.events
    assert found.problems == ()
