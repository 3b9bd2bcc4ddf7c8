"""A sitting at the desk for each test: a real database, a terminal that is not there."""

import time
from pathlib import Path

import pytest

from tests.tui.desk_material import Project, ferry_project


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are shown by the clock of this computer, which is set to UTC here."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The ferry project: one document, five claims, nothing decided."""
    return ferry_project(tmp_path)
