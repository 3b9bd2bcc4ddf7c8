"""What somebody did before or since: "after launching with two songs", "since joining the club"."""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tokens import Token
from workbench.reading.joints import Kind
from workbench.reading.statements.branches.cutting import before_comma, trimmed, with_commas
from workbench.reading.statements.branches.framing import clause_after, clause_before
from workbench.reading.statements.branches.held import Branch, Held

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: gerund"

_OPENERS: Final = frozenset({"after", "before", "since", "while", "despite"})
_UNTOLD: Final = frozenset({"NONFINITE", "VBASE"})
_LEAST: Final = 3


def may_hold(words: Sequence[Token]) -> bool:
    """Whether a word in -ing and one that opens such a clause stand there."""
    return any(word.tag == "ING" for word in words) and any(
        word.lower in _OPENERS for word in words
    )


def find(held: Held) -> Iterator[Branch]:
    """The clauses with "after" and their like, from the first on."""
    for place, token in enumerate(held.tokens):
        if token.lower in _OPENERS:
            branch = _branch(held, place)
            if branch is not None:
                yield branch


def _branch(held: Held, place: int) -> Branch | None:
    joint = held.joint(place)
    if joint is None or joint.kind is not Kind.GERUND:
        return None
    tokens = held.tokens
    first, last = place + 1, trimmed(held, place, joint.end)
    if held.count(first, last) < _LEAST or held.is_cut_short(last):
        return None
    verb = next((token for token in tokens[first:last] if token.tag not in ("ADV", "NOT")), None)
    if verb is None or verb.tag != "ING":
        return None  # "after a night out drinking"
    clause = clause_before(held, place) if held.count(0, place) else None
    if clause is not None:
        if clause.opener not in ("", "that"):
            return None  # "when the sun sets while listening": who listens is not known
        if any(token.tag in _UNTOLD for token in tokens[clause.frame.group : place]):
            return None  # "had to sign before leaving"
    elif before_comma(held, last):
        clause = clause_after(held, last)
    if clause is None or not clause.is_certain():
        return None
    carried = clause.actor()
    if carried is None:
        return None
    return Branch(PATTERN, place, (first, last), carried, with_commas(held, place, last))
