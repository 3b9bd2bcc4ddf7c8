"""What a conjunct takes along: its subject, the auxiliaries, and what both hang on.

"Has been using it and been a supporter": the second takes "has"; "agreed to sell it and to
leave": "agreed"; "knew that it leaked and the gate was open": "knew that".
"""

from typing import Final

from workbench.reading.grammar.conjuncts import conjunct, may_share, opening
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import base_of
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.branches.held import Held, Joined
from workbench.reading.statements.words.frames import group_end
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import LONGEST_CARRIED

__all__ = ["shared", "shared_by_clauses"]

_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "am"})
_SUPPOSING: Final = frozenset({"if", "unless", "whether", "until", "whatever"})
_NOBODY: Final = frozenset({"nobody", "none", "neither", "nothing", "no", "few"})
_HOLDING: Final = frozenset({"that", "how", "why", "whether"})
_ENCLOSING: Final = frozenset(
    {Kind.RELATIVE, Kind.MODIFIER, Kind.ADVERBIAL, Kind.TAIL, Kind.GERUND}
)
_RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom", "where"})
_PAST: Final = frozenset({"VPAST", "PART"})
_AROUND: Final = frozenset({"SUB", "PREP", "ADV", "PART", "VPAST", "ING"})


def shared(held: Held, place: int, end: int) -> tuple[Piece, ...] | None:
    """What the predicate after ``place`` takes along; nothing at all where it may not be said."""
    tokens = held.tokens
    start = opening(tokens, place + 1, end)
    before = held.words.before_marks(place)
    if tokens[before - 1].tag in ("PREP", "TO", "DET") and tokens[start].tag != "TO":
        return None  # "meeting with and helping them": what follows belongs to both
    around = _around(held, place)
    if around and not _may_stand_in(held, around[-1]):
        return None
    least = around[-1].place + 1 if around else 0
    mate = _mate(held, least, place, start)
    if mate is None or not _has_own_words(held, mate, before):
        return None
    structure = held.frame(0, before)
    first = 0
    if structure is not None and not held.carried:
        first = structure.subject
        if structure.verb == structure.subject:
            return None  # "Pay attention and eat": who is to do it is not said
        words = {token.lower for token in tokens[structure.subject : structure.verb]}
        if words & _NOBODY:
            return None  # nobody did both, which does not say who did one
    elif not held.carried:
        return None
    if around and around[-1].kind is Kind.TAIL and structure is not None:
        return held.carrying(first, structure.verb)
    last = mate
    while last > first and tokens[last - 1].tag in ("ADV", "NOT"):
        last -= 1
    if mate < first or last - first > LONGEST_CARRIED or not held.is_balanced(first, last):
        return None
    if not held.carried and last == first:
        return None
    return held.carrying(first, last)


def shared_by_clauses(held: Held, place: int) -> tuple[Piece, ...] | None:
    """What a clause after ``place`` takes along that has a subject of its own."""
    tokens = held.tokens
    around = _around(held, place)
    if around:
        return None
    if tokens[0].lower in _SUPPOSING:
        return None
    structure = held.frame(0, place)
    comma = tokens[place - 1].text == ","
    if structure is None:
        return None
    holding = [
        one
        for one in range(structure.group, place)
        if tokens[one].tag == "SUB"
        and tokens[one].lower in _HOLDING
        and tokens[one - 1].tag not in ("NOUN", "NAME", "NUM", "PUNCT")
    ]
    if not holding:
        return ()
    if comma or holding[-1] - structure.subject > LONGEST_CARRIED:
        return () if comma else None
    return held.carrying(structure.subject, holding[-1] + 1)


def _around(held: Held, place: int) -> list[Joined]:
    """The clauses that the word at a place stands in, from the outermost inwards."""
    found: list[Joined] = []
    for one, token in enumerate(held.tokens[:place]):
        if token.tag in _AROUND or token.lower in _RELATIVE:
            joint = held.joint(one)
            if joint is not None and joint.kind in _ENCLOSING and joint.end > place:
                found.append(joint)
    return found


def _may_stand_in(held: Held, around: Joined) -> bool:
    """Whether what is said in a clause may be said with all that stands before it."""
    if around.kind in (Kind.RELATIVE, Kind.MODIFIER):
        return False
    return held.tokens[around.place].lower not in _SUPPOSING


def _mate(held: Held, least: int, place: int, start: int) -> int | None:
    """The verb that a predicate goes with: the nearest of its form that it can reach.

    Verbs in clauses that are over before are out of reach.
    """
    tokens = held.tokens
    closed = [
        joint
        for one in range(least, place)
        if (tokens[one].tag in _AROUND or tokens[one].lower in _RELATIVE)
        and (joint := held.joint(one)) is not None
        and joint.kind in _ENCLOSING
        and joint.end <= place
    ]
    main = _closing(held, least, place, start)
    if main is not None:
        return main
    right = place
    while (mate := _form(held, least, right, start)) is not None:
        over = [one for one in closed if one.place <= mate < one.end]
        if not over:
            return mate
        right = min(one.place for one in over)
    return None


def _closing(held: Held, least: int, place: int, start: int) -> int | None:
    """The clause's own verb, where a comma closes what hangs on it: "heard that it leaks, and"."""
    tokens = held.tokens
    structure = held.frame(least, place)
    if structure is None or tokens[place - 1].text != "," or tokens[start].tag not in FINITE:
        return None
    if not any(token.tag == "SUB" for token in tokens[structure.group : place]):
        return None
    return structure.verb if may_share(tokens, structure.verb, start) else None


def _form(held: Held, least: int, place: int, start: int) -> int | None:
    """The nearest verb before ``place`` that has the form of the one at ``start``."""
    tokens = held.tokens
    if tokens[start].tag == "TO":
        return next(
            (one for one in range(place - 1, least - 1, -1) if tokens[one].tag == "TO"), None
        )
    if tokens[start].tag == "NONFINITE":
        alike = (one for one in range(place - 1, least - 1, -1) if tokens[one].tag == "NONFINITE")
        return next(alike, None)
    return conjunct(tokens, least, place, start)


def _has_own_words(held: Held, mate: int, before: int) -> bool:
    """Whether the verb before has words of its own: not in "wrote and directed the film"."""
    tokens = held.tokens
    group = group_end(tokens, mate, before)
    if held.count(group, before):
        return True
    main = tokens[group - 1]
    suffered = any(token.lower in _BE for token in tokens[max(0, mate - 3) : group])
    suffered = suffered and main.lower != "born"
    return suffered or base_of(main.lower) in word_sets("statements")["intransitive"]
