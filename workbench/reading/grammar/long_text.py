"""The tagged words of a long text, of which only a few sentences are held at a time.

A word takes 150 bytes, its tag as a number one. The words of a sentence that is asked for again
are cut from the text again, which is quick, and get their tags from those numbers.
"""

from collections.abc import Sequence
from typing import Final, overload

from workbench.model import Sentence
from workbench.reading.grammar.tagging import spellings, tagged
from workbench.reading.grammar.tokens import Token, tokenise

__all__ = ["LongText"]

_BLOCK: Final = 128
_BLOCKS_HELD: Final = 4


class LongText(Sequence[list[Token]]):
    """The words of each sentence. They may be other objects the next time: only read them."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._sentences = sentences
        self._tags: list[bytes] = []
        self._codes: dict[str, int] = {}
        self._names: list[str] = []
        self._name_starts: frozenset[int] = frozenset()
        self._blocks: dict[int, list[list[Token]]] = {}

    def open_with_names(self, starts: frozenset[int]) -> None:
        """Take a capitalised word at one of these offsets for a name where it opens a sentence."""
        self._name_starts = starts
        self._blocks.clear()

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
        number, place = divmod(index, _BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._read(number)
        return block[place]

    def _read(self, number: int) -> list[list[Token]]:
        if len(self._blocks) >= _BLOCKS_HELD:
            del self._blocks[next(iter(self._blocks))]
        first = number * _BLOCK
        last = min(first + _BLOCK, len(self._sentences))
        while len(self._tags) < last:
            sentence = self._sentences[len(self._tags)]
            self._tags.append(self._coded(tagged(self._text, sentence.start, sentence.end)))
        block = self._blocks[number] = [self._words(index) for index in range(first, last)]
        return block

    def _coded(self, tokens: Sequence[Token]) -> bytes:
        codes = self._codes
        for token in tokens:
            if token.tag not in codes:
                codes[token.tag] = len(codes)
                self._names.append(token.tag)
        return bytes([codes[token.tag] for token in tokens])

    def _words(self, index: int) -> list[Token]:
        sentence, names, starts = self._sentences[index], self._names, self._name_starts
        tokens = tokenise(self._text, sentence.start, sentence.end, spellings())
        for token, code in zip(tokens, self._tags[index], strict=True):
            token.tag = names[code]
        for token in tokens[:2]:
            if token.capital and token.start in starts:
                token.tag = "NAME"
        return tokens
