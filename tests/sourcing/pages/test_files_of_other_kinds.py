"""What is no web page: PDFs, Word documents, feeds, plain text, and what is not read at all."""

import pytest

from tests.sourcing.pages.conftest import Read
from tests.sourcing.pages.material import (
    ARRIVAL,
    ARTICLE,
    DENIAL,
    JOINING,
    MAIN,
    archive,
    docx,
    page,
    paragraph,
    pdf,
)
from workbench.model.sourcing import Outcome

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_the_pages_of_a_pdf_are_kept(read: Read) -> None:
    readable = read(pdf([ARRIVAL, JOINING, DENIAL]), "application/pdf")
    assert readable.main == MAIN
    assert [readable.main[start:end] for start, end in readable.pages] == [ARRIVAL, JOINING, DENIAL]
    assert readable.media_type == "application/pdf"
    assert readable.extractor.startswith("pdfium ")
    assert readable.problem is None


def test_a_pdf_says_of_itself_what_its_properties_say(read: Read) -> None:
    info = "/Title (Report) /Author (Ada Example) /CreationDate (D:20251014080000Z)"
    found = read(pdf([ARRIVAL], info=info), None).metadata
    assert [(one.field, one.value, one.basis) for one in found] == [
        ("title", "Report", "pdf"),
        ("author", "Ada Example", "pdf"),
        ("published", "2025-10-14", "pdf"),
    ]


def test_the_properties_of_a_pdf_are_cleaned(read: Read) -> None:
    found = read(pdf([ARRIVAL], info="/Title (\\033]0;evil\\007)"), None).metadata
    assert "\x1b" not in found[0].value


def test_an_empty_page_between_others_keeps_the_numbers_right(read: Read) -> None:
    readable = read(pdf([ARRIVAL, "", DENIAL]), None)
    assert [readable.main[start:end] for start, end in readable.pages] == [ARRIVAL, "", DENIAL]


def test_a_broken_table_of_contents_is_mended_where_the_pages_are_there(read: Read) -> None:
    body = pdf([ARRIVAL]).replace(b"startxref\n", b"startxref\n9")
    assert read(body, None).main == ARRIVAL


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (pdf(["", "", ""]), "the PDF has no text layer: its 3 pages seem to be scanned pictures"),
        (pdf([ARRIVAL], encrypted=True), "the PDF is encrypted and needs a password"),
        (b"%PDF-1.7\nnothing more", "the PDF is damaged"),
        (pdf([ARRIVAL])[:120], "the PDF is damaged"),
        (pdf([]), "the PDF is damaged"),
        (docx(""), "the Word document has no text in it"),
        (archive({"word/styles.xml": "<x/>"}), "lacks its main part (word/document.xml)"),
        (docx(paragraph("x"))[:200], "the Word document is damaged"),
        (archive({"word/document.xml": "no markup"}), "damaged: word/document.xml is no XML"),
        (docx("<w:p>" + " " * 30_000_000 + "</w:p>"), "KB to 30 MB (word/document.xml)"),
        (docx("<w:p>" + "x" * 5_000_000 + "</w:p>"), "KB to 5 MB (word/document.xml)"),
        (archive({"xl/workbook.xml": ""}), "this is a spreadsheet, not text"),
        (archive({"a.txt": "hello"}), "this is a ZIP archive, not text"),
        (b"PK\x03\x04 and no more", "this is a damaged ZIP archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "this is a picture, not text"),
        (b"\x1f\x8b\x08" + bytes(100), "this is a gzip archive, not text"),
        (b"\x7fELF" + bytes(100), "this is a program, not text"),
        (bytes(range(256)) * 40, "this is binary data, not text"),
        (bytes(5000), "this is binary data, not text"),
        (b"", "the page is empty"),
        (b" \r\n\t", "the page is empty"),
    ],
    ids=[
        "scan", "locked pdf", "no pdf", "cut pdf", "no pages", "empty docx", "part missing",
        "cut docx", "no xml", "bomb", "smaller bomb", "spreadsheet", "zip", "cut zip", "picture",
        "gzip", "program", "noise", "nulls", "nothing", "space",
    ],
)  # fmt: skip
def test_what_has_no_text_says_why_in_one_line(read: Read, body: bytes, says: str) -> None:
    readable = read(body, None)
    assert readable.main == readable.visible == ""
    assert readable.problem is not None
    assert says in readable.problem
    assert "\n" not in readable.problem


def test_what_is_no_text_suggests_to_call_it_so(read: Read) -> None:
    assert read(b"\x89PNG\r\n" + bytes(99), "text/html").suggested_outcome is Outcome.NOT_TEXT
    assert read(b"", "text/html").suggested_outcome is Outcome.NO_CONTENT


def test_the_bytes_outrank_what_the_server_calls_them(read: Read) -> None:
    assert read(page(), "application/pdf").main == MAIN
    assert read(page(), "application/pdf").media_type == "text/html"
    assert read(pdf([ARRIVAL]), "text/html").media_type == "application/pdf"
    assert read(docx(paragraph(ARRIVAL)), "application/zip").media_type == DOCX_TYPE


def test_a_word_document_is_read_with_its_notes_and_without_deleted_words(read: Read) -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    core = '<c xmlns:d="http://purl.org/dc/elements/1.1/"><d:creator>Ada</d:creator></c>'
    parts: dict[str, str | bytes] = {
        "word__footnotes.xml": f'<f xmlns:w="{word}">{paragraph("A note.")}</f>',
        "docProps__core.xml": core,
        "word__vbaProject.bin": b"macro",
    }
    body = docx(
        paragraph("About 5", "00 troops", " arrived.")
        + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        + "<w:r><w:t>kept</w:t></w:r></w:p><w:tbl><w:tr>"
        + f"<w:tc>{paragraph('Dead')}</w:tc><w:tc>{paragraph('5')}</w:tc></w:tr></w:tbl>",
        **parts,
    )
    readable = read(body, None)
    assert readable.main.startswith("About 500 troops arrived.\n\nkept")
    assert readable.main.endswith("A note.")
    assert "gone" not in readable.main
    assert [(one.field, one.value) for one in readable.metadata] == [("author", "Ada")]
    assert any("macros" in flag for flag in readable.flags)
    assert any("tracked changes" in flag for flag in readable.flags)


def test_an_entity_bomb_in_a_word_document_stays_closed(read: Read) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    main = (
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:p><w:r><w:t>before &e11; &f; after</w:t></w:r></w:p></w:document>"
    )
    readable = read(archive({"word/document.xml": main}), None)
    assert len(readable.main) < 1000
    assert "root:" not in readable.main


def test_a_feed_is_read_item_by_item_and_flagged(read: Read) -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Marun Post</title><item>'
        f"<title>Troops arrive</title><description>&lt;p&gt;{ARRIVAL}&lt;/p&gt;</description>"
        "</item></channel></rss>"
    )
    readable = read(feed, "text/html")
    assert readable.main == f"Marun Post\n\nTroops arrive\n\n{ARRIVAL}"
    assert any("feed" in flag for flag in readable.flags)


@pytest.mark.parametrize(
    ("body", "content_type", "media_type"),
    [
        ("Plain words.\r\n  As they are.", "text/plain", "text/plain"),
        ('{"troops": 500}', "application/json", "application/json"),
        ("place,troops\nMarun,500\n", "text/csv", "text/csv"),
        ("# Troops\n\n5 < 6 & 7 > 3", None, "text/plain"),
    ],
    ids=["text", "json", "csv", "markdown"],
)
def test_kinds_of_plain_text_are_given_as_they_are(
    read: Read, body: str, content_type: str | None, media_type: str
) -> None:
    readable = read(body, content_type)
    assert readable.main == body
    assert readable.media_type == media_type


def test_plain_text_that_begins_like_a_file_signature_is_text(read: Read) -> None:
    assert read("BMW sold 500 cars.", None).main == "BMW sold 500 cars."
    assert read("MZ means money.", None).main == "MZ means money."


def test_a_page_without_any_head_is_a_page(read: Read) -> None:
    assert read(f"<div>{ARTICLE}</div>", None).media_type == "text/html"
