"""An act is written whole or not at all."""

from decimal import Decimal
from typing import Any

import pytest

from tests.ledger.material import (
    DOCUMENT,
    FIRST,
    Person,
    claim_value,
    decide,
    evidence_value,
    verdict_value,
)
from workbench.errors import InputError, LedgerReadOnly, NotSo
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, counts, recent_acts
from workbench.model import ClaimStatus


def log(ledger: Ledger) -> list[bytes]:
    return [row[0] for row in ledger.rows("SELECT id FROM event ORDER BY id")]


def test_a_block_that_raises_writes_nothing(ledger: Ledger) -> None:
    before = log(ledger)

    def fail() -> None:
        with ledger.act("Fail") as act:
            act.record("verdict", FIRST, "rating", verdict_value())
            act.keep(b"some bytes")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert log(ledger) == before
    assert ledger.rows("SELECT count(DISTINCT sha256) FROM blob") == [(1,)]
    assert claim(ledger, FIRST).status is ClaimStatus.UNRATED


def test_an_act_that_records_nothing_writes_nothing(ledger: Ledger) -> None:
    before = log(ledger)
    with ledger.act("Nothing") as act:
        act.keep(b"some bytes")
    assert log(ledger) == before
    assert ledger.rows("SELECT count(DISTINCT sha256) FROM blob") == [(1,)]


def test_an_act_carries_its_words_and_the_claims_it_touches(ledger: Ledger) -> None:
    decide(ledger, "Supported")
    latest = recent_acts(ledger, 1)[0]
    assert (latest.label, latest.claims, latest.by.name) == ("Verdict Supported", (FIRST,), "Ada")


def test_an_own_verdict_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    first = decide(ledger, "Supported")
    second = decide(ledger, "Refuted")
    found = claim(ledger, FIRST)
    assert [(one.id, one.live) for one in found.verdicts] == [(second, True), (first, False)]
    assert (found.status, found.rating) == (ClaimStatus.SINGLE, "Refuted")


def test_within_one_act_the_later_word_counts(ledger: Ledger) -> None:
    with ledger.act("Twice") as act:
        act.record("verdict", FIRST, "rating", verdict_value("Supported"))
        act.record("verdict", FIRST, "rating", verdict_value("Refuted"))
        act.record("verdict", FIRST, "rating", verdict_value("Supported"))
    assert [one.live for one in claim(ledger, FIRST).verdicts] == [True, False, False]


def test_own_heads_stay_where_they_are_not_to_be_replaced(ledger: Ledger) -> None:
    decide(ledger, "Supported")
    decide(ledger, "Refuted", replaces_own=False)
    assert claim(ledger, FIRST).status is ClaimStatus.CONFLICT


def test_an_adjudication_takes_the_place_of_everybodys_word(ledger: Ledger, ben: Person) -> None:
    decide(ledger, "Supported")
    with ben.opens(ledger.path) as his:
        decide(his, "Refuted")
        assert claim(his, FIRST).status is ClaimStatus.CONFLICT
        decide(his, "Supported", adjudicates=True)
    found = claim(ledger, FIRST)
    assert [one.live for one in found.verdicts] == [True, False, False]
    assert (found.status, found.rating) == (ClaimStatus.SINGLE, "Supported")


def test_an_act_reads_what_it_wrote(ledger: Ledger) -> None:
    with ledger.act("Look") as act:
        act.record("verdict", FIRST, "rating", verdict_value("Refuted"))
        assert claim(ledger, FIRST).rating == "Refuted"


def test_an_act_does_not_begin_inside_another(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), ledger.act("One"), ledger.act("Two"):
        raise AssertionError
    decide(ledger, "Supported")


def test_withdrawing_takes_back_ones_own_word(ledger: Ledger) -> None:
    with ledger.act("Cite") as act:
        cited = act.record("evidence", FIRST, "1" * 16, evidence_value())
    assert [one.id for one in claim(ledger, FIRST).evidence] == [cited]
    with ledger.act("Withdraw") as act:
        act.withdraw(cited)
    assert claim(ledger, FIRST).evidence == ()
    with pytest.raises(NotSo, match="nothing"), ledger.act("Again") as act:
        act.withdraw(cited)


def test_withdrawing_another_ones_word_is_refused(ledger: Ledger, ben: Person) -> None:
    verdict = decide(ledger, "Supported")
    with ben.opens(ledger.path) as his:
        with pytest.raises(NotSo, match="another reviewer"), his.act("Withdraw") as act:
            act.withdraw(verdict)
        with pytest.raises(NotSo), his.act("Withdraw") as act:
            act.withdraw("no id")


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\udc80 bytes"])
def test_a_text_with_an_unpaired_surrogate_is_refused_in_words(ledger: Ledger, text: str) -> None:
    before = log(ledger)
    with pytest.raises(InputError, match=r"unpaired surrogate \(U\+D"), ledger.act("x") as act:
        act.record("claim", FIRST, "statement", {"text": text})
    with pytest.raises(InputError), ledger.act(text) as act:
        act.record("claim", FIRST, "statement", {"text": "fine"})
    assert log(ledger) == before


def test_text_with_nul_and_controls_comes_back_exactly(ledger: Ledger) -> None:
    text = "a\x00b\x1b]52;c;x\x07\u202e\U0001f600\ue000"
    with ledger.act("x") as act:
        act.record("claim", FIRST, "statement", {"text": text})
    assert claim(ledger, FIRST).statement == text


def test_an_event_larger_than_a_megabyte_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="more than can be kept"), ledger.act("x") as act:
        act.record("claim", FIRST, "statement", {"text": "x" * (1 << 20)})


@pytest.mark.parametrize("value", [1.5, Decimal("1.5"), {1: 2}, {"a": b"bytes"}, [{"a": 0.0}]])
def test_a_value_that_is_not_json_without_fractions_is_refused(ledger: Ledger, value: Any) -> None:
    with pytest.raises(TypeError), ledger.act("x") as act:
        act.record("mood", FIRST, "today", value)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("verdict", "rating", {"rating": 5}),
        ("claim", "read", claim_value(worth=1001)),
        ("claim", "read", claim_value(40, 30)),
        ("claim", "colour", {"text": "red"}),
        ("evidence", "1" * 16, evidence_value(stance="likes")),
        ("evidence", "1" * 16, evidence_value(seen_on="yesterday")),
    ],
)
def test_a_known_event_of_the_wrong_shape_is_a_mistake_of_the_program(
    ledger: Ledger, kind: str, field: str, value: Any
) -> None:
    with pytest.raises(ValueError, match=kind), ledger.act("x") as act:
        act.record(kind, FIRST, field, value)


def test_events_of_a_kind_yet_unknown_are_kept(ledger: Ledger) -> None:
    with ledger.act("x") as act:
        act.record("mood", FIRST, "today", {"sour": True})
    assert ledger.rows("SELECT understood FROM entry WHERE kind = 'mood'") == [(0,)]


def test_kept_bytes_are_stored_once_and_in_parts(ledger: Ledger) -> None:
    data = bytes(range(256)) * 10_000
    with ledger.act("x") as act:
        digest = act.keep(data)
        assert act.keep(data) == digest
        act.record("mood", FIRST, "today", {})
    parts = ledger.rows(
        "SELECT part, length(data) FROM blob WHERE sha256 = ?", (bytes.fromhex(digest),)
    )
    assert [part for part, _ in parts] == [0, 1, 2]
    assert all(length <= 1 << 20 for _, length in parts)


def test_a_reader_cannot_write(ledger: Ledger, ada: Person) -> None:
    with ada.opens(ledger.path, "read") as reader:
        assert reader.read_only
        with pytest.raises(LedgerReadOnly, match="reading only"), reader.act("x"):
            raise AssertionError
        with pytest.raises(LedgerReadOnly):
            reader.rows("DELETE FROM local")


def test_a_large_act_is_one_step(ledger: Ledger) -> None:
    with ledger.act("Add many") as act:
        for place in range(6_000):
            act.record(
                "claim", f"{place:032x}", "read", claim_value(place, place + 1, document=DOCUMENT)
            )
    assert counts(ledger)["all"] == 6_002
    assert recent_acts(ledger, 1)[0].label == "Add many"
