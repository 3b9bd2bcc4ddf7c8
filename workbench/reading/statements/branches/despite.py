"""What stands in the way and is taken for given: "despite the resistance of the owners"."""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.joints import Kind
from workbench.reading.statements.branches.cutting import trimmed, with_commas
from workbench.reading.statements.branches.held import Branch, Held

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: despite"

_OPENING: Final = frozenset({"DET", "POSS", "NAME", "NOUN", "ADJ", "NUM"})
_OF: Final = frozenset({"of", "in", "from", "by", "on", "between", "among", "that"})
_LEAST: Final = 3


def may_hold(words: Sequence[Token]) -> bool:
    """Whether such a phrase may stand there."""
    return any(word.lower == "despite" for word in words)


def find(held: Held) -> Iterator[Branch]:
    """The phrases with "despite", from the first on."""
    for place, token in enumerate(held.tokens):
        if token.lower == "despite" and place < held.stop - _LEAST:
            branch = _branch(held, place)
            if branch is not None:
                yield branch


def _branch(held: Held, place: int) -> Branch | None:
    tokens, first = held.tokens, place + 1
    joint = held.joint(place)
    if tokens[first].tag not in _OPENING or (joint is not None and joint.kind is Kind.GERUND):
        return None
    last = first + 1
    told = False
    while last < held.stop and tokens[last].text not in ",;—–":
        told = told or tokens[last].tag == "SUB"
        if tokens[last].tag in FINITE and not told:
            if not held.count(0, place):
                return None  # "despite the storm the ferry sailed": where it ends is not known
            break
        last += 1
    last = trimmed(held, first, last)
    words = tokens[first:last]
    owned = any(word.lower in _OF or word.tag == "POSS" for word in words)
    if held.count(first, last) < _LEAST or not owned or words[0].lower in ("any", "no", "all"):
        return None
    if [word.lower for word in words[:2]] == ["the", "fact"] or words[-1].tag == "PRON":
        return None
    return Branch(PATTERN, place, (first, last), (), with_commas(held, place, last))
