"""Words as a ranking sees them: folded and stemmed, or pairs of characters in CJK.

A stemmer of PyStemmer must not be used by two threads at once, so each thread has its own.
"""

import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

import Stemmer

__all__ = ["Terms", "terms_in"]

_STEMMERS: Final = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian",
    "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_CJK: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD: Final = re.compile(rf"[{_CJK}]+|(?:(?![{_CJK}])[^\W_])+(?:[.,'’](?![{_CJK}])[^\W_]+)*")
_PLAIN_WORD: Final = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_IS_CJK: Final = re.compile(rf"[{_CJK}]")
_THREADS: Final = threading.local()
_LONGEST_WORD: Final = 64
_MOST_REMEMBERED: Final = 50_000


@cache
def _stop_words(language: str) -> frozenset[str]:
    if language != "en":
        return frozenset()
    source = files("workbench.sourcing.passages") / "stop_words.txt"
    lines = source.read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


def terms_in(language: str) -> "Terms":
    """This thread's way of making terms in a language (an ISO 639-1 code)."""
    known: dict[str, Terms] | None = getattr(_THREADS, "known", None)
    if known is None:
        known = {}
        _THREADS.known = known
    code = language.partition("-")[0].lower()
    if code not in known:
        known[code] = Terms(code)
    return known[code]


class Terms:
    """Makes terms of words; to be used by the thread that asked for it."""

    def __init__(self, language: str) -> None:
        name = _STEMMERS.get(language)
        usable = name is not None and name in Stemmer.algorithms()
        self._stem = Stemmer.Stemmer(name).stemWord if usable else None
        self._stop_words = _stop_words(language)
        self._known: dict[str, str] = {}

    def term(self, word: str) -> str:
        """The term of one word as it stands; "" for one that says nothing."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._make(word)
        return known

    def _make(self, word: str) -> str:
        folded = word[:_LONGEST_WORD].casefold().replace("’", "'")
        if folded in self._stop_words:
            return ""
        folded = folded.removesuffix("'s")
        if folded[0].isdigit():
            return folded.replace(",", "") if "," in folded else folded
        if "." in folded:
            folded = folded.replace(".", "")
        return self._stem(folded) if self._stem is not None else folded

    def of(self, text: str) -> list[str]:
        """The terms of a text in order, without the words that say nothing."""
        if text.isascii() or not _IS_CJK.search(text):
            term = self.term
            return [made for made in map(term, _PLAIN_WORD.findall(text)) if made]
        return [term for term, _, _ in self.placed(text)]

    def placed(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The terms of a text, each with its span."""
        for found in _WORD.finditer(text):
            word, start = found[0], found.start()
            if _IS_CJK.match(word):
                size = min(2, len(word))
                for left in range(len(word) - size + 1):
                    yield word[left : left + size], start + left, start + left + size
                continue
            term = self.term(word)
            if term:
                yield term, start, found.end()
