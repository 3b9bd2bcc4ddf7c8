"""Attribution after what is said: ", X said", "said X", ", a survey found"."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from workbench.reading.attribution.cue import Cue, Line, hearer, is_saying, speech, subject_of
from workbench.reading.attribution.phrases import may_speak
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.language.lexicon import word_sets

__all__ = ["said_afterwards"]

_JOINS: Final = frozenset({"as", "while", "after", "when", "because", "although", "before"})
_AMID: Final = frozenset({"despite", "amid", "following"})
_LONGEST_AMID: Final = 14
_SPEAKERS: Final = frozenset({"DET", "POSS", "PRON", "NAME", "NOUN"})
_IN_ROLE: Final = frozenset({"DET", "POSS", "ADJ", "NOUN", "NAME", "PREP"})
_LONGEST_ROLE: Final = 9
_NEAR: Final = 5
_ENDS: Final = frozenset({"where", "who", "which", "in", "at", "on", "during", "after", "to"})


def said_afterwards(line: Line) -> Cue | None:
    """The attribution that stands after a quotation, or after the last comma."""
    end = line.end()
    inverted = _inverted(line, end) or _after_aside(line, end)
    if inverted is not None:
        return inverted
    for index in _breaks(line, end):
        cue = _tail(line, index, end)
        if cue is not None:
            return cue
    return _amid(line, end)


def _amid(line: Line, end: int) -> Cue | None:
    """As in "The bridge, the mayor said on Friday, is safe": between two parts of a clause."""
    words = line.words
    for index in range(2, end - 4):
        if words[index].text != "," or line.quoted[index] or line.quoted[index - 1]:
            continue
        close = line.next_comma(index + 2, min(end - 1, index + _LONGEST_AMID))
        if close is None or not (words[close + 1].tag in FINITE or words[close + 1].tag == "CC"):
            continue
        verb = _verb(line, index + 1, close, after_quote=False)
        if verb is None or verb == index + 1 or not _ends_well(line, verb, close):
            continue
        subject = subject_of(line, index + 1, verb)
        if subject is None or words[subject[0]].tag not in _SPEAKERS:
            continue
        content: tuple[tuple[int, int], ...] = ((0, index),)
        if words[close + 1].tag in FINITE:
            content = (*content, (close + 1, end))
        elif not line.has_finite(0, index):
            continue
        return Cue(index + 1, close, verb, content, subject)
    return None


def _inverted(line: Line, end: int) -> Cue | None:
    """As in ", said Ann Holt, a nurse at the clinic where ...": "said" before who says it."""
    words = line.words
    for index in range(3, end - 2):
        if words[index].text != "," or line.quoted[index] or line.quoted[index - 1]:
            continue
        if words[index + 1].lower not in ("said", "says", "say") or line.quoted[index + 1]:
            continue
        opens = words[index + 2].tag in ("NAME", "DET") or words[index + 2].capital
        if not opens and not _is_described(line, index + 2, end):
            continue
        if not line.has_finite(0, index):
            continue
        stop = index + 2
        while stop < end and words[stop].text not in (",", ";") and words[stop].lower not in _ENDS:
            stop += 1
        return Cue(index, end, index + 1, ((0, index),), (index + 2, stop))
    return None


def _is_described(line: Line, start: int, end: int) -> bool:
    """As in ", says financial planner Eric Roberge" and ", say experts"."""
    words = line.words
    stop = start
    while stop < end and words[stop].tag in ("ADJ", "NOUN", "PART", "VPAST"):
        stop += 1
    if stop == start or stop - start > _NEAR:
        return False
    if stop + 1 < end and words[stop].tag == words[stop + 1].tag == "NAME":
        return True
    known = words[stop - 1].lower in speech()["plural_speakers"]
    return known and (stop == end or words[stop].tag in ("PREP", "PUNCT"))


def _after_aside(line: Line, end: int) -> Cue | None:
    """As in "..., the study, published in May, reported": an aside before the last word."""
    words = line.words
    if end < 8 or words[end - 2].text != "," or not is_saying(words[end - 1]):
        return None
    if base_of(words[end - 1].lower) not in speech()["said_after"] or line.quoted[end - 1]:
        return None
    commas = [i for i in range(end - 2) if words[i].text == ","][-2:]
    if len(commas) < 2 or line.has_finite(commas[0] + 1, commas[1]):
        return None
    if not line.has_finite(0, commas[0]):
        return None
    return Cue(commas[0], end, end - 1, ((0, commas[0]),), (commas[0] + 1, commas[1]))


def _cited(line: Line, start: int, further: int) -> int | None:
    """The comma after "X said" in "..., X said, citing Y" and "..., X said on Monday, as Y"."""
    words = line.words
    for place in range(start + 1, further - 1):
        following = words[place + 1]
        if words[place].text == "," and (
            following.tag == "ING" or following.lower in _JOINS or following.lower in _AMID
        ):
            said = [i for i in range(start, place) if is_saying(words[i])]
            near = bool(said) and words[said[-1]].tag in FINITE and place - said[-1] < _NEAR
            return place if near else None
    return None


def _breaks(line: Line, end: int) -> Iterator[int]:
    """Where attributing words may begin: after a quotation, else after a comma."""
    words, quoted = line.words, line.quoted
    closing = [
        index
        for index in range(2, end)
        if words[index].tag == "QUOTE" and not quoted[index] and quoted[index - 1]
    ]
    yield from closing
    for index in range(end - 1, 1, -1):
        inside = closing and index > closing[0]
        if words[index].text == "," and not quoted[index] and not inside:
            yield index


def _tail(line: Line, edge: int, end: int) -> Cue | None:
    words = line.words
    start = edge + 1
    after_quote = words[edge].tag == "QUOTE" or words[edge - 1].tag == "QUOTE"
    after_quote = after_quote or line.quoted[edge - 1]
    further = _segment_stop(line, start, end)
    stop = next((i for i in range(start, further) if words[i].text == ";"), further)
    cited = _cited(line, start, further)
    stop = stop if cited is None else cited
    if start < stop and after_quote and words[start].text == ",":
        start += 1
    verb = _verb(line, start, stop, after_quote=after_quote)
    if verb is None:
        return None
    subject = _beside(line, start, verb, stop)
    role = None if after_quote else _role_before(line, edge, start, verb)
    if subject is not None and role is not None:
        edge, start, subject = role - 1, role, (role, subject[1])
    if subject is None or (not after_quote and not _ends_well(line, verb, stop)):
        return None
    if not after_quote and not (
        _states(words[:edge]) and not _is_passive(line, verb) and may_speak(words[slice(*subject)])
    ):
        return None
    left = edge if words[edge].text == "," else edge + 1
    while left and words[left - 1].tag == "QUOTE":
        left -= 1
    content: tuple[tuple[int, int], ...] = ((0, left),)
    added = stop + 2 if cited is not None else end
    if added < end and words[added].lower == "that":
        content = (*content, (added + 1, end))  # "X said, adding that ..."
    elif further < end:
        content = (*content, (line.after_marks(further, end), end))
    told = hearer(line, verb, stop) if base_of(words[verb].lower) == "tell" else None
    return Cue(start, stop, verb, content, subject, told)


def _states(words: Sequence[Token]) -> bool:
    """Whether words before a comma may be what is said, and not when or who: "Two dead, ..."."""
    return any(word.tag in FINITE or word.tag in ("PART", "NUM", "VPAST") for word in words)


def _is_passive(line: Line, verb: int) -> bool:
    """As in "..., Oregon, has been found": nobody speaks."""
    back = verb - 1
    while back and line.words[back].tag == "ADV":
        back -= 1
    return line.words[verb].tag == "PART" and line.words[back].lower in word_sets("words")["be"]


def _role_before(line: Line, edge: int, start: int, verb: int) -> int | None:
    """Where the role begins in ", its chief executive, Ann Holt, said"."""
    words = line.words
    stop = verb - 1 if words[verb - 1].text == "," else verb
    named = stop - start > 1 and all(word.tag == "NAME" for word in words[start:stop])
    before = next(
        (i for i in range(edge - 1, max(0, edge - _LONGEST_ROLE), -1) if words[i].text == ","), None
    )
    if not named or before is None or words[before + 1].tag not in ("DET", "POSS"):
        return None
    role = words[before + 1 : edge]
    held = any(word.lower in _roles() for word in role)
    return before + 1 if held and all(word.tag in _IN_ROLE for word in role) else None


@cache
def _roles() -> frozenset[str]:
    return word_sets("statements")["offices"] | word_sets("statements")["roles"] | {"executive"}


def _verb(line: Line, start: int, stop: int, *, after_quote: bool) -> int | None:
    """The verb of saying of a stretch that holds no other clause."""
    words = line.words
    if start >= stop or words[start].lower in ("which", "who", "that"):
        return None
    opening = words[start].lower
    if opening in _JOINS and opening != "as":
        return None
    verbs = [i for i in range(start, stop) if words[i].tag in FINITE or is_saying(words[i])]
    said = [i for i in verbs if is_saying(words[i]) and _may_be_finite(line, i)]
    perfect = len(verbs) == 2 and words[verbs[0]].lower in ("have", "has", "had")
    if not said and perfect and is_saying(words[verbs[1]]):
        said = verbs[1:]  # "officials have said"
        verbs = said
    if not said or (not after_quote and len(verbs) > 1):
        return None
    verb = said[0]
    if not after_quote and base_of(words[verb].lower) not in speech()["said_after"]:
        return None
    # "as the minister warned of ..." says what happened at the same time
    meanwhile = opening == "as" and verb + 1 < stop and words[verb + 1].tag == "PREP"
    return None if meanwhile else verb


def _may_be_finite(line: Line, index: int) -> bool:
    """Whether a word is no participle; after a name it is taken for a verb: "Mara testified"."""
    words = line.words
    return words[index].tag != "PART" or (index > 0 and words[index - 1].tag in ("NAME", "PRON"))


def _ends_well(line: Line, verb: int, stop: int) -> bool:
    """Without a quotation, no object but a hearer or an adverbial may follow the verb."""
    rest = line.words[verb + 1 : stop]
    if not rest or base_of(line.words[verb].lower) == "tell":
        return bool(rest) or base_of(line.words[verb].lower) != "tell"
    return rest[0].tag in ("PREP", "ADV", "TO", "NAME") or rest[0].text == ","


def _segment_stop(line: Line, start: int, end: int) -> int:
    words = line.words
    for index in range(start, end):
        if line.quoted[index] or words[index].tag == "QUOTE":
            stop = index
            while stop > start and words[stop - 1].tag in ("PUNCT", "QUOTE"):
                stop -= 1
            return stop
    return end


def _beside(line: Line, start: int, verb: int, stop: int) -> tuple[int, int] | None:
    """The subject beside the verb: "said X" or "X said"."""
    words = line.words
    if verb > start:
        return subject_of(line, start, verb)
    right = verb + 1
    while right < stop and not (
        words[right].text in (",", ";") or words[right].lower in ("to", "in", "on", "at")
    ):
        right += 1
    return (verb + 1, right) if right > verb + 1 else None
