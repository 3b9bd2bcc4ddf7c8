"""The page on finding claims lists what there is, and its commands run."""

import re
import shlex
from pathlib import Path

import pytest

from workbench.cli.main import main
from workbench.desk.finding.queues import QUEUES
from workbench.finding import parse_query
from workbench.finding.documentation import filled

PAGE = (Path(__file__).parents[2] / "docs" / "finding.md").read_text("utf-8")


def test_its_tables_are_up_to_date() -> None:
    queues = ((queue.title, queue.query) for queue in QUEUES)
    assert filled(PAGE, queues) == PAGE, "run: make docs"


def test_its_commands_run_and_find_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    first, *others = block.splitlines()
    assert main(shlex.split(first)[1:]) == 0
    for line in others:
        assert main(shlex.split(line)[1:]) == 0, line
        assert capsys.readouterr().out, line


def test_everything_shown_as_a_query_is_one() -> None:
    shown = re.findall(r"`([a-z-]+(?::|[<>]=?)[^`]+)`", PAGE)
    assert len(shown) > 60
    for query in shown:
        assert parse_query(query).tree is not None
