"""A project with a little of everything that can be asked about."""

import shutil
from pathlib import Path

import pytest

from tests.finding.project import Found, found_project


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Read only: made once."""
    return found_project(tmp_path_factory.mktemp("finding"))


@pytest.fixture
def project(found: Found, tmp_path: Path) -> Found:
    """One that a test may change."""
    return Found(Path(shutil.copytree(found.folder, tmp_path / "project")))
