"""The commands of the page on matching run in their order and print what the page shows."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from workbench.cli.main import main

ROOT = Path(__file__).parents[2]


def test_the_commands_run_and_print_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "matching.md").read_text("utf-8")
    blocks = re.findall(r"```(sh|text)\n(.*?)```", page, re.DOTALL)
    assert [kind for kind, _ in blocks].count("sh") == 5
    printed = ""
    for kind, block in blocks:
        if kind == "sh":
            printed = ""
            for line in block.splitlines():
                assert main(shlex.split(line)[1:]) == 0, line
                printed += capsys.readouterr().out
        else:
            for line in block.splitlines():
                assert line in printed
