"""A text taken apart once, so that many claims can be looked up in it cheaply.

A very long text is not taken apart whole: for each claim only the regions where its rarer words
stand are, so that the work stays bounded.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.model import Sentence
from workbench.reading.sentences import split_sentences
from workbench.sourcing.passages.regions import likely_regions
from workbench.sourcing.passages.words import terms_in

__all__ = ["LONGEST_PASSAGE", "VERY_LONG_TEXT", "TextIndex"]

LONGEST_PASSAGE: Final = 1_200
VERY_LONG_TEXT: Final = 2_000_000
_BREAK: Final = re.compile(r"[.;:!?。！？]\s*|\s")


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The sentences of a text, the terms of each, and where each term stands.

    ``postings`` holds for each term the numbers of its sentences in order, one for every time it
    stands there. A ``very_long`` text has none of these before a claim is known.
    """

    text: str
    language: str
    sentences: tuple[Sentence, ...]
    terms: list[list[str]] = field(repr=False)
    postings: dict[str, list[int]] = field(repr=False)
    very_long: bool = False

    @classmethod
    def build(
        cls, text: str, *, language: str = "en", sentences: Sequence[Sentence] | None = None
    ) -> "TextIndex":
        """Index a text. ``sentences`` may be given where they are known already."""
        if sentences is not None:
            return cls._of(text, language, tuple(sentences))
        if len(text) > VERY_LONG_TEXT:
            return cls(text, language, (), [], {}, very_long=True)
        return cls._of(text, language, tuple(_short(text, split_sentences(text))))

    def around(self, words: Iterable[str]) -> "TextIndex":
        """The index of the regions where ``words`` stand; itself unless the text is very long."""
        if not self.very_long:
            return self
        sentences: list[Sentence] = []
        for start, end in likely_regions(self.text, words):
            piece = self.text[start:end]
            sentences += (
                Sentence(start + one.start, start + one.end, one.kind)
                for one in _short(piece, split_sentences(piece))
            )
        return self._of(self.text, self.language, tuple(sentences))

    @classmethod
    def _of(cls, text: str, language: str, sentences: tuple[Sentence, ...]) -> "TextIndex":
        make = terms_in(language)
        postings: dict[str, list[int]] = {}
        all_terms: list[list[str]] = []
        for number, sentence in enumerate(sentences):
            terms = make.of(text[sentence.start : sentence.end])
            all_terms.append(terms)
            for term in terms:
                places = postings.get(term)
                if places is None:
                    postings[term] = [number]
                else:
                    places.append(number)
        return cls(text, language, sentences, all_terms, postings)


def _short(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Cut what is too long to be read as a passage, at a mark or a space where there is one."""
    cut: list[Sentence] = []
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > LONGEST_PASSAGE:
            end = start + LONGEST_PASSAGE
            breaks = [found.end() for found in _BREAK.finditer(text, start + 1, end)]
            end = breaks[-1] if breaks else end
            cut.append(Sentence(start, end, sentence.kind))
            start = end
        if start < sentence.end:
            cut.append(Sentence(start, sentence.end, sentence.kind))
    return cut
