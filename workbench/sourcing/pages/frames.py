"""The frames that pass between this program and its child process, as bytes.

A frame is a magic word, two lengths, a JSON header and a blob. Both sides use this module; it
does no input or output. What comes from the child is checked, because the child reads hostile
pages and may have been taken over by one.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from workbench.model.sourcing import Metadatum, Outcome, ReadableText
from workbench.sourcing.pages.limits import MAX_ANSWER_BYTES, MAX_HEADER_BYTES

_MAGIC: Final = b"WBP1"
_PREFIX: Final = struct.Struct(">4sII")
PREFIX_BYTES: Final = _PREFIX.size
TEXT_OF_PAGE: Final = "text"
STRUCTURED_DATA: Final = "structured-data"
REPORT: Final = "report"


class BadFrame(Exception):
    """What came is no frame of this protocol."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of a page before it is read.

    ``plain`` asks for its words without parsing its markup, after a parser has failed on it.
    ``task`` says what is wanted of it: its text, its structured data, or what a report states.
    """

    address: str | None
    content_type: str | None
    name: str | None
    encoding: str | None
    seconds: float
    memory_bytes: int
    plain: bool = False
    task: str = TEXT_OF_PAGE


@dataclass(frozen=True, slots=True)
class Answer:
    """One frame of the child.

    ``begun`` says that the parsers are loaded and the page's time runs for ``seconds``;
    ``readable`` is the text, ``final`` or to be used if nothing better comes; ``peak_bytes`` is
    the most memory the process has held. ``value`` is the answer to any other task, plain JSON.
    """

    begun: bool = False
    seconds: float = 0.0
    readable: ReadableText | None = None
    final: bool = False
    peak_bytes: int = 0
    value: Mapping[str, Any] | None = None


def pack_request(request: Request, body: bytes) -> bytes:
    """A request as a frame."""
    return _pack(asdict(request), body)


def unpack_request(header: bytes) -> Request:
    """Read a request's header.

    Raises:
        BadFrame: It is none.
    """
    try:
        return Request(**_object(header))
    except TypeError as error:
        raise BadFrame(str(error)) from None


def pack_answer(answer: Answer) -> bytes:
    """An answer as a frame; the two texts are its blob."""
    if answer.value is not None:
        blob = json.dumps(answer.value).encode("ascii")
        return _pack({"value": True, "peak_bytes": answer.peak_bytes}, blob)
    if answer.readable is None:
        return _pack({"begun": answer.begun, "seconds": answer.seconds}, b"")
    readable = asdict(answer.readable)
    main = readable.pop("main").encode("utf-8", "replace")
    visible = readable.pop("visible").encode("utf-8", "replace")
    same = main == visible
    header = {
        "readable": readable,
        "main_bytes": len(main),
        "same": same,
        "final": answer.final,
        "peak_bytes": answer.peak_bytes,
    }
    return _pack(header, main if same else main + visible)


def unpack_prefix(prefix: bytes) -> tuple[int, int]:
    """The lengths of a frame's header and blob.

    Raises:
        BadFrame: It is no frame, or too long for one.
    """
    magic, header, blob = _PREFIX.unpack(prefix)
    if magic != _MAGIC or header > MAX_HEADER_BYTES or blob > MAX_ANSWER_BYTES:
        raise BadFrame("not a frame")
    return header, blob


def unpack_answer(header: bytes, blob: bytes) -> Answer:
    """Read an answer.

    Raises:
        BadFrame: It is none.
    """
    fields = _object(header)
    try:
        if fields.get("begun"):
            return Answer(begun=True, seconds=float(fields["seconds"]))
        if fields.get("value") is True:
            return Answer(value=_object(blob), final=True, peak_bytes=int(fields["peak_bytes"]))
        size = int(fields["main_bytes"])
        main = blob[:size].decode("utf-8")
        visible = main if fields["same"] is True else blob[size:].decode("utf-8")
        return Answer(
            readable=_readable(fields["readable"], main, visible),
            final=fields["final"] is True,
            peak_bytes=int(fields["peak_bytes"]),
        )
    except (LookupError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise BadFrame(f"{type(error).__name__}: {error}") from None


def _readable(fields: dict[str, Any], main: str, visible: str) -> ReadableText:
    outcome = fields["suggested_outcome"]
    return ReadableText(
        main=main,
        visible=visible,
        media_type=str(fields["media_type"]),
        encoding=_text_or_none(fields["encoding"]),
        encoding_basis=_text_or_none(fields["encoding_basis"]),
        extractor=str(fields["extractor"]),
        metadata=tuple(
            Metadatum(
                str(one["field"]), str(one["value"]), str(one["basis"]), _text_or_none(one["raw"])
            )
            for one in fields["metadata"]
        ),
        pages=tuple(_span(span, len(main)) for span in fields["pages"]),
        flags=tuple(str(flag) for flag in fields["flags"]),
        problem=_text_or_none(fields["problem"]),
        suggested_outcome=None if outcome is None else Outcome(outcome),
    )


def _span(span: list[int], most: int) -> tuple[int, int]:
    start, end = int(span[0]), int(span[1])
    if not 0 <= start <= end <= most:
        raise ValueError("a page lies outside the text")
    return start, end


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _pack(fields: dict[str, Any], blob: bytes) -> bytes:
    header = json.dumps(fields).encode("ascii")
    return _PREFIX.pack(_MAGIC, len(header), len(blob)) + header + blob


def _object(header: bytes) -> dict[str, Any]:
    try:
        value = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"no JSON: {error}") from None
    if not isinstance(value, dict):
        raise BadFrame("no JSON object")
    return value
