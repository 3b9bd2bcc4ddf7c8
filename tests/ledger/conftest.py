"""People with computers of their own, and a database that one of them has begun."""

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


@pytest.fixture
def ledger(ada: Person, path: Path) -> Iterator[Ledger]:
    """Ada's database with one document and two claims, open for writing."""
    with ada.opens(path, "create") as opened:
        add_document(opened)
        yield opened


@pytest.fixture
def closed(ada: Person, path: Path) -> Path:
    """A database with a document, that nobody has open."""
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
    return path
