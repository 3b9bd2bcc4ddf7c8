"""The date that heads a text is no part of what surrounds its first claim."""

import pytest

from workbench.desk.reading.datelines import opening_dateline


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("date 2023-06-05 A battalion has", "A battalion has"),
        ("Saturday, 4 May 2019\n\nThe Harbour Board ", "The Harbour Board "),
        ("The talks began on 2023-06-05 and", "The talks began on 2023-06-05 and"),
        ("", ""),
    ],
)
def test_the_context_begins_after_the_date(text: str, rest: str) -> None:
    assert text[opening_dateline(text) :] == rest
