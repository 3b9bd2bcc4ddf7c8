"""That somebody said something on a day or to somebody, and what the attributing words say.

What is said is a statement of its own; here is the telling of it: "On June 3, the navy said that
the ship had sunk" can be false although the ship has sunk. It is made only where the sentence
dates the telling. The attributing words can hold an aside too ("results, published in May, ...").
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.analysis import Analysis
from workbench.reading.attribution import Attributed, Said
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import either, time_words
from workbench.reading.statements.asides.finding import find_asides
from workbench.reading.statements.words.spans import Part, Words

__all__ = ["tellings"]

_LONGEST: Final = 70
_LEAST: Final = 4
_LONGEST_DATE: Final = 7


def tellings(analysis: Analysis, attributed: Attributed) -> Iterator[tuple[int, Part, list[Token]]]:
    """The sentence, the statement and the words of each dated telling and of each aside."""
    for index in sorted(attributed.said):
        sentence = analysis.sentences[index]
        words = analysis.words[index]
        if sentence.kind != "sentence" or not _LEAST < len(words) <= _LONGEST:
            continue
        if _is_dated(words) and _tells(attributed.said[index], words):
            stop = len(words)
            while stop > 1 and words[stop - 1].tag in ("PUNCT", "QUOTE"):
                stop -= 1
            yield index, Words(words).part(0, stop, pattern="dated telling"), list(words)
        yield from _asides(analysis, attributed, index)


def _tells(said: list[Said], words: list[Token]) -> bool:
    """Whether one speaker, who is named, says all of a sentence that their words open."""
    first = said[0].attribution
    return (
        first.claimant is not None
        and first.start <= words[0].start < first.end
        and not any(one.attribution.direct or one.attribution != first for one in said)
    )


def _is_dated(words: list[Token]) -> bool:
    """Whether a sentence opens with when it was said: "On June 3, ...", "The day before, ..."."""
    times = time_words()
    comma = next((i for i, word in enumerate(words[:_LONGEST_DATE]) if word.text == ","), None)
    opening = words[: comma or 0]
    occasions = either("speech", "statement_nouns", "occasions")
    if any(word.lower in occasions for word in opening):
        return False  # "In a letter on Monday": where it was said, and nothing more
    if not opening or any(word.tag in FINITE or word.tag == "PART" for word in opening):
        return False
    return any(word.lower in times and word.tag != "PREP" for word in opening)


def _asides(
    analysis: Analysis, attributed: Attributed, index: int
) -> Iterator[tuple[int, Part, list[Token]]]:
    sentence = analysis.sentences[index]
    seen: set[tuple[int, int]] = set()
    for one in attributed.said[index]:
        start, end = one.attribution.start, one.attribution.end
        if (start, end) in seen or not sentence.start <= start < end <= sentence.end:
            continue
        seen.add((start, end))
        words = [word for word in analysis.words[index] if start <= word.start < end]
        if len(words) < _LEAST + 2:
            continue
        named = analysis.names_between(start, end)
        line = Words(
            words,
            {name.end: name.start for name in named},
            frozenset([word.lower for word in words]),
        )
        for part in find_asides(line, len(words), reported=False).parts:
            said = part.pieces[-1].start
            of_words = any(word.start == said and word.lower == "whose" for word in words)
            if part.pattern in _LICENSED and not of_words:
                yield index, part, words


_LICENSED: Final = frozenset(
    {
        "relative: no comma",
        "relative: comma",
        "participle: commas",
        "clause: time",
        "apposition: after",
        "apposition: age",
        "apposition: name",
    }
)
