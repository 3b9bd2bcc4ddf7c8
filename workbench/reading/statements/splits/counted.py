"""Counted subjects that share a predicate: "52 Serbs and 41 soldiers were injured".

That makes two statements, each with its own figure.
"""

from collections.abc import Sequence

from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import Part, Words

__all__ = ["counted_subjects"]


def counted_subjects(
    words: Words, first: int, last: int, structure: Frame
) -> tuple[Part, Part] | None:
    """Two counts joined by "and" before a predicate that holds of each one singly."""
    tokens = words.tokens
    subject, verb, group = structure.subject, structure.verb, structure.group
    if not _is_counted(tokens[subject:verb]):
        return None
    joint = next((i for i in range(subject + 2, verb - 1) if tokens[i].lower == "and"), None)
    if joint is None or not _is_counted(tokens[joint + 1 : verb]):
        return None
    inside = tokens[subject:verb]
    if any(token.text == "," or token.tag == "SUB" for token in inside):
        return None
    if sum(token.lower == "and" for token in inside) > 1:
        return None
    distributive = word_sets("statements")["distributive"]
    if not any(token.lower in distributive for token in tokens[verb:group]):
        return None
    if any(token.lower in ("between", "together", "total") for token in tokens[first:verb]):
        return None
    shared = words.pieces(verb, last, inserted=True)
    left = words.pieces(first, joint)
    opening: tuple[Piece, ...] = ()
    if subject > first:
        opening = words.pieces(first, subject, inserted=True)
    pattern = "counted subjects"
    return (
        Part(left[0].start, left[-1].end, (*left, *shared), pattern),
        words.part(joint + 1, last, *opening, pattern=pattern),
    )


def _is_counted(tokens: Sequence[Token]) -> bool:
    """Whether a noun phrase begins with a number, perhaps after "about" or "at least"."""
    approximators = word_sets("statements")["before_numbers"]
    place = 0
    while place < min(3, len(tokens)) and tokens[place].lower in approximators:
        place += 1
    return (
        place < len(tokens)
        and tokens[place].tag == "NUM"
        and any(token.tag in ("NOUN", "NAME") for token in tokens[place:])
    )
