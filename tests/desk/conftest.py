"""A project with one dispatch in it, and pages that need no network."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.desk.opening import open_for_writing
from workbench.desk.reading.documents import add_document
from workbench.desk.sourcing.attaching import Attached, keep_fetched
from workbench.desk.sourcing.fetching import Fetched
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, claims_of_document
from workbench.model import Exchange, Metadatum, Outcome, ReadableText
from workbench.sourcing.files import decode

DISPATCH = """Troops arrive in the Marun valley

Tuesday, 14 October 2025

According to the Interior Ministry of Veltania, 52 civilians and 41 soldiers were injured in the \
unrest on 10 October.
"""
ARTICLE = """The hospital of Kerval treated 47 civilians after the unrest on 10 October.

The ministry had spoken of 52 civilians and 41 soldiers. It has not said how it counted them."""
ADDRESS = "https://hospital.example/statement"
SEEN_AT = datetime(2025, 10, 16, 9, 30, tzinfo=UTC)


def fetched(
    main: str = ARTICLE,
    *,
    address: str = ADDRESS,
    visible: str | None = None,
    outcome: Outcome = Outcome.CAPTURED,
    metadata: tuple[Metadatum, ...] = (),
    pages: tuple[tuple[int, int], ...] = (),
) -> Fetched:
    """A page as fetching and reading hand it on."""
    body = f"<p>{main}</p>{visible}".encode()
    kept = outcome in (Outcome.CAPTURED, Outcome.INCOMPLETE)
    exchange = Exchange(
        address,
        address,
        outcome,
        SEEN_AT,
        SEEN_AT,
        reason=None if kept else "a reason",
        status=200 if kept else 404,
        body=body if kept else None,
        complete=kept,
    )
    readable = ReadableText(
        main=main,
        visible=visible or main,
        media_type="text/html",
        encoding="utf-8",
        encoding_basis="header",
        extractor="reader 1",
        metadata=metadata,
        pages=pages,
    )
    return Fetched(address, exchange, readable if kept else None)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that has the dispatch in it, and the home of who added it."""
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        with open_for_writing(folder / "claims.db", create=True) as opened:
            add_document(opened, decode("dispatch.txt", DISPATCH.encode()))
    return folder


@pytest.fixture
def ledger(begun: Path, tmp_path: Path, home: Path) -> Iterator[Ledger]:
    """A database with the dispatch in it."""
    shutil.copytree(begun / "home", home, dirs_exist_ok=True)
    shutil.copyfile(begun / "claims.db", tmp_path / "claims.db")
    with open_for_writing(tmp_path / "claims.db") as opened:
        yield opened


@pytest.fixture
def wounded(ledger: Ledger) -> str:
    """The claim about the wounded civilians."""
    from workbench.ledger.queries import documents

    rows = claims_of_document(ledger, documents(ledger)[0].id)
    return next(row.id for row in rows if "52 civilians" in claim(ledger, row.id).reading.span)


@pytest.fixture
def attached(ledger: Ledger, wounded: str) -> Attached:
    """The hospital's statement, attached to that claim."""
    return keep_fetched(ledger, fetched(), claim_id=wounded)
