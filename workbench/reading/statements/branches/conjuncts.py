"""Verbs and clauses that are joined: each says something of its own.

"She wants to keep the mill and expand the farm" says two things that she wants; the second takes
along what stands before the verb it goes with. A clause with a subject of its own takes nothing,
unless the two hang together on something: "He knew that the dam leaked and the gate was open".
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.joints import Kind
from workbench.reading.statements.branches.held import Branch, Held, Joined
from workbench.reading.statements.branches.sharing import shared, shared_by_clauses

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: conjunct"

_JOINING: Final = frozenset({"and", "but", "yet", "while", ";", ","})
_VERBAL: Final = FINITE | {"PART", "VBASE", "ING", "NONFINITE"}
_TELLING: Final = frozenset({"NOUN", "NAME", "NUM", "ADJ", "ADV", "ING", "PART", "VBASE"})
_ASKING: Final = frozenset(
    {"what", "whatever", "how", "why", "which", "when", "where", "whether", "who", "whom", "whose"}
    | {"that", "if", "because", "then"}
)
_LEAST_WORDS: Final = 2
_LEAST_CLAUSE: Final = 3


def may_hold(words: Sequence[Token]) -> bool:
    """Whether verbs may be joined: something joins, and there are two words that may be verbs."""
    verbs = sum(word.tag in _VERBAL for word in words)
    return verbs > 1 and any(word.tag == "CC" or word.text == ";" for word in words)


def find(held: Held) -> Iterator[Branch]:
    """The later conjuncts, from the first on."""
    for place, token in enumerate(held.tokens[: held.stop - _LEAST_WORDS]):
        if place < _LEAST_CLAUSE - 1 or token.lower not in _JOINING:
            continue
        if token.tag != "CC" and token.text not in (";", ","):
            continue
        joint = held.joint(place)
        if joint is None:
            continue
        if joint.kind is Kind.PREDICATE:
            branch = _predicate(held, joint)
        elif joint.kind is Kind.CLAUSE:
            branch = _clause(held, joint)
        else:
            branch = None
        if branch is not None:
            yield branch


def _predicate(held: Held, joint: Joined) -> Branch | None:
    """A verb that shares its subject, or more, with one before."""
    place, end = joint.place, joint.end
    if not _says_enough(held, place + 1, end) or held.is_cut_short(end):
        return None
    taken = shared(held, place, end)
    if taken is None:
        return None
    cut = held.words.before_marks(place), end
    return Branch(PATTERN, place, (place + 1, end), taken, cut)


def _clause(held: Held, joint: Joined) -> Branch | None:
    """A clause with a subject of its own."""
    place, end = joint.place, joint.end
    before = held.words.before_marks(place)
    if end - place <= _LEAST_CLAUSE or held.is_cut_short(end):
        return None
    if held.tokens[place + 1].lower in _ASKING:
        return None
    own = held.frame(place + 1, end)
    if own is None or own.verb <= own.subject or held.frame(0, before) is None:
        return None
    taken = shared_by_clauses(held, place)
    if taken is None:
        return None
    return Branch(PATTERN, place, (place + 1, end), taken, (before, end))


def _says_enough(held: Held, first: int, last: int) -> bool:
    """Whether a conjunct has more than a verb and a pronoun: not "to meet them"."""
    tokens = held.tokens[first:last]
    verb = next((one for one, token in enumerate(tokens) if token.tag in _VERBAL), 0)
    telling = [one for one, token in enumerate(tokens) if token.tag in _TELLING and one != verb]
    return bool(telling) and held.count(first, last) >= _LEAST_WORDS
