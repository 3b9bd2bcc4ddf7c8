"""What every test has: a home of its own, so that nothing of the user's is read or written."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that this program takes for its own during the test."""
    place = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("WORKBENCH_HOME", str(place))
    return place
