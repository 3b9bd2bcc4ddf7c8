"""People with computers of their own, and a database that one of them has begun."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.material import Person, add_document
from workbench.ledger.database import Ledger


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    return Person("Ada", tmp_path / "ada")


@pytest.fixture
def ben(tmp_path: Path) -> Person:
    return Person("Ben", tmp_path / "ben")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "karsk"
    folder.mkdir()
    return folder / "claims.db"


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A folder in which Ada has begun a database with a document, and her clock since."""
    folder = tmp_path_factory.mktemp("begun")
    ada = Person("Ada", folder / "ada")
    (folder / "karsk").mkdir()
    with ada.opens(folder / "karsk" / "claims.db", "create") as ledger:
        add_document(ledger)
    return folder, ada.clock.milliseconds


def copied(begun: tuple[Path, int], ada: Person, path: Path) -> Path:
    folder, ada.clock.milliseconds = begun
    shutil.copytree(folder / "ada", ada.home, dirs_exist_ok=True)
    shutil.copyfile(folder / "karsk" / "claims.db", path)
    return path


@pytest.fixture
def closed(begun: tuple[Path, int], ada: Person, path: Path) -> Path:
    """A database with a document, that nobody has open."""
    return copied(begun, ada, path)


@pytest.fixture
def ledger(begun: tuple[Path, int], ada: Person, path: Path) -> Iterator[Ledger]:
    """Ada's database with one document and two claims, open for writing."""
    with ada.opens(copied(begun, ada, path)) as opened:
        yield opened
