"""The text of a PDF, page by page."""

import re
import time
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from workbench.sourcing.pages.child.marks import PARAGRAPH

NAME: Final = f"pdfium {pypdfium2.PYPDFIUM_INFO.version}"
MOST_PAGES: Final = 1000
_TIME_LEFT_SECONDS: Final = 1.0
_LOOKED_AT_PAGES: Final = 5
_FEWEST_CHARACTERS_PER_PAGE: Final = 20
_HYPHEN: Final = re.compile("[\x02\ufffe\xad]\r?\n[ \t]*|[\x02\ufffe](?=\\S)")
_CONTROLS: Final = {code: None for code in range(0x20) if chr(code) not in "\t\n"} | {0xFFFE: None}
_PROBLEMS: Final = {
    pdfium.FPDF_ERR_PASSWORD: "the PDF is encrypted and needs a password",
    pdfium.FPDF_ERR_SECURITY: "the PDF is encrypted in a way that cannot be read",
    pdfium.FPDF_ERR_FORMAT: "the PDF is damaged: its table of contents (xref) cannot be read",
    pdfium.FPDF_ERR_FILE: "the PDF is damaged and cannot be opened",
}


@dataclass(frozen=True, slots=True)
class PdfText:
    """Text with the spans of its pages; ``properties`` are what the file says of itself."""

    main: str = ""
    visible: str = ""
    pages: tuple[tuple[int, int], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    problem: str | None = None


def read_pdf(body: bytes, deadline: float) -> PdfText:
    """Read as many pages as there is time for, the first ones first."""
    try:
        document = pypdfium2.PdfDocument(body)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        known = _PROBLEMS.get(getattr(error, "err_code", None) or 0)
        return PdfText(problem=known or "the PDF is damaged and cannot be opened")
    if not count:
        return PdfText(problem="the PDF has no pages")
    texts: list[str] = []
    unreadable: list[int] = []
    for number in range(min(count, MOST_PAGES)):
        if time.monotonic() > deadline - _TIME_LEFT_SECONDS:
            break
        try:
            texts.append(_page(document, number))
        except pypdfium2.PdfiumError:
            texts.append("")
            unreadable.append(number + 1)
    return _joined(document, texts, count, unreadable)


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            return str(text_page.get_text_range())
        finally:
            text_page.close()
    finally:
        page.close()


def _joined(
    document: pypdfium2.PdfDocument, texts: list[str], count: int, unreadable: list[int]
) -> PdfText:
    flags: list[str] = []
    if len(texts) < count:
        why = "too many pages" if len(texts) == MOST_PAGES else "no time for more"
        flags.append(f"only the first {len(texts)} of {count} pages were read: {why}")
    if unreadable:
        shown = ", ".join(str(number) for number in unreadable[:10])
        flags.append(f"pages that could not be read: {shown}")
    if attached := document.count_attachments():
        flags.append(f"the PDF carries {attached} attached file(s), which were not read")
    properties = tuple(document.get_metadata_dict(skip_empty=True).items())
    mains = [_tidy(text, joined=True) for text in texts]
    visibles = [_tidy(text, joined=False) for text in texts]
    first = mains[:_LOOKED_AT_PAGES]
    has_no_layer = sum(map(len, first)) < _FEWEST_CHARACTERS_PER_PAGE * len(first)
    if has_no_layer and sum(map(len, mains)) < _FEWEST_CHARACTERS_PER_PAGE * len(mains):
        pages = "1 page" if count == 1 else f"{count} pages"
        problem = f"the PDF has no text layer: its {pages} seem to be scanned pictures"
        if not any(mains):
            return PdfText(properties=properties, flags=tuple(flags), problem=problem)
        flags.append(f"{problem}; what little text there is may be stamps or page numbers")
    spans: list[tuple[int, int]] = []
    place = 0
    for text in mains:
        spans.append((place, place + len(text)))
        place += len(text) + len(PARAGRAPH)
    return PdfText(
        PARAGRAPH.join(mains), PARAGRAPH.join(visibles), tuple(spans), properties, tuple(flags)
    )


def _tidy(text: str, *, joined: bool) -> str:
    """Lines as printed; a word that a line's end divides is whole again where ``joined``."""
    text = _HYPHEN.sub("" if joined else "-\n", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.rstrip() for line in text.translate(_CONTROLS).split("\n"))
    return "\n".join(lines).strip("\n")
