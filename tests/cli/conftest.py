"""Running the program as a person would, in a folder of its own."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.main import main

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


@pytest.fixture
def project(workbench: Program, dispatch: Path) -> Program:
    """The program in a folder whose claims.db holds the dispatch."""
    assert workbench("add", str(dispatch)).code == 0
    return workbench


@pytest.fixture
def wounded(project: Program) -> str:
    """The id of the claim about the wounded."""
    found = [c for c in project("claims", "--json").objects if "52 civilians" in c["span"]]
    return str(found[0]["id"])
