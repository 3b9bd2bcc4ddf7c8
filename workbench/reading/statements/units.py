"""The stretches of a text that statements are made from, each with who says it.

What attributes is peeled off what is said; datelines, credits, bare labels and sentences that
only attribute give no unit. A caption that ran into the sentence after it is cut off.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from workbench.model import Attribution
from workbench.reading.analysis import Analysis
from workbench.reading.attribution import Attributed
from workbench.reading.attribution.quotes import closed_end
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token, has_words
from workbench.reading.grammar.verbs import PAST, THIRD, forms
from workbench.reading.language.lexicon import word_sets

__all__ = ["Unit", "units"]

_EDGES: Final = ' \t\r\n,;:—–"“”„«»'
_GLUED: Final = frozenset(
    ["In", "The", "At", "On", "For", "After", "Before", "During", "While", "When", "As"]
)
_JOINS: Final = frozenset({"and", "but", "or", "while", "whereas", "although", "though"})
_LEFT_OVER: Final = _JOINS | {"after", "when", "because", "as"}
_LEAST_WORDS: Final = 3
_LABEL_WORDS: Final = 5
_LEAST_WITHOUT_VERB: Final = 7


@dataclass(slots=True, eq=False, repr=False)
class Unit:
    """``text[start:end]`` within one sentence, and the attribution it stands under."""

    sentence: int
    start: int
    end: int
    kind: str
    words: tuple[Token, ...]
    attribution: Attribution | None
    carried: tuple[int, int] | None = None
    gaps: frozenset[int] = frozenset()


def units(analysis: Analysis, attributed: Attributed) -> Iterator[Unit]:
    """The units of a text in order."""
    for index, sentence in enumerate(analysis.sentences):
        if sentence.kind == "dateline" or index in attributed.bare:
            continue
        tokens = analysis.words[index]
        if _is_label(tokens, sentence.kind):
            continue
        joined = _around(analysis, attributed, index)
        if joined is not None:
            yield joined
            continue
        for start, end, attribution in _stretches(analysis, attributed, index):
            for left, right in _without_glued_caption(analysis, index, start, end):
                unit = _unit(analysis, index, left, right, attribution)
                if unit is not None:
                    yield _with_subject(unit, attributed.subjects.get(index))


def _with_subject(unit: Unit, subject: tuple[int, int] | None) -> Unit:
    """Give "and accused ..." after what somebody says its subject, the speaker."""
    if unit.attribution is not None or subject is None or subject[1] > unit.start:
        return unit
    first = next((word for word in unit.words if word.tag != "ADV"), unit.words[0])
    return replace(unit, carried=subject) if first.tag in FINITE else unit


def _around(analysis: Analysis, attributed: Attributed, index: int) -> Unit | None:
    """As in "A third of the bees, according to the survey, have died": one clause around it."""
    said = sorted(attributed.said.get(index, ()), key=lambda one: one.start)
    if len(said) != 2 or said[0].attribution != said[1].attribution:
        return None
    attribution = said[0].attribution
    if attribution.direct or not said[0].end <= attribution.start < said[1].start:
        return None
    tokens = analysis.words[index]
    first = [word for word in tokens if said[0].start <= word.start < said[0].end]
    last = [word for word in tokens if said[1].start <= word.start < said[1].end]
    while first and (first[-1].text == "," or first[-1].tag == "CC"):
        first = first[:-1]
    opening = next((word for word in last if word.tag != "ADV"), None)
    if not first or opening is None or opening.tag not in FINITE:
        return None
    if (
        any(word.tag in FINITE for word in first)
        and tokens[tokens.index(first[-1]) + 2].tag != "CC"
    ):
        return None
    joint = [word for word in tokens if first[-1].end <= word.start < attribution.start]
    glue = [word for word in joint if word.tag == "CC"]
    words = (*first, *glue, *last)
    end = last[-1].end
    gaps = frozenset({len(first), len(first) + len(glue)})
    kind = analysis.sentences[index].kind
    return Unit(index, first[0].start, end, kind, words, attribution, gaps=gaps)


def _stretches(
    analysis: Analysis, attributed: Attributed, index: int
) -> Iterator[tuple[int, int, Attribution | None]]:
    sentence = analysis.sentences[index]
    said = sorted(attributed.said.get(index, ()), key=lambda one: one.start)
    if not said:
        yield sentence.start, sentence.end, None
        return
    taken = [(one.start, one.end) for one in said]
    for one in said:
        attribution = one.attribution
        if attribution.start < sentence.end and attribution.end > sentence.start:
            taken.append((attribution.start, attribution.end))
    for one in said:
        yield one.start, one.end, one.attribution
    place = sentence.start
    for start, end in sorted(taken):
        if start > place and _states(analysis, index, place, start):
            yield place, start, None
        place = max(place, end)
    if place < sentence.end and _states(analysis, index, place, sentence.end):
        yield place, sentence.end, None


def _states(analysis: Analysis, index: int, start: int, end: int) -> bool:
    words = analysis.words_between(index, start, end)
    return (
        len(words) > _LEAST_WORDS
        and any(word.tag in FINITE for word in words)
        and any(word.tag in ("NOUN", "NAME", "PRON") for word in words)
    )


def _without_glued_caption(
    analysis: Analysis, index: int, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Cut before a capital "In" or "The" that stands in mid-sentence after a plain word."""
    words = analysis.words_between(index, start, end)
    plain = _GLUED.isdisjoint([word.text for word in words[2:-4]])
    if plain or analysis.sentences[index].kind == "heading":
        yield start, end
        return
    for place in range(2, len(words) - 4):
        word, before = words[place], words[place - 1]
        if (
            word.text in _GLUED
            and before.text[-1].isalnum()
            and words[place + 1].tag in ("DET", "NAME", "NOUN", "ADJ", "POSS")
            and not (word.text == "The" and before.tag in ("PREP", "VERB", "VPAST", "VBASE", "SUB"))
            and analysis.text[before.end : word.start].isspace()
            and not any(
                name.start < word.start < name.end for name in analysis.names_between(start, end)
            )
        ):
            if any(other.tag in FINITE for other in words[:place]):
                yield start, before.end
            yield word.start, end
            return
    yield start, end


def _unit(
    analysis: Analysis, index: int, start: int, end: int, attribution: Attribution | None
) -> Unit | None:
    text = analysis.text
    sentence = analysis.sentences[index]
    whole = start == sentence.start and end == sentence.end and attribution is None
    if start == sentence.start:
        start = _after_label(analysis, index, end)
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and (text[end - 1] in _EDGES or (not whole and text[end - 1] == ".")):
        end -= 1
    words = tuple(analysis.words_between(index, start, end))
    while words and not whole and words[0].lower in _JOINS:
        if words[0].lower not in ("and", "but", "or") and _opens_whole(analysis.text, words):
            break
        words = words[1:]
    while words and not whole and (words[-1].lower in _LEFT_OVER or words[-1].text == ","):
        words = words[:-1]
        end = words[-1].end if words else end
    if not words:
        return None
    start = words[0].start
    closed = closed_end(text, start, end)
    if closed > end:
        end = closed
        words = tuple(word for word in analysis.words[index] if start <= word.start < end)
    spoken = attribution is not None and attribution.direct
    if not _can_state(words, sentence.kind) and not (spoken and _is_short_clause(words)):
        return None
    return Unit(index, start, end, sentence.kind, words, attribution)


def _opens_whole(text: str, words: tuple[Token, ...]) -> bool:
    """Whether "while" or "although" opens two clauses and does not join the second to a first."""
    before = text[max(0, words[0].start - 2) : words[0].start].rstrip()
    comma = next((i for i in range(3, len(words) - 2) if words[i].text == ","), None)
    return (
        comma is not None
        and not before.endswith(",")
        and any(word.tag in FINITE for word in words[:comma])
        and any(word.tag in FINITE for word in words[comma:])
    )


def _after_label(analysis: Analysis, index: int, end: int) -> int:
    """Where a sentence begins after a label such as "Fact check:" or "THE FACTS:"."""
    tokens = analysis.words[index]
    start = analysis.sentences[index].start
    colon = next((i for i, token in enumerate(tokens[:_LABEL_WORDS]) if token.text == ":"), 0)
    if not colon or colon + 3 >= len(tokens) or tokens[colon + 1].tag == "QUOTE":
        return start
    labels = word_sets("statements")["labels"]
    label = tokens[:colon]
    is_label = all(token.text.isupper() for token in label) or label[-1].lower in labels
    after = tokens[colon + 1].start
    return after if is_label and after < end else start


def _can_state(words: tuple[Token, ...], kind: str) -> bool:
    if not has_words(words, _LEAST_WORDS):
        return False
    for word in words:
        if word.tag in FINITE:
            return True
    participle = any(
        word.tag in ("PART", "VPAST") or (word.tag == "ADJ" and word.lower.endswith("ed"))
        for word in words
    )
    number = any(word.tag == "NUM" for word in words)
    if kind == "sentence" and has_words(words, _LEAST_WITHOUT_VERB + 1):
        # a verb that is more often a noun: "However, warming also increases the risk of floods."
        likely = THIRD | PAST
        if any(word.tag == "NOUN" and forms().get(word.lower, 0) & likely for word in words[1:]):
            return True
    if kind == "heading":
        return (number and participle) or any(word.lower in ("dead", "killed") for word in words)
    listed = kind in ("sentence", "list-item")
    return listed and number and has_words(words, _LEAST_WORDS + 2)


def _is_short_clause(words: tuple[Token, ...]) -> bool:
    """As in "That's perfect," he said: a subject, a verb and one word more."""
    opens = words[0].tag in ("PRON", "DET", "NAME", "NOUN")
    return opens and len(words) >= _LEAST_WORDS and any(word.tag in FINITE for word in words[1:])


def _is_page_line(tokens: list[Token]) -> bool:
    """As in "All rights reserved.": a line of the page, which nobody claims."""
    return tokens[0].lower == "all" and [t.lower for t in tokens[1:3]] == ["rights", "reserved"]


def _is_label(tokens: list[Token], kind: str) -> bool:
    if not tokens:
        return True
    starts = word_sets("statements")["label_starts"]
    first = tokens[0].lower
    if kind == "caption":
        return first in starts or not any(token.tag in FINITE for token in tokens)
    if first in word_sets("statements")["page_lines"] or _is_page_line(tokens):
        return True
    labelled = first in starts and len(tokens) > 1 and tokens[1].text == ":"
    from_file = len(tokens) < 14 and any(
        a.lower == "from" and b.lower == "file" for a, b in itertools.pairwise(tokens)
    )
    return labelled or from_file
