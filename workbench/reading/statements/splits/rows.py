"""What a clause tells in a row after one verb: "to raise rates, reduce dust and build farms".

Each member becomes a statement of its own, with the words before the row carried in: infinitives
under one "to", and phrases that repeat the preposition right after the verb.
"""

from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import BASE, forms
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.spans import LONGEST_CARRIED, Part, Words

__all__ = ["row"]

_OBJECT: Final = frozenset({"DET", "POSS", "NUM", "NAME", "PRON"})
_NOMINAL: Final = frozenset({"NOUN", "ADJ", "ING"})
_VERBAL: Final = frozenset({"VBASE", "VERB", "VPAST"})
_BASES: Final = _VERBAL | {"NOUN", "ADJ"}
_REPEATED: Final = frozenset({"from", "to", "for", "on", "against", "with", "by", "in", "at"})
_LEAST: Final = 2


def row(words: Words, first: int, last: int, structure: Frame) -> tuple[Part, ...] | None:
    """The statements of a clause that tells several things in a row; ``None`` if it does not."""
    if "and" not in words.vocabulary:
        return None
    tokens = words.tokens
    joint = next(
        (i for i in range(last - _LEAST - 1, structure.group, -1) if tokens[i].lower == "and"), None
    )
    if joint is None or tokens[joint].tag != "CC":
        return None
    found = _infinitives(words, joint, last, structure)
    if found is None:
        found = _prepositions(words, joint, structure)
    if found is None:
        return None
    head, starts = found
    if head - first > LONGEST_CARRIED:
        return None
    carried = words.pieces(first, head, inserted=True)
    stops = [_before(words, start) for start in starts[1:]] + [last]
    parts = [words.part(first, stops[0])]
    for start, stop in zip(starts[1:], stops[1:], strict=True):
        if stop - start < _LEAST:
            return None
        parts.append(words.part(start, stop, *carried, pattern="row"))
    return tuple(parts)


def _before(words: Words, start: int) -> int:
    """The end of the member before the one that begins at ``start``."""
    joined = words.tokens[start - 1].tag == "CC"
    return words.before_marks(start - 1 if joined else start)


def _infinitives(
    words: Words, joint: int, last: int, structure: Frame
) -> tuple[int, list[int]] | None:
    """The index after "to", and where its verbs begin."""
    tokens = words.tokens
    if tokens[joint + 1].tag == "TO" and tokens[joint + 2].tag == "VBASE":
        return _repeated_to(words, joint, structure)
    if not _is_base(tokens[joint + 1], tokens[joint + 2]):
        return None
    place = next(
        (
            i
            for i in range(joint - _LEAST, structure.verb, -1)
            if tokens[i].tag == "TO" and tokens[i + 1].tag == "VBASE"
        ),
        None,
    )
    if place is None:
        return None
    listed = [
        index + 1
        for index in range(place + 3, joint - 1)
        if tokens[index].text == "," and _is_listed(tokens[index + 1], tokens[index + 2])
    ]
    starts = [place + 1, *listed, joint + 1]
    inside = tokens[place + 2 : joint]
    members = {tokens[start].start for start in starts}
    if any(
        (word.tag in FINITE and word.start not in members) or word.tag in ("SUB", "QUOTE", "CC")
        for word in inside
    ):
        return None
    figures = any(word.tag == "NUM" or word.tag == "NAME" for word in tokens[place + 2 : last])
    # "to exclude scenes and protect the victim" is one purpose
    return (place + 1, starts) if figures or len(starts) > _LEAST else None


def _repeated_to(words: Words, joint: int, structure: Frame) -> tuple[int, list[int]] | None:
    """As in "have agreed to withdraw their troops and to reopen talks"."""
    tokens = words.tokens
    group = structure.group
    if tokens[group].tag != "TO" or tokens[group + 1].tag != "VBASE" or joint - group <= _LEAST:
        return None
    inside = tokens[group + 2 : joint]
    if any(word.tag in FINITE or word.tag in ("SUB", "QUOTE", "CC") for word in inside):
        return None
    return group, [group, joint + 1]


def _is_base(token: Token, following: Token) -> bool:
    """Whether a base form with what it takes stands here: "return 10 tons", "build farms"."""
    if not forms().get(token.lower, 0) & BASE or token.capital or token.tag not in _BASES:
        return False
    return following.tag in _OBJECT or (token.tag in _VERBAL and following.tag in _NOMINAL)


def _is_listed(token: Token, following: Token) -> bool:
    return token.tag in ("VBASE", "VERB") and _is_base(token, following)


def _prepositions(words: Words, joint: int, structure: Frame) -> tuple[int, list[int]] | None:
    """As in "have come from the town and from the League"."""
    tokens = words.tokens
    group = structure.group
    word = tokens[group]
    if word.tag != "PREP" or word.lower not in _REPEATED:
        return None
    if tokens[joint + 1].lower != word.lower or joint - group < _LEAST:
        return None
    inside = tokens[group + 1 : joint]
    refused = ("SUB", "QUOTE", "CC", "NUM")
    if any(token.tag in FINITE or token.tag in refused for token in inside):
        return None
    return group, [group, joint + 1]
