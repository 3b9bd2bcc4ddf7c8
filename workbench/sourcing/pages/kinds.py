"""What kind of file some bytes are: told by the bytes; by the header only among kinds of text."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LOOKED_AT_BYTES: Final = 1024
_SIGNATURES: Final = (
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage", "an old office document"),
    (b"\x1f\x8b", "application/gzip", "a gzip archive"),
    (b"BZh", "application/x-bzip2", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7z archive"),
    (b"Rar!", "application/vnd.rar", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "application/zstd", "a zstd archive"),
    (b"\x89PNG", "image/png", "a picture"),
    (b"\xff\xd8\xff", "image/jpeg", "a picture"),
    (b"GIF8", "image/gif", "a picture"),
    (b"BM", "image/bmp", "a picture"),
    (b"II*\x00", "image/tiff", "a picture"),
    (b"MM\x00*", "image/tiff", "a picture"),
    (b"ID3", "audio/mpeg", "a sound recording"),
    (b"OggS", "application/ogg", "a sound recording or video"),
    (b"fLaC", "audio/flac", "a sound recording"),
    (b"\x1aE\xdf\xa3", "video/webm", "a video"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "an SQLite database"),
    (b"\x7fELF", "application/x-executable", "a program"),
    (b"MZ", "application/x-msdownload", "a program"),
    (b"wOF", "font/woff", "a font"),
    (b"{\\rtf", "application/rtf", "an RTF document"),
)
_OFFICE_PARTS: Final = (
    ("xl/workbook.xml", "a spreadsheet"),
    ("ppt/presentation.xml", "a slide show"),
    ("META-INF/container.xml", "an e-book"),
    ("mimetype", "an OpenDocument file"),
)
_TEXT_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MOST_STRAY_PER_CENT: Final = 1
_MARKUP: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|h[1-6]|table|a|br|"
    r"article|section|span|main|header|center|font|ul|ol|img|b|i|frameset|iframe|base|!--)[\s/>-]",
    re.IGNORECASE,
)
_MARKUP_OF_A_PAGE: Final = 3
_STATED: Final = (
    ("json", "application/json", ("application/json", "text/json"), (".json", ".jsonl")),
    ("csv", "text/csv", ("text/csv",), (".csv",)),
    ("html", "text/html", ("text/html", "application/xhtml+xml"), (".html", ".htm")),
)
_FEED: Final = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """``family`` is html, pdf, docx, text, json, csv, xml, feed or other.

    ``words`` name what it is when it is none that is read.
    """

    family: str
    media_type: str
    words: str = ""


def kind_of(body: bytes, content_type: str | None, name: str | None) -> Kind:
    """Tell what the bytes are, whatever the header calls them."""
    start = body[:_LOOKED_AT_BYTES]
    if b"%PDF-" in start and not _looks_like_html(start):
        return Kind("pdf", "application/pdf")
    if start.startswith(b"PK\x03\x04"):
        return _zip(body)
    if start.startswith(b"PK\x05\x06"):
        return Kind("other", "application/zip", "an empty ZIP archive")
    if start[4:8] == b"ftyp":
        return Kind("other", "video/mp4", "a video, sound recording or picture")
    if start.startswith(b"RIFF"):
        return Kind("other", "application/x-riff", "a picture, sound recording or video")
    for signature, media_type, words in _SIGNATURES:
        if start.startswith(signature) and not _plain_words(signature, start):
            return Kind("other", media_type, words)
    stated = (content_type or "").split(";")[0].strip().lower()
    if _is_binary(body):
        return Kind("other", "application/octet-stream", "binary data")
    return _text_kind(_first_characters(body), stated, (name or "").lower())


def _zip(body: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        if b"word/" in body[:65536]:
            return Kind("docx", DOCX_TYPE)
        return Kind("other", "application/zip", "a damaged ZIP archive or office document")
    if any(one.startswith("word/") for one in names):
        return Kind("docx", DOCX_TYPE)
    for part, words in _OFFICE_PARTS:
        if part in names:
            return Kind("other", "application/zip", words)
    return Kind("other", "application/zip", "a ZIP archive")


def _plain_words(signature: bytes, start: bytes) -> bool:
    """Whether a signature of plain letters merely begins a text ("BMW said ...")."""
    return signature.isalnum() and not any(byte < 9 for byte in start)


def _is_binary(body: bytes) -> bool:
    if body.startswith(_TEXT_MARKS):
        return False
    sample = body[:65536]
    if not sample:
        return False
    if _utf16_without_mark(sample) is not None:
        return False
    odd = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\f\v\x1b\x00")
    nulls = sample.count(0)
    if _MARKUP.search(sample[:4096].replace(b"\x00", b"").decode("latin-1")):
        return False
    return odd + nulls > 8 and (odd + nulls) * 100 > len(sample) * _MOST_STRAY_PER_CENT


def _utf16_without_mark(sample: bytes) -> str | None:
    even, odd = sample[0:2000:2], sample[1:2000:2]
    if not odd:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def utf16_without_mark(body: bytes) -> str | None:
    """The order of bytes of a UTF-16 text that lacks the mark for it."""
    return _utf16_without_mark(body[:2000])


def _first_characters(body: bytes) -> str:
    start = body[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").lstrip("\ufeff")
    order = _utf16_without_mark(start)
    if order:
        return start.decode(order, "replace")
    return start.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").decode("latin-1")


def _looks_like_html(start: bytes) -> bool:
    head = start.lstrip()[:200].lower()
    return head.startswith((b"<!doctype html", b"<html"))


def _text_kind(text: str, stated: str, name: str) -> Kind:
    head = text.lstrip()
    lower = head[:200].lower()
    if lower.startswith(("<!doctype html", "<html")):
        return Kind("html", "text/html")
    if lower.startswith("<") and (found := _xml_kind(head, stated)):
        return found
    for family, media_type, types, endings in _STATED:
        if stated in types or stated.endswith("+" + family) or name.endswith(endings):
            return Kind(family, media_type)
    if lower.startswith("<") and _MARKUP.match(head):
        return Kind("html", "text/html")
    if stated.startswith("text/") or name.endswith((".txt", ".md")):
        return Kind("text", stated if stated.startswith("text/") else "text/plain")
    if len(_MARKUP.findall(head)) > _MARKUP_OF_A_PAGE:
        return Kind("html", "text/html")
    if head.startswith(("{", "[{", '["')):
        return Kind("json", "application/json")
    return Kind("text", "text/plain")


def _xml_kind(head: str, stated: str) -> Kind | None:
    says_xml = stated.endswith(("/xml", "+xml"))
    media_type = stated if says_xml else "application/xml"
    if _FEED.match(head):
        return Kind("feed", media_type)
    if not head[:5].lower().startswith("<?xml") and not says_xml:
        return None
    if "<html" in head.lower() or "xhtml" in stated:
        return Kind("html", "text/html")
    return Kind("feed" if _FEED.search(head) else "xml", media_type)
