"""What a clause without a comma is said of: the noun phrase before it that can be meant.

"The three leaders of the party who led" are the leaders: a clause that picks out is not said of a
name, nor of a stretch of time, and its verb agrees with what it is said of.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from workbench.reading.grammar.verbs import PAST, THIRD, forms
from workbench.reading.language.lexicon import time_words, word_sets
from workbench.reading.statements.asides.scene import Scene
from workbench.reading.statements.modifiers.antecedents import SINGULAR_ENDINGS, measures

__all__ = ["Head", "head_of"]

_FARTHEST: Final = 4
_PLURAL_VERBS: Final = frozenset(
    {"are", "were", "have", "do", "don't", "aren't", "weren't", "haven't"}
)
_SINGULAR_VERBS: Final = frozenset({"is", "was", "has", "does"})
_WITHIN: Final = frozenset({"of", "in", "for", "to"})
_LENGTHS: Final = frozenset(
    {"minutes", "hours", "days", "weeks", "months", "years", "decades", "decade", "century"}
)
_ARTICLES: Final = frozenset({"DET", "POSS", "NUM"})
_EVENTS: Final = frozenset({"after", "before", "since", "until", "during", "following", "despite"})


class Head(NamedTuple):
    """A noun phrase: where it begins, and where its noun is."""

    start: int
    noun: int


def head_of(scene: Scene, stop: int, verb: int | None, *, named: bool = False) -> Head | None:
    """The phrase before ``stop`` that the clause there is said of.

    ``verb`` is the one that has it for its subject. ``named`` tells that a name may well be meant,
    as in "in Riga where they live".
    """
    tokens = scene.tokens
    name: Head | None = None
    inner: Head | None = None
    for head in _phrases(scene, stop):
        if _is_time(scene, head) or measures(scene, head.start, head.noun + 1):
            continue
        if verb is not None and not _agrees(scene, head, verb):
            continue
        if inner is not None:
            return head if tokens[head.start].tag in _ARTICLES else inner
        if not named and _is_name(scene, head, stop):
            if tokens[head.start - 1].lower != "by":
                name = name or head
            continue
        if tokens[head.start].tag in _ARTICLES or tokens[head.start - 1].lower not in _WITHIN:
            return head
        inner = head
    return inner or name


def _phrases(scene: Scene, stop: int) -> Iterator[Head]:
    """The noun phrases that end before ``stop``, from the nearest outwards."""
    tokens = scene.tokens
    for _ in range(_FARTHEST):
        start = scene.phrase_start(stop)
        if start is None:
            return
        noun = stop - 1
        while noun > start and tokens[noun].tag not in ("NOUN", "NAME", "NUM"):
            noun -= 1
        yield Head(start, noun)
        if start < 2 or tokens[start - 1].tag != "PREP" or tokens[start - 1].lower in _EVENTS:
            return
        stop = start - 1


def _is_name(scene: Scene, head: Head, stop: int) -> bool:
    """As in "leaders of the party who led": a clause that picks out is said of no name."""
    tokens = scene.tokens
    if tokens[head.noun].tag != "NAME":
        return False
    return tokens[head.start].tag != "DET" or tokens[stop].lower == "who"


def _is_time(scene: Scene, head: Head) -> bool:
    """As in "two crashes in five months that ...": the crashes are meant."""
    word = scene.tokens[head.noun].lower
    return word in time_words() or word in _LENGTHS


def _agrees(scene: Scene, head: Head, verb: int) -> bool:
    """Whether a phrase can be the subject of a verb, by their number."""
    tokens = scene.tokens
    last = tokens[head.noun]
    word = tokens[verb].lower
    plural = last.lower.endswith("s") or last.lower in word_sets("words")["plain_plurals"]
    plural = plural or last.tag == "NUM"
    plural = plural or any(t.tag == "CC" for t in tokens[head.start : head.noun])
    if word in _PLURAL_VERBS:
        return plural
    kinds = forms().get(word, 0)
    single = word in _SINGULAR_VERBS or bool(kinds & THIRD and not kinds & PAST)
    sure = last.lower.endswith("s") and not last.lower.endswith(SINGULAR_ENDINGS)
    sure = sure or last.lower in word_sets("words")["plain_plurals"]
    return not (single and last.tag == "NOUN" and sure)
