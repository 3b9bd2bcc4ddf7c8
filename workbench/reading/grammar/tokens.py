"""Cut a stretch of text into words and marks with exact offsets."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Final, TypeAlias, TypeVar, cast

__all__ = [
    "LETTERS",
    "LONGEST_KEPT",
    "WORD",
    "Spelling",
    "Spellings",
    "Token",
    "begun_between",
    "first_word",
    "has_words",
    "laid_out",
    "mark",
    "spelt",
    "tokenise",
]


# Of the marks of a token, those that tell what it begins with; the others are in ``marks``.
WORD: Final = 1 << 30
LETTERS: Final = 1 << 29

_SPELLINGS_KEPT: Final = 12_000
LONGEST_KEPT: Final = 40
_BY_WHAT_FOLLOWS: Final = re.compile(r"\.[^\W\d_]|[A-Z]\.$")

Spelling: TypeAlias = tuple[int, int, str, str, bool, str, int]


class Spellings(dict[str, Spelling]):
    """What a word is by its spelling alone, worked out once for every spelling.

    The key is the word with the white space after it. The value has the lengths of the key and
    of the word, the word, the same in small letters, whether it begins with a capital, and the
    tag that its neighbours do not change, or nothing, and its marks. ``tag_alone`` gives that
    tag by the word and the same in small letters; that of a capital holds inside a sentence.
    """

    def __init__(
        self,
        tag_alone: Callable[[str, str], str] | None = None,
        marks_of: Callable[[str, str], int] | None = None,
    ) -> None:
        super().__init__()
        self._tag_alone = tag_alone
        self._marks_of = marks_of
        self._before: dict[str, Spelling] = {}
        self.stretches = _Stretches(self)

    def __missing__(self, spaced: str) -> Spelling:
        known = self._before.pop(spaced, None)
        if known is None:
            known = self._worked_out(spaced)
        if len(spaced) <= LONGEST_KEPT:
            if len(self) >= _SPELLINGS_KEPT:
                # what is asked for again comes back from there; the rest goes the next time
                self._before = dict(self)
                self.clear()
            self[spaced] = known
        return known

    def _worked_out(self, spaced: str) -> Spelling:
        text = spaced.rstrip()
        if text is not spaced and len(spaced) <= LONGEST_KEPT:
            _, _, text, lower, capital, tag, marks = self[text]
        else:
            lower = text.lower()
            if "’" in lower and len(lower) > 1:
                lower = lower.replace("’", "'")
            capital = text[0].isupper()
            tag = "" if self._tag_alone is None else self._tag_alone(text, lower)
            marks = 0 if self._marks_of is None else self._marks_of(text, lower)
            if text[0].isalnum():
                marks |= WORD
                if text[0].isalpha():
                    marks |= LETTERS
        return len(spaced), len(text), text, lower, capital, tag, marks


class _Stretches(dict[str, tuple[Spelling, ...] | None]):
    """The spellings in a stretch without white space and a space after it.

    Nothing for a stretch that is cut up differently by what follows it, as an initial is, or the
    address of a site.
    """

    def __init__(self, spellings: Spellings) -> None:
        super().__init__()
        self._spellings = spellings

    def __missing__(self, stretch: str) -> tuple[Spelling, ...] | None:
        if len(stretch) > LONGEST_KEPT:
            return None
        if len(self) >= _SPELLINGS_KEPT:
            self.clear()
        known = None
        if _BY_WHAT_FOLLOWS.search(stretch) is None:
            pieces = _pattern().findall(f"{stretch} ")
            known = tuple([self._spellings[piece] for piece in pieces])
        self[stretch] = known
        return known


class Token:
    """A word or a mark. ``tag`` is filled in by the tagger; ``marks`` are bits of ``marks``.

    ``lower`` has straight apostrophes, so that "isn’t" is the word of the tables. There is no
    initialiser, because so many are made that calling it would be felt.
    """

    __slots__ = ("capital", "end", "lower", "marks", "start", "tag", "text")

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    tag: str
    marks: int

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"


def has_words(tokens: Sequence[Token], least: int) -> bool:
    """Whether at least so many of the tokens are words or numbers and not marks."""
    if len(tokens) < least:
        return False
    for token in tokens:
        if token.marks & WORD:
            least -= 1
            if not least:
                return True
    return False


_Words = TypeVar("_Words", list[Token], tuple[Token, ...], Sequence[Token])
_start: Final = attrgetter("start")


def begun_between(words: _Words, start: int, end: int) -> _Words:
    """Those of some words, which are in order, that begin inside ``start:end`` of the text."""
    if not words or (start <= words[0].start and words[-1].start < end):
        return words
    first = bisect_left(words, start, key=_start)
    return words[first : bisect_left(words, end, first, key=_start)]


@cache
def _pattern() -> re.Pattern[str]:
    letter = r"[^\W\d_]"
    return re.compile(
        rf"(?:[a-z]++(?=[\s,;:)]|\.\s)"  # a plain word, this and the next two only for speed
        rf'|[,.;:()"“”?!]'
        rf"|[A-Z][a-z]++(?=[\s,;:)])"
        rf"|(?:[A-Z]\.){{2,}}"  # U.S.
        rf"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Cmdr|St|Jr|Sr)\."
        rf"|[A-Z]\.(?=\s[A-Z])"  # an initial
        rf"|['’](?:s|re|ve|ll|d|m)\b"
        rf"|\d[\d.,]*\d(?:{letter}+)?|\d+(?:{letter}+)?"
        rf"|{letter}(?:[\w]|[-‑](?=\w)|[&](?=[A-Z])|[.](?={letter}{{2,4}}\b(?!\s*\())(?<=\w)"
        rf"|['’](?!(?:s|re|ve|ll|d|m)\b)(?={letter}))*"
        rf"|\S)\s*+"
    )


def tokenise(text: str, start: int, end: int, spellings: Spellings) -> list[Token]:
    """The words and marks of ``text[start:end]``, in order."""
    start = first_word(text, start, end)
    return laid_out(start, spelt(text, start, end, spellings))


def first_word(text: str, start: int, end: int) -> int:
    """Where the white space at the beginning ends."""
    while start < end and text[start].isspace():
        start += 1
    return start


def spelt(text: str, start: int, end: int, spellings: Spellings) -> Iterable[Spelling]:
    """The spellings of the words and marks from the first word at ``start`` on."""
    piece = text[start:end]
    stretches = piece.split()
    if len(piece) == sum(map(len, stretches)) + len(stretches) - 1:  # one space between any two
        known = list(map(spellings.stretches.__getitem__, stretches))
        if None not in known:
            return chain.from_iterable(cast("list[tuple[Spelling, ...]]", known))
    return map(spellings.__getitem__, _pattern().findall(text, start, end))


def laid_out(place: int, spelt: Iterable[Spelling]) -> list[Token]:
    """The words and marks with these spellings, from a place in the text on."""
    tokens: list[Token] = []
    for whole, length, text, lower, capital, tag, marks in spelt:
        token = Token()
        token.start = place
        token.end = place + length
        token.text = text
        token.lower = lower
        token.capital = capital
        token.tag = tag
        token.marks = marks
        place += whole
        tokens.append(token)
    return tokens


def mark(start: int, end: int, text: str) -> Token:
    """A mark of punctuation that is put in the place of another."""
    token = Token()
    token.start, token.end = start, end
    token.text = token.lower = text
    token.capital = False
    token.tag = "PUNCT"
    token.marks = 0
    return token
