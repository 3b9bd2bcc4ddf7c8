"""Verbs and clauses that are joined: each says something of its own.

"She wants to keep the mill and expand the farm" says two things that she wants; the second takes
along what stands before the verb it goes with. A clause with a subject of its own takes nothing,
unless the two hang together on something: "He knew that the dam leaked and the gate was open".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from workbench.reading.grammar.conjuncts import opening, tag_of
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
_NAMING: Final = frozenset({"NOUN", "NAME", "PRON", "NUM", "DET", "POSS", "ING"})
_ROW: Final = frozenset({"VPAST", "PART", "VERB", "AUX", "MODAL"})
_LINKING: Final = frozenset({"then"})
_LEAST_WORDS: Final = 2
_LEAST_CLAUSE: Final = 3


def may_hold(words: Sequence[Token]) -> bool:
    """Whether verbs may be joined: something joins, and there are two words that may be verbs."""
    if not any(word.tag == "CC" or word.text in (",", ";") for word in words):
        return False
    return sum(word.tag in _VERBAL for word in words) > 1


def find(held: Held) -> Iterator[Branch]:
    """The later conjuncts, from the first on: what joins them stands behind a verb."""
    verbs = (place for place, token in enumerate(held.tokens) if token.tag in _VERBAL)
    first = max(next(verbs, held.stop), _LEAST_CLAUSE - 1)
    for place in range(first, held.stop - _LEAST_WORDS):
        token = held.tokens[place]
        if token.lower not in _JOINING:
            continue
        if token.tag != "CC" and token.text not in (";", ","):
            continue
        if token.tag != "CC" and held.tokens[place + 1].tag == "CC":
            continue
        joint = held.joint(place)
        if token.text == "," and (joint is None or joint.kind is not Kind.CLAUSE):
            joint = _listed(held, place, joint)
        if joint is None:
            continue
        if joint.kind in (Kind.PREDICATE, Kind.ACTION):
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
    if held.tokens[place].text == "," and _is_suffered(held, place + 1, end):
        return None
    taken = shared(held, joint)
    if taken is None:
        return None
    cut = held.words.before_marks(place), end
    return Branch(PATTERN, place, (place + 1, end), taken, cut)


def _is_suffered(held: Held, first: int, last: int) -> bool:
    """As in ", followed closely by two others": said of what stands before the comma."""
    tokens = held.tokens[first:last]
    plain = next((token for token in tokens[1:] if token.tag != "ADV"), tokens[0])
    return tokens[0].tag in ("PART", "VPAST") and plain.lower == "by"


def _listed(held: Held, place: int, learnt: Joined | None) -> Joined | None:
    """A comma in a row that ends in "and": "watched ships, met an uncle, and worked there"."""
    tokens = held.tokens
    start = opening(tokens, place + 1, held.stop)
    if learnt is None and tag_of(tokens, start) not in _ROW:
        return None
    told = [token for token in tokens[:place] if token.tag == "SUB" or token.tag in FINITE]
    if told[-1].tag == "SUB" if told else not held.carried:
        return None  # "when A, and B, were killed": the comma closes what is named
    if learnt is not None and tokens[place + 1].lower == "then":
        return learnt
    for later in range(start + 1, held.stop - _LEAST_WORDS):
        token = tokens[later]
        opens = tokens[later - 1].text == "," or tokens[later - 1].tag in ("CC", "ADV")
        if token.tag == "SUB" or (token.tag in FINITE and not opens):
            return None
        if token.tag == "CC":
            joint = held.joint(later)
            row = joint is not None and joint.kind in (Kind.PREDICATE, Kind.ACTION)
            return learnt or replace(joint, place=place) if joint is not None and row else None
    # the last of the row may be a statement already, by a pattern
    verbless = tokens[start].tag == "PART" and held.tag(start + 1) in ("PREP", "")
    if verbless or not held.goes_on():
        return None
    return learnt or Joined(Kind.PREDICATE, place, held.stop, 0)


def _clause(held: Held, joint: Joined) -> Branch | None:
    """A clause with a subject of its own."""
    place, end = joint.place, joint.end
    before = held.words.before_marks(place)
    if end - place <= _LEAST_CLAUSE or held.is_cut_short(end):
        return None
    if held.tokens[place + 1].lower in _LINKING:
        return None
    own = held.frame(place + 1, end)
    if own is None or own.verb <= own.subject or held.frame(0, before) is None:
        return None
    named = held.tokens[own.subject : own.verb]
    bounds = (one for one, token in enumerate(named) if token.tag in ("TO", "PREP"))
    if not any(token.tag in _NAMING for token in named[: next(bounds, len(named))]):
        return None  # "and yet able to take it": nobody is named
    taken = shared_by_clauses(held, place)
    if taken is None:
        return None
    return Branch(PATTERN, place, (place + 1, end), taken, (before, end))


def _says_enough(held: Held, first: int, last: int) -> bool:
    """Whether a conjunct has more than a verb and a pronoun: not "to meet them"."""
    tokens = [token for token in held.tokens[first:last] if token.tag not in ("TO", "PUNCT")]
    if len(tokens) <= _LEAST_WORDS:
        return any(token.tag in _TELLING for token in tokens[1:])
    return held.count(first, last) >= _LEAST_WORDS
