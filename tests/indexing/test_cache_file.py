"""A cache is never trusted: it is thrown away rather than believed, and done without if need be."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.indexing.claims import claims
from workbench.indexing import IndexLost, open_index
from workbench.indexing.cache_file import cache_path
from workbench.matching import facts_of_text

WOLVES = facts_of_text("Wolves were seen in Norwick.")


@pytest.fixture
def fed(tmp_path: Path) -> Path:
    """A file with some claims, closed."""
    with open_index(tmp_path, "project") as index:
        index.update(claims(300), stamp="all")
        assert index.note is None
        return index.path


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE diary(entry TEXT)")


def _of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version=1")


def _with_a_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TRIGGER more AFTER INSERT ON claim BEGIN DELETE FROM term; END")


def _noise(path: Path) -> None:
    path.write_bytes(b"\xfe" * 50_000)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


@pytest.mark.parametrize("spoil", [_foreign, _of_another_version, _with_a_trigger, _noise, _half])
def test_a_file_that_is_not_as_it_should_be_gives_way_to_an_empty_one(
    fed: Path, tmp_path: Path, spoil: object
) -> None:
    assert callable(spoil)
    spoil(fed)
    with open_index(tmp_path, "project") as index:
        assert index.note is not None
        assert "made anew" in index.note
        assert "\n" not in index.note
        assert (index.count, index.stamp) == (0, "")
        index.update(claims(300), stamp="all")
    with open_index(tmp_path, "project") as index:
        assert index.note is None
        assert index.count == 300


def test_damage_that_is_met_later_throws_the_file_away(fed: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(fed)) as connection, connection:
        connection.execute("UPDATE claim SET facts=x'0102030405'")
    with open_index(tmp_path, "project") as index:
        assert index.note is None
        with pytest.raises(IndexLost, match="thrown away"):
            list(index.all_facts())
    with open_index(tmp_path, "project") as index:
        assert (index.count, index.stamp) == (0, "")


def test_a_page_that_was_overwritten_is_damage(fed: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(fed)) as connection, connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name='posting'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    whole = bytearray(fed.read_bytes())
    whole[(page - 1) * size : page * size] = b"\x55" * size
    fed.write_bytes(whole)
    with open_index(tmp_path, "project") as index, pytest.raises(IndexLost):
        index.update([(1000, WOLVES)])
    with open_index(tmp_path, "project") as index:
        assert index.count == 0


def test_a_damaged_file_that_others_use_is_left_to_them(fed: Path, tmp_path: Path) -> None:
    with open_index(tmp_path, "project"):
        whole = fed.read_bytes()
        fed.write_bytes(b"\xfe" * len(whole))
        with open_index(tmp_path, "project") as index:
            assert index.in_memory
            assert "another program has it open" in (index.note or "")
            index.update([(1, WOLVES)])
            assert index.candidates(WOLVES) == [1]
        assert fed.exists()


def test_the_cache_may_be_deleted_at_any_time(fed: Path, tmp_path: Path) -> None:
    with open_index(tmp_path, "project") as index:
        for path in fed.parent.iterdir():
            path.unlink()
        assert index.count == 300
    with open_index(tmp_path, "project") as index:
        assert index.note is None
        assert index.count == 0


def test_without_a_folder_the_index_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "matching").write_text("in the way")
    with open_index(tmp_path, "project") as index:
        assert index.in_memory
        assert index.note is not None
        assert "in memory for this run" in index.note
        index.update(claims(300), stamp="all")
        assert index.count == 300
        assert index.size_bytes > 0


def test_a_full_disk_lets_the_index_go_on_in_memory(tmp_path: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from tests.indexing.claims import claims; from workbench.indexing import open_index\n"
        "with open_index(Path(sys.argv[1]), 'project') as index:\n"
        "    index.update(claims(100)); assert index.note is None\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "    index.update(claims(3000), stamp='all')\n"
        "    found = index.candidates(next(claims(1))[1])\n"
        "    print(index.in_memory, index.count, index.stamp, 0 in found)\n"
        "    print(index.note)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    said, note = done.stdout.splitlines()
    assert said == "True 3000 all True"
    assert "in memory" in note
    with open_index(tmp_path, "project") as index:
        assert index.stamp == ""


def test_nobody_else_may_read_the_file(fed: Path) -> None:
    assert stat.S_IMODE(fed.stat().st_mode) == 0o600
    assert stat.S_IMODE(fed.parent.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("project", ["../../etc/passwd", "a/b", "", "x" * 300, "проект"])
def test_a_project_of_any_name_has_a_file_in_the_folder(tmp_path: Path, project: str) -> None:
    path = cache_path(tmp_path, project)
    assert path.parent == tmp_path / "matching"
    assert len(path.name) < 100
