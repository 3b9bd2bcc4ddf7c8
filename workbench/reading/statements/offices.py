"""Offices: "NATO Secretary General X", "X, editor of the Y" say who holds what.

The statement is "X [is] NATO Secretary General". It is made once for each person. A title of one
word with a capital ("Mayor X") is how somebody is addressed, does not say of what, and gives none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.model import Name, NameKind
from workbench.reading.analysis import Analysis
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import either, time_words, word_sets
from workbench.reading.statements.holders import (
    is_honorific,
    is_office,
    named_first,
    named_last,
    told_apart,
)
from workbench.reading.statements.pieces import Piece

__all__ = ["Office", "offices"]

_BODIES: Final = frozenset(
    {NameKind.ORGANISATION, NameKind.PLACE, NameKind.GROUP, NameKind.UNIT, NameKind.THING}
)
_LONGEST_AFTER: Final = 16
_OF_BODY: Final = 2
_RANKS: Final = frozenset({"senior", "lead", "chief", "former", "principal"})
_IN_OFFICE: Final = frozenset({"DET", "NOUN", "NAME", "ADJ", "PREP", "POSS", "PUNCT"})
_CLOSING: Final = frozenset(",;.)")
_CAMPS: Final = ("pro-", "anti-", "pan-", "self-")
_PERSONS: Final = ("er", "or", "ist", "ian", "man", "woman", "ant", "ee", "ess", "re")


@dataclass(slots=True, eq=False, repr=False)
class Office:
    """The words of a person with an office, in their sentence, and the statement's pieces."""

    sentence: int
    words: tuple[Token, ...]
    pieces: tuple[Piece, ...]


def offices(analysis: Analysis) -> Iterator[Office]:
    """The offices of a text, the first of each person."""
    known: set[str] = set()
    for index, sentence in enumerate(analysis.sentences):
        names = analysis.names_between(sentence.start, sentence.end)
        persons = [name for name in names if name.kind is NameKind.PERSON]
        if all(name.text.split()[-1] in known for name in persons):
            continue
        words = analysis.words[index]
        places = {word.start: place for place, word in enumerate(words)}
        ends = {name.end: name for name in names}
        for name in persons:
            key = name.text.split()[-1]
            if key in known or name.start not in places:
                continue
            span = _portfolio(words, places, name) or _before(words, places, ends, name)
            held = named_last(words, places, name, span) if span else None
            if span is None:
                span = _after(words, places, names, name)
                held = named_first(words, name, span) if span else None
            if span is None:
                span = _phrase_before(words, places, name)
                held = named_last(words, places, name, span) if span else None
            if span is not None and held is not None:
                known.add(key)
                for pieces in told_apart(words, held):
                    start = min(piece.start for piece in pieces)
                    end = max(piece.end for piece in pieces)
                    own = [one for one in words if start <= one.start < end]
                    yield Office(index, tuple(own), pieces)


def _before(
    words: Sequence[Token], places: dict[int, int], ends: dict[int, Name], person: Name
) -> tuple[int, int] | None:
    """As in "Governor of Ohio X" and "NATO Secretary General X"."""
    place = places[person.start]
    office = body = False
    while place > 0:
        word = words[place - 1]
        name = ends.get(word.end)
        if is_office(word) or word.text in word_sets("names")["title_words"]:
            office = office or is_office(word)
            place -= 1
            if body:
                break  # "Governor of Ohio": what stands before belongs to something else
        elif word.lower in _offices() and not body:
            office = True
            place -= 1
        elif is_honorific(word):
            place -= 1
        elif name is not None and name.kind in _BODIES and name.start in places and not body:
            body = True
            place = places[name.start]
            if not _held_of(words, place, office=office):
                break
            place -= 1
        elif word.tag == "POSS" and word.lower in ("'s", "’s") and not body and office:
            place -= 1
        else:
            break
    stop = _stop(words, places[person.start], person.end)
    whole = place < len(words) and words[place].lower not in ("of", "'s", "’s")
    if office and body and whole:
        return place, stop
    role = _role(words, places[person.start], stop)
    if role is not None or not (office and whole and _is_full(person)):
        return role
    if place == 1 and words[0].tag in ("NOUN", "ADJ"):
        return 0, stop  # "Police Commissioner X Y", "Public Ombudsman X Y"
    # "Interior Minister X Y" says of what, "Mayor X Y" and "Chief Officer X Y" do not
    fields = _portfolios()
    stated = any(word.text in fields for word in words[place : places[person.start]])
    return (place, stop) if stated else None


def _held_of(words: Sequence[Token], place: int, *, office: bool) -> bool:
    """As in "Governor of Ohio X", and not "the administration of US President X"."""
    if place < _OF_BODY or words[place - 1].lower != "of":
        return False
    return not office or is_office(words[place - 2]) or words[place - 2].capital


def _portfolio(
    words: Sequence[Token], places: dict[int, int], person: Name
) -> tuple[int, int] | None:
    """As in "Minister of Education X" and "Undersecretary for Education Mr. X"."""
    first = places[person.start]
    place = first - 1 if first > 3 and is_honorific(words[first - 1]) else first
    if place < 3 or words[place - 1].text not in _portfolios():
        return None
    office = words[place - 3]
    held = is_office(office) or office.lower in _offices()
    if not held or words[place - 2].lower not in ("of", "for"):
        return None
    return place - 3, _stop(words, first, person.end)


def _phrase_before(
    words: Sequence[Token], places: dict[int, int], person: Name
) -> tuple[int, int] | None:
    """As in "the president of the Lombardy region, X Y, has ..."."""
    first = places[person.start]
    if first < 4 or words[first - 1].text != "," or not _is_full(person):
        return None
    stop = _stop(words, first, person.end)
    if stop >= len(words) or words[stop].text not in _CLOSING:
        return None
    place = first - 2
    office = 0
    while place >= 0 and first - place <= _LONGEST_AFTER and words[place].tag in _IN_OFFICE:
        if words[place].lower in _offices() or is_office(words[place]):
            office = place
        if words[place].tag == "DET" and office:
            break
        place -= 1
    opens = place >= 0 and words[place].tag in ("DET", "POSS") and words[place].text[0].isalpha()
    stated = office and any(w.tag == "PREP" for w in words[office:first])
    return (place, stop) if opens and stated else None


def _is_full(person: Name) -> bool:
    """Whether a name has two words at least, and is no title itself."""
    titles = either("names", "titles", "title_words")
    words = person.text.split()
    return len(words) > 1 and not all(word in titles for word in words)


def _role(words: Sequence[Token], first: int, stop: int) -> tuple[int, int] | None:
    """As in "Sabres centre X Y" and "coauthor X Y": a noun for a person before a full name."""
    if stop - first < 2 or not first:
        return None
    role = words[first - 1]
    listed = role.lower in word_sets("statements")["roles"]
    titled = role.capital and (first > 1 or is_office(role))
    if titled or not (listed or _is_for_persons(role)):
        return None
    place = first - 1
    while place and _modifies(words, place - 1):
        place -= 1
    of_what = words[place : first - 1]
    owned = any(word.tag == "POSS" for word in of_what)
    if place and words[place - 1].tag in ("DET", "POSS") and not any(w.capital for w in of_what):
        if not owned or words[place - 1].tag == "POSS":
            return None  # "the former director X", "his business partner X": of whom is not said
        place -= 1
    if of_what and all(_is_kind(word) for word in of_what):
        return None  # "veteran politician X": how somebody is called
    if place == first - 1:
        bare = not place or words[place - 1].tag not in ("DET", "POSS", "PART", "ADJ", "NUM")
        return (place, stop) if listed and bare else None
    return place, stop


def _is_for_persons(word: Token) -> bool:
    """Whether a noun may name what a person is: "defenseman", "centre", "trainee"."""
    return (
        word.tag == "NOUN"
        and word.lower.endswith(_PERSONS)
        and word.lower not in word_sets("statements")["no_roles"]
        and word.lower not in time_words()
    )


def _is_kind(word: Token) -> bool:
    return word.lower in word_sets("statements")["kinds_of_person"] or word.lower.startswith(_CAMPS)


def _modifies(words: Sequence[Token], place: int) -> bool:
    """Whether a word before a role says of what, or what kind: "Wells Fargo" analyst."""
    word = words[place]
    if word.lower in time_words():
        return False
    if word.tag == "POSS":
        return word.lower in ("'s", "’s", "'", "’") and place > 0
    return word.tag in ("NAME", "NOUN", "ADJ")


def _after(
    words: Sequence[Token], places: dict[int, int], names: Sequence[Name], person: Name
) -> tuple[int, int] | None:
    """As in "X, editor at large at the Y," and "X, Chair;"."""
    first = places[person.start]
    comma = _stop(words, first, person.end)
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
    return led and not words[place].capital and _is_for_persons(words[place])


def _goes_on(words: Sequence[Token], joint: int) -> bool:
    """As in "president and chief operating officer of X", "manager of A and B"."""
    if joint + 1 == len(words):
        return False
    after = words[joint + 1 : joint + 4]
    roles = word_sets("statements")["roles"]
    held = any(word.lower in _offices() or word.lower in roles or is_office(word) for word in after)
    return held or words[joint + 1].capital


def _stop(words: Sequence[Token], place: int, end: int) -> int:
    while place < len(words) and words[place].start < end:
        place += 1
    return place


@cache
def _portfolios() -> frozenset[str]:
    return word_sets("statements")["portfolios"]


@cache
def _offices() -> frozenset[str]:
    return word_sets("statements")["offices"]
