import asyncio

import pytest

from tests.sourcing.archives.loopback import Clock
from workbench.sourcing.archives.pacing import REQUESTS_A_MINUTE, Pacing, Service, TooLong


@pytest.mark.parametrize(
    ("service", "most"),
    [
        (Service.INDEX, 24),
        (Service.MEMENTO, 480),
        (Service.SAVE_WITH_KEYS, 7),
        (Service.SAVE, 3),
    ],
)
async def test_no_service_is_asked_more_often_than_agreed(
    service: Service, most: int, pacing: Pacing, clock: Clock
) -> None:
    began = clock.now
    for _ in range(most + 1):
        await pacing.turn(service)
    assert clock.now - began >= 60 - 1e-6


async def test_the_first_turn_is_at_once(pacing: Pacing, clock: Clock) -> None:
    await pacing.turn(Service.INDEX)
    await pacing.turn(Service.MEMENTO)
    assert clock.waits == []


async def test_turns_asked_for_at_once_are_spread(pacing: Pacing, clock: Clock) -> None:
    began = clock.now
    await asyncio.gather(*(pacing.turn(Service.SAVE) for _ in range(3)))
    assert clock.now - began == pytest.approx(40)


async def test_a_long_queue_of_ones_own_is_waited_out(pacing: Pacing, clock: Clock) -> None:
    began = clock.now
    await asyncio.gather(*(pacing.turn(Service.INDEX) for _ in range(240)))
    assert clock.now - began == pytest.approx(239 * 2.5)


async def test_a_pause_that_one_service_asks_for_holds_back_all(
    pacing: Pacing, clock: Clock
) -> None:
    began = clock.now
    pacing.hold(None)
    await pacing.turn(Service.MEMENTO)
    assert clock.now - began == 60


@pytest.mark.parametrize(("asked", "kept"), [(5, 5), (0, 1), (-30, 1), (90, 90)])
async def test_a_pause_lasts_as_long_as_was_asked(
    asked: int, kept: float, pacing: Pacing, clock: Clock
) -> None:
    began = clock.now
    pacing.hold(asked)
    await pacing.turn(Service.INDEX)
    assert clock.now - began == kept


async def test_a_turn_beyond_all_patience_is_refused_and_not_used_up(
    pacing: Pacing, clock: Clock
) -> None:
    pacing.hold(10**9)
    with pytest.raises(TooLong, match="in 3600 s"):
        await pacing.turn(Service.INDEX)
    clock.now += 3600
    await pacing.turn(Service.INDEX)
    assert clock.waits == []


async def test_a_pause_that_begins_while_waiting_is_heeded(clock: Clock) -> None:
    async def sleep(seconds: float) -> None:
        if not clock.waits:
            pacing.hold(100)
        await clock.sleep(seconds)

    pacing = Pacing(now=clock.time, sleep=sleep)
    began = clock.now
    await pacing.turn(Service.SAVE)
    await pacing.turn(Service.SAVE)
    assert clock.now - began == 100


def test_every_service_has_a_rate() -> None:
    assert set(REQUESTS_A_MINUTE) == set(Service)
