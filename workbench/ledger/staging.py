"""What is to be merged, set aside on disk until the write lock is taken.

Reading somebody's file, or a folder of them, takes as long as it takes, and nobody should wait
for it. So whatever is new is put into a temporary file first, each event already checked and taken
apart, the kept bytes already compared with their hashes, and only then into the database.
"""

import hashlib
import struct
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import SEEK_END
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final, Protocol, Self

import msgspec

from workbench.errors import StorageError
from workbench.ledger.blobs import BlobDamaged, unpacked
from workbench.ledger.events import Event, EventRefused, read_event, read_staged
from workbench.ledger.folding.batches import batches
from workbench.ledger.folding.whole import READ_LATER, without_collecting
from workbench.ledger.redactions import redacted
from workbench.ledger.second.ahead import WORTH_ADDING_EVENTS, AddingProcess, Alone
from workbench.ledger.second.gathering import STAGED
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import ProjectValue, understand

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_LENGTH: Final = struct.Struct(">Q")
_PART: Final = struct.Struct(">32sII")
_ID_BYTES: Final = 32
_IN_MEMORY_BYTES: Final = 16 * 1024 * 1024
_LOOKED_UP_AT_ONCE: Final = 1_000
_TAKEN_APART: Final = msgspec.msgpack.Encoder()
_MOST_PARTS: Final = 1 << 20


def _nobody() -> None:
    """Tell nobody."""


class KeptBytes(Protocol):
    """Somewhere bytes are kept by their hash: a colleague's file, a folder. Nothing is believed."""

    def digests(self) -> Iterable[bytes]:
        """The hashes, 32 bytes each, of what is there."""

    def parts(self, digest: bytes) -> Iterable[tuple[int, bytes]]:
        """The compressed parts of one of them, in order, as a database keeps them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How much was set aside at some moment."""

    events: int
    frames: int
    parts: int
    ids: int
    digests: int
    held: int
    refused: Counter[str]
    damaged: frozenset[bytes]
    projects: dict[str, str]


class Staging:
    """Events and kept bytes that a database has not, on their way into it.

    ``held`` counts events that were known already, ``refused`` those that are none, by reason.
    ``projects`` are those that the events name, with their latest name. ``when_new`` is called
    once there is something that the database has not, and any number of times after that.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._files = ExitStack()
        self._events = self._temporary()
        self._parts = self._temporary()
        self._ids: dict[bytes, None] = {}
        self._frames: list[tuple[bytes, int]] = []
        self._digests: dict[bytes, None] = {}
        self._redacted = redacted(ledger.connection)
        self.held = 0
        self.refused: Counter[str] = Counter()
        self.damaged: set[bytes] = set()
        self.projects: dict[str, str] = {}
        self.when_new: Callable[[], None] = _nobody
        self.adder: AddingProcess | None = None
        self._tried = False

    @property
    def new(self) -> int:
        """How many events wait."""
        return len(self._ids)

    @property
    def kept(self) -> int:
        """How many kept bytes wait."""
        return len(self._digests)

    def take(self, pairs: Iterable[tuple[object, object]]) -> None:
        """Set aside the events that the database has not.

        Raises:
            StorageError: There is no room for them.
        """
        with _plain(), without_collecting():
            for some in batches(pairs, _LOOKED_UP_AT_ONCE):
                self._take(some)
                if self._ids:
                    self.when_new()

    def take_kept(self, source: KeptBytes) -> None:
        """Set aside the kept bytes that the database has not and whose hash is right.

        Raises:
            StorageError: There is no room for them.
        """
        here = {row[0] for row in self._ledger.rows("SELECT DISTINCT sha256 FROM blob")}
        here |= self._redacted.bytes
        wanted = [one for one in source.digests() if one not in here and one not in self._digests]
        with _plain():
            for digest in wanted:
                self.when_new()
                self._take_one(source, digest)

    def mark(self) -> Mark:
        """Note how much was set aside by now."""
        return Mark(
            self._events.seek(0, SEEK_END),
            len(self._frames),
            self._parts.seek(0, SEEK_END),
            len(self._ids),
            len(self._digests),
            self.held,
            Counter(self.refused),
            frozenset(self.damaged),
            dict(self.projects),
        )

    def go_back(self, mark: Mark) -> None:
        """Be rid of everything that was set aside since."""
        for file, end in ((self._events, mark.events), (self._parts, mark.parts)):
            file.seek(end)
            file.truncate()
        del self._frames[mark.frames :]
        for found, count in ((self._ids, mark.ids), (self._digests, mark.digests)):
            for one in list(found)[count:]:
                del found[one]
        self.held, self.refused = mark.held, Counter(mark.refused)
        self.damaged, self.projects = set(mark.damaged), dict(mark.projects)

    def events(self) -> Iterator[tuple[Event, bytes]]:
        """The events with their bodies, each group of those that came together in its order.

        The groups come in the order of the log, so that of one source all do. The value of one that
        is read later is not with it, but only whether it says anything.
        """
        for packed in self.packed():
            for event, body in STAGED.decode(packed):
                yield read_staged(body) if event is None else event, body

    def packed(self) -> Iterator[bytes]:
        """The events as they were packed, a group at a time, in the order of the log."""
        for _, begins in sorted(self._frames):
            self._events.seek(begins)
            yield self._events.read(_LENGTH.unpack(self._events.read(_LENGTH.size))[0])

    def parts(self) -> Iterator[tuple[bytes, int, bytes]]:
        """The parts of kept bytes: hash, number, compressed bytes."""
        self._parts.seek(0)
        while prefix := self._parts.read(_PART.size):
            digest, part, size = _PART.unpack(prefix)
            yield digest, part, self._parts.read(size)

    def _temporary(self) -> IO[bytes]:
        return self._files.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES))

    def _take(self, some: list[tuple[object, object]]) -> None:
        known = self._known([one for one, _ in some if isinstance(one, bytes)])
        found: list[tuple[Event, bytes]] = []
        for identifier, body in some:
            if identifier in known:
                self.held += 1
            elif identifier not in self._ids:
                try:
                    event = read_event(identifier, body)
                except EventRefused as refusal:
                    self.refused[str(refusal)] += 1
                else:
                    raw = body.encode("utf-8") if isinstance(body, str) else body
                    assert isinstance(raw, bytes)
                    if event.kind == "project":
                        self._note_project(event)
                    self._ids[event.id] = None
                    found.append((_without_value(event), raw))
        if found:
            self._write(found)

    def _write(self, found: list[tuple[Event, bytes]]) -> None:
        """Write events as they were taken apart, so that they need not be read again."""
        found.sort(key=_identifier)
        self._frames.append((found[0][0].id, self._events.tell()))
        try:
            packed = _TAKEN_APART.encode(found)
        except OverflowError:
            # One holds a number that only Python can hold; they are read from their bodies again.
            packed = _TAKEN_APART.encode([(None, body) for _, body in found])
        self._events.write(_LENGTH.pack(len(packed)))
        self._events.write(packed)
        if len(self._ids) >= WORTH_ADDING_EVENTS:
            self._tell(packed)

    def _tell(self, packed: bytes) -> None:
        """Let a second process look up what the tables hold of what new events are about."""
        try:
            if self.adder is not None:
                if self.adder.ahead:
                    self.adder.stage(packed)
            elif not self._tried:
                self._tried = True
                self.adder = AddingProcess.start(self._ledger.path)
                # What is refused in the end is not told of, so then it looks nothing up.
                if self.adder is not None and not self._redacted:
                    self.adder.begin_ahead(self._ledger, self.packed())
                    self._events.seek(0, SEEK_END)
        except Alone:
            self._give_up()

    def settle(self) -> None:
        """Wait until nothing is looked up any more; once before all is merged."""
        try:
            if self.adder is not None:
                self.adder.settle()
        except Alone:
            self._give_up()

    def _give_up(self) -> None:
        if self.adder is not None:
            self.adder.end()
        self.adder = None

    def _known(self, identifiers: list[bytes]) -> set[bytes]:
        marks = ",".join("?" * len(identifiers))
        known = {
            row[0]
            for row in self._ledger.rows(f"SELECT id FROM event WHERE id IN ({marks})", identifiers)
        }
        return known.union(self._redacted.events.intersection(identifiers))

    def _note_project(self, event: Event) -> None:
        try:
            found = understand(event.version, event.kind, event.entity, event.field, event.value)
        except NotUnderstood:
            return
        name = found.name if isinstance(found, ProjectValue) else ""
        self.projects[event.entity] = name or self.projects.get(event.entity, "")

    def _take_one(self, source: KeptBytes, digest: bytes) -> None:
        begun = self._parts.tell()
        try:
            self._write_parts(source.parts(digest), digest)
        except BlobDamaged:
            self._parts.seek(begun)
            self._parts.truncate()
            self.damaged.add(digest)
        else:
            self._digests[digest] = None
            self.damaged.discard(digest)

    def _write_parts(self, parts: Iterable[tuple[int, bytes]], digest: bytes) -> None:
        """Write the parts as they come; unpacked, they must have the hash."""
        found = hashlib.sha256()

        def written() -> Iterator[tuple[int, bytes]]:
            for part, data in parts:
                if not 0 <= part < _MOST_PARTS:
                    raise BlobDamaged(f"there is no part {part}")
                self._parts.write(_PART.pack(digest, part, len(data)) + data)
                yield part, data

        for data in unpacked(written()):
            found.update(data)
        if found.digest() != digest:
            raise BlobDamaged("the bytes are not what their hash says")

    def close(self) -> None:
        """Be rid of everything."""
        self._give_up()
        self._files.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _identifier(found: tuple[Event, bytes]) -> bytes:
    return found[0].id


def _without_value(event: Event) -> Event:
    """The event; of a value that is read from the log later, only whether it says anything."""
    return event._replace(value=True) if event.kind in READ_LATER and event.value else event


@contextmanager
def _plain() -> Iterator[None]:
    """Say in one line that there is no room for what comes."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"what is to be merged cannot be kept in {tempfile.gettempdir()} meanwhile "
            f"({error.strerror}); free some space, or set TMPDIR to another folder"
        ) from None
