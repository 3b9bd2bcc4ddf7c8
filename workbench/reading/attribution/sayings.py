"""Attribution by a verb of saying before what is said: "X said that ...", ", adding that ..."."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workbench.reading.attribution.content import content_after, marked
from workbench.reading.attribution.cue import (
    Cue,
    Line,
    begins_clause,
    hearer,
    is_saying,
    speech,
    subject_of,
)
from workbench.reading.grammar.conjuncts import conjunct, may_share, opening, tag_of
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import base_of
from workbench.reading.language.lexicon import either

__all__ = ["sayings"]

_NAMING: Final = frozenset({"NAME", "NOUN", "PRON"})
_HAVE: Final = frozenset({"has", "have", "had", "'ve", "’ve"})
_JOINS: Final = frozenset({"while", "whereas", "although", "though", "but", "and"})
_CONTRASTING: Final = frozenset({"while", "whereas", "but", "though", "although"})
_PUTTING: Final = frozenset({"put", "deny", "dispute", "blame", "accuse", "reject", "disagree"})
_LEADING: Final = frozenset(
    {"after", "when", "while", "although", "though", "because", "since", "before", "once", "as"}
)
_TRAILING: Final = frozenset({"after", "when", "because", "as"})
_FARTHEST_VERB: Final = 60
_LONGEST_SEARCH: Final = 135


def sayings(line: Line, begin: int = 0) -> list[Cue]:
    """The attributions from ``begin`` on in which a verb of saying comes first, in order."""
    return list(_chain(line, begin, line.end()))


def _chain(line: Line, begin: int, end: int) -> Iterator[Cue]:
    cue = _saying(line, begin, end)
    if cue is None:
        yield from _participles(line, begin, end, None)
        return
    content = cue.content[0][0]
    joint = _next_saying(line, content, end)
    added = next(_participles(line, content, end, cue.subject), None)
    if added is not None and (joint is None or added.first < joint):
        yield replace(cue, content=((content, _back(line, added.first)),))
        yield added
        return
    if joint is not None:
        yield replace(cue, content=((content, _back(line, joint)),))
        yield from _chain(line, joint, end)
        return
    stop = _main_clause(line, cue, begin, end) or _own_predicate(line, cue, end)
    stop = min(stop, _other_speaker(line, content, end) or stop)
    yield replace(cue, content=((content, stop),))
    yield from _said_too(line, cue, stop, end)


def _back(line: Line, index: int) -> int:
    while index and (line.words[index - 1].text == "," or line.words[index - 1].tag == "QUOTE"):
        index -= 1
    return index


def _next_saying(line: Line, start: int, end: int) -> int | None:
    """Where a joined clause begins that has a verb of saying of its own."""
    for index in range(start + 3, end - 3):
        word = line.words[index]
        if line.quoted[index] or word.lower not in _JOINS or line.words[index - 1].text != ",":
            continue
        cue = _saying(line, index + 1, end)
        if cue is not None and cue.first <= index + 1:
            return index
    return None


def _main_clause(line: Line, cue: Cue, begin: int, end: int) -> int | None:
    """As in "After X said that it was safe, the council opened it": what is said ends there."""
    words = line.words
    leads = words[begin].lower
    if leads not in _LEADING or (leads == "as" and words[cue.content[0][0] - 1].lower != "that"):
        return None
    for comma in range(cue.content[0][0] + 2, end - 2):
        if words[comma].text != "," or line.quoted[comma]:
            continue
        if line.has_finite(cue.content[0][0], comma) and begins_clause(line, comma + 1, end):
            return comma
    return None


def _other_speaker(line: Line, start: int, end: int) -> int | None:
    """As in "X says it is one in five, while the government puts it at one in ten"."""
    words = line.words
    speakers = either("speech", "plural_speakers", "speaking_bodies")
    for index in range(start + 3, end - 3):
        joins = words[index].lower in _CONTRASTING and words[index - 1].text == ","
        if not joins or line.quoted[index] or not line.has_finite(start, index):
            continue
        place = index + 1
        while place < end and words[place].tag in ("DET", "POSS", "ADJ", "NAME"):
            place += 1
        held = words[place - 1].tag == "NAME" or words[place].lower in speakers
        verb = place if words[place - 1].tag == "NAME" and words[place].tag in FINITE else place + 1
        if held and verb < end and base_of(words[verb].lower) in _PUTTING:
            return index - 1
    return None


def _said_too(line: Line, cue: Cue, stop: int, end: int) -> Iterator[Cue]:
    """As in "said it had rained, but added the road was dry": the same speaker says both."""
    words = line.words
    verb = stop
    while verb < end and (words[verb].text == "," or words[verb].tag in ("CC", "ADV")):
        verb += 1
    if verb >= end - 1 or verb == stop or cue.subject is None or not is_saying(words[verb]):
        return
    content = content_after(line, verb, end, verb, cue.subject)
    if content is not None:
        yield Cue(verb, content, verb, ((content, end),), cue.subject)


def _own_predicate(line: Line, cue: Cue, end: int) -> int:
    """Cut ", and accused ..." off what is said: it goes on about the speaker."""
    words = line.words
    start = cue.content[0][0]
    for index in range(start + 3, end - 3):
        if (
            words[index].lower in ("and", "but")
            and (words[index - 1].text == "," or words[index + 1].lower in speech()["own_deeds"])
            and not (words[index].lower == "but" and words[start].tag == "PRON")
            and not line.quoted[index]
            and words[index + 1].tag == "VPAST"
            and line.has_finite(start, index)
        ):
            return index - 1 if words[index - 1].text == "," else index
        if _says_too(line, index, end) and line.has_finite(start, index):
            return index
        if _agrees_with_saying(line, cue, index, end):
            return index - 1 if words[index - 1].text == "," else index
        if _withholds(line, index) and line.has_finite(start, index):
            return index - 1
    return end


def _says_too(line: Line, index: int, end: int) -> bool:
    """As in 'said he had never used it and added, "..."': the same speaker goes on."""
    words = line.words
    if words[index].lower not in ("and", "but") or line.quoted[index]:
        return False
    verb = index + 1
    speaks = words[verb].tag == "VPAST" and is_saying(words[verb])
    return speaks and marked(line, verb + 1, end) is not None


def _agrees_with_saying(line: Line, cue: Cue, index: int, end: int) -> bool:
    """As in "say the road is closed and have asked drivers ...": it fits no verb that is said."""
    words, start = line.words, cue.content[0][0]
    if words[index].lower not in ("and", "but") or line.quoted[index]:
        return False
    verb = opening(words, index + 1, end)
    start = max(start, index - _FARTHEST_VERB)
    if tag_of(words, verb) not in FINITE or not line.has_finite(start, index):
        return False
    if conjunct(words, start, index, verb) is not None or words[verb].tag == "MODAL":
        return False
    return may_share(words, cue.verb, verb)


def _withholds(line: Line, index: int) -> bool:
    """As in ", but he gave no details": the text says so, and no longer the speaker."""
    words = line.words
    joined = words[index].lower == "but" and words[index - 1].text == ","
    if not joined or line.quoted[index] or words[index + 1].tag != "PRON":
        return False
    deed = words[index + 2].lower
    return deed in speech()["withholding"] and words[index + 3].lower in ("no", "to", "not")


# ------------------------------------------------------------------ X said that


def _saying(line: Line, begin: int, end: int) -> Cue | None:
    words = line.words
    for index in range(begin + 1, min(end, begin + _LONGEST_SEARCH)):
        if line.quoted[index] or not is_saying(words[index]) or not _speaks(line, index):
            continue
        start = _clause_start(line, begin, index)
        if start is None:
            continue
        subject = _shared_subject(line, begin, start, index) or subject_of(line, start, index)
        if subject is not None and words[subject[0]].lower in ("i", "we"):
            continue
        content = content_after(line, index, end, start, subject) if subject is not None else None
        if subject is None or content is None:
            continue
        joined = start == begin + 1 and words[begin].lower in _JOINS
        if start > begin and not joined and not line.has_finite(begin, start):
            continue
        return Cue(start, content, index, ((content, end),), subject, _told(line, index, content))
    return None


def _shared_subject(line: Line, begin: int, start: int, verb: int) -> tuple[int, int] | None:
    """As in "X called it baseless and said that ...": the subject of the first verb."""
    words = line.words
    adverbs = all(word.tag in ("ADV", "AUX", "NONFINITE") for word in words[start:verb])
    if start == begin or not adverbs or words[start - 1].lower not in ("and", "but"):
        return None
    return _clause_subject(line, begin, start - 1)


def _speaks(line: Line, index: int) -> bool:
    """Whether the word is the verb of its clause: finite, or after an auxiliary."""
    words = line.words
    word = words[index]
    if word.tag in ("VERB", "VPAST"):
        return True
    back = index - 1
    while back >= 0 and words[back].tag in ("ADV", "NONFINITE", "NOT"):
        back -= 1
    if word.tag == "VBASE":
        return back >= 0 and words[back].tag in ("MODAL", "AUX") and words[index - 1].tag != "NOT"
    if word.tag == "PART":
        out = index + 1 < len(words) and words[index + 1].lower == "out"  # "she pointed out"
        return back >= 0 and (words[back].lower in _HAVE or (out and words[back].tag in _NAMING))
    return _is_bare_present(line, index)


def _is_bare_present(line: Line, index: int) -> bool:
    """As in "officials claim that": a noun form between a plural noun and "that"."""
    words = line.words
    following = words[index + 1].lower if index + 1 < len(words) else ""
    before = words[index - 1]
    return (
        following == "that"
        and before.tag == "NOUN"
        and before.lower.endswith("s")
        and not words[index].lower.endswith("s")
    )


def _clause_start(line: Line, begin: int, verb: int) -> int | None:
    """Where the verb's clause begins."""
    words = line.words
    for index in range(verb - 1, begin, -1):
        if line.quoted[index]:
            return None
        word = words[index]
        contrast = word.lower in _JOINS and words[index - 1].text == ","
        pair = words[index - 1].tag == "ADJ" and words[index + 1].tag == "ADJ"
        joins = contrast or (word.tag == "CC" and word.lower in ("and", "but") and not pair)
        if joins and line.has_finite(begin, index):
            return index + 1
        if word.text in (";", ":"):
            return index + 1
        if word.lower in _TRAILING and _tells_then(line, begin, index, verb):
            return index + 1
    if words[begin].lower in _LEADING and words[begin].lower != "as":
        for comma in range(verb - 1, begin + 2, -1):
            if words[comma].text == "," and line.has_finite(begin, comma):
                return comma + 1  # "While the figure is 320, doctors say that ..."
    if begin < verb and words[begin].lower in _JOINS:
        return begin + 1
    return begin


def _tells_then(line: Line, begin: int, index: int, verb: int) -> bool:
    """As in "Shares fell after the agency reported that ...": the clause at the end tells."""
    words = line.words
    if base_of(words[verb].lower) not in speech()["told_meanwhile"]:
        return False
    before = words[index - 1]
    measured = before.tag == "ADV" or before.lower in speech()["spans_of_time"]  # "a month after"
    plain = not measured and line.next_comma(index, verb) is None
    return plain and line.has_finite(begin, index) and not line.has_finite(index, verb)


def _told(line: Line, verb: int, content: int) -> tuple[int, int] | None:
    """Whom it was told to, when that is a named body that passes it on."""
    return hearer(line, verb, content) if base_of(line.words[verb].lower) == "tell" else None


# ------------------------------------------------------------------ , adding that


def _participles(
    line: Line, begin: int, end: int, subject: tuple[int, int] | None
) -> Iterator[Cue]:
    """As in "X welcomed the vote, saying that ...": the subject of the clause says it."""
    words = line.words
    for index in range(begin + 2, end - 2):
        word = words[index]
        if (
            word.lower not in speech()["saying_participles"]
            or line.quoted[index]
            or not (words[index - 1].text == "," or words[index + 1].lower == "that")
        ):
            continue
        content = marked(line, index + 1, end)
        if content is None:
            free = word.lower in ("saying", "adding") and begins_clause(line, index + 1, end)
            content = index + 1 if free else None
        speaker = subject or _clause_subject(line, begin, index)
        if content is not None and speaker is not None:
            yield Cue(index, content, index, ((content, end),), speaker)
            return


def _clause_subject(line: Line, begin: int, stop: int) -> tuple[int, int] | None:
    """The subject of the clause before the participle."""
    for index in range(begin + 1, stop):
        if line.quoted[index]:
            return None
        if line.words[index].tag in ("AUX", "MODAL", "VERB", "VPAST"):
            return subject_of(line, begin, index)
    return None
