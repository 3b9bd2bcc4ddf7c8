"""A sitting at the desk for each test: a real database, a terminal that is not there."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet

from tests.tui.busy_project import busy_project
from tests.tui.desk_material import Project, ferry_project
from tests.tui.frames import painted_at_once, painted_at_rest
from workbench.tui.looks.stylesheet import RememberingStylesheet


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


@pytest.fixture(autouse=True, scope="session")
def parts_matched_once() -> Iterator[None]:
    """Match the parts of widgets with the rules once for all desks that have the same rules.

    A desk does so once for itself; the desks of the tests have the same rules nearly always.
    """
    known: dict[object, dict[tuple[object, ...], RulesMap]] = {}

    def all_known(sheet: RememberingStylesheet) -> dict[tuple[object, ...], RulesMap]:
        return known.setdefault((*sheet.source.items(), *sheet._variables.items()), {})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RememberingStylesheet, "_known_at_first", all_known)
        yield


@pytest.fixture(autouse=True, scope="session")
def paints_at_rest() -> Iterator[None]:
    """Paint a desk as often as it comes to rest: no test sees it in between."""
    with painted_at_rest():
        yield


@pytest.fixture
def every_frame() -> Iterator[None]:
    """Paint each frame, for tests of what is painted when, of the loop, and of any keys."""
    with painted_at_once():
        yield


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are shown by the clock of this computer, which is set to UTC here."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the ferry project, made once."""
    return ferry_project(tmp_path_factory.mktemp("ferry")).folder


@pytest.fixture
def project(ferry: Path, tmp_path: Path) -> Project:
    """A copy of the ferry project: one document, five claims, nothing decided."""
    shutil.copytree(ferry, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the busy project, made once; tests that write work on a copy."""
    folder = tmp_path_factory.mktemp("busy")
    busy_project(folder)
    return folder
