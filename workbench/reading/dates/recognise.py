"""Finding date expressions: trigger words choose the patterns, the longest reading wins."""

import re
from collections.abc import Iterable, Iterator, Sequence

from workbench.model import Sentence
from workbench.reading.dates.days import day_patterns
from workbench.reading.dates.expressions import Expression
from workbench.reading.dates.months import month_patterns
from workbench.reading.dates.patterns import Match, Pattern
from workbench.reading.dates.periods import period_patterns
from workbench.reading.dates.relative import relative_patterns
from workbench.reading.dates.vocabulary import vocabulary
from workbench.reading.language import any_of, made_once
from workbench.reading.language.casing import Text, in_small_letters
from workbench.reading.language.triggers import WORD, Triggers

__all__ = ["in_small_letters", "recognise"]

_DIGIT = re.compile(r"\d")
_COMBINATIONS_KEPT = 1_000


class Grammar:
    """The patterns of a language, and the words that may be part of a date, by class."""

    def __init__(self) -> None:
        known = vocabulary()
        names = known.classes
        self.patterns: tuple[Pattern, ...] = (
            *day_patterns(),
            *month_patterns(),
            *period_patterns(),
            *relative_patterns(),
        )
        weekend, half = names.of("weekend_word"), names.of("half_year_word")
        sides = ("ago", "from_now", "earlier", "later", "before", "after")
        classes: dict[str, Iterable[str]] = {
            "clock": known.zones,
            "edge": known.edges,
            "month": known.months,
            "weekday": known.full_weekdays,
            "deictic": known.day_offsets,
            "part": (*known.parts, *known.clock_words, *names.of("overnight")),
            "ago": (word for side in sides for word in names.of(side)),
            "announced": names.of("ago_before"),
            "season": known.seasons,
            "fiscal": names.of("fiscal_year"),
            "century": names.of("century_word"),
            "decade": known.decades,
            "fixed": known.fixed_days,
            "nth": known.nth_weekdays,
            "day": names.of("day_word"),
            "unit": (*known.units, *weekend, *half, *names.of("one_unit")),
            "quarter": (*names.of("quarter_word"), *half),
        }
        names_of_bits = (*classes, "digit", "year", "numbers", "short", "era")
        self.bits = {name: 1 << place for place, name in enumerate(names_of_bits)}
        bits: dict[str, int] = {}
        for name, members in classes.items():
            for member in members:
                word = WORD.search(member)
                if word is not None:
                    bits[word[0]] = bits.get(word[0], 0) | self.bits[name]
        self.triggers = Triggers(bits, self.bits["digit"], _DIGIT)
        self._tried: dict[int, tuple[tuple[int, Pattern], ...]] = {}
        eras = any_of((*known.eras, *names.of("era_before_year")))
        halves = any_of(known.halves_of_day)
        zone = any_of((*known.zones, *names.of("local_time")))
        quarter = f"{names['quarter_letter']}|{names['half_year_letter']}"
        self.numbers = re.compile(
            rf"""(?<![^\W\d_])(?:(?P<clock>\d{{1,2}}(?::\d\d|(?:\.\d\d)?\s?(?:{halves}))
            |\d\d[.:]?\d\d\s(?:{zone}))
            |(?P<era>(?:{eras})\s\d|\d{{1,4}}\s?(?:{eras}))
            |(?P<year>\d{{4}})
            |(?P<numbers>\d{{1,2}}[-/.]\d{{1,2}})
            |(?P<short>['’]\d0)
            |(?P<quarter>(?:{quarter})\d))""",
            re.VERBOSE,
        )

    def classes_of(self, small: str, start: int, end: int) -> int:
        """The classes of words of which a sentence has any, as bits."""
        classes = self.triggers.of(small, start, end)
        if classes & self.bits["digit"]:
            for found in self.numbers.finditer(small, start, end):
                name = found.lastgroup or ""
                classes |= self.bits[name]
                if name in ("clock", "era"):
                    classes |= self.bits["year"]
                elif name == "quarter":
                    classes |= self.bits["unit"]
        return classes

    def patterns_for(self, classes: int) -> tuple[tuple[int, Pattern], ...]:
        """The patterns to try where a sentence has words of these classes, with their ranks."""
        tried = self._tried.get(classes)
        if tried is None:
            if len(self._tried) >= _COMBINATIONS_KEPT:
                self._tried.clear()
            tried = self._tried[classes] = tuple(
                (rank, pattern)
                for rank, pattern in enumerate(self.patterns)
                if any(self.bits[name] & classes for name in pattern.triggers)
                and (not pattern.needs or self.bits[pattern.needs] & classes)
            )
        return tried


grammar = made_once(Grammar)


def recognise(text: Text, sentences: Sequence[Sentence]) -> Iterator[list[Expression]]:
    """Give the expressions of each sentence that has any, in the order of the text."""
    rules = grammar()
    for sentence in sentences:
        tried = rules.patterns_for(rules.classes_of(text.small, sentence.start, sentence.end))
        if tried:
            found = _in_sentence(text, sentence, tried)
            if found:
                yield found


def _in_sentence(
    text: Text, sentence: Sentence, tried: tuple[tuple[int, Pattern], ...]
) -> list[Expression]:
    candidates: list[tuple[int, int, int, list[Expression]]] = []
    for rank, pattern in tried:
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
