"""Asking the Wayback Machine: is there a copy, which ones, its bytes, and please make one.

Every question waits for its turn, is asked once, and may be cancelled at any moment. Nothing is
raised but ``UsageError`` for a question that makes no sense; all else is in the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from workbench.errors import UsageError
from workbench.model.sourcing import ArchiveState, Exchange
from workbench.sourcing.addresses import check_web_address
from workbench.sourcing.archives.asking import (
    ANSWER_SECONDS,
    MAX_ANSWER_BYTES,
    Asker,
    Question,
    ask_in_turn,
)
from workbench.sourcing.archives.availability import availability_address, read_availability
from workbench.sourcing.archives.capture_index import (
    CdxAnswer,
    index_address,
    nearest_copy,
    read_index,
)
from workbench.sourcing.archives.found import ArchivedCopyFound
from workbench.sourcing.archives.pacing import Pacing, Service
from workbench.sourcing.archives.replay import Replayed, read_replay
from workbench.sourcing.archives.replay_addresses import from_timestamp, replay_address
from workbench.sourcing.archives.saving import (
    SaveKeys,
    SaveResult,
    UserStatus,
    is_job,
    read_direct_save,
    read_job,
    read_submission,
    read_user_status,
    save_form,
)

NEWEST_ROWS: Final = 5
MAX_COPY_BYTES: Final = 50 * 1024 * 1024
LOOK_AGAIN_SECONDS: Final = 10.0
FOLLOW_SECONDS: Final = 180.0

_ACCEPT_JSON: Final = ("Accept", "application/json")


@dataclass(frozen=True, slots=True)
class WaybackAddresses:
    """Where the Wayback Machine's services are."""

    availability: str = "https://archive.org/wayback/available"
    index: str = "https://web.archive.org/cdx/search/cdx"
    replay: str = "https://web.archive.org/web"
    save: str = "https://web.archive.org/save"

    @classmethod
    def at(cls, archive: str, availability: str) -> Self:
        """Those of one archive that has all but the quick look-up under its own address."""
        base = archive.rstrip("/")
        return cls(availability, f"{base}/cdx/search/cdx", f"{base}/web", f"{base}/save")


class Wayback:
    """The Wayback Machine. ``pacing`` is the clock shared by all who ask the same archive."""

    def __init__(
        self,
        client: Asker,
        *,
        addresses: WaybackAddresses | None = None,
        pacing: Pacing | None = None,
        keys: SaveKeys | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._client = client
        self._addresses = addresses or WaybackAddresses()
        self._pacing = pacing or Pacing()
        self._keys = keys
        self._seconds = answer_seconds

    async def closest(self, url: str, at: datetime | None = None) -> ArchivedCopyFound:
        """The quick look-up: the copy nearest to ``at``, or the newest. It misses copies."""
        url = check_web_address(url)
        address = availability_address(self._addresses.availability, url, at)
        exchange = await self._ask(Service.AVAILABILITY, "GET", address, (_ACCEPT_JSON,))
        return read_availability(exchange, url, self._addresses.replay)

    async def captures(
        self,
        url: str,
        limit: int = -NEWEST_ROWS,
        *,
        only_ok: bool = False,
        resume_key: str | None = None,
    ) -> CdxAnswer:
        """Rows of the index, by default the newest few. Slow: up to a minute."""
        url = check_web_address(url)
        if not -10_000 <= limit <= 10_000 or limit == 0:
            raise UsageError(
                "the number of copies to list is 1 to 10000, or less than 0 for newest"
            )
        address = index_address(
            self._addresses.index, url, limit=limit, only_ok=only_ok, resume_key=resume_key
        )
        return read_index(await self._ask(Service.INDEX, "GET", address))

    async def look_up(self, url: str, at: datetime | None = None) -> ArchivedCopyFound:
        """The quick look-up, and the index where that names no sound copy."""
        quick = await self.closest(url, at)
        if quick.state is ArchiveState.ARCHIVED and quick.note is None:
            return quick
        slow = nearest_copy(await self.captures(url), url, self._addresses.replay, at)
        if quick.state is ArchiveState.ARCHIVED and slow.state is not ArchiveState.ARCHIVED:
            return quick
        return slow

    async def raw(self, url: str, timestamp: str) -> Replayed:
        """The bytes of one copy, named by its fourteen digits."""
        url = check_web_address(url)
        if from_timestamp(timestamp) is None:
            raise UsageError("a copy is named by the fourteen digits of its time")
        address = replay_address(self._addresses.replay, timestamp, url, raw=True)
        replayed = read_replay(await self._copy(address), timestamp)
        if replayed.same_copy_at:
            replayed = read_replay(await self._copy(replayed.same_copy_at), timestamp)
        return replayed

    async def save(self, url: str, *, unless_newer_than: str | None = None) -> SaveResult:
        """Submit a page. With keys this names a job; without, the archive answers when done."""
        url = check_web_address(url)
        if self._keys is None:
            address = f"{self._addresses.save.rstrip('/')}/{url}"
            exchange = await self._ask(Service.SAVE, "GET", address, (_ACCEPT_JSON,))
            return read_direct_save(exchange, self._addresses.replay)
        form = ("Content-Type", "application/x-www-form-urlencoded")
        exchange = await self._ask(
            Service.SAVE_WITH_KEYS,
            "POST",
            self._addresses.save,
            (_ACCEPT_JSON, form, self._keys.header()),
            data=save_form(url, unless_newer_than=unless_newer_than),
        )
        return read_submission(exchange)

    async def save_status(self, job: str) -> SaveResult:
        """Where a job stands. The archive forgets jobs after about an hour."""
        if not is_job(job):
            raise UsageError("that is not the name of a job at the archive")
        address = f"{self._addresses.save.rstrip('/')}/status/{job}"
        exchange = await self._ask(Service.SAVE_STATUS, "GET", address, self._own_headers())
        return read_job(exchange, job, self._addresses.replay)

    async def follow_save(
        self,
        submitted: SaveResult,
        *,
        every_seconds: float = LOOK_AGAIN_SECONDS,
        for_seconds: float = FOLLOW_SECONDS,
    ) -> SaveResult:
        """Look at a job until it ends or time is up; the last that was heard is given back."""
        if submitted.job is None:
            return submitted
        latest = submitted
        for _ in range(max(1, int(for_seconds / max(every_seconds, 1e-3)))):
            await self._pacing.rest(every_seconds)
            latest = await self.save_status(submitted.job)
            if latest.state is not ArchiveState.PENDING:
                break
        return latest

    async def user_status(self) -> UserStatus:
        """How much the account may still submit."""
        if self._keys is None:
            return UserStatus(problem="there are no archive keys to ask about")
        address = f"{self._addresses.save.rstrip('/')}/status/user"
        exchange = await self._ask(Service.SAVE_STATUS, "GET", address, self._own_headers())
        return read_user_status(exchange)

    async def _copy(self, address: str) -> Exchange:
        return await self._ask(Service.MEMENTO, "GET", address, max_bytes=MAX_COPY_BYTES)

    def _own_headers(self) -> tuple[tuple[str, str], ...]:
        return (_ACCEPT_JSON, self._keys.header()) if self._keys else (_ACCEPT_JSON,)

    async def _ask(
        self,
        service: Service,
        method: str,
        address: str,
        headers: Sequence[tuple[str, str]] = (),
        *,
        data: bytes | None = None,
        max_bytes: int = MAX_ANSWER_BYTES,
    ) -> Exchange:
        question = Question(method, address, tuple(headers), data, max_bytes, self._seconds)
        return await ask_in_turn(self._client, question, self._pacing, service)
