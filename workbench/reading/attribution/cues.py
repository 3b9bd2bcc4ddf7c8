"""Find in one sentence the words that say who says it, and where what is said begins.

Each pattern is licensed by its own guard; a verb of saying alone is not enough. ``sources``
has the patterns without a speaker as subject, ``sayings`` those where the verb comes before
what is said, ``afterwards`` those where it comes after.
"""

from collections.abc import Sequence

from workbench.reading.attribution.afterwards import said_afterwards
from workbench.reading.attribution.cue import Cue, Line
from workbench.reading.attribution.sayings import sayings
from workbench.reading.attribution.sources import according_to, impersonal, reportedly
from workbench.reading.grammar.tokens import Token

__all__ = ["find_cues"]


def find_cues(words: Sequence[Token], quoted: Sequence[bool]) -> list[Cue]:
    """The attributions of a sentence; ``quoted`` tells which words are inside quotations."""
    line = Line(words, quoted)
    first = according_to(line) or impersonal(line)
    if first is not None:
        return [first]
    found = sayings(line)
    if found:
        return found
    last = said_afterwards(line) or reportedly(line)
    return [last] if last is not None else []
