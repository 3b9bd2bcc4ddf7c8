"""What a conjunct takes along: its subject, the auxiliaries, and what both hang on.

"Has been using it and been a supporter": the second takes "has"; "agreed to sell it and to
leave": "agreed"; "knew that it leaked and the gate was open": "knew that".
"""

from typing import Final

from workbench.reading.grammar.conjuncts import may_share
from workbench.reading.grammar.tags import FINITE
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.branches.enclosing import around, enclosing
from workbench.reading.statements.branches.held import Held, Joined
from workbench.reading.statements.branches.mates import mate_of
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import LONGEST_CARRIED

__all__ = ["shared", "shared_by_clauses"]

_SUPPOSING: Final = frozenset({"if", "unless", "whether", "until", "whatever"})
_NOBODY: Final = frozenset({"nobody", "none", "neither", "nothing", "no", "few"})
_DASHES: Final = frozenset({"—", "–", "-"})
_ASKING: Final = frozenset(
    {"what", "whatever", "how", "why", "which", "when", "where", "whether", "who", "whom", "whose"}
    | {"that", "if", "because"}
)
_HOLDING: Final = frozenset({"that", "how", "why", "whether"})


def shared(held: Held, joint: Joined) -> tuple[Piece, ...] | None:
    """What the predicate at a joint takes along; nothing at all where it may not be said."""
    host = around(held, joint.place)
    if (host is not None and not _may_stand_in(held, host)) or _follows_condition(held, joint):
        return None
    begin = _after_joint(held, joint.place)
    mate = mate_of(held, joint, max(host.place + 1 if host is not None else 0, begin))
    structure = held.frame(begin, held.words.before_marks(joint.place))
    if mate is None:
        return None
    if held.carried and not begin:
        return _carried(held, 0, mate)
    if structure is None or structure.verb == structure.subject:
        return None  # "Pay attention and eat": who is to do it is not said
    first = _subject(held, structure, mate)
    if mate > structure.verb and held.tokens[mate - 1].tag in ("PUNCT", "QUOTE"):
        # one of a row that was not seen: "gave it up, went home and found a job"
        if not may_share(held.tokens, structure.verb, mate):
            return None
        mate = structure.verb
        while mate > first and held.tokens[mate - 1].tag in ("PUNCT", "QUOTE"):
            mate -= 1
    if _is_nobody(held, first, structure.verb):
        return None
    if host is not None and host.kind is Kind.TAIL:
        return held.pieces(first, structure.verb)
    return _carried(held, first, mate)


def _carried(held: Held, first: int, mate: int) -> tuple[Piece, ...] | None:
    """The words before a verb, without the adverbs that go with it alone."""
    tokens = held.tokens
    last = mate
    while last > first and tokens[last - 1].tag in ("ADV", "NOT"):
        last -= 1
    if last < mate and tokens[last - 1].lower == "as":
        last = mate  # "might as well"
    inner = tokens[mate].tag in FINITE and last and tokens[last - 1].tag in ("VERB", "VPAST")
    if inner or last < first or last - first > LONGEST_CARRIED:
        return None  # "wrote songs I thought never had an audience and"
    if not held.is_balanced(first, last) or (last == first and (first or not held.carried)):
        return None
    return held.pieces(first, last) if first or not held.carried else held.carrying(first, last)


def _subject(held: Held, structure: Frame, mate: int) -> int:
    """Where the subject of a clause begins, without what opens the clause."""
    tokens = held.tokens
    first, verb = structure.subject, structure.verb
    if mate > verb and tokens[mate].tag in FINITE:
        own = mate - 1
        while own > verb and tokens[own].tag == "ADV":
            own -= 1
        pronoun = tokens[own].lower in word_sets("words")["subject_pronouns"]
        if pronoun and tokens[own - 1].text == ",":
            return own  # "When it was told to leave, it did and"
    while first < verb - 1 and (
        tokens[first].tag == "SUB" or tokens[first].lower in ("then", "so", "yet")
    ):
        first += 1
    before = verb - 1
    while before > first and tokens[before].tag in ("ADV", "DET"):
        before -= 1
    pronoun = tokens[before].lower in word_sets("words")["subject_pronouns"]
    if pronoun and before > first and tokens[before - 1].tag != "CC":
        return before  # "After the war they": who did it stands right before the verb
    commas = [one for one in range(first, verb) if tokens[one].text == ","]
    if (
        commas
        and commas[-1] < verb - 1
        and not any(token.tag == "CC" for token in tokens[commas[-1] : verb])
    ):
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
        if token.text in _DASHES and tokens[one + 1].tag == "PRON":
            own = held.frame(one + 1, place)
            if own is not None and own.subject == one + 1:
                return one + 1  # "is no founder - he used to pay it and"
        if token.tag == "CC" or token.text == ";":
            joint = held.joint(one)
            if joint is not None and joint.kind is Kind.CLAUSE and joint.end > place:
                return one + 1
    return 0


def _is_nobody(held: Held, first: int, last: int) -> bool:
    """As in "nobody could buy it and leave": nobody did both, which does not say who did one."""
    words = {token.lower for token in held.tokens[first:last]}
    return bool(words & _NOBODY) or words == {"there"}


def _may_stand_in(held: Held, host: Joined) -> bool:
    """Whether what is said in a clause may be said with all that stands before it."""
    if host.kind in (Kind.RELATIVE, Kind.MODIFIER):
        return False
    return held.tokens[host.place].lower not in _SUPPOSING


def _follows_condition(held: Held, joint: Joined) -> bool:
    """As in "could live, if it fell, and did not leave": what is supposed may go on."""
    before = held.words.before_marks(joint.place)
    return any(
        one.end in (before, joint.place) and held.tokens[one.place].lower in _SUPPOSING
        for one in enclosing(held, 1, before)
    )


def shared_by_clauses(held: Held, place: int) -> tuple[Piece, ...] | None:
    """What a clause after ``place`` takes along that has a subject of its own."""
    tokens = held.tokens
    structure = held.frame(0, place)
    if structure is None or tokens[0].lower in _SUPPOSING or around(held, place):
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
