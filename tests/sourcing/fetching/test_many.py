"""Many pages at once, politely, and gone when nobody wants them any more."""

import asyncio

import pytest

from tests.sourcing.fetching.test_statuses import Waits
from tests.sourcing.horrors.names import HERE, Names
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer, redirect, silence
from workbench.errors import UsageError
from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching import Client, FetchOptions, Pace, fetch_all

ANY_PORT = FetchOptions(allow_any_port=True)


async def test_every_page_comes_with_its_own_outcome(horrors: Horrors, client: Client) -> None:
    urls = [horrors.on(f"/{number}", answer()) for number in range(10)]
    urls += [horrors.url("/missing"), urls[0], "http://127.0.0.1/private"]
    pages = [page async for page in fetch_all(urls, client=client)]
    outcomes = {page.requested: page.outcome for page in pages}
    assert len(pages) == 12
    assert outcomes.pop(horrors.url("/missing")) is Outcome.DEAD
    assert outcomes.pop("http://127.0.0.1/private") is Outcome.BLOCKED
    assert set(outcomes.values()) == {Outcome.CAPTURED}


async def test_no_more_run_at_once_than_was_said(horrors: Horrors) -> None:
    urls = [horrors.on(f"/{number}", answer(b"x" * 100_000)) for number in range(12)]
    async with Client(policy=horrors.policy, at_once=3) as client:
        pages = [page async for page in fetch_all(urls, client=client)]
    assert len(pages) == 12
    assert 2 <= horrors.most_at_once <= 4


async def test_a_refused_address_is_told_before_any_is_fetched(
    horrors: Horrors, client: Client
) -> None:
    pages = fetch_all([horrors.on("/a", answer()), "file:///x"], client=client)
    with pytest.raises(UsageError, match="a file on this computer"):
        await anext(pages)
    assert horrors.requests == []


async def test_one_host_is_asked_for_one_page_at_a_time_with_pauses(horrors: Horrors) -> None:
    waits = Waits()
    urls = [horrors.on(f"/{n}", answer()).replace("127.0.0.1", "site.test") for n in range(3)]
    names = Names(site_test=HERE, other_test=HERE)
    async with Client(policy=horrors.policy, resolver=names, sleep=waits) as client:
        urls.append(horrors.url("/0", host="other.test"))
        pages = [page async for page in fetch_all(urls, ANY_PORT, client=client)]
    assert {page.outcome for page in pages} == {Outcome.CAPTURED}
    assert len(waits.seconds) == 2
    assert all(0.9 < seconds <= 1.0 for seconds in waits.seconds)


async def test_a_redirect_to_a_busy_host_waits_its_turn_outside_the_time_allowed(
    horrors: Horrors,
) -> None:
    waits = Waits()
    horrors.on("/a", answer())
    horrors.on("/r", redirect(horrors.url("/a", host="site.test")))
    names = Names(site_test=HERE, other_test=HERE)
    async with Client(policy=horrors.policy, resolver=names, sleep=waits) as client:
        await client.fetch(horrors.url("/a", host="site.test"), ANY_PORT)
        page = await client.fetch(horrors.url("/r", host="other.test"), ANY_PORT)
    assert page.outcome is Outcome.CAPTURED
    assert len(waits.seconds) == 1


async def test_ones_own_host_is_asked_without_pauses(horrors: Horrors) -> None:
    waits = Waits()
    urls = [horrors.on(f"/{number}", answer()) for number in range(3)]
    async with Client(sleep=waits) as client:
        options = FetchOptions(allow_private=True, allow_any_port=True)
        pages = [page async for page in fetch_all(urls, options, client=client)]
    assert len(pages) == 3
    assert waits.seconds == []


async def test_leaving_early_cancels_the_rest(horrors: Horrors, client: Client) -> None:
    urls = [horrors.on("/fast", answer()), *(horrors.on(f"/{n}", silence()) for n in range(9))]
    pages = fetch_all(urls, client=client)
    assert (await anext(pages)).outcome is Outcome.CAPTURED
    await pages.aclose()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert left == []


async def test_a_fetch_can_be_cancelled_and_the_client_goes_on(
    horrors: Horrors, client: Client
) -> None:
    begun = asyncio.Event()
    url = horrors.on("/slow", silence())
    task = asyncio.create_task(client.fetch(url, on_progress=lambda _: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await client.fetch(horrors.on("/a", answer()))).outcome is Outcome.CAPTURED


async def test_a_pace_spreads_requests_over_the_minute_and_can_be_held() -> None:
    waits = Waits()
    pace = Pace(24, sleep=waits)
    for _ in range(3):
        await pace.wait()
    assert [round(seconds, 1) for seconds in waits.seconds] == [2.5, 5.0]
    pace.hold(60)
    await pace.wait()
    assert 59 < waits.seconds[-1] <= 60
