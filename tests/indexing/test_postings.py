"""Containers of postings, and sums of weights over all claims at once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workbench.indexing.bits import Sums, numbers_of
from workbench.indexing.postings import (
    STRETCH_BYTES,
    STRETCH_KEYS,
    as_bits,
    container_of,
    is_bits,
    number_of,
    numbers_in,
    place,
    stretch_of,
    term_number,
    with_numbers,
    without_numbers,
)

NUMBERS = st.integers(0, STRETCH_KEYS - 1)
SETS = st.one_of(
    st.sets(NUMBERS, max_size=60),
    st.builds(
        lambda start, step, count: {(start + step * each) % STRETCH_KEYS for each in range(count)},
        NUMBERS,
        st.integers(1, 97),
        st.integers(0, 6000),
    ),
)


@given(SETS)
def test_a_container_gives_back_what_was_put_in(numbers: set[int]) -> None:
    container = container_of(sorted(numbers))
    assert numbers_in(container) == sorted(numbers)
    assert len(container) <= STRETCH_BYTES


@given(SETS)
def test_the_bits_of_a_container_are_those_of_its_numbers(numbers: set[int]) -> None:
    bits = as_bits(container_of(sorted(numbers)))
    assert len(bits) == STRETCH_BYTES
    assert list(numbers_of(bytes(bits))) == sorted(numbers)


@given(SETS, SETS)
def test_adding_and_removing_is_union_and_difference(one: set[int], other: set[int]) -> None:
    container = container_of(sorted(one))
    assert numbers_in(with_numbers(container, sorted(other))) == sorted(one | other)
    assert numbers_in(without_numbers(container, sorted(other))) == sorted(one - other)


def test_many_numbers_are_kept_as_bits_and_few_as_places() -> None:
    assert is_bits(container_of(range(0, STRETCH_KEYS, 3)))
    assert len(container_of([5, 6, 70])) == 6


def test_the_place_of_a_container_tells_its_term_and_its_stretch() -> None:
    number = term_number("#500")
    assert number_of(place(number, 12)) == number
    assert stretch_of(place(number, 12)) == 12


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 200)), st.integers(1, 15)), max_size=12),
    st.integers(1, 50),
)
def test_the_largest_sums_are_found(added: list[tuple[set[int], int]], wanted: int) -> None:
    sums = Sums()
    counted: Counter[int] = Counter()
    for claims, weight in added:
        sums.add(sum(1 << claim for claim in claims), weight)
        for claim in claims:
            counted[claim] += weight
    above, level = (set(numbers_of(found.to_bytes(32, "little"))) for found in sums.largest(wanted))
    if len(counted) <= wanted:
        assert above | level == set(counted)
    else:
        lowest = sorted(counted.values(), reverse=True)[wanted - 1]
        assert above == {claim for claim, total in counted.items() if total > lowest}
        assert level == {claim for claim, total in counted.items() if total == lowest}
