"""The date a document states for itself: in its header, dateline or publication line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.model import DateBasis, Sentence
from workbench.reading.dates.calendar import day_or_none
from workbench.reading.dates.expressions import Expression, Kind
from workbench.reading.dates.recognise import recognise
from workbench.reading.language import made_once, spoken_table_or_english, words
from workbench.reading.language.casing import with_small_letters
from workbench.reading.sentences import split_sentences

HEAD_CHARACTERS = 4000
LINES_AT_THE_FOOT = 3
MOST_LINES_BEFORE_HEADER = 12


@dataclass(slots=True, eq=False, repr=False)
class HeaderDate:
    """The date of a document as stated in it, and where."""

    date: date
    start: int
    end: int
    basis: DateBasis = DateBasis.HEADER


def find_document_date(text: str, sentences: Sequence[Sentence] | None = None) -> HeaderDate | None:
    """Find the date that the document gives itself; ``None`` if it gives none.

    It is in a dateline near the beginning, or in a line at the end that says when the text
    was published. ``sentences`` are those of the text, when the caller has them already.
    """
    if sentences is None:
        sentences = split_sentences(text)
    datelines = [
        line
        for line in sentences[:MOST_LINES_BEFORE_HEADER]
        if line.kind == "dateline" and line.start < HEAD_CHARACTERS
    ]
    labels = _labels()
    datelines += [
        line
        for line in sentences[-LINES_AT_THE_FOOT:]
        if line.kind == "dateline" and text[line.start : line.end].lower().startswith(labels)
    ]
    for line in datelines:
        found = _in_dateline(text[line.start : line.end], line.start)
        if found is not None:
            return found
    return None


@made_once
def _labels() -> tuple[str, ...]:
    return words(spoken_table_or_english("sentences")["layout"]["date_labels"])


def _in_dateline(line: str, offset: int) -> HeaderDate | None:
    whole = (Sentence(0, len(line), "dateline"),)
    for expressions in recognise(with_small_letters(line), whole):
        for expression in expressions:
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
