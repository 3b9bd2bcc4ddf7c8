"""The words of dates as look-up tables and as pieces of patterns, all in small letters."""

from workbench.reading.dates.expressions import Unit
from workbench.reading.language import (
    Classes,
    any_of,
    made_once,
    numbered,
    numbered_phrases,
    phrases,
    spoken_table,
    words,
)

__all__ = ["WEEKS_IN_FORTNIGHT", "Pieces", "Vocabulary", "any_of", "pieces", "vocabulary"]

_UNITS = {
    "days": Unit.DAY,
    "weeks": Unit.WEEK,
    "fortnights": Unit.WEEK,
    "months": Unit.MONTH,
    "quarters": Unit.QUARTER,
    "years": Unit.YEAR,
    "decades": Unit.DECADE,
    "centuries": Unit.CENTURY,
}
WEEKS_IN_FORTNIGHT = 2
_TENS = range(20, 100, 10)
_ONES = range(1, 10)
_BIGGEST_PLAIN_COUNT = 99999


class Vocabulary:
    """Tables from words to numbers."""

    def __init__(self) -> None:
        calendar, tables = spoken_table("calendar"), spoken_table("dates")
        self.classes = Classes(tables["classes"])
        self.full_months = {name: i for i, name in enumerate(words(calendar["months"]), 1)}
        short = {name: i for i, name in enumerate(words(calendar["months_short"]), 1)}
        self.months = {**self.full_months, **short, **numbered(calendar["months_odd"])}
        self.full_weekdays = {name: i for i, name in enumerate(words(calendar["weekdays"]))}
        short = {name: i for i, name in enumerate(words(calendar["weekdays_short"]))}
        odd = {name: i - 1 for name, i in numbered(calendar["weekdays_odd"]).items()}
        self.weekdays = {**self.full_weekdays, **short, **odd}
        days = tables["days"]
        self.day_offsets = numbered(days["offsets"])
        pairs = (word.partition("=") for word in words(days.get("parts_of_offsets", "")))
        self.part_of_offset = {name: part for name, _, part in pairs}
        self.parts = words(days["parts"])
        self.clock_words = numbered(days["clock_words"])
        self.ordinals = {word: i for i, word in enumerate(words(days["ordinals"]), 1)}
        self.ordinals |= {
            word.replace("-", " "): number for word, number in self.ordinals.items() if "-" in word
        }
        self.fixed_days = _fixed_days(days["fixed"])
        self.units = {
            word: unit for entry, unit in _UNITS.items() for word in words(tables["units"][entry])
        }
        self.fortnights = frozenset(words(tables["units"]["fortnights"]))
        counts = tables["counts"]
        self.counts = numbered(counts["words"]) | numbered_phrases(counts["phrases"])
        self.tens = tuple(word for word, number in self.counts.items() if number in _TENS)
        self.ones = tuple(word for word, number in self.counts.items() if number in _ONES)
        self.vague_counts = phrases(counts["vague"])
        introductions = tables["introductions"]
        self.before_month = frozenset(words(introductions["month"]))
        self.before_month_for_sure = frozenset(words(introductions["month_for_sure"]))
        self.before_named_weekday = frozenset(words(introductions["before_named_weekday"]))
        self.number_idioms = frozenset(words(introductions["number_idioms"]))
        self.before_day = frozenset(words(introductions["day"]))
        self.before_season = frozenset(words(introductions["season"]))
        self.before_clock = frozenset(words(introductions["clock"]))
        self.after_season = frozenset(words(introductions["after_season"]))
        self.months_that_are_words = frozenset(words(introductions["months_that_are_words"]))
        self.months_that_are_verbs = frozenset(words(introductions["months_that_are_verbs"]))
        self.about = phrases(introductions["about"])
        which = tables["which"]
        self.which = {
            **dict.fromkeys(words(which["before"]), -1),
            **dict.fromkeys(words(which["same"]), 0),
            **dict.fromkeys(words(which["after"]), 1),
        }
        self.seasons = numbered(tables["seasons"]["months"])
        self.decades = numbered(tables["decades"]["words"])
        self.zones = words(tables["zones"]["words"])
        years = tables["years"]
        self.certain_before_year = frozenset(words(years["certain"]))
        self.likely_before_year = frozenset(words(years["likely"]))
        self.never_before_year = frozenset(words(years["never"]))
        self.nouns_of_years = frozenset(words(years["nouns"]))
        self.units_after_number = frozenset(words(years["units"]))
        self.designators = frozenset(words(years["designators"]))
        numbers = tables["numbers"]
        self.nth_weekdays = numbered(numbers["nth_weekdays"])
        self.quarters = numbered(numbers["quarters"])
        self.eras = numbered(numbers["eras"])
        self.edges = numbered(numbers["edges"])
        self.of_the_story = numbered(numbers["of_the_story"])
        self.of_today = numbered(numbers["of_today"])
        self.halves_of_day = numbered(numbers["halves_of_day"])
        self.future = frozenset(words(tables["tense"]["future"]))
        self.past = frozenset(words(tables["tense"]["past"]))

    def count(self, word: str) -> int | None:
        """Read a small count in digits or words; ``None`` if it is vague."""
        word = " ".join(word.split())
        if word.isdecimal():
            number = int(word[:6])
            return number if number <= _BIGGEST_PLAIN_COUNT else None
        if word in self.counts:
            return self.counts[word]
        parts = [self.counts.get(part) for part in word.replace("-", " ").split()]
        known = [part for part in parts if part is not None]
        return sum(known) if known and len(known) == len(parts) else None


def _fixed_days(entry: str) -> dict[str, tuple[int, int]]:
    days: dict[str, tuple[int, int]] = {}
    for line in phrases(entry):
        name, _, value = line.rpartition("=")
        month, _, day = value.partition("-")
        days[name] = (int(month), int(day))
    return days


vocabulary = made_once(Vocabulary)


class Pieces:
    """Pieces of patterns, named for what they match; in brackets, the word classes by name."""

    def __init__(self) -> None:
        known = vocabulary()
        self._known = known
        short_months = any_of(known.months.keys() - known.full_months.keys())
        self.month = rf"(?:{any_of(known.full_months)}|(?:{short_months})\b\.?)"
        self.full_month = any_of(known.full_months)
        self.weekday = rf"(?:{any_of(known.full_weekdays)})"
        short_weekdays = any_of(known.weekdays.keys() - known.full_weekdays.keys())
        self.any_weekday = rf"(?:{self.weekday}|(?:{short_weekdays})\b\.?)"
        endings = self["ordinal_endings"]
        self.numbered_day = rf"(?:\d{{1,2}}{endings})"
        self.day = rf"(?:3[01]|[12]\d|0?[1-9]){endings}?"
        self.ordinal = any_of(known.ordinals)
        self.day_or_ordinal = rf"(?:{self.day}|{self.ordinal})"
        self.year = r"(?:1\d{3}|20\d\d|21\d\d)(?!\d|,\d{3}|[.:]\d)"
        self.year_after_month = rf"(?:{self.year}|['’]\d\d(?!\d))"
        self.count = (
            rf"(?:\d{{1,5}}|(?:{any_of(known.tens)})[- ](?:{any_of(known.ones)})"
            rf"|{any_of(known.counts)})"
        )
        self.vague_count = any_of(known.vague_counts)
        self.unit = rf"(?:{any_of(known.units)})"
        self.which = rf"(?:{any_of(known.which)})"
        self.season = rf"(?:{any_of(known.seasons)})"
        self.part = rf"(?:{any_of(known.parts)})"
        self.zone = rf"(?:{any_of(known.zones)}|{self['local_time']})"

    def __getitem__(self, name: str) -> str:
        """Give a pattern that matches the words of a class."""
        return self._known.classes[name]


pieces = made_once(Pieces)
