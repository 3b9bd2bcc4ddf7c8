"""What one verb says twice: "recognised that A and that B", "unclear whether A or if B".

The second carries in what stands before the first "that" or "whether", so that each says whole
what was recognised, told or decided.
"""

from typing import Final

from workbench.reading.statements.words.frames import Frame, frame
from workbench.reading.statements.words.spans import LONGEST_CARRIED, Part, Words

__all__ = ["shared_complement"]

_OPENERS: Final = frozenset({"DET", "POSS", "PRON", "NAME", "NUM"})
_KINDS: Final = (
    frozenset({"that"}),
    frozenset({"whether", "if"}),
    frozenset({"how", "why", "what", "where"}),
)
_LEAST: Final = 3


def shared_complement(
    words: Words, first: int, last: int, structure: Frame
) -> tuple[Part, ...] | None:
    """The statements of a clause with two clauses after "that"; ``None`` if it has not."""
    tokens = words.tokens
    kind = next((one for one in _KINDS if words.vocabulary & one), None)
    if kind is None:
        return None
    if sum(token.lower in kind for token in tokens[structure.group : last]) < 2:
        return None
    opening = next((i for i in range(structure.group, last - _LEAST) if tokens[i].lower in kind), 0)
    if tokens[opening].tag != "SUB" or opening - first > LONGEST_CARRIED:
        return None
    edges = [opening]
    for index in range(opening + _LEAST, last - _LEAST):
        joins = tokens[index].tag == "CC" and tokens[index + 1].lower in kind
        if joins and _opens(words, index + 2, last):
            edges.append(index)
    if len(edges) < 2 or frame(tokens, opening + 1, edges[1]) is None:
        return None
    carried = words.pieces(first, opening, inserted=True)
    parts = [words.part(first, words.before_marks(edges[1]))]
    for place, edge in enumerate(edges[1:], 1):
        stop = words.before_marks(edges[place + 1]) if place + 1 < len(edges) else last
        parts.append(words.part(edge + 1, stop, *carried, pattern="shared that"))
    return tuple(parts)


def _opens(words: Words, start: int, last: int) -> bool:
    """Whether a clause begins here, and not a noun with its "that"."""
    token = words.tokens[start]
    plural = token.tag in ("NOUN", "ADJ") and words.tokens[start].lower.endswith("s")
    opens = token.tag in _OPENERS or plural
    return opens and frame(words.tokens, start, last) is not None
