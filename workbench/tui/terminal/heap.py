"""Keeping the memory of the process small where the C library lets us say how.

The GNU library gives each thread a heap of its own, and keeps what was large once. With a lane for
each thing that is read, that is memory which nobody uses.
"""

import ctypes
import sys
from typing import Final

_TRIM_THRESHOLD: Final = -1
_MAPPING_THRESHOLD: Final = -3
_HEAPS_AT_MOST: Final = -8
_HEAPS: Final = 2
_LARGE_BYTES: Final = 256 * 1024
_SPARE_BYTES: Final = 4 * 1024 * 1024


def keep_heaps_few() -> None:
    """Share two heaps among all threads, and give large pieces back as soon as they are free."""
    library = _library()
    if library is not None:
        library.mallopt(_HEAPS_AT_MOST, _HEAPS)
        library.mallopt(_MAPPING_THRESHOLD, _LARGE_BYTES)
        library.mallopt(_TRIM_THRESHOLD, _SPARE_BYTES)


def _library() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") else None
