"""The numbers of a model, from a file in the format "safetensors".

The format is a length, a table in JSON and the bare numbers, so that unlike a pickle it can do
nothing but be read; a table that does not fit the file is refused.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EncoderUnusable

__all__ = ["Numbers", "read_weights"]

Numbers = NDArray[np.float32]
_LENGTH_BYTES: Final = 8
_LARGEST_TABLE: Final = 10_000_000
_LARGEST_FILE: Final = 2 << 30
_KINDS: Final = {"F32": "<f4", "F16": "<f2"}


def read_weights(path: Path) -> Mapping[str, Numbers]:
    """All tables of numbers in a file, by their names.

    Raises:
        EncoderUnusable: The file cannot be read or is no such file.
    """
    try:
        size = path.stat().st_size
        if not _LENGTH_BYTES < size <= _LARGEST_FILE:
            raise ValueError("its size")
        with path.open("rb") as file:
            length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
            if length > min(_LARGEST_TABLE, size - _LENGTH_BYTES):
                raise ValueError("its table")
            table = json.loads(file.read(length))
        held = np.memmap(path, mode="r", offset=_LENGTH_BYTES + length)
        return {
            name: _numbers(held, entry)
            for name, entry in table.items()
            if name != "__metadata__" and entry["dtype"] in _KINDS
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderUnusable(f"{path} is not a whole file of model weights") from error


def _numbers(held: "np.memmap[Any, Any]", entry: Mapping[str, Any]) -> Numbers:
    first, last = entry["data_offsets"]
    if not 0 <= first <= last <= len(held):
        raise ValueError("a table lies outside the file")
    raw = np.frombuffer(held[first:last].tobytes(), dtype=_KINDS[entry["dtype"]])
    return raw.reshape(entry["shape"]).astype(np.float32, copy=False)
