"""Phrases with "with" that a comma sets off: "..., with plans for two more".

What goes along with an event is said of its subject.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.statements.branches.cutting import trimmed, with_commas
from workbench.reading.statements.branches.framing import clause_before
from workbench.reading.statements.branches.held import Branch, Held

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: beside"

_IDLE: Final = frozenset(
    {"exception", "exclusion", "regard", "respect", "help", "aim", "view"} | {"or"}
)
_LEAST: Final = 4


def may_hold(words: Sequence[Token]) -> bool:
    """Whether "with" stands behind a comma."""
    return any(word.lower == "with" and before.text in ",—–" for before, word in pairwise(words))


def find(held: Held) -> Iterator[Branch]:
    """The phrases, from the first on."""
    tokens = held.tokens
    for place in range(2, held.stop - _LEAST + 1):
        if tokens[place].lower == "with" and tokens[place - 1].text in ",—–":
            branch = _branch(held, place)
            if branch is not None:
                yield branch


def _branch(held: Held, place: int) -> Branch | None:
    tokens = held.tokens
    last = trimmed(held, place, held.stop)
    said = tokens[place + 1 : last]
    if held.count(place, last) < _LEAST or any(word.lower in _IDLE for word in said):
        return None
    if said[0].tag in ("ING", "SUB"):
        return None  # "credited the head, Ida Holt, with keeping it"
    listed = [at for at, word in enumerate(said) if word.text in ",;—–"]
    if listed and not any(word.tag == "CC" for word in said[listed[-1] : listed[-1] + 2]):
        return None  # where it ends is not known
    relative = next((at for at, word in enumerate(said) if word.tag == "SUB"), len(said))
    if any(word.tag in FINITE for word in said[:relative]):
        return None
    clause = clause_before(held, place)
    if clause is None or not clause.is_certain():
        return None
    carried = clause.actor()
    if carried is None:
        return None
    return Branch(PATTERN, place, (place, last), carried, with_commas(held, place, last))
