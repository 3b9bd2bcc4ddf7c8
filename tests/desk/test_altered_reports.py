"""A report that was altered by hand is caught, whatever was altered and in whichever format."""

import csv
import io
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.desk.forging import in_word, is_compared, leaves, with_another
from tests.desk.told_reports import (
    TROOPS,
    altered,
    finished,
    ledger,
    told,
    verified,
    written,
)
from workbench.desk.reporting.reports import write_report
from workbench.desk.verifying.verifying_reports import verify_report
from workbench.desk.working.commenting import comment
from workbench.desk.working.placing import set_claimant
from workbench.desk.working.tagging import tag
from workbench.ledger.database import Ledger
from workbench.model import ClaimantKind

__all__ = ["finished", "ledger", "told"]


@pytest.mark.parametrize("form", ["html", "markdown", "json", "jsonl", "csv", "docx"])
def test_a_report_with_everything_is_as_it_was_written(told: Ledger, form: str) -> None:
    assert verified(told, written(told, form)).differences == ()


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_work_that_is_shown_in_no_report_changes_none(ledger: Ledger, form: str) -> None:
    data = written(ledger, form)
    comment(ledger, TROOPS, "Look again.")
    assert verified(ledger, data).differences == ()


@pytest.mark.parametrize("form", ["json", "jsonl", "html", "csv"])
def test_what_was_set_since_is_changed_and_not_altered(ledger: Ledger, form: str) -> None:
    data = written(ledger, form)
    set_claimant(ledger, [TROOPS], "Colonel Ban", ClaimantKind.PERSON)

    found = verified(ledger, data)

    assert not altered(found)
    if form != "html":
        assert any("claimant of claim 55126fcd" in one.words for one in found.differences)


def test_a_tag_that_was_set_since_is_changed(ledger: Ledger) -> None:
    data = written(ledger, "json")
    tag(ledger, [TROOPS], add=["military"])

    found = verified(ledger, data)

    assert [one.kind.value for one in found.differences] == ["changed"]


def rarely(cases: dict[str, tuple[str, str]], often: int) -> list[Any]:
    """The first cases in every run, all the others in the long one."""
    return [
        pytest.param(name, marks=() if place < often else pytest.mark.long)
        for place, name in enumerate(cases)
    ]


IN_TEXT = {
    "condition": ("Only for the first day", "Only for the last day"),
    "correction": ("An earlier text gave 300", "An earlier text gave 900"),
    "confidence": ("high confidence", "low confidence"),
    "as of": ("2025-10-20", "2025-10-19"),
    "claimant": ("Ministry of Defence", "Ministry of Health"),
    "capture time": ("Captured 20", "Captured 19"),
    "scale in a head line": ("scale averitec", "scale other"),
    "reviewer in a head line": ("Supported, says ", "Refuted, says "),
    "what was left out": ("not decided", "decided"),
    "made on": ("Made on 20", "Made on 19"),
    "method": ("## Method", "## Our method"),
}


@pytest.mark.parametrize("what", rarely(IN_TEXT, 4))
def test_each_thing_that_is_altered_in_markdown_is_named(told: Ledger, what: str) -> None:
    before, after = IN_TEXT[what]
    text = written(told, "markdown").decode()
    assert before in text

    found = altered(verified(told, text.replace(before, after, 1).encode()))

    assert any("reads" in words or "is not from" in words for words in found), found


IN_PAGE = {
    "condition": ("Only for the first day", "Only for the last day"),
    "correction": ("An earlier text gave 300", "An earlier text gave 900"),
    "confidence": ("; high confidence", "; low confidence"),
    "claimant": ("Ministry of Defence", "Ministry of Health"),
    "capture time": ("captured <time", "not captured <time"),
    "a lone word of a verdict": ("</svg> Supported</span>", "</svg> Refuted</span>"),
    "an address": ('href="https://', 'href="https://x.'),
    "the method": ("Method</h2>", "Our method</h2>"),
}


@pytest.mark.parametrize("what", rarely(IN_PAGE, 2))
def test_each_thing_that_is_altered_in_a_page_is_named(told: Ledger, what: str) -> None:
    before, after = IN_PAGE[what]
    text = written(told, "html").decode()
    assert before in text

    found = altered(verified(told, text.replace(before, after, 1).encode()))

    assert any("a line" in words and " reads " in words for words in found), found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</style>", ".piece{display:none}</style>"),
        ("</head>", "<style>.piece{display:none}</style></head>"),
        ('<li class="piece', '<li style="position:absolute;left:-99in" class="piece'),
        ("</head>", '<link rel="stylesheet" href="x.css"></head>'),
    ],
)
def test_sources_that_a_style_could_hide_are_told(told: Ledger, before: str, after: str) -> None:
    text = written(told, "html").decode()
    assert before in text

    found = altered(verified(told, text.replace(before, after, 1).encode()))

    assert any("words may be hidden or covered" in words for words in found), found


def test_a_page_of_templates_without_marks_is_compared_line_by_line(
    told: Ledger, tmp_path: Path
) -> None:
    from workbench.reporting.formats import ReportOptions

    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "claim.html").write_text(
        "<article><h4>{{ claim.statement }}</h4><p>{{ claim.sign.word }}</p></article>\n"
    )
    stream = BytesIO()
    write_report(told, "html", stream, None, ReportOptions(folder))
    page = stream.getvalue().decode()
    forged = page.replace("<p>Supported</p>", "<p>Refuted</p>")
    assert forged != page

    found = verify_report(told, forged.encode(), "the report", folder)

    assert any("reads “Refuted”, and “Supported” in the ledger" in one for one in altered(found))
    [unlike] = verified(told, page.encode()).differences
    assert unlike.kind == "unconfirmed"
    assert "--templates" in unlike.words


def caught(told: Ledger, value: Any, path: tuple[Any, ...]) -> bool:
    changed = with_another(value, path)
    return bool(verified(told, json.dumps(changed).encode()).differences)


def test_values_of_every_kind_that_are_altered_in_json_are_caught(told: Ledger) -> None:
    value = json.loads(written(told, "json"))
    paths = {path[-1]: path for path in leaves(value) if is_compared(path)}
    kinds = (
        *("conditions", "correction", "confidence", "as_of", "claimant", "claimed_on"),
        *("captured_at", "archived", "title", "meaning", "language", "given_by", "at"),
    )
    for kind in kinds:
        assert caught(told, value, paths[kind]), kind


@pytest.mark.long
def test_every_value_that_is_altered_in_json_is_caught(told: Ledger) -> None:
    value = json.loads(written(told, "json"))
    for path in leaves(value):
        if is_compared(path):
            assert caught(told, value, path), path


@pytest.mark.parametrize("name", ["undecided", "dismissed", "unsettled", "claims"])
def test_figures_of_what_is_left_out_that_are_altered_are_caught(told: Ledger, name: str) -> None:
    value = json.loads(written(told, "json"))
    value["report"]["counts"][name] += 3
    assert altered(verified(told, json.dumps(value).encode()))


def test_a_claim_that_is_cut_out_is_missed(told: Ledger) -> None:
    value = json.loads(written(told, "json"))
    [document] = value["documents"]
    del document["claims"][0]
    value["report"]["counts"]["claims"] -= 1
    found = altered(verified(told, json.dumps(value).encode()))
    assert any("that was chosen when it was made" in words for words in found), found


@pytest.mark.long
def test_every_cell_that_is_altered_in_a_table_is_caught(told: Ledger) -> None:
    rows = list(csv.reader(io.StringIO(written(told, "csv").decode(), newline="")))
    for column, name in enumerate(rows[0]):
        if name == "id":
            continue
        copy = [list(row) for row in rows]
        copy[1][column] = "another"
        text = io.StringIO(newline="")
        csv.writer(text).writerows(copy)
        assert verified(told, text.getvalue().encode()).differences, name


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Only for the first day", "Only for the last day"),
        (", high confidence", ", low confidence"),
        ("<w:t>Supported</w:t>", "<w:t>Refuted</w:t>"),
        ("captured 20", "captured 19"),
        ("some 500 soldiers", "some 900 soldiers"),
    ],
)
def test_each_thing_that_is_altered_in_a_word_document_is_named(
    told: Ledger, before: str, after: str
) -> None:
    data = in_word(written(told, "docx"), lambda text: text.replace(before, after, 1))

    found = altered(verified(told, data))

    assert any(" reads " in words for words in found), found


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Only for the first day", "Only for the last day"),
        ("</svg> Supported</span>", "</svg> Refuted</span>"),
        ("some 500 soldiers", "some 900 soldiers"),
        ("captured <time", "not captured <time"),
    ],
)
def test_each_thing_that_is_altered_in_a_pdf_is_named(
    told: Ledger, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    from workbench.reporting.pdf import document as pdf

    assert verified(told, written(told, "pdf")).differences == ()
    printed = pdf.inked
    with monkeypatch.context() as forged:
        forged.setattr(pdf, "inked", lambda page: printed(page).replace(before, after, 1))
        data = written(told, "pdf")

    found = altered(verified(told, data))

    assert any(" reads " in words for words in found), found
