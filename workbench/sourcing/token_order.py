"""The certificates inside a timestamp, put into the order that DER wants.

Many authorities send them as they come to hand, signer first, and strict readers refuse that. They
are not part of what is signed, and sorting them changes no length, so the token means the same.
What is kept is always the authority's own bytes; the sorted ones are only for reading.
"""

from typing import Final

_SEQUENCE: Final = 0x30
_FIRST_TAGGED: Final = 0xA0
_PATH: Final = ((1, _SEQUENCE), (1, _FIRST_TAGGED), (0, _SEQUENCE), (3, _FIRST_TAGGED))
"""From the answer: the token, its content, the signed data in it, and their certificates."""

_MAX_LENGTH_BYTES: Final = 4

Element = tuple[int, int, int, int]
"""Tag, where the element begins, where its content begins, and where it ends."""


def with_sorted_certificates(answer: bytes) -> bytes:
    """A whole answer of an authority with its certificates sorted; other bytes as they are."""
    try:
        start, end = _certificates(answer)
        pieces = [answer[each[1] : each[3]] for each in _elements(answer, start, end)]
    except ValueError:
        return answer
    return answer[:start] + b"".join(sorted(pieces)) + answer[end:]


def _certificates(answer: bytes) -> tuple[int, int]:
    tag, _, start, end = _element(answer, 0, len(answer))
    if tag != _SEQUENCE:
        raise ValueError
    for position, wanted in _PATH:
        inside = _elements(answer, start, end)
        if len(inside) <= position or inside[position][0] != wanted:
            raise ValueError
        _, _, start, end = inside[position]
    return start, end


def _elements(data: bytes, start: int, end: int) -> list[Element]:
    found: list[Element] = []
    while start < end:
        found.append(_element(data, start, end))
        start = found[-1][3]
    return found


def _element(data: bytes, start: int, end: int) -> Element:
    """The element that begins at ``start``.

    Raises:
        ValueError: None does that ends by ``end``.
    """
    if start + 2 > end:
        raise ValueError
    length, content = data[start + 1], start + 2
    if length >= 0x80:
        size = length - 0x80
        if not 0 < size <= _MAX_LENGTH_BYTES or content + size > end:
            raise ValueError
        length = int.from_bytes(data[content : content + size], "big")
        content += size
    if content + length > end:
        raise ValueError
    return data[start], start, content, content + length
