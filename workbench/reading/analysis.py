"""What the later stages share: a text with its sentences, words, paragraphs and names."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.model import Name, Sentence
from workbench.reading.grammar.long_text import LongText
from workbench.reading.grammar.tagging import tagged
from workbench.reading.grammar.tokens import Token, begun_between
from workbench.reading.names import Aliases, aliases, find_names

__all__ = ["Analysis", "analyse"]

_LONG: Final = 4_000

_BLANK_LINE: Final = re.compile(r"\n\s*?\n")


@dataclass(slots=True, eq=False, repr=False)
class Analysis:
    """A text taken apart. ``paragraphs`` numbers the paragraph of each sentence."""

    text: str
    sentences: tuple[Sentence, ...]
    words: Sequence[list[Token]]
    paragraphs: tuple[int, ...]
    names: tuple[Name, ...]
    aliases: Aliases
    name_starts: tuple[int, ...]
    _first: dict[str, Name]

    def first_named(self, form: str) -> Name | None:
        """The first name of the document with exactly this form."""
        return self._first.get(form)

    def words_between(self, sentence: int, start: int, end: int) -> list[Token]:
        """The words of a sentence that begin inside ``text[start:end]``."""
        return begun_between(self.words[sentence], start, end)

    def names_between(self, start: int, end: int) -> tuple[Name, ...]:
        """The names that lie inside ``text[start:end]``."""
        left = bisect_left(self.name_starts, start)
        right = bisect_left(self.name_starts, end, left)
        if left == right:
            return ()
        found = self.names[left:right]
        # names stand apart and in order, so that only the last can reach over the end
        return found if found[-1].end <= end else found[:-1]


def analyse(text: str, sentences: Sequence[Sentence]) -> Analysis:
    """Tag the words of every sentence and find the names."""
    words = _words(text, sentences)
    names = find_names(text, sentences, words)
    _name_openings(words, frozenset([name.start for name in names]))
    first: dict[str, Name] = {}
    for name in names:
        first.setdefault(name.text, name)
    return Analysis(
        text,
        tuple(sentences),
        words,
        _paragraphs(text, sentences),
        names,
        aliases(text, names),
        tuple(name.start for name in names),
        first,
    )


def _words(text: str, sentences: Sequence[Sentence]) -> Sequence[list[Token]]:
    if len(sentences) > _LONG:
        return LongText(text, sentences)
    return tuple([tagged(text, sentence.start, sentence.end) for sentence in sentences])


def _name_openings(words: Sequence[list[Token]], starts: frozenset[int]) -> None:
    """Tag the first word of a sentence as a name where it is one: "Boeing also managed ..."."""
    if isinstance(words, LongText):
        words.open_with_names(starts)
        return
    for tokens in words:
        for token in tokens[:2]:
            if token.start in starts and token.capital:
                token.tag = "NAME"


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> tuple[int, ...]:
    numbers: list[int] = []
    number = 0
    for index, sentence in enumerate(sentences):
        if index and _BLANK_LINE.search(text, sentences[index - 1].end, sentence.start):
            number += 1
        numbers.append(number)
    return tuple(numbers)
