"""Opening the desk is quick because it loads little, and bad databases are refused in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.desk_material import Project
from tests.tui.terminal import terminal
from workbench.errors import StorageError
from workbench.tui.app import run

HEAVY = ("workbench.reading.reader", "httpx", "sqlite_utils", "rapidfuzz", "charset_normalizer")

QUIET_SECONDS = 0.4
MOST_BYTES_A_CELL = 20
MOST_PAINTINGS = 4
CLEARED = b"\x1b[2J"


def test_the_desk_is_imported_without_anything_heavy() -> None:
    program = "import sys, workbench.tui.app; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not set(HEAVY) & set(loaded)


def test_the_desk_opens_paints_moves_and_leaves_in_a_real_terminal(
    project: Project, home: Path
) -> None:
    with terminal(project.path, home) as held:
        held.wait_for("ferry line")
        held.wait_for("5 unrated")
        before = len(held.written)
        held.press(b"j")
        held.wait_for("2 of 5", since=before)
        held.press(b"q")
        assert held.wait_for_end() == 0


def test_a_file_that_is_no_database_is_refused_before_the_screen_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    path.write_text("not a database at all, just some words in a file")
    with pytest.raises(StorageError):
        run(path)


def test_a_missing_file_is_refused_before_the_screen_is_taken(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        run(tmp_path / "none.db")


def test_a_resize_never_clears_the_screen_and_soon_comes_to_rest(
    project: Project, home: Path
) -> None:
    with terminal(project.path, home, (100, 30)) as held:
        held.wait_for("Verdict")
        held.quiet(QUIET_SECONDS)
        for columns, lines in ((120, 40), (100, 30)):
            before = len(held.written)
            held.resize(columns, lines)
            held.wait_for("Verdict", since=before)
            held.quiet(QUIET_SECONDS)
            written = held.written[before:]
            assert CLEARED not in written
            assert written.count(b"Verdict") <= MOST_PAINTINGS
            assert len(written) < MOST_BYTES_A_CELL * columns * lines
