"""Quantities of the hard set, which is pinned, and of any text at all."""

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Quantity
from workbench.reading.dates import find_dates
from workbench.reading.quantities import find_quantities
from workbench.reading.sentences import split_sentences


def read(text: str) -> tuple[Quantity, ...]:
    sentences = split_sentences(text)
    return find_quantities(text, sentences, find_dates(text, sentences, None))


def hard_set() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / "quant_hard.json"
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return cases


def last_word(phrase: str | None) -> str | None:
    return phrase.split()[-1] if phrase else None


def approximately(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 6)


@pytest.mark.parametrize("case", hard_set(), ids=lambda case: case["text"][:40])
def test_the_hard_set_stays_solved(case: dict[str, Any]) -> None:
    found = [
        (
            quantity.text,
            [approximately(quantity.low), approximately(quantity.high)]
            if quantity.low is not None
            else approximately(quantity.value),
            quantity.unit,
            quantity.approximator,
            last_word(quantity.counted),
        )
        for quantity in read(case["text"])
    ]
    wanted = [
        (
            entry["surface"],
            entry["value"]
            if entry["value"] is None or isinstance(entry["value"], list)
            else round(entry["value"], 6),
            entry["unit"],
            entry["approx"],
            entry["noun"],
        )
        for entry in case["quantities"]
    ]
    assert found == wanted


awkward = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "about", "one", "two", "hundred", "thousand", "million", "and", "a", "half", "of",
                "third", "quarter", "1/2", "½", "5", "1,000", "3.5", "-", "–", "to", "between",
                "$", "€5", "US$", "%", "per cent", "km", "people", "dozens", "several", "in", "or",
                "more", "fold", "m", "bn", "0", "1e9", "9" * 30, "the", "from", "no.", "§", "(",
            )
        ),
        st.text(max_size=3),
        st.sampled_from(["\ud800", "\x00", "\u05d0", "\u202e", "İ", "ŉ", "\n\n", "²", "٣"]),
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@given(awkward)
def test_spans_are_exact_and_in_order_on_any_text(text: str) -> None:
    position = 0
    for found in read(text):
        assert position <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.value is None or (found.low is None and found.high is None)
        assert found.counted is None or found.counted in text
        position = found.end


UNITS = (
    "one ",
    "9",
    "1,000",
    "5 to ",
    "$",
    "a ",
    "half ",
    "about ",
    "and ",
    "5 big ",
    "-",
    "one and ",
)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_in_proportion_to_the_text(unit: str) -> None:
    assert_grows_in_proportion(unit, 4_000)


@pytest.mark.long
@pytest.mark.parametrize("unit", UNITS)
def test_so_it_does_in_longer_texts(unit: str) -> None:
    assert_grows_in_proportion(unit, 20_000)


def assert_grows_in_proportion(unit: str, length: int) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        sentences = split_sentences(text)
        start = time.process_time()
        find_quantities(text, sentences, ())
        return time.process_time() - start

    seconds(1000)
    assert seconds(4 * length) < 0.05 + 16 * max(seconds(length), 0.002)
