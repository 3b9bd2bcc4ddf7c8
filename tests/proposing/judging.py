"""Short ways to put a proposal before the guard, and two texts of our own."""

from dataclasses import replace
from datetime import date
from typing import Any

from workbench.model import (
    Name,
    NameKind,
    Reading,
    Statement,
)
from workbench.proposing.guard.check import Held, Refused, check
from workbench.proposing.guard.repeats import Known
from workbench.proposing.proposals import Proposal
from workbench.reading.dates import find_dates
from workbench.reading.sentences import split_sentences


def read(text: str, *statements: Statement, names: tuple[Name, ...] = ()) -> Reading:
    """A reading with sentences and dates; the rest is what a test gives."""
    sentences = split_sentences(text)
    day = date(2024, 5, 14)
    dates = find_dates(text, sentences, day)
    return Reading(text, statements, sentences, dates, (), names, document_date=day)


def stating(article: str, words: str, **slots: Any) -> Statement:
    start = article.index(words)
    plain = Statement(start, start + len(words), words, words)
    return replace(plain, **slots)


def named(text: str, words: str, kind: NameKind = NameKind.ORGANISATION) -> Name:
    start = text.index(words)
    return Name(start, start + len(words), words, kind)


def judge(
    reading: Reading, statement: str, quote: str, claimant: str | None = None
) -> Held | Refused:
    bounds = (0, len(reading.text))
    return check(Proposal(statement, quote, claimant), reading, bounds, Known(reading.statements))


def accepted(text: str | Reading, statement: str, quote: str, claimant: str | None = None) -> Held:
    result = judge(text if isinstance(text, Reading) else read(text), statement, quote, claimant)
    assert isinstance(result, Held), result.reasons
    return result


def refused(text: str | Reading, statement: str, quote: str, claimant: str | None = None) -> str:
    result = judge(text if isinstance(text, Reading) else read(text), statement, quote, claimant)
    assert isinstance(result, Refused), result.wording.text
    return "; ".join(result.reasons)


FIRE = "The fire destroyed 40 houses, the mayor's office and a school."
RAID = "Critics of the Harbour Union attacked the ferry on Monday, and the ferry sank."
