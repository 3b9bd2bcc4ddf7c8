"""Running the program as a person would, in a folder of its own."""

import asyncio
import hashlib
import io
import json
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors, Trick
from tests.sourcing.horrors.tricks import answer
from workbench.cli.main import main
from workbench.model import Exchange, ReadableText
from workbench.model import Outcome as Kept

__all__ = ["horrors"]

DISPATCH = """Troops arrive in the Marun valley

Tuesday, 14 October 2025

About 500 Ostrian troops of the 65th Mountain Brigade arrived in the Marun valley on Monday, \
the Joint Stabilisation Force said. They join a 700-strong force.

According to the Interior Ministry of Veltania, 52 civilians and 41 soldiers were injured in \
the unrest on 10 October. The ministry denied that more than 1,000 troops would be sent.
"""


@dataclass(frozen=True)
class Outcome:
    """What a run of the program printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Program = Callable[..., Outcome]


class LastingReader:
    """A page reader whose one child process lasts from command to command.

    Each command of its own would start and end a child, which takes longer than all else it
    does. The reader of the command itself is used in ``test_horrors`` and wherever the program
    runs as a process.
    """

    def __init__(self, workers: int = 1) -> None:
        assert workers in (1, 2)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return

    async def read(self, body: bytes, **how: Any) -> ReadableText:
        from workbench.sourcing.pages.blocking import read_page_blocking

        return await asyncio.to_thread(read_page_blocking, body, **how)


@pytest.fixture(autouse=True)
def page_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read pages in one child process for all tests of commands."""
    monkeypatch.setattr("workbench.sourcing.pages.PageReader", LastingReader, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workbench(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Program:
    """The program, run inside the working folder."""

    def run(*words: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(words)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run


@pytest.fixture
def dispatch(folder: Path) -> Path:
    """A short dispatch in the working folder."""
    path = folder / "dispatch.txt"
    path.write_text(DISPATCH, "utf-8")
    return path


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the dispatch was added to claims.db, and the home of who added it."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "dispatch.txt").write_text(DISPATCH, "utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        patch.chdir(folder)
        assert main(["add", "dispatch.txt"]) == 0
    return folder


@pytest.fixture
def project(workbench: Program, dispatch: Path, begun: Path, home: Path) -> Program:
    """The program in a folder whose claims.db holds the dispatch."""
    shutil.copytree(begun / "home", home, dirs_exist_ok=True)
    shutil.copyfile(begun / "claims.db", dispatch.with_name("claims.db"))
    return workbench


@pytest.fixture
def wounded(project: Program) -> str:
    """The id of the claim about the wounded."""
    found = [c for c in project("claims", "--json").objects if "52 civilians" in c["span"]]
    return str(found[0]["id"])


PAGE = """<!doctype html><html lang="en"><head><title>Statement on the unrest in Kerval</title>
<meta name="author" content="Press office">
<meta property="article:published_time" content="2025-10-16T08:00:00Z"></head><body>
<nav>Home, patients, visitors, contact</nav>
<article><h1>Statement on the unrest in Kerval</h1>
<p>Forty-seven civilians were treated after the unrest of 10 October, the hospital of Kerval said
in a statement on Wednesday morning, and all but three of them have gone home since.</p>
<p>The hospital counted 47 civilians and 41 soldiers who were injured in the unrest on 10 October,
and has published the list of their ages and of the wards in which they lie.</p>
<p>We have no patient in critical condition. The families of the patients have been informed and
may visit them every afternoon from two to five, as in any other week.</p></article>
<footer>The hospital has 1,234 beds.</footer></body></html>"""
QUOTED = "The hospital counted 47 civilians and 41 soldiers"


def as_page(text: str = PAGE, **headers: str) -> Trick:
    """A web page as an ordinary server sends it."""
    return answer(text.encode(), **headers)


@pytest.fixture
def settings(home: Path) -> Callable[[str], None]:
    """Write the settings of the program."""

    def write(content: str) -> None:
        (home / "config").mkdir(exist_ok=True)
        (home / "config" / "settings.toml").write_text(content, "utf-8")

    return write


@pytest.fixture
def page(horrors: Horrors) -> str:
    """The address of the hospital's statement."""
    return horrors.on("/statement", as_page())


@pytest.fixture(scope="session")
def read_page() -> ReadableText:
    """What the page reader reads of the hospital's statement, read once for all tests."""
    from workbench.sourcing.pages import read_page_blocking

    address = "http://127.0.0.1/statement"
    return read_page_blocking(PAGE.encode(), address=address, content_type="text/html")


@pytest.fixture
def attached(
    project: Program, folder: Path, wounded: str, page: str, read_page: ReadableText
) -> str:
    """The short id of the hospital's statement, attached to the claim about the wounded.

    It is kept as if it had been fetched, which spares every test the start of a page reader.
    """
    from workbench.desk.opening import open_for_writing
    from workbench.desk.sourcing.attaching import keep_fetched
    from workbench.desk.sourcing.fetching import Fetched

    body = PAGE.encode()
    at = datetime.now(UTC)
    exchange = Exchange(
        page, page, Kept.CAPTURED, at, at, status=200, complete=True, body=body,
        wire_sha256=hashlib.sha256(body).hexdigest(), wire_bytes=len(body),
    )  # fmt: skip
    with open_for_writing(folder / "claims.db") as ledger:
        return keep_fetched(ledger, Fetched(page, exchange, read_page), claim_id=wounded).short
