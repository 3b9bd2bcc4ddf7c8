"""Captures as a WARC 1.1 file, for web archives and whoever wants the pages without claims.db.

Needs warcio, the extra ``archive``. What is written is what was kept: bodies are the decoded
bytes, so ``Content-Encoding`` and ``Transfer-Encoding`` are taken out of the headers and
``Content-Length`` is set anew; the file says so itself.
"""

import hashlib
import importlib
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, Final

from workbench import __version__
from workbench.errors import StorageError, UsageError
from workbench.model.sourcing import Capture, Exchange, Outcome, SourceKind
from workbench.sourcing.warc_headers import (
    address_of,
    peer_of,
    request_head,
    response_head,
    status_line,
)
from workbench.text import clean_line

_RESOURCES: Final = (SourceKind.FILE, SourceKind.TEXT, SourceKind.SCREENSHOT)
_TRUNCATED: Final = {
    Outcome.INCOMPLETE: "disconnect",
    Outcome.TOO_LARGE: "length",
    Outcome.TIMED_OUT: "time",
}
_DESCRIPTION: Final = (
    "bodies are the decoded bytes: Content-Encoding and Transfer-Encoding are taken out and "
    "Content-Length is set anew; records of redirects hold the status and the Location only; "
    "metadata records tell of fetches without an answer and of page copies that are left out"
)
_NAMESPACE: Final = uuid.UUID("6f7c1f0e-9f0b-5c29-8a55-6d6d3c6f3d52")


@dataclass(frozen=True, slots=True)
class WarcWritten:
    """What went into a WARC file.

    ``pages`` and ``resources`` hold bodies; ``redirects`` are the hops before a page. ``failed``
    and ``without_copy`` are captures told of in metadata records: fetches without an answer, and
    pages whose copy was not handed over. ``damaged`` are those whose bytes are not what the
    capture names, told of in the same way. ``left_out`` were never on the web and are not told of.
    """

    pages: int = 0
    redirects: int = 0
    resources: int = 0
    failed: int = 0
    without_copy: int = 0
    damaged: int = 0
    left_out: int = 0

    @property
    def captures(self) -> int:
        """How many captures the file tells of."""
        return self.pages + self.resources + self.failed + self.without_copy + self.damaged


def write_warc(
    target: Path | BinaryIO,
    captures: Iterable[tuple[Capture, bytes | None]],
    *,
    written_at: datetime | None = None,
) -> WarcWritten:
    """Write captures with their bodies, in their order; one body at a time is held.

    A file appears whole or not at all, and replaces one of its name. A body of ``None`` leaves
    out a page copy. Records are compressed one by one. A device or pipe is written to as it is,
    and a link goes on pointing at the file.

    Raises:
        UsageError: warcio is not installed.
        StorageError: The file cannot be written.
    """
    warcio = _warcio()
    moment = (written_at or datetime.now(UTC)).astimezone(UTC)
    if not isinstance(target, Path):
        return _WarcFile(warcio, target, None, moment).write(captures)
    temporary: Path | None = None
    shown = clean_line(str(target))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as device:
                return _WarcFile(warcio, device, target.name, moment).write(captures)
        target = target.resolve()
        with NamedTemporaryFile(
            dir=target.absolute().parent, prefix=f".{target.name}.", suffix=".part", delete=False
        ) as stream:
            temporary = Path(stream.name)
            written = _WarcFile(warcio, stream, target.name, moment).write(captures)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
        temporary = None
        _sync_folder(target.absolute().parent)
    except OSError as error:
        raise StorageError(
            f"{shown} cannot be written: {error.strerror or 'no reason given'}; "
            "nothing was replaced"
        ) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return written


def _warcio() -> Any:
    try:
        return importlib.import_module("warcio.warcwriter")
    except ImportError:
        raise UsageError(
            "writing WARC files needs warcio; install it with: "
            "pip install 'claim-workbench[archive]'"
        ) from None


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        # some systems cannot sync a folder; the file itself is safe
        return
    finally:
        os.close(handle)


class _WarcFile:
    """One file while it is written."""

    def __init__(self, warcio: Any, stream: Any, name: str | None, moment: datetime) -> None:
        self._headers = importlib.import_module("warcio.statusandheaders").StatusAndHeaders
        self._writer = warcio.WARCWriter(stream, gzip=True, warc_version="1.1")
        self._counts = dict.fromkeys(WarcWritten.__dataclass_fields__, 0)
        self._name, self._moment = name, moment

    def write(self, captures: Iterable[tuple[Capture, bytes | None]]) -> WarcWritten:
        self._write_warcinfo()
        for capture, body in captures:
            self._write_capture(capture, body)
        return WarcWritten(**self._counts)

    def _write_warcinfo(self) -> None:
        record = self._writer.create_warcinfo_record(
            self._name and address_of(self._name),
            {
                "software": f"claim-workbench/{__version__}",
                "format": "WARC File Format 1.1",
                "conformsTo": (
                    "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
                ),
                "description": _DESCRIPTION,
            },
        )
        record.rec_headers.replace_header("WARC-Date", _date(self._moment))
        self._writer.write_record(record)

    def _write_capture(self, capture: Capture, body: bytes | None) -> None:
        if capture.kind in _RESOURCES:
            self._write_resource(capture, body)
            return
        if capture.kind is not SourceKind.PAGE:
            self._counts["left_out"] += 1
            return
        exchange = capture.exchange
        for number, hop in enumerate(exchange.hops):
            if hop.status < 300:
                # a page that sent its readers on by itself; its own bytes were not kept
                continue
            head = self._headers(
                status_line(hop.status),
                [("Location", address_of(hop.target)), ("Content-Length", "0")],
                protocol="HTTP/1.1",
            )
            fields = self._fields(capture, f"hop-{number}", exchange.started_at)
            self._add(hop.origin, "response", fields, head, b"")
            self._counts["redirects"] += 1
        if exchange.status is None:
            self._write_metadata(capture, "failed", "no answer came")
        elif body is not None and not _is_the_body(capture, body):
            self._write_metadata(
                capture, "damaged", "the kept bytes are not those that were captured"
            )
        elif body is None and (capture.left_out or capture.body or exchange.wire_bytes):
            self._write_metadata(capture, "without_copy", "the page copy is left out")
        else:
            self._write_page(capture, exchange, body or b"")

    def _write_page(self, capture: Capture, exchange: Exchange, body: bytes) -> None:
        assert exchange.status is not None
        fields = self._fields(capture, "response", exchange.ended_at)
        if peer := peer_of(exchange.peer):
            fields["WARC-IP-Address"] = peer
        if not exchange.complete:
            fields["WARC-Truncated"] = _TRUNCATED.get(exchange.outcome, "unspecified")
        protocol, headers = response_head(exchange, len(body))
        head = self._headers(status_line(exchange.status), headers, protocol=protocol)
        self._add(exchange.address, "response", fields, head, body)
        self._counts["pages"] += 1
        if exchange.request_headers:
            answered = fields["WARC-Record-ID"]
            fields = self._fields(capture, "request", exchange.started_at)
            fields["WARC-Concurrent-To"] = answered
            line, headers = request_head(exchange)
            head = self._headers(line, headers, is_http_request=True)
            self._add(exchange.address, "request", fields, head, b"")

    def _write_resource(self, capture: Capture, body: bytes | None) -> None:
        """A file or pasted text; its path on somebody's computer is nobody's business."""
        if body is None:
            self._write_metadata(capture, "without_copy", "the copy is left out")
        elif not _is_the_body(capture, body):
            self._write_metadata(
                capture, "damaged", "the kept bytes are not those that were captured"
            )
        else:
            fields = self._fields(capture, "resource", capture.captured_at)
            media_type = address_of(capture.media_type or "application/octet-stream")
            self._add(_resource(capture), "resource", fields, None, body, media_type)
            self._counts["resources"] += 1

    def _write_metadata(self, capture: Capture, count: str, why: str) -> None:
        exchange = capture.exchange
        facts: list[tuple[str, object]] = [
            ("fetchOutcome", exchange.outcome.value),
            ("why", why),
            ("reason", exchange.reason),
            ("status", exchange.status),
            ("finalAddress", exchange.address if capture.kind is SourceKind.PAGE else None),
            ("wireSha256", exchange.wire_sha256),
            ("bodySha256", capture.body),
        ]
        lines = [
            f"{name}: {' '.join(str(value).split())}\r\n"
            for name, value in facts
            if value is not None
        ]
        fields = self._fields(capture, "metadata", exchange.started_at)
        address = exchange.requested if capture.kind is SourceKind.PAGE else _resource(capture)
        data = "".join(lines).encode("utf-8", "replace")
        self._add(address, "metadata", fields, None, data, "application/warc-fields")
        self._counts[count] += 1

    def _fields(self, capture: Capture, part: str, moment: datetime) -> dict[str, str]:
        # named after the capture, so that writing it again gives the same record
        identity = uuid.uuid5(_NAMESPACE, f"{capture.id}/{part}")
        return {"WARC-Record-ID": f"<urn:uuid:{identity}>", "WARC-Date": _date(moment)}

    def _add(
        self,
        address: str,
        kind: str,
        fields: dict[str, str],
        head: Any,
        body: bytes,
        media_type: str = "",
    ) -> None:
        record = self._writer.create_warc_record(
            address_of(address),
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=media_type,
            warc_headers_dict=fields,
            http_headers=head,
        )
        self._writer.write_record(record)


def _is_the_body(capture: Capture, body: bytes) -> bool:
    return capture.body is None or hashlib.sha256(body).hexdigest() == capture.body


def _resource(capture: Capture) -> str:
    if capture.body:
        return f"urn:sha256:{capture.body}"
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, capture.id)}"


def _date(moment: datetime) -> str:
    """WARC 1.1 allows fractions of a second; they are always written."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
