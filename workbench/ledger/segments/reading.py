"""Segment files as they are read: whose they are, and which events are whole in them."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from workbench.errors import NewerLedger, NotALedger
from workbench.ledger.identifiers import is_identifier
from workbench.ledger.segments.folders import File
from workbench.ledger.segments.frames import EVENTS, HEADER, frame, frames_in, unpack_events
from workbench.text import clean_line

FORMAT: Final = 1
SUFFIX: Final = ".segment"
_ID_BYTES: Final = 32
_REMEMBERED_BYTES: Final = 64 * 1024
"""Smaller segments are read anew each time, which is as quick as remembering them."""
_LONGEST_HEADER: Final = 1024 * 1024
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Header:
    """How a segment begins. ``replaces`` names older ones of the same device that are in it."""

    project: str
    project_name: str
    device: str
    name: str
    written: int = 0
    replaces: tuple[str, ...] = ()


def header_frame(header: Header) -> bytes:
    """The first frame of a segment."""
    said = {"format": FORMAT, **asdict(header)}
    return frame(HEADER, json.dumps(said, ensure_ascii=True, sort_keys=True).encode())


def read_header(descriptor: int) -> tuple[Header, int]:
    """The header of an open segment, and where the rest begins.

    Raises:
        NotALedger: It has none, perhaps because it has not arrived yet.
        NewerLedger: A newer version of this program wrote it.
    """
    first = next(frames_in(descriptor), None)
    if first is None or first.start or first.kind != HEADER or len(first.payload) > _LONGEST_HEADER:
        raise NotALedger("it has not arrived whole, or is no segment")
    try:
        said: Any = json.loads(first.payload)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or type(said.get("format")) is not int:
        raise NotALedger("it is no segment")
    if said["format"] > FORMAT:
        raise NewerLedger("a newer workbench wrote it; update this program to read it")
    project, device = said.get("project"), said.get("device")
    if not (isinstance(project, str) and isinstance(device, str)):
        raise NotALedger("it names no project")
    if not (is_identifier(project) and is_identifier(device)):
        raise NotALedger("it names no project")
    written, replaces = said.get("written"), said.get("replaces")
    header = Header(
        project=project,
        project_name=clean_line(str(said.get("project_name", "")), _LONGEST_NAME),
        device=device,
        name=clean_line(str(said.get("name", "")), _LONGEST_NAME),
        written=written if type(written) is int and written >= 0 else 0,
        replaces=tuple(
            [one for one in replaces if isinstance(one, str) and one.endswith(SUFFIX)]
            if isinstance(replaces, list)
            else []
        ),
    )
    return header, first.end


@dataclass(slots=True)
class Read:
    """What was found in a segment: ids of whole events, and how far it is whole without a gap.

    ``beyond`` counts the events that are whole behind a gap.
    """

    ids: list[bytes] = field(default_factory=list)
    whole: int = 0
    damaged: int = 0
    beyond: int = 0


def read_events(descriptor: int, start: int, read: Read) -> Iterator[tuple[bytes, bytes]]:
    """The events from an offset on that are what their ids say; ``read`` is told of them."""
    read.whole = start
    for found in frames_in(descriptor, start):
        if found.start == read.whole:
            read.whole = found.end
        if found.kind != EVENTS:
            continue
        for identifier, body, right in unpack_events(found.payload):
            if right:
                read.ids.append(identifier)
                read.beyond += found.end > read.whole
                yield identifier, body
            else:
                read.damaged += 1


class Memory:
    """The ids in large segments that were read before, in the cache folder; never believed blindly.

    Each file there ends with the hash of the rest of it, and is for one size and time of change.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, device: str, file: File) -> Read | None:
        """What was read of a segment, if it has only grown since."""
        if file.size < _REMEMBERED_BYTES:
            return None
        try:
            found = self._place(device, file.name).read_bytes()
        except OSError:
            return None
        body, digest = found[:-_ID_BYTES], found[-_ID_BYTES:]
        head, _, ids = body.partition(b"\n")
        if hashlib.sha256(body).digest() != digest or len(ids) % _ID_BYTES:
            return None
        try:
            size, changed, whole = (int(word) for word in head.split())
        except ValueError:
            return None
        if not (size == file.size and changed == file.changed) and not whole <= size < file.size:
            return None
        return Read([ids[at : at + _ID_BYTES] for at in range(0, len(ids), _ID_BYTES)], whole)

    def remember(self, device: str, file: File, read: Read) -> None:
        """Keep what was read; without room for it, it is read again the next time."""
        if file.size < _REMEMBERED_BYTES:
            return
        body = b"%d %d %d\n" % (file.size, file.changed, read.whole) + b"".join(read.ids)
        place = self._place(device, file.name)
        partial = place.with_name(f"{place.name}.{os.getpid()}")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(body + hashlib.sha256(body).digest())
            partial.replace(place)

    def forget(self) -> None:
        """Be rid of everything."""
        with suppress(OSError):
            for place in self._folder.iterdir():
                place.unlink(missing_ok=True)

    def _place(self, device: str, name: str) -> Path:
        text = f"{device}/{name}".encode("utf-8", "surrogateescape")
        return self._folder / f"{hashlib.sha256(text).hexdigest()[:32]}.ids"
