"""Dates and times in a text: found, taken apart, counted out, checked against the calendar.

``recognise`` finds expressions by the patterns in ``days``, ``months``, ``periods`` and
``relative``, ``combine`` joins neighbours, ``resolve`` gives them values by ``calendar`` and
``context``, and ``header`` finds the date of the document itself. Lengths of time ("two
years") are quantities.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from workbench.model import DateBasis, DateMention, Sentence
from workbench.reading.dates.combine import combine
from workbench.reading.dates.header import HeaderDate, find_document_date
from workbench.reading.dates.recognise import recognise
from workbench.reading.dates.resolve import Resolver
from workbench.reading.language.casing import with_small_letters

__all__ = ["HeaderDate", "find_dates", "find_document_date"]


def find_dates(
    text: str, sentences: Sequence[Sentence], document_date: date | None
) -> tuple[DateMention, ...]:
    """Find every date in ``sentences`` and resolve it as far as the text allows.

    Without a ``document_date`` what is counted from the day of writing stays unresolved.
    """
    both = with_small_letters(text)
    resolver = Resolver(both.small, document_date)
    starts = [sentence.start for sentence in sentences]
    mentions: list[DateMention] = []
    last_end = 0
    for found in recognise(both, sentences):
        sentence = sentences[bisect_right(starts, found[0].start) - 1]
        if "\n" in text[last_end : sentence.start] or sentence.start == 0:
            resolver.story.paragraph += text.count("\n", last_end, sentence.start) or 1
        last_end = sentence.end
        for expression in combine(both.small, found):
            mention = resolver.mention(text, sentence, expression)
            if sentence.kind == "dateline" and _is_on(mention, document_date):
                mention = replace(mention, basis=DateBasis.HEADER)
            mentions.append(mention)
    return tuple(mentions)


def _is_on(mention: DateMention, day: date | None) -> bool:
    return day is not None and mention.value is not None and mention.value.startswith(str(day))
