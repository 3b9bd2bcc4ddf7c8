"""Relative clauses: what a statement says of a thing on the way.

Set off by a comma it is said besides, and the statement loses it. Without a comma it picks the
thing out: where something in particular is meant it is told as well, and the statement loses it
if it is as true without.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.conjuncts import agree, opening
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Scene
from workbench.reading.statements.branches.held import Branch, Held, Joined, Range
from workbench.reading.statements.branches.meant import is_supposed, means_one
from workbench.reading.statements.branches.things import (
    SET_OFF,
    Thing,
    is_plural,
    is_said_to_be,
    thing_beside,
    thing_picked,
    who_is,
)
from workbench.reading.statements.modifiers.restrictive import restrictive_end
from workbench.reading.statements.words.frames import group_end
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import LONGEST_CARRIED

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: relative"

_PRONOUNS: Final = frozenset({"who", "which", "that", "whose", "whom", "where"})
_SAID: Final = frozenset({"who", "which", "that"})
_TELLING: Final = frozenset({"NOUN", "NAME", "NUM", "ADJ", "VERB", "VPAST", "PART", "VBASE", "ING"})
_SUBJECTS: Final = frozenset({"PRON", "NAME", "DET", "POSS", "NOUN", "NUM", "ADJ"})
_ARTICLES: Final = frozenset({"a", "an"})
_LEAST: Final = 3
_LEAST_TELLING: Final = 4


def may_hold(words: Sequence[Token]) -> bool:
    """Whether a relative clause may be there: a pronoun for it inside, and two finite verbs."""
    if not any(word.lower in _PRONOUNS and word.tag == "SUB" for word in words[1:]):
        return False
    return sum(word.tag in FINITE for word in words) > 1


def find(held: Held) -> Iterator[Branch]:
    """The relative clauses of a statement, from the first on."""
    scene: Scene | None = None
    for place in range(1, held.stop - _LEAST):
        token = held.tokens[place]
        if token.lower not in _PRONOUNS or token.tag != "SUB":
            continue
        joint = held.joint(place)
        if joint is None or joint.kind is not Kind.RELATIVE or joint.end - place <= _LEAST:
            continue
        scene = scene or Scene(held.words, held.stop, reported=False)
        branch = _branch(held, scene, joint)
        if branch is not None:
            yield branch


def _branch(held: Held, scene: Scene, joint: Joined) -> Branch | None:
    tokens, place = held.tokens, joint.place
    word = tokens[place].lower
    begin = place - 1 if tokens[place - 1].tag == "PREP" else place
    set_off = tokens[begin - 1].text in SET_OFF and word != "that"
    verb = _verb(held, place, joint.end)
    if verb is None or begin < 1:
        return None
    end = _end(held, scene, joint, verb, set_off=set_off)
    subject = begin == place and _is_its_subject(held, place, verb)
    if end is None or not _is_open(held, scene, place, subject=subject):
        return None
    if end - place <= _LEAST or not held.is_balanced(begin, end):
        return None
    agreeing = verb if subject else None
    if set_off:
        thing = thing_beside(scene, begin, word, agreeing)
    else:
        thing = thing_picked(scene, begin, word, agreeing)
    if thing is None or thing.stop - thing.start > LONGEST_CARRIED:
        return None
    clause = begin, end
    if set_off:
        said = _besides(held, clause, thing, word)
    else:
        said = _picking(held, scene, clause, thing, verb)
    if said is None or (held.is_cut_short(end) and not _is_subject(held, scene, thing, end)):
        return None
    carried, cut = said
    first = place + 1 if subject or not carried else begin
    return Branch(PATTERN, place, (first, end), carried, cut)


def _end(held: Held, scene: Scene, joint: Joined, verb: int, *, set_off: bool) -> int | None:
    """Where a clause ends; nothing where a mark would have to stand and does not."""
    tokens = held.tokens
    end = joint.end if set_off else restrictive_end(scene, joint.place, verb)
    while end < held.stop and tokens[end].tag in FINITE and tokens[end - 1].tag == "ADV":
        end -= 1  # "a beach which has been closed officially reopens"
    end = _before_other(held, verb, end)
    end = end if set_off else _before_main(held, verb, end)
    closed = end >= held.stop or tokens[end].text in SET_OFF | {")"}
    return end if closed or not set_off else None


def _before_main(held: Held, verb: int, end: int) -> int:
    """Where a clause ends before a verb that only the phrase can have: "which had ended began"."""
    tokens = held.tokens
    joined = end
    for place in range(group_end(tokens, verb, end) + 1, end):
        token, before = tokens[place], tokens[place - 1]
        if token.tag == "CC":
            joined = place
        if token.lower in _SAID and token.tag == "SUB" and joined < end and held.tag(end) in FINITE:
            return joined  # "a baker who sold bread and a smith who sold knives were"
        if token.tag in ("SUB", "PRON") or token.text == ",":
            break
        whole = joined == end and before.tag in ("NOUN", "NUM", "QUOTE", "PART")
        if token.tag in FINITE and whole:
            return place
    return end


def _is_its_subject(held: Held, place: int, verb: int) -> bool:
    """Whether the pronoun of a clause is the subject of its verb."""
    tokens = held.tokens
    if all(token.tag == "ADV" for token in tokens[place + 1 : verb]):
        return True
    if tokens[place].lower not in ("who", "which"):
        return False
    if tokens[place + 1].text == ",":
        return tokens[verb - 1].text == ","  # "which, over time, became"
    return tokens[place + 1].tag == "PREP" and tokens[place].lower == "who"


def _is_open(held: Held, scene: Scene, place: int, *, subject: bool) -> bool:
    """Whether a clause lacks what its pronoun stands for: not in "the belief that it is so"."""
    word = held.tokens[place].lower
    if word == "that":
        return subject and not _is_cleft(scene)
    return word != "where" or held.tokens[place + 1].tag in _SUBJECTS


def _is_cleft(scene: Scene) -> bool:
    """As in "it is the cost that worries them": what worries them is the cost."""
    structure = scene.structure
    if structure is None or not scene.is_copula():
        return False
    return any(t.lower == "it" for t in scene.tokens[structure.subject : structure.verb])


def _before_other(held: Held, verb: int, end: int) -> int:
    """Where a clause ends before a predicate that cannot be its own: "who were old and was"."""
    tokens = held.tokens
    for place in range(verb + 1, end - 1):
        if tokens[place].tag != "CC":
            continue
        joint = held.joint(place)
        start = opening(tokens, place + 1, end)
        other = joint is not None and joint.kind is Kind.PREDICATE and tokens[start].tag in FINITE
        if other and not agree(tokens[verb], tokens[start]):
            return held.words.before_marks(place)
    return end


def _is_subject(held: Held, scene: Scene, thing: Thing, end: int) -> bool:
    """Whether the verb that follows a clause is that of the thing: "a bill that aims high has"."""
    tokens, structure = held.tokens, scene.structure
    verb = end
    while verb < held.stop - 1 and tokens[verb].tag == "ADV":
        verb += 1
    if structure is not None and structure.subject <= thing.start < structure.verb:
        return verb == structure.verb
    opening = tokens[thing.start - 1] if thing.start else tokens[0]
    opens = opening.tag == "SUB" or opening.lower in word_sets("statements")["clause_prepositions"]
    return opens and tokens[verb].tag in FINITE


def _verb(held: Held, place: int, end: int) -> int | None:
    """The finite verb of a clause, if it has more than that."""
    verb = next((one for one in range(place + 1, end) if held.tokens[one].tag in FINITE), None)
    if verb is None or group_end(held.tokens, verb, end) >= end:
        return None
    return verb


def _besides(
    held: Held, clause: Range, thing: Thing, word: str
) -> tuple[tuple[Piece, ...], Range | None] | None:
    """What is carried in front of a clause that is set off, and what the statement loses."""
    cut = _set_off(held, clause)
    if not _is_date(held, thing):
        return held.pieces(thing.start, thing.stop), cut
    # "on 5 May, where he stayed": the place is not what stands before
    return ((), cut) if word == "where" else None


def _picking(
    held: Held, scene: Scene, clause: Range, thing: Thing, verb: int
) -> tuple[tuple[Piece, ...], Range | None] | None:
    """The same of a clause that picks out."""
    if is_said_to_be(scene, thing):
        plain = held.tokens[clause[0]].lower in _SAID
        who = who_is(scene) if plain and held.tokens[clause[0] + 1].tag in FINITE else None
        if who is None or held.carried or is_supposed(scene, thing, sure=False):
            return None
        return held.pieces(*who), None
    pronoun = held.tokens[clause[0]].lower
    if _is_date(held, thing) or not means_one(scene, thing, verb, pronoun):
        return None
    cut = _picked(held, clause, thing) if _may_go(held, clause, thing) else None
    return held.pieces(thing.start, thing.stop), cut


def _is_date(held: Held, thing: Thing) -> bool:
    """Whether a thing is a day, a month or a year."""
    head = held.tokens[thing.noun]
    return head.tag == "NUM" or head.lower in word_sets("words")["months_and_days"]


# ------------------------------------------------------------------ what the statement loses


def _set_off(held: Held, clause: Range) -> Range:
    """The clause with the comma before, and the one that closes."""
    tokens = held.tokens
    first, last = clause[0] - 1, clause[1]
    while first and tokens[first].text == "-" == tokens[first - 1].text:
        first -= 1
    closing = {")"} if tokens[first].text == "(" else SET_OFF
    if last < held.stop and tokens[last].text in closing:
        last += 1
    while last < held.stop and tokens[last - 1].text == "-" == tokens[last].text:
        last += 1
    return first, last


def _picked(held: Held, clause: Range, thing: Thing) -> Range | None:
    """A clause that picks out, with the comma that wrongly closes it."""
    tokens = held.tokens
    begin, end = clause
    if end < held.stop and tokens[end].tag == "CC":
        return None  # "of getting into and out of trouble": the clause may go on
    closes = end + 1 < held.stop and tokens[end].text == ","
    if closes and thing.start < _LEAST - 1 and tokens[end + 1].tag in FINITE:
        return begin, end + 1
    return clause


def _may_go(held: Held, clause: Range, thing: Thing) -> bool:
    """Whether the statement is as true without the clause, and says enough."""
    tokens = held.tokens
    rest = [*tokens[: clause[0]], *tokens[clause[1] :]]
    if sum(token.tag in _TELLING for token in rest) < _LEAST_TELLING:
        return False
    opening, head = tokens[thing.start], tokens[thing.noun]
    length = thing.stop - thing.start
    if opening.lower in _ARTICLES or opening.tag == "NUM":
        named = thing.start > 0 and tokens[thing.start - 1].text == ","  # "Riga, a town that"
        return length > (_LEAST if named else 1)
    if opening.tag == "DET" and (is_plural(head) or head.tag == "NUM"):
        return False  # "among the three leaders who led the march"
    return opening.tag == "NAME" or length > _LEAST - 1
