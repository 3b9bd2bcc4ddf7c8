"""Kept bytes in a shared folder: one file for each hash, in the folder of whoever put it there."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from workbench.ledger.blobs import BlobDamaged, unpacked
from workbench.ledger.segments.folders import Folder
from workbench.ledger.segments.frames import PART, frame, frames_in, pack_part, unpack_part

PLACE: Final = "kept"
SUFFIX: Final = ".kept"
_HEX: Final = frozenset("0123456789abcdef")


class KeptInFolder:
    """The kept bytes of one device. Nothing is believed: names only say what to look for."""

    def __init__(self, device: Folder) -> None:
        self._device = device

    def digests(self) -> Iterator[bytes]:
        """The hashes that files here are named after."""
        place = self._device.child(PLACE)
        if place is None:
            return
        with place:
            for prefix in place.folders():
                if len(prefix) == 2 and _HEX.issuperset(prefix):
                    yield from self._named(place, prefix)

    def _named(self, place: Folder, prefix: str) -> Iterator[bytes]:
        inner = place.child(prefix)
        if inner is None:
            return
        with inner:
            for file in inner.files(SUFFIX):
                name = file.name.removesuffix(SUFFIX)
                if len(name) == 64 and _HEX.issuperset(name) and name.startswith(prefix):
                    yield bytes.fromhex(name)

    def parts(self, digest: bytes) -> Iterator[tuple[int, bytes]]:
        """The compressed parts, as far as they have arrived."""
        name = digest.hex()
        place = self._device.child(PLACE)
        if place is None:
            return
        with place:
            inner = place.child(name[:2])
            if inner is None:
                return
            with inner, inner.reading(name + SUFFIX) as opened:
                if opened is None:
                    return
                for found in frames_in(opened):
                    if found.kind == PART:
                        yield unpack_part(found.payload)

    def is_whole(self, digest: bytes) -> bool:
        """Whether the bytes here have their hash."""
        found = hashlib.sha256()
        try:
            for data in unpacked(self.parts(digest)):
                found.update(data)
        except BlobDamaged:
            return False
        return found.digest() == digest

    def remove(self, digest: bytes) -> bool:
        """Remove bytes that were redacted; says whether they were here."""
        name = digest.hex()
        place = self._device.child(PLACE)
        inner = place.child(name[:2]) if place is not None else None
        if place is None:
            return False
        with place:
            if inner is None:
                return False
            with inner:
                found = any(file.name == name + SUFFIX for file in inner.files(SUFFIX))
                inner.remove(name + SUFFIX)
                return found

    def remove_parts(self, owner_seconds: float, now: float) -> None:
        """Remove what an interrupted write has left here long enough ago."""
        place = self._device.child(PLACE)
        if place is None:
            return
        with place:
            for prefix in place.folders():
                inner = place.child(prefix)
                if inner is not None:
                    with inner:
                        inner.remove_parts(owner_seconds, now)

    def put(self, digest: bytes, parts: Iterable[tuple[int, bytes]]) -> None:
        """Put bytes here, whole or not at all; each is checked on the way.

        Raises:
            BlobDamaged: They are not what their hash says.
        """
        name = digest.hex()
        place = self._device.child(PLACE, make=True)
        assert place is not None
        with place:
            inner = place.child(name[:2], make=True)
            assert inner is not None
            with inner:
                inner.put(name + SUFFIX, _checked(digest, parts))


def _checked(digest: bytes, parts: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    found = hashlib.sha256()
    frames: list[bytes] = []

    def seen() -> Iterator[tuple[int, bytes]]:
        for number, data in parts:
            frames.append(frame(PART, pack_part(number, data)))
            yield number, data

    for data in unpacked(seen()):
        found.update(data)
        yield frames.pop()
    if found.digest() != digest:
        raise BlobDamaged("the bytes are not what their hash says")
