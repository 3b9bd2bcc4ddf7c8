"""The same page as a PDF."""

import logging
import sys
from io import BytesIO
from pathlib import Path

import pytest

from tests.reporting.html.dossiers import full
from tests.reporting.html.test_harmful_words import HARM, harmed
from workbench.errors import InputError, UsageError
from workbench.reporting.dossier import Dossier
from workbench.reporting.formats import ReportOptions
from workbench.reporting.pdf.document import inked, write


def printed(dossier: Dossier, templates: Path | None = None) -> bytes:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    stream = BytesIO()
    write(dossier, stream, ReportOptions(templates))
    return stream.getvalue()


def text_of(document: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(document) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    return " ".join(" ".join(pages).split())


def test_without_weasyprint_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UsageError, match=r"pip install 'claim-workbench\[pdf\]'"):
        write(full(), BytesIO(), ReportOptions())


def test_pictures_get_their_colours_and_words_stay_as_they_are() -> None:
    sign = '<span class="sign no"><svg class="shape"><rect class="solid"/></svg> <b>x</b></span>'
    assert 'fill="#9a2c1b"' in inked(sign)
    words = '<p>class=&#34;solid&#34; class="solid"</p>'
    assert inked(words) == words


@pytest.mark.long
def test_a_pdf_tells_what_the_page_tells() -> None:
    document = printed(full())
    assert document.startswith(b"%PDF-")
    told = text_of(document)
    for words in ("The Marun valley", "Forty-seven civilians", "Reviewers disagree", "1 / "):
        assert words in told


@pytest.mark.long
def test_harm_in_every_field_is_printed_as_words() -> None:
    document = printed(harmed(full(), HARM))
    assert "<script>" in text_of(document)
    assert b"/JavaScript" not in document
    assert b"/Launch" not in document


@pytest.mark.long
def test_a_template_that_loads_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "more.css").write_text("body { background: url(file:///etc/passwd) }")
    with pytest.raises(InputError, match="a report loads nothing"):
        printed(full(), tmp_path)


@pytest.mark.long
def test_pages_are_told_as_they_are_laid_out_and_may_end_the_work() -> None:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    told: list[int] = []

    def until_the_second(page: int) -> None:
        told.append(page)
        if page == 2:
            raise KeyboardInterrupt

    stream = BytesIO()
    with pytest.raises(KeyboardInterrupt):
        write(full(), stream, ReportOptions(paging=until_the_second))
    assert told == [1, 2]
    assert stream.getvalue() == b""
    assert logging.getLogger("weasyprint.progress").handlers == []
