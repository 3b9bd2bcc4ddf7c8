"""What a number counts: the noun after it with its direct modifiers, or one before it."""

import re
from typing import NamedTuple

from workbench.reading.language import made_once
from workbench.reading.language.casing import Text
from workbench.reading.quantities.vocabulary import (
    any_of,
    context_words,
    number_words,
    word_classes,
)

REACH = 120
LOOK_BACK = 48
LOOK_BACK_TO_SUBJECT = 120
MOST_WORDS = 8
MOST_WORDS_OF_A_SINGULAR = 3
MOST_WORDS_BETWEEN = 6
SHORTEST_PLURAL = 4
DIGITS_OF_A_YEAR = 4
CAPITALS_OF_AN_ACRONYM = 2

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,6}|[^\W_]*[^\W\d_][^\W_]*(?:['’&./-](?=\w)\w+|-)*"
    r"|\d{1,4}(?![\d.,:])|\S"
)
_GAP = re.compile(r"[\s\u00a0-]{0,4}")
_ALPHABETIC = re.compile(r"[^\W\d_]+")
_CLAUSE_WORD = re.compile(r"\d[\d,.]*|[^\W\d_]+(?:['’-]\w+)*|[,;:—–]")
_CLAUSE_ENDS = frozenset(",;:—–")


class _Grammar:
    """What this stage asks of the words of a language."""

    def __init__(self) -> None:
        words = word_classes()
        large = any_of(number_words().magnitudes)
        self.of = re.compile(rf"\s{{1,3}}{words['of']}\s{{1,3}}")
        self.inner_number = re.compile(
            rf"(?!(?:1[5-9]|20)\d\d\s)[\d,.]*\d[^\W\d_]{{0,2}}\s{{1,3}}(?:(?:{large})\s)?"
        )
        self.joints = words.of("and") | words.of("or")
        self.possessive = words.ending("possessive")
        self.plural = words.ending("plural_ending")
        self.capital_plural = words.ending("capital_plural_ending")
        self.not_plural = (*words.ending("singular_endings"), *self.possessive)
        self.adverb = words.ending("adverb_ending")
        self.verb = words.ending("verb_endings")


_grammar = made_once(_Grammar)


class Word(NamedTuple):
    """A word of a possible noun phrase; ``capitals`` counts those in its first two letters."""

    start: int
    end: int
    small: str
    capitals: int = 0


def noun_after(text: Text, position: int, end: int, *, one: bool) -> str | None:
    """Find the noun phrase right after a number; of one thing if ``one``, else of several."""
    start = _GAP.match(text.small, position, end)
    phrase = _phrase(text, start.end() if start else position, end)
    return _own_words(text, phrase, _singular_head(phrase) if one else _plural_head(phrase))


def noun_after_of(text: Text, position: int, end: int, *, mass: bool) -> str | None:
    """Find the noun phrase after "of"; with ``mass`` one that is not plural will do."""
    small = text.small
    of = _grammar().of.match(small, position, end)
    if of is None:
        return None
    start = of.end()
    known = context_words()
    determiner = _WORD.match(small, start, end)
    while determiner is not None and (
        determiner[0] in known.determiners or determiner[0].endswith(_grammar().possessive)
    ):
        gap = _GAP.match(small, determiner.end(), end)
        start = gap.end() if gap else determiner.end()
        determiner = _WORD.match(small, start, end)
    inner = _grammar().inner_number.match(small, start, end)
    if inner is not None:
        start = inner.end()
    phrase = _phrase(text, start, end)
    head = _plural_head(phrase)
    if head is None and mass:
        head = _singular_head(phrase)
    return _own_words(text, phrase, head)


def noun_before(text: Text, start: int, sentence_start: int) -> str | None:
    """Find a noun before the number that says what it counts: "a crowd of 54,321"."""
    known = context_words()
    begin = max(sentence_start, start - LOOK_BACK)
    for found in reversed(
        list(_ALPHABETIC.finditer(text.small, begin, start))[-MOST_WORDS_BETWEEN:]
    ):
        if found[0] in known.nouns_before:
            return text.original[found.start() : found.end()]
        if found[0] not in known.linking:
            return None
    return None


def noun_that_changed(text: Text, start: int, sentence_start: int) -> str | None:
    """Find what rose, fell or changed by or to a bare number: "seats increased from 9 to 10"."""
    known = context_words()
    begin = max(sentence_start, start - LOOK_BACK_TO_SUBJECT)
    before = list(_CLAUSE_WORD.finditer(text.small, begin, start))
    index = len(before) - 1
    while index >= 0 and (before[index][0] in known.steps or before[index][0].isdecimal()):
        index -= 1
    if index < 0 or index == len(before) - 1 or before[index][0] not in known.change_verbs:
        return None
    while index > 0 and before[index - 1][0] in known.auxiliaries:
        index -= 1
    first = index
    while first > 0 and before[first - 1][0] not in _CLAUSE_ENDS:
        first -= 1
    subject = [found for found in before[first:index] if found[0] not in known.openers]
    head = next((i for i, found in enumerate(subject) if found[0] in known.stops), len(subject))
    if head == 0:
        return None
    found = subject[head - 1]
    return text.original[found.start() : found.end()]


def _phrase(text: Text, start: int, end: int) -> list[Word]:
    """Give the words from ``start`` up to one that no noun phrase has.

    "And" goes on with a phrase that has no plural yet: "four security and border officials".
    """
    known = context_words()
    joints = _grammar().joints
    phrase: list[Word] = []
    has_plural = False
    for found in _WORD.finditer(text.small, start, min(end, start + REACH)):
        small = found[0]
        if small in {"'", "’"} and phrase and phrase[-1].end == found.start():
            last = phrase.pop()
            phrase.append(last._replace(end=found.end(), small=last.small + small))
            continue
        written = text.original[found.start() : found.end()]
        word = Word(*found.span(), small, capitals=sum(map(str.isupper, written[:2])))
        if small in joints and phrase and not has_plural:
            phrase.append(word)
            continue
        if _ends_phrase(phrase, word):
            break
        if phrase or small not in known.leading:
            phrase.append(word)
            has_plural = has_plural or _is_plural(word)
    while phrase and phrase[-1].small in joints:
        phrase.pop()
    return phrase


def _ends_phrase(phrase: list[Word], word: Word) -> bool:
    small = word.small
    if not small[0].isalnum() or len(phrase) >= MOST_WORDS:
        return True
    if small in context_words().stops and word.capitals < CAPITALS_OF_AN_ACRONYM:
        return True
    return small in number_words().ones or (small.isdecimal() and not _names(phrase, small))


def _names(phrase: list[Word], number: str) -> bool:
    """Say whether a number inside a phrase is part of it: "Boeing 737 jets", "2000 levels"."""
    return bool(phrase) or (len(number) == DIGITS_OF_A_YEAR and number[0] in "12")


def _is_plural(word: Word) -> bool:
    known = context_words()
    small = word.small
    if small in known.plurals or small.endswith(known.plural_endings):
        return True
    grammar = _grammar()
    if len(small) < SHORTEST_PLURAL or not small.endswith(grammar.plural):
        return False
    if word.capitals and small.endswith(grammar.capital_plural):
        return True
    return not small.endswith(grammar.not_plural)


def _plural_head(phrase: list[Word]) -> int | None:
    """Give the index of the head of a plural phrase.

    A verb after a plural subject has no -s, so a second word in -s is a noun as well:
    "52 human rights activists".
    """
    for index, word in enumerate(phrase):
        if _is_plural(word):
            head = index
            while head + 1 < len(phrase) and _is_plural(phrase[head + 1]):
                head += 1
            return head
    if phrase and phrase[0].small in context_words().people_by_state:
        return 0
    return None


def _singular_head(phrase: list[Word]) -> int | None:
    """Give the index of the last word before a verb."""
    head = None
    for index, word in enumerate(phrase[:MOST_WORDS_OF_A_SINGULAR]):
        if word.small in _grammar().joints:
            break
        if (
            index
            and _is_verb(word.small)
            and not phrase[index - 1].small.endswith(_grammar().adverb)
        ):
            break
        head = index
    return head


def _is_verb(word: str) -> bool:
    return word.endswith(_grammar().verb) or word in context_words().past_verbs


def _own_words(text: Text, phrase: list[Word], head: int | None) -> str | None:
    if head is None:
        return None
    first = 0
    while first < head and phrase[first].small.endswith(_grammar().adverb):
        first += 1
    return text.original[phrase[first].start : phrase[head].end]
