"""Private copies are gone when their program is: at its end, or at the next start after a kill."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.interrupting import pressed_within
from tests.ledger.material import decide
from tests.ledger.merge_material import Team
from workbench.ledger.private_folder import MARK, PREFIX, clear_private_folders, private_folder

HANGS_IN_A_MERGE = """
    import signal, sys
    from pathlib import Path
    from workbench.desk.opening import open_for_writing
    from workbench.desk.sharing.merging import merge_files
    def step(what, done):
        if what == "reading kept bytes":
            print("there", flush=True)
            signal.pause()
    with open_for_writing(Path(sys.argv[1])) as ledger:
        merge_files(ledger, [Path(sys.argv[2])], step=step)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "tmp"
    place.mkdir()
    return place


@contextmanager
def hanging(team: Team, place: Path) -> Iterator["subprocess.Popen[str]"]:
    """A program in the middle of a merge, with its copies of the other file in ``place``."""
    words = [str(team.path("Ada")), str(team.path("Ben"))]
    environment = {
        **os.environ,
        "TMPDIR": str(place),
        "WORKBENCH_HOME": str(team.people["Ada"].home),
    }
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HANGS_IN_A_MERGE), *words],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "there\n"
        yield program


def copies(place: Path) -> list[Path]:
    return sorted(place.glob("*/theirs.db"))


def start(team: Team, place: Path) -> None:
    """Any command that opens the database."""
    environment = {**os.environ, "TMPDIR": str(place)}
    words = [sys.executable, "-m", "workbench", "claims", "--db", str(team.path("Cora"))]
    subprocess.run(words, env=environment, check=True, capture_output=True)


def test_what_a_killed_program_left_goes_at_the_next_start_and_what_a_living_one_has_stays(
    tmp_path: Path, place: Path
) -> None:
    team = Team.begin(tmp_path)
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
    with private_folder(place) as living:
        with hanging(team, place) as killed:
            killed.send_signal(signal.SIGKILL)
        assert len(copies(place)) == 1, "a killed program cleans nothing"
        start(team, place)
        assert copies(place) == []
        assert living.exists()
    assert list(place.iterdir()) == []


def test_a_folder_is_private_and_gone_at_its_end(place: Path) -> None:
    with private_folder(place) as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "copy").write_text("words")
        assert clear_private_folders(place) == 0, "not even the program itself takes it away"
        assert (folder / "copy").exists()
    assert list(place.iterdir()) == []


def test_only_folders_with_our_mark_are_removed(place: Path, tmp_path: Path) -> None:
    others = place / f"{PREFIX}plans_of"
    others.mkdir()
    (others / "plan.txt").write_text("mine")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / MARK).touch()
    (place / f"{PREFIX}link_to_1").symlink_to(elsewhere)
    linked = place / f"{PREFIX}marked_1"
    linked.mkdir()
    (linked / MARK).symlink_to(elsewhere / MARK)
    ours = place / f"{PREFIX}left_one"
    ours.mkdir()
    (ours / MARK).touch()
    (ours / "to others").symlink_to(elsewhere)
    (place / f"{PREFIX}empty__1").mkdir()
    (place / f"{PREFIX}empty").mkdir()
    assert clear_private_folders(place) == 2
    assert sorted(one.name for one in place.iterdir()) == [
        f"{PREFIX}empty",
        f"{PREFIX}link_to_1",
        f"{PREFIX}marked_1",
        f"{PREFIX}plans_of",
    ]
    assert (elsewhere / MARK).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_what_is_somebody_elses_stays(place: Path) -> None:
    theirs = place / f"{PREFIX}theirs_1"
    theirs.mkdir()
    (theirs / MARK).touch()
    os.chown(theirs, 65_534, 65_534)
    assert clear_private_folders(place) == 0
    assert theirs.exists()


@pytest.mark.parametrize(
    ("within", "line"),
    [("_make", 4), ("_remove", 1), ("rmtree", 1), ("Path.unlink", 1)],
)
def test_a_folder_goes_also_where_ctrl_c_is_pressed_while_it_is_made_or_removed(
    place: Path, within: str, line: int
) -> None:
    def work() -> None:
        with private_folder(place) as folder:
            (folder / "inside").mkdir()
            (folder / "copy.db").write_bytes(b"of somebody else")

    with pressed_within(within, line=line) as pressed, pytest.raises(KeyboardInterrupt):
        work()
    assert len(pressed) == 1
    assert list(place.iterdir()) == []
