"""A sitting at the desk for each test: a real database, a terminal that is not there."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.tui.busy_project import busy_project
from tests.tui.desk_material import Project, ferry_project


@pytest.fixture(autouse=True, scope="session")
def styles_parsed_once() -> Iterator[None]:
    """Parse each style sheet once for all desks; parsing was a fifth of what a sitting took."""
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, *what: Any, **how: Any) -> list[RuleSet]:
        key = (*sheet._variables.items(), *what, *how.items())
        if key not in parsed:
            parsed[key] = parse(sheet, *what, **how)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are shown by the clock of this computer, which is set to UTC here."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The ferry project: one document, five claims, nothing decided."""
    return ferry_project(tmp_path)


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the busy project, made once; tests that write work on a copy."""
    folder = tmp_path_factory.mktemp("busy")
    busy_project(folder)
    return folder
