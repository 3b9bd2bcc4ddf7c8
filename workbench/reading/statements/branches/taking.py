"""Take the branches off the statements of a unit, one after the other."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import begun_between
from workbench.reading.statements.branches.held import Branch, Held, hold
from workbench.reading.statements.branches.kinds import KINDS, Kind
from workbench.reading.statements.words.spans import Part, Words

__all__ = ["taken_apart"]

_TOLD: Final = FINITE | {"PART"}  # "Lund (who left) graduated" is easily taken for "was graduated"
_LEAST_PART: Final = 7
_LEAST_LEFT: Final = 3
_MOST_TAKEN: Final = 12
# these name what is so, as "the closure of two mills" does
_NAMING: Final = frozenset({"branch: despite"})


def taken_apart(words: Words, stop: int, parts: Sequence[Part]) -> list[Part]:
    """The statements of a unit, those that hold branches taken apart further."""
    if stop < _LEAST_PART or words.tokens[-1].text == "?":
        return list(parts)  # what is asked is not said
    found: list[Part] = []
    for part in parts:
        kinds = _likely(words, part)
        held = hold(words, stop, part) if kinds else None
        if held is None:
            found.append(part)
            continue
        # what is a statement already is not taken off another
        told = frozenset(_opening(other) for other in parts if other is not part)
        taken = _taken(replace(held, told=told), kinds)
        found += [part] if len(taken) < 2 else [one.part() for one in taken]
    return found


def _opening(part: Part) -> int:
    """Where the own words of a statement begin."""
    return next((piece.start for piece in part.pieces if not piece.inserted), part.start)


def _likely(words: Words, part: Part) -> list[Kind]:
    """The kinds of branches that the words of a statement may hold."""
    inside = begun_between(words.tokens, part.start, part.end)
    if len(inside) < _LEAST_PART:
        return []
    return [kind for kind in KINDS if kind.may_hold(inside)]


def _taken(held: Held, kinds: Sequence[Kind]) -> list[Held]:
    """A statement without its branches, and these, in turn without theirs."""
    waiting, found = [held], list[Held]()
    turns = 0
    while waiting:
        one = waiting.pop()
        branch = _first(one, kinds) if turns < _MOST_TAKEN else None
        if branch is None:
            found.append(one)
            continue
        turns += 1
        waiting += [one.taking(branch), one.without(branch)]
    return found


def _first(held: Held, kinds: Sequence[Kind]) -> Branch | None:
    """The first branch that leaves enough on both sides."""
    for kind in kinds:
        for branch in kind.find(held):
            opens = held.tokens[branch.opens].start
            begins = held.tokens[branch.content[0]].start
            if not {opens, begins} & held.told and _is_enough(held, branch):
                return branch
    return None


def _is_enough(held: Held, branch: Branch) -> bool:
    """Whether both what is taken and what is left can be statements."""
    whole = held.is_balanced(0, held.stop)
    if held.is_left_open(*branch.content):
        return False
    if branch.cut is not None and held.splits_list(branch.cut[1]):
        return False
    for one in (held.taking(branch), held.without(branch)):
        if whole and not one.is_balanced(0, one.stop):
            return False
        if one.count(0, one.stop) + len(one.carried) < _LEAST_LEFT:
            return False
        if one.tokens[-1].tag == "SUB":
            return False  # "I feel that": what is felt was taken
        told = one.carried or one.pattern in _NAMING
        if not told and not any(token.tag in _TOLD for token in one.tokens):
            return False
    return True
