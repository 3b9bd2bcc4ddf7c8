"""Facts as bytes: they come back as they were, and take little room."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from tests.examples import examples
from workbench.matching import Facts, facts_of, facts_of_text, pack, unpack
from workbench.matching.facts import Amount, Days, Named
from workbench.model import Approximator, Modality, Quantity, Statement

WORDS = st.sampled_from(
    ("troops", "left", "Karsk", "NATO", "500", "5.50", "about", "percent", "4 May 2023", "2021",
     "-", "~", "=", "[", "a b", "June", "65th", "\x1d", "\x1e", "\x1f", "\x1d=", "été", "\ud800")
)  # fmt: skip
STRINGS = st.lists(WORDS, max_size=4).map(" ".join)
TUPLES = st.lists(STRINGS, max_size=4).map(tuple)
NUMBERS = st.sampled_from((0.0, 1.0, 5.5, 500.0, 490.0, 510.0, 1e300, 0.1 + 0.2, float("inf")))
AMOUNTS = st.builds(
    Amount,
    low=NUMBERS,
    high=NUMBERS,
    centre=st.none() | NUMBERS,
    unit=STRINGS,
    head=STRINGS,
    said=STRINGS,
    token=STRINGS,
    written=STRINGS,
    margin=NUMBERS,
)
DAYS = st.builds(
    Days,
    first=st.integers(0, 3_000_000),
    last=st.integers(0, 3_000_000),
    said=STRINGS,
    others=st.sampled_from(((), ((1, 2), (3, 3)))),
    time=STRINGS,
    span=st.booleans(),
)
FACTS = st.builds(
    Facts,
    terms=TUPLES,
    title=TUPLES,
    amounts=st.lists(AMOUNTS, max_size=2).map(tuple),
    days=st.lists(DAYS, max_size=2).map(tuple),
    names=st.lists(st.builds(Named, said=STRINGS, terms=TUPLES), max_size=2).map(tuple),
    figures=TUPLES,
    negated=st.booleans(),
    modality=st.sampled_from(Modality),
    opposites=st.integers(0, 1 << 127),
    claimant=STRINGS,
    measured=st.booleans(),
    wording=STRINGS,
    heading=STRINGS,
)
TOLD = "On 4 June 2023 some 500 troops left Karsk, the ministry said."


@given(FACTS)
@example(facts_of_text(TOLD, title="Troops leave Karsk"))
@example(replace(facts_of_text(TOLD), names=(Named("troops", ()),)))
@examples(40, 600)
def test_whatever_facts_hold_comes_back(facts: Facts) -> None:
    assert unpack(pack(facts)) == facts


def test_of_a_common_claim_hardly_more_is_kept_than_its_words() -> None:
    facts = facts_of_text(TOLD)
    assert len(pack(facts)) < 2 * len(TOLD)


def test_a_loose_number_keeps_its_bounds() -> None:
    text = "About 517 troops left."
    loose = Quantity(6, 9, "517", Decimal(517), approximator=Approximator.ABOUT, counted="troops")
    facts = facts_of(Statement(0, len(text), text, text, quantities=(loose,)))
    (amount,) = unpack(pack(facts)).amounts
    assert (amount.low, amount.high) == (facts.amounts[0].low, facts.amounts[0].high)
    assert amount.low < 517 < amount.high
