"""Relative clauses after a comma: what they say, and of what.

A statement is made of one only when its antecedent is clear: the subject, an object right
after its verb, or, for "which led to ...", the whole clause before it.
"""

from dataclasses import dataclass
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.clauses import Frame
from workbench.reading.statements.pieces import Piece
from workbench.reading.statements.spans import LONGEST_CARRIED, Part, Words

__all__ = ["Aside", "phrase_before", "relative", "whole_clause"]

_PHRASE: Final = frozenset({"NOUN", "NAME", "ADJ", "NUM", "POSS", "DET", "PART"})
_WHERE: Final = frozenset({"in", "during", "at", "on"})


@dataclass(frozen=True, slots=True)
class Aside:
    """The words ``start:stop`` are a relative clause, which makes the statement ``part``."""

    start: int
    stop: int
    part: Part


def relative(words: Words, first: int, last: int, structure: Frame) -> Aside | None:
    """The first relative clause after a comma in a clause, if it is licensed."""
    tokens = words.tokens
    for index in range(first + 2, last - 2):
        if tokens[index - 1].text != ",":
            continue
        token = tokens[index]
        if token.lower in ("which", "who") and token.tag == "SUB":
            return _of_subject_kind(words, first, last, structure, index)
        placed = token.lower == "where" or (
            token.lower in _WHERE and tokens[index + 1].lower == "which"
        )
        if placed:
            return _of_place_kind(words, first, last, structure, index)
    return None


def _of_subject_kind(
    words: Words, first: int, last: int, structure: Frame, index: int
) -> Aside | None:
    """As in ", which/who <verb> ...": the pronoun is the subject of its clause."""
    tokens = words.tokens
    verb = index + 1
    while verb < last and tokens[verb].tag == "ADV":
        verb += 1
    if verb >= last or tokens[verb].tag not in FINITE:
        return None
    comma = words.next_comma(verb + 1, last)
    stop = last if comma is None else comma
    medial = comma is not None and index < structure.verb
    if comma is not None and not medial:
        return None
    results = word_sets("statements")["result_relative_verbs"]
    if tokens[verb].lower in results and not medial and tokens[index].lower == "which":
        carried = whole_clause(words, first, index - 1, structure)
        keep = index
    else:
        antecedent = _antecedent(words, first, index - 1, structure)
        if antecedent is None:
            return None
        carried = (words.piece(*antecedent, inserted=True),)
        keep = index + 1
    if not carried:
        return None
    span = words.piece(index, stop)
    return Aside(index - 1, stop, Part(span.start, span.end, (*carried, words.piece(keep, stop))))


def _of_place_kind(
    words: Words, first: int, last: int, structure: Frame, index: int
) -> Aside | None:
    """As in ", where ..." and ", in which ..." go with the noun phrase right before them."""
    if words.next_comma(index + 1, last) is not None or index < structure.group:
        return None
    if not words.has_finite(index + 1, last) and not _ends_in_verb(words, last):
        return None
    phrase = phrase_before(words, first, index - 1)
    if phrase is None:
        return None
    carried = words.piece(phrase, index - 1, inserted=True)
    return Aside(index - 1, last, words.part(index, last, carried))


def _ends_in_verb(words: Words, last: int) -> bool:
    return words.tokens[last - 1].lower in ("live", "work", "lives", "works", "stand", "stands")


def whole_clause(words: Words, first: int, last: int, structure: Frame) -> tuple[Piece, ...]:
    """A clause to be carried in, without an aside between its subject and its verb."""
    if last - first > LONGEST_CARRIED:
        return ()
    tokens = words.tokens
    comma = words.next_comma(structure.subject, structure.verb)
    closing = structure.verb - 1
    if (
        comma is not None
        and tokens[comma + 1].tag == "ING"
        and tokens[closing].text == ","
        and closing > comma
    ):
        return (
            words.piece(first, comma, inserted=True),
            words.piece(structure.verb, last, inserted=True),
        )
    return (words.piece(first, last, inserted=True),)


def _antecedent(words: Words, first: int, comma: int, structure: Frame) -> tuple[int, int] | None:
    """The noun phrase before the comma, if only one can be meant."""
    tokens = words.tokens
    start = phrase_before(words, first, comma)
    if start is None:
        return None
    if start in (first, structure.subject, structure.group):
        return start, comma
    before = tokens[start - 1]
    if before.tag in ("VBASE", "VERB", "VPAST"):
        return start, comma
    # "took place at X, which ...": no noun before the preposition competes
    alone = before.tag == "PREP" and start - 2 >= first
    if alone and tokens[start - 2].tag in ("VERB", "VPAST", "PART", "VBASE", "ADV"):
        return start, comma
    return None


def phrase_before(words: Words, first: int, comma: int) -> int | None:
    """Where the noun phrase that ends at ``comma`` begins."""
    tokens = words.tokens
    last = comma - 1
    if tokens[last].text == ")":
        while last > first and tokens[last].text != "(":
            last -= 1
        last -= 1
    if last < first or tokens[last].tag not in ("NOUN", "NAME"):
        return None
    start = words.name_start(last)
    if start is None:
        start = last
    while start > first and tokens[start - 1].tag in _PHRASE:
        start -= 1
        if tokens[start].tag == "DET" or (
            tokens[start].tag == "POSS" and tokens[start].text[0].isalpha()
        ):
            break
    return start
