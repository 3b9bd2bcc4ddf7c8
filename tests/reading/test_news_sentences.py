"""Sentences in the manner of news, with the quantities and dates wanted of each, marked by hand.

The sentences are our own. What is pinned is that every one is read as it was marked; a change that
mends one and breaks another is seen here.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workbench.model import Quantity
from workbench.reading import read

SENTENCES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("data").joinpath("news_sentences.json").read_text(encoding="utf-8")
)


def written(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


def amount(quantity: Quantity) -> str:
    if quantity.value is not None or (quantity.low is None and quantity.high is None):
        return written(quantity.value)
    return f"{written(quantity.low)}..{written(quantity.high)}"


@pytest.mark.parametrize("marked", SENTENCES, ids=[one["text"][:40] for one in SENTENCES])
def test_a_sentence_is_read_as_marked(marked: dict[str, Any]) -> None:
    day = date.fromisoformat(marked["written"]) if marked["written"] else None
    reading = read(marked["text"], document_date=day)
    quantities = [[one.text, amount(one), one.unit or ""] for one in reading.quantities]
    assert quantities == marked["quantities"]
    assert [[one.text, one.value] for one in reading.dates] == marked["dates"]


def test_there_are_enough_of_them() -> None:
    assert len(SENTENCES) > 100
    assert sum(len(one["quantities"]) for one in SENTENCES) > 120
    assert sum(len(one["dates"]) for one in SENTENCES) > 60
