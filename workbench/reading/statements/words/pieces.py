"""A statement while it is made: which stretches of the text its wording is put together from.

Every word of a wording has its place in the text. Words that were moved in to make it stand
alone are marked, and shown in square brackets. One word may come in that the text does not have:
"[is]", between a thing and what the text says that it is. It stands for the comma or the space
that joins the two, and has its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.model import Attribution, Insertion

__all__ = ["Draft", "Piece", "insertions", "wording"]

_NO_SPACE_BEFORE: Final = frozenset(",.;:!?%)]}’”'\"")


@dataclass(slots=True, eq=False, repr=False)
class Piece:
    """``text[start:end]``, kept where it stood or inserted from elsewhere.

    ``said`` are the words that stand for a mark or a space: "is" for the comma of an apposition.
    """

    start: int
    end: int
    inserted: bool = False
    said: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Draft:
    """A statement before its slots, modality and worth are known.

    ``start`` and ``end`` are the span it was read from. ``sentence`` is the index of its
    sentence and ``kind`` that sentence's kind. ``pattern`` is what licensed it.
    """

    start: int
    end: int
    sentence: int
    kind: str
    pieces: tuple[Piece, ...]
    attribution: Attribution | None = None
    remarks: tuple[str, ...] = field(default=())
    pattern: str = "clause"


def wording(text: str, pieces: Sequence[Piece]) -> str:
    """The words of the pieces in order, on one line, with inserted words in brackets."""
    if len(pieces) == 1 and not pieces[0].inserted:
        return _words(text, pieces[0])
    parts: list[str] = []
    inserted: list[str] = []
    for piece in pieces:
        words = _words(text, piece)
        if not words:
            continue
        if piece.inserted:
            inserted.append(words)
            continue
        if inserted:
            parts.append(f"[{' '.join(inserted)}]")
            inserted = []
        parts.append(words)
    if inserted:
        parts.append(f"[{' '.join(inserted)}]")
    line = ""
    for part in parts:
        glue = "" if not line or part[0] in _NO_SPACE_BEFORE else " "
        line += glue + part
    return line


def insertions(text: str, pieces: Iterable[Piece]) -> tuple[Insertion, ...]:
    """Where the words in the brackets of a wording came from, in their order."""
    return tuple(
        Insertion(piece.start, piece.end, words)
        for piece in pieces
        if piece.inserted and (words := _words(text, piece))
    )


def _words(text: str, piece: Piece) -> str:
    return piece.said or " ".join(text[piece.start : piece.end].split())
