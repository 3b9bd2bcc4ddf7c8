"""A reading laid out for comparison: each sentence with its quantities, dates, names and words.

Nothing is compared here. What is costly (words with their tags, aliases) is made when asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Protocol, TypeVar

from workbench.model import DateMention, Name, Quantity, Reading, Sentence
from workbench.reading.analysis import Analysis
from workbench.reading.checks.vocabulary import approximating
from workbench.reading.dates.recognise import in_small_letters
from workbench.reading.grammar.tagging import tagged
from workbench.reading.grammar.tokens import Token
from workbench.reading.names import Aliases, aliases

__all__ = ["Passage", "Survey"]

# A longer stretch without an end is no sentence that anybody can have written.
LONGEST_SENTENCE: Final = 3_000
# What has more quantities, dates or names in one sentence is a table.
MOST_THINGS: Final = 40
_REACH: Final = 30
_BOUND_AFTER: Final = re.compile(r" or (?:more|so|fewer|less)\b")
# Read as a space; the two private characters are the marks of ``skeleton``.
_SPACES: Final = "\n\r\t\u00a0\u202f\ue000\ue001"
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")


@cache
def _approximator_before() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=\W))(?:{approximating()})\s$")


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_Thing = TypeVar("_Thing", bound=_Placed)


@dataclass(slots=True, eq=False, repr=False)
class Passage:
    """One sentence, heading or caption with what stands in it."""

    number: int
    sentence: Sentence
    paragraph: int
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.sentence.start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.sentence.end

    @property
    def is_running_text(self) -> bool:
        """Whether it is neither heading nor caption."""
        return self.sentence.kind not in {"heading", "caption", "dateline"}


class Survey:
    """The passages of a reading and what they share."""

    def __init__(self, reading: Reading, analysis: Analysis | None = None) -> None:
        self.reading = reading
        self.text = reading.text
        self.small = in_small_letters(reading.text)
        for character in _SPACES:
            # Lines are wrapped anywhere; offsets stay as they are.
            self.small = self.small.replace(character, " ")
        self.passages = _passages(reading)
        self._words: dict[int, list[Token]] = {}
        self.skeletons: dict[int, tuple[str, dict[int, Quantity]]] = {}
        self._keys: dict[str, str] = {}
        self._analysis = analysis

    @cached_property
    def aliases(self) -> Aliases:
        """Which names of the document mean the same."""
        if self._analysis is not None:
            return self._analysis.aliases
        return aliases(self.text, self.reading.names)

    @cached_property
    def common_names(self) -> dict[str, str]:
        """Small-letter last words of longer names ("alliance") with the key of the name."""
        found: dict[str, str] = {}
        shared: set[str] = set()
        for name in self.reading.names:
            words = name.text.split()
            if len(words) < 2 or not words[-1].isalpha():
                continue
            last, key = words[-1].lower(), self.key(name)
            if found.setdefault(last, key) != key:
                shared.add(last)
        return {word: key for word, key in found.items() if word not in shared}

    def key(self, name: Name) -> str:
        """One string that is the same for all names of the same thing."""
        known = self._keys.get(name.text)
        if known is None:
            known = self._keys[name.text] = self.aliases.key(" ".join(name.text.split()))
        return known

    def keys(self, passage: Passage) -> frozenset[str]:
        """The things that a passage names."""
        return frozenset(self.key(name) for name in passage.names)

    def referents(self, passage: Passage) -> frozenset[str]:
        """The things that a passage names, "the alliance" for a named alliance among them."""
        common = self.common_names
        words = self.small[passage.start : passage.end].split()
        after_the = (word.strip(",.;:’'”\"") for word in words[1:])
        return self.keys(passage) | {
            common[word.removesuffix("’s").removesuffix("'s")]
            for before, word in zip(words, after_the, strict=False)
            if before == "the" and word.removesuffix("’s").removesuffix("'s") in common
        }

    def shares_a_referent(self, passage: Passage, other: Passage) -> bool:
        """Whether two passages name the same thing, if by different names."""
        return not self.referents(passage).isdisjoint(self.referents(other))

    def words(self, passage: Passage) -> list[Token]:
        """The words and marks of a passage with their tags."""
        if self._analysis is not None:
            return self._analysis.words[passage.number]
        known = self._words.get(passage.number)
        if known is None:
            known = tagged(self.text, passage.start, passage.end)
            self._words[passage.number] = known
        return known

    def stated(self, quantity: Quantity) -> str:
        """A number with the words that say how exactly it is meant."""
        before = self.small[max(0, quantity.start - _REACH) : quantity.start]
        found = _approximator_before().search(before)
        after = _BOUND_AFTER.match(self.small, quantity.end)
        start = quantity.start - (len(before) - found.start() if found else 0)
        stated = self.text[start : after.end() if after else quantity.end]
        return stated[:1].lower() + stated[1:]

    def before(self, passage: Passage, position: int, reach: int) -> str:
        """At most ``reach`` small letters of the passage before ``position``."""
        return self.small[max(passage.start, position - reach) : position]

    def after(self, passage: Passage, position: int, reach: int) -> str:
        """At most ``reach`` small letters of the passage after ``position``."""
        return self.small[position : min(passage.end, position + reach)]


def _passages(reading: Reading) -> tuple[Passage, ...]:
    quantities = _by_sentence(reading.sentences, reading.quantities)
    dates = _by_sentence(reading.sentences, reading.dates)
    names = _by_sentence(reading.sentences, reading.names)
    passages: list[Passage] = []
    paragraph = last_end = 0
    for number, sentence in enumerate(reading.sentences):
        if number and _BLANK_LINE.search(reading.text, last_end, sentence.start):
            paragraph += 1
        last_end = sentence.end
        passages.append(
            Passage(number, sentence, paragraph, quantities[number], dates[number], names[number])
        )
    return tuple(passages)


def _by_sentence(
    sentences: Sequence[Sentence], things: Sequence[_Thing]
) -> list[tuple[_Thing, ...]]:
    """Share out what is in the order of the text; nothing for what is no real sentence."""
    if not things:
        return [()] * len(sentences)
    shares: list[tuple[_Thing, ...]] = []
    place = 0
    for sentence in sentences:
        while place < len(things) and things[place].start < sentence.start:
            place += 1
        first = place
        while place < len(things) and things[place].start < sentence.end:
            place += 1
        is_prose = sentence.end - sentence.start <= LONGEST_SENTENCE
        is_prose = is_prose and place - first <= MOST_THINGS
        shares.append(tuple(things[first:place]) if is_prose else ())
    return shares
