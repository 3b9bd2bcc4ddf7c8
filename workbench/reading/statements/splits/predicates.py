"""Predicates that share a subject.

"The mayor resigned and left the country" makes two statements, the second with the subject
carried in, and with an auxiliary where the form needs it.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.conjuncts import (
    is_only_participle,
    may_share,
    opening,
    tag_of,
)
from workbench.reading.grammar.verbs import BASE, base_of, forms
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.splits.counted import counted_subjects
from workbench.reading.statements.splits.objects import counted_objects
from workbench.reading.statements.splits.rows import row
from workbench.reading.statements.splits.sharing import further_predicates
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.spans import LONGEST_CARRIED, Part, Words

__all__ = ["predicates"]

_OBJECT: Final = frozenset({"DET", "POSS", "NAME", "NUM", "PRON"})
_HOLDING: Final = frozenset({"that", "how", "whether", "why"})
_LEAST: Final = 4
_HAVE: Final = frozenset({"has", "have", "had"})


def predicates(words: Words, first: int, last: int, structure: Frame) -> Iterator[Part]:
    """The statements of one clause without asides and tails."""
    counted = counted_subjects(words, first, last, structure)
    if counted is not None:
        yield from counted
        return
    joints = further_predicates(words, last, structure)
    if not joints:
        inner = _complement(words, first, last, structure)
        joints = [] if inner is None else further_predicates(words, last, inner)
        joints = [] if any(_is_doubtful(words, structure, one) for one in joints) else joints
        structure = inner if inner is not None and joints else structure
    if not joints:
        told = row(words, first, last, structure)
        yield from told if told is not None else counted_objects(words, first, last, structure)
        return
    edges = [*joints, last]
    yield words.part(first, _stop(words, joints[0]))
    for place, start in enumerate(joints):
        stop = last if place + 1 == len(joints) else _stop(words, edges[place + 1])
        carried = words.pieces(first, _carried(words, structure, start, stop), inserted=True)
        yield words.part(start, stop, *carried, pattern="shared subject")


def _complement(words: Words, first: int, last: int, structure: Frame) -> Frame | None:
    """What hangs on the verb: "knew that the dam leaked", where its predicates are two."""
    if words.vocabulary.isdisjoint(_HOLDING) or "and" not in words.vocabulary:
        return None
    tokens = words.tokens
    for index in range(structure.group, last - _LEAST):
        if tokens[index].tag == "SUB":
            verbal = tokens[index - 1].tag not in ("NOUN", "NAME", "NUM", "PUNCT", "PREP")
            held = verbal and tokens[index].lower in _HOLDING and index - first < LONGEST_CARRIED
            return words.frame(index + 1, last) if held else None
    return None


def _is_doubtful(words: Words, structure: Frame, start: int) -> bool:
    """As in "knew that the dam had cracks and left": both verbs may be meant."""
    tokens = words.tokens
    comma = tokens[start - 2].text == ","
    return comma or may_share(tokens, structure.verb, opening(tokens, start, len(tokens)))


def _stop(words: Words, start: int) -> int:
    """The end of what stands before the predicate that begins at ``start``."""
    before = start - 1
    return words.before_marks(before if words.tokens[before].tag == "CC" else start)


def _carried(words: Words, structure: Frame, start: int, stop: int) -> int:
    """How much of the first clause a later predicate needs: its subject, or auxiliaries too."""
    tokens = words.tokens
    but = tokens[start - 1].lower == "but"
    start = opening(tokens, start, stop)
    token, main, tag = tokens[start], tokens[structure.verb], tag_of(tokens, start)
    if (token.tag in ("ING", "DET", "ADJ") and tag == token.tag) or token.lower == "being":
        return structure.verb + 1
    finite = tag == "VPAST" or (tag != "VBASE" and not forms().get(token.lower, BASE) & BASE)
    if main.tag == "MODAL" and token.tag not in ("MODAL", "AUX") and not finite:
        return structure.verb + 1
    done = tag in ("VPAST", "PART") or is_only_participle(token)
    if done and main.tag in ("AUX", "MODAL"):
        participles = [i for i in range(structure.verb, structure.group) if tokens[i].tag == "PART"]
        if participles and tokens[participles[-1]].lower != "born":
            active = start + 1 < stop and tokens[start + 1].tag in _OBJECT
            active = active or base_of(token.lower) in word_sets("statements")["intransitive"]
            group = tokens[structure.verb : structure.group]
            had = any(one.lower in _HAVE for one in group)
            had = had and not any(one.lower == "been" for one in group)
            if had or not active:
                place = participles[-1]
                if but and tokens[place - 1].tag == "NOT":
                    place -= 1  # "was not sold but given away"
                return place
        suffered = token.lower.endswith("ed") and tokens[start + 1].tag in ("PREP", "TO")
        if not participles and suffered and main.lower in ("is", "are"):
            return structure.verb + 1  # "is a fine river and regarded as clean"
    place = structure.verb
    while place > structure.subject + 1 and tokens[place - 1].tag in ("ADV", "NOT"):
        place -= 1  # "he never used it and added": what he added he did
    return place
