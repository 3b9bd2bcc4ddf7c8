"""The documentation says what the program does, because part of it is made from the program."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from workbench.cli.documentation import commands_markdown
from workbench.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[2]


def test_the_command_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == commands_markdown(), (
        "run: make docs"
    )


def test_every_command_has_a_module_and_every_module_is_a_command() -> None:
    files = (ROOT / "workbench/cli/commands").glob("[!_]*.py")
    modules = {path.stem.removesuffix("_").replace("_", "-") for path in files}
    assert modules == set(COMMANDS)


def test_every_argument_says_what_it_is_for() -> None:
    rows = re.findall(r"^\| `.*` \| (.*) \|$", commands_markdown(), re.MULTILINE)
    assert len(rows) > 40
    assert all(rows)


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{document.name}: {target}"
        for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_the_readme_names_every_make_target_it_uses() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    used = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "README.md").read_text("utf-8")))
    assert used
    assert used <= targets


def test_every_setting_is_documented() -> None:
    from dataclasses import fields

    from workbench.settings import BackupSettings, ModelSettings, Settings, SourceSettings

    documented = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for each in (
        *fields(Settings),
        *fields(ModelSettings),
        *fields(SourceSettings),
        *fields(BackupSettings),
    ):
        assert re.search(rf"^\[?{each.name}\b", documented, re.MULTILINE), each.name


def test_every_shipped_example_in_the_settings_is_accepted(tmp_path: Path) -> None:
    from workbench.settings import load_settings

    documented = (ROOT / "docs" / "settings.md").read_text("utf-8")
    example, keys = re.findall(r"```toml\n(.*?)```", documented, re.DOTALL)
    (tmp_path / "keys.toml").write_text(keys, "utf-8")
    assert main(["keys", "--check", str(tmp_path / "keys.toml")]) == 0
    (tmp_path / "settings.toml").write_text(example, "utf-8")
    assert load_settings(tmp_path / "settings.toml").worth["number"] == 250


def test_the_commands_of_the_readme_run_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = tmp_path / "docs" / "examples"
    shutil.copytree(ROOT / "docs" / "examples", examples)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    commands = [
        shlex.split(line, comments=True)[1:]
        for block in blocks
        for line in block.splitlines()
        if line.startswith("workbench ")
    ]
    assert len(commands) > 8
    for command in commands:
        assert main(command) == 0, (command, capsys.readouterr().err)
    assert "| Refuted | 1 |" in (tmp_path / "report.md").read_text("utf-8")
