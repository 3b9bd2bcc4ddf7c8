"""Cut a stretch of text into words and marks with exact offsets."""

import re
from collections.abc import Sequence
from functools import cache

__all__ = ["Token", "has_words", "tokenise"]


class Token:
    """A word or a mark. ``tag`` is filled in by the tagger.

    ``lower`` has straight apostrophes, so that "isn’t" is the word of the tables.
    """

    __slots__ = ("capital", "end", "lower", "start", "tag", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.lower = text.lower()
        self.capital = text[0].isupper()
        self.tag = ""

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"


def has_words(tokens: Sequence[Token], least: int) -> bool:
    """Whether at least so many of the tokens are words or numbers and not marks."""
    if len(tokens) < least:
        return False
    for token in tokens:
        if token.text[0].isalnum():
            least -= 1
            if not least:
                return True
    return False


@cache
def _pattern() -> re.Pattern[str]:
    letter = r"[^\W\d_]"
    return re.compile(
        rf"[a-z]++(?=[\s,;:)]|\.\s)"  # a plain word, this and the next two only for speed
        rf'|[,.;:()"“”?!]'
        rf"|[A-Z][a-z]++(?=[\s,;:)])"
        rf"|(?:[A-Z]\.){{2,}}"  # U.S.
        rf"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Cmdr|St|Jr|Sr)\."
        rf"|[A-Z]\.(?=\s[A-Z])"  # an initial
        rf"|['’](?:s|re|ve|ll|d|m)\b"
        rf"|\d[\d.,]*\d(?:{letter}+)?|\d+(?:{letter}+)?"
        rf"|{letter}(?:[\w]|[-‑](?=\w)|[&](?=[A-Z])|[.](?={letter}{{2,4}}\b(?!\s*\())(?<=\w)"
        rf"|['’](?!(?:s|re|ve|ll|d|m)\b)(?={letter}))*"
        rf"|\S"
    )


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]``, in order."""
    tokens = [Token(*found.span(), found[0]) for found in _pattern().finditer(text, start, end)]
    if "’" in text:
        for token in tokens:
            if "’" in token.lower and len(token.lower) > 1:
                token.lower = token.lower.replace("’", "'")
    return tokens
