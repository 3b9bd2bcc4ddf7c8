"""The tagged words of a long text, of which only a few sentences are held at a time.

A word takes 150 bytes; the place of its spelling takes eight and its tag as a number one. Of these
the words of a sentence are made again when they are asked for again.
"""

from collections.abc import Sequence
from typing import Final, overload

from workbench.model import Sentence
from workbench.reading.grammar.tagging import spellings, with_tags
from workbench.reading.grammar.tokens import Spelling, Token, first_word, laid_out, spelt

__all__ = ["LongText"]

# few, so that words are gone before the collector of garbage takes them for lasting
_SENTENCES_HELD: Final = 16


class LongText(Sequence[list[Token]]):
    """The words of each sentence. They may be other objects the next time: only read them."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._sentences = sentences
        self._spellings: list[tuple[Spelling, ...]] = []
        self._tags: list[bytes] = []
        self._codes: dict[str, int] = {}
        self._names: list[str] = []
        self._name_starts: frozenset[int] = frozenset()
        self._held: dict[int, list[Token]] = {}

    def open_with_names(self, starts: frozenset[int]) -> None:
        """Take a capitalised word at one of these offsets for a name where it opens a sentence."""
        self._name_starts = starts
        self._held.clear()

    def __len__(self) -> int:
        """How many sentences there are."""
        return len(self._sentences)

    @overload
    def __getitem__(self, index: int) -> list[Token]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[Token]]: ...
    def __getitem__(self, index: int | slice) -> list[Token] | list[list[Token]]:
        """The words of a sentence, or of several."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        if index >= len(self._sentences):
            raise IndexError(index)
        words = self._held.get(index)
        if words is None:
            if len(self._held) >= _SENTENCES_HELD:
                self._held.clear()
            words = self._held[index] = self._words(index)
        return words

    def _pack(self, sentence: Sentence) -> None:
        """Find the words of the next sentence and their tags, and keep both."""
        text, end = self._text, sentence.end
        start = first_word(text, sentence.start, end)
        spellings_of_words = tuple(spelt(text, start, end, spellings()))
        tokens = with_tags(laid_out(start, spellings_of_words))
        codes = self._codes
        for token in tokens:
            if token.tag not in codes:
                codes[token.tag] = len(codes)
                self._names.append(token.tag)
        self._spellings.append(spellings_of_words)
        self._tags.append(bytes([codes[token.tag] for token in tokens]))

    def _words(self, index: int) -> list[Token]:
        names, starts = self._names, self._name_starts
        while len(self._tags) <= index:
            self._pack(self._sentences[len(self._tags)])
        sentence = self._sentences[index]
        start = first_word(self._text, sentence.start, sentence.end)
        tokens = laid_out(start, self._spellings[index])
        for token, code in zip(tokens, self._tags[index], strict=True):
            token.tag = names[code]
        for token in tokens[:2]:
            if token.capital and token.start in starts:
                token.tag = "NAME"
        return tokens
