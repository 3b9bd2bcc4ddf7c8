"""What kind of line a block is: dateline, caption or heading, seen by its form alone."""

import re
from functools import cache

from workbench.reading.language import phrases, table, words

LONGEST_HEADING = 160
MOST_WORDS_IN_HEADING = 22
MOST_WORDS_IN_LABEL = 5
MOST_WORDS_IN_BARE_CAPTION = 15
LOOKED_AT = 400

_END_MARKS = ".!?…。！？"
_CLOSERS = "”’\"'»)]"


def is_dateline(text: str, start: int, end: int) -> bool:
    """Say whether the line is nothing but a date, or a label and a date."""
    return end - start <= 80 and _dateline().fullmatch(text, start, end) is not None


def dateline_end(text: str, start: int, end: int) -> int:
    """Give where a dateline that is glued to the first sentence ends; ``start`` if none."""
    found = _leading_dateline().match(text, start, end)
    if found is None:
        return start
    return found.end()


def caption_or_heading(text: str, start: int, end: int, sentences: int) -> str:
    """Name the kind of a block that is no list and no dateline."""
    head = text[start : min(end, start + LOOKED_AT)].casefold()
    layout = table("sentences")["layout"]
    if head.startswith(phrases(layout["caption_starts"])):
        return "caption"
    if end - start <= LOOKED_AT and any(cue in head for cue in phrases(layout["caption_cues"])):
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


def _date_pattern() -> str:
    calendar = table("calendar")
    month = (
        rf"(?:{'|'.join([*words(calendar['months']), *words(calendar['months_short'])])}|sept)\.?"
    )
    weekday = rf"(?:{'|'.join([*words(calendar['weekdays']), *words(calendar['weekdays_short'])])})"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    written = rf"(?:{month}\s+{day},?\s+\d{{4}}|{day}\s+(?:of\s+)?{month},?\s+\d{{4}})"
    numbers = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
    hour = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
    clock = rf"(?:,?\s*(?:T|at\s+|[-–—|•]\s*)?{hour}\s*(?:[A-Z]{{1,5}})?)"
    return rf"(?:{weekday}\.?,?\s+)?(?:{written}|{numbers}){clock}?"


@cache
def _dateline() -> re.Pattern[str]:
    label = "|".join(words(table("sentences")["layout"]["date_labels"]))
    return re.compile(
        rf"(?:(?:first\s+|last\s+)?(?:{label})(?:\s+on)?\s*:?\s+)?[(]?{_date_pattern()}[.)]?",
        re.IGNORECASE,
    )


@cache
def _leading_dateline() -> re.Pattern[str]:
    label = "|".join(words(table("sentences")["layout"]["date_labels"]))
    labelled = rf"(?i:(?:{label})(?:\s+on)?\s*:?\s+{_date_pattern()})(?=\s+[^\W\d_a-z]|\s+[“\"‘])"
    bare = r"\d{4}-\d{2}-\d{2}(?=\s+[^\W\d_a-z])"
    ruled = rf"(?i:{_date_pattern()})\s*[-–—|]+(?=\s)"
    day = r"(?:,\s(?:\w{3,9}\.?\s\d{1,2}|\d{1,2}\s\w{3,9})(?:,?\s\d{4})?)?"
    city = r"[A-Z][A-Z.'’ -]{2,40}(?:,\s[A-Z][\w. ]{1,30})?"
    wire = rf"{city}{day}\s\([A-Z][\w ]{{1,30}}\)\s?[-–—]+(?=\s)"
    return re.compile(rf"(?:{labelled}|{bare}|{ruled}|{wire})")
