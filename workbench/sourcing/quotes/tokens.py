"""A quote as words, numbers and the marks that belong to numbers, each with its span.

Spaces, punctuation and capitals play no part; "isn't" is "is not" and "1,000" is "1000". What a
page leaves behind of its markup (tags, entities, footnote marks) is marked as residue.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from workbench.sourcing.quotes.folding import INVISIBLE, level

__all__ = ["Token", "tokens"]

_TOKEN: Final = re.compile(
    r"(?P<residue></?[A-Za-z][\w-]*(?:\s[^<>]{0,200})?/?>|&(?:[A-Za-z]{2,8}|\#\d{2,5});"
    r"|(?<=[\w>.,;:!?\"')])\[(?:\d{1,3}|[a-z]|edit|citation needed|note \d{1,2})\])"
    r"|(?P<number>(?<![^\W_])(?:\d{1,3}(?:[ ,]\d{3})+(?![^\W_])(?:\.\d+)?(?![^\W_])"
    r"|\d+(?:[.,:/]\d+)+(?![^\W_])))"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*)"
    r"|(?P<mark>[%‰°$€£¥₽₹<>=±+§#/]|-(?=\s?\d)|(?<=\d)-)"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?")
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_SHORTENED: Final = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"),
                     "cannot": ("can", "not"), "ain't": ("is", "not")}  # fmt: skip
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark. ``key`` is what is compared; ``text`` is as it stands."""

    key: str
    text: str
    start: int
    end: int
    residue: bool = False
    first: bool = False
    """Whether a sentence begins with it."""


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Take ``text[start:end]`` apart; the spans are those in ``text``."""
    piece = level(text[start:end])
    if _INVISIBLE.search(piece):
        visible = [place for place, mark in enumerate(piece) if mark not in INVISIBLE]
        piece = "".join(piece[place] for place in visible)
        places = [start + place for place in visible]
        places.append(start + len(text[start:end]))
    else:
        places = []
    made: list[Token] = []
    last = -1
    for found in _TOKEN.finditer(piece):
        left, right = found.span()
        span = (places[left], places[right - 1] + 1) if places else (start + left, start + right)
        first = last < 0 or _ends_sentence(piece[last:left])
        made += _tokens_of(found, text[slice(*span)], span, first)
        last = right
    return made


def _ends_sentence(between: str) -> bool:
    return any(mark in between for mark in ".!?:\"'“”(") or "\n" in between


def _tokens_of(found: re.Match[str], text: str, span: tuple[int, int], first: bool) -> list[Token]:
    start, end = span
    if found["residue"]:
        return [Token(found[0], text, start, end, residue=True)]
    key = found[0] if found[0].isascii() else unicodedata.normalize("NFC", found[0])
    if found["number"]:
        if _GROUPED.fullmatch(key):
            key = key.replace(",", "").replace(" ", "")
        return [Token(key, text, start, end)]
    key = key.casefold()
    parts = _SHORTENED.get(key)
    if parts is None and key.endswith("n't"):
        parts = (key[:-3], "not")
    if parts is not None:
        return [Token(part, text, start, end, first=first) for part in parts]
    if _UNSPACED.match(key) and len(key) > 1:
        return [
            Token(letter, letter, start + place, start + place + 1)
            for place, letter in enumerate(found[0])
        ]
    return [Token(key, text, start, end, first=first)]
