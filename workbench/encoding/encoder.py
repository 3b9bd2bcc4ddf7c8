"""A model and its word pieces together: texts in, vectors out."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from workbench.encoding.network import Network
from workbench.encoding.pieces import Pieces
from workbench.encoding.weights import Numbers, read_weights
from workbench.errors import EncoderUnusable

__all__ = ["Encoder"]

DESCRIPTION: Final = "config.json"
VOCABULARY: Final = "vocab.txt"
WEIGHTS: Final = "model.safetensors"
_LONGEST: Final = 128
"""Pieces of a text that are read: a claim has some thirty, a post some sixty."""
_LONGEST_TEXT: Final = 4_000
_BATCH_PIECES: Final = 1_024
_FIRST_BYTES: Final = 4_096
_PORTIONS: Final = 64


class Encoder:
    """A sentence encoder from a folder with a model."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        description = _described(folder / DESCRIPTION)
        self._pieces = Pieces(folder / VOCABULARY)
        self._network = Network(description, read_weights(folder / WEIGHTS))
        if self._pieces.count > self._network.pieces:
            raise EncoderUnusable(f"{folder / VOCABULARY} has more pieces than the model knows")
        self._longest = min(_LONGEST, self._network.longest)
        self.name = _name_of(folder)

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return self._network.size

    def vectors(self, texts: Sequence[str]) -> Numbers:
        """The vectors of texts, each of length one, in their order."""
        rows = [self._pieces.numbers(text[:_LONGEST_TEXT], self._longest) for text in texts]
        found = np.zeros((len(rows), self.size), dtype=np.float32)
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(rows[order[end]]) <= _BATCH_PIECES:
                end += 1
            batch = order[start:end]
            found[batch] = self._network.vectors([rows[at] for at in batch])
            start = end
        return found


def _described(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise EncoderUnusable(f"{path} cannot be read as the description of a model") from error
    if not isinstance(found, dict):
        raise EncoderUnusable(f"{path} cannot be read as the description of a model")
    return found


def _name_of(folder: Path) -> str:
    """A name that another model does not have: vectors of two models are never compared.

    Of the weights, which are large, the beginning and evenly spread portions are looked at.
    """
    told = hashlib.sha256()
    for name in (DESCRIPTION, VOCABULARY):
        told.update((folder / name).read_bytes())
    path = folder / WEIGHTS
    size = path.stat().st_size
    told.update(str(size).encode())
    with path.open("rb") as file:
        for portion in range(_PORTIONS):
            file.seek(size * portion // _PORTIONS)
            told.update(file.read(_FIRST_BYTES))
    return told.hexdigest()[:16]
