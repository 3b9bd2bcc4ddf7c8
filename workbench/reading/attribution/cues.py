"""Find in one sentence the words that say who says it, and where what is said begins.

Each pattern is licensed by its own guard; a verb of saying alone is not enough. ``sources``
has the patterns without a speaker as subject, ``sayings`` those where the verb comes before
what is said, ``afterwards`` those where it comes after.
"""

from collections.abc import Sequence
from dataclasses import replace

from workbench.reading.attribution.afterwards import said_afterwards
from workbench.reading.attribution.cue import Cue, Line, speech
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
        outer = _around(line, found[0])
        return _before_participle(line, found) if outer is None else [outer]
    last = said_afterwards(line) or reportedly(line)
    return [last] if last is not None else []


def _around(line: Line, inner: Cue) -> Cue | None:
    """As in 'he said, "...," the office said': the last one tells of the first one's words."""
    content = inner.content[0][0]
    if content >= len(line.quoted) or not line.quoted[content]:
        return None
    last = said_afterwards(line)
    if last is None or last.first <= content or last.subject is None:
        return None
    closes = any(word.tag == "QUOTE" for word in line.words[last.first - 2 : last.first])
    return last if closes and not line.quoted[last.first] else None


def _before_participle(line: Line, found: list[Cue]) -> list[Cue]:
    """As in "..., the agency said, warning that ...": the same speaker says both."""
    first = found[0]
    if line.words[first.verb].lower not in speech()["saying_participles"]:
        return found
    before = first.first - 1
    last = said_afterwards(Line(line.words[:before], line.quoted[:before]))
    return found if last is None else [last, replace(first, subject=last.subject), *found[1:]]
