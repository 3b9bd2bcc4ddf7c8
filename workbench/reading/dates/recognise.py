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

__all__ = ["in_small_letters", "recognise"]

_WORD = re.compile(r"[a-z]++(?=[\s,.])|[^\W\d_]+")  # the first for speed
_DIGIT = re.compile(r"\d")


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
        self.ranks: dict[str, list[int]] = {}
        for rank, pattern in enumerate(self.patterns):
            for name in pattern.triggers:
                self.ranks.setdefault(name, []).append(rank)
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
        }
        self.classes: dict[str, set[str]] = {}
        for name, members in classes.items():
            for member in members:
                word = _WORD.search(member)
                if word is not None:
                    self.classes.setdefault(word[0], set()).add(name)
        self.words = frozenset(self.classes)
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
            |(?P<unit>(?:{quarter})\d))""",
            re.VERBOSE,
        )


grammar = made_once(Grammar)

_WITH = {"clock": ("clock", "year"), "era": ("era", "year")}


def recognise(text: Text, sentences: Sequence[Sentence]) -> Iterator[list[Expression]]:
    """Give the expressions of each sentence that has any, in the order of the text."""
    rules = grammar()
    for sentence in sentences:
        classes = _classes(text.small, sentence, rules)
        if classes:
            found = _in_sentence(text, sentence, classes, rules)
            if found:
                yield found


def _classes(small: str, sentence: Sentence, rules: Grammar) -> set[str]:
    """Give the classes of words of which the sentence has any."""
    classes: set[str] = set()
    start, end = sentence.start, sentence.end
    for word in rules.words.intersection(_WORD.findall(small, start, end)):
        classes |= rules.classes[word]
    if _DIGIT.search(small, start, end) is not None:
        for found in rules.numbers.finditer(small, start, end):
            name = found.lastgroup or ""
            classes.update(_WITH.get(name, (name,)))
    return classes


def _in_sentence(
    text: Text, sentence: Sentence, classes: set[str], rules: Grammar
) -> list[Expression]:
    candidates: list[tuple[int, int, int, list[Expression]]] = []
    for rank in sorted(set().union(*(rules.ranks.get(name, ()) for name in classes))):
        pattern = rules.patterns[rank]
        if pattern.needs and pattern.needs not in classes:
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
