"""A report that was altered by hand is caught, whatever was altered and in whichever format."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from workbench.desk.deciding.verdicts import decide
from workbench.desk.opening import open_for_writing
from workbench.desk.reporting.reports import Selection, write_report
from workbench.desk.verifying.verifying_reports import Verified, verify_report
from workbench.desk.working.commenting import comment
from workbench.desk.working.placing import set_claimant, set_claimed_on
from workbench.desk.working.tagging import tag
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim
from workbench.model import ClaimantKind, Confidence

SAMPLE = Path(__file__).parents[2] / "claims.db"
TROOPS = "55126fcd1574f846011f10578c89382e"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """The sample with a verdict that has all that a verdict can have."""
    path = tmp_path / "work.db"
    path.write_bytes(SAMPLE.read_bytes())
    with open_for_writing(path) as opened:
        set_claimant(opened, [TROOPS], "Ministry of Defence", ClaimantKind.ORGANIZATION)
        set_claimed_on(opened, [TROOPS], "2025-10-15")
        decide(opened, TROOPS, "Refuted", "It looked like 300.", unsourced=True)
        decide(
            *(opened, TROOPS, "Supported", "The force says so itself."),
            evidence=[piece.id for piece in claim(opened, TROOPS).evidence],
            confidence=Confidence.HIGH,
            as_of=date(2025, 10, 20),
            conditions="Only for the first day.",
            correction="An earlier text gave 300.",
        )
        yield opened


def written(ledger: Ledger, form: str, selection: Selection | None = None) -> bytes:
    stream = BytesIO()
    write_report(ledger, form, stream, selection)
    return stream.getvalue()


def verified(ledger: Ledger, data: bytes) -> Verified:
    return verify_report(ledger, data, "the report")


def altered(found: Verified) -> list[str]:
    return [one.words for one in found.differences if one.kind == "altered"]


@pytest.mark.parametrize("form", ["html", "markdown", "json", "jsonl", "csv", "docx"])
def test_a_report_with_everything_is_as_it_was_written(ledger: Ledger, form: str) -> None:
    assert verified(ledger, written(ledger, form)).differences == ()


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
def test_each_thing_that_is_altered_in_markdown_is_named(ledger: Ledger, what: str) -> None:
    before, after = IN_TEXT[what]
    text = written(ledger, "markdown").decode()
    assert before in text

    found = altered(verified(ledger, text.replace(before, after, 1).encode()))

    assert any("reads" in words or "is not from" in words for words in found), found


IN_PAGE = {
    "condition": ("Only for the first day", "Only for the last day"),
    "correction": ("An earlier text gave 300", "An earlier text gave 900"),
    "confidence": ("; high confidence", "; low confidence"),
    "claimant": ("Ministry of Defence", "Ministry of Health"),
    "capture time": ("captured <time", "not captured <time"),
    "a lone word of a verdict": ("<span>Supported</span>", "<span>Refuted</span>"),
    "an address": ('href="https://', 'href="https://x.'),
    "the method": ("Method</h2>", "Our method</h2>"),
}


@pytest.mark.parametrize("what", rarely(IN_PAGE, 2))
def test_each_thing_that_is_altered_in_a_page_is_named(ledger: Ledger, what: str) -> None:
    before, after = IN_PAGE[what]
    text = written(ledger, "html").decode()
    assert before in text

    found = altered(verified(ledger, text.replace(before, after, 1).encode()))

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
def test_sources_that_a_style_could_hide_are_told(ledger: Ledger, before: str, after: str) -> None:
    text = written(ledger, "html").decode()
    assert before in text

    found = altered(verified(ledger, text.replace(before, after, 1).encode()))

    assert any("words may be hidden or covered" in words for words in found), found


def test_a_page_of_templates_without_marks_is_compared_line_by_line(
    ledger: Ledger, tmp_path: Path
) -> None:
    from workbench.reporting.formats import ReportOptions

    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "claim.html").write_text(
        "<article><h4>{{ claim.statement }}</h4><p>{{ claim.sign.word }}</p></article>\n"
    )
    stream = BytesIO()
    write_report(ledger, "html", stream, None, ReportOptions(folder))
    page = stream.getvalue().decode()
    forged = page.replace("<p>Supported</p>", "<p>Refuted</p>")
    assert forged != page

    found = verify_report(ledger, forged.encode(), "the report", folder)

    assert any("reads “Refuted”, and “Supported” in the ledger" in one for one in altered(found))
    told = verified(ledger, page.encode())
    assert any("--templates" in remark for remark in told.remarks)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all single values in a JSON value."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in items:
            yield from leaves(each, (*path, key))
    else:
        yield path


def with_another(value: Any, path: tuple[Any, ...]) -> Any:
    """A copy in which one value is another."""
    copy = json.loads(json.dumps(value))
    place = copy
    for key in path[:-1]:
        place = place[key]
    old = place[path[-1]]
    place[path[-1]] = not old if isinstance(old, bool) else "another" if old != 7 else 8
    return copy


FREE = {"format", "project_id", "made_at", "as_of", "templates", "chosen", "program"}
"""Of the head: with another of these it is another report, or none."""


def is_compared(path: tuple[Any, ...]) -> bool:
    return not (path[0] == "report" and path[1] in FREE | {"counts"})


def caught(ledger: Ledger, value: Any, path: tuple[Any, ...]) -> bool:
    changed = with_another(value, path)
    return bool(verified(ledger, json.dumps(changed).encode()).differences)


def test_values_of_every_kind_that_are_altered_in_json_are_caught(ledger: Ledger) -> None:
    value = json.loads(written(ledger, "json"))
    paths = {path[-1]: path for path in leaves(value) if is_compared(path)}
    kinds = (
        *("conditions", "correction", "confidence", "as_of", "claimant", "claimed_on"),
        *("captured_at", "archived", "title", "meaning", "language", "given_by", "at"),
    )
    for kind in kinds:
        assert caught(ledger, value, paths[kind]), kind


@pytest.mark.long
def test_every_value_that_is_altered_in_json_is_caught(ledger: Ledger) -> None:
    value = json.loads(written(ledger, "json"))
    for path in leaves(value):
        if is_compared(path):
            assert caught(ledger, value, path), path


@pytest.mark.parametrize("name", ["undecided", "dismissed", "unsettled", "claims"])
def test_figures_of_what_is_left_out_that_are_altered_are_caught(ledger: Ledger, name: str) -> None:
    value = json.loads(written(ledger, "json"))
    value["report"]["counts"][name] += 3
    assert altered(verified(ledger, json.dumps(value).encode()))


def test_a_claim_that_is_cut_out_is_missed(ledger: Ledger) -> None:
    value = json.loads(written(ledger, "json"))
    [document] = value["documents"]
    del document["claims"][0]
    value["report"]["counts"]["claims"] -= 1
    found = altered(verified(ledger, json.dumps(value).encode()))
    assert any("that was chosen when it was made" in words for words in found), found


@pytest.mark.long
def test_every_cell_that_is_altered_in_a_table_is_caught(ledger: Ledger) -> None:
    rows = list(csv.reader(io.StringIO(written(ledger, "csv").decode(), newline="")))
    for column, name in enumerate(rows[0]):
        if name == "id":
            continue
        copy = [list(row) for row in rows]
        copy[1][column] = "another"
        text = io.StringIO(newline="")
        csv.writer(text).writerows(copy)
        assert verified(ledger, text.getvalue().encode()).differences, name


def in_word(data: bytes, change: Callable[[str], str]) -> bytes:
    """A Word document with other words in it."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                body = change(body.decode()).encode()
            new.writestr(name, body)
    return made.getvalue()


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
    ledger: Ledger, before: str, after: str
) -> None:
    data = in_word(written(ledger, "docx"), lambda text: text.replace(before, after, 1))

    found = altered(verified(ledger, data))

    assert any(" reads " in words for words in found), found


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Only for the first day", "Only for the last day"),
        ("<span>Supported</span>", "<span>Refuted</span>"),
        ("some 500 soldiers", "some 900 soldiers"),
        ("captured <time", "not captured <time"),
    ],
)
def test_each_thing_that_is_altered_in_a_pdf_is_named(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    from workbench.reporting.html import pdf

    assert verified(ledger, written(ledger, "pdf")).differences == ()
    printed = pdf.inked
    with monkeypatch.context() as forged:
        forged.setattr(pdf, "inked", lambda page: printed(page).replace(before, after, 1))
        data = written(ledger, "pdf")

    found = altered(verified(ledger, data))

    assert any(" reads " in words for words in found), found
