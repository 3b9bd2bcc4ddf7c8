"""Events from elsewhere: each is accepted or refused alone, and none does any harm."""

import hashlib
import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.ledger.material import (
    FIRST,
    Person,
    contents,
    decide,
    document_reading,
    event,
    folded,
    reading,
    verdict_value,
)
from workbench.ledger.database import Ledger
from workbench.ledger.events import (
    EventRefused,
    _quickly_read,
    _read,
    canonical,
    event_identifier,
    read_event,
)
from workbench.ledger.ingest import ingest
from workbench.ledger.queries import claim, history
from workbench.ledger.rebuild import rebuild
from workbench.ledger.verify import verify

BODY: dict[str, Any] = json.loads(
    event("verdict", FIRST, "rating", verdict_value("X"), clock=5 << 16)[1]
)


def named(raw: bytes, clock: int = 5 << 16) -> tuple[bytes, bytes]:
    """Any bytes under the id that they would have as an event."""
    return struct.pack(">Q", clock) + hashlib.sha256(raw).digest()[:24], raw


def with_change(key: str, value: Any) -> tuple[bytes, bytes]:
    raw = json.dumps(
        {**BODY, key: value}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode("utf-8", "surrogatepass")
    clock = value if key == "clock" and type(value) is int and 0 <= value < 1 << 64 else 5 << 16
    return named(raw, clock)


def without(key: str) -> tuple[bytes, bytes]:
    return named(canonical({k: v for k, v in BODY.items() if k != key}).encode())


REFUSED = {
    "surrogate in the value": with_change("value", {"because": "\ud800"}),
    "surrogate in the entity": with_change("entity", "\udfff"),
    "escaped surrogate": named(canonical(BODY).replace("register", "\\ud800").encode()),
    "clock too large": with_change("clock", 2**63),
    "clock negative": with_change("clock", -1),
    "clock true": with_change("clock", value=True),
    "clock of another id": named(canonical(BODY).encode(), clock=6 << 16),
    "seq too large": with_change("seq", 2**53),
    "seq true": with_change("seq", value=True),
    "seq a fraction": with_change("seq", 1.5),
    "seq without previous": with_change("seq", 3),
    "previous without seq": with_change("previous", "a" * 64),
    "version nought": with_change("version", 0),
    "version true": with_change("version", value=True),
    "version as text": with_change("version", "1"),
    "writer in capitals": with_change("writer", "E" * 32),
    "writer too short": with_change("writer", "e" * 31),
    "reviewer missing": without("reviewer"),
    "act missing": without("act"),
    "value missing": without("value"),
    "kind empty": with_change("kind", ""),
    "kind with an escape": with_change("kind", "a\x1b[31m"),
    "kind a list": with_change("kind", ["verdict"]),
    "entity empty": with_change("entity", ""),
    "entity too long": with_change("entity", "x" * 201),
    "field nothing": with_change("field", None),
    "supersedes a text": with_change("supersedes", "a" * 64),
    "supersedes too short": with_change("supersedes", ["a" * 63]),
    "supersedes numbers": with_change("supersedes", [1]),
    "supersedes without end": with_change("supersedes", ["a" * 64] * 10_001),
    "adjudicates one": with_change("adjudicates", 1),
    "label a list": with_change("label", []),
    "claims no ids": with_change("claims", ["x"]),
    "a fraction in the value": with_change("value", {"worth": 0.5}),
    "not a number": named(canonical(BODY).replace('"X"', "NaN").encode()),
    "infinite": named(canonical(BODY).replace('"X"', "-Infinity").encode()),
    "too many digits": named(canonical(BODY).replace('"X"', "9" * 5_000).encode()),
    "a key twice": named(canonical(BODY).replace('"seq":0', '"seq":0,"seq":0').encode()),
    "keys unsorted": named(canonical(BODY).replace('{"act"', '{"zz":0,"act"', 1).encode()),
    "spaces": named(json.dumps(BODY).encode()),
    "escapes where none are needed": named(canonical(BODY).replace("X", "\\u0058").encode()),
    "deep nesting": named(b"[" * 200_000 + b"]" * 200_000),
    "deep value": named(canonical(BODY).replace('"X"', "[" * 900 + "]" * 900).encode()),
    "two megabytes": with_change("value", {"because": "x" * 2_000_000}),
    "not an object": named(b'"' + b"x" * 100 + b'"'),
    "empty": named(b""),
    "not UTF-8": named(b"\xff\xfe{}"),
    "NUL bytes": named(b"\x00" * 40),
    "short id": (b"x" * 31, canonical(BODY).encode()),
    "wrong hash": (b"\x00" * 32, canonical(BODY).encode()),
}
ACCEPTED = {
    "as it is": named(canonical(BODY).encode()),
    "NUL in the text": with_change("value", verdict_value("a\x00b")),
    "escapes in the text": with_change("value", verdict_value("\x1b]52;c;eA==\x07")),
    "latest clock": with_change("clock", 2**63 - 1),
    "unknown key": with_change("later", {"a": [1, None, True]}),
    "unknown kind": with_change("kind", "mood"),
    "unknown field": with_change("field", "stars"),
    "large number in an unknown field": with_change("value", {**BODY["value"], "z": 2**200}),
    "withdrawn": with_change("value", None),
    "value of another shape": with_change("value", [1, 2]),
    "superseding what is not here": with_change("supersedes", ["0" * 64]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_event_is_refused_and_changes_nothing(ledger: Ledger, name: str) -> None:
    before = contents(ledger.connection)
    good = event("verdict", FIRST, "rating", verdict_value("Good"), clock=9 << 16)
    found = ingest(ledger, [REFUSED[name]])
    assert (found.new, found.refused) == (0, 1)
    assert contents(ledger.connection) == before
    assert ingest(ledger, [REFUSED[name], good, REFUSED[name]]).new == 1
    assert claim(ledger, FIRST).rating == "Good"


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_an_event_is_kept_and_passed_on(ledger: Ledger, ben: Person, name: str) -> None:
    identifier, raw = ACCEPTED[name]
    found = ingest(ledger, [ACCEPTED[name]])
    assert (found.new, found.refused, found.reasons) == (1, 0, {})
    assert ingest(ledger, [ACCEPTED[name]]).new == 0
    with ben.opens(ledger.path.with_name("other.db"), "create") as other:
        assert ingest(other, ledger.rows("SELECT id, body FROM event")).refused == 0
        kept = other.rows("SELECT CAST(body AS BLOB) FROM event WHERE id = ?", (identifier,))
        assert kept == [(raw,)]
    incremental = contents(ledger.connection)
    rebuild(ledger)
    assert contents(ledger.connection) == incremental
    assert verify(ledger).problems == ()
    assert claim(ledger, FIRST).id == FIRST
    assert len(history(ledger, FIRST)) >= 1
    decide(ledger, "Supported")


def test_events_of_the_far_future_do_not_move_our_clock(ledger: Ledger) -> None:
    ingest(ledger, [ACCEPTED["latest clock"]])
    decide(ledger, "Supported")
    given = ledger.rows(
        "SELECT given_at FROM verdict JOIN reviewer ON reviewer.number = verdict.reviewer"
        " WHERE reviewer.name = 'Ada'"
    )
    assert [row[0][:10] for row in given] == ["2025-06-15"]
    assert any("more than a day ahead" in remark for remark in verify(ledger).remarks)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(2**63) - 1, "\ud800", "a\x00b", "e" * 32, "f" * 64])
    | st.floats()
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from([*BODY, "supersedes", "adjudicates", "label"]), JSON),
    st.sampled_from(["json", "canonical", "bytes"]),
    st.binary(max_size=60),
)
@examples(100, 1_000)
def test_reading_an_event_accepts_or_refuses_and_never_fails(
    changes: dict[str, Any], how: str, noise: bytes
) -> None:
    body = {**BODY, **changes}
    raw = noise
    if how != "bytes":
        raw = json.dumps(
            body, sort_keys=True, separators=(",", ":"), ensure_ascii=how == "json"
        ).encode("utf-8", "surrogatepass")
    clock = body["clock"]
    sane = clock if type(clock) is int and 0 <= clock < 1 << 64 else 5 << 16
    try:
        found = read_event(*named(raw, sane))
    except EventRefused:
        return
    text = raw.decode()
    assert event_identifier(found.clock, raw) == found.id
    before = [document_reading(), reading()]
    assert contents(folded(before, [(found.id, text)])) == contents(
        folded([(found.id, text)], before)
    )


@given(st.dictionaries(st.sampled_from(sorted(json.loads(reading()[1])["value"])), JSON))
@examples(60, 600)
def test_a_reading_of_any_shape_folds_without_failing(changes: dict[str, Any]) -> None:
    value = {**json.loads(reading()[1])["value"], **changes}
    try:
        text = canonical({**json.loads(reading()[1]), "value": value})
        identifier = event_identifier(2, text.encode())
        read_event(identifier, text)
    except (ValueError, UnicodeEncodeError):
        return
    tables = folded([document_reading()], [(identifier, text)])
    assert len(contents(tables)["entered"]) == 2


def test_a_large_offset_is_kept_out_of_the_tables(ledger: Ledger) -> None:
    value = {**json.loads(reading()[1])["value"], "start": 2**60, "end": 2**61}
    pair = event("claim", "9" * 32, "read", value, clock=7)
    assert ingest(ledger, [pair]).new == 1
    assert ledger.rows("SELECT understood FROM entry WHERE entity = ?", ("9" * 32,)) == [(0,)]


def test_every_character_is_read_back_as_the_standard_library_writes_it() -> None:
    for start in range(0, 0x110000, 0x1000):
        numbers = range(start, start + 0x1000)
        characters = "".join(chr(one) for one in numbers if not 0xD800 <= one < 0xE000)
        value = {characters: characters}
        raw = canonical({**BODY, "value": value}).encode()
        found = read_event(*named(raw))
        assert found.value == value
        assert _quickly_read(raw) is not None


@given(JSON)
@examples(60, 600)
def test_what_is_read_quickly_is_what_is_read_slowly(value: Any) -> None:
    try:
        raw = canonical({**BODY, "value": value}).encode()
    except (ValueError, UnicodeEncodeError):
        return
    quick = _quickly_read(raw)
    assert quick is None or quick == _read(raw)


@pytest.mark.parametrize("number", [10**19, -(10**30), 2**63, 2**64, 10**100 - 1])
def test_integers_of_any_size_keep_their_digits(number: int) -> None:
    assert read_event(*named(canonical({**BODY, "value": {"a": number}}).encode())).value == {
        "a": number
    }


@pytest.mark.parametrize("fraction", ["1.5", "1.0", "1e5", "-0.0", "1e400", "-0"])
def test_a_fraction_is_refused_even_where_it_is_written_alike(fraction: str) -> None:
    raw = canonical({**BODY, "value": {"a": "here"}}).replace('"here"', fraction).encode()
    with pytest.raises(EventRefused):
        read_event(*named(raw))
