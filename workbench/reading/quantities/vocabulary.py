"""The words of quantities as look-up tables, all in small letters."""

import re
from collections.abc import Iterable
from functools import cache

from workbench.model import Approximator
from workbench.reading.language import phrases, table, words

SPACE = r"\s{1,3}"


def numbered(entry: str) -> dict[str, int]:
    """Read entries such as ``dozen=12``, one a word."""
    pairs = (word.rpartition("=") for word in words(entry))
    return {name: int(number) for name, _, number in pairs}


def numbered_phrases(entry: str) -> dict[str, int]:
    """Read entries such as ``a couple of=2``, one a line."""
    pairs = (line.rpartition("=") for line in phrases(entry))
    return {name: int(number) for name, _, number in pairs}


def named(entry: str) -> dict[str, str]:
    """Read entries such as ``euro=EUR``; one without a name stands for itself in capitals."""
    pairs = (word.partition("=") for word in words(entry))
    return {name: value or name.upper() for name, _, value in pairs}


def any_of(choices: Iterable[str]) -> str:
    """Make a pattern that matches any of the words, the longest first."""
    ordered = sorted(choices, key=len, reverse=True)
    return "|".join(re.escape(choice).replace(r"\ ", SPACE) for choice in ordered)


class NumberWords:
    """Words that make up numbers."""

    def __init__(self) -> None:
        numbers, vague = table("quantities")["numbers"], table("quantities")["vague"]
        self.ones = numbered(numbers["ones"])
        self.tens = numbered(numbers["tens"])
        self.magnitudes = numbered(numbers["magnitudes"])
        self.short_magnitudes = numbered(numbers["short_magnitudes"])
        self.shares = numbered(numbers["shares"])
        self.after_share = frozenset(words(numbers["after_share"]))
        self.vague_plurals = numbered(vague["plurals"])
        self.few = numbered_phrases(vague["few"])
        self.couple = numbered_phrases(vague["couple"])


@cache
def number_words() -> NumberWords:
    """Give the words of numbers, loaded once."""
    return NumberWords()


class UnitWords:
    """Words of units and currencies."""

    def __init__(self) -> None:
        tables = table("quantities")
        self.units = {
            form: name for name, forms in tables["units"].items() for form in phrases(forms)
        }
        kinds = tables["unit_kinds"]
        self.units_by_capitals: dict[str, str] = tables["units_by_capitals"]
        self.time = frozenset(words(kinds["time"]))
        self.of_something = frozenset(words(kinds["of_something"]))
        self.mass_hints = frozenset(words(kinds["mass_hints"]))
        self.each = named(kinds["each"])
        self.lengths_after = frozenset(words(kinds["lengths_after"]))
        money = tables["money"]
        self.signs = named(money["signs"])
        self.dollars = named(money["dollars"])
        self.letters = named(money["letters"])
        self.codes = named(money["codes"])
        self.money = named(money["words"])
        for line in phrases(money["nations"]):
            name, _, code = line.rpartition("=")
            self.money[name] = code
            self.money[f"{name}s"] = code


@cache
def unit_words() -> UnitWords:
    """Give the words of units, loaded once."""
    return UnitWords()


class ContextWords:
    """Words around a number that tell what it is."""

    def __init__(self) -> None:
        tables = table("quantities")
        approximators = tables["approximators"]
        self.approximators = {
            phrase: kind
            for kind in (
                Approximator.ABOUT,
                Approximator.AT_LEAST,
                Approximator.AT_MOST,
                Approximator.OVER,
                Approximator.UNDER,
            )
            for phrase in phrases(approximators[kind.value])
        }
        self.approximators_after = {
            phrase: kind
            for kind in (Approximator.ABOUT, Approximator.AT_LEAST, Approximator.AT_MOST)
            for phrase in phrases(approximators[f"after_{kind.value}"])
        }
        self.over_a_time = frozenset(words(approximators["over_a_time"]))
        change = tables["change"]
        self.change_verbs = frozenset(words(change["verbs"]))
        self.steps = frozenset(words(change["steps"]))
        self.auxiliaries = frozenset(words(change["auxiliaries"]))
        self.openers = frozenset(words(change["openers"]))
        self.score_nouns = frozenset(words(change["score_nouns"]))
        self.score_verbs = frozenset(words(change["score_verbs"]))
        self.labels = frozenset(words(tables["labels"]["words"]))
        self.streets = frozenset(words(tables["labels"]["streets"]))
        nouns = tables["nouns"]
        self.plurals = frozenset(words(nouns["plurals"]))
        self.plural_endings = words(nouns["plural_endings"])
        self.people_by_state = frozenset(words(nouns["people_by_state"]))
        self.nouns_before = frozenset(words(nouns["before"]))
        self.linking = frozenset(words(nouns["linking"]))
        self.stops = frozenset(words(nouns["stops"]))
        self.past_verbs = frozenset(words(table("dates")["tense"]["past"]))
        self.leading = frozenset(words(nouns["leading"]))
        self.after_count = frozenset(words(nouns["after_count"]))
        self.codes = frozenset(words(nouns["codes"]))
        self.ages = frozenset(words(nouns["ages"]))
        self.before_one_day = frozenset(words(nouns["before_one_day"]))
        self.before_half = frozenset(words(nouns["before_half"]))
        self.after_one = frozenset(words(nouns["after_one"]))
        self.before_one = frozenset(words(nouns["before_one"]))
        self.determiners = frozenset(words(nouns["determiners"]))


@cache
def context_words() -> ContextWords:
    """Give the words of the surroundings, loaded once."""
    return ContextWords()
