"""The clauses that a word of a statement stands in, by the joints."""

from collections.abc import Iterator
from typing import Final

from workbench.reading.joints import Kind
from workbench.reading.statements.branches.held import Held, Joined

__all__ = ["around", "enclosing"]

_ENCLOSING: Final = frozenset(
    {Kind.RELATIVE, Kind.MODIFIER, Kind.ADVERBIAL, Kind.TAIL, Kind.GERUND}
)
_OPENING: Final = frozenset({"SUB", "PREP", "ADV", "PART", "VPAST", "ING"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom", "where"})


def enclosing(held: Held, first: int, last: int) -> Iterator[Joined]:
    """The clauses that open in a range and hang on a word or a clause there."""
    for place, token in enumerate(held.tokens[first:last], first):
        if token.tag in _OPENING or token.lower in _RELATIVE:
            joint = held.joint(place)
            if joint is not None and joint.kind in _ENCLOSING:
                yield joint


def around(held: Held, place: int) -> Joined | None:
    """The innermost clause that the word at a place stands in."""
    found: Joined | None = None
    for joint in enclosing(held, 0, place):
        if joint.end > place:
            found = joint
    return found
