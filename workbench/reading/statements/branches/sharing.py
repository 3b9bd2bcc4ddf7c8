"""What a conjunct takes along: its subject, the auxiliaries, and what both hang on.

"Has been using it and been a supporter": the second takes "has"; "agreed to sell it and to
leave": "agreed"; "knew that it leaked and the gate was open": "knew that".
"""

from typing import Final

from workbench.reading.grammar.conjuncts import agree, conjunct, is_described, may_share, opening
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import BASE, PAST, base_of, forms
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.branches.held import Held, Joined
from workbench.reading.statements.words.frames import Frame, group_end
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import LONGEST_CARRIED

__all__ = ["shared", "shared_by_clauses"]

_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "am"})
_SUPPOSING: Final = frozenset({"if", "unless", "whether", "until", "whatever"})
_NOBODY: Final = frozenset({"nobody", "none", "neither", "nothing", "no", "few"})
_ASKING: Final = frozenset(
    {"what", "whatever", "how", "why", "which", "when", "where", "whether", "who", "whom", "whose"}
    | {"that", "if", "because"}
)
_HOLDING: Final = frozenset({"that", "how", "why", "whether"})
_ENCLOSING: Final = frozenset(
    {Kind.RELATIVE, Kind.MODIFIER, Kind.ADVERBIAL, Kind.TAIL, Kind.GERUND}
)
_RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom", "where"})
_PAST: Final = frozenset({"VPAST", "PART"})
_GOVERNING: Final = FINITE | {"VBASE", "PART", "ING", "NONFINITE", "ADJ", "ADV", "NOT"}
_TAKEN: Final = frozenset({"DET", "POSS", "NAME", "NUM", "PRON"})
_AROUND: Final = frozenset({"SUB", "PREP", "ADV", "PART", "VPAST", "ING"})


def shared(held: Held, joint: Joined) -> tuple[Piece, ...] | None:
    """What the predicate at a joint takes along; nothing at all where it may not be said."""
    tokens = held.tokens
    around = _around(held, joint.place)
    if around and not _may_stand_in(held, around[-1]):
        return None
    begin = _after_joint(held, joint.place)
    mate = _mate_of(held, joint, max(around[-1].place + 1 if around else 0, begin))
    structure = held.frame(begin, held.words.before_marks(joint.place))
    if mate is None or (structure is None and (begin or not held.carried)):
        return None
    own = structure is not None and (begin or not held.carried)
    first = begin
    if structure is not None and own:
        if structure.verb == structure.subject:
            return None  # "Pay attention and eat": who is to do it is not said
        first = _subject(held, structure)
        if _is_nobody(held, first, structure.verb):
            return None
        if around and around[-1].kind is Kind.TAIL:
            return held.carrying(first, structure.verb)
    if _is_denied(held, mate, joint.place):
        return None
    last = mate
    while last > first and tokens[last - 1].tag in ("ADV", "NOT"):
        last -= 1
    inner = tokens[mate].tag in FINITE and last and tokens[last - 1].tag in ("VERB", "VPAST")
    if inner or last < first or last - first > LONGEST_CARRIED:
        return None  # "wrote songs I thought never had an audience and"
    if not held.is_balanced(first, last):
        return None
    if own:
        return held.pieces(first, last) if last > first else None
    return held.carrying(first, last)


def _subject(held: Held, structure: Frame) -> int:
    """Where the subject of a clause begins, without what opens the clause."""
    tokens = held.tokens
    first, verb = structure.subject, structure.verb
    while first < verb - 1 and (
        tokens[first].tag == "SUB" or tokens[first].lower in ("then", "so", "yet")
    ):
        first += 1
    before = verb - 1
    while before > first and tokens[before].tag in ("ADV", "DET"):
        before -= 1
    if tokens[before].lower in word_sets("words")["subject_pronouns"]:
        return before  # "After the war they": who did it stands right before the verb
    commas = [one for one in range(first, verb - 1) if tokens[one].text == ","]
    if commas and not any(token.tag == "CC" for token in tokens[commas[-1] : verb]):
        named = tokens[commas[-1] + 1 : verb]
        if any(token.tag in ("NOUN", "NAME", "PRON") for token in named):
            return commas[-1] + 1
    return first


def _after_joint(held: Held, place: int) -> int:
    """Where the clause begins that stands right before a joint.

    As in "it left at noon but the boat stayed and", and behind a colon: "issued this statement:
    We thank you and".
    """
    tokens = held.tokens
    for one in range(place - 1, 1, -1):
        token = tokens[one]
        if token.text == ":" and tokens[one + 1].start > token.end:
            return one + 2 if tokens[one + 1].tag == "QUOTE" else one + 1
        if token.tag == "CC" or token.text == ";":
            joint = held.joint(one)
            if joint is not None and joint.kind is Kind.CLAUSE and joint.end > place:
                return one + 1
    return 0


def _mate_of(held: Held, joint: Joined, least: int) -> int | None:
    """The verb that a predicate goes with, if what stands after either is its own."""
    tokens, place = held.tokens, joint.place
    start = opening(tokens, place + 1, joint.end)
    before = held.words.before_marks(place)
    if tokens[before - 1].tag in ("PREP", "TO", "DET") and tokens[start].tag != "TO":
        return None  # "meeting with and helping them": what follows belongs to both
    mate = _mate(held, least, joint, start)
    if mate is None or not _has_own_words(held, mate, before):
        return None
    graded = tokens[mate].lower in _BE and tokens[start + 1].tag == "SUB"
    graded = (graded or tokens[before - 1].tag == "ADJ") and tokens[start].tag in _PAST
    graded = graded and not _is_passive(held, mate)
    if graded or is_described(tokens, mate, place) or _is_of_a_noun(held, mate):
        return None  # "so complex and tortured that it failed": two words for how it is
    if _may_go_with_both(held, mate, place, start):
        return None
    acted = tokens[mate].tag in ("VBASE", "ING", "TO")
    return mate if not acted or _is_of_a_verb(held, mate) else None


def _is_denied(held: Held, mate: int, place: int) -> bool:
    """As in "did not resign and leave": he may have done one of the two."""
    tokens = held.tokens
    if tokens[mate].tag in FINITE or tokens[place].lower == "but":
        return False
    return any(
        token.tag == "NOT" or token.lower.endswith("n't")
        for token in tokens[max(0, mate - 3) : mate]
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
    if structure is None or mate < structure.group or tokens[start].tag not in FINITE:
        return False
    inner = any(token.tag == "SUB" for token in tokens[structure.group : mate])
    inner = inner and tokens[mate].lower != tokens[start].lower  # "that it is old and is shut"
    return inner and may_share(tokens, structure.verb, start)


def _is_passive(held: Held, mate: int) -> bool:
    """Whether a participle is what something suffered: "was arrested"."""
    return held.tokens[mate].tag == "PART" and held.tokens[mate - 1].lower in _BE


def _is_nobody(held: Held, first: int, last: int) -> bool:
    """As in "nobody could buy it and leave": nobody did both, which does not say who did one."""
    words = {token.lower for token in held.tokens[first:last]}
    return bool(words & _NOBODY) or words == {"there"}


def shared_by_clauses(held: Held, place: int) -> tuple[Piece, ...] | None:
    """What a clause after ``place`` takes along that has a subject of its own."""
    tokens = held.tokens
    structure = held.frame(0, place)
    if structure is None or tokens[0].lower in _SUPPOSING or _around(held, place):
        return None
    asked = tokens[place + 1].lower
    if asked in _ASKING:
        alike = [one for one in range(structure.group, place) if tokens[one].lower == asked]
        if not alike or tokens[alike[-1] - 1].text == ",":
            return None
        return held.carrying(structure.subject, alike[-1])
    comma = tokens[place - 1].text == ","
    holding = [
        one
        for one in range(structure.group, place)
        if tokens[one].tag == "SUB"
        and tokens[one].lower in _HOLDING
        and tokens[one - 1].tag not in ("NOUN", "NAME", "NUM", "PUNCT")
        and tokens[one - 1].lower != "so"
    ]
    same = tokens[place + 1].tag == "PRON" and asked == tokens[structure.subject].lower
    if not holding or same:
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


def _mate(held: Held, least: int, joined: Joined, start: int) -> int | None:
    """The verb that a predicate goes with: the nearest of its form that it can reach.

    Verbs in clauses that are over before are out of reach.
    """
    tokens, place = held.tokens, joined.place
    acting = joined.kind is Kind.ACTION and _action(held, least, place, start) is not None
    form = _action if acting else _form
    closed = [
        joint
        for one in range(least, place)
        if (tokens[one].tag in _AROUND or tokens[one].lower in _RELATIVE)
        and (joint := held.joint(one)) is not None
        and joint.kind in _ENCLOSING
        and joint.end <= place
    ]
    main = _closing(held, least, place, start)
    if main is not None and joined.kind is Kind.PREDICATE:
        nearest = conjunct(tokens, least, place, start)
        if nearest not in (None, main) and tokens[nearest or 0].tag == tokens[start].tag:
            alike = tokens[main].tag == tokens[start].tag
            if alike or tokens[start].tag == "MODAL":
                return None  # "a plan that others might try, but will fail to copy"
        return main
    right = place
    while (mate := form(held, least, right, start)) is not None:
        over = [one for one in closed if one.place <= mate < one.end]
        if not over:
            return mate
        right = min(one.place for one in over)
    return None


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


def _form(held: Held, least: int, place: int, start: int) -> int | None:
    """The nearest verb before ``place`` that has the form of the one at ``start``."""
    tokens = held.tokens
    for tag in ("TO", "NONFINITE"):
        if tokens[start].tag == tag:
            alike = (one for one in range(place - 1, least - 1, -1) if tokens[one].tag == tag)
            return next(alike, None)
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


def _is_active(held: Held, mate: int, start: int) -> bool:
    """Whether a verb takes an object and so cannot be what something suffered, as its mate is."""
    tokens = held.tokens
    if not any(token.lower in _BE for token in tokens[max(0, mate - 3) : mate]):
        return False
    own = tokens[start]
    intransitive = base_of(own.lower) in word_sets("statements")["intransitive"]
    based = bool(forms().get(own.lower, 0) & BASE)
    following = tokens[start + 1]
    taken = following.tag in _TAKEN or (following.tag == "SUB" and following.lower in _HOLDING)
    return based or intransitive or taken


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


def _is_of_a_verb(held: Held, mate: int) -> bool:
    """As in "agreed to sell it and to leave": what a verb takes, not "a plan to help it and to"."""
    tokens = held.tokens
    before = mate - 1
    if before > 0 and tokens[before].tag == "TO":
        before -= 1
    if tokens[before].tag == "PREP":
        return tokens[before].lower != "of"
    return tokens[before].tag in _GOVERNING


def _has_own_words(held: Held, mate: int, before: int) -> bool:
    """Whether the verb before has words of its own: not in "wrote and directed the film"."""
    tokens = held.tokens
    group = group_end(tokens, mate, before)
    if held.count(group, before):
        return True
    main = tokens[group - 1]
    suffered = main.tag in _PAST and main.lower != "born"
    suffered = suffered and any(token.lower in _BE for token in tokens[max(0, mate - 3) : group])
    return suffered or base_of(main.lower) in word_sets("statements")["intransitive"]
