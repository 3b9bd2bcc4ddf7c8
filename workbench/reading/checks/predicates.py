"""What a text says of a number of things: the verb it depends on, and the noun it counts.

"Killing 107", "107 were killed" and "107 dead" say the same; "107 protested" says another.
Read from neighbouring words alone, and nothing where they do not tell.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.model import Quantity
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import single_form, word_list, word_map, word_set
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.language import table

__all__ = ["Predicate", "head_noun", "predicate"]

_NOUN_PHRASE: Final = frozenset({"NOUN", "NAME", "ADJ", "POSS"})
_VERBS: Final = frozenset({"VERB", "VPAST", "ING", "VBASE", "PART"})
_WORDS_OF_A_PHRASE: Final = 8
_WORDS_BETWEEN: Final = 6


@dataclass(frozen=True, slots=True)
class Predicate:
    """The base form of a verb; ``suffered`` when the things counted did not do it themselves."""

    verb: str
    suffered: bool


def head_noun(quantity: Quantity) -> str | None:
    """The noun counted, without its modifiers and its plural ending; none for people as such."""
    if quantity.counted is None:
        return None
    words = quantity.counted.lower().split()
    if not words or words[-1] in word_map("repetitions.states"):
        return None
    if words[-1] in word_set("sums.no_nouns"):
        return None
    return None if words[-1] in word_set("repetitions.people") else single_form(words[-1])


@cache
def _same() -> dict[str, str]:
    """Each verb that has others of the same meaning, with the first of them."""
    found: dict[str, str] = {}
    for line in str(table("checks")["repetitions"]["same"]).splitlines():
        for verb in line.split():
            found[verb] = line.split()[0]
    return found


@cache
def _suffered() -> frozenset[str]:
    return frozenset(_same())


def _base(token: Token) -> str:
    base = base_of(token.lower)
    return _same().get(base, base)


def predicate(survey: Survey, passage: Passage, quantity: Quantity) -> Predicate | None:
    """Find the verb that a number and its noun depend on."""
    counted = (quantity.counted or "").lower().split()
    state = word_map("repetitions.states").get(counted[-1]) if counted else None
    if state is not None:
        return Predicate(state, suffered=True)
    words = survey.words(passage)
    starts = [word.start for word in words]
    return _after(words, bisect_left(starts, quantity.end)) or _before(
        words, bisect_left(starts, quantity.start) - 1
    )


def _after(words: list[Token], index: int) -> Predicate | None:
    index = _past_the_noun(words, index)
    if index >= len(words) or words[index].tag not in _VERBS | {"AUX"}:
        return None
    token = words[index]
    if token.tag == "AUX":
        return _after_auxiliary(words, index)
    if token.lower == "died":
        return Predicate("kill", suffered=True)
    base = _base(token)
    if token.tag in {"VPAST", "PART"} and base in _suffered():
        return Predicate(base, suffered=True)
    return Predicate(base, suffered=False) if token.tag in {"VERB", "VPAST"} else None


def _past_the_noun(words: list[Token], index: int) -> int:
    last = min(len(words), index + _WORDS_OF_A_PHRASE)
    while index < last:
        tag, word = words[index].tag, words[index].lower
        is_past_form = tag == "ADJ" and base_of(word) != word and base_of(word) in _suffered()
        if is_past_form or not (tag in _NOUN_PHRASE or word == "of" or word == "or more"):
            break
        index += 1
    return index


def _after_auxiliary(words: list[Token], index: int) -> Predicate | None:
    is_passive = False
    for token in words[index : index + _WORDS_BETWEEN]:
        if token.tag == "NOT":
            return None
        if token.tag in {"AUX", "NONFINITE"}:
            is_passive = base_of(token.lower) == "be" or token.lower in {
                "was",
                "were",
                "been",
                "are",
                "is",
                "be",
                "being",
            }
        elif token.tag in _VERBS:
            base = _base(token)
            if base == "die":
                return Predicate("kill", suffered=True)
            return Predicate(base, suffered=is_passive and token.tag != "ING")
        elif token.lower in word_map("repetitions.states"):
            return Predicate(word_map("repetitions.states")[token.lower], suffered=True)
        elif token.tag != "ADV":
            return None
    return None


def _before(words: list[Token], index: int) -> Predicate | None:
    passed = frozenset(word_list("repetitions.passed_over"))
    last = max(-1, index - _WORDS_BETWEEN)
    while index > last and words[index].lower in passed:
        index -= 1
    if index < 0 or words[index].tag not in _VERBS:
        return None
    token = words[index]
    governor = words[index - 1].tag if index else ""
    if token.tag == "PART" and governor not in {"AUX", "ADV"}:
        return None
    if token.tag == "VBASE" or governor in {"TO", "MODAL", "NOT"}:
        return None
    return Predicate(_base(token), suffered=True)
