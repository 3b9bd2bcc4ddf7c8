"""The guide to sources says what the program does: its commands are run as they stand."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from workbench.cli.main import main
from workbench.model import Outcome

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "sources.md").read_text("utf-8")


def test_the_commands_of_the_guide_run_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    printed = ""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 12
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, (line, capsys.readouterr().err)
        printed += capsys.readouterr().out
    shown = re.findall(r"```text\n(e0deedfd.*?)```", GUIDE, re.DOTALL)
    assert len(shown) == 1
    assert shown[0] in printed


def test_the_refusal_of_changed_words_is_as_the_guide_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    assert main(["add", "docs/examples/reinforcement.txt"]) == 0
    assert main(["attach", "e042", "docs/examples/hospital.html"]) == 0
    ((line, words),) = re.findall(r"\$ (workbench quote .*)\n(workbench: .*)\n", GUIDE)
    capsys.readouterr()
    assert main(shlex.split(line)[1:]) == 1
    assert words in capsys.readouterr().err


def test_every_outcome_of_a_fetch_is_explained() -> None:
    good = {Outcome.CAPTURED, Outcome.UNCHANGED}
    assert [one for one in Outcome if one not in good and f"`{one}`" not in GUIDE] == []
