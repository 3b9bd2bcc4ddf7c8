"""A report as JSON: one object, or one object a line. Both are written as they are gathered."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

import msgspec

from workbench.reporting.dossier import Dossier, Entry
from workbench.reporting.formats import Pieces
from workbench.reporting.json.report_objects import claim_object, document_object, head_object
from workbench.text import escape_json

_ENCODER: Final = msgspec.json.Encoder()
_DELETE: Final = b"\x7f"


def _begin(dossier: Dossier, stream: BinaryIO) -> None:
    stream.write(b'{"report": ' + _line(head_object(dossier)) + b',\n"documents": [')


def _claims(dossier: Dossier, stream: BinaryIO, before: Entry | None) -> int:
    told = 0
    document = before.claim.document.id if before is not None else None
    for entry in dossier.entries:
        told += 1
        begun = document is not None
        if document is None or document != entry.claim.document.id:
            document = entry.claim.document.id
            stream.write(b"\n]},\n" if begun else b"\n")
            head = _line(document_object(entry.document))
            stream.write(head[:-1] + b', "claims": [\n')
        else:
            stream.write(b",\n")
        stream.write(_line(claim_object(entry)))
    return told


def _end(told: int, stream: BinaryIO) -> None:
    stream.write(b"\n]}\n]}\n" if told else b"]}\n")


def _begin_lines(dossier: Dossier, stream: BinaryIO) -> None:
    stream.write(_line({"report": head_object(dossier)}) + b"\n")


def _lines(dossier: Dossier, stream: BinaryIO, before: Entry | None) -> int:
    told = 0
    document = before.claim.document.id if before is not None else None
    for entry in dossier.entries:
        told += 1
        if document != entry.claim.document.id:
            document = entry.claim.document.id
            stream.write(_line({"document": document_object(entry.document)}) + b"\n")
        stream.write(_line({"claim": claim_object(entry)}) + b"\n")
    return told


def _end_lines(_told: int, _stream: BinaryIO) -> None:
    """The last line is that of a claim."""


PIECES: Final = Pieces(_begin, _claims, _end)
"""The report as one object, a claim on each line."""

LINES: Final = Pieces(_begin_lines, _lines, _end_lines)
"""The head of the report, its documents and its claims, an object a line each."""


def _line(value: Mapping[str, Any]) -> bytes:
    """JSON in one line; what could steer a terminal or hide from a reader is escaped."""
    try:
        written = msgspec.json.format(_ENCODER.encode(value), indent=0)
    except UnicodeEncodeError:
        return escape_json(json.dumps(value, ensure_ascii=False)).encode()
    if written.isascii() and _DELETE not in written:
        return written
    return escape_json(written.decode()).encode()
