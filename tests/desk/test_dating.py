"""Days of evidence: a year or a month is enough, and doubt is no flag."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.desk.sourcing.dating import check_day, day_in, is_younger
from workbench.errors import UsageError

DAYS = st.dates(min_value=date(1000, 1, 2), max_value=date(9998, 12, 30))


@pytest.mark.parametrize("typed", ["2025", "2025-10", "2025-10-16", " 2025-10-16 "])
def test_a_day_a_month_or_a_year_is_a_date(typed: str) -> None:
    assert check_day(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["", "soon", "16.10.2025", "2025-13", "2025-02-30", "20251016"])
def test_anything_else_is_none(typed: str) -> None:
    with pytest.raises(UsageError, match="2023-06-05"):
        check_day(typed)


@pytest.mark.parametrize(
    ("said", "day"),
    [("2025-10-16T08:00:00Z", "2025-10-16"), ("2025-10", "2025-10"), ("yesterday", None),
     ("2025-99-16", None), (None, None)],
)  # fmt: skip
def test_the_day_of_a_moment_is_read_from_its_beginning(said: str | None, day: str | None) -> None:
    assert day_in(said) == day


@given(DAYS)
def test_only_what_surely_lies_after_the_claim_is_younger(day: date) -> None:
    assert is_younger((day + timedelta(days=1)).isoformat(), day)
    assert not is_younger(day.isoformat(), day)
    assert not is_younger(f"{day:%Y}", day)
    assert not is_younger(f"{day:%Y-%m}", day)
    assert not is_younger(None, day)
    assert not is_younger(day.isoformat(), None)
