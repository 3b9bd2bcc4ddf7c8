"""The list of free pages of a file, which SQLite's own check of pages may pass over.

A file in which it is damaged can be read, and not written any more.
"""

from pathlib import Path
from typing import Final

_HEADER_BYTES: Final = 100
_NUMBER_BYTES: Final = 4


def are_free_pages_listed(path: Path) -> bool:
    """Whether the pages that the list of free ones names are there, as many as the header says."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        size = int.from_bytes(header[16:18])
        size = 65_536 if size == 1 else size
        page, expected = int.from_bytes(header[32:36]), int.from_bytes(header[36:40])
        pages = path.stat().st_size // size
        found = 0
        while page and found < expected:
            if page > pages:
                return False
            file.seek((page - 1) * size)
            trunk = file.read(size)
            page = int.from_bytes(trunk[:_NUMBER_BYTES])
            leaves = int.from_bytes(trunk[_NUMBER_BYTES : 2 * _NUMBER_BYTES])
            if leaves > size // _NUMBER_BYTES - 2:
                return False
            named = trunk[2 * _NUMBER_BYTES : (2 + leaves) * _NUMBER_BYTES]
            for at in range(0, len(named), _NUMBER_BYTES):
                if not 1 < int.from_bytes(named[at : at + _NUMBER_BYTES]) <= pages:
                    return False
            found += 1 + leaves
    return not page and found == expected
