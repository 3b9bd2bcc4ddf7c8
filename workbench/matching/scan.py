"""One pass over a text: its terms, names, numbers and dates, and what it negates.

The numbers and dates found here are for texts that nobody has read (imported claims, posts); the
slots of a statement come from the reader and take precedence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from workbench.matching.words import TOKEN, Word, Words, plain
from workbench.model import (
    Approximator,
    DateBasis,
    DateMention,
    Granularity,
    Name,
    NameKind,
    Quantity,
)

__all__ = ["Scan", "scan"]

LONGEST_TEXT: Final = 20_000
"""Characters that are looked at: a claim is a sentence, and no claim needs more."""
_HARMLESS_AFTER_NOT: Final = frozenset(
    {"only", "fewer", "less", "more", "least", "matter", "doubt"}
)
_HEDGES: Final = {
    "about": Approximator.ABOUT, "around": Approximator.ABOUT, "some": Approximator.ABOUT,
    "approximately": Approximator.ABOUT, "roughly": Approximator.ABOUT,
    "nearly": Approximator.ABOUT, "almost": Approximator.ABOUT, "circa": Approximator.ABOUT,
    "over": Approximator.OVER, "least": Approximator.AT_LEAST, "under": Approximator.UNDER,
    "most": Approximator.AT_MOST,
}  # fmt: skip
_COMPARED: Final = {
    "more": Approximator.OVER, "less": Approximator.UNDER, "fewer": Approximator.UNDER,
}  # fmt: skip
_PERCENT: Final = frozenset({"percent", "percentage", "pct"})
_YEARS: Final = (1900, 2100)
_TITLE_CASE_SHARE: Final = 0.6
_TITLE_CASE_WORDS: Final = 5
_SENTENCE_END: Final = re.compile(r"[.!?:\"(\[]\W*$")


@dataclass(slots=True)
class Scan:
    """What a pass over a text finds."""

    wording: str = ""
    """The tokens of the text in lower case."""
    terms: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    opposites: int = 0
    negations: int = 0
    measured: bool = False


def scan(text: str, words: Words, *, slots: Sequence[str] | None = None) -> Scan:
    """Look at ``text`` once.

    With ``slots``, the words of the quantities and dates that the reader found, those words are
    taken as told, and numbers and dates are not looked for; digits that no slot holds are figures.
    """
    found = Scan()
    text = plain(text[:LONGEST_TEXT])
    tokens = TOKEN.findall(text)
    found.wording = " ".join(tokens).lower()
    looked_up = words.of
    row = [looked_up(token) for token in tokens]
    told = None if slots is None else _told_words(slots)
    lexicon = words.lexicon
    terms, opposites = found.terms, 0
    at, count = 0, len(row)
    while at < count:
        word = row[at]
        if word.known and (length := _known_name(row, at, words)):
            name = lexicon.named[tuple(one.lower for one in row[at : at + length])]
            terms.append(name)
            found.known.append(name)
            at += length
            continue
        opposites |= word.opposites
        if word.negates and not (at + 1 < count and row[at + 1].lower in _HARMLESS_AFTER_NOT):
            found.negations += 1
        if word.value is not None or word.month or word.figure or word.sign:
            at = _read(found, row, tokens, at) if told is None else _told(found, row, at, told)
            continue
        if word.term and not (told and word.lower in told):
            terms.append(word.term)
            if word.lower in lexicon.measures:
                found.measured = True
        at += 1
    found.opposites = opposites
    if told is None:
        _capitals(found, text, words)
    return found


def _told_words(slots: Sequence[str]) -> dict[str, int]:
    """The words of the slots, each with how often they have it."""
    counts: dict[str, int] = {}
    for slot in slots:
        for token in TOKEN.findall(plain(slot).lower()):
            counts[token] = counts.get(token, 0) + 1
    return counts


def _known_name(row: Sequence[Word], at: int, words: Words) -> int:
    """How many words from ``at`` are a name of the lexicon."""
    named = words.lexicon.named
    for length in range(min(words.longest_name, len(row) - at), 0, -1):
        if tuple([one.lower for one in row[at : at + length]]) in named:
            return length
    return 0


def _told(found: Scan, row: Sequence[Word], at: int, told: dict[str, int]) -> int:
    """Take a number or month as told by a slot, or as a figure that no slot holds."""
    word = row[at]
    if told.get(word.lower, 0) > 0:
        told[word.lower] -= 1
    elif word.figure:
        found.terms.append(word.lower)
        found.figures.append(word.lower)
    elif word.value is not None and word.lower[0].isdecimal():
        said = _number(word.value)
        found.terms.append(f"#{said}")
        found.figures.append(said)
    elif word.month:
        found.terms.append(word.term or word.lower)
        found.figures.append(word.lower)
    elif word.term and word.value is None:
        found.terms.append(word.term)
    return at + 1


def _read(found: Scan, row: Sequence[Word], tokens: Sequence[str], at: int) -> int:
    """Read a number or a date from ``at`` on; the place after it."""
    word = row[at]
    if word.month or word.day:
        after = _date(found, row, tokens, at)
        if after:
            return after
    if word.sign == "%" or (word.sign and not (at + 1 < len(row) and row[at + 1].value)):
        return at + 1
    if word.figure:
        found.terms.append(word.lower)
        found.figures.append(word.lower)
        return at + 1
    if word.month:
        found.terms.append(word.term or word.lower)
        found.figures.append(word.lower)
        return at + 1
    if word.sign:
        return _quantity(found, row, tokens, at + 1, word.sign)
    return _quantity(found, row, tokens, at, "")


def _quantity(found: Scan, row: Sequence[Word], tokens: Sequence[str], at: int, unit: str) -> int:
    value, after = _value(row, at)
    digits = row[at].lower[0].isdecimal()
    if digits and not unit and after == at + 1 and _is_year(row[at]):
        year = row[at].lower
        found.dates.append(_mention(year, year, Granularity.YEAR))
        return after
    if not digits and after == at + 1 and value <= 1:
        return after
    counted = None
    if after < len(row):
        following = row[after]
        if following.sign == "%" or following.lower in _PERCENT:
            unit, after = "%", after + 1
        elif following.lower == "per" and after + 1 < len(row) and row[after + 1].lower == "cent":
            unit, after = "%", after + 2
        elif not unit and following.unit:
            unit, after = following.unit, after + 1
        elif not unit and following.term and following.value is None and not following.month:
            counted = _counted(row, after)
    text = " ".join(tokens[at:after]).replace(" %", "%")
    hedge = _hedge(row, at - 1 - (at > 0 and bool(row[at - 1].sign)))
    found.quantities.append(
        Quantity(0, 0, text, value, approximator=hedge, unit=unit or None, counted=counted)
    )
    return after


def _counted(row: Sequence[Word], at: int) -> str:
    """What a number counts: the word after it, and one more where that is written as a name."""
    noun = row[at + 1] if row[at].capital and at + 1 < len(row) else None
    if noun is None or not noun.term or noun.value is not None or noun.month:
        return row[at].lower
    return f"{row[at].lower} {noun.lower}"


def _value(row: Sequence[Word], at: int) -> tuple[Decimal, int]:
    """A number in digits, with its magnitude, or in words: "five hundred", "1.2 million"."""
    first = row[at].value or Decimal(0)
    digits = row[at].lower[0].isdecimal()
    total, current = Decimal(0), first
    at += 1
    while at < len(row):
        word = row[at]
        if word.scale and (len(word.lower) > 1 or digits):
            if word.scale == 100:
                current = (current or Decimal(1)) * 100
            else:
                total += (current or Decimal(1)) * word.scale
                current = Decimal(0)
        elif not digits and word.value is not None and not word.lower[0].isdecimal():
            if word.lower == "dozen":
                current = (current or Decimal(1)) * 12
            elif word.value < 10 <= current % 100 or current % 100 == 0:
                current += word.value
            else:
                break
        else:
            break
        at += 1
    return total + current, at


def _hedge(row: Sequence[Word], at: int) -> Approximator | None:
    if at < 0:
        return None
    if row[at].lower == "than" and at:
        return _COMPARED.get(row[at - 1].lower)
    return _HEDGES.get(row[at].lower)


def _is_year(word: Word) -> bool:
    return (
        len(word.lower) == 4 and word.lower.isdecimal() and _YEARS[0] <= int(word.lower) < _YEARS[1]
    )


def _date(found: Scan, row: Sequence[Word], tokens: Sequence[str], at: int) -> int:
    """A date with a month in words from ``at`` on; 0 if there is none."""
    end = len(row)
    month, day, after = row[at].month, 0, at + 1
    if month:
        if after < end and row[after].day and not _scaled(row, after):
            day, after = row[after].day, after + 1
    else:
        if not (after < end and row[after].month):
            return 0
        day, month, after = row[at].day, row[after].month, after + 1
    year = ""
    if after < end and _is_year(row[after]):
        year, after = row[after].lower, after + 1
    if not (year or day):
        return 0
    text = " ".join(tokens[at:after])
    if not year:
        found.terms.append(f"@{month:02}-{day:02}")
        found.figures.append(f"{month:02}-{day:02}")
        return after
    value = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    found.dates.append(_mention(text, value, Granularity.DAY if day else Granularity.MONTH))
    return after


def _scaled(row: Sequence[Word], at: int) -> bool:
    """Whether the number at ``at`` goes on as a quantity: "May 5 million"."""
    return at + 1 < len(row) and (row[at + 1].scale > 0 or row[at + 1].sign == "%")


def _mention(text: str, value: str, granularity: Granularity) -> DateMention:
    return DateMention(0, 0, text, value, granularity, DateBasis.EXPLICIT)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


_NAME_WORD: Final = r"[^\W\d_a-z][^\W_]*(?:['.-][^\W_]+)*"
_RUN: Final = re.compile(rf"{_NAME_WORD}(?: (?:of the |of |the )?{_NAME_WORD})*")


def _capitals(found: Scan, text: str, words: Words) -> None:
    """Take runs of capitalised words for names, unless everything is capitalised."""
    tokens = [words.of(token) for token in TOKEN.findall(text)]
    content = [word for word in tokens if word.term and len(word.lower) > 3]
    capitals = sum(word.capital for word in content)
    if len(content) >= _TITLE_CASE_WORDS and capitals > _TITLE_CASE_SHARE * len(content):
        return
    for run in _RUN.finditer(text):
        said, start = run[0], run.start()
        opens = start == 0 or _SENTENCE_END.search(text[max(start - 4, 0) : start]) is not None
        if opens:
            if " " not in said:
                continue
            first, _, rest = said.partition(" ")
            if not words.of(first).term or words.of(first).value is not None:
                said = rest
        found.names.append(Name(start, start + len(said), said, NameKind.THING))
