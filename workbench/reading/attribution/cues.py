"""Find in one sentence the words that say who says it, and where what is said begins.

Each pattern is licensed by its own guard; a verb of saying alone is not enough. ``sources``
has the patterns without a speaker as subject, ``sayings`` those where the verb comes before
what is said, ``afterwards`` those where it comes after.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from workbench.reading.attribution.afterwards import said_afterwards
from workbench.reading.attribution.cue import Cue, Line, attributing_words, speech
from workbench.reading.attribution.judging import judging, verdict_forms
from workbench.reading.attribution.sayings import sayings
from workbench.reading.attribution.sources import according_to, impersonal, reportedly
from workbench.reading.grammar.tokens import Token

__all__ = ["find_cues"]

_OPENING: Final = 2


def find_cues(words: Sequence[Token], quoted: Sequence[bool]) -> list[Cue]:
    """The attributions of a sentence; ``quoted`` tells which words are inside quotations."""
    # asked for every sentence, so the cheap question comes first
    if _opening_words().isdisjoint([word.lower for word in words]):
        return []
    line = Line(words, quoted)
    first = according_to(line) or impersonal(line)
    if first is not None:
        return _passed_on(line, first) or [_relayed(line, first)]
    found = sayings(line)
    if found:
        outer = _around(line, found[0])
        return _before_participle(line, found) if outer is None else [outer]
    last = said_afterwards(line) or judging(line) or reportedly(line)
    return [last] if last is not None else []


@cache
def _opening_words() -> frozenset[str]:
    return attributing_words() | verdict_forms() | speech()["minded"]


def _around(line: Line, inner: Cue) -> Cue | None:
    """As in 'he said, "...," the office said': the last one tells of the first one's words."""
    content = inner.content[0][0]
    last = said_afterwards(line)
    if last is None or last.first <= content or last.subject is None or line.quoted[last.first]:
        return None
    if content < len(line.quoted) and line.quoted[content]:
        closes = any(word.tag == "QUOTE" for word in line.words[last.first - 2 : last.first])
        return last if closes else None
    ends = last.last >= line.end() and last.verb > last.first and last.content[0][0] == 0
    return last if ends and len(last.content) == 1 and inner.first <= _OPENING else None


def _passed_on(line: Line, outer: Cue) -> list[Cue]:
    """As in "According to the paper, one clerk wrote: ..."."""
    if outer.first or outer.subject is None or not outer.content:
        return []
    begin = outer.content[0][0]
    found = sayings(line, begin) if begin else []
    if not found or found[0].first > begin:
        return []
    first = found[0].content[0][0]
    if not line.quoted[first] and line.words[first - 1].lower != "that":
        return []
    return [replace(one, relayer=outer.subject) for one in found]


def _relayed(line: Line, cue: Cue) -> Cue:
    """As in '"...," he said, according to the paper': who says it, and who passes it on."""
    if cue.subject is None or cue.first == 0 or not cue.content or cue.content[0][0] != 0:
        return cue
    before = cue.content[0][1]
    inner = said_afterwards(Line(line.words[:before], line.quoted[:before]))
    if inner is None or inner.subject is None or not line.quoted[max(0, inner.first - 2)]:
        return cue
    return replace(inner, relayer=cue.subject, last=cue.last)


def _before_participle(line: Line, found: list[Cue]) -> list[Cue]:
    """As in "..., the agency said, warning that ...": the same speaker says both."""
    first = found[0]
    if line.words[first.verb].lower not in speech()["saying_participles"]:
        return found
    before = first.first - 1
    last = said_afterwards(Line(line.words[:before], line.quoted[:before]))
    return found if last is None else [last, replace(first, subject=last.subject), *found[1:]]
