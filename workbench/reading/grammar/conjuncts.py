"""Which verb a predicate after "and" or "but" goes along with.

"The town, which has a wall, was burnt and is empty": "is" goes along with "was", the nearest verb
before it that has its number. A base form goes along with a base form, a participle with one.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import BASE, PARTICIPLE, PAST, THIRD, forms, leanings
from workbench.reading.language.lexicon import time_words

__all__ = [
    "agree",
    "conjunct",
    "is_described",
    "is_of_one",
    "is_only_participle",
    "may_open",
    "may_share",
    "opening",
    "tag_of",
]

_ONE: Final = frozenset(
    {"is", "was", "has", "does", "'s", "’s", "isn't", "wasn't", "hasn't", "doesn't"}
)
_MANY: Final = frozenset(
    {"are", "were", "have", "do", "aren't", "weren't", "haven't", "don't", "am", "'m"}
)
_PAST_AUXILIARIES: Final = frozenset(
    {"was", "were", "had", "did", "wasn't", "weren't", "hadn't", "didn't"}
)
_BARE: Final = frozenset({"VBASE", "VERB", "NOUN", "VPAST", "AUX", "NONFINITE"})
_AUXILIARIES: Final = frozenset({"AUX", "PART", "NONFINITE", "MODAL", "NOT", "ADV"})
_VERBAL: Final = FINITE | {"PART", "VBASE", "ING", "NONFINITE"}
_OBJECT: Final = frozenset({"DET", "POSS", "NAME", "NUM", "PRON"})
_LONGEST_TIME: Final = 6
_ALL: Final = frozenset({"one", "many"})


def conjunct(tokens: Sequence[Token], least: int, joint: int, start: int) -> int | None:
    """The verb between ``least`` and ``joint`` that the predicate at ``start`` goes along with."""
    own, tag = tokens[start], tag_of(tokens, start)
    kinds = forms().get(own.lower, 0)
    tag = "VERB" if tag == "NOUN" and kinds == THIRD else tag
    number, past = _numbers(tag, own.lower), _is_past(tag, own.lower)
    fallback = None
    for place in range(joint - 1, least - 1, -1):
        other = tokens[place]
        if other.tag == "ING":
            if tag == "ING":
                return place
        elif other.tag in ("VBASE", "NONFINITE"):
            if tag in _BARE and _is_base(own):
                return place
        elif other.tag == "PART":
            done = tag in ("PART", "VPAST") or is_only_participle(own)
            if done and _has_auxiliary(tokens, least, place):
                return place
        elif other.tag == "MODAL" and kinds == THIRD and own.tag != "VERB":
            continue  # "will offer courses and talks"
        elif tag in FINITE and other.tag in FINITE and number & _numbers(other.tag, other.lower):
            if past == _is_past(other.tag, other.lower) or "MODAL" in (tag, other.tag):
                return place
            # "was born in Lund and now lives in Malmö": no present after a past without a sign
            changing = tag != "VERB" or other.tag == "AUX" or kinds == THIRD
            fallback = fallback or (place if changing else None)
    return fallback


def is_described(tokens: Sequence[Token], verb: int, joint: int) -> bool:
    """As in "is remote and unspoiled": two words for how something is."""
    alike = tokens[joint - 1].tag == "ADJ" and tokens[joint + 1].tag in ("PART", "VPAST")
    return alike and tokens[verb].tag == "AUX"


def agree(one: Token, other: Token) -> bool:
    """Whether two finite verbs may have the same subject: "is" and "was", not "is" and "have"."""
    if {"am", "'m", "’m"} & {one.lower, other.lower}:
        return True  # "I am and was"
    return bool(_numbers(one.tag, one.lower) & _numbers(other.tag, other.lower))


def may_share(tokens: Sequence[Token], verb: int, start: int) -> bool:
    """Whether a predicate has the number and the time of a finite verb."""
    own, other, tag = tokens[start], tokens[verb], tag_of(tokens, start)
    if not _numbers(tag, own.lower) & _numbers(other.tag, other.lower):
        return False
    past = _is_past(tag, own.lower) == _is_past(other.tag, other.lower)
    return tag in FINITE and (past or "MODAL" in (tag, other.tag))


def is_of_one(verb: Token) -> bool:
    """Whether a finite verb can have no subject in the plural."""
    return "many" not in _numbers(verb.tag, verb.lower)


def may_open(tokens: Sequence[Token], start: int) -> bool:
    """Whether a predicate may open with a word, by the word alone."""
    if tokens[start].tag == "NOUN":
        return forms().get(tokens[start].lower, 0) == THIRD
    return tag_of(tokens, start) in _VERBAL


def opening(tokens: Sequence[Token], start: int, last: int) -> int:
    """The verb of the predicate at ``start``: after adverbs and a short phrase of time."""
    place = _after_adverbs(tokens, start, last)
    if tokens[place].tag != "PREP" or tag_of(tokens, place) != "PREP":
        return place
    for stop in range(place + 1, min(last - 1, place + _LONGEST_TIME)):
        token = tokens[stop]
        timely = token.lower in time_words() or (token.tag == "NUM" and len(token.text) == 4)
        if timely and tokens[stop + 1].tag != "NUM":
            verb = _after_adverbs(tokens, stop + 1, last)
            return verb if tag_of(tokens, verb) in FINITE else place
    bare = tokens[place].lower == "once" and place + 2 < last
    return place + 1 if bare and tag_of(tokens, place + 1) in FINITE else place


def _after_adverbs(tokens: Sequence[Token], start: int, last: int) -> int:
    while start < last - 1 and tokens[start].tag == "ADV":
        start += 1
    return start


def tag_of(tokens: Sequence[Token], place: int) -> str:
    """The tag of what may open a predicate: a verb by its form, whatever it was taken for.

    "And worked six months", "and uses the ferry", "and given out bread": after "and" such words
    are easily taken for what they would be before a noun.
    """
    token = tokens[place]
    if token.tag not in ("ADJ", "NOUN", "PREP") or place + 1 >= len(tokens) or token.capital:
        return token.tag
    kinds, following = forms().get(token.lower, 0), tokens[place + 1].tag
    if token.tag == "NOUN":
        mostly = leanings().get(token.lower, 0) >= 1 and following == "PREP"  # "remains in custody"
        return "VERB" if kinds == THIRD and (mostly or following in _OBJECT) else "NOUN"
    done = kinds & (PAST | PARTICIPLE) and not kinds & BASE
    taken = following in _OBJECT or following in ("ADV", "PREP", "TO")
    return "VPAST" if done and taken else token.tag


def is_only_participle(token: Token) -> bool:
    """Whether a form is no past: "come", "run", "become"."""
    kinds = forms().get(token.lower, 0)
    return bool(kinds & PARTICIPLE and not kinds & PAST)


def _is_base(token: Token) -> bool:
    return token.lower in ("be", "have") or bool(forms().get(token.lower, 0) & BASE)


def _has_auxiliary(tokens: Sequence[Token], least: int, place: int) -> bool:
    """Whether a participle is part of a finite verb: "has left", "was not seen"."""
    while place > least and tokens[place - 1].tag in _AUXILIARIES:
        place -= 1
        if tokens[place].tag == "AUX":
            return True
    return False


@cache
def _numbers(tag: str, word: str) -> frozenset[str]:
    """Which subjects a finite verb may have: one, many, or both."""
    if tag == "AUX":
        one, many = word in _ONE, word in _MANY
        return frozenset({"one"} if one else {"many"}) if one != many else _ALL
    kinds = forms().get(word, 0)
    if tag in ("MODAL", "VPAST", "PART") or kinds & PAST:
        return _ALL
    return frozenset({"one"} if kinds & THIRD else {"many"})


def _is_past(tag: str, word: str) -> bool:
    if tag in ("VPAST", "PART") or word in _PAST_AUXILIARIES:
        return True
    return tag == "VERB" and forms().get(word, 0) & (PAST | BASE | THIRD) == PAST
