"""Evidence that is told straight from its rows says what evidence one by one says."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.desk.conftest import fetched
from workbench import model
from workbench.desk.deciding.verdicts import decide
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.desk.sourcing import rechecking
from workbench.desk.sourcing.archiving import keep_archived
from workbench.desk.sourcing.attaching import Attached, correct_metadata, keep_fetched
from workbench.desk.sourcing.quoting import quote
from workbench.desk.sourcing.sources import cite
from workbench.desk.sourcing.testimony import record_testimony
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claims_of_document, documents, source
from workbench.model import (
    ArchivedCopy,
    ArchiveState,
    Metadatum,
    OnRecord,
    SourceKind,
    Stance,
)

SAID_OF_PAGE = (
    Metadatum("title", "A  statement\nof the hospital", "og"),
    Metadatum("author", "The hospital", "og"),
    Metadatum("published", "2025-10-15T09:00:00Z", "og"),
)


def quoted(ledger: Ledger) -> Attached:
    first = claim_ids(ledger)[0]
    page = keep_fetched(ledger, fetched(metadata=SAID_OF_PAGE), claim_id=first)
    assert page.capture is not None
    quote(ledger, first, page.capture, "47 civilians", stance=Stance.REFUTES)
    return page


def captured(ledger: Ledger) -> None:
    quoted(ledger)


def captured_again(ledger: Ledger) -> None:
    page = quoted(ledger)
    (due,) = rechecking.due(ledger, [page.source])
    rechecking.settle(ledger, due, fetched("Now it says 30.", metadata=SAID_OF_PAGE[1:]))


def corrected(ledger: Ledger) -> None:
    correct_metadata(ledger, quoted(ledger).source, "title", "What the hospital said")


def archived(ledger: Ledger) -> None:
    found = source(ledger, quoted(ledger).source)
    at = datetime(2025, 10, 17, tzinfo=UTC)
    keep_archived(
        *(ledger, found),
        [ArchivedCopy(found.id, "archive", ArchiveState.ARCHIVED, "https://a.example/1", at, at)],
    )


def seen_only(ledger: Ledger) -> None:
    cite(
        *(ledger, claim_ids(ledger)[0], "https://paper.example/a", "It was 47."),
        stance=Stance.SUPPORTS,
        seen_on=date(2025, 10, 16),
    )


def told_to_a_reviewer(ledger: Ledger) -> None:
    quoted(ledger)
    first = claim_ids(ledger)[0]
    call = model.Testimony(SourceKind.CALL, "The ministry", "2025-10-15", OnRecord.ON_RECORD)
    capture = record_testimony(ledger, first, call, "It was forty.").capture
    assert capture is not None
    quote(ledger, first, capture, "forty", stance=Stance.REFUTES)


def without_its_bytes(ledger: Ledger) -> None:
    quoted(ledger)
    with ledger.transaction():
        ledger.connection.execute("DROP TRIGGER blob_is_never_deleted")
        ledger.connection.execute("DELETE FROM blob WHERE sha256 IN (SELECT sha256 FROM kept)")
        ledger.connection.execute(
            "INSERT INTO local SELECT DISTINCT 'left-out:' || lower(hex(sha256)), '' FROM kept"
        )


def claim_ids(ledger: Ledger) -> list[str]:
    return [row.id for row in claims_of_document(ledger, documents(ledger)[0].id)]


def evidence(ledger: Ledger, form: str) -> list[list[dict[str, Any]]]:
    stream = io.BytesIO()
    write_report(ledger, form, stream, Selection(drafts=True))
    if form == "json":
        claims = [
            one for each in json.loads(stream.getvalue())["documents"] for one in each["claims"]
        ]
    else:
        lines = map(json.loads, stream.getvalue().splitlines())
        claims = [line["claim"] for line in lines if "claim" in line]
    return [[dict(piece) for piece in one["evidence"]] for one in claims]


@pytest.mark.parametrize(
    "acts",
    [
        captured,
        captured_again,
        corrected,
        archived,
        seen_only,
        told_to_a_reviewer,
        without_its_bytes,
    ],
    ids=lambda act: act.__name__,
)
def test_lines_and_objects_tell_the_same_evidence(
    ledger: Ledger, acts: Callable[[Ledger], None]
) -> None:
    acts(ledger)
    decide(ledger, claim_ids(ledger)[0], "Refuted", "The hospital says so.", unsourced=True)
    told = evidence(ledger, "json")
    assert any(told)
    assert [[list(piece.items()) for piece in one] for one in evidence(ledger, "jsonl")] == [
        [list(piece.items()) for piece in one] for one in told
    ]
