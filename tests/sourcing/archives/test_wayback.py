"""The Wayback Machine over a wire: a server on loopback replays its protocol."""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.sourcing.archives.loopback import Clock, LoopbackArchive
from workbench.errors import UsageError
from workbench.model.sourcing import ArchiveState
from workbench.sourcing.archives.pacing import Pacing
from workbench.sourcing.archives.save_errors import Advice
from workbench.sourcing.archives.saving import SaveKeys, SaveResult
from workbench.sourcing.archives.through_client import ThroughClient
from workbench.sourcing.archives.wayback import Wayback, WaybackAddresses

PAGE = "https://example.org/a?b=1"
HEADER = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]
ROW = ["20200102030405", PAGE, "text/html", "200", "AAAA", "10"]
COPY = "http://web.archive.org/web/20190102030405/https://example.org/a?b=1"
JOB = "spn2-0123456789abcdef"
MEMENTO = {"Memento-Datetime": "Thu, 02 Jan 2020 03:04:05 GMT"}


@pytest.fixture
def addresses(archive: LoopbackArchive) -> WaybackAddresses:
    base = archive.base
    return WaybackAddresses(f"{base}/available", f"{base}/cdx", f"{base}/web", f"{base}/save")


@pytest.fixture
def wayback(asker: ThroughClient, addresses: WaybackAddresses, pacing: Pacing) -> Wayback:
    return Wayback(asker, addresses=addresses, pacing=pacing)


@pytest.fixture
def with_keys(asker: ThroughClient, addresses: WaybackAddresses, pacing: Pacing) -> Wayback:
    keys = SaveKeys("access", "s3cret")
    return Wayback(asker, addresses=addresses, pacing=pacing, keys=keys)


def test_all_services_follow_from_the_address_of_the_archive() -> None:
    usual = WaybackAddresses()
    assert WaybackAddresses.at("https://web.archive.org/", usual.availability) == usual


def quick(url: str = COPY, status: str = "200") -> dict[str, object]:
    timestamp = url.split("/")[4]
    closest = {"available": True, "url": url, "timestamp": timestamp, "status": status}
    return {"archived_snapshots": {"closest": closest}}


async def test_a_copy_found_at_once_needs_no_second_question(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say(quick())
    found = await wayback.look_up(PAGE)
    assert found.url == f"{archive.base}/web/20190102030405/{PAGE}"
    assert [each.path for each in archive.asked] == ["/available?url=example.org%2Fa%3Fb%3D1"]


async def test_an_empty_answer_is_followed_by_the_index(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say({"archived_snapshots": {}})
    archive.will_say([HEADER, ROW])
    found = await wayback.look_up(PAGE)
    assert (found.state, found.url) == (
        ArchiveState.ARCHIVED,
        f"{archive.base}/web/20200102030405/{PAGE}",
    )
    assert archive.asked[1].path.startswith("/cdx?url=example.org%2Fa%3Fb%3D1&output=json&fl=")


async def test_none_is_known_only_when_the_index_says_so(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say({})
    archive.will_say(b"")
    assert (await wayback.look_up(PAGE)).state is ArchiveState.NONE_KNOWN
    archive.will_say({"archived_snapshots": {}})
    archive.will_say("<html>Bad gateway", status=502)
    assert (await wayback.look_up(PAGE)).state is ArchiveState.UNKNOWN


async def test_a_doubtful_copy_is_better_than_an_index_in_trouble(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say(quick(status="404"))
    archive.will_say("<html>", status=500)
    found = await wayback.look_up(PAGE)
    assert (found.state, found.note) == (
        ArchiveState.ARCHIVED,
        "the copy is of an error page (status 404)",
    )


async def test_a_429_holds_back_every_question_and_is_not_asked_again(
    wayback: Wayback, archive: LoopbackArchive, clock: Clock
) -> None:
    archive.will_say("slow down", status=429)
    found = await wayback.closest(PAGE)
    assert found.state is ArchiveState.UNKNOWN
    assert len(archive.asked) == 1
    archive.will_say(b"")
    await wayback.captures(PAGE)
    assert clock.waits == [60]


async def test_a_pause_longer_than_patience_is_told_and_nothing_is_sent(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say("", status=429, headers={"Retry-After": "1800"})
    await wayback.closest(PAGE)
    found = await wayback.captures(PAGE)
    assert found.problem == "the next question may be asked in 1800 s; try again then"
    saved = await wayback.save(PAGE)
    assert (saved.state, saved.advice) == (ArchiveState.SUBMIT_FAILED, Advice.STOP)
    assert len(archive.asked) == 1


async def test_a_copy_is_fetched_as_it_was_captured(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say(b"<p>then</p>", headers=MEMENTO)
    replayed = await wayback.raw(PAGE, "20200102030405")
    assert replayed.genuine
    assert replayed.exchange.body == b"<p>then</p>"
    assert archive.asked[0].path == f"/web/20200102030405id_/{PAGE}"


async def test_a_redirect_to_another_time_is_not_followed(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say("", 302, {"Location": f"/web/20210102030405id_/{PAGE}"})
    replayed = await wayback.raw(PAGE, "20200102030405")
    assert not replayed.genuine
    assert replayed.other == datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert len(archive.asked) == 1


async def test_a_redirect_to_the_same_copy_is_followed_once(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    for step in ("1", "2"):
        archive.will_say("", 302, {"Location": f"/web/20200102030405id_/{PAGE}{step}"})
    replayed = await wayback.raw(PAGE, "20200102030405")
    assert not replayed.genuine
    assert len(archive.asked) == 2


async def test_a_page_is_submitted_with_keys_that_are_not_kept(
    with_keys: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say({"url": PAGE, "job_id": JOB})
    result = await with_keys.save(PAGE, unless_newer_than="1d")
    assert (result.state, result.job) == (ArchiveState.SUBMITTED, JOB)
    (asked,) = archive.asked
    assert (asked.method, asked.path) == ("POST", "/save")
    assert asked.headers["authorization"] == "LOW access:s3cret"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert b"url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1" in asked.body
    assert "s3cret" not in repr(result)


async def test_a_refusal_with_status_200_is_a_refusal_over_the_wire(
    with_keys: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say(
        {"status": "error", "status_ext": "error:too-many-daily-captures", "message": "10 times"}
    )
    result = await with_keys.save(PAGE)
    assert (result.state, result.advice) == (ArchiveState.SUBMIT_FAILED, Advice.TOMORROW)


async def test_a_page_is_submitted_without_keys_in_one_step(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say("", 302, {"Location": f"/web/20261120120000/{PAGE}"})
    result = await wayback.save(PAGE)
    assert (result.state, result.url) == (
        ArchiveState.ARCHIVED,
        f"{archive.base}/web/20261120120000/{PAGE}",
    )
    assert archive.asked[0].path == f"/save/{PAGE}"
    assert "authorization" not in archive.asked[0].headers


async def test_a_job_is_followed_until_it_ends(
    with_keys: Wayback, archive: LoopbackArchive, clock: Clock
) -> None:
    submitted = SaveResult(ArchiveState.SUBMITTED, datetime(2026, 11, 20, tzinfo=UTC), job=JOB)
    archive.will_say({"status": "pending"})
    archive.will_say({"status": "success", "timestamp": "20261120120000", "original_url": PAGE})
    result = await with_keys.follow_save(submitted)
    assert result.state is ArchiveState.ARCHIVED
    assert [each.path for each in archive.asked] == [f"/save/status/{JOB}"] * 2
    assert archive.asked[0].headers["authorization"] == "LOW access:s3cret"
    assert clock.waits == [10, 10]


async def test_a_job_that_does_not_end_is_left_pending(
    with_keys: Wayback, archive: LoopbackArchive
) -> None:
    submitted = SaveResult(ArchiveState.SUBMITTED, datetime(2026, 11, 20, tzinfo=UTC), job=JOB)
    for _ in range(3):
        archive.will_say({"status": "pending"})
    result = await with_keys.follow_save(submitted, every_seconds=10, for_seconds=30)
    assert result.state is ArchiveState.PENDING


async def test_the_account_is_asked_what_is_left(
    with_keys: Wayback, wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_say({"available": 3, "processing": 1})
    assert (await with_keys.user_status()).available == 3
    assert (await wayback.user_status()).problem == "there are no archive keys to ask about"
    assert len(archive.asked) == 1


async def test_an_archive_that_never_answers_leaves_the_outcome_unknown(
    asker: ThroughClient, addresses: WaybackAddresses, archive: LoopbackArchive, pacing: Pacing
) -> None:
    wayback = Wayback(
        asker,
        addresses=addresses,
        pacing=pacing,
        keys=SaveKeys("a", "b"),
        answer_seconds=0.05,
    )
    archive.will_send(None)
    result = await wayback.save(PAGE)
    assert result.state is ArchiveState.UNKNOWN
    assert result.note is not None
    assert "the copy may have been made all the same" in result.note
    assert len(archive.asked) == 1


async def test_a_question_can_be_cancelled_while_the_archive_is_silent(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_send(None)
    question = asyncio.create_task(wayback.captures(PAGE))
    await archive.heard.wait()
    question.cancel()
    with pytest.raises(asyncio.CancelledError):
        await question


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[[",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\x1b]0;x",
        b"HTTP/1.1 302 Go\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 204 No\r\n\r\n",
    ],
    ids=["hang-up", "no-http", "short", "no-gzip", "escape", "script", "204"],
)
async def test_answers_that_are_none_leave_everything_unknown(
    raw: bytes, wayback: Wayback, with_keys: Wayback, archive: LoopbackArchive
) -> None:
    for _ in range(4):
        archive.will_send(raw)
    assert (await wayback.closest(PAGE)).state is ArchiveState.UNKNOWN
    assert (await wayback.captures(PAGE)).problem is not None
    assert not (await wayback.raw(PAGE, "20200102030405")).genuine
    assert (await with_keys.save_status(JOB)).state is ArchiveState.UNKNOWN


async def test_an_answer_beyond_all_bounds_is_not_read(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    archive.will_send(b"HTTP/1.1 200 OK\r\nContent-Length: 99000000000\r\n\r\n[")
    assert (await wayback.captures(PAGE)).problem is not None


async def test_questions_that_make_no_sense_are_refused_before_anything_is_sent(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    with pytest.raises(UsageError):
        await wayback.closest("javascript:alert(1)")
    with pytest.raises(UsageError):
        await wayback.captures(PAGE, 0)
    with pytest.raises(UsageError):
        await wayback.raw(PAGE, "yesterday")
    with pytest.raises(UsageError):
        await wayback.save_status("../user")
    assert archive.asked == []


async def test_an_address_too_long_to_be_asked_about_is_unknown(
    wayback: Wayback, archive: LoopbackArchive
) -> None:
    found = await wayback.closest("https://example.org/" + "%20" * 1200)
    assert found.state is ArchiveState.UNKNOWN
    assert archive.asked == []
