"""What kind of name a run is by its form and neighbours, when no table or head says so."""

import re
from functools import cache
from typing import Final

from workbench.model import NameKind
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of, forms
from workbench.reading.language.lexicon import WordSets, word_sets
from workbench.reading.names.gazetteer import given_names, lookup

__all__ = ["kind_by_shape"]

_HYPHENED_PERSON: Final = re.compile(r"[A-Z]\w+-[a-z]\w+|(?:al|el)-[A-Z]\w+")
_INITIAL: Final = re.compile(r"[A-Z]\.|[A-Z]{2}")
_LONGEST_PERSON: Final = 3
_DIGITS_OF_AN_AGE: Final = 2


@cache
def _words() -> WordSets:
    return word_sets("names")


def kind_by_shape(tokens: list[Token], start: int, end: int) -> tuple[NameKind, int]:
    """The kind of ``tokens[start:end]``, and how sure it is: 2 sure, 1 likely, 0 a guess."""
    if end - start == 1:
        return _single(tokens, start)
    said = _said_to_be(tokens, start, end)
    if said is not None:
        return said, 1
    words = tokens[start:end]
    if words[0].text in given_names() or _after_role(tokens, start):
        return NameKind.PERSON, 2
    kind = _by_letters(words) or _by_neighbours(tokens, start, end)
    return (NameKind.THING, 0) if kind is None else (kind, 1)


@cache
def _roles() -> frozenset[str]:
    """Nouns for what a person is, without those that may name a firm: "publisher"."""
    return word_sets("statements")["roles"] - word_sets("statements")["roles_of_firms"]


def _after_role(tokens: list[Token], start: int) -> bool:
    """As in "the minister, Petra Lindqvist": a role and a comma stand before the name."""
    if start < 2 or tokens[start - 1].text != ",":
        return False
    return tokens[start - 2].lower in word_sets("speech")["role_nouns"]


def _by_letters(words: list[Token]) -> NameKind | None:
    """What the form of the words says: hyphens, initials, capitals throughout."""
    first, last = words[0].text, words[-1].text
    hyphened = any(_HYPHENED_PERSON.fullmatch(token.text) for token in words)
    if hyphened or _INITIAL.fullmatch(first) or words[1].text.endswith("."):
        return NameKind.PERSON
    if last in _words()["directions"]:
        return NameKind.PLACE
    if last.isupper() or first.isupper():
        return NameKind.ORGANISATION
    if any(token.text in _words()["thing_heads"] for token in words):
        return NameKind.THING
    return None


def _by_neighbours(tokens: list[Token], start: int, end: int) -> NameKind | None:
    """What the words beside it say; a few that do what people do are a person."""
    words = tokens[start:end]
    before = tokens[start - 1].lower if start else ""
    if before in _words()["joining_of"] and start > 1 and tokens[start - 2].capital:
        return NameKind.ORGANISATION
    if any(token.lower in forms() or _plain(token.lower) for token in words):
        return NameKind.THING
    if before in _words()["place_prepositions"]:
        return NameKind.PLACE
    if before in _words()["the_article"] or len(words) > _LONGEST_PERSON:
        return NameKind.THING
    return NameKind.PERSON if _acts_as_person(tokens, start, end) else None


def _acts_as_person(tokens: list[Token], start: int, end: int) -> bool:
    """Whether something beside a name says that a person has it.

    A word of people stands before it ("by", "with", "married") or before the name it is joined
    to; commas stand on both sides, or "who", an age or a role follows; or what is said of it, and
    perhaps of another name, is said of people ("signed", "told", "was elected").
    """
    if _stands_as_person(tokens, start):
        return True
    following = tokens[end] if end < len(tokens) else None
    if following is None:
        return False
    if following.text in (",", "("):
        return tokens[start - 1].text == "," or _has_age_or_role(tokens[end + 1 : end + 4])
    place = end
    while place < len(tokens) and (
        tokens[place].capital or tokens[place].lower in _words()["joints"]
    ):
        place += 1
    return place < len(tokens) and _said_of_people(tokens, place)


def _stands_as_person(tokens: list[Token], start: int) -> bool:
    words = _words()
    index = start - 1
    while index > 0 and tokens[index].lower in _words()["joints"] and tokens[index - 1].capital:
        index -= 1
        while index >= 0 and tokens[index].capital:
            index -= 1
    before = tokens[index].lower if index >= 0 else ""
    return before in words["before_persons"] or before in words["roles_before_persons"] | _roles()


def _has_age_or_role(aside: list[Token]) -> bool:
    if not aside:
        return False
    if aside[0].lower in _words()["who"]:
        return True
    if aside[0].tag == "NUM" and len(aside[0].text) == _DIGITS_OF_AN_AGE:
        return True
    roles = word_sets("speech")["role_nouns"] | _roles()
    return any(token.lower in roles for token in aside)


def _said_of_people(tokens: list[Token], index: int) -> bool:
    """Whether the verb at ``index``, or after an auxiliary there, is one of people."""
    words = _words()
    if tokens[index].lower in _words()["who"]:
        return True
    verbs = words["person_verbs"]
    if tokens[index].tag == "AUX":
        index += 1
        while index < len(tokens) and tokens[index].tag in ("ADV", "NOT", "NONFINITE"):
            index += 1
        verbs |= words["done_to_persons"]
    if index == len(tokens):
        return False
    word = tokens[index].lower
    return word in verbs or base_of(word) in _spoken()


@cache
def _spoken() -> frozenset[str]:
    return word_sets("speech")["cues"]


def _said_to_be(tokens: list[Token], start: int, end: int) -> NameKind | None:
    """What a plain noun beside a name says that it is: "the charity StepChange"."""
    words = _words()
    following = tokens[end].lower if end < len(tokens) else ""
    before = tokens[start - 1].lower if start else ""
    earlier = tokens[start - 2].lower if start > 1 else ""
    if following in words["body_nouns"] or before in words["body_nouns"]:
        return NameKind.ORGANISATION
    if before in words["work_nouns"]:
        return NameKind.WORK
    if following in words["place_nouns"] or (
        before in words["joining_of"] and earlier in words["place_nouns"]
    ):
        return NameKind.PLACE
    return None


@cache
def _plain_words() -> frozenset[str]:
    words = word_sets("words")
    names = word_sets("names")
    parts = names["title_words"] | names["and_parts"]
    return words["adjectives"] | words["ordinary_starts"] | {part.lower() for part in parts}


def _plain(word: str) -> bool:
    return word in _plain_words() or word.endswith(tuple(_words()["plain_endings"]))


def _owns_person(tokens: list[Token], index: int) -> bool:
    """As in "BrightWell's Nora Quist": a given name and a surname follow."""
    pair = tokens[index : index + 2]
    return len(pair) > 1 and pair[0].text in given_names() and pair[1].capital


def _single(tokens: list[Token], index: int) -> tuple[NameKind, int]:
    token = tokens[index]
    known = lookup(token.text)
    if known is not None:
        return known.kind, 2
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if index == 0 and token.text.isupper() and following in ("-", "–", "—", "("):
        return NameKind.PLACE, 2  # "KERVAL - The ministry said"
    kind = _single_by_form(tokens, index) or _single_by_neighbours(tokens, index, following)
    return (NameKind.THING, 0) if kind is None else (kind, 1)


def _single_by_form(tokens: list[Token], index: int) -> NameKind | None:
    word = tokens[index].text
    if any(letter.isdigit() for letter in word):
        return NameKind.THING
    if word in _words()["organisation_heads"]:
        return NameKind.ORGANISATION
    capitals = len(word) > 1 and word.isupper()
    titled = lookup(word.title()) if capitals else None
    if titled is not None:
        return titled.kind
    said = _said_to_be(tokens, index, index + 1)
    return NameKind.ORGANISATION if said is None and capitals else said


def _single_by_neighbours(tokens: list[Token], index: int, following: str) -> NameKind | None:
    word = tokens[index].text
    before = tokens[index - 1].lower if index else ""
    if before in _words()["place_prepositions"]:
        return NameKind.PLACE
    if word in given_names() or _HYPHENED_PERSON.fullmatch(word):
        return NameKind.PERSON
    if following in ("'s", "’s") and _owns_person(tokens, index + 2):
        return NameKind.ORGANISATION
    if word.lower().endswith(tuple(_words()["demonym_endings"])) and following.islower():
        return NameKind.GROUP
    return NameKind.PERSON if following in _words()["said"] else None
