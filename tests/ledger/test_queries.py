"""Questions to the database: lists in order, pages, filters, one claim, ids by their beginning."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.material import (
    DATA,
    DOCUMENT,
    FIRST,
    SECOND,
    TEXT,
    Person,
    claim_value,
    decide,
    document_value,
    evidence_value,
    verdict_value,
)
from workbench.errors import NotALedger, NotSo
from workbench.ledger.database import Ledger
from workbench.ledger.queries import (
    claim,
    claim_by_number,
    claim_number_slices,
    claim_numbers,
    claim_rows,
    claims_of_document,
    counts,
    document_of,
    document_text,
    documents,
    find_claim,
    find_document,
    iterate_claims,
)
from workbench.ledger.undoing import undo
from workbench.model import (
    Attribution,
    ClaimFilter,
    ClaimOrder,
    ClaimStatus,
    DateBasis,
    Modality,
    Stance,
)

EVERYTHING = ClaimFilter(dismissed=None)


def statements(ledger: Ledger, wanted: ClaimFilter) -> list[str]:
    return [row.statement for row in claim_rows(ledger, claim_numbers(ledger, wanted))]


def add_many(ledger: Ledger, count: int) -> list[str]:
    """A second document with claims recorded in another order than that of the text."""
    document = hashlib.sha256(b"second").hexdigest()
    ids = [f"{place * 7919 % 10_007:032x}" for place in range(count)]
    with ledger.act("Add second") as act:
        act.record("document", document, "read", document_value(title="Second"))
        for place in reversed(range(count)):
            value = claim_value(place, place + 1, document=document, text=f"Claim {place}")
            act.record("claim", ids[place], "read", value)
    return ids


def test_a_document_says_what_is_known_of_it(ledger: Ledger) -> None:
    (found,) = documents(ledger)
    assert found == document_of(ledger, DOCUMENT)
    assert (found.title, found.encoding, found.characters) == (
        "Troops leave Karsk",
        "utf-8",
        len(TEXT),
    )
    assert (found.document_date, found.document_date_basis) == (date(2025, 5, 6), DateBasis.HEADER)
    assert (found.notes, found.added_by.name) == (("a note",), "Ada")
    assert datetime(2025, 6, 15, tzinfo=UTC) < found.added_at < datetime(2025, 6, 16, tzinfo=UTC)
    assert document_text(ledger, DOCUMENT) == TEXT


def test_a_claim_says_everything_that_is_known_of_it(ledger: Ledger, ben: Person) -> None:
    with ledger.act("Cite") as act:
        cited = act.record("evidence", FIRST, "1" * 16, evidence_value())
    with ben.opens(ledger.path) as his, his.act("Correct and decide") as act:
        act.record("claim", FIRST, "statement", {"text": "500 left"})
        act.record("verdict", FIRST, "rating", verdict_value("Refuted", evidence=[cited]))
    with ledger.act("Correct too") as act:
        act.record("claim", FIRST, "statement", {"text": "About 500 left"})
    found = claim(ledger, FIRST)
    assert found == claim_by_number(ledger, found.number)
    assert (found.statement, found.read_as) == (
        "About 500 left",
        "Some 500 troops left Karsk on 4 May",
    )
    assert [(one.statement, one.given_by.name) for one in found.wordings] == [
        ("500 left", "Ben"),
        ("About 500 left", "Ada"),
    ]
    assert found.reading.quantities[0].value == Decimal(500)
    assert found.reading.span == TEXT[0:36]
    assert found.reading.modality is Modality.ASSERTED
    (evidence,) = found.evidence
    assert (evidence.id, evidence.stance, evidence.seen_on) == (
        cited,
        Stance.SUPPORTS,
        date(2025, 5, 7),
    )
    assert (evidence.source.id, evidence.source.url) == (
        "register.example/karsk",
        "https://register.example/karsk",
    )
    (verdict,) = found.verdicts
    assert (verdict.evidence, verdict.given_by.name, verdict.live) == ((cited,), "Ben", True)
    assert (found.status, found.rating) == (ClaimStatus.SINGLE, "Refuted")


def test_slots_come_back_as_they_were_read(ledger: Ledger) -> None:
    found = claim(ledger, SECOND)
    assert found.reading.claimant == "The ministry"
    assert found.reading.attribution == Attribution(37, 57, "The ministry counted", cue="counted")
    (row,) = [one for one in claims_of_document(ledger, DOCUMENT) if one.id == SECOND]
    assert (row.claimant, row.document_title, row.worth) == (
        "The ministry",
        "Troops leave Karsk",
        700,
    )


@pytest.mark.parametrize("number", [500, "0.5", "-12.25", 10**30, "123456789012345678901.5"])
def test_numbers_are_exact_whatever_their_size(ledger: Ledger, number: int | str) -> None:
    quantity: dict[str, Any] = {"start": 5, "end": 8, "text": "500", "value": number}
    with ledger.act("x") as act:
        act.record("claim", "9" * 32, "read", claim_value(quantities=[quantity]))
    assert claim(ledger, "9" * 32).reading.quantities[0].value == Decimal(number)
    (approximate,) = ledger.rows(
        "SELECT value FROM quantity WHERE claim = ?", (claim(ledger, "9" * 32).number,)
    )[0]
    assert approximate == pytest.approx(float(number))


def test_claims_stand_in_the_order_of_documents_and_text(ledger: Ledger) -> None:
    ids = add_many(ledger, 50)
    found = claim_rows(ledger, claim_numbers(ledger, EVERYTHING))
    assert [row.id for row in found] == [FIRST, SECOND, *ids]
    assert [row.id for row in claims_of_document(ledger, found[5].document)] == ids


def test_pages_go_on_where_the_last_one_ended(ledger: Ledger) -> None:
    add_many(ledger, 50)
    every = claim_numbers(ledger, EVERYTHING)
    pages = []
    after = None
    while page := claim_numbers(ledger, EVERYTHING, after=after, limit=7):
        pages.append(page)
        after = page[-1]
    assert [number for page in pages for number in page] == list(every)
    assert [len(page) for page in pages] == [7] * 7 + [3]


def test_going_on_after_a_claim_that_went_is_refused(ledger: Ledger) -> None:
    number = claim(ledger, FIRST).number
    undo(ledger)
    with pytest.raises(NotSo, match="list has changed"):
        claim_numbers(ledger, EVERYTHING, after=number)
    with pytest.raises(NotSo, match="no longer"):
        claim_by_number(ledger, number)
    assert claim_rows(ledger, [number]) == []


def test_slices_together_are_the_list(ledger: Ledger) -> None:
    add_many(ledger, 60)
    slices = list(claim_number_slices(ledger, EVERYTHING, first=5, slice_size=20))
    assert [len(found) for found in slices] == [5, 20, 20, 17]
    assert [n for found in slices for n in found] == list(claim_numbers(ledger, EVERYTHING))


def test_rows_come_in_the_order_asked(ledger: Ledger) -> None:
    add_many(ledger, 20)
    asked = list(reversed(claim_numbers(ledger, EVERYTHING)))
    assert [row.number for row in claim_rows(ledger, asked)] == asked


def test_a_filter_looks_for_all_words_in_statement_and_claimant(ledger: Ledger) -> None:
    assert statements(ledger, ClaimFilter(words=("KARSK", "500"))) == [
        "Some 500 troops left Karsk on 4 May"
    ]
    assert statements(ledger, ClaimFilter(words=("ministry",))) == [
        "The ministry counted 52 injured civilians"
    ]
    assert statements(ledger, ClaimFilter(words=("karsk", "52"))) == []


@pytest.mark.parametrize(
    "word", ["%", "_", "\\", "100%", "a_b", "[", "*", "'", '"', "\x00", "x" * 60_000]
)
def test_signs_in_a_filter_mean_themselves(ledger: Ledger, word: str) -> None:
    assert statements(ledger, ClaimFilter(words=(word,))) == []
    with ledger.act("Correct") as act:
        act.record("claim", FIRST, "statement", {"text": f"so {word} there"})
    found = statements(ledger, ClaimFilter(words=(word,)))
    assert found == [f"so {word} there"]


def test_a_filter_ignores_case_in_any_script(ledger: Ledger) -> None:
    with ledger.act("Correct") as act:
        act.record("claim", FIRST, "statement", {"text": "Die Straße nach ÖSTERREICH, МОСКВА"})
    for words in (("österreich",), ("москва",), ("STRASSE",), ("straße", "ö")):
        assert len(statements(ledger, ClaimFilter(words=words))) == (words != ("STRASSE",))


def test_filters_by_status_document_and_dismissal(ledger: Ledger, ben: Person) -> None:
    add_many(ledger, 5)
    decide(ledger, "Supported")
    with ben.opens(ledger.path) as his:
        decide(his, "Refuted")
    with ledger.act("Dismiss") as act:
        act.record("claim", SECOND, "dismissed", {"reason": ""})
    conflict = ClaimFilter(statuses=frozenset({ClaimStatus.CONFLICT}))
    assert len(claim_numbers(ledger, conflict)) == 1
    assert len(claim_numbers(ledger, ClaimFilter())) == 6
    assert len(claim_numbers(ledger, ClaimFilter(dismissed=True))) == 1
    assert len(claim_numbers(ledger, EVERYTHING)) == 7
    assert len(claim_numbers(ledger, ClaimFilter(document=DOCUMENT))) == 1
    assert len(claim_numbers(ledger, ClaimFilter(document="0" * 64))) == 0
    assert claim(ledger, SECOND).dismissed == ""
    assert claim(ledger, FIRST).rating is None
    assert counts(ledger) == {
        "unrated": 5,
        "single": 0,
        "agreed": 0,
        "conflict": 1,
        "stale": 0,
        "dismissed": 1,
        "all": 7,
        "taken over": 0,
    }


def test_all_claims_one_after_the_other(ledger: Ledger) -> None:
    ids = add_many(ledger, 450)
    assert [one.id for one in iterate_claims(ledger, EVERYTHING)] == [FIRST, SECOND, *ids]


def test_a_claim_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    assert find_claim(ledger, FIRST) == FIRST
    assert find_claim(ledger, f"  {FIRST[:8].upper()} ") == FIRST
    assert find_document(ledger, DOCUMENT[:6]).id == DOCUMENT


def test_an_ambiguous_beginning_names_the_candidates(ledger: Ledger) -> None:
    add_many(ledger, 20)
    with pytest.raises(NotSo, match=r"000000 begins the ids of several claims: .*and others"):
        find_claim(ledger, "000000")


@pytest.mark.parametrize("typed", ["", "xyz", "\x1b[31m", "0123456789" * 4, "g"])
def test_a_beginning_of_nothing_is_told(ledger: Ledger, typed: str) -> None:
    with pytest.raises(NotSo, match="there is no claim") as caught:
        find_claim(ledger, typed)
    assert "\x1b" not in str(caught.value)
    with pytest.raises(NotSo, match="there is no document"):
        find_document(ledger, typed)


def test_what_is_not_there_is_told(ledger: Ledger) -> None:
    with pytest.raises(NotSo):
        claim(ledger, "9" * 32)
    with pytest.raises(NotSo):
        document_text(ledger, "9" * 64)
    assert document_of(ledger, "9" * 64) is None


def test_a_text_whose_bytes_are_missing_is_told(ledger: Ledger) -> None:
    with ledger.act("x") as act:
        act.record("document", "d" * 64, "read", document_value("e" * 64))
        act.record("document", "c" * 64, "read", document_value(encoding="klingon"))
    with pytest.raises(NotALedger, match="the bytes are missing"):
        document_text(ledger, "d" * 64)
    with pytest.raises(NotALedger, match="klingon"):
        document_text(ledger, "c" * 64)
    assert hashlib.sha256(DATA).hexdigest() == DOCUMENT


@given(st.lists(st.integers(0, 30), max_size=20), st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=25, deadline=None)
def test_any_first_and_any_slice_give_the_same_list(
    tmp_path_factory: pytest.TempPathFactory, starts: list[int], first: int, size: int
) -> None:
    folder = tmp_path_factory.mktemp("slices")
    with Person("Ada", folder / "ada").opens(folder / "claims.db", "create") as ledger:
        with ledger.act("Add") as act:
            act.record("document", DOCUMENT, "read", document_value())
            for place, start in enumerate(starts):
                value = claim_value(start, start + place % 3)
                act.record("claim", f"{place:032x}", "read", value)
        slices = claim_number_slices(ledger, EVERYTHING, first=first, slice_size=size)
        found = [row.id for part in slices for row in claim_rows(ledger, part)]
        expected = sorted(range(len(starts)), key=lambda n: (starts[n], starts[n] + n % 3, n))
        assert found == [f"{place:032x}" for place in expected]


@pytest.mark.parametrize("first", [1, 2, 7])
def test_the_order_of_worth_is_the_same_however_it_is_paged(ledger: Ledger, first: int) -> None:
    worths = [300, 1000, 0, 300, 620, 619, 300]
    document = hashlib.sha256(b"worths").hexdigest()
    with ledger.act("Add") as act:
        act.record("document", document, "read", document_value(title="Worths"))
        for place, worth in enumerate(worths):
            value = claim_value(place, place + 1, document=document, worth=worth)
            act.record("claim", f"{place:032x}", "read", value)
    wanted = ClaimFilter(document=document, order=ClaimOrder.WORTH)
    slices = list(claim_number_slices(ledger, wanted, first=first, slice_size=2))
    paged = [number for found in slices for number in found]
    assert [row.worth for row in claim_rows(ledger, paged)] == sorted(worths, reverse=True)
    assert list(claim_numbers(ledger, wanted)) == paged
    after = claim_numbers(ledger, wanted, after=paged[2])
    assert list(after) == paged[3:]
