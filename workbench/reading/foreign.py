"""Which language a text is in, and what can be read of a text that is not English.

Another language gets its sentences with plain digits and ISO dates and a clear note; nothing
is guessed about names, attribution or clauses.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from workbench.model import (
    ClaimType,
    DateBasis,
    DateMention,
    Granularity,
    Quantity,
    Reading,
    Sentence,
    Statement,
)
from workbench.reading.dates import find_dates
from workbench.reading.language import has_tables
from workbench.reading.language.lexicon import ANY_LANGUAGE, word_sets
from workbench.reading.quantities import find_quantities

__all__ = ["can_count", "language_of", "read_foreign"]

UNKNOWN: Final = "und"

_WORD: Final = re.compile(r"[a-z]++(?=[\s,.])|[^\W\d_]+")  # the first for speed
_ISO_DATE: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DIGITS: Final = re.compile(r"(?<![\w.,-])\d{1,9}(?![\w-]|[.,:/]\d)")
_SAMPLE_CHARACTERS: Final = 4000
_COUNT_BITS: Final = 16
_COUNT_MASK: Final = (1 << _COUNT_BITS) - 1
_STRETCHES_COUNTED: Final = 4_000
_LONGEST_COUNTED: Final = 40
_PLAINLY_ENGLISH: Final = 0.2
_LEAST_SHARE: Final = 0.12
_LEAST_WORDS: Final = 12
_PLAIN_WORTH: Final = 200
_ENGLISH_LETTERS: Final = 0.6


def language_of(text: str) -> str:
    """The language of a text as an ISO 639-1 code, or "und" when it cannot be told.

    A short text in Latin letters is taken for English.
    """
    sample = text[:_SAMPLE_CHARACTERS].lower()
    counted = sum(map(_counts().__getitem__, sample.split()))
    number, counted = counted & _COUNT_MASK, counted >> _COUNT_BITS
    latin, english = counted & _COUNT_MASK, counted >> _COUNT_BITS
    if latin < _ENGLISH_LETTERS * number:
        return UNKNOWN
    if english >= _PLAINLY_ENGLISH * number:
        return "en"
    words = _WORD.findall(sample)
    shares = {
        code: sum(word in common for word in words) / len(words)
        for code, common in word_sets("function_words", ANY_LANGUAGE).items()
    }
    best = max(shares, key=lambda code: (shares[code], code == "en"))
    if shares["en"] >= shares[best] * 0.9 and (shares["en"] > 0 or len(words) < _LEAST_WORDS):
        return "en"
    if len(words) < _LEAST_WORDS and shares[best] < 2 * _LEAST_SHARE:
        return "en"
    return best if shares[best] >= _LEAST_SHARE else UNKNOWN


class _Counts(dict[str, int]):
    """For each stretch without white space how many words it has, in Latin letters, in English.

    The three counts are side by side in one number, so that those of a text are one sum.
    """

    def __missing__(self, stretch: str) -> int:
        english = word_sets("function_words", ANY_LANGUAGE)["en"]
        counts = 0
        for word in _WORD.findall(stretch):
            counts += 1 + ((word[0] < "ɐ") << _COUNT_BITS)
            counts += (word in english) << (2 * _COUNT_BITS)
        if len(stretch) <= _LONGEST_COUNTED:
            if len(self) >= _STRETCHES_COUNTED:
                self.clear()
            self[stretch] = counts
        return counts


@cache
def _counts() -> _Counts:
    return _Counts()


def can_count(language: str) -> bool:
    """Say whether the language has a folder with tables of dates and quantities."""
    return language != UNKNOWN and has_tables(language, "calendar", "dates", "quantities")


def read_foreign(
    text: str, sentences: tuple[Sentence, ...], language: str, day: date | None
) -> Reading:
    """Read what is the same in every language, or what the language's tables allow."""
    called = "another language" if language == UNKNOWN else f"another language ({language})"
    notes = [f"The text seems to be in {called}: only English is read in full."]
    if can_count(language):
        dates = find_dates(text, sentences, day)
        quantities = find_quantities(text, sentences, dates)
        notes.append("Its dates and quantities are read; names and speakers are not.")
    else:
        dates = tuple(mention for s in sentences for mention in _iso_dates(text, s, day))
        covered = [(mention.start, mention.end) for mention in dates]
        quantities = tuple(quantity for s in sentences for quantity in _digits(text, s, covered))
        notes.append(
            "Sentences with digits and ISO dates are listed; names and speakers are not read."
        )
    statements = tuple(_statements(text, sentences, dates, quantities))
    if not statements:
        notes.append("No sentence with digits was found.")
    return Reading(
        text=text,
        statements=statements,
        sentences=sentences,
        dates=dates,
        quantities=quantities,
        names=(),
        language=language,
        notes=tuple(notes),
    )


def _iso_dates(text: str, sentence: Sentence, day: date | None) -> Iterator[DateMention]:
    for found in _ISO_DATE.finditer(text, sentence.start, sentence.end):
        try:
            value = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        in_header = sentence.kind == "dateline" and value == day
        yield DateMention(
            start=found.start(),
            end=found.end(),
            text=found[0],
            value=value.isoformat(),
            granularity=Granularity.DAY,
            basis=DateBasis.HEADER if in_header else DateBasis.EXPLICIT,
        )


def _digits(text: str, sentence: Sentence, covered: list[tuple[int, int]]) -> Iterator[Quantity]:
    for found in _DIGITS.finditer(text, sentence.start, sentence.end):
        if not found[0].isascii():
            continue
        if not any(start <= found.start() < end for start, end in covered):
            yield Quantity(found.start(), found.end(), found[0], value=Decimal(found[0]))


def _statements(
    text: str,
    sentences: tuple[Sentence, ...],
    dates: tuple[DateMention, ...],
    quantities: tuple[Quantity, ...],
) -> Iterator[Statement]:
    for sentence in sentences:
        if sentence.kind == "dateline":
            continue
        start, end = sentence.start, sentence.end
        own_dates = tuple(one for one in dates if start <= one.start < end)
        own_numbers = tuple(one for one in quantities if start <= one.start < end)
        found_nothing = not own_dates and not own_numbers
        if found_nothing and not any(text[place].isdigit() for place in range(start, end)):
            continue
        yield Statement(
            start=start,
            end=end,
            span=text[start:end],
            text=" ".join(text[start:end].split()),
            types=(ClaimType.QUANTITY,) if own_numbers else (),
            quantities=own_numbers,
            dates=own_dates,
            worth=_PLAIN_WORTH,
            reasons=("number",) if own_numbers else ("date",) if own_dates else (),
        )
