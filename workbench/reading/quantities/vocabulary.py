"""The words of quantities as look-up tables, all in small letters."""

from workbench.model import Approximator
from workbench.reading.language import (
    SPACE,
    Classes,
    any_of,
    made_once,
    numbered,
    numbered_phrases,
    phrases,
    spoken_table,
    words,
)

__all__ = [
    "SPACE",
    "ContextWords",
    "NumberWords",
    "UnitWords",
    "any_of",
    "context_words",
    "number_words",
    "unit_words",
    "word_classes",
]


def named(entry: str) -> dict[str, str]:
    """Read entries such as ``euro=EUR``; one without a name stands for itself in capitals."""
    pairs = (word.partition("=") for word in words(entry))
    return {name: value or name.upper() for name, _, value in pairs}


@made_once
def word_classes() -> Classes:
    """Give the small words of the grammar by their part in it, loaded once."""
    return Classes(spoken_table("quantities")["classes"])


class NumberWords:
    """Words that make up numbers."""

    def __init__(self) -> None:
        numbers, vague = spoken_table("quantities")["numbers"], spoken_table("quantities")["vague"]
        marks = spoken_table("quantities")["marks"]
        self.decimal_mark: str = marks["decimal"] or "."
        self.group_mark: str = marks["group"] or ","
        self.ones = numbered(numbers["ones"])
        self.tens = numbered(numbers["tens"])
        self.magnitudes = numbered(numbers["magnitudes"])
        self.short_magnitudes = numbered(numbers["short_magnitudes"])
        self.shares = numbered(numbers["shares"])
        self.after_share = frozenset(words(numbers["after_share"]))
        self.vague_plurals = numbered(vague["plurals"])
        self.few = numbered_phrases(vague["few"])
        self.couple = numbered_phrases(vague["couple"])


number_words = made_once(NumberWords)


class UnitWords:
    """Words of units and currencies."""

    def __init__(self) -> None:
        tables = spoken_table("quantities")
        self.units = {
            form: name for name, forms in tables["units"].items() for form in phrases(forms)
        }
        kinds = tables["unit_kinds"]
        self.units_by_capitals = {
            form: name for form, name in tables["units_by_capitals"].items() if name
        }
        self.time = frozenset(words(kinds["time"]))
        self.of_something = frozenset(
            (*words(kinds["of_something"]), *phrases(kinds.get("of_something_in_words", "")))
        )
        self.units_glued = {form: name for form, name in tables["units_glued"].items() if name}
        self.races = frozenset(words(kinds["races"]))
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


unit_words = made_once(UnitWords)


class ContextWords:
    """Words around a number that tell what it is."""

    def __init__(self) -> None:
        tables = spoken_table("quantities")
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
        self.models = frozenset(words(tables["labels"].get("models", "")))
        self.model_nouns = frozenset(words(tables["labels"].get("model_nouns", "")))
        nouns = tables["nouns"]
        self.plurals = frozenset(words(nouns["plurals"]))
        self.plural_endings = words(nouns["plural_endings"])
        self.people_by_state = frozenset(words(nouns["people_by_state"]))
        self.nouns_before = frozenset(words(nouns["before"]))
        self.linking = frozenset(words(nouns["linking"]))
        self.stops = frozenset(words(nouns["stops"]))
        self.past_verbs = frozenset(words(spoken_table("dates")["tense"]["past"]))
        self.leading = frozenset(words(nouns["leading"]))
        self.after_count = frozenset(words(nouns["after_count"]))
        self.codes = frozenset(words(nouns["codes"]))
        self.ages = frozenset(words(nouns["ages"]))
        self.before_one_day = frozenset(words(nouns["before_one_day"]))
        self.before_half = frozenset(words(nouns["before_half"]))
        self.half_of_a_time = frozenset(words(nouns.get("half_of_a_time", "")))
        self.phrasal = frozenset(phrases(nouns.get("phrasal", "")))
        self.after_one = frozenset(words(nouns["after_one"]))
        self.before_one = frozenset(words(nouns["before_one"]))
        self.determiners = frozenset(words(nouns["determiners"]))


context_words = made_once(ContextWords)
