from datetime import UTC, datetime

import pytest

from tests.sourcing.archives.answers import ASKED_AT, HOSTILE, answer, is_one_safe_line, silence
from workbench.model.sourcing import ArchiveState, Exchange, Outcome
from workbench.sourcing.archives.availability import availability_address, read_availability

PAGE = "https://www.example.org/news?id=1"
REPLAY = "https://web.archive.example/web"


def snapshot(**changed: object) -> dict[str, object]:
    closest = {
        "available": True,
        "url": "http://web.archive.org/web/20130919044612/http://example.org/news?id=1",
        "timestamp": "20130919044612",
        "status": "200",
    }
    return {"url": "example.org", "archived_snapshots": {"closest": closest | changed}}


def test_the_question_leaves_out_scheme_and_fragment() -> None:
    address = availability_address("https://a.example/available", PAGE + "#part")
    assert address == "https://a.example/available?url=www.example.org%2Fnews%3Fid%3D1"


def test_the_question_names_the_moment_in_utc() -> None:
    at = datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert availability_address("https://a.example/", PAGE, at).endswith(
        "&timestamp=20200203040506"
    )


def test_a_copy_is_told_with_its_time_and_an_address_at_the_archive_that_was_asked() -> None:
    found = read_availability(answer(snapshot()), PAGE, REPLAY)
    assert found.state is ArchiveState.ARCHIVED
    assert found.archived_at == datetime(2013, 9, 19, 4, 46, 12, tzinfo=UTC)
    assert found.url == f"{REPLAY}/20130919044612/http://example.org/news?id=1"
    assert found.status == 200
    assert found.note is None
    assert found.checked_at == ASKED_AT


@pytest.mark.parametrize(
    "body", [{}, {"archived_snapshots": {}}, {"archived_snapshots": {"closest": None}}]
)
def test_an_empty_answer_is_unknown_and_never_not_archived(body: object) -> None:
    found = read_availability(answer(body), PAGE, REPLAY)
    assert found.state is ArchiveState.UNKNOWN
    assert is_one_safe_line(found.note)


def test_a_copy_that_is_not_available_is_unknown() -> None:
    found = read_availability(answer(snapshot(available=False)), PAGE, REPLAY)
    assert (found.state, found.url) == (ArchiveState.UNKNOWN, None)


def test_the_copy_of_an_error_page_is_named_as_one() -> None:
    found = read_availability(answer(snapshot(status="404")), PAGE, REPLAY)
    assert found.status == 404
    assert found.note == "the copy is of an error page (status 404)"


def test_the_copy_of_another_page_is_named_as_one() -> None:
    url = "http://web.archive.org/web/20130919044612/http://other.example/"
    found = read_availability(answer(snapshot(url=url)), PAGE, REPLAY)
    assert found.note == "the copy is of http://other.example/"


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "javascript:alert(1)"},
        {"url": "http://web.archive.org/web/20130919044612/javascript:alert(1)"},
        {"url": "http://web.archive.org/web/20139919044612/http://example.org/"},
        {"url": "http://web.archive.org/web/20130919044612/http://user:pw@example.org/"},
        {"url": f"http://web.archive.org/web/20130919044612/http://{HOSTILE}/"},
        {"url": 7},
        {"url": None},
        {"timestamp": "20140919044612"},
        {"timestamp": 20130919044612},
    ],
    ids=str,
)
def test_a_copy_that_is_named_oddly_is_unknown(changed: dict[str, object]) -> None:
    found = read_availability(answer(snapshot(**changed)), PAGE, REPLAY)
    assert (found.state, found.url) == (ArchiveState.UNKNOWN, None)
    assert is_one_safe_line(found.note)


@pytest.mark.parametrize(
    ("exchange", "note"),
    [
        (answer("<html>Sorry"), "the Wayback Machine answered with a page in place of data"),
        (answer('{"archived_sn'), "the answer of the Wayback Machine is broken or cut off"),
        (answer("[" * 100_000), "the answer of the Wayback Machine is broken or cut off"),
        (answer([]), "the Wayback Machine answered something else than copies"),
        (answer("null"), "the Wayback Machine answered something else than copies"),
        (answer({}, complete=False), "the answer of the Wayback Machine was cut off"),
        (answer({}, status=500), "the Wayback Machine answered with status 500"),
        (
            answer({}, status=429, outcome=Outcome.BUSY),
            "the Wayback Machine asks for a pause before the next question",
        ),
        (
            silence(Outcome.TIMED_OUT, f"too slow {HOSTILE[-11:]}"),
            "the Wayback Machine gave no answer: too slow second line",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_trouble_is_unknown_and_says_in_one_line_why(exchange: Exchange, note: str) -> None:
    found = read_availability(exchange, PAGE, REPLAY)
    assert found.state is ArchiveState.UNKNOWN
    assert found.note == note
