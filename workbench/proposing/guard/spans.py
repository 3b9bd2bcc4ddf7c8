"""Where in the text the quoted words stand, and which phrase stands where."""

import re
from collections.abc import Sequence
from typing import Final

from workbench.proposing.guard.words import Word, same, words_in

LEAST_WORDS: Final = 2
_NEAR: Final = 20_000


def occurrences(quote: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Every place inside ``text[start:end]`` that has exactly the words of ``quote``.

    White space, punctuation and the shape of quotation marks and dashes between and in the
    words do not matter; the words do. The offsets are those of the text.
    """
    wanted = words_in(quote)
    if len(wanted) < LEAST_WORDS:
        return []
    words = words_in(text, start, end)
    size = len(wanted)
    return [
        (words[left].start, words[left + size - 1].end)
        for left in range(len(words) - size + 1)
        if all(
            same(wanted[place], words[left + place], opening=place == 0) for place in range(size)
        )
    ]


def find_phrase(
    text: str, words: Sequence[Word], before: int, *, opening: bool = False
) -> tuple[int, int] | None:
    """Where the words stand side by side: the last place before ``before``, else the first.

    With ``opening`` the first word may be written with or without capitals.
    """
    first, *rest = (_word_pattern(word.folded) for word in words)
    parts = [f"(?i:{first})" if opening else first, *rest]
    pattern = re.compile(r"(?<!\w)" + r"\W{1,3}".join(parts) + r"(?!\w)")
    latest: tuple[int, int] | None = None
    for found in pattern.finditer(text, max(0, before - _NEAR), max(0, before)):
        latest = found.span()
    if latest is None:
        anywhere = pattern.search(text)
        latest = anywhere.span() if anywhere else None
    return latest


def _word_pattern(folded: str) -> str:
    escaped = re.escape(folded)
    return escaped.replace("'", "['’]").replace(r"\-", "[-‐‑–−]").replace(r"\ ", r"\s")
