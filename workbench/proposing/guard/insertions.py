"""What a statement adds to its sentence: each added word has a licence and a place, or fails.

Licences: the date that the reader worked out for an expression of the sentence; a phrase of the
text in place of a pronoun; the missing part of a name; a preposition before such a date. Nothing
else is let in, however plausible.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from workbench.model import DateMention, Reading
from workbench.proposing.guard.alignment import Alignment
from workbench.proposing.guard.spans import find_phrase
from workbench.proposing.guard.vocabulary import words_of
from workbench.proposing.guard.words import (
    Word,
    has_digit,
    is_negation,
    is_number,
    is_weakening,
    words_in,
)
from workbench.proposing.placed import within

_BRACKETED: Final = re.compile(r"\[([^\[\]]+)\]")


@dataclass(slots=True)
class Additions:
    """The places of added words, by index of the statement word.

    ``replaced`` are context words that an insertion stands in for: pronouns and dates.
    """

    origins: dict[int, tuple[int, int]] = field(default_factory=dict)
    replaced: set[int] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)


def additions(alignment: Alignment, reading: Reading) -> Additions:
    """Find a licence for every added word, or the reason why there is none."""
    found = Additions()
    _dates(alignment, reading, found)
    for run in list(_runs(alignment, found)):
        _pronoun(alignment, run, found)
    for run in list(_runs(alignment, found)):
        _name(alignment, run, found)
    _prepositions(alignment, found)
    for run in _runs(alignment, found):
        found.reasons.append(_refusal(alignment, run))
    return found


def _runs(alignment: Alignment, found: Additions) -> Iterator[range]:
    """Stretches of statement words that are neither in the sentence nor licensed so far."""
    start: int | None = None
    for index, link in enumerate((*alignment.links, 0)):
        free = index < len(alignment.words) and link is None and index not in found.origins
        if free and start is None:
            start = index
        elif not free and start is not None:
            yield range(start, index)
            start = None


def _dates(alignment: Alignment, reading: Reading, found: Additions) -> None:
    words = [word.lower for word in alignment.words]
    for mention in within(reading.dates, alignment.context_start, alignment.context_end):
        if mention.value is None or mention.alternatives:
            continue
        for rendering in renderings(mention):
            for left in range(len(words) - len(rendering) + 1):
                added = [
                    index
                    for index in range(left, left + len(rendering))
                    if alignment.links[index] is None
                ]
                if added and words[left : left + len(rendering)] == list(rendering):
                    found.origins.update(dict.fromkeys(added, (mention.start, mention.end)))
                    found.replaced.update(alignment.indices(mention.start, mention.end))


def renderings(mention: DateMention) -> list[tuple[str, ...]]:
    """The ways to write the date that the reader worked out, as words in lower case."""
    written: list[str] = []
    for value in (mention.value or "").split("/"):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            day = date.fromisoformat(value)
            month, year = f"{day:%B}", day.year
            plain = (f"{day.day} {month}", f"{month} {day.day}")
            written += [value, *(f"{one} {year}" for one in plain), *plain]
            written += [f"{day:%A} {one} {year}" for one in plain]
            written += [f"{day:%A} {one}" for one in plain]
        elif re.fullmatch(r"\d{4}-\d{2}", value):
            first = date.fromisoformat(f"{value}-01")
            written += [f"{first:%B} {first.year}"]
        elif re.fullmatch(r"\d{4}", value):
            written.append(value)
    if "/" in (mention.value or ""):
        return []
    return [tuple(word.lower for word in words_in(one)) for one in written]


def _pronoun(alignment: Alignment, run: range, found: Additions) -> None:
    index = _replaced_pronoun(alignment, run)
    words = [alignment.words[place] for place in run]
    if index is None or any(
        is_number(word) or is_negation(word) or is_weakening(word) for word in words
    ):
        return
    pronoun = alignment.context[index]
    phrase = words
    if words[-1].lower == "'s":
        if pronoun.lower not in words_of("possessive_pronouns"):
            return
        phrase = words[:-1]
    if not phrase:
        return
    article = phrase[0].lower in words_of("articles")
    origin = find_phrase(
        alignment.text[: pronoun.start], phrase, pronoun.start, opening=article or run.start == 0
    )
    if origin is None:
        return
    understood = _resolved_by_reader(alignment)
    telling = {word.lower for word in words_in(understood)} - words_of("function")
    if telling and not telling & {word.lower for word in phrase}:
        found.reasons.append(f"puts “{_said(phrase)}” where the reader understands “{understood}”")
    found.origins.update(dict.fromkeys(run, origin))
    found.replaced.add(index)


def _replaced_pronoun(alignment: Alignment, run: range) -> int | None:
    """The context word that was left out exactly where the run was put, if it is a pronoun."""
    before = next(
        (
            link
            for place in range(run.start - 1, -1, -1)
            if (link := alignment.links[place]) is not None
        ),
        None,
    )
    after = next(
        (
            link
            for place in range(run.stop, len(alignment.links))
            if (link := alignment.links[place]) is not None
        ),
        None,
    )
    index = after - 1 if after is not None else before + 1 if before is not None else None
    if index is None or not 0 <= index < len(alignment.context):
        return None
    if after is not None and before is not None and after - before != 2:
        return None
    return index if alignment.context[index].lower in words_of("pronouns") else None


def _resolved_by_reader(alignment: Alignment) -> str:
    """What the reader itself put in brackets in its statement here."""
    governing = alignment.governing
    return " ".join(_BRACKETED.findall(governing.text)) if governing is not None else ""


def _name(alignment: Alignment, run: range, found: Additions) -> None:
    """A name of the sentence given in the fuller form that the text has elsewhere."""
    words = alignment.words
    left, right = run.start, run.stop
    while left and words[left - 1].capital:
        left -= 1
    while right < len(words) and words[right].capital:
        right += 1
    whole = words[left:right]
    known = any(alignment.links[index] is not None for index in range(left, right))
    if not known or not all(word.capital for word in whole):
        return
    if any(is_number(word) or is_weakening(word) or _is_date(word) for word in whole):
        return
    origin = find_phrase(alignment.text, whole, alignment.start)
    if origin is not None:
        found.origins.update(dict.fromkeys(run, origin))


def _prepositions(alignment: Alignment, found: Additions) -> None:
    for index in range(len(alignment.words) - 1, -1, -1):
        word = alignment.words[index]
        if alignment.links[index] is not None or index in found.origins:
            continue
        if word.lower in words_of("date_prepositions") and _is_added_date(
            alignment, found, index + 1
        ):
            origin = find_phrase(alignment.text, [word], alignment.start, opening=True)
            if origin is not None:
                found.origins[index] = origin


def _is_added_date(alignment: Alignment, found: Additions, index: int) -> bool:
    return (
        index < len(alignment.words)
        and index in found.origins
        and (has_digit(alignment.words[index].folded) or _is_date(alignment.words[index]))
    )


def _is_date(word: Word) -> bool:
    return word.lower in words_of("dates") and (word.capital or word.lower.endswith("day"))


def _refusal(alignment: Alignment, run: range) -> str:
    words = [alignment.words[place] for place in run]
    missing = [
        word
        for word in words
        if find_phrase(alignment.text, [word], alignment.start, opening=not word.capital) is None
    ]
    if missing:
        return _missing(missing, opening=run.start == 0)
    figure = any(is_number(word) or _is_date(word) for word in words)
    if figure and find_phrase(alignment.text, words, alignment.start, opening=True) is None:
        return _missing(words, opening=run.start == 0)
    said = f"“{_said(words)}”"
    here = {word.lower for word in alignment.context}
    if all(word.lower in here for word in words):
        return f"puts {said} in another order than the text does"
    if any(_is_date(word) for word in words):
        return f"takes the date {said} from elsewhere in the document"
    if any(is_number(word) for word in words):
        return f"takes the number {said} from elsewhere in the document"
    return f"takes {said} from elsewhere in the document"


def _missing(words: Sequence[Word], *, opening: bool) -> str:
    said = f"“{_said(words)}”"
    if any(_is_date(word) for word in words):
        return f"has the date {said}, which the document does not have"
    if any(is_number(word) for word in words):
        return f"has the number {said}, which the document does not have"
    if any(word.capital for word in words) and not opening:
        return f"has the name {said}, which the document does not have"
    return f"has {said}, which the document does not have"


def _said(words: Sequence[Word]) -> str:
    return " ".join(word.folded for word in words)
