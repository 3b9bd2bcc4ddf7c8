"""Facts as they are kept in the cache: packed by the matching, and made small.

Claims are much alike in form, so each is compressed against a sample of the first ones; alone,
it would take half as much again. Bytes that cannot be read are damage.
"""

import zlib
from collections.abc import Iterable
from typing import Final

from workbench.matching import Facts, pack, unpack

SAMPLE_CLAIMS: Final = 256
_SAMPLE_BYTES: Final = 16_384
_LARGEST_BYTES: Final = 1 << 20
_LEVEL: Final = 6
_WINDOW_BITS: Final = -14
_MEMORY_LEVEL: Final = 6
_ALONE: Final = b"\0"
_AGAINST_SAMPLE: Final = b"\1"


class FactsDamaged(ValueError):
    """Bytes of the cache are no facts."""


class FactsStore:
    """How facts are written and read; ``sample`` may be empty, and then becomes one."""

    def __init__(self, sample: bytes = b"") -> None:
        self.take(sample)

    def take(self, sample: bytes) -> None:
        """Take a sample that was learnt before."""
        self.sample = sample
        self._form = _AGAINST_SAMPLE if sample else _ALONE
        # Copied for each claim: to begin with the sample anew would take half as long again.
        self._squeezer = zlib.compressobj(
            _LEVEL, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL, zlib.Z_DEFAULT_STRATEGY, sample
        )

    def learn(self, claims: Iterable[Facts]) -> None:
        """Take some claims as the sample that all later ones are compressed against."""
        self.take(b"".join(pack(facts) for facts in claims)[-_SAMPLE_BYTES:])

    def write(self, facts: Facts) -> bytes:
        """Facts as bytes."""
        squeezer = self._squeezer.copy()
        return self._form + squeezer.compress(pack(facts)) + squeezer.flush()

    def read(self, kept: bytes) -> Facts:
        """Facts from bytes.

        Raises:
            FactsDamaged: They are none.
        """
        try:
            if kept[:1] == _ALONE:
                opener = zlib.decompressobj(_WINDOW_BITS)
            else:
                opener = zlib.decompressobj(_WINDOW_BITS, self.sample)
            packed = opener.decompress(memoryview(kept)[1:], _LARGEST_BYTES)
            return unpack(packed)
        except (zlib.error, ValueError) as error:
            raise FactsDamaged("facts of the cache cannot be read") from error


def indexed_terms(facts: Facts) -> tuple[str, ...]:
    """The terms under which a claim is found: its own, and those of its headline."""
    return facts.terms + facts.title if facts.title else facts.terms
