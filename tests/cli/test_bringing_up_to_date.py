"""Opening a file from before takes a while where it is large, and says so."""

import gzip
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from workbench.cli.output import status_line
from workbench.cli.progress import bringing_up_to_date, checking
from workbench.ledger.schema import DERIVED_VERSION

FIXTURE = Path(__file__).parents[1] / "ledger" / "fixtures" / "claims-0.1-derived-1.db.gz"


class Terminal(io.StringIO):
    """Somewhere to write that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell at once what is otherwise told after a second."""
    monkeypatch.setattr("workbench.cli.progress._SILENT_SECONDS", -1.0)


def test_what_is_done_quickly_goes_without_a_word(workbench: Program, folder: Path) -> None:
    (folder / "claims.db").write_bytes(gzip.decompress(FIXTURE.read_bytes()))
    assert "up to date" not in workbench("claims").err


@pytest.mark.usefixtures("at_once")
def test_without_a_terminal_it_is_said_once(workbench: Program, folder: Path) -> None:
    (folder / "claims.db").write_bytes(gzip.decompress(FIXTURE.read_bytes()))
    first, second = workbench("claims"), workbench("claims")
    assert first.code == second.code == 0
    words = "bringing claims.db up to date, once and for all; Ctrl+C leaves it as it was"
    assert first.err.count(words) == 1
    assert "up to date" not in second.err
    assert first.out == second.out


@pytest.mark.usefixtures("at_once")
def test_at_a_terminal_a_line_tells_how_far_it_is_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    with bringing_up_to_date("claims.db") as progress:
        progress("reading events", 5_000, 1_000_000)
        told = screen.getvalue()
        progress("folding claims", 7_000, 0)
    assert told == (
        "bringing claims.db up to date: reading events 5,000 of 1,000,000;"
        " Ctrl+C leaves it as it was"
    )
    assert "folding claims 7,000; " in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
    status_line.clear()
    assert screen.getvalue().endswith("was\r\x1b[K")


def test_at_a_terminal_a_check_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    with checking() as progress:
        progress("checking pages", 0, 0)
        progress("checking events", 5_000, 1_000_000)
    assert "checking pages; Ctrl+C stops" in screen.getvalue()
    assert "checking events 5,000 of 1,000,000; Ctrl+C stops" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
    status_line.clear()


@pytest.mark.usefixtures("at_once")
def test_who_only_looks_says_that_it_is_needed_and_does_not_do_it(
    workbench: Program, folder: Path
) -> None:
    old = folder / "claims.db"
    old.write_bytes(gzip.decompress(FIXTURE.read_bytes()))
    before = old.read_bytes()
    examined, inspected = workbench("doctor"), workbench("inspect", "claims.db")
    for said in (examined, inspected):
        assert "up to date" not in said.err
    told, seen = (" ".join(said.out.split()) for said in (examined, inspected))
    assert f"are of version 1 and this program's are of {DERIVED_VERSION}: the next" in told
    assert "nothing more was looked at" in told
    assert f"its tables are older than this program's, {DERIVED_VERSION}: the first" in seen
    assert old.read_bytes() == before
    assert workbench("claims").code == 0
    assert "all as they were written" in " ".join(workbench("doctor").out.split())
