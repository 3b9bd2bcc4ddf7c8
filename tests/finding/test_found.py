"""What a query finds is the same by SQL, by the columns of facets, and in plain Python."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from hypothesis import given, settings

from tests.finding.oracle import Known, holds
from tests.finding.project import Found, known_claims
from tests.finding.queries import QUERIES, Typed
from workbench.desk.finding.facets import Facets
from workbench.desk.finding.filters import parse_filter
from workbench.desk.finding.queues import QUEUES
from workbench.finding import FIELDS, parse_query, with_value
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim_numbers, counts


@pytest.fixture(scope="module")
def ledger(found: Found) -> Iterator[Ledger]:
    with found.open("read") as opened:
        yield opened


@pytest.fixture(scope="module")
def known(found: Found, ledger: Ledger) -> dict[int, Known]:
    return known_claims(found, ledger)


@pytest.fixture(scope="module")
def facets(ledger: Ledger) -> Iterator[Facets]:
    with closing(Facets(ledger)) as facets:
        yield facets


@pytest.fixture(scope="module")
def scanning(ledger: Ledger) -> Iterator[Facets]:
    """Facets that ask the ledger of all claims, as they do where these are many."""
    with closing(Facets(ledger)) as facets:
        facets._sets.few = -1
        yield facets


def expected(typed: str, known: dict[int, Known]) -> set[int]:
    query = parse_query(typed)
    return {
        number
        for number, one in known.items()
        if (query.about_dismissed or one.claim.dismissed is None)
        and (query.about_taken_over or not one.taken_over)
        and (query.tree is None or holds(query.tree, one))
    }


@settings(max_examples=20)
@given(query=QUERIES)
def test_any_query_finds_what_plain_python_finds(
    ledger: Ledger,
    known: dict[int, Known],
    facets: Facets,
    scanning: Facets,
    query: Typed,
) -> None:
    check(ledger, known, (facets, scanning), query)


@pytest.mark.long
@settings(max_examples=1_000)
@given(query=QUERIES)
def test_any_of_many_queries_finds_what_plain_python_finds(
    ledger: Ledger,
    known: dict[int, Known],
    facets: Facets,
    scanning: Facets,
    query: Typed,
) -> None:
    check(ledger, known, (facets, scanning), query)


def check(
    ledger: Ledger, known: dict[int, Known], counting: Sequence[Facets], query: Typed
) -> None:
    typed = query[0]
    listed = claim_numbers(ledger, parse_filter(typed))
    assert set(listed) == expected(typed, known)
    for facets in counting:
        assert facets.number_found(typed) == len(listed)


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_the_example_of_every_field_finds_what_plain_python_finds(
    ledger: Ledger, known: dict[int, Known], field: object
) -> None:
    example = getattr(field, "example", "")
    assert set(claim_numbers(ledger, parse_filter(example))) == expected(example, known)


@pytest.mark.parametrize(
    "typed",
    [
        *("is:awaiting", "is:mine", "assigned:none", "assigned:ana", "priority>normal"),
        *("quantity>=0.5km", "quantity:1..2km", 'quantity:"500 people"', "host:example"),
        *("host=records.example", "host:rec*", "rating:ref*", "claimant=nato", "id:0*"),
        *("-claimant:nato has:claimant", "confidence>=medium", "has:conflict", "is:any"),
        *("is:taken-over", "is:dismissed", "document:karsk", 'type:quantity -"ferry"', "worth<50"),
    ],
)
def test_some_queries_of_every_kind(
    ledger: Ledger, known: dict[int, Known], facets: Facets, typed: str
) -> None:
    listed = claim_numbers(ledger, parse_filter(typed))
    assert set(listed) == expected(typed, known)
    assert facets.number_found(typed) == len(listed)


def test_the_project_has_something_in_every_queue_and_every_facet(
    ledger: Ledger, facets: Facets
) -> None:
    queues = facets.queues()
    assert all(queues[queue.name] for queue in QUEUES if queue.name != "stale")
    assert all(any(count for _, count in values) for values in facets.counts("").facets.values())
    tally = counts(ledger)
    assert queues["everything"] == tally["all"] - tally["dismissed"] - tally["taken over"]
    for queue in QUEUES:
        assert queues[queue.name] == len(claim_numbers(ledger, parse_filter(queue.query)))


@pytest.mark.parametrize(
    "typed",
    [
        "karsk",
        *(
            pytest.param(typed, marks=pytest.mark.long)
            for typed in ("", "is:rated OR has:tag", "-is:dismissed quantity>0")
        ),
    ],
)
def test_the_count_of_a_value_is_what_the_list_has_once_it_is_in_the_query(
    ledger: Ledger, facets: Facets, typed: str
) -> None:
    counted = facets.counts(typed)
    assert counted.total == len(claim_numbers(ledger, parse_filter(typed)))
    for facet, values in counted.facets.items():
        for value, count in values:
            narrowed = with_value(typed, facet, value)
            assert len(claim_numbers(ledger, parse_filter(narrowed))) == count, narrowed


def test_values_beside_a_chosen_one_are_counted_as_alternatives(
    ledger: Ledger, facets: Facets
) -> None:
    counted = dict(facets.counts("karsk status:unrated").facets["status"])
    for status, count in counted.items():
        assert count == len(claim_numbers(ledger, parse_filter(f"karsk status:{status}")))
    assert len(counted) > 1
