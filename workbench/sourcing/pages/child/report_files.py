"""What a report states that is a PDF or a Word document: its manifest and its words."""

import io
import re
import time
import zipfile
from typing import Any, Final

from workbench.sourcing.pages.child.trees import parse_xml

_ATTACHED: Final = "workbench-report.json"
_SPACE: Final = "{urn:workbench:report}report"
_MOST_BYTES: Final = 20 * 1024 * 1024
_SECONDS: Final = 60.0
_PAGE_NUMBER: Final = re.compile(r"\d+ ?/ ?\d+")


def read_report_file(body: bytes) -> dict[str, Any] | None:
    """What it states; nothing for what is neither a PDF nor a Word document."""
    if body.startswith(b"%PDF"):
        return _pdf(body)
    if body.startswith(b"PK\x03\x04"):
        return _docx(body)
    return None


def _pdf(body: bytes) -> dict[str, Any]:
    import pypdfium2

    from workbench.sourcing.pages.child.pdf import read_pdf

    found = read_pdf(body, time.monotonic() + _SECONDS)
    if found.problem is not None:
        return {"problem": found.problem}
    document = pypdfium2.PdfDocument(body)
    manifest = None
    for number in range(min(document.count_attachments(), 100)):
        attached = document.get_attachment(number)
        if attached.get_name() == _ATTACHED:
            manifest = bytes(attached.get_data())[:_MOST_BYTES].decode("utf-8", "replace")
    lines = [
        {"line": number, "text": " ".join(line.split())}
        for number, line in enumerate(found.visible.split("\n"), start=1)
    ]
    kept = [one for one in lines if one["text"] and not _PAGE_NUMBER.fullmatch(str(one["text"]))]
    return {"form": "PDF", "manifest": manifest, "lines": kept, "text": _together(kept)}


def _docx(body: bytes) -> dict[str, Any]:
    from workbench.sourcing.pages.child.docx import read_docx

    found = read_docx(body)
    if found.problem is not None:
        return {"problem": found.problem}
    manifest = None
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            if not name.startswith("customXml/") or not name.endswith(".xml"):
                continue
            with archive.open(name) as part:
                tree = parse_xml(part.read(_MOST_BYTES))
            if tree is not None and tree.tag == _SPACE:
                manifest = "".join(str(piece) for piece in tree.itertext())
    lines = [
        {"line": number, "text": " ".join(line.split())}
        for number, line in enumerate(found.text.split("\n"), start=1)
    ]
    kept = [one for one in lines if one["text"]]
    return {"form": "Word", "manifest": manifest, "lines": kept, "text": _together(kept)}


def _together(lines: list[dict[str, Any]]) -> str:
    return "".join("".join(str(one["text"]).split()) for one in lines)
