"""Digits of a claim that the page has nowhere, however they are written there."""

import pytest

from workbench.sourcing.passages.digits import absent_digits


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        ("It sent 1,000 men.", "1000 men"),
        ("It sent 1000 men.", "1,000 men"),
        ("It sent 1 000 men.", "1\u00a0000 men"),
        ("It sent 1,000 men.", "1 thousand men"),
        ("It sent 500 men.", "Five hundred men"),
        ("It sent 21 men.", "twenty-one men"),
        ("It cost 1.5 million.", "a price of 1,500,000"),
        ("It cost 1,500,000.", "a price of 1.5m"),
        ("It came 5th.", "the fifth place"),
        ("It came 21st.", "the twenty-first place"),
        ("the 2018–19 season", "2018/19"),
        ("the 2018–19 season", "from 2018 to 19"),
        ("on 24 October 1996", "October 24th, 1996"),
        ("on 24 October 1996", "24-26 October 1996"),
        ("on 24 October 1996", "1996-10-24"),
        ("on October 24, 1996", "24.10.1996"),
        ("a 3.0 magnitude", "a magnitude of 3"),
        ("In the 1990s", "the 1990s"),
    ],
)
def test_a_number_is_on_the_page_however_it_is_written(claim: str, page: str) -> None:
    assert absent_digits(claim, page) == ()


@pytest.mark.parametrize(
    ("claim", "page", "absent"),
    [
        ("It sent 500 men.", "5,000 men and 50 horses", ("500",)),
        ("It sent 5,000 men.", "500 men", ("5,000",)),
        ("It cost 1.5 million.", "a price of 15 million", ("1.5",)),
        ("The 65th brigade came.", "the 56th brigade", ("65th",)),
        ("The 1st division came.", "1 division", ("1st",)),
        ("on 24 October 1996", "in 1996, on 7 October, 24 runs", ("24 October",)),
        ("in May 2001", "in June 2001", ("May 2001",)),
        ("It has 2015 rooms.", "https://example.org/2015/rooms", ("2015",)),
        ("It sent 500 men and 500 horses.", "", ("500",)),
    ],
)
def test_a_number_that_is_not_there_is_named(
    claim: str, page: str, absent: tuple[str, ...]
) -> None:
    assert absent_digits(claim, page) == absent


def test_a_claim_without_digits_has_none_absent() -> None:
    assert absent_digits("Nobody came.", "") == ()
