"""Fetching aside: what comes is taken in the thread that keeps it, and nobody waits for others."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from tests.desk.conftest import fetched
from workbench.desk.sourcing.aside import AHEAD, aside
from workbench.desk.sourcing.attaching import keep_fetched
from workbench.desk.sourcing.fetching import Fetched, as_they_come
from workbench.ledger.database import Ledger


def test_pages_are_kept_in_the_thread_of_the_ledger_in_the_order_they_come(
    ledger: Ledger, wounded: str
) -> None:
    threads = set()

    async def pages() -> AsyncIterator[Fetched]:
        for number in range(20):
            threads.add(threading.get_ident())
            yield fetched(address=f"https://paper.example/{number}")

    with aside(pages) as brought:
        kept = [keep_fetched(ledger, page, claim_id=wounded) for page in brought]
    assert [one.source.rpartition("/")[2] for one in kept] == [str(n) for n in range(20)]
    assert threads
    assert threading.get_ident() not in threads


def test_no_more_is_fetched_than_is_taken_and_leaving_cancels_the_rest() -> None:
    begun = []
    ended = threading.Event()

    async def endless() -> AsyncIterator[int]:
        try:
            for number in range(10_000):
                begun.append(number)
                yield number
        finally:
            ended.set()

    with aside(endless) as brought:
        assert next(brought) == 0
    assert ended.is_set()
    assert len(begun) <= AHEAD + 2


def test_an_error_on_the_way_is_raised_where_things_are_taken() -> None:
    async def failing() -> AsyncIterator[int]:
        yield 1
        raise OSError("no route")

    taken: list[int] = []
    with pytest.raises(OSError, match="no route"), aside(failing) as brought:
        taken.extend(brought)
    assert taken == [1]


def test_one_slow_host_keeps_no_other_waiting() -> None:
    async def run() -> list[str]:
        answer = asyncio.Event()

        async def fetch(address: str) -> str:
            if address.startswith("slow"):
                await answer.wait()
            return address

        addresses = [f"slow{n}" for n in range(50)] + [f"host{n}" for n in range(50)]
        done: list[str] = []
        async for address in as_they_come(
            addresses, lambda one: one.strip("0123456789") + one[-1] * one.startswith("host"),
            fetch, of_one_host=2,
        ):  # fmt: skip
            done.append(address)
            if len(done) == 50:
                answer.set()
        return done

    done = asyncio.run(run())
    assert all(address.startswith("host") for address in done[:50])
    assert len(done) == 100
