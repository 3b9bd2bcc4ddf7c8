from datetime import UTC, datetime

import pytest

from tests.sourcing.archives.answers import answer, is_one_safe_line, silence
from workbench.model.sourcing import Hop, Outcome
from workbench.sourcing.archives.replay import http_date, read_replay

ASKED = "20200102030405"
AT = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
MEMENTO = ("Memento-Datetime", "Thu, 02 Jan 2020 03:04:05 GMT")
HERE = f"https://web.archive.example/web/{ASKED}id_/http://example.org/"
LATER = "https://web.archive.example/web/20210102030405id_/http://example.org/"


def test_a_copy_that_names_its_time_is_genuine() -> None:
    replayed = read_replay(answer(b"<p>then", headers=(MEMENTO,)), ASKED)
    assert replayed.genuine
    assert (replayed.at, replayed.exchange.body) == (AT, b"<p>then")


def test_an_archived_error_page_is_a_genuine_copy() -> None:
    replayed = read_replay(
        answer(b"gone", status=404, outcome=Outcome.DEAD, headers=(MEMENTO,)), ASKED
    )
    assert replayed.genuine


def test_a_redirect_to_another_time_is_not_that_copy() -> None:
    redirect = answer(
        status=302, outcome=Outcome.REDIRECTS, headers=(("Location", LATER),), complete=False
    )
    replayed = read_replay(redirect, ASKED)
    assert not replayed.genuine
    assert replayed.other == datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert replayed.same_copy_at is None
    assert replayed.reason == (
        "the Wayback Machine has not that copy; it led to the one of 2021-01-02 03:04:05"
    )


def test_a_followed_redirect_to_another_time_is_not_that_copy_either() -> None:
    replayed = read_replay(
        answer(b"later", headers=(MEMENTO,), hops=(Hop(302, HERE, LATER),)), ASKED
    )
    assert not replayed.genuine


def test_another_time_in_the_header_is_another_copy() -> None:
    header = ("memento-datetime", "Fri, 03 Jan 2020 03:04:05 GMT")
    replayed = read_replay(answer(b"x", headers=(header,)), ASKED)
    assert replayed.other == datetime(2020, 1, 3, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("header", [(), (("Memento-Datetime", "yesterday"),)], ids=["none", "bad"])
def test_without_a_time_it_is_no_copy(header: tuple[tuple[str, str], ...]) -> None:
    replayed = read_replay(answer(b"<p>Sorry", headers=header), ASKED)
    assert replayed.reason == "the Wayback Machine answered with status 200 and not with a copy"


def test_a_copy_cut_off_on_the_way_is_not_genuine() -> None:
    replayed = read_replay(answer(b"<p>th", headers=(MEMENTO,), complete=False), ASKED)
    assert replayed.reason == "the copy of 2020-01-02 03:04:05 came incomplete"


@pytest.mark.parametrize(
    ("location", "followed"),
    [
        (f"/web/{ASKED}id_/http://example.org/a", True),
        (f"https://evil.example/web/{ASKED}id_/http://example.org/a", False),
        ("javascript:alert(1)", False),
        ("http://[::1", False),
        ("https://archive.example/login", False),
    ],
)
def test_only_the_same_copy_on_the_same_host_is_gone_to(location: str, followed: bool) -> None:
    redirect = answer(
        status=301,
        outcome=Outcome.REDIRECTS,
        headers=(("Location", location),),
        address=HERE.replace("web.archive", "archive"),
        complete=False,
    )
    replayed = read_replay(redirect, ASKED)
    assert (replayed.same_copy_at is not None) is followed
    assert is_one_safe_line(replayed.reason)


def test_an_archived_redirect_is_told_as_one() -> None:
    location = f"https://archive.example/web/{ASKED}id_/http://example.org/new"
    redirect = answer(
        status=302, outcome=Outcome.REDIRECTS, headers=(MEMENTO, ("Location", location))
    )
    assert read_replay(redirect, ASKED).reason == (
        f"the copy of 2020-01-02 03:04:05 is itself a redirect, to {location}"
    )


def test_silence_is_told_as_silence() -> None:
    replayed = read_replay(silence(Outcome.TIMED_OUT, "it was too slow"), ASKED)
    assert replayed.reason == "the Wayback Machine gave no answer: it was too slow"


@pytest.mark.parametrize("text", [None, "", "x" * 10_000, "Thu, 99 Jan 2020", "\x00", "0"])
def test_a_date_that_is_none_is_none(text: str | None) -> None:
    assert http_date(text) is None
