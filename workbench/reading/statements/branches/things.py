"""What a relative clause is said of: the phrase before it, or who is said to be that."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.reading.grammar.conjuncts import is_of_one
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Range, Scene
from workbench.reading.statements.modifiers.antecedents import SINGULAR_ENDINGS, antecedent
from workbench.reading.statements.modifiers.heads import head_of

__all__ = [
    "SET_OFF",
    "Thing",
    "is_plural",
    "is_said_to_be",
    "thing_beside",
    "thing_picked",
    "who_is",
]

SET_OFF: Final = frozenset({",", "—", "–", "-", "("})
_DASHES: Final = frozenset("—–-")
_NOBODY: Final = frozenset({"it", "this", "that", "these", "those", "here", "what", "which"})
_OF_MANY: Final = frozenset({"are", "were", "have"})
_GROUPS: Final = frozenset(
    {"team", "group", "family", "band", "staff", "crew", "government", "company", "club", "couple"}
    | {"pair", "number", "majority", "public", "board", "committee", "squad", "side", "army"}
)
_WITHIN: Final = frozenset({"of", "in", "for", "to", "at", "on", "from", "with", "between"})
_FARTHEST: Final = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """A phrase: where it begins, where its noun is, and where it ends."""

    start: int
    noun: int
    stop: int


def thing_beside(scene: Scene, begin: int, word: str, verb: int | None) -> Thing | None:
    """The phrase before a clause that is set off; with what it hangs on where both can be meant.

    A clause that has it as the subject of ``verb`` agrees with it in number.
    """
    tokens = scene.tokens
    stop = begin
    while stop > 1 and tokens[stop - 1].text in SET_OFF:
        stop -= 1
    meant = antecedent(scene, stop, word)
    if meant is None:
        return None
    start = meant[0]
    dashes = sum(token.text in _DASHES for token in tokens[:begin])
    if tokens[begin - 1].text in _DASHES and dashes > 1:
        return None  # "two men - a baker and a smith - who": what stands between is not meant
    for first, noun in _phrases(scene, stop):
        if first < start:
            break
        if verb is None or _agrees(scene, first, noun, tokens[verb]):
            begins = _whole(scene, start if meant[1] else first)
            return Thing(_joined(scene, begins, verb), noun, stop)
    return None


def _joined(scene: Scene, start: int, verb: int | None) -> int:
    """Where two phrases begin that are joined, if more than one can be meant."""
    tokens = scene.tokens
    if verb is not None and is_of_one(tokens[verb]):
        return start
    both = start > 1 and tokens[start - 1].lower == "and"
    first = scene.phrase_start(start - 1) if both else None
    return start if first is None else first


def _whole(scene: Scene, start: int) -> int:
    """Where a phrase begins that has two words for how it is: "a long and costly war"."""
    tokens = scene.tokens
    if start > 2 and tokens[start - 1].tag == "CC" and tokens[start - 2].tag == "ADJ":
        start -= 2
        while start and tokens[start - 1].tag in ("ADJ", "ADV"):
            start -= 1
    while start > 1 and tokens[start - 1].text == "/":
        start -= 2  # "the pop/folk singer"
        while start and tokens[start - 1].tag in ("ADJ", "NAME", "NOUN"):
            start -= 1
    return start - 1 if start and tokens[start - 1].lower in ("a", "an", "the") else start


def thing_picked(scene: Scene, begin: int, word: str, verb: int | None) -> Thing | None:
    """The phrase that a clause picks out, which has it as the subject of ``verb``."""
    head = head_of(scene, begin, verb, named=word == "where")
    if head is None:
        return None
    tokens = scene.tokens
    plain = not any(token.tag == "PREP" for token in tokens[head.start : begin])
    if verb is not None and plain and not _agrees(scene, head.start, head.noun, tokens[verb]):
        return None
    if tokens[head.noun].tag == "NAME" and word == "that":
        return None
    start = _whole(scene, head.start)
    bare = tokens[start].tag == "NOUN" and start > 1 and tokens[start - 1].lower == "and"
    return Thing(_joined(scene, start, None) if bare else start, head.noun, begin)


def _phrases(scene: Scene, stop: int) -> Iterator[Range]:
    """Where the phrases before a place begin and have their nouns, from the nearest outwards."""
    tokens = scene.tokens
    for _ in range(_FARTHEST):
        start = scene.phrase_start(stop)
        if start is None:
            return
        noun = stop - 1
        while noun > start and tokens[noun].tag not in ("NOUN", "NAME"):
            noun -= 1
        yield start, noun
        if start < 2 or tokens[start - 1].lower not in _WITHIN:
            return
        stop = start - 1


def _agrees(scene: Scene, start: int, noun: int, verb: Token) -> bool:
    """Whether a verb may be said of a thing by its number."""
    tokens = scene.tokens
    head = tokens[noun]
    joined = any(token.tag == "CC" for token in tokens[start:noun]) or (
        start > 1 and tokens[start - 1].tag == "CC" and scene.phrase_start(start - 1) is not None
    )
    plural = joined or is_plural(head)
    if is_of_one(verb):
        return not (plural and head.tag == "NOUN")
    return verb.lower not in _OF_MANY or plural or head.tag == "NUM" or head.lower in _GROUPS


def is_plural(noun: Token) -> bool:
    """Whether a noun is surely more than one thing."""
    if noun.lower in word_sets("words")["plain_plurals"]:
        return True
    return noun.lower.endswith("s") and not noun.lower.endswith(SINGULAR_ENDINGS)


# ------------------------------------------------------------------ what something is said to be


def is_said_to_be(scene: Scene, thing: Thing) -> bool:
    """As in "Ida is a baker who sings": the clause is said of Ida."""
    structure = scene.structure
    if structure is None or not scene.is_copula() or thing.start < structure.group:
        return False
    between = scene.tokens[structure.group : thing.start]
    one = [token.lower for token in between] == ["one", "of"]
    there = scene.tokens[structure.subject].lower == "there"
    return not there and (one or all(token.tag == "ADV" for token in between))


def who_is(scene: Scene) -> Range | None:
    """Who is said to be the thing; nothing where that is nobody: "It is a bond that lasts"."""
    structure = scene.structure
    if structure is None or structure.verb <= structure.subject:
        return None
    start, stop = scene.actor()
    if scene.tokens[start].lower in _NOBODY or any(t.text == "," for t in scene.tokens[start:stop]):
        return None
    return start, stop
