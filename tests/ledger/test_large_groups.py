"""The lines of a list cost about the same in a large group of duplicates as in small ones."""

from itertools import combinations, islice

import pytest

from tests.ledger.material import DOCUMENT, TEXT, claim_value
from tests.ledger.test_large_acts import counted_steps
from workbench.desk.finding.filters import parse_filter
from workbench.ledger.database import Ledger
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.ledger.recording.linking import record_link
from workbench.model import ClaimFilter, LinkRelation

CLAIMS = 400


def duplicates(ledger: Ledger, size: int) -> list[int]:
    """Many claims in groups of a size; their numbers."""
    spans = list(islice(combinations(range(len(TEXT)), 2), CLAIMS))
    ids = [claim_identifier(DOCUMENT, *span) for span in spans]
    with ledger.act("Add and join claims") as act:
        for place, (name, (start, end)) in enumerate(zip(ids, spans, strict=True)):
            act.record("claim", name, "read", claim_value(start, end, text="A claim"))
            if place % size:
                first = ids[place - place % size]
                record_link(act, first, name, LinkRelation.DUPLICATE, None)
    return list(claim_numbers(ledger, parse_filter("is:duplicate")))


@pytest.mark.parametrize("size", [4, CLAIMS])
def test_the_lines_of_all_its_claims_take_few_steps_each(ledger: Ledger, size: int) -> None:
    numbers = duplicates(ledger, size)
    assert len(numbers) == CLAIMS
    with counted_steps(ledger) as steps:
        rows = claim_rows(ledger, numbers)
    assert {row.group for row in rows} == {size}
    # Counting the group of all for each line takes forty times as many.
    assert steps[0] < CLAIMS * 400


@pytest.mark.parametrize("size", [4, CLAIMS])
def test_who_is_in_a_group_is_found_without_counting_it(ledger: Ledger, size: int) -> None:
    duplicates(ledger, size)
    with counted_steps(ledger) as steps:
        found = list(claim_numbers(ledger, parse_filter("is:duplicate")))
    assert len(found) == CLAIMS
    assert len(list(claim_numbers(ledger, ClaimFilter()))) > CLAIMS
    assert steps[0] < CLAIMS * 200
