"""The hybrid logical clock that orders events: milliseconds and a counter in one integer.

The clock decides only the order in which things are shown. What stands and what does not is
decided by explicit links between events, so a wrong clock can mislead no one but the reader
of a time.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

Clock = Callable[[], int]

COUNTER_BITS: Final = 16
MAX_TICK: Final = (1 << 63) - 1
TOLERATED_LEAD_MILLISECONDS: Final = 24 * 60 * 60 * 1000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MILLISECOND: Final = 253_402_300_799_999


def tick_of_event(event: bytes) -> int:
    """The tick of an event, with which its id begins."""
    return int.from_bytes(event[:8], "big")


def system_clock() -> int:
    """Milliseconds since 1970 by this computer's clock."""
    return time.time_ns() // 1_000_000


def tick_of(milliseconds: int) -> int:
    """The first tick of a millisecond."""
    return min(max(milliseconds, 0) << COUNTER_BITS, MAX_TICK - (1 << 32))


def horizon(milliseconds: int) -> int:
    """The tick from which events of other computers no longer move our clock: a day ahead."""
    return tick_of(milliseconds + TOLERATED_LEAD_MILLISECONDS)


def moment(tick: int) -> datetime:
    """The time that a tick stands for, in UTC; times past the year 9999 are shown as its end."""
    return _EPOCH + timedelta(milliseconds=min(tick >> COUNTER_BITS, _LAST_MILLISECOND))


def written(tick: int) -> str:
    """The time of a tick as the tables hold it, ISO 8601 in UTC."""
    seconds, milliseconds = divmod(min(tick >> COUNTER_BITS, _LAST_MILLISECOND), 1_000)
    return f"{_second(seconds)}.{milliseconds:03d}Z"


@lru_cache(maxsize=1_000)
def _second(seconds: int) -> str:
    """A second as it is written; what is folded together was mostly said within a few."""
    return (_EPOCH + timedelta(seconds=seconds)).replace(tzinfo=None).isoformat()


def written_moment(at: datetime) -> str:
    """A moment as the tables and the log hold it, ISO 8601 in UTC to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def first_id(at: datetime) -> bytes:
    """What the ids of the events of a moment, and of all later ones, are not less than."""
    return tick_of((at.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)).to_bytes(8, "big")
