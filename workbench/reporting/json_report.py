"""A report as JSON: one object, or one object a line. Both are written as they are gathered."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

import msgspec

from workbench.reporting.dossier import Dossier
from workbench.reporting.formats import ReportOptions
from workbench.reporting.report_objects import claim_object, document_object, head_object
from workbench.text import escape_json

_ENCODER: Final = msgspec.json.Encoder()
_DELETE: Final = b"\x7f"


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write the report as one object, a claim on each line."""
    stream.write(b'{"report": ' + _line(head_object(dossier)) + b',\n"documents": [')
    document = None
    for entry in dossier.entries:
        begun = document is not None
        if document is None or document != entry.claim.document.id:
            document = entry.claim.document.id
            stream.write(b"\n]},\n" if begun else b"\n")
            head = _line(document_object(entry.document))
            stream.write(head[:-1] + b', "claims": [\n')
        else:
            stream.write(b",\n")
        stream.write(_line(claim_object(entry)))
    stream.write(b"\n]}\n]}\n" if document is not None else b"]}\n")


def write_lines(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write the head of the report, its documents and its claims, an object a line each."""
    stream.write(_line({"report": head_object(dossier)}) + b"\n")
    document = None
    for entry in dossier.entries:
        if document != entry.claim.document.id:
            document = entry.claim.document.id
            stream.write(_line({"document": document_object(entry.document)}) + b"\n")
        stream.write(_line({"claim": claim_object(entry)}) + b"\n")


def _line(value: Mapping[str, Any]) -> bytes:
    """JSON in one line; what could steer a terminal or hide from a reader is escaped."""
    try:
        written = msgspec.json.format(_ENCODER.encode(value), indent=0)
    except UnicodeEncodeError:
        return escape_json(json.dumps(value, ensure_ascii=False)).encode()
    if written.isascii() and _DELETE not in written:
        return written
    return escape_json(written.decode()).encode()
