"""Without the extra nothing is missed but the encoder, and one line says how to get it."""

import sys
from pathlib import Path

import pytest

from workbench.desk.doctor import examine
from workbench.desk.matching.meaning import meanings_of
from workbench.encoding.finding import INSTALL
from workbench.places import config_directory


def encoder_line() -> tuple[str, bool]:
    return next((one.fact, one.wrong) for one in examine() if one.subject == "encoder")


def test_the_base_installation_says_in_one_line_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert encoder_line() == (f"off; the encoder needs numpy; {INSTALL} adds it", False)
    notes: list[str] = []
    assert meanings_of("project", notes.append) is None
    assert notes == []


def test_switched_on_but_not_installed_it_is_said_and_matching_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    config_directory().mkdir(parents=True, exist_ok=True)
    settings = config_directory() / "settings.toml"
    settings.write_text(f'[encoder]\non = true\nfolder = "{tmp_path}"\n')
    notes: list[str] = []
    assert meanings_of("project", notes.append) is None
    assert notes == [
        f"the encoder needs numpy; {INSTALL} adds it; claims are matched without the encoder"
    ]
    said, wrong = encoder_line()
    assert wrong
    assert INSTALL in said
