"""Runs of capitalised words that may be a name, before anything is said about their kind.

A run begins with a capital (or an ordinal number before one) and goes on over capitals,
particles ("van", "al-"), and connectors ("of", "for", "and") that the words on both sides
license. Ordinary words at the start of a sentence are dropped.
"""

import re
from functools import cache
from typing import Final

from workbench.reading.grammar.marks import MAY_OPEN_NAME
from workbench.reading.grammar.tokens import LONGEST_KEPT, WORD, Token
from workbench.reading.grammar.verbs import forms
from workbench.reading.language.lexicon import WordSets, either, word_sets
from workbench.reading.names.gazetteer import given_names, longest_at, lookup

__all__ = ["Known", "is_ordinary", "runs"]

_DEGREES: Final = frozenset("°º")
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)")
_DESIGNATION: Final = re.compile(r"\d{1,4}[A-Za-z]?|[IVX]+")
_OPENERS: Final = frozenset('"“‘«„`:')
_LONGEST_RUN: Final = 16
_PARTS_KEPT: Final = 8_000
_YEARS: Final = range(1000, 2200)

Known = frozenset[str]


@cache
def _words() -> WordSets:
    return word_sets("names")


@cache
def _starts() -> frozenset[str]:
    kinds = ("organisation_starts", "place_starts", "law_starts", "event_starts")
    return either("names", *kinds)


@cache
def _heads() -> frozenset[str]:
    kinds = ("organisation_heads", "unit_heads", "place_heads", "law_heads", "event_heads")
    return either("names", *kinds)


@cache
def _calendar() -> frozenset[str]:
    return _words()["months"]


@cache
def _prefixed() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_words()['prefixes'])})[-’'][A-Z]")


@cache
def _attitude() -> re.Pattern[str]:
    words = _words()
    before, after = "|".join(words["attitudes"]), "|".join(words["described_endings"])
    marks = "".join(words["party_marks"])
    return re.compile(rf"(?:{before})-|[{marks}]-[A-Z]|\w+-(?:{after})$")


@cache
def _ordinary_endings() -> tuple[str, ...]:
    return tuple(_words()["ordinary_endings"])


def is_ordinary(word: str) -> bool:
    """Whether a word in lower case is an ordinary word of the language."""
    words = word_sets("words")
    if "-" in word:
        return all(is_ordinary(part) for part in word.split("-"))
    return (
        word in words["ordinary_starts"]
        or word in words["pronouns"]
        or word in words["determiners"]
        or word in words["prepositions"]
        or word in words["subordinators"]
        or word in words["adverbs"]
        or word in words["adjectives"]
        or word in forms()
        or (word.endswith(_ordinary_endings()) and len(word) > 6)
    )


def runs(tokens: list[Token], known: Known) -> list[tuple[int, int]]:
    """The runs of one sentence as token ranges.

    ``known`` holds capitalised words that the document also has inside sentences.
    """
    openings = [index for index, token in enumerate(tokens) if token.marks & MAY_OPEN_NAME]
    if not openings:
        return []
    lead = next((index for index, token in enumerate(tokens) if token.marks & WORD), 0)
    found: list[tuple[int, int]] = []
    done = 0
    for index in openings:
        if index < done or (index and tokens[index - 1].text in _DEGREES):
            continue
        end = _run_end(tokens, index)
        if end == index:
            continue
        start = _trim_opening(tokens, index, end, known, lead)
        if start < end:
            found.append((_with_ordinal(tokens, start, end), end))
        done = end
    return found


class _Parts(dict[str, bool | None]):
    """Whether a word as it is written is part of a name; nothing where its neighbours decide."""

    def __missing__(self, written: str) -> bool | None:
        known = self._by_itself(written)
        if len(written) <= LONGEST_KEPT:
            if len(self) >= _PARTS_KEPT:
                self.clear()
            self[written] = known
        return known

    def _by_itself(self, written: str) -> bool | None:
        if not written[0].isupper():
            return not written.isalpha() and _prefixed().match(written) is not None
        lower = written.lower().replace("’", "'")
        if lower in _function_words() and not (written.isupper() and len(written) > 1):
            return None
        if "-" in written and _attitude().match(written):
            return False
        if written in _calendar():
            return None
        return written not in ("I", "I’m", "I'm") and lower != "ok"


_PARTS: Final = _Parts()


def _is_part(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    known = _PARTS[token.text]
    if known is not None:
        return known
    if token.lower in _function_words() and not (token.text.isupper() and len(token.text) > 1):
        return _is_odd_surname(tokens, index)
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if token.text in given_names() and after[:1].isupper():
        return True
    return before in given_names() or after in _words()["organisation_heads"]


def _is_odd_surname(tokens: list[Token], index: int) -> bool:
    """As in "James To" and "Wilson Or": a surname that looks like a function word."""
    if not index or tokens[index - 1].text not in given_names():
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is None or following.tag not in ("DET", "POSS", "NAME")


@cache
def _function_words() -> frozenset[str]:
    words = word_sets("words")
    return (
        words["determiners"]
        | words["pronouns"]
        | words["prepositions"]
        | words["subordinators"]
        | words["coordinators"]
        | words["possessives"]
        | {"to", "not", "there"}
    )


def _run_end(tokens: list[Token], start: int) -> int:
    known = longest_at(tokens, start, len(tokens)) if tokens[start].capital else None
    if not _is_part(tokens, start) and known is None:
        return start
    end = known[0] if known else start + 1
    limit = min(len(tokens), start + _LONGEST_RUN)
    while end < limit:
        if _is_part(tokens, end):
            end = _after_part(tokens, end)
        elif _designates(tokens, start, end):
            end += 1
            if _goes_on_with_slash(tokens, end):
                end += 2
            if end == len(tokens) or not _is_part(tokens, end):
                return end
        else:
            further = _over_connector(tokens, start, end)
            if further == end:
                break
            end = further
    return end


def _after_part(tokens: list[Token], index: int) -> int:
    known = longest_at(tokens, index, len(tokens))
    return known[0] if known else index + 1


def _designates(tokens: list[Token], start: int, index: int) -> bool:
    """Whether the number at ``index`` belongs to the name before it ("Camp 5", "STS 135")."""
    token = tokens[index]
    if not token.text[0].isdigit() or not _DESIGNATION.fullmatch(token.text):
        return False
    before = tokens[index - 1]
    if before.text in either("names", "thing_starts", "law_starts", "place_heads"):
        return True
    if before.text in _calendar() or (token.text.isdigit() and int(token.text) in _YEARS):
        return False
    if lookup(before.text) is not None or index - start > 2 or start == 0:
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and following.tag == "NAME" and following.text not in _calendar():
        return True
    return following is None or not (following.text[0].isalnum() or following.text in "%°$€£-–")


def _goes_on_with_slash(tokens: list[Token], index: int) -> bool:
    """As in "Regulation 2023/851": the number goes on over a slash."""
    return (
        index + 1 < len(tokens)
        and tokens[index].text == "/"
        and tokens[index + 1].text.isdigit()
        and tokens[index].start == tokens[index - 1].end
    )


@cache
def _connectors() -> frozenset[str]:
    """Every word over which a run may go on."""
    joining = either("names", "name_particles", "joining_and", "joining", "joining_of")
    return joining | {"'s", "’s", "&"}


def _over_connector(tokens: list[Token], start: int, index: int) -> int:
    """Where the run goes on after the connector at ``index``; ``index`` if it does not."""
    if index + 1 >= len(tokens):
        return index
    word = tokens[index].lower
    if word not in _connectors():  # as most words that end a run
        return index
    before = tokens[index - 1].text
    if _is_part(tokens, index + 1):
        if word in ("'s", "’s") and before in _words()["owners"]:
            return _after_part(tokens, index + 1)
        if word == "&" or (
            word in _words()["name_particles"] and word not in _words()["joining_of"]
        ):
            return index + 2
    if word in _words()["joining_and"]:
        return _over_and(tokens, start, index)
    if word not in _words()["joining"]:
        return index
    place = index + 2 if tokens[index + 1].lower in _words()["the_article"] else index + 1
    if place >= len(tokens) or not _is_part(tokens, place):
        return index
    if word in _words()["joining_of"]:
        # "Colorado State University of the US" ends before "of"
        abroad = place > index + 1 and index - start > 1 and longest_at(tokens, place, place + 1)
        licensed = _licenses_of(tokens, start, index) and not abroad
    else:
        licensed = _licenses_other(word, before)
    return _after_part(tokens, place) if licensed else index


def _over_and(tokens: list[Token], start: int, index: int) -> int:
    """As in "National Air and Space Museum": both words are often parts of such names."""
    joins = _words()["and_parts"]
    both = tokens[index - 1].text in joins and tokens[index + 1].text in joins
    return index + 2 if both and _open_phrase(tokens, start, index) else index


def _licenses_other(word: str, before: str) -> bool:
    """Whether "for", "on" or "to" may go on after the word before it."""
    words = _words()
    if word in words["joining_on"]:
        return before in words["bodies_on"]
    if word in words["joining_to"]:
        return before in words["bodies_to"]
    return before in either("names", "organisation_heads", "law_heads")


def _licenses_of(tokens: list[Token], start: int, index: int) -> bool:
    before = tokens[index - 1].text
    if tokens[start].text in given_names():
        return False
    if any(token.lower in ("for", "on") for token in tokens[start:index]):
        return True
    inner_head = before in _heads() and index - start > 1
    return before in _starts() or before in _words()["law_heads"] or inner_head


def _open_phrase(tokens: list[Token], start: int, index: int) -> bool:
    """Whether an "and" inside the run is likely part of the name rather than between names."""
    if any(token.text in _starts() for token in tokens[start:index]):
        return True
    ahead = tokens[index + 1 : index + 6]
    for token in ahead:
        if not token.capital:
            return False
        if token.text in _heads():
            return True
    return False


def _with_ordinal(tokens: list[Token], start: int, end: int) -> int:
    """Take in "65th" before "Motorized Rifle Brigade"."""
    before = tokens[start - 1].lower if start else ""
    if before[:1].isdigit() and _ORDINAL.fullmatch(before):
        last = tokens[end - 1].text
        if last in _heads() or any(token.text in _heads() for token in tokens[start:end]):
            return start - 1
    return start


def _trim_opening(tokens: list[Token], start: int, end: int, known: Known, lead: int) -> int:
    """Drop ordinary words that have a capital only because they open a sentence."""
    if start > lead and tokens[start - 1].text not in _OPENERS:
        while start < end and tokens[start].text in _words()["articles"]:
            if longest_at(tokens, start, end):
                break
            start += 1
        return start
    if end < len(tokens) and tokens[end].text == ":" and tokens[start].text.isupper():
        return end  # a label such as "CLAIM:"
    while start < end:
        if _surely_named(tokens, start, end, known):
            return start
        if end - start == 1:
            return start if _alone_is_name(tokens, start, end, known) else end
        if not _drops(tokens, start, end):
            return start
        start += 1
    return start


def _surely_named(tokens: list[Token], start: int, end: int, known: Known) -> bool:
    """Whether the word is known as a name, or seen with a capital inside a sentence."""
    token = tokens[start]
    ordinary = token.lower in word_sets("words")["ordinary_starts"]
    several = end - start > 1
    if longest_at(tokens, start, end) is not None and (several or not ordinary):
        return True
    if token.text in known and not ordinary:
        return True
    if not several:
        return False
    return token.text in given_names() or f"{token.text} {tokens[start + 1].text}" in known


def _alone_is_name(tokens: list[Token], start: int, end: int, known: Known) -> bool:
    token = tokens[start]
    if (len(token.text) > 1 and token.text.isupper()) or token.text in _words()["titles"]:
        return True
    owner = end < len(tokens) and tokens[end].lower in ("'s", "’s")
    return not is_ordinary(token.lower) and (owner or token.text in known)


def _drops(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the first of several words is an ordinary one and no title."""
    token = tokens[start]
    if token.text in _words()["titles"] or token.text in _words()["title_words"]:
        return False
    if token.lower in word_sets("words")["ordinary_starts"]:
        return True
    if tokens[start + 1].text in given_names() and token.lower.endswith(_person_endings()):
        return True
    return is_ordinary(token.lower) and tokens[end - 1].text not in _heads()


@cache
def _person_endings() -> tuple[str, ...]:
    return tuple(_words()["person_endings"])
