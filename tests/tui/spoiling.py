"""Spoil a file that the desk has open, so that it is found to be damaged."""

import os
from pathlib import Path

from workbench.ledger.connection import PAGE_BYTES

__all__ = ["spoil"]

_CHANGE_COUNTER = 24


def spoil(path: Path) -> None:
    """Overwrite every page but the first, which says that nothing that was read before counts."""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(_CHANGE_COUNTER)
        file.write(os.urandom(4))
        file.seek(PAGE_BYTES)
        file.write(os.urandom(size - PAGE_BYTES))
