"""The tables ``capture`` and ``metadatum``. A capture never changes, so its row is written once."""

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.ledger.clock import tick_of_event, written, written_moment
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import CaptureValue
from workbench.model import Certificate, Hop

if TYPE_CHECKING:
    from workbench.ledger.folding.sources import SourceEntry


def refresh_captures(
    connection: sqlite3.Connection,
    source: int,
    entries: "Sequence[SourceEntry]",
    readings: Readings,
) -> None:
    """Write the captures of a source that are live and lack a row, and drop those that died."""
    present = {
        row[0]
        for row in connection.execute("SELECT number FROM capture WHERE source = ?", (source,))
    }
    live = {entry.number for entry in entries}
    connection.executemany(
        "DELETE FROM capture WHERE number = ?", [(one,) for one in present - live]
    )
    missing = [entry for entry in entries if entry.number not in present]
    readings.load([entry.number for entry in missing])
    for entry in missing:
        value = readings[entry.number]
        if isinstance(value, CaptureValue):
            _write(connection, source, entry, value)


def _write(
    connection: sqlite3.Connection, source: int, entry: "SourceEntry", value: CaptureValue
) -> None:
    exchange = value.exchange
    connection.execute(
        "INSERT INTO capture VALUES"
        " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            entry.number,
            entry.event.hex(),
            source,
            exchange.requested,
            exchange.address,
            exchange.outcome,
            exchange.reason,
            exchange.status,
            written_moment(exchange.started_at),
            written_moment(exchange.ended_at),
            exchange.http_version,
            _json(exchange.request_headers),
            _json(exchange.response_headers),
            _json([_hop(hop) for hop in exchange.hops]),
            exchange.peer,
            None if exchange.certificate is None else _json(_certificate(exchange.certificate)),
            exchange.wire_sha256,
            exchange.wire_bytes,
            exchange.complete,
            _json(exchange.remarks),
            value.body,
            value.main,
            value.visible,
            value.media_type,
            value.encoding,
            value.encoding_basis,
            value.extractor,
            len(value.pages),
            _json(value.flags),
            written(tick_of_event(entry.event)),
            entry.reviewer,
        ),
    )
    connection.executemany(
        "INSERT INTO metadatum VALUES (?,?,?,?,?,?)",
        [
            (entry.number, place, found.field, found.value, found.basis, found.raw)
            for place, found in enumerate(value.metadata, 1)
        ],
    )


def _hop(hop: Hop) -> dict[str, object]:
    return {
        "status": hop.status,
        "origin": hop.origin,
        "target": hop.target,
        "remark": hop.remark,
    }


def _certificate(found: Certificate) -> dict[str, object]:
    return {
        "sha256": found.sha256,
        "protocol": found.protocol,
        "issuer": found.issuer,
        "not_after": found.not_after,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
