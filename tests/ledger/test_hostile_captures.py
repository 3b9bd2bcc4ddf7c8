"""Captures from elsewhere: what is absurd is kept in the log and has no say in the tables."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.ledger.material import FIRST, contents, document_reading, event, folded, reading
from tests.ledger.source_material import (
    ADDRESS,
    SOURCE,
    anchoring_value,
    archived_value,
    capture_value,
    exchange,
    key,
    readable,
    source_value,
    timestamp_value,
)
from workbench.ledger.database import Ledger
from workbench.ledger.ingest import ingest
from workbench.ledger.queries import capture, captures, sources_of_claim
from workbench.ledger.rebuild import rebuild
from workbench.ledger.recording import prepare_capture, record_capture
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import understand
from workbench.ledger.verify import verify
from workbench.model import Hop, Metadatum

ABSURD: dict[str, dict[str, Any]] = {
    "endless headers": {"response_headers": [["a", "b"]] * 501},
    "a giant header": {"response_headers": [["a", "b" * 16_001]]},
    "headers of three": {"request_headers": [["a", "b", "c"]]},
    "headers of numbers": {"request_headers": [[1, 2]]},
    "endless hops": {"hops": [{"status": 301, "origin": "a", "target": "b"}] * 51},
    "a hop without a target": {"hops": [{"status": 301, "origin": "a"}]},
    "a status of a million": {"status": 1_000_000},
    "a negative size": {"wire_bytes": -1},
    "absurd pages": {"pages": [[0, 2**60]]},
    "pages that overlap": {"pages": [[0, 10], [5, 20]]},
    "pages without end": {"pages": [[0, 0]] * 20_001},
    "a body that is no hash": {"body": "../../etc/passwd"},
    "an outcome of another kind": {"outcome": "fine"},
    "a time without a zone": {"started_at": "2025-05-07T10:00:00"},
    "a time that is none": {"ended_at": "2025-13-07T10:00:00Z"},
    "another source": {"source": "1:elsewhere.example"},
    "a metadatum with a name of its own": {
        "metadata": [{"field": "x\x1b[31m", "value": "v", "basis": "meta"}]
    },
    "a certificate without a hash": {"certificate": {"issuer": "Me"}},
    "an address without end": {"address": "a" * 20_001},
}


@pytest.mark.parametrize("name", ABSURD)
def test_an_absurd_capture_is_kept_and_not_shown(ledger: Ledger, name: str) -> None:
    pair = event("capture", key(), "c" * 16, capture_value(**ABSURD[name]), clock=7)
    found = ingest(ledger, [pair])
    assert (found.new, found.refused) == (1, 0)
    assert captures(ledger, SOURCE) == ()
    assert ledger.rows("SELECT understood FROM entry WHERE kind = 'capture'") == [(0,)]
    before = contents(ledger.connection)
    rebuild(ledger)
    assert contents(ledger.connection) == before
    assert verify(ledger).problems == ()


def test_the_same_capture_without_the_absurdity_is_shown(ledger: Ledger) -> None:
    ingest(ledger, [event("capture", key(), "c" * 16, capture_value(), clock=7)])
    (found,) = captures(ledger, SOURCE)
    assert (found.exchange.status, found.pages) == (200, ((0, 10), (10, 27)))


QUOTED = {
    "url": ADDRESS, "source": SOURCE, "quote": "Five", "stance": "supports",
    "seen_on": "2025-05-07", "capture": "a" * 64, "text": "main", "start": 0, "end": 4,
    "extractor": "reader/1",
}  # fmt: skip
REFUSED: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "a quote longer than its span": ("evidence", FIRST, "1" * 16, {**QUOTED, "end": 3}),
    "a quote before the text": ("evidence", FIRST, "1" * 16, {**QUOTED, "start": -4, "end": 0}),
    "a quote from page nought": ("evidence", FIRST, "1" * 16, {**QUOTED, "page": 0}),
    "a quote of no text we know": ("evidence", FIRST, "1" * 16, {**QUOTED, "text": "title"}),
    "a quote dated by a word": ("evidence", FIRST, "1" * 16, {**QUOTED, "dated": "today"}),
    "a quote from no capture": ("evidence", FIRST, "1" * 16, {**QUOTED, "capture": "x"}),
    "a re-check of other evidence": ("anchoring", FIRST, "b" * 32, anchoring_value("a" * 64)),
    "a likeness of 2000": (
        "anchoring", FIRST, "a" * 32, anchoring_value("a" * 64, similarity=2_000),
    ),
    "an attachment of another source": (
        "attachment", FIRST, key("1:other.example"), {"source": SOURCE, "url": ADDRESS},
    ),
    "a kind of source that is none": ("source", key(), "kind", source_value(kind="rumour")),
    "a source under another's key": ("source", "0" * 32, "kind", source_value()),
    "testimony without a witness": ("source", key(), "testimony", {"on": "2025", "terms": "x"}),
    "a correction without a name": ("source", key(), "metadata:", {"value": "x"}),
    "a copy at another archive": ("archived", key(), "mine", archived_value("wayback")),
    "a stamp on another capture": (
        "timestamp", key(), "b" * 32, timestamp_value("a" * 64),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_itself_is_not_understood(name: str) -> None:
    with pytest.raises(NotUnderstood):
        understand(1, *REFUSED[name])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**53, -1, "a\x00b", "a" * 64, "captured", "2025-05-07T10:00:00Z"])
    | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
SHAPES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("capture", key(), "c" * 16, capture_value()),
    ("source", key(), "kind", source_value()),
    ("archived", key(), "wayback", archived_value()),
    ("timestamp", key(), "a" * 32, timestamp_value("a" * 64)),
    ("anchoring", FIRST, "a" * 32, anchoring_value("a" * 64)),
    ("evidence", FIRST, "1" * 16, QUOTED),
]


@given(st.data())
@examples(40, 500)
def test_values_of_any_shape_fold_without_failing(data: st.DataObject) -> None:
    kind, entity, field, value = data.draw(st.sampled_from(SHAPES))
    changes = data.draw(st.dictionaries(st.sampled_from(sorted(value)), JSON, max_size=3))
    try:
        pair = event(kind, entity, field, {**value, **changes}, clock=9)
    except UnicodeEncodeError:
        return
    ground = [document_reading(), reading()]
    assert contents(folded(ground, [pair])) == contents(folded([pair], ground))


def test_a_page_cannot_keep_itself_from_being_recorded(ledger: Ledger) -> None:
    """Whatever it sends is cut to what the log holds, and the cut is seen."""
    huge = exchange(
        response_headers=(("x-\ud800", "\x00" * 100_000), *[("a", "b" * 9_000)] * 2_000),
        hops=(Hop(302, "https://a.example", "https://b.example/" + "\x01" * 50_000),) * 400,
        remarks=("r" * 9_000,) * 400,
        address="https://c.example/" + "é" * 90_000,
        reason="why " * 9_000,
    )
    read = readable(
        "Some\ud800where " * 20,
        metadata=(Metadatum("title", "t\ud800" * 90_000, "meta", "\x02" * 90_000),) * 900,
        pages=((0, 1),) * 1,
        flags=("f" * 9_000,) * 300,
    )
    with ledger.act("Fetch") as act:
        stored = record_capture(act, SOURCE, prepare_capture(huge, read))
    found = capture(ledger, stored)
    assert len(found.exchange.address) == 4_000
    assert found.exchange.address.endswith("…")
    assert 0 < len(found.exchange.response_headers) < 2_000
    assert found.metadata[0].value.startswith("t?t?")
    assert sources_of_claim(ledger, FIRST) == ()
    assert verify(ledger).problems == ()
