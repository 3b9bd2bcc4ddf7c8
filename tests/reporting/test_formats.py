"""Every format of a report: the same claims, and nothing of its own from texts outside."""

import csv
import difflib
import io
import json
import re
import shutil
import subprocess
import textwrap
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from tests.reporting.material import (
    CLAIM,
    ENTRY,
    EVIDENCE,
    HOSTILE,
    NOON,
    OTHER,
    VERDICT,
    dossier,
    saying,
)
from workbench.errors import UsageError
from workbench.reporting.csv.table import COLUMNS, HEAD, plain_cell
from workbench.reporting.dossier import Dossier
from workbench.reporting.formats import (
    FORMATS,
    ReportOptions,
    format_named,
    format_of_file,
    schema,
)

WORD_PARTS = ("word/document.xml", "docProps/core.xml")
GOLDEN = Path(__file__).parent / "golden"
TEXTS = ("markdown", "csv", "json", "jsonl", "claimreview", "claimreview-page", "averitec")
GOLDEN_TEXTS = (*TEXTS, "portable", "datasette")
OURS = (*TEXTS, "docx", "datasette")


def written(name: str, report: Dossier, options: ReportOptions | None = None) -> bytes:
    stream = io.BytesIO()
    format_named(name).write(report, stream, options or ReportOptions())
    return stream.getvalue()


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode(), newline="")))


@pytest.mark.parametrize("name", GOLDEN_TEXTS)
def test_a_report_is_written_as_it_always_was(name: str) -> None:
    golden = GOLDEN / f"report{FORMATS[name].suffix}"
    assert written(name, dossier(ENTRY, OTHER)) == golden.read_bytes()


def word_parts(report: Dossier) -> str:
    """The parts of a Word document that hold words, an element a line."""
    with zipfile.ZipFile(io.BytesIO(written("docx", report))) as parts:
        trees = [ET.fromstring(parts.read(name)) for name in WORD_PARTS]
    for tree in trees:
        ET.indent(tree)
    return "\n".join(ET.tostring(tree, "unicode") for tree in trees) + "\n"


def test_a_word_document_holds_what_it_always_held() -> None:
    assert word_parts(dossier(ENTRY, OTHER)) == (GOLDEN / "report.docx.xml").read_text("utf-8")


def words_printed(folder: Path) -> list[str]:
    """The words of a report as PDF, in their order, all on one page, without its number."""
    import pypdfium2

    style = resources.files("workbench.reporting.html") / "templates" / "style.css"
    one_page = "@page { size: 210mm 4000mm }"
    (folder / "style.css").write_text(style.read_text("utf-8") + one_page, "utf-8")
    document = written("pdf", dossier(ENTRY, OTHER), ReportOptions(folder))
    with pypdfium2.PdfDocument(document) as opened:
        (page,) = [page.get_textpage().get_text_bounded() for page in opened]
    words: list[str] = page.removesuffix("1 / 1").split()
    return words


def test_a_pdf_tells_what_it_always_told(tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    told = words_printed(tmp_path)
    golden = (GOLDEN / "report.pdf.txt").read_text("utf-8").split()
    # Where a line is broken, and so where a word seems to end, depends on the fonts there are.
    assert "".join(told) == "".join(golden), "\n".join(difflib.unified_diff(golden, told, n=4))


@pytest.mark.parametrize("name", OURS)
def test_words_off_the_record_are_in_no_format(name: str) -> None:
    content = written(name, dossier(ENTRY, OTHER))
    assert b"secret words" not in content
    assert b"somebody" not in content


@pytest.mark.parametrize("name", OURS)
def test_a_report_of_nothing_is_whole(name: str) -> None:
    content = written(name, dossier())
    if name == "claimreview":
        assert json.loads(content) == {"@context": "https://schema.org", "@graph": []}
    elif name == "averitec":
        assert json.loads(content) == []
    elif name == "csv":
        assert rows_of(content) == []
    elif name == "json":
        assert json.loads(content)["documents"] == []
    assert content


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_any_text_and_steers_no_terminal(text: str) -> None:
    report = dossier(saying(text))
    whole = json.loads(written("json", report))
    claim = whole["documents"][0]["claims"][0]
    assert claim["text"] == text
    assert claim["verdicts"][0]["because"] == text
    for name in ("json", "jsonl", "claimreview", "averitec"):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
                             written(name, report).decode())  # fmt: skip
    json.loads(written("claimreview", report))
    json.loads(written("averitec", report))


@pytest.mark.parametrize("entry", [ENTRY, OTHER, *map(saying, HOSTILE)])
def test_json_fits_its_published_schema(entry: Any) -> None:
    published = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(published)
    whole = jsonschema.Draft202012Validator(published)
    line = jsonschema.Draft202012Validator({"$ref": "#/$defs/line", "$defs": published["$defs"]})
    whole.validate(json.loads(written("json", dossier(entry))))
    for each in written("jsonl", dossier(entry)).splitlines():
        line.validate(json.loads(each))


def test_page_copies_go_along_only_where_they_are_there() -> None:
    kept = replace(ENTRY, records={EVIDENCE.id: replace(ENTRY.record(EVIDENCE), text="The page.")})
    claim = json.loads(written("json", dossier(kept)))["documents"][0]["claims"][0]
    assert claim["evidence"][0]["page_copy"] == "The page."
    claim = json.loads(written("json", dossier(ENTRY)))["documents"][0]["claims"][0]
    assert "page_copy" not in claim["evidence"][0]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_can_be_taken_for_a_formula(text: str) -> None:
    table = written("csv", dossier(saying(text)))
    for row in csv.reader(io.StringIO(table.decode(), newline="")):
        assert len(row) == len(COLUMNS) + len(HEAD)
        for cell in row:
            assert not re.match(r"\s*[=+\-@|%]", cell)
    # Quotes around every cell: another separator makes no cells of its own.
    assert table.count(b'","') >= 2 * (len(COLUMNS) - 1)
    assert all(line.startswith(b'"') for line in (table.split(b"\r\n")[:2]))


def test_what_made_a_cell_safe_can_be_taken_off() -> None:
    for text in ("=1+1", "'quoted", "plain", "''", "-5"):
        row = rows_of(written("csv", dossier(saying(text))))[0]
        assert plain_cell(row["statement"]) == text


class Elements(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.scripts: list[str] = []
        self.links: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._script = tag == "script"
        self.links.extend(value or "" for name, value in attrs if name in ("href", "src"))
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)
            self._script = False


@pytest.mark.parametrize("text", HOSTILE)
def test_the_markup_page_makes_no_elements_of_texts(text: str) -> None:
    page, plain = Elements(), Elements()
    page.feed(written("claimreview-page", dossier(saying(text))).decode())
    plain.feed(written("claimreview-page", dossier(saying("plain"))).decode())
    assert set(page.tags) <= set(plain.tags)
    assert page.tags.count("script") == plain.tags.count("script") == 1
    assert all(link.startswith("https://") for link in page.links)
    assert json.loads(page.scripts[0])["@type"] == "ClaimReview"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_word_document_opens_whatever_is_in_it(text: str) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(written("docx", dossier(saying(text), OTHER))))
    assert document.core_properties.title == "Fact-check report: Valley"
    body = document.element.xml
    assert "w:instrText" not in body
    assert "w:hyperlink" not in body


@pytest.mark.parametrize("name", ["csv", "docx"])
@pytest.mark.long
def test_libreoffice_opens_what_newsrooms_open(name: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on PATH")
    path = tmp_path / f"report.{name}"
    path.write_bytes(written(name, dossier(*map(saying, HOSTILE[:9]))))
    target = "txt:Text" if name == "docx" else "fods"
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
         "--convert-to", target, "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    opened = (tmp_path / f"report.{target.partition(':')[0]}").read_text("utf-8")
    assert "alert(1)" in opened
    assert "table:formula" not in opened


def test_the_ending_of_a_file_says_which_format_is_meant() -> None:
    assert format_of_file(Path("a/Report.MD")) is FORMATS["markdown"]
    assert format_of_file(Path("report.averitec.json")) is FORMATS["averitec"]
    assert format_of_file(Path("report.json")) is FORMATS["json"]
    assert format_of_file(Path("report")) is None
    with pytest.raises(UsageError, match="there is no report format parchment"):
        format_named("parchment")


def test_each_cell_stands_under_its_name() -> None:
    row = rows_of(written("csv", dossier(ENTRY)))[0]
    assert row["id"] == CLAIM.id
    assert row["rating"] == "Refuted"
    assert row["because"] == VERDICT.because
    assert row["reviewed_on"] == NOON.date().isoformat()
    assert row["source_urls"] == "https://hospital.example/a"


def make_golden_files(folder: Path) -> None:
    """Write the golden files anew; look at the difference before it is committed."""
    GOLDEN.mkdir(exist_ok=True)
    for name in GOLDEN_TEXTS:
        path = GOLDEN / f"report{FORMATS[name].suffix}"
        path.write_bytes(written(name, dossier(ENTRY, OTHER)))
    (GOLDEN / "report.docx.xml").write_text(word_parts(dossier(ENTRY, OTHER)), "utf-8")
    told = " ".join(words_printed(folder))
    (GOLDEN / "report.pdf.txt").write_text(textwrap.fill(told, 100) + "\n", "utf-8")
