"""Which kinds of branches there are, in the order in which they are taken off."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.reading.grammar.tokens import Token
from workbench.reading.statements.branches import (
    beside,
    clauses,
    conjuncts,
    despite,
    gerunds,
    members,
    participles,
    relatives,
)
from workbench.reading.statements.branches.held import Branch, Held

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of branch.

    ``may_hold`` tells by the words of a statement alone whether one may be there; ``find`` gives
    those that are.
    """

    may_hold: Callable[[Sequence[Token]], bool]
    find: Callable[[Held], Iterator[Branch]]


# what joins predicates comes last: then nothing said by the way stands in what they share
KINDS: Final = (
    Kind(clauses.may_hold, clauses.find),
    Kind(participles.may_hold, participles.find),
    Kind(gerunds.may_hold, gerunds.find),
    Kind(beside.may_hold, beside.find),
    Kind(members.may_hold, members.find),
    Kind(despite.may_hold, despite.find),
    Kind(relatives.may_hold, relatives.find),
    Kind(conjuncts.may_hold, conjuncts.find),
)
