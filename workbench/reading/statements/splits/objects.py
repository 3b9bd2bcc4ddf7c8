"""Counts that one verb takes in a row: "bought three rifles and two shotguns".

Each count can be wrong by itself, so each becomes a statement with the verb carried in.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets
from workbench.reading.quantities.vocabulary import unit_words
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.spans import Part, Words

__all__ = ["counted_objects"]

_LED_BY: Final = frozenset({"in", "by", "of", "with", "on"})
_CURRENCIES: Final = frozenset({"$", "£", "€", "¥", "US$", "A$", "C$", "HK$", "Rs", "Rs."})
_TOGETHER: Final = frozenset({"between", "both", "together", "combined", "respectively", "total"})
_REFUSED: Final = frozenset(
    {"SUB", "TO", "ING", "QUOTE", "NOT", "AUX", "MODAL", "VERB", "VPAST", "PART"}
)
_FIELDS: Final = frozenset({"for", "to", "from", "against", "on", "at"})
_NEW: Final = frozenset({"a", "an"})
_FIELD_AFTER: Final = 5
_LONGEST_MEMBER: Final = 14


def counted_objects(words: Words, first: int, last: int, structure: Frame) -> Iterator[Part]:
    """As in "bought three rifles and two shotguns": two counts of one verb, each by itself."""
    tokens = words.tokens
    start = structure.group
    if start < last and tokens[start].tag == "PREP" and tokens[start].lower in _LED_BY:
        start += 1  # "resulted in 10 cases and 46 deaths"
    joint = None
    if "and" in words.vocabulary:
        joint = next((i for i in range(start + 2, last - 1) if tokens[i].tag == "CC"), None)
    listed = _listed_counts(words, start, last) if joint is not None else None
    if listed is not None:
        carried = words.pieces(first, start, inserted=True)
        yield words.part(first, listed[0][1])
        for left, right in listed[1:]:
            yield words.part(left, right, *carried, pattern="counted objects")
        return
    if joint is not None and not _are_two_counts(words, start, joint, last):
        joint = _second_thing(words, start, last)
    if joint is None:
        yield words.part(first, last)
        return
    carried = words.pieces(first, start, inserted=True)
    yield words.part(first, joint)
    yield words.part(joint + 1, last, *carried, pattern="counted objects")


def _listed_counts(words: Words, start: int, last: int) -> list[tuple[int, int]] | None:
    """As in "faces nine charges of theft, six counts of fraud and two of arson": three or more."""
    tokens = words.tokens
    joints = [i for i in range(start + 1, last) if tokens[i].text == "," or tokens[i].tag == "CC"]
    if len(joints) < 2 or tokens[joints[-1]].lower != "and" or words.has_finite(start, last):
        return None
    edges = [start - 1, *joints, last]
    members = [(left + 1, right) for left, right in pairwise(edges) if right - left > 1]
    plain = all(
        right - left <= _LONGEST_MEMBER
        and _opens_count(tokens[left:right])
        and not any(token.tag in _REFUSED for token in tokens[left:right])
        for left, right in members
    )
    together = any(token.lower in _TOGETHER for token in tokens[start:last])
    return members if plain and len(members) > 2 and not together else None


def _are_two_counts(words: Words, start: int, joint: int, last: int) -> bool:
    tokens = words.tokens
    inside = tokens[start:last]
    if tokens[joint].lower != "and" or tokens[joint - 1].tag not in ("NOUN", "NAME"):
        return False
    if any(token.text == "," or token.tag in _REFUSED for token in inside if token.lower != "to"):
        return False
    if any(token.lower in _TOGETHER for token in inside) or words.has_finite(start, last):
        return False
    if sum(token.tag == "CC" for token in inside) > 1:
        return False
    left, right = tokens[start:joint], tokens[joint + 1 : last]
    if _measures(left) and _measures(right) and not (_is_dated(left) and _is_dated(right)):
        return False  # "5 hours and 30 minutes" is one length
    return _opens_count(left) and _opens_count(right)


def _second_thing(words: Words, start: int, last: int) -> int | None:
    """The "and" of "a blow to the bank and a gift to its rivals": two new things with a field."""
    tokens = words.tokens
    if tokens[start].lower not in _NEW or words.has_finite(start, last):
        return None
    joint = next((i for i in range(start + 2, last - 2) if tokens[i + 1].lower in _NEW), start)
    left, right = tokens[start:joint], tokens[joint + 1 : last]
    if tokens[joint].lower != "and":
        return None
    if any(t.text == "," or t.tag in _REFUSED - {"TO"} for t in (*left, *right[:_FIELD_AFTER])):
        return None
    fields = [
        next((t.lower for t in one[1:_FIELD_AFTER] if t.tag in ("PREP", "TO")), "")
        for one in (left, right)
    ]
    return joint if fields[0] == fields[1] and fields[0] in _FIELDS else None


def _is_dated(tokens: Sequence[Token]) -> bool:
    """As in "8 percent in 2019": a figure of one time."""
    return any(
        one.lower in ("in", "last", "this", "next", "on") and two.lower[0].isdigit()
        for one, two in pairwise(tokens)
    )


def _measures(tokens: Sequence[Token]) -> bool:
    """Whether a number and its unit stand here and nothing else is counted."""
    units = unit_words().units
    place = next((i for i, token in enumerate(tokens) if token.tag == "NUM"), len(tokens))
    return place + 1 < len(tokens) and tokens[place + 1].lower in units


def _opens_count(tokens: Sequence[Token]) -> bool:
    """As in "three rifles", "up to a $250,000 fine" and "a maximum of 10 years"."""
    approximators = word_sets("statements")["before_numbers"]
    place = 0
    while place < len(tokens) and (
        tokens[place].lower in approximators
        or tokens[place].lower in ("a", "an", "to", "of", "maximum", "minimum", "total")
        or tokens[place].text in _CURRENCIES
    ):
        place += 1
    rest = tokens[place:]
    return bool(rest) and rest[0].tag == "NUM" and any(t.tag == "NOUN" for t in rest[1:4])
