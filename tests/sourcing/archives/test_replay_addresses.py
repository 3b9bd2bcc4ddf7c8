from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.sourcing.archives.replay_addresses import (
    as_timestamp,
    from_timestamp,
    is_web_address,
    replay_address,
    same_page,
    split_replay,
    without_scheme,
)

BASE = "https://web.archive.example/web"


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_survives_being_written_as_digits(moment: datetime) -> None:
    assert from_timestamp(as_timestamp(moment)) == moment.replace(microsecond=0)


def test_moments_are_written_in_utc() -> None:
    evening = datetime(2020, 1, 1, 23, tzinfo=timezone(timedelta(hours=-5)))
    assert as_timestamp(evening) == "20200102040000"


@pytest.mark.parametrize(
    "digits",
    ["2020", "20201301000000", "20200101250000", "２０２００１０１０００００００", 7, None, ""],
)
def test_digits_that_name_no_moment_name_none(digits: object) -> None:
    assert from_timestamp(digits) is None


@pytest.mark.parametrize("raw", [True, False])
def test_the_address_of_a_copy_can_be_taken_apart_again(*, raw: bool) -> None:
    address = replay_address(BASE + "/", "20200102030405", "https://example.org/?a=/web/1", raw=raw)
    assert split_replay(address) == ("20200102030405", "https://example.org/?a=/web/1")


def test_a_slash_that_was_lost_on_the_way_is_put_back() -> None:
    assert split_replay(f"{BASE}/20200102030405/https:/example.org/") == (
        "20200102030405",
        "https://example.org/",
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.org/A/", "http://example.org:80/a", True),
        ("https://example.org", "http://EXAMPLE.org/#part", True),
        ("https://example.org/a", "https://example.org/b", False),
        ("https://example.org/?a=1", "https://example.org/?a=2", False),
    ],
)
def test_an_archive_counts_some_addresses_as_one_page(one: str, other: str, *, same: bool) -> None:
    assert same_page(one, other) is same


def test_only_a_scheme_at_the_beginning_is_taken_off() -> None:
    assert without_scheme(" http://a.example/?u=http://b.example/#c ") == (
        "a.example/?u=http://b.example/"
    )


@pytest.mark.parametrize(
    "url", ["http://a.example/\x1b", "http://a.example/\ufeff", "http://a/\u202e", "x" * 9999, 3]
)
def test_an_address_that_cannot_be_shown_as_it_is_is_none(url: object) -> None:
    assert not is_web_address(url)
