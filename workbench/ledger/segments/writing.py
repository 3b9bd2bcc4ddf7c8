"""Writing one's own segments: adding, beginning new ones, making few of many, leaving out."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workbench.errors import NotALedger
from workbench.ledger.segments.devices import (
    LARGEST_NUMBER,
    DeviceState,
    DeviceStore,
    name_of,
    number_of,
)
from workbench.ledger.segments.folders import File, Folder
from workbench.ledger.segments.frames import EVENTS, frame, pack_events
from workbench.ledger.segments.reading import Header, Read, header_frame, read_events, read_header

SEGMENT_BYTES: Final = 4 * 1024 * 1024
"""A segment that has grown so large is not added to any more."""
SMALL_BYTES: Final = 1024 * 1024
MANY_SMALL: Final = 8
GRACE_MILLISECONDS: Final = 24 * 60 * 60 * 1000
"""How long segments stay after another took their place, so that it can reach everybody first."""
_FRAME_EVENTS: Final = 2_000
_FRAME_BYTES: Final = 512 * 1024

Pair = tuple[bytes, bytes]


class SegmentWriter:
    """The segments of this device in an open folder.

    What stands in them stays, but for what was redacted.
    """

    def __init__(
        self, folder: Folder, header: Header, store: DeviceStore, state: DeviceState
    ) -> None:
        self._folder = folder
        self._header = header
        self._store = store
        self._state = state
        self._sizes = {file.name: file.size for file in folder.files(".segment")}

    def add(self, pairs: Iterable[Pair]) -> Iterator[int]:
        """Add events; says how many are safely there, after each step."""
        done = 0
        for some in _framed(pairs):
            data = frame(EVENTS, pack_events(some))
            number = self._open_number()
            if name_of(number) not in self._sizes:
                data = header_frame(self._header) + data
            self._begin(number)
            self._end(number, self._folder.append(name_of(number), data))
            done += len(some)
            yield done

    def mend(self) -> None:
        """Cut off what an interrupted write has left at the end of the segment that it was in.

        It would be waited for by everybody for ever; what was to be written is written elsewhere.
        What is whole behind a gap counts as being in the folder, so it is written anew.
        """
        name = name_of(self._state.begun)
        if not self._state.begun or name not in self._sizes:
            return
        read = Read()
        header = self._header
        pairs: dict[bytes, bytes] = {}
        with self._folder.reading(name) as opened:
            if opened is None:
                return
            try:
                header, start = read_header(opened)
                pairs.update(read_events(opened, start, read))
            except NotALedger:
                read.whole = 0
        if read.beyond:
            self._write_anew(name, header, list(pairs.items()))
        elif not read.whole:
            self._folder.remove(name)
            del self._sizes[name]
        elif read.whole < self._sizes[name]:
            self._folder.cut(name, read.whole)
            self._sizes[name] = read.whole

    def _open_number(self) -> int:
        """The last segment if it is as it was left and not full, or else the next."""
        state = self._state
        size = self._sizes.get(name_of(state.last))
        untouched = state.begun == 0 and size is not None and size == state.size
        if untouched and state.size < SEGMENT_BYTES:
            return state.last
        return self._next_number()

    def _next_number(self) -> int:
        known = [number_of(name) for name in self._sizes]
        return min(max(self._state.last, self._state.begun, *known, 0) + 1, LARGEST_NUMBER)

    def _begin(self, number: int) -> None:
        self._state.begun = number
        self._store.save(self._state)

    def _end(self, number: int, size: int) -> None:
        self._sizes[name_of(number)] = size
        self._state.last, self._state.size, self._state.begun = number, size, 0
        self._store.save(self._state)

    # ------------------------------------------------------------------ compaction

    def compact(self, files: Sequence[File], headers: Mapping[str, Header]) -> int:
        """Put many small segments into one; the small ones stay until everybody can have it.

        ``headers`` are those of this device's segments that were read. Returns how many it were.
        """
        replaced = {name for header in headers.values() for name in header.replaces}
        small = [
            file
            for file in files
            if file.name in headers
            and file.name not in replaced
            and file.size < SMALL_BYTES
            and number_of(file.name) != self._state.last
        ]
        if len(small) < MANY_SMALL:
            return 0
        number = self._next_number()
        header = replace(self._header, replaces=tuple([file.name for file in small]))
        self._begin(number)
        size = self._folder.put(
            name_of(number), _segment(header, self._events_of([file.name for file in small]))
        )
        self._end(number, size)
        return len(small)

    def _events_of(self, names: Iterable[str]) -> Iterator[Pair]:
        seen: set[bytes] = set()
        for name in names:
            with self._folder.reading(name) as opened:
                if opened is None:
                    continue
                _, start = read_header(opened)
                for identifier, body in read_events(opened, start, Read()):
                    if identifier not in seen:
                        seen.add(identifier)
                        yield identifier, body

    # ------------------------------------------------------------------ redaction

    def leave_out(self, headers: Mapping[str, Header], redacted: frozenset[bytes]) -> int:
        """Write segments that hold redacted events anew without them; says how many events went.

        The former segment goes at once: waiting until the new one has reached everybody would
        leave standing what must not stand there.
        """
        gone = 0
        for name, header in headers.items():
            pairs = list(self._events_of([name]))
            kept = [pair for pair in pairs if pair[0] not in redacted]
            if len(kept) != len(pairs):
                self._write_anew(name, header, kept)
                gone += len(pairs) - len(kept)
        return gone

    def renew(self, headers: Mapping[str, Header]) -> int:
        """Write segments anew that are damaged, with what is whole in them; says how many."""
        renewed = 0
        for name, header in headers.items():
            if number_of(name) and not self._is_whole(name):
                self._write_anew(name, header, list(self._events_of([name])))
                renewed += 1
        return renewed

    def _write_anew(self, name: str, header: Header, pairs: Sequence[Pair]) -> None:
        number = self._next_number()
        fresh = replace(self._header, replaces=(*header.replaces, name))
        self._begin(number)
        size = self._folder.put(name_of(number), _segment(fresh, pairs))
        self._end(number, size)
        self._folder.remove(name)
        self._sizes.pop(name, None)

    def _is_whole(self, name: str) -> bool:
        with self._folder.reading(name) as opened:
            if opened is None:
                return True
            read = Read()
            _, start = read_header(opened)
            deque(read_events(opened, start, read), maxlen=0)
            return not read.damaged and read.whole == os.fstat(opened).st_size

    def remove_replaced(
        self, headers: Mapping[str, Header], now: int, grace: int = GRACE_MILLISECONDS
    ) -> int:
        """Remove segments all of whose events are in another that is old enough; how many."""
        removed = 0
        for name, header in headers.items():
            old = [one for one in header.replaces if one in headers and one != name]
            if not old or now - header.written < grace:
                continue
            here = {identifier for identifier, _ in self._events_of([name])}
            for one in old:
                if self._is_whole_and_within(one, here):
                    self._folder.remove(one)
                    self._sizes.pop(one, None)
                    removed += 1
        return removed

    def _is_whole_and_within(self, name: str, others: set[bytes]) -> bool:
        with self._folder.reading(name) as opened:
            if opened is None:
                return False
            read = Read()
            _, start = read_header(opened)
            within = all(one in others for one, _ in read_events(opened, start, read))
            return within and not read.damaged and read.whole == os.fstat(opened).st_size


def _segment(header: Header, pairs: Iterable[Pair]) -> Iterator[bytes]:
    yield header_frame(header)
    for some in _framed(pairs):
        yield frame(EVENTS, pack_events(some))


def _framed(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    some: list[Pair] = []
    size = 0
    for pair in pairs:
        some.append(pair)
        size += len(pair[1])
        if len(some) >= _FRAME_EVENTS or size >= _FRAME_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some
