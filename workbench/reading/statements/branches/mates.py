"""Which verb a predicate goes with: "wants to keep the mill and expand the farm".

It is the nearest before it that has its form and is in reach; where two may be meant it is none.
"""

from typing import Final

from workbench.reading.grammar.conjuncts import agree, conjunct, is_described, may_share, opening
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import BASE, PAST, base_of, forms
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.branches.enclosing import enclosing
from workbench.reading.statements.branches.held import Held, Joined
from workbench.reading.statements.words.frames import group_end
from workbench.reading.statements.words.subjects import takes_clause

__all__ = ["mate_of"]

_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "am"})
_HOLDING: Final = frozenset({"that", "how", "why", "whether"})
_PAST: Final = frozenset({"VPAST", "PART"})
_GOVERNING: Final = FINITE | {"VBASE", "PART", "ING", "NONFINITE", "ADJ", "ADV", "NOT"}
_TAKEN: Final = frozenset({"DET", "POSS", "NAME", "NUM", "PRON"})
_NEAR: Final = 3


def mate_of(held: Held, joint: Joined, least: int) -> int | None:
    """The verb from ``least`` on that the predicate at a joint goes with.

    Nothing where what stands behind belongs to both, or where two verbs may be meant.
    """
    tokens, place = held.tokens, joint.place
    start = opening(tokens, place + 1, joint.end)
    before = held.words.before_marks(place)
    if tokens[before - 1].tag in ("PREP", "TO", "DET") and tokens[start].tag != "TO":
        return None  # "meeting with and helping them": what follows belongs to both
    mate = _mate(held, least, joint, start)
    if mate is None or not _has_own_words(held, mate, before):
        return None
    if _describes(held, mate, place, start) or _is_of_a_noun(held, mate):
        return None
    if _may_go_with_both(held, mate, place, start) or _is_denied(held, mate, place):
        return None
    acted = tokens[mate].tag in ("VBASE", "ING", "TO")
    return mate if not acted or _is_of_a_verb(held, mate) else None


def _mate(held: Held, least: int, joined: Joined, start: int) -> int | None:
    """The verb that a predicate goes with: the nearest of its form that it can reach.

    Verbs in clauses that are over before are out of reach.
    """
    tokens, place = held.tokens, joined.place
    acting = joined.kind is Kind.ACTION and _action(held, least, place, start) is not None
    form = _action if acting else _form
    closed = [joint for joint in enclosing(held, least, place) if joint.end <= place]
    main = _closing(held, least, place, start)
    if main is not None and joined.kind is Kind.PREDICATE:
        nearest = conjunct(tokens, least, place, start)
        if nearest not in (None, main) and _are_alike(held, nearest or 0, start):
            return None  # "a plan that others might try, but will fail to copy"
        return main
    right = place
    while (mate := form(held, least, right, start)) is not None:
        over = [one for one in closed if one.place <= mate < one.end]
        if not over:
            return mate
        right = min(one.place for one in over)
    return None


def _are_alike(held: Held, one: int, other: int) -> bool:
    """Whether two verbs are of one kind: both modal, or neither an auxiliary."""
    tags = {held.tokens[one].tag, held.tokens[other].tag}
    return tags == {"MODAL"} or tags <= {"VERB", "VPAST"}


def _closing(held: Held, least: int, place: int, start: int) -> int | None:
    """The clause's own verb, where a comma closes what hangs on it: "heard that it leaks, and"."""
    tokens = held.tokens
    structure = held.frame(least, place)
    if structure is None or tokens[start].tag not in FINITE:
        return None
    if tokens[place - 1].text != "," and tokens[start].tag != "MODAL":
        return None
    if not any(token.tag == "SUB" for token in tokens[structure.group : place]):
        return None
    return structure.verb if may_share(tokens, structure.verb, start) else None


# ------------------------------------------------------------------ the form of a verb


def _form(held: Held, least: int, place: int, start: int) -> int | None:
    """The nearest verb before ``place`` that has the form of the one at ``start``."""
    tokens = held.tokens
    if tokens[start].tag in ("TO", "NONFINITE"):
        return _alike(held, least, place, tokens[start].tag)
    found = conjunct(tokens, least, place, start)
    if found is None or (tokens[found].tag == "PART" and _is_active(held, found, start)):
        kinds = forms().get(tokens[start].lower, 0)
        if tokens[start].tag not in _PAST | {"VERB"} or not kinds & (PAST | BASE):
            return None
        # a past form that was taken for a participle: "remembers it, watched ships, and left"
        structure = held.frame(least, place)
        if structure is None:
            return 0 if held.carried and tokens[0].tag in _PAST else None
        main = tokens[structure.verb]
        fits = main.tag in FINITE - {"MODAL"} and agree(main, tokens[start])
        return structure.verb if fits else None
    return found


def _alike(held: Held, least: int, place: int, tag: str) -> int | None:
    """The nearest "to" of an infinitive, or the nearest "been" or "being"."""
    tokens = held.tokens
    for one in range(place - 1, least - 1, -1):
        if tokens[one].tag == tag:
            verb = one + 1
            while verb < place and tokens[verb].tag in ("ADV", "NOT"):
                verb += 1
            if tag != "TO" or tokens[verb].tag in ("VBASE", "NONFINITE"):
                return one
    return None


def _action(held: Held, least: int, place: int, start: int) -> int | None:
    """The same among verbs that are not finite: "to keep it and expand it"."""
    tokens = held.tokens
    own = tokens[start]
    for one in range(place - 1, least - 1, -1):
        other = tokens[one].tag
        if own.tag == "TO" or other == "TO" or own.tag == "ING" or other == "ING":
            if own.tag == other:
                return one
        elif other in ("VBASE", "NONFINITE"):
            return one
    return None


def _is_active(held: Held, mate: int, start: int) -> bool:
    """Whether a verb takes an object and so cannot be what something suffered, as its mate is."""
    tokens = held.tokens
    if not any(token.lower in _BE for token in tokens[max(0, mate - _NEAR) : mate]):
        return False
    own = tokens[start]
    intransitive = base_of(own.lower) in word_sets("statements")["intransitive"]
    based = bool(forms().get(own.lower, 0) & BASE)
    following = held.tag(start + 1)
    taken = following in _TAKEN or (following == "SUB" and tokens[start + 1].lower in _HOLDING)
    return based or intransitive or taken


# ------------------------------------------------------------------ what refuses a verb


def _has_own_words(held: Held, mate: int, before: int) -> bool:
    """Whether the verb before has words of its own: not in "wrote and directed the film"."""
    tokens = held.tokens
    group = group_end(tokens, mate, before)
    if held.count(group, before):
        return True
    main = tokens[group - 1]
    suffered = main.tag in _PAST and main.lower != "born"
    suffered = suffered and any(
        token.lower in _BE for token in tokens[max(0, mate - _NEAR) : group]
    )
    return suffered or base_of(main.lower) in word_sets("statements")["intransitive"]


def _describes(held: Held, mate: int, place: int, start: int) -> bool:
    """As in "so complex and tortured that it failed": two words for how it is."""
    tokens = held.tokens
    passive = tokens[mate].tag == "PART" and tokens[mate - 1].lower in _BE
    if is_described(tokens, mate, place):
        return True
    if passive or tokens[start].tag not in _PAST:
        return False
    graded = tokens[mate].lower in _BE and held.tag(start + 1) == "SUB"
    return graded or tokens[held.words.before_marks(place) - 1].tag == "ADJ"


def _is_denied(held: Held, mate: int, place: int) -> bool:
    """As in "did not resign and leave": he may have done one of the two."""
    tokens = held.tokens
    if tokens[mate].tag in FINITE or tokens[place].lower == "but":
        return False
    return any(
        token.tag == "NOT" or token.lower.endswith("n't")
        for token in tokens[max(0, mate - _NEAR) : mate]
    )


def _is_of_a_noun(held: Held, mate: int) -> bool:
    """As in "a man accused of theft and wanted for murder": of the man."""
    tokens = held.tokens
    structure = held.frame(0, mate + 1)
    main = structure is not None and structure.verb == mate
    reduced = tokens[mate].tag in _PAST and mate > 0 and not main
    return reduced and tokens[mate - 1].tag in ("NOUN", "NAME", "NUM")


def _may_go_with_both(held: Held, mate: int, place: int, start: int) -> bool:
    """As in "knew that the dam had cracks and left": no comma tells which verb is meant."""
    tokens = held.tokens
    structure = held.frame(0, place)
    if structure is None or mate < structure.group:
        return False
    between = tokens[structure.group : mate]
    openers = [one for one, token in enumerate(between) if token.tag == "SUB"]
    kinds = forms().get(tokens[start].lower, 0)
    if kinds & BASE and tokens[mate].tag in ("VBASE", "NONFINITE"):
        # "would be told and so put it": of the past, or what would be
        told = forms().get(tokens[structure.verb].lower, 0) & PAST
        return bool(kinds & PAST and told and openers)
    if tokens[start].tag not in FINITE or tokens[mate].lower == tokens[start].lower:
        return False  # "that it is old and is shut"
    if openers and kinds & BASE and any(one.tag == "VBASE" for one in between[: openers[-1]]):
        return True  # "to see how they are made and make them"
    held_by = openers or takes_clause(tokens[structure.group - 1])
    return bool(held_by) and may_share(tokens, structure.verb, start)


def _is_of_a_verb(held: Held, mate: int) -> bool:
    """As in "agreed to sell it and to leave": what a verb takes, not "a plan to help it and to"."""
    tokens = held.tokens
    before = mate - 1
    if before > 0 and tokens[before].tag == "TO":
        before -= 1
    if tokens[before].tag == "PREP":
        return tokens[before].lower != "of"
    return tokens[before].tag in _GOVERNING
