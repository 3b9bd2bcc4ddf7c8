"""What a text says numbers of: people something was done to, things counted, measures taken.

Each telling has a topic; only tellings of one topic are ever compared.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import Final

from workbench.model import NameKind, Quantity
from workbench.reading.checks.bands import Band, band
from workbench.reading.checks.days import Span, span_of
from workbench.reading.checks.predicates import Predicate, head_noun, predicate
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import any_word, approximating, word_map, word_set
from workbench.reading.language.lexicon import either

__all__ = ["Telling", "tellings"]

_REACH: Final = 60
_FEWEST: Final = 2
_WORDS_OF_A_MEASURE: Final = 4
_WORDS_AROUND: Final = 5
_NOT_IN_A_MEASURE: Final = (
    *("determiners", "prepositions", "coordinators"),
    *("possessives", "finite_auxiliaries", "subordinators"),
)
# Lengths of time come up again and again without being said of the same thing.
_UNREPEATED: Final = frozenset(
    {None, "fraction", "point", "times", "second", "minute", "hour", "day", "night", "week"}
    | {"month", "quarter", "year", "decade", "century"}
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_AFTER: Final = re.compile(r" or (?:more|so|fewer|less)\b")


@dataclass(slots=True, eq=False, repr=False)
class Telling:
    """One number with what it is said of.

    ``days`` are the single days that the sentence names, ``times`` those and longer ones.
    ``is_loose`` where it says that the number moved or is not the last word. ``events`` are the
    nouns for events in it, ``known_events`` those with "the" before them.
    """

    topic: tuple[str, ...]
    passage: Passage
    quantity: Quantity
    band: Band
    noun: str | None
    label: str
    stated: str
    days: frozenset[Span]
    times: frozenset[Span]
    events: frozenset[str]
    known_events: frozenset[str]
    places: frozenset[str]
    is_loose: bool
    is_measure: bool = False

    def times_allow(self, other: "Telling") -> bool:
        """Whether the times named beside them do not tell them apart."""
        return (
            not self.times
            or not other.times
            or any(mine.overlaps(theirs) for mine in self.times for theirs in other.times)
        )

    def counts_same(self, other: "Telling") -> bool:
        """Whether both count the same, or one leaves open what it counts."""
        return self.noun == other.noun or self.noun is None or other.noun is None

    def places_allow(self, other: "Telling") -> bool:
        """Whether the places named beside them do not tell them apart."""
        return not self.places or not other.places or not self.places.isdisjoint(other.places)


def tellings(survey: Survey) -> Iterator[tuple[tuple[str, ...], Callable[[], Telling]]]:
    """Find every number whose topic the words beside it tell, and what makes its telling.

    Most topics are told of once, and their tellings are never asked for.
    """
    for passage in survey.passages:
        for quantity in passage.quantities:
            values = band(quantity)
            if values is None or values.value <= 0:
                continue
            if quantity.unit is None and values.value >= _FEWEST:
                found = _count(survey, passage, quantity, values)
            elif quantity.unit not in _UNREPEATED:
                found = _measure(survey, passage, quantity, values)
            else:
                found = None
            if found is not None and _is_whole_of_its_kind(survey, passage, quantity):
                yield found


def _is_whole_of_its_kind(survey: Survey, passage: Passage, quantity: Quantity) -> bool:
    refused = word_set("repetitions.another")
    end = quantity.end
    bound = _AFTER.match(survey.after(passage, end, _REACH))
    end += bound.end() if bound else 0
    before = _WORD.findall(survey.before(passage, quantity.start, _REACH // 2))[-2:]
    counted = _WORD.findall((quantity.counted or "").lower())
    after = _WORD.findall(survey.after(passage, end, _REACH // 2))[:3]
    return refused.isdisjoint((*before, *after, *counted))


def _count(
    survey: Survey, passage: Passage, quantity: Quantity, values: Band
) -> tuple[tuple[str, ...], Callable[[], Telling]] | None:
    said = predicate(survey, passage, quantity)
    noun = head_noun(quantity)
    if said is None or not (noun or said.verb in word_map("repetitions.states").values()):
        return None
    is_done = said.verb in word_map("repetitions.states").values() and said.suffered
    topic = (
        ("people", said.verb) if is_done else ("things", noun or "", said.verb, str(said.suffered))
    )
    label = _count_label(quantity, said)
    return topic, partial(_telling, survey, passage, quantity, values, topic, noun, label)


def _count_label(quantity: Quantity, said: Predicate) -> str:
    for state, verb in word_map("repetitions.states").items():
        if verb == said.verb:
            return f"number {state}"
    return f"{quantity.counted or 'number'} ({said.verb})"


def _end_of_measure() -> str:
    return rf"\s(?:{any_word('repetitions.is_at')})(?:\sat)?(?:\s(?:{approximating()}))?\s$"


@cache
def _is_at() -> re.Pattern[str]:
    """The end of the longer pattern, which is looked for first: it is found sooner."""
    return re.compile(_end_of_measure())


@cache
def _measured() -> re.Pattern[str]:
    words = r"(?P<words>[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*){0,5})"
    return re.compile(words + _end_of_measure())


def _measure(
    survey: Survey, passage: Passage, quantity: Quantity, values: Band
) -> tuple[tuple[str, ...], Callable[[], Telling]] | None:
    """Read "A turnout rate of 58%", where the words before are the topic."""
    before = survey.before(passage, quantity.start, _REACH)
    found = _measured().search(before) if _is_at().search(before) else None
    if found is None:
        return None
    stops = either("words", *_NOT_IN_A_MEASURE)
    words: list[str] = []
    for word in reversed(found["words"].split()):
        if word in stops or len(words) == _WORDS_OF_A_MEASURE:
            break
        words.insert(0, word)
    kept = tuple(word for word in words if word not in word_set("repetitions.measure_words"))
    if not kept or kept[-1] in word_set("repetitions.not_measures"):
        return None
    topic = ("measure", str(quantity.unit), *kept)
    label = " ".join(words)
    return topic, partial(
        _telling, survey, passage, quantity, values, topic, None, label, is_measure=True
    )


def _telling(
    survey: Survey,
    passage: Passage,
    quantity: Quantity,
    values: Band,
    topic: tuple[str, ...],
    noun: str | None,
    label: str,
    *,
    is_measure: bool = False,
) -> Telling:
    words = _WORD.findall(survey.small[passage.start : passage.end])
    known = {noun for the, noun in pairwise(words) if the == "the"}
    events = word_set("repetitions.events")
    spans = [span_of(mention) for mention in passage.dates]
    times = frozenset(span for span in spans if span is not None)
    return Telling(
        topic,
        passage,
        quantity,
        values,
        noun,
        label,
        survey.stated(quantity),
        frozenset(span for span in times if span.first == span.last),
        times,
        events.intersection(words),
        events.intersection(known),
        frozenset(survey.key(name) for name in passage.names if name.kind is NameKind.PLACE),
        _is_loose(survey, passage, quantity, words),
        is_measure,
    )


def _is_loose(survey: Survey, passage: Passage, quantity: Quantity, words: list[str]) -> bool:
    """Whether the sentence says that the number moved or is not the last word."""
    before = _WORD.findall(survey.before(passage, quantity.start, _REACH))[-_WORDS_AROUND:]
    after = _WORD.findall(survey.after(passage, quantity.end, _REACH))[:_WORDS_AROUND]
    return not word_set("repetitions.open").isdisjoint(words) or not word_set(
        "repetitions.moving"
    ).isdisjoint((*before, *after))
