"""Reports as HTML and PDF from the command line: whole files, templates, clear errors."""

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program


def page_of(workbench: Program, dispatch: Path, *more: str) -> Path:
    workbench("add", str(dispatch))
    target = dispatch.parent / "report.html"
    outcome = workbench("report", "--drafts", "-o", str(target), *more)
    assert outcome.code == 0, outcome.err
    return target


def test_the_ending_of_the_file_chooses_the_page(workbench: Program, dispatch: Path) -> None:
    page = page_of(workbench, dispatch).read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "52 civilians" in page


def test_a_broken_template_leaves_the_old_report(workbench: Program, dispatch: Path) -> None:
    target = page_of(workbench, dispatch)
    before = target.read_bytes()
    folder = dispatch.parent / "ours"
    folder.mkdir()
    (folder / "method.html").write_text("a\n{{ nothing }}\n")
    outcome = workbench("report", "--drafts", "-o", str(target), "--templates", str(folder))
    assert outcome.code == 3
    assert "method.html, line 2: 'nothing' is undefined" in outcome.err
    assert target.read_bytes() == before


def test_a_folder_that_cannot_be_written_leaves_the_old_report(
    workbench: Program, dispatch: Path
) -> None:
    target = page_of(workbench, dispatch)
    outcome = workbench("report", "-o", str(target / "within.html"))
    assert outcome.code == 4
    assert "cannot be written" in outcome.err
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_the_settings_name_templates_for_always(workbench: Program, dispatch: Path) -> None:
    from workbench.places import config_directory

    folder = dispatch.parent / "always"
    folder.mkdir()
    (folder / "balance.html").write_text("<p>Our balance.</p>")
    config_directory().mkdir(parents=True, exist_ok=True)
    (config_directory() / "settings.toml").write_text(f'[reports]\ntemplates = "{folder}"\n')
    assert "<p>Our balance.</p>" in page_of(workbench, dispatch).read_text("utf-8")
    assert workbench("report", "-o", str(dispatch.parent / "report.md")).code == 0


def test_a_pdf_without_its_library_is_one_line(
    workbench: Program, dispatch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbench("add", str(dispatch))
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    outcome = workbench("report", "-o", str(dispatch.parent / "report.pdf"))
    assert outcome.code == 2
    assert "pip install 'claim-workbench[pdf]'" in outcome.err
    assert not (dispatch.parent / "report.pdf").exists()


def test_linked_figures_that_differ_become_a_number_line(
    workbench: Program, dispatch: Path
) -> None:
    workbench("add", str(dispatch))
    other = dispatch.parent / "other.txt"
    other.write_text(
        "Wednesday, 15 October 2025\n\nAccording to the hospital, 47 civilians were injured in the "
        "unrest on 10 October.\n"
    )
    workbench("add", str(other))
    found = {row["text"]: row["id"] for row in workbench("claims", "--json").objects}
    one = next(key for text, key in found.items() if text.startswith("52 civilians"))
    two = next(key for text, key in found.items() if text.startswith("47 civilians"))
    assert workbench("link", one, two, "conflict").code == 0
    page = page_of(workbench, dispatch).read_text("utf-8")
    assert "Figures for: civilians" in page
    assert "52 civilians · " in page
    assert "47 civilians · " in page
