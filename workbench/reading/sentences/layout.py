"""What kind of line a block is: dateline, caption or heading, seen by its form alone."""

import re

from workbench.reading.language import (
    any_of,
    made_once,
    numbered,
    phrases,
    spoken_table,
    spoken_table_or_english,
    words,
)
from workbench.reading.language.casing import in_small_letters

LONGEST_HEADING = 160
MOST_WORDS_IN_HEADING = 22
MOST_WORDS_IN_LABEL = 5
MOST_WORDS_IN_BARE_CAPTION = 15
LOOKED_AT = 400
LONGEST_DATELINE = 120
FIRST_WORD = 32

_END_MARKS = ".!?…。！？"
_OPENERS = frozenset('“"‘«')
_CLOSERS = "”’\"'»)]"


def is_dateline(text: str, start: int, end: int) -> bool:
    """Say whether the line is nothing but a date, or a label and a date."""
    if end - start > LONGEST_DATELINE:
        return False
    return _dateline().fullmatch(in_small_letters(text[start:end])) is not None


def dateline_end(text: str, start: int, end: int) -> int:
    """Give where a dateline that is glued to the first sentence ends; ``start`` if none."""
    wire = _wire().match(text, start, end)
    if wire is None and text[start : start + FIRST_WORD].split()[0].lower() not in _starters():
        wire = _placed().match(text, start, end)
    if wire is not None:
        return wire.end()
    head = in_small_letters(text[start : min(end, start + LONGEST_DATELINE)])
    found = _leading_dateline().match(head)
    if found is None:
        return start
    stop = start + found.end()
    if found["ruled"] is None and not _begins_sentence(text, stop, end):
        return start
    return stop


def _begins_sentence(text: str, position: int, end: int) -> bool:
    following = text[position : min(end, position + LOOKED_AT)].lstrip()[:1]
    return following in _OPENERS or (following.isalpha() and not following.islower())


def caption_or_heading(text: str, start: int, end: int, sentences: int) -> str:
    """Name the kind of a block that is no list and no dateline."""
    head = text[start : min(end, start + LOOKED_AT)].casefold()
    starts, cues = _caption_words()
    if head.startswith(starts):
        return "caption"
    if end - start <= LOOKED_AT and any(cue in head for cue in cues):
        return "caption"
    if sentences != 1 or end - start > LONGEST_HEADING:
        return "sentence"
    length = len(text[start:end].split())
    last = text[start:end].rstrip(_CLOSERS)[-1:]
    if last and last in _END_MARKS:
        bare = text[start].islower() and length <= MOST_WORDS_IN_BARE_CAPTION
        return "caption" if bare else "sentence"
    if last in {":", ",", ";"}:
        return "heading" if length <= MOST_WORDS_IN_LABEL else "sentence"
    return "heading" if length <= MOST_WORDS_IN_HEADING else "sentence"


@made_once
def _caption_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    layout = spoken_table_or_english("sentences")["layout"]
    return phrases(layout["caption_starts"]), phrases(layout["caption_cues"])


def _label() -> str:
    layout = spoken_table_or_english("sentences")["layout"]
    before, label, after = (
        any_of(words(layout[name])) for name in ("before_label", "date_labels", "after_label")
    )
    return rf"(?:(?:(?:{before})\s+)?(?:{label})(?:\s+(?:{after}))?\s*:?\s+)"


def _months() -> str:
    calendar = spoken_table("calendar")
    odd = numbered(calendar["months_odd"])
    return any_of((*words(calendar["months"]), *words(calendar["months_short"]), *odd))


def _date() -> str:
    calendar = spoken_table("calendar")
    layout = spoken_table_or_english("sentences")["layout"]
    months = _months()
    weekdays = any_of((*words(calendar["weekdays"]), *words(calendar["weekdays_short"])))
    of, at, endings, halves = (
        any_of(words(layout[name])) for name in ("of", "at", "day_endings", "halves_of_day")
    )
    day = rf"\d{{1,2}}(?:{endings})?"
    written = (
        rf"(?:(?:{months})\.?\s+{day},?\s+\d{{4}}"
        rf"|{day}\s+(?:(?:{of})\s+)?(?:{months})\.?,?\s+\d{{4}})"
    )
    numbers = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
    hour = rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s*(?:{halves})?"
    clock = rf"(?:,?\s*(?:(?:{at})\s*|[-–—|•]\s*)?{hour}\s*(?:[a-z]{{1,5}})?)"
    return rf"(?:(?:{weekdays})\.?,?\s+)?(?:{written}|{numbers}){clock}?"


@made_once
def _dateline() -> re.Pattern[str]:
    return re.compile(rf"{_label()}?[(]?{_date()}[.)]?")


@made_once
def _leading_dateline() -> re.Pattern[str]:
    """A label and a date, a day in digits, or a date with a rule after it."""
    iso = r"\d{4}-\d{2}-\d{2}"
    return re.compile(rf"(?:(?P<ruled>{_date()}\s*[-–—|]+)|{_label()}{_date()}|{iso})(?=\s)")


@made_once
def _wire() -> re.Pattern[str]:
    """What opens a dispatch: "GENEVA, June 5 (Newswire) -", or "GENEVA -" before a capital."""
    day = r"(?:,\s(?:\w{3,9}\.?\s\d{1,2}|\d{1,2}\s\w{3,9})(?:,?\s\d{4})?)?"
    city = r"[A-Z][A-Z.'’ -]{2,40}(?:,\s[A-Z][\w. ]{1,30})?"
    agency = r"\s\([A-Z][\w ]{1,30}\)\s?[-–—]+(?=\s)"
    bare = r"\s[-–—]+(?=\s[“\"]?[A-Z])"
    return re.compile(rf"{city}{day}(?:{agency}|{bare})")


@made_once
def _starters() -> frozenset[str]:
    return frozenset(words(spoken_table_or_english("sentences")["starters"]["words"]))


@made_once
def _placed() -> re.Pattern[str]:
    """A place, a day with its year, and a rule: "Geneva, 7 July 2021 –", "Bonn (5 May 2020) -"."""
    months = _months()
    month = rf"(?i:{months})\b\.?"
    day = rf"(?:\d{{1,2}}\s{month}|{month}\s\d{{1,2}}),?\s\d{{4}}"
    city = r"[A-Z][\w.'’-]{1,30}(?:\s[A-Z][\w.'’-]{1,30}){0,3}(?:,\s[A-Z][\w. ]{1,30})?"
    return re.compile(rf"{city}(?:,?\s|,?\s\()(?:{day})\)?\s?(?:[-–—]+|:)(?=\s)")
