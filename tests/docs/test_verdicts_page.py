"""The page on verdicts: its commands run, and its table of scales is that of the program."""

import re
import shlex
from pathlib import Path

import pytest

from workbench.cli.main import main
from workbench.desk.settings_of_project import read_scale_file, shipped_scales

PAGE = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text("utf-8")
HOME = "WORKBENCH_HOME"


def test_its_commands_run_as_two_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    printed: dict[str, str] = {}
    for line in block.splitlines():
        words = shlex.split(line)
        someone = words.pop(0).partition("=")[2] if words[0].startswith(HOME) else "ada"
        monkeypatch.setenv(HOME, str(tmp_path / someone))
        assert main(words[1:]) == 0, line
        printed[f"{someone} {words[1]}"] = capsys.readouterr().out
    assert "76593bdd" in printed["ben claims"]
    assert "Supported" not in printed["ben claims"] + printed["ben show"]
    assert "published" not in printed["ben show"]
    for said in ("Supported", "Refuted"):
        assert said in printed["ada conflicts"]
        assert said in printed["ada agreement"]
        assert said in printed["ada history"]


def test_every_scale_that_comes_with_the_program_is_in_its_table() -> None:
    for scale in shipped_scales().values():
        (row,) = re.findall(rf"^\| `{scale.id}` \| (.*?) \|", PAGE, re.MULTILINE)
        assert row.startswith(", ".join(step.name for step in scale.ratings))


def test_the_scale_it_shows_can_be_read() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    scale = read_scale_file(shown)
    assert [step.value for step in scale.ratings] == [2, 1, None]


def test_of_the_scales_with_an_order_the_truest_has_the_greatest_value() -> None:
    for scale in shipped_scales().values():
        values = [step.value for step in scale.ratings if step.value is not None]
        assert values == sorted(set(values), reverse=True), scale.id
        assert scale.ordered is bool(values)
        assert not values or min(values) == 1
        assert all(step.meaning.endswith(".") for step in scale.ratings)
