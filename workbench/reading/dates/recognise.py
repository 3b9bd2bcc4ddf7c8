"""Finding date expressions: trigger words choose the patterns, the longest reading wins."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from workbench.model import Sentence
from workbench.reading.dates.days import day_patterns
from workbench.reading.dates.expressions import Expression
from workbench.reading.dates.months import month_patterns
from workbench.reading.dates.patterns import Match, Pattern
from workbench.reading.dates.periods import period_patterns
from workbench.reading.dates.relative import relative_patterns
from workbench.reading.dates.vocabulary import any_of, vocabulary
from workbench.reading.language.casing import Text, in_small_letters

__all__ = ["in_small_letters", "recognise"]


@cache
def _patterns() -> tuple[Pattern, ...]:
    return (*day_patterns(), *month_patterns(), *period_patterns(), *relative_patterns())


@cache
def _triggers() -> re.Pattern[str]:
    """Words that may be part of a date, by class; one scan finds them all."""
    known = vocabulary()
    classes = {
        "clock": r"\d{1,2}(?::\d\d|(?:\.\d\d)?\s?[ap]\.?m\b)|\d\d[.:]?\d\d\s(?:local|"
        + any_of(known.zones)
        + ")",
        "year": r"\d{4}",
        "numbers": r"\d{1,2}[-/.]\d{1,2}",
        "era": r"(?:ad|\d{1,4}\s?(?:bce?|ce|ad|b\.c|a\.d))\b",
        "short": r"['’]\d0s",
        "edge": r"(?:end|beginning|start)\b",
        "month": any_of(known.months),
        "weekday": any_of(known.full_weekdays),
        "deictic": any_of(known.day_offsets),
        "part": any_of((*known.parts, *known.clock_words, "overnight")),
        "ago": r"(?:ago|earlier|later|before|after|hence|previously|now)\b",
        "season": any_of(known.seasons),
        "fiscal": "fiscal|financial|fy",
        "century": "century",
        "decade": any_of(known.decades),
        "fixed": any_of({name.split()[0] for name in known.fixed_days}),
        "day": r"days?\b",
        "unit": rf"(?:weekend|half|{any_of(known.units)}|[qh]\d)\b",
    }
    return re.compile(
        r"(?<![a-z])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in classes.items()) + ")"
    )


_WITH = {"day": ("day", "unit"), "century": ("century", "unit")}


def recognise(text: Text, sentences: Sequence[Sentence]) -> Iterator[list[Expression]]:
    """Give the expressions of each sentence that has any, in the order of the text."""
    classes = _classes_by_sentence(text.small, sentences)
    for index in sorted(classes):
        sentence = sentences[index]
        found = _in_sentence(text, sentence, classes[index])
        if found:
            yield found


def _classes_by_sentence(small: str, sentences: Sequence[Sentence]) -> dict[int, set[str]]:
    starts = [sentence.start for sentence in sentences]
    classes: dict[int, set[str]] = defaultdict(set)
    for found in _triggers().finditer(small):
        index = bisect_right(starts, found.start()) - 1
        if index >= 0 and found.lastgroup is not None:
            classes[index].update(_WITH.get(found.lastgroup, (found.lastgroup,)))
    return classes


def _in_sentence(text: Text, sentence: Sentence, classes: set[str]) -> list[Expression]:
    candidates: list[tuple[int, int, int, list[Expression]]] = []
    for rank, pattern in enumerate(_patterns()):
        if classes.isdisjoint(pattern.triggers):
            continue
        for found in pattern.expression.finditer(text.small, sentence.start, sentence.end):
            built = list(pattern.build(Match(text, found)))
            if built:
                candidates.append((found.start(), -found.end(), rank, built))
    candidates.sort(key=lambda candidate: candidate[:3])
    chosen: list[Expression] = []
    taken = sentence.start
    for start, negative_end, _, built in candidates:
        if start >= taken:
            chosen.extend(built)
            taken = -negative_end
    return chosen
