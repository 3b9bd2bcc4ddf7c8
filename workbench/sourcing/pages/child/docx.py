"""The text of a Word document, read from its archive without opening anything else in it."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final

from lxml import etree

from workbench.sourcing.pages.child.folding import Layout, text_of
from workbench.sourcing.pages.child.marks import PARAGRAPH
from workbench.sourcing.pages.child.trees import parse_xml

NAME: Final = "docx/1"
MOST_PART_BYTES: Final = 20 * 1024 * 1024
MOST_RATIO: Final = 100
MOST_ENTRIES: Final = 10_000
_RATIO_MATTERS_BYTES: Final = 1024 * 1024
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MAIN: Final = "word/document.xml"
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")
_CORE: Final = "docProps/core.xml"
_PROPERTIES: Final = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}description": "description",
    "{http://purl.org/dc/elements/1.1/}language": "language",
    "{http://purl.org/dc/terms/}created": "published",
    "{http://purl.org/dc/terms/}modified": "modified",
}


def _named(*names: str) -> frozenset[str]:
    return frozenset(space + name for space in (_WORD, _STRICT) for name in names)


# Word splits words over runs and keeps deleted text in the file; field codes are not shown.
_HIDDEN: Final = _named("delText", "instrText", "del", "moveFrom", "rPr", "pPr", "sectPr", "tblPr")
_ALTERNATIVE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LAYOUT: Final = Layout(
    blocks=_named("p", "tr"),
    lines=_named("br", "cr"),
    cells=_named("tc"),
    hidden=lambda element: element.tag in _HIDDEN or element.tag == _ALTERNATIVE,
)
_TAB: Final = _named("tab")


@dataclass(frozen=True, slots=True)
class DocxText:
    """Text; ``properties`` are fields of metadata with what the file says."""

    text: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    problem: str | None = None


class _Refused(Exception):
    pass


def read_docx(body: bytes) -> DocxText:
    """Read the document, its footnotes and endnotes, and its properties."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _read(archive)
    except _Refused as refused:
        return DocxText(problem=str(refused))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError):
        return DocxText(problem="the Word document is damaged: its archive cannot be unpacked")
    except RuntimeError:
        return DocxText(problem="the Word document is encrypted and needs a password")


def _read(archive: zipfile.ZipFile) -> DocxText:
    names = archive.namelist()
    if len(names) > MOST_ENTRIES:
        raise _Refused(f"the Word document has {len(names)} parts, which no document needs")
    if _MAIN not in names:
        raise _Refused(f"the Word document lacks its main part ({_MAIN})")
    tree = parse_xml(_part(archive, _MAIN))
    if tree is None:
        raise _Refused(f"the Word document is damaged: {_MAIN} is no XML")
    parts = (tree, *(parse_xml(_part(archive, name)) for name in _NOTES if name in names))
    texts = [_text(part) for part in parts if part is not None]
    flags: list[str] = []
    if any(name.endswith("vbaProject.bin") for name in names):
        flags.append("the document holds macros; they were neither read nor run")
    if next(tree.iter(*_named("del", "ins")), None) is not None:
        flags.append("the document has tracked changes; deleted words were left out")
    properties: list[tuple[str, str]] = []
    if _CORE in names and (core := parse_xml(_part(archive, _CORE))) is not None:
        properties = [
            (_PROPERTIES[str(child.tag)], child.text.strip())
            for child in core
            if child.tag in _PROPERTIES and child.text and child.text.strip()
        ]
    text = PARAGRAPH.join(part for part in texts if part)
    problem = None if text else "the Word document has no text in it"
    return DocxText(text, tuple(properties), tuple(flags), problem)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = archive.getinfo(name)
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > MOST_PART_BYTES or (
        ratio > MOST_RATIO and entry.file_size > _RATIO_MATTERS_BYTES
    ):
        raise _Refused(
            f"the Word document unpacks {entry.compress_size / 1e3:.0f} KB to "
            f"{entry.file_size / 1e6:.0f} MB ({name}); that is refused"
        )
    with archive.open(entry) as part:
        # What the archive states of its sizes is not to be trusted.
        data = part.read(MOST_PART_BYTES + 1)
    if len(data) > MOST_PART_BYTES:
        raise _Refused(f"the Word document unpacks to more than it says ({name}); that is refused")
    return data


def _text(tree: etree._Element) -> str:
    for element in tree.iter(*_TAB):
        element.text = "\t"
    return text_of(tree, _LAYOUT)
