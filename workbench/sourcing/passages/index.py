"""A text taken apart once, so that many claims can be looked up in it cheaply."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.model import Sentence
from workbench.reading.sentences import split_sentences
from workbench.sourcing.passages.words import terms_in

__all__ = ["LONGEST_PASSAGE", "TextIndex"]

LONGEST_PASSAGE: Final = 1_200
_BREAK: Final = re.compile(r"[.;:!?。！？]\s*|\s")


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The sentences of a text and where each term stands.

    ``postings`` holds for each term the numbers of its sentences in order, one for every time it
    stands there; ``lengths`` the number of terms of each sentence.
    """

    text: str
    language: str
    sentences: tuple[Sentence, ...]
    postings: dict[str, list[int]] = field(repr=False)
    lengths: list[int] = field(repr=False)

    @classmethod
    def build(
        cls, text: str, *, language: str = "en", sentences: Sequence[Sentence] | None = None
    ) -> "TextIndex":
        """Index a text. ``sentences`` may be given where they are known already."""
        spans = _short(text, split_sentences(text)) if sentences is None else tuple(sentences)
        make = terms_in(language)
        postings: dict[str, list[int]] = {}
        lengths: list[int] = []
        for number, sentence in enumerate(spans):
            terms = make.of(text[sentence.start : sentence.end])
            lengths.append(len(terms))
            for term in terms:
                places = postings.get(term)
                if places is None:
                    postings[term] = [number]
                else:
                    places.append(number)
        return cls(text, language, spans, postings, lengths)


def _short(text: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
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
    return tuple(cut)
