"""Which characters count as the same in a quote: spaces, quotation marks, dashes, composition.

A quote is turned into a pattern that runs over the text as it stands, so that every offset is one
of the text itself and nothing has to be mapped back.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

__all__ = ["INVISIBLE", "exact_places", "level"]

_SINGLE: Final = "'‘’‚‛′ʼ＇`´"
_DOUBLE: Final = '"“”„‟″«»＂'
_DASHES: Final = "-‐‑‒–—―−﹣－"
INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x85"
_ANY_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_MARKS: Final = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
_PIECE: Final = re.compile(
    rf"(?P<space>[\s{_SPACES}]+)|(?P<ellipsis>…|\.\s?\.\s?\.)|(?P<double>[{_DOUBLE}]|'')"
    rf"|(?P<single>[{re.escape(_SINGLE)}])|(?P<dash>--|[{re.escape(_DASHES)}])|(?P<other>.)",
    re.DOTALL,
)
_LEVELLED: Final = str.maketrans(
    dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("\xa0\u1680\u202f\u205f\u3000\u2028\u2029\x85\t\n\r\x0b\x0c", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
)


def level(text: str) -> str:
    """Fold quotation marks, dashes and spaces one by one; the length stays."""
    return text.translate(_LEVELLED)


def exact_places(
    words: str, text: str, start: int = 0, end: int | None = None, *, any_case: bool = False
) -> Iterator[tuple[int, int]]:
    """Where ``words`` stand in ``text``, but for spaces, marks and composition.

    A place inside a longer word or number is none: "500" does not stand in "1,500".
    """
    words = unicodedata.normalize("NFC", _ANY_INVISIBLE.sub("", words)).strip()
    if not words:
        return
    invisible = _ANY_INVISIBLE.search(text) is not None
    composed = text.isascii() or _MARKS.search(text) is None
    pattern = _pattern(words, invisible, composed, any_case)
    for found in pattern.finditer(text, start, len(text) if end is None else end):
        if _whole(text, *found.span()):
            yield found.span()


@lru_cache(maxsize=64)
def _pattern(words: str, invisible: bool, composed: bool, any_case: bool) -> re.Pattern[str]:
    parts = [
        _part(found.lastgroup or "other", found[0], composed) for found in _PIECE.finditer(words)
    ]
    between = f"[{INVISIBLE}]*" if invisible else ""
    return re.compile(between.join(parts), re.IGNORECASE if any_case else 0)


def _part(kind: str, piece: str, composed: bool) -> str:
    match kind:
        case "space":
            return rf"[\s{_SPACES}]+"
        case "ellipsis":
            return r"(?:…|\.\s?\.\s?\.)"
        case "double":
            return f"(?:[{_DOUBLE}]|'')"
        case "single":
            return f"[{re.escape(_SINGLE)}]"
        case "dash":
            return f"(?:--|[{re.escape(_DASHES)}])"
    apart = unicodedata.normalize("NFD", piece)
    if composed or apart == piece:
        return re.escape(piece)
    return f"(?:{re.escape(piece)}|{re.escape(apart)})"


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word or number goes on at either edge."""
    after = text[end : end + 2]
    if after and unicodedata.combining(after[0]):
        return False
    before = text[max(start - 2, 0) : start]
    first, last = text[start], text[end - 1]
    return not (_goes_on(before[-1:], first) or _goes_on(last, after[:1])) and not (
        _number_goes_on(before, first) or _number_goes_on(after[::-1], last)
    )


def _goes_on(left: str, right: str) -> bool:
    return (
        bool(left and right)
        and left.isalnum()
        and right.isalnum()
        and not (_unspaced(left) or _unspaced(right))
    )


def _unspaced(character: str) -> bool:
    """Whether a script sets no spaces between its words (Chinese, Japanese, Thai and others)."""
    return (
        character >= "\u0e00"
        and character.isalpha()
        and not (character.islower() or character.isupper())
    )


def _number_goes_on(beyond: str, edge: str) -> bool:
    """Whether digits stand beyond a mark that belongs to the number, as in "1,500"."""
    return len(beyond) == 2 and edge.isdigit() and beyond[1] in ".,:/" and beyond[0].isdigit()
