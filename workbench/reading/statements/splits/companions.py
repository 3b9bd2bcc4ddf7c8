"""Clauses cut from what accompanies them: an agent, a figure, an event of the same subject.

The clause keeps its own words; what accompanied it becomes a statement with the words it needs
carried in. Where a guard refuses, the clause stays whole.
"""

from dataclasses import dataclass
from typing import Final

from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import PARTICIPLE, PAST, forms
from workbench.reading.statements.splits.tails import casualties
from workbench.reading.statements.words.frames import Frame, frame
from workbench.reading.statements.words.spans import Part, Words

__all__ = ["Cut", "companion"]

_PAST_AUXILIARIES: Final = frozenset({"was", "were", "had"})
_BE: Final = frozenset({"was", "were", "is", "are", "be", "been"})
_SUFFERERS: Final = frozenset({"NUM", "DET", "POSS", "ADJ", "NOUN", "NAME", "PREP", "ADV"})
_MANY: Final = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "many", "others"})
_LONGEST_SUFFERER: Final = 8
_LEAST_MAIN: Final = 3
_LONGEST_FIGURE: Final = 9


@dataclass(slots=True, eq=False, repr=False)
class Cut:
    """The clause ends at ``last``, or is ``main`` where words were cut from its middle."""

    last: int
    parts: tuple[Part, ...]
    main: Part | None = None


def companion(words: Words, first: int, last: int, structure: Frame) -> Cut | None:
    """What can be cut from the clause ``first:last``."""
    present = words.vocabulary
    cut = _agent(words, first, last, structure) if "by" in present else None
    if cut is None and "with" in present:
        cut = _figures(words, last, structure)
    if cut is None and "when" in present:
        cut = _same_event(words, first, last, structure)
    if cut is None and "and" in present:
        cut = _same_auxiliary(words, last, structure)
    return cut


def _agent(words: Words, first: int, last: int, structure: Frame) -> Cut | None:
    """As in "A report requested by the court has ...": a participle with its agent."""
    tokens = words.tokens
    start, verb = structure.subject, structure.verb
    subject = tokens[start:verb]
    if any(t.tag in ("SUB", "ING", "QUOTE", "CC") or t.text == "," for t in subject):
        return None
    for index in range(start + 2, verb - 2):
        if tokens[index].tag not in ("PART", "VPAST") or tokens[index + 1].lower != "by":
            continue
        before = tokens[index - 1]
        if tokens[start].tag not in ("DET", "POSS") or not (
            before.tag in ("NOUN", "NAME") or before.text == ")"
        ):
            return None
        if tokens[verb - 1].tag not in ("NOUN", "NAME"):
            return None
        carried = words.pieces(start, index, inserted=True)
        pieces = (*words.pieces(first, index), *words.pieces(verb, last))
        main = Part(pieces[0].start, pieces[-1].end, pieces)
        own = words.part(index, verb, *carried, pattern="participle: agent")
        return Cut(last, (own,), main)
    return None


def _same_auxiliary(words: Words, last: int, structure: Frame) -> Cut | None:
    """As in "Five people have been killed and dozens injured": "have been" is said once."""
    tokens = words.tokens
    done = structure.group - 1
    if done <= structure.verb or tokens[done].tag != "PART":
        return None
    if not any(t.lower in _BE for t in tokens[structure.verb : done]):
        return None
    for joint in range(structure.group, last - 2):
        if tokens[joint].lower != "and":
            continue
        place = joint + 1
        while place < last - 1 and tokens[place].tag in _SUFFERERS:
            place += 1
        second, opening = tokens[place], tokens[joint + 1]
        if opening.tag in ("ADV", "PREP") or not (
            joint == structure.group or opening.tag == "NUM" or opening.lower in _MANY
        ):
            continue  # "was written by a bank and a group based in Paris": with the bank
        if not joint + 1 < place <= joint + _LONGEST_SUFFERER or not _is_participle(second):
            continue
        if place + 1 < last and tokens[place + 1].tag not in ("PREP", "PUNCT", "ADV"):
            continue
        said = words.pieces(structure.verb, done, inserted=True)
        pieces = (*words.pieces(joint + 1, place), *said, *words.pieces(place, last))
        own = Part(pieces[0].start, pieces[-1].end, pieces, "predicate: same auxiliary")
        return Cut(words.before_marks(joint), (own,))
    return None


def _is_participle(token: Token) -> bool:
    return token.tag == "PART" or (
        token.tag == "VPAST" and bool(forms().get(token.lower, 0) & PARTICIPLE)
    )


def _figures(words: Words, last: int, structure: Frame) -> Cut | None:
    """As in ", with a turnout of 3,000 voters and a share of 58%": one or two figures named."""
    tokens = words.tokens
    for index in range(structure.group + 1, last - 3):
        if tokens[index].text != "," or tokens[index + 1].lower != "with":
            continue
        joint = next((i for i in range(index + 2, last) if tokens[i].tag == "CC"), None)
        edges = [index + 2, last] if joint is None else [index + 2, joint, joint + 1, last]
        phrases = list(zip(edges[::2], edges[1::2], strict=True))
        if not all(_is_figure(words, start, stop) for start, stop in phrases):
            return None
        carried = words.pieces(structure.subject, index + 2, inserted=True)
        return Cut(
            index, tuple(words.part(a, b, *carried, pattern="with figures") for a, b in phrases)
        )
    return None


def _is_figure(words: Words, start: int, stop: int) -> bool:
    """As in "a turnout of about 58%", a noun, "of" and a number; or "123 of the planes"."""
    tokens = words.tokens[start:stop]
    if tokens and tokens[0].tag == "NUM" and tokens[0].text[0].isdigit():
        return stop - start <= _LONGEST_FIGURE and not any(
            t.text == "," or t.tag in ("CC", "SUB", "ING", "QUOTE", "PART", "VPAST") for t in tokens
        )
    place = next((i for i, token in enumerate(tokens) if token.lower == "of"), 0)
    if not place or stop - start > _LONGEST_FIGURE or tokens[place - 1].tag != "NOUN":
        return False
    refused = any(t.text == "," or t.tag in ("CC", "SUB", "ING", "QUOTE") for t in tokens)
    number = any(token.tag == "NUM" for token in tokens[place + 1 : place + 4])
    return number and not refused and not words.has_finite(start, stop)


def _is_past(token: Token) -> bool:
    if token.tag == "VPAST" or token.lower in _PAST_AUXILIARIES:
        return True
    # "sank" and not "put": a form that is no present as well
    return token.tag == "VERB" and forms().get(token.lower, 0) == PAST


def _same_event(words: Words, first: int, last: int, structure: Frame) -> Cut | None:
    """As in "The ship was lost when it struck a rock": a past event of the same subject."""
    tokens = words.tokens
    subject, verb = structure.subject, structure.verb
    if tokens[subject].tag == "POSS":
        return None  # "His family moved when he was a boy": the owner is meant
    for index in range(structure.group, last - 3):
        if tokens[index].lower != "when":
            continue
        inner = frame(tokens, index + 1, last)
        if tokens[index + 1].lower not in ("it", "he", "she") or inner is None:
            return None
        told = tokens[inner.verb]
        if inner.verb != index + 2 or inner.subject != index + 1:
            return None
        if not _is_past(told) or not _is_past(tokens[verb]) or index - first < _LEAST_MAIN:
            return None
        competing = ("CC", "SUB", "PRON", "PREP", "QUOTE")
        if any(t.tag in competing or t.text == "," for t in tokens[subject:verb]):
            return None
        # an object or a second noun could be meant as well
        if any(t.tag in ("DET", "POSS", "CC", "NOT") for t in tokens[verb:index]):
            return None
        carried = words.pieces(subject, verb, inserted=True)
        victims = [i for i in range(inner.group, last) if casualties(words, i, last)]
        stop = victims[0] if victims else last
        span = words.pieces(index, stop)
        pieces = (*carried, *words.pieces(index + 2, stop))
        parts = [Part(span[0].start, span[-1].end, pieces, "same event")]
        if victims:
            event = words.pieces(index + 2, stop, inserted=True)
            parts.append(words.part(stop, last, *carried, *event, pattern="tail"))
        return Cut(index, tuple(parts))
    return None
