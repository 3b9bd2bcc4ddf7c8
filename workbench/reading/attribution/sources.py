"""Attribution without a speaker as subject: "according to X", "it was reported"."""

from typing import Final

from workbench.reading.attribution.cue import Cue, Line, begins_clause, speech
from workbench.reading.grammar.tags import FINITE

__all__ = ["according_to", "impersonal", "reportedly"]

_LONGEST_SOURCE: Final = 12
_TO_THE_NAME: Final = 6
_NAME_WORDS: Final = 2
_REACH: Final = 45
_CHANNEL_REACH: Final = 14
_THAT_IS: Final = 2
_PARTING: Final = frozenset({";", ":", "—", "–"})


def according_to(line: Line) -> Cue | None:
    """As in "According to X, ..." and "..., according to X"."""
    words, end = line.words, line.end()
    for index in range(end - 2):
        pair = words[index].lower == "according" and words[index + 1].lower == "to"
        if pair and not line.quoted[index]:
            break
    else:
        return None
    start = index + 2
    comma = line.next_comma(start, end)
    if index <= 1:
        stop, content = _opening_source(line, start, comma, end)
        if stop is None:
            return None
        subject, relayer = _quoting(line, start, stop)
        return Cue(0, stop, index, ((content, end),), subject, relayer)
    if index <= _THAT_IS and words[0].lower in ("that", "this") and words[1].tag == "AUX":
        return Cue(0, end, index, (), (start, comma or end), apart=True)
    before = index - 1 if words[index - 1].text == "," else index
    first = _last_clause(line, before)
    if comma is None:
        subject, relayer = _quoting(line, start, end)
        return Cue(index, end, index, ((first, before),), subject, relayer)
    named = _name_after(line, comma, end)
    if named == end:
        return Cue(index, end, index, ((first, before),), (start, end))
    stop = comma if named is None else named
    said: tuple[tuple[int, int], ...] = ((first, before), (stop + 1, end))
    if stop + 1 < end and words[stop + 1].lower in speech()["after_sources"]:
        said = ((first, before),)
    return Cue(index, stop, index, said, (start, stop))


def _last_clause(line: Line, stop: int) -> int:
    """Where the last of several clauses begins: "It is unclear — both were ill, according to X"."""
    words = line.words
    for index in range(stop - 3, 2, -1):
        if line.quoted[index]:
            return 0
        parts = words[index].text in _PARTING and words[index + 1].start > words[index].end
        if parts and line.has_finite(0, index):
            own = begins_clause(line, index + 1, stop)
            return index + 1 if own else 0
    return 0


def _name_after(line: Line, comma: int, end: int) -> int | None:
    """The end of the name in "according to its dean, Mara Voss"."""
    words = line.words
    stop = comma + 1
    while stop < end and words[stop].tag == "NAME":
        stop += 1
    closed = stop == end or words[stop].text == ","
    return stop if closed and stop - comma > _NAME_WORDS else None


def _opening_source(line: Line, start: int, comma: int | None, end: int) -> tuple[int | None, int]:
    """Where the source after an opening "According to" ends, and where the content begins."""
    words = line.words
    if comma is not None:
        following = words[comma + 1].lower if comma + 1 < end else ""
        if following in ("quoting", "citing"):
            further = line.next_comma(comma + 2, end)
            if further is not None:
                return further, further + 1
        if comma - start <= _LONGEST_SOURCE:
            if comma + 1 < end and words[comma + 1].tag in ("PART", "VPAST"):
                # "According to the study, published in May, the lake ..."
                further = line.next_comma(comma + 2, end)
                if further is not None and not line.has_finite(comma + 2, further):
                    return further, further + 1
            return comma, comma + 1
    # no comma: the source is the first name and ends with it
    place = start
    while place < end and words[place].tag != "NAME":
        if words[place].tag in FINITE or place - start > _TO_THE_NAME:
            return None, end
        place += 1
    while place < end and (
        words[place].tag in ("NAME", "POSS")
        or (
            words[place].lower in ("of", "and", "for")
            and place + 1 < len(words)
            and words[place + 1].capital
        )
    ):
        place += 1
    return (place, place) if place < end else (None, end)


def _quoting(line: Line, start: int, stop: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """As in "Yonhap, quoting KCNA": the one quoted says it, the other relays it."""
    words = line.words
    for index in range(start + 1, stop):
        if words[index].lower in ("quoting", "citing"):
            left = index - 1 if words[index - 1].text == "," else index
            return (index + 1, stop), (start, left)
    return (start, stop), None


def impersonal(line: Line) -> Cue | None:
    """As in "It is reported that ...", "it was reported on the site X"."""
    words, end = line.words, line.end()
    table = speech()
    for index in range(min(end, _REACH)):
        if words[index].lower != "it" or line.quoted[index]:
            continue
        verb = index + 1
        while verb < end and words[verb].tag in ("AUX", "NONFINITE", "ADV", "MODAL"):
            verb += 1
        if verb < end and words[verb].lower in ("became", "become"):
            verb += 1
        if verb >= end or verb == index + 1:
            continue
        known = words[verb].lower in table["impersonal_participles"]
        if known and not line.has_finite(0, index):
            return _impersonal_at(line, verb, end)
    return None


def _impersonal_at(line: Line, verb: int, end: int) -> Cue | None:
    words = line.words
    after = verb + 1
    reach = min(end, after + _CHANNEL_REACH)
    that = next((i for i in range(after, reach) if words[i].lower == "that"), None)
    subject, site = _channel(line, after, end if that is None else that)
    if that is not None:
        return Cue(0, that + 1, verb, ((that + 1, end),), subject, None, site)
    if after >= end or subject is not None:
        return Cue(0, end, verb, (), subject, None, site, apart=True)
    return None


def _channel(line: Line, start: int, end: int) -> tuple[tuple[int, int] | None, bool]:
    """Who is named by "by X", "on the site of X", "on site X", "in X"; and whether by a site."""
    words = line.words
    if start >= end or words[start].lower not in ("by", "on", "in", "at"):
        return None, False
    sites = speech()["site_words"]
    place = start + 1
    while place < end and words[place].tag in ("DET", "ADJ", "POSS"):
        place += 1
    if place < end and words[place].lower in sites:
        owner = place + 1
        while owner < end and (words[owner].lower in ("of", "for") or words[owner].tag == "DET"):
            owner += 1
        return ((owner, end) if owner < end else (start + 1, end)), True
    site = next((i for i in range(place, end) if words[i].lower in sites), None)
    if site is not None:
        stop = site - 1 if words[site - 1].tag == "POSS" else site
        return (place, stop), True
    named = any(word.tag in ("NAME", "NOUN") for word in words[place:end])
    return ((start + 1, end) if named and words[start].lower != "at" else None), False


def reportedly(line: Line) -> Cue | None:
    """As in "X is reported to ..." and "X reportedly ...": said by nobody in particular."""
    words, end = line.words, line.end()
    table = speech()
    for index in range(1, end - 1):
        if line.quoted[index]:
            continue
        word = words[index]
        passive = (
            word.lower in table["impersonal_participles"]
            and words[index - 1].tag in ("AUX", "NONFINITE", "ADV")
            and words[index + 1].tag == "TO"
        )
        if passive and index > 1:
            first = index - 1
            while first and words[first - 1].tag in ("AUX", "NONFINITE", "ADV"):
                first -= 1
            return Cue(first, index + 1, index, ((0, end),), None)
        if word.lower in table["reporting_adverbs"]:
            return Cue(index, index + 1, index, ((0, end),), None)
    return None
