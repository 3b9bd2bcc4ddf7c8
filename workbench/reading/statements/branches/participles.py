"""Participles that stand free, set off by a comma: "..., beating out Y", "Positioned as X, ...".

What they say, the subject of their clause does or is; where that is supposed, they are left.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import BASE, PARTICIPLE, forms
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.branches.cutting import before_comma, trimmed, with_commas
from workbench.reading.statements.branches.framing import Clause, clause_after, clause_before
from workbench.reading.statements.branches.held import Branch, Held, Range

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: participle"

_PARTICIPLES: Final = frozenset({"ING", "PART", "VPAST"})
_IDLE: Final = frozenset(
    {"based", "given", "compared", "starting", "beginning", "according", "depending", "assuming"}
    | {"judging", "speaking", "asked", "using", "looking", "put", "said", "saying", "seeing"}
    | {"including", "following", "considering", "concerning", "regarding", "pending", "thinking"}
)
_LEAST: Final = 4


def may_hold(words: Sequence[Token]) -> bool:
    """Whether there are a comma and a word that may be such a participle."""
    return any(word.text in ",—–" for word in words) and any(
        word.tag in _PARTICIPLES for word in words
    )


def find(held: Held) -> Iterator[Branch]:
    """The free participles, from the first on."""
    for place, token in enumerate(held.tokens):
        if _is_participle(token):
            branch = _branch(held, place)
            if branch is not None:
                yield branch


def _is_participle(token: Token) -> bool:
    if token.lower in _IDLE or token.lower in word_sets("statements")["not_participles"]:
        return False
    if token.tag == "ING":
        return True
    kinds = forms().get(token.lower, 0)
    return token.tag in _PARTICIPLES and bool(kinds & PARTICIPLE) and not kinds & BASE


def _branch(held: Held, place: int) -> Branch | None:
    tokens = held.tokens
    first = place
    while first and tokens[first - 1].tag == "ADV":
        first -= 1
    if first and tokens[first - 1].lower == "having":
        first -= 1
    if not held.count(0, first):
        return _in_front(held, place, first)
    active = tokens[place].tag == "ING" or tokens[first].lower == "having"
    if tokens[first - 1].text not in ",—–" or not active:
        return None  # "turbines, mostly built in the north": of which of them is not known
    joint = held.joint(place)
    if joint is None or joint.kind is not Kind.TAIL:
        return None
    last = trimmed(held, place, joint.end)
    if held.is_cut_short(last) or any(token.tag in FINITE for token in tokens[place + 1 : last]):
        return None
    clause = clause_before(held, first)
    if clause is not None and clause.opener == "as":
        return None  # "as long as it lasts, working on": who works is not known
    told = any(token.tag in FINITE for token in tokens[:first])
    if clause is None and not told and before_comma(held, last):
        clause = clause_after(held, last)
    return _said_of(held, clause, place, (first, last))


def _in_front(held: Held, place: int, first: int) -> Branch | None:
    """As in "Hailed as a master, Brandt left": at the comma behind which a clause begins."""
    tokens = held.tokens
    if tokens[place].tag == "ING" and tokens[place + 1].tag == "NOUN":
        return None  # "Tubing equipment rental, sport fields and trails make it ..."
    for last in range(place + _LEAST - 1, held.stop - 2):
        if tokens[last].tag in FINITE and tokens[last].tag != "VPAST":
            return None
        if tokens[last].text != ",":
            continue
        clause = clause_after(held, last)
        if clause is None or not clause.frame.subject == last + 1 < clause.frame.verb:
            continue
        # not in "Playing with Holt, Lund and Brandt, the band ..."
        if all(token.text != "," for token in tokens[last + 1 : clause.frame.verb]):
            return _said_of(held, clause, place, (first, last))
    return None


def _said_of(held: Held, clause: Clause | None, place: int, content: Range) -> Branch | None:
    if clause is None or not clause.is_certain() or held.count(*content) < _LEAST:
        return None
    carried = clause.actor()
    if carried is None:
        return None
    return Branch(PATTERN, place, content, carried, with_commas(held, *content))
