"""What stands right before a name and says what it names: "NATO Secretary General X".

The phrase ends in a title ("former Massachusetts Gov. X"), in a noun for a person ("research team
head X") or in another noun that says of what ("the investment company Y"), and the name follows
without a comma. What only addresses somebody ("Mr X", "General X") says nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from workbench.model import Name, NameKind
from workbench.reading.grammar.governors import is_plural
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import either, time_words, word_sets
from workbench.reading.names.gazetteer import given_names
from workbench.reading.statements.naming.holders import is_honorific, is_office

__all__ = [
    "before_modifiers",
    "is_bare_role",
    "is_for_persons",
    "is_full",
    "is_role",
    "names_role",
    "right_before",
    "stop_of",
]

_PERSONS: Final = ("er", "or", "ist", "ian", "man", "woman", "ant", "ee", "ess", "re")
_CAMPS: Final = ("pro-", "anti-", "pan-", "self-")
_OWNERS: Final = frozenset({"'s", "’s", "'", "’"})
_UNSAID: Final = frozenset({NameKind.PLACE, NameKind.GROUP, NameKind.EVENT, NameKind.LAW})
_VERBS: Final = FINITE | {"PART"}
_LONGEST: Final = 12
_OF_BODY: Final = 2


def right_before(
    words: Sequence[Token], places: Mapping[int, int], ends: Mapping[int, Name], name: Name
) -> tuple[int, int] | None:
    """The words of the phrase and of the name it stands before."""
    first = places[name.start]
    stop = stop_of(words, first, name.end)
    start = None
    numeral = name.text.isupper() and " " not in name.text  # "Martin Luther King III"
    if name.kind is NameKind.PERSON and not numeral:
        start = _portfolio(words, first)
        start = _of_body(words, places, ends, first) if start is None else start
        start = _titled(words, first, name) if start is None else start
    start = _noun(words, first, stop, name) if start is None else start
    if start is None:
        return None
    for word in words[start:first]:
        other = ends.get(word.end)
        if other is not None and other.start < words[start].start and other.start in places:
            start = places[other.start]  # "University of Arda President X": the whole name
    return start, stop


def stop_of(words: Sequence[Token], place: int, end: int) -> int:
    """The place of the first word that begins at ``end`` or after it."""
    while place < len(words) and words[place].start < end:
        place += 1
    return place


def is_full(name: Name) -> bool:
    """Whether a name has two words at least, and is no title itself."""
    titles = either("names", "titles", "title_words")
    words = name.text.split()
    return len(words) > 1 and words[0][0].isalnum() and not all(word in titles for word in words)


def is_role(word: Token) -> bool:
    """Whether a noun in lower case says what a person is or does."""
    return not word.capital and (word.lower in _listed() or is_for_persons(word))


def is_for_persons(word: Token) -> bool:
    """Whether a noun is built like those for what a person is: "defenseman", "trainee"."""
    return (
        word.tag == "NOUN"
        and word.lower.endswith(_PERSONS)
        and word.lower not in _no_roles()
        and word.lower not in word_sets("names")["name_particles"]
        and word.lower not in time_words()
    )


def names_role(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether the head of a noun phrase says what somebody is: before its preposition, or last."""
    head = next((i for i in range(first, last) if words[i].tag in ("PREP", "SUB")), last) - 1
    if head < first:
        return False
    word = words[head]
    singular = word.lower.removesuffix("s")
    several = word.tag == "NOUN" and (
        singular in _listed() or (singular != word.lower and singular.endswith(_PERSONS))
    )
    return is_role(word) or is_office(word) or (several and singular not in _no_roles())


def is_bare_role(words: Sequence[Token], first: int, last: int) -> bool:
    """As in "former captain of the club" and "brewer and timber merchant", without an article."""
    word = words[first]
    plain = word.tag in ("NOUN", "ADJ", "NAME", "POSS", "CC") and not word.lower.startswith("-")
    return plain and not word.capital and names_role(words, first, last)


def _no_roles() -> frozenset[str]:
    return word_sets("statements")["no_roles"]


def before_modifiers(words: Sequence[Token], place: int) -> int:
    """Step back over what says of what, or of what kind: "recently named Wells Fargo" analyst."""
    end = place
    while place and end - place < _LONGEST and _modifies(words, place - 1):
        place -= 1
    while place < end and words[place].tag in ("PART", "ADV", "POSS"):
        if words[place].tag != "POSS" and place and words[place - 1].tag in ("DET", "POSS"):
            break
        place += 1  # "has signed striker X": no part of the phrase
    return place


def _modifies(words: Sequence[Token], place: int) -> bool:
    word = words[place]
    if word.lower in time_words():
        return False
    if word.tag == "POSS":
        return word.lower in _OWNERS and place > 0
    if word.text == ".":
        return place > 0 and words[place - 1].capital  # "Harbour Co. executive X"
    if word.tag == "ADV":
        return words[place + 1].tag in ("PART", "ADJ")
    if word.tag == "PRON":
        return word.capital and place > 0 and words[place + 1].capital  # "The We Company's chair"
    return word.tag in ("NAME", "NOUN", "ADJ", "PART")


# ------------------------------------------------------------------ titles


def _portfolio(words: Sequence[Token], first: int) -> int | None:
    """As in "Minister of Education X" and "Undersecretary for Education Mr. X"."""
    place = first - 1 if first > 3 and is_honorific(words[first - 1]) else first
    if place < 3 or words[place - 1].text not in word_sets("statements")["portfolios"]:
        return None
    office = words[place - 3]
    held = is_office(office) or office.lower in word_sets("statements")["offices"]
    return place - 3 if held and words[place - 2].lower in ("of", "for") else None


def _of_body(
    words: Sequence[Token], places: Mapping[int, int], ends: Mapping[int, Name], first: int
) -> int | None:
    """As in "Governor of Ohio X", "Chief Justice of the Harbour Court X"."""
    body = ends.get(words[first - 1].end) if first else None
    if body is None or body.start not in places:
        return None
    place = places[body.start]
    while place and words[place - 1].tag == "NAME":
        place -= 1  # "the Arda Supreme Court"
    if place and words[place - 1].lower == "the":
        place -= 1
    if place < _OF_BODY or words[place - 1].lower != "of" or not is_office(words[place - 2]):
        return None
    place -= _OF_BODY
    while place and words[place - 1].text in either("names", "titles", "title_words"):
        place -= 1
    return place


def _titled(words: Sequence[Token], first: int, person: Name) -> int | None:
    """As in "NATO Secretary General X", "Senator X Y" and "former state Sen. X Y"."""
    edge = first
    while edge and is_honorific(words[edge - 1]):
        edge -= 1
    titles = either("names", "titles", "title_words")
    place = edge
    while place and words[place - 1].text in titles and words[place - 1].tag != "PREP":
        place -= 1
    said = words[place:edge]
    if not any(is_office(word) for word in said) or is_plural(said[-1].lower):
        return None
    title = place
    place = before_modifiers(words, place)
    while place < title and words[place].tag == "NOUN" and _is_governed(words, place):
        place += 1  # "during the meeting President X"
    of = place > 1 and words[place - 1].lower == "of" and place < title
    if of and words[place - 2].capital and not is_office(words[place - 2]):
        place = before_modifiers(words, place - 2)  # "University of Arda President X"
    if words[place].lower in ("of", *_OWNERS):
        return None
    if all(word.text in word_sets("statements")["addresses"] for word in words[place:edge]):
        return None
    bodies = any(word.tag == "NAME" and word.text not in titles for word in words[place:edge])
    if words[title - 1].text in given_names() and not is_full(person):
        return None  # "Carl Cardinal Dunn"
    return place if bodies or is_full(person) else None


def _is_governed(words: Sequence[Token], place: int) -> bool:
    if words[place].capital or not place:
        return False
    return words[place - 1].tag in ("DET", "POSS")


# ------------------------------------------------------------------ nouns


def _noun(words: Sequence[Token], first: int, stop: int, name: Name) -> int | None:
    """As in "Sabres centre X Y", "the sitar virtuoso X Y", "Arda's flagship carrier Y"."""
    edge = first
    while edge and is_honorific(words[edge - 1]):
        edge -= 1
    if not edge:
        return None
    noun = words[edge - 1]
    opens = edge == 1 and noun.text not in word_sets("statements")["addresses"]
    person = is_role(noun) or (noun.capital and opens and _opens_as_role(noun))
    if (noun.capital and not person) or name.kind in _UNSAID:
        return None
    place = before_modifiers(words, edge - 1)
    of_what = words[place : edge - 1]
    opener = words[place - 1] if place else None
    if of_what and all(_is_kind(word) for word in of_what):
        return None  # "veteran politician X": how somebody is called
    owned = opener is not None and opener.tag == "POSS" and opener.text[0].isalpha()
    definite = opener is not None and opener.lower == "the"
    particular = any(word.capital for word in of_what)
    if person and name.kind is not NameKind.ORGANISATION:
        known = name.kind is NameKind.PERSON or noun.lower in _listed()
        if not (is_full(name) or ((particular or owned) and known)):
            return None
        told = particular or any(word.lower not in _when() for word in of_what)
        if definite and not told and noun.lower in word_sets("statements")["offices"]:
            return None  # "the former director X": of what is not said
        if not of_what and not (owned or definite) and not _is_bare(opener, noun):
            return None
    elif not _is_told(words, edge, stop, name, opener):
        return None
    elif not (owned or of_what):
        return None  # "the avuncular Holt": what says nothing more may be no noun
    elif not (owned or definite or particular or name.kind is NameKind.PERSON):
        return None
    return place - 1 if owned or (definite and not particular) else place


def _is_bare(opener: Token | None, noun: Token) -> bool:
    listed = noun.lower in _roles() or (noun.capital and _opens_as_role(noun))
    return listed and (opener is None or opener.tag not in ("DET", "POSS", "PART", "ADJ", "NUM"))


def _opens_as_role(noun: Token) -> bool:
    """As in "Geologist Ida Holt": a noun for what somebody is, with the sentence's capital."""
    endings = tuple(word_sets("names")["person_endings"])
    return noun.lower in _roles() or noun.lower.endswith(endings)


def _when() -> frozenset[str]:
    """Adjectives that say when somebody is something, and not of what: "the former director"."""
    return word_sets("statements")["ranks_in_time"]


def _listed() -> frozenset[str]:
    return either("statements", "roles", "offices")


def _roles() -> frozenset[str]:
    return word_sets("statements")["roles"]


def _is_told(
    words: Sequence[Token], edge: int, stop: int, name: Name, opener: Token | None
) -> bool:
    """Whether a noun that is none for a person belongs to the name after it.

    "the plan Holt drew", "in court Ann Holt said": there it stands for itself.
    """
    noun = words[edge - 1]
    if name.kind is NameKind.PERSON and noun.lower in either("names", "body_nouns", "work_nouns"):
        return False  # "the channel Ida Holt"
    plain = noun.tag == "NOUN" and "-" not in noun.text and not noun.lower.endswith("ing")
    if not plain or is_plural(noun.lower):
        return False
    kin = noun.lower in word_sets("names")["before_persons"]
    if noun.lower in time_words() or not (is_full(name) or kin):
        return False
    if opener is not None and opener.tag == "DET" and opener.lower != "the":
        return False
    following = words[stop] if stop < len(words) else None
    if following is None:
        return True
    if following.tag in ("NAME", "NOUN", "NUM", "ADV"):
        return False
    if following.tag == "CC" and stop + 1 < len(words) and words[stop + 1].capital:
        return False  # "the team Ann Holt and Carl Dunn"
    governed = opener is not None and opener.tag in ("DET", "POSS", "PREP", "SUB", "TO")
    if following.tag == "POSS":
        return name.kind is NameKind.PERSON
    return following.tag not in _VERBS or not governed


def _is_kind(word: Token) -> bool:
    return word.lower in word_sets("statements")["kinds_of_person"] or word.lower.startswith(_CAMPS)
