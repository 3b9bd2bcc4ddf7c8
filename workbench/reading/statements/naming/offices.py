"""Offices: "NATO Secretary General X", "X, editor of the Y" say who holds what.

The statement is "X [is] NATO Secretary General". It is made once for each person, and for other
names where a noun says what they are: "Y [is] Japanese technology company".
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final

from workbench.model import Name, NameKind
from workbench.reading.analysis import Analysis
from workbench.reading.grammar.governors import is_plural
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.naming.holders import (
    is_office,
    named_first,
    named_last,
    told_apart,
)
from workbench.reading.statements.naming.roles import (
    before_modifiers,
    is_for_persons,
    is_full,
    is_role,
    right_before,
    stop_of,
)
from workbench.reading.statements.words.pieces import Piece

__all__ = ["Office", "offices"]

_LONGEST_AFTER: Final = 16
_CLOSING: Final = frozenset(",;.)")
_NOMINAL: Final = frozenset({"NOUN", "NAME"})


@dataclass(slots=True, eq=False, repr=False)
class Office:
    """The words of a person with an office, in their sentence, and the statement's pieces."""

    sentence: int
    words: tuple[Token, ...]
    pieces: tuple[Piece, ...]


def offices(analysis: Analysis) -> Iterator[Office]:
    """The offices of a text, the first of each name."""
    known: set[str] = set()
    for index, sentence in enumerate(analysis.sentences):
        names = analysis.names_between(sentence.start, sentence.end)
        if all(_key(name) in known for name in names):
            continue
        words = analysis.words[index]
        places = _places(words, names)
        ends = {name.end: name for name in names}
        for name in names:
            key = _key(name)
            if key in known or name.start not in places:
                continue
            held = _held(words, places, ends, names, name)
            if held is None:
                continue
            known.add(key)
            for pieces in told_apart(words, held):
                start = min(piece.start for piece in pieces)
                end = max(piece.end for piece in pieces)
                own = [one for one in words if start <= one.start < end]
                yield Office(index, tuple(own), pieces)


def _places(words: Sequence[Token], names: Sequence[Name]) -> dict[int, int]:
    """The place of the word with which each name begins, by its start in the text."""
    places: dict[int, int] = {}
    for name in names:
        place = bisect_left(words, name.start, key=attrgetter("start"))
        if place < len(words) and words[place].start == name.start:
            places[name.start] = place
    return places


def _key(name: Name) -> str:
    """What tells a name from others: of a person the surname."""
    return name.text.split()[-1] if name.kind is NameKind.PERSON else name.text


def _held(
    words: Sequence[Token],
    places: Mapping[int, int],
    ends: Mapping[int, Name],
    names: Sequence[Name],
    name: Name,
) -> tuple[Piece, ...] | None:
    """The pieces that say what a name is: by what stands before it, after it, or with a comma."""
    span = right_before(words, places, ends, name)
    if span is not None:
        return named_last(words, places, name, span)
    if name.kind is not NameKind.PERSON:
        return None
    span = _after(words, places, names, name)
    if span is not None:
        return named_first(words, name, span)
    span = _phrase_before(words, places, ends, name)
    return named_last(words, places, name, span) if span is not None else None


def _phrase_before(
    words: Sequence[Token], places: Mapping[int, int], ends: Mapping[int, Name], person: Name
) -> tuple[int, int] | None:
    """As in "the president of the Lombardy region, X Y, has ..." and "her agent, X Y"."""
    first = places[person.start]
    if first < 2 or words[first - 1].text != "," or not is_full(person):
        return None
    stop = stop_of(words, first, person.end)
    phrase = _phrase(words, first - 1)
    if phrase is None:
        return None
    start, heads = phrase
    opener, head, last = words[start], words[heads[-1]], words[heads[0]]
    closed = stop == len(words) or words[stop].text in _CLOSING
    if not closed and (start or opener.tag == "DET" or words[stop].tag not in FINITE):
        return None
    if start > 1 and words[start - 1].text == ",":
        before = ends.get(words[start - 2].end)
        if before is not None and before.kind is NameKind.PERSON:
            return None  # "David Orr, a nephew of the mayor, Ann Holt": who is meant is open
    office = _is_held(head) or (head.tag == "NAME" and _is_held(last))
    if is_plural(last.lower) if last is head else is_plural(head.lower):
        return None
    owned = any(word.tag == "POSS" for word in words[start : first - 1])
    if office:
        named = is_office(head) or start == 0 or opener.lower == "former" or len(heads) > 1
        return (start, stop) if named or owned or opener.lower == "the" else None
    leads = start == 1 and words[0].tag in ("PREP", "ADV")  # "In her book, X Y, a critic, says"
    listed = stop + 1 < len(words) and words[stop + 1].tag == "NAME"
    plain = len(heads) == 1 and head.tag == "NOUN" and not (leads or listed)
    return (start, stop) if owned and plain else None


def _phrase(words: Sequence[Token], end: int) -> tuple[int, list[int]] | None:
    """Where a noun phrase begins that ends before ``end``, and its nouns from the last one back.

    It goes on over "of", after an office over other prepositions too, and over "founder and".
    """
    if words[end - 1].text == ")":
        end = next((i for i in range(end - 1, 0, -1) if words[i].text == "("), end)
    place = end
    heads: list[int] = []
    while place > 0 and end - place < _LONGEST_AFTER:
        if place > 1 and words[place - 1].lower == "general":
            place -= 1  # "the secretary general of Y"
        if words[place - 1].tag not in _NOMINAL:
            break
        heads.append(place - 1)
        place = before_modifiers(words, place - 1)
        joint = place - 1
        joined = joint > 0 and words[joint].lower == "and" and _is_held(words[joint - 1])
        if joined and _is_held(words[heads[-1]]):
            heads.pop()
            place = joint
            continue
        opened = place > 0 and words[place - 1].tag in ("DET", "POSS")
        if opened and words[place - 1].text[0].isalpha():
            place -= 1
        if place < 2 or words[place - 1].tag not in ("PREP", "TO"):
            break
        named = words[place - 2].tag == "NAME" or not any(_is_held(words[i]) for i in heads)
        of = words[place - 1].lower == "of" and words[place - 2].tag in _NOMINAL and named
        held = _is_held(words[place - 2]) or words[place - 2].lower == "general"
        if not of and not held:
            break  # "the deaths of the governor, X Y"
        place -= 1
    return (place, heads) if heads else None


def _is_held(word: Token) -> bool:
    """Whether a noun names an office or what a person is, to others or by profession."""
    kin = word.tag == "NOUN" and word.lower in word_sets("names")["before_persons"]
    return is_office(word) or is_role(word) or kin


def _after(
    words: Sequence[Token], places: Mapping[int, int], names: Sequence[Name], person: Name
) -> tuple[int, int] | None:
    """As in "X, editor at large at the Y," and "X, Chair;"."""
    first = places[person.start]
    comma = stop_of(words, first, person.end)
    if comma + 1 >= len(words) or words[comma].text != ",":
        return None
    office = False
    heading = True
    place = comma + 1
    while place < len(words) and words[place].text not in _CLOSING:
        word = words[place]
        if (
            word.tag in FINITE
            or word.tag in ("SUB", "QUOTE", "ING")
            or (word.tag == "CC" and not _goes_on(words, place))
            or (word.tag == "PUNCT" and word.text not in ("'", "’"))
        ):
            return None
        if word.tag == "PREP":
            heading = False
        office = office or (heading and (is_office(word) or word.lower in _offices()))
        office = office or (heading and word.lower in word_sets("statements")["roles"])
        office = office or (heading and comma + 1 != place and _ends_role(words, place))
        place += 1
    if not office or place - comma > _LONGEST_AFTER or place == len(words):
        return None
    end = words[place - 1].end
    others = any(name.kind is NameKind.PERSON and person.end <= name.start < end for name in names)
    return None if others else (first, place)


def _ends_role(words: Sequence[Token], place: int) -> bool:
    """As in "equity strategist at the Bank of Arda": a noun for a person, and of what body."""
    following = words[place + 1 : place + 2]
    led = bool(following) and following[0].lower in ("at", "of", "for", "with", "in")
    return led and not words[place].capital and is_for_persons(words[place])


def _goes_on(words: Sequence[Token], joint: int) -> bool:
    """As in "president and chief operating officer of X", "manager of A and B"."""
    if joint + 1 == len(words):
        return False
    after = words[joint + 1 : joint + 4]
    roles = word_sets("statements")["roles"]
    held = any(word.lower in _offices() or word.lower in roles or is_office(word) for word in after)
    return held or words[joint + 1].capital


@cache
def _offices() -> frozenset[str]:
    return word_sets("statements")["offices"]
