"""The date a document states for itself: in its header, dateline or publication line."""

import re
from dataclasses import dataclass
from datetime import date

from workbench.model import DateBasis, Sentence
from workbench.reading.dates.calendar import day_or_none
from workbench.reading.dates.expressions import Expression, Kind
from workbench.reading.dates.recognise import recognise
from workbench.reading.language import table, words
from workbench.reading.language.casing import with_small_letters
from workbench.reading.sentences import split_sentences

HEAD_CHARACTERS = 4000
FOOT_CHARACTERS = 600
MOST_LINES_BEFORE_HEADER = 12


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """The date of a document as stated in it, and where."""

    date: date
    start: int
    end: int
    basis: DateBasis = DateBasis.HEADER


def find_document_date(text: str) -> HeaderDate | None:
    """Find the date that the document gives itself; ``None`` if it gives none."""
    head = text[:HEAD_CHARACTERS]
    lines = split_sentences(head)[:MOST_LINES_BEFORE_HEADER]
    found = _in_datelines(head, lines)
    if found is not None or len(text) <= HEAD_CHARACTERS:
        return found or _labelled(head, split_sentences(head)[-3:], 0)
    offset = len(text) - FOOT_CHARACTERS
    foot = text[offset:]
    return _labelled(foot, split_sentences(foot)[-3:], offset)


def _in_datelines(text: str, lines: tuple[Sentence, ...]) -> HeaderDate | None:
    datelines = tuple(line for line in lines if line.kind == "dateline")
    for expressions in recognise(with_small_letters(text), datelines):
        for expression in expressions:
            found = _header(expression, 0)
            if found is not None:
                return found
    return None


def _labelled(text: str, lines: tuple[Sentence, ...], offset: int) -> HeaderDate | None:
    """Find a line at the foot that says when the text was published."""
    labels = words(table("sentences")["layout"]["date_labels"])
    pattern = re.compile(rf"(?:{'|'.join(labels)})\b", re.IGNORECASE)
    for expressions in recognise(with_small_letters(text), lines):
        for expression in expressions:
            line = next(line for line in lines if line.start <= expression.start < line.end)
            if line.kind == "dateline" and pattern.match(text, line.start):
                found = _header(expression, offset)
                if found is not None:
                    return found
    return None


def _header(expression: Expression, offset: int) -> HeaderDate | None:
    if expression.kind is not Kind.DAY or expression.year is None or expression.swapped:
        return None
    day = day_or_none(expression.year, expression.month or 0, expression.day or 0)
    if day is None:
        return None
    return HeaderDate(day, expression.start + offset, expression.end + offset)
