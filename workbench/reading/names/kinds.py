"""Cut a run of capitalised words into names and say what kind each is.

Titles and roles fall away ("President Erdogan" is the person Erdogan); a demonym or a body
before a title stands for itself ("NATO Secretary General Jens Stoltenberg" is two names).
"""

import re
from functools import cache
from typing import Final

from workbench.model import NameKind
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import WordSets, either, word_sets
from workbench.reading.names.gazetteer import given_names, longest_at
from workbench.reading.names.shapes import kind_by_shape

__all__ = ["Part", "parts_of"]

_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)")

_SHORT: Final = 2

# start and end in tokens, the kind, and how sure the kind is (2 by table or head, 1 by shape)
Part = tuple[int, int, NameKind, int]


@cache
def _words() -> WordSets:
    return word_sets("names")


def parts_of(tokens: list[Token], start: int, end: int) -> list[Part]:
    """The names in the run ``tokens[start:end]``."""
    if start >= end:
        return []
    if end - start > _SHORT and _is_portfolio(tokens, start):
        return parts_of(tokens, start + 1, end)  # "Secretary of State Ann Holt"
    if start == 0 and end > _SHORT and _is_role(tokens[0]):
        return parts_of(tokens, 1, end)  # "Goalkeeper Tom Adler saved ..."
    whole = longest_at(tokens, start, end)
    if whole is not None and whole[0] == end:
        return [(start, end, whole[1].kind, 2)]
    headed = _by_head(tokens, start, end)
    title = _title_span(tokens, start, end)
    if tokens[start].text in _words()["place_starts"] and headed is NameKind.PLACE:
        title = None
    if title is not None and (headed is None or title[0] > start):
        return _around_title(tokens, start, end, title)
    if headed is not None:
        return [(start, end, headed, 2)]
    group = _compound_group(tokens, start, end)
    if group is not None:
        return [(start, group, NameKind.GROUP, 2), *parts_of(tokens, group, end)]
    if _is_office(tokens, start, end):
        return parts_of(tokens, start + 1, end)
    if whole is not None and not _goes_on(tokens, start, whole[0], end, whole[1].kind):
        return [(start, whole[0], whole[1].kind, 2), *parts_of(tokens, whole[0], end)]
    return [(start, end, *kind_by_shape(tokens, start, end))]


def _is_portfolio(tokens: list[Token], start: int) -> bool:
    """As in "Secretary of State Ann Holt": the field of an office before a name."""
    if start < _SHORT or tokens[start - 1].lower not in ("of", "for"):
        return False
    field = tokens[start].text in word_sets("statements")["portfolios"]
    return field and tokens[start - 2].text in _words()["titles"]


def _is_role(token: Token) -> bool:
    """Whether a word that opens a sentence says what a person is, and is no title."""
    if token.text in either("names", "titles", "title_words"):
        return False
    return token.lower in word_sets("statements")["roles"]


def _is_office(tokens: list[Token], start: int, end: int) -> bool:
    """As in "Education" in "Minister of Education Stefania Giannini"."""
    return (
        end - start > 2
        and tokens[start].text in either("names", "title_words", "and_parts")
        and tokens[start + 1].text in given_names()
    )


def _goes_on(tokens: list[Token], start: int, middle: int, end: int, kind: NameKind) -> bool:
    """Whether a known name is only the beginning of a longer one ("Florence Cassez")."""
    if tokens[start].text in given_names() and middle == start + 1:
        return True
    if kind is NameKind.GROUP or kind is NameKind.ORGANISATION:
        return False
    return tokens[middle].text not in given_names() and end - middle == 1


def _by_head(tokens: list[Token], start: int, end: int) -> NameKind | None:
    words = _words()
    last = tokens[end - 1].text
    first = tokens[start].text
    numbered = last[0].isdigit() and end - start > 1
    head = tokens[end - 2].text if numbered else last
    if first[0].isdigit() and _ORDINAL.fullmatch(tokens[start].lower):
        if head in words["event_heads"]:
            return NameKind.EVENT
        return NameKind.UNIT
    if end - start == 1:
        return None
    inner = _by_inner_head(tokens, start, end)
    if inner is not None:
        return inner
    if first in words["law_starts"] or head in words["law_heads"]:
        return NameKind.PERSON if first in given_names() else NameKind.LAW
    if head in words["unit_heads"]:
        return NameKind.UNIT
    body = head in words["organisation_heads"]
    if first in words["place_starts"] and first not in words["organisation_heads"]:
        return NameKind.ORGANISATION if body and end - start > 2 else NameKind.PLACE
    if body:
        return NameKind.ORGANISATION
    if head in words["place_heads"]:
        return NameKind.PLACE
    if head in words["event_heads"] or first in words["event_starts"]:
        return NameKind.EVENT
    if first in words["thing_starts"] or numbered:
        return NameKind.THING
    return None


def _by_inner_head(tokens: list[Token], start: int, end: int) -> NameKind | None:
    """The head before a connector decides: "University of Sheffield", "Republic of Kosovo"."""
    words = _words()
    for index in range(start + 1, end):
        if tokens[index].lower in words["inside_names"] or not tokens[index].capital:
            head = tokens[index - 1].text
            if head in words["law_heads"]:
                return NameKind.LAW
            if head in words["organisation_starts"] or head in words["organisation_heads"]:
                return NameKind.ORGANISATION
            if head in words["place_starts"] or head in words["place_heads"]:
                return NameKind.PLACE
            if head in words["event_heads"]:
                return NameKind.EVENT
    return None


def _title_span(tokens: list[Token], start: int, end: int) -> tuple[int, int] | None:
    """The first stretch of title words that holds a title."""
    words = _words()
    titles = words["titles"]
    several = either("names", "titles", "title_words")
    index = start
    while index < end:
        if tokens[index].text not in several:
            index += 1
            continue
        if index > start and tokens[index - 1].lower in words["before_offices"]:
            index += 1
            continue
        stop = index
        while stop < end and tokens[stop].text in several:
            stop += 1
        if any(token.text in titles for token in tokens[index:stop]):
            if stop < end and tokens[stop].text in words["organisation_heads"]:
                return None
            return index, stop
        index = stop
    return None


def _around_title(tokens: list[Token], start: int, end: int, title: tuple[int, int]) -> list[Part]:
    left, right = title
    before = parts_of(tokens, start, left)
    if right == end:
        return before
    if tokens[right].lower in _words()["after_offices"]:
        return before + _after_office(tokens, right + 1, end)
    whole = longest_at(tokens, right, end)
    if whole is not None and whole[0] == end and whole[1].kind is not NameKind.PERSON:
        return [*before, (right, end, whole[1].kind, 2)]
    return [*before, *_persons(tokens, right, end)]


def _after_office(tokens: list[Token], start: int, end: int) -> list[Part]:
    """What follows "Minister of": an office, a place or a body, then perhaps a person."""
    words = _words()
    while start < end and (
        not tokens[start].capital
        or tokens[start].text in words["title_words"]
        or tokens[start].text in words["and_parts"]
    ):
        start += 1
    if start == end:
        return []
    return parts_of(tokens, start, end)


def _persons(tokens: list[Token], start: int, end: int) -> list[Part]:
    headed = _by_head(tokens, start, end)
    if headed is not None and headed is not NameKind.THING:
        return parts_of(tokens, start, end)
    return [(start, end, NameKind.PERSON, 2)]


def _compound_group(tokens: list[Token], start: int, end: int) -> int | None:
    """As in "Kosovo Serbs", "Bosnian Muslims": a place or people, then a people."""
    if end - start < 2:
        return None
    first = longest_at(tokens, start, end)
    if first is None or first[0] >= end:
        return None
    if first[1].kind not in (NameKind.PLACE, NameKind.GROUP):
        return None
    second = longest_at(tokens, first[0], end)
    if second is None or second[1].kind is not NameKind.GROUP:
        return None
    return second[0]
