"""add and extract of web pages and saved files: the article is the document."""

from pathlib import Path

from tests.cli.conftest import PAGE, Program, as_page
from tests.sourcing.horrors.server import Horrors


def test_a_page_is_fetched_kept_and_read(workbench: Program, page: str, horrors: Horrors) -> None:
    done = workbench("add", page, "--allow-private", "--json")
    assert done.code == 0, done.err
    (added,) = done.objects
    assert added["title"] == "Statement on the unrest in Kerval"
    assert added["document_date"] == "2025-10-16"
    assert any("what the page says of itself" in note for note in added["notes"])
    claims = workbench("claims", "--json").objects
    assert any("47 civilians" in claim["span"] for claim in claims)
    (kept,) = workbench("source", page, "--json").objects[0]["captures"]
    assert kept["outcome"] == "captured"
    assert workbench("add", page, "--allow-private", "--json").objects[0]["already_known"] is True


def test_spans_of_a_page_are_exact(workbench: Program, page: str) -> None:
    workbench("add", page, "--allow-private")
    text = workbench("source", page, "--text", "main").out
    for claim in workbench("claims", "--json").objects:
        assert claim["span"] in text


def test_a_page_is_extracted_without_keeping_anything(
    workbench: Program, folder: Path, page: str
) -> None:
    done = workbench("extract", page, "--allow-private", "--json")
    assert done.code == 0
    assert any("47 civilians" in claim["span"] for claim in done.objects)
    assert list(folder.iterdir()) == []


def test_a_refused_address_makes_no_database(
    workbench: Program, folder: Path, page: str, horrors: Horrors
) -> None:
    assert workbench("add", page, "--any-port").code == 2
    assert workbench("add", "javascript:alert(1)").code == 2
    assert workbench("extract", page, "--any-port").code == 2
    assert list(folder.iterdir()) == []
    assert horrors.requests == []


def test_a_page_that_is_not_there_is_kept_as_failed(workbench: Program, horrors: Horrors) -> None:
    address = horrors.url("/nothing")
    assert workbench("add", address, "--allow-private").code == 5
    assert workbench("source", address, "--json").objects[0]["outcome"] == "dead"
    assert workbench("claims", "--json").objects == []
    assert workbench("extract", address, "--allow-private").code == 5


def test_pages_and_files_are_added_together(
    workbench: Program, dispatch: Path, page: str, horrors: Horrors
) -> None:
    other = horrors.on("/other", as_page(PAGE.replace("Kerval", "Marun")))
    done = workbench("add", str(dispatch), page, other, horrors.url("/gone"), "--allow-private",
                     "--json")  # fmt: skip
    assert done.code == 5
    assert len(done.objects) == 3
    assert "3 of 4 documents were read" in done.err


def test_a_saved_page_is_read_like_a_fetched_one(workbench: Program, folder: Path) -> None:
    (folder / "saved.html").write_text(PAGE, "utf-8")
    done = workbench("extract", "saved.html", "--json")
    assert any("47 civilians" in claim["span"] for claim in done.objects)
    assert done.objects[0]["document_date"] == "2025-10-16"
