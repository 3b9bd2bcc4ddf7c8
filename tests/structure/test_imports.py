"""What the program loads, seen from outside: a fresh interpreter each time."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "httpx", "sqlite_utils", "sqlite3", "rapidfuzz", "rich", "argparse")


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    loaded = modules_after("from workbench.cli.main import main; main(['--help'])")
    assert "workbench.cli.main" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("name", ["verdict", "claims", "add", "report", "attach", "recheck"])
def test_help_of_a_command_loads_no_screen_network_or_database(name: str) -> None:
    loaded = modules_after(
        "from workbench.cli.main import main\n"
        f"try: main(['{name}', '--help'])\n"
        "except SystemExit: pass"
    )
    assert f"workbench.cli.commands.{name}" in loaded
    assert not loaded & (set(HEAVY) - {"argparse"})


def test_extracting_claims_loads_no_screen_network_or_database() -> None:
    loaded = modules_after(
        "from workbench.reading import read; read('They sent 500 troops on 5 June 2023.')"
    )
    assert "workbench.reading.reader" in loaded
    assert not loaded & {"textual", "httpx", "sqlite_utils", "sqlite3", "rich"}


def test_the_desk_starts_without_the_reader_the_network_and_the_migrations() -> None:
    loaded = modules_after("import workbench.tui.app")
    assert "textual" in loaded
    assert not loaded & {"httpx", "sqlite_utils", "rapidfuzz", "workbench.reading.reader"}
