"""Find in one sentence the words that say who says it, and where what is said begins.

Each pattern is licensed by its own guard; a verb of saying alone is not enough.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.reading.grammar.tagging import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.language.lexicon import WordSets, word_sets

__all__ = ["Cue", "find_cue"]

_ENDS: Final = frozenset(".!?…")
_REACH: Final = 45
_CLAUSE_STARTS: Final = frozenset(
    {"DET", "PRON", "NAME", "NOUN", "POSS", "ADJ", "NUM", "SUB", "PREP", "ING"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """The attributing words of a sentence, in token indices.

    ``first:last`` are the attributing words, ``content`` the ranges of what is said,
    ``subject`` the words that name who says it (none for "it is reported"). ``relayer`` names
    who passes it on. ``place`` tells on which side of the content the words stand.
    """

    first: int
    last: int
    verb: int
    content: tuple[tuple[int, int], ...]
    subject: tuple[int, int] | None
    place: str
    relayer: tuple[int, int] | None = None
    through_site: bool = False


@cache
def _words() -> WordSets:
    return word_sets("speech")


def find_cue(tokens: Sequence[Token], quoted: Sequence[bool]) -> Cue | None:
    """The attribution of a sentence; ``quoted`` tells which tokens are inside quotations."""
    words = list(tokens)
    for pattern in (_according, _impersonal, _active, _postposed, _passive_to):
        cue = pattern(words, quoted)
        if cue is not None:
            return cue
    return None


def _end(words: list[Token]) -> int:
    """The index after the last word, without the closing full stop and marks."""
    end = len(words)
    while end and (words[end - 1].text in _ENDS or words[end - 1].tag == "QUOTE"):
        end -= 1
    return end


# ------------------------------------------------------------------ according to


def _according(words: list[Token], quoted: Sequence[bool]) -> Cue | None:
    for index, word in enumerate(words[:-2]):
        if word.lower == "according" and words[index + 1].lower == "to" and not quoted[index]:
            break
    else:
        return None
    end = _end(words)
    start = index + 2
    comma = _next_comma(words, start, end)
    if index <= 1:
        stop, content = _opening_source(words, start, comma, end)
        if stop is None:
            return None
        subject, relayer = _quoting(words, start, stop)
        return Cue(0, stop, index, ((content, end),), subject, "before", relayer)
    before = index - 1 if words[index - 1].text == "," else index
    if comma is None:
        subject, relayer = _quoting(words, start, end)
        return Cue(index, end, index, ((0, before),), subject, "after", relayer)
    return Cue(index, comma, index, ((0, before), (comma + 1, end)), (start, comma), "inside", None)


def _opening_source(
    words: list[Token], start: int, comma: int | None, end: int
) -> tuple[int | None, int]:
    """Where the source after an opening "According to" ends, and where the content begins."""
    stop = comma
    if stop is not None:
        quoting = words[stop + 1].lower if stop + 1 < end else ""
        if quoting in ("quoting", "citing"):
            further = _next_comma(words, stop + 2, end)
            if further is not None:
                return further, further + 1
        if stop - start <= 12:
            return stop, stop + 1
    # no comma: the source is the first name and ends with it
    place = start
    while place < end and words[place].tag not in ("NAME",):
        if words[place].tag in FINITE or place - start > 6:
            return None, end
        place += 1
    while place < end and (
        words[place].tag in ("NAME", "POSS")
        or (words[place].lower in ("of", "and", "for") and words[place + 1].capital)
    ):
        place += 1
    return (place, place) if place < end else (None, end)


def _quoting(
    words: list[Token], start: int, stop: int
) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """ "Yonhap, quoting KCNA": the one quoted says it, the other relays it."""
    for index in range(start + 1, stop):
        if words[index].lower in ("quoting", "citing"):
            left = index - 1 if words[index - 1].text == "," else index
            return (index + 1, stop), (start, left)
    return (start, stop), None


# ------------------------------------------------------------------ it is reported


def _impersonal(words: list[Token], quoted: Sequence[bool]) -> Cue | None:
    table = _words()
    for index, word in enumerate(words):
        if word.lower != "it" or quoted[index] or index > _REACH:
            continue
        verb = index + 1
        while verb < len(words) and words[verb].tag in ("AUX", "NONFINITE", "ADV", "MODAL"):
            verb += 1
        if verb < len(words) and words[verb].lower in table["impersonal_verbs"]:
            verb += words[verb].lower in ("became", "become")
        if verb >= len(words) or verb == index + 1 and words[verb].tag not in ("VERB", "VPAST"):
            continue
        known = words[verb].lower in table["impersonal_participles"] | {"emerged", "transpired"}
        if not known or not _only_adjunct(words, index):
            continue
        return _impersonal_at(words, index, verb)
    return None


def _only_adjunct(words: list[Token], index: int) -> bool:
    """Whether nothing but an adverbial stands before "it" ("The following day it was ...")."""
    return not any(word.tag in FINITE for word in words[:index])


def _impersonal_at(words: list[Token], it: int, verb: int) -> Cue | None:
    end = _end(words)
    after = verb + 1
    that = next((i for i in range(after, min(end, after + 14)) if words[i].lower == "that"), None)
    tail_end = end if that is None else that
    subject, site = _channel(words, after, tail_end)
    if that is not None:
        if that > after and subject is None:
            return None
        return Cue(0, that + 1, verb, ((that + 1, end),), subject, "before", None, site)
    if after >= end or subject is not None:
        return Cue(0, end, verb, (), subject, "postposed", None, site)
    return None


def _channel(words: list[Token], start: int, end: int) -> tuple[tuple[int, int] | None, bool]:
    """Who is named by "by X", "on the site of X", "on site X", "in X"."""
    if start >= end or words[start].lower not in ("by", "on", "in", "at"):
        return None, False
    place = start + 1
    while place < end and words[place].tag in ("DET", "ADJ", "POSS"):
        place += 1
    site = place < end and words[place].lower in _words()["site_words"]
    if site:
        place += 1
        if place < end and words[place].lower in ("of", "for"):
            place += 1
        while place < end and words[place].tag == "DET":
            place += 1
        return ((place, end), True) if place < end else ((start + 1, end), True)
    owner = next((i for i in range(place, end) if words[i].lower in _words()["site_words"]), None)
    if owner is not None and owner > place:
        stop = owner - 1 if words[owner - 1].tag == "POSS" else owner
        return (place, stop), True
    if (
        words[start].lower == "by"
        or words[place - 1].tag == "NAME"
        or (place < end and words[place].tag == "NAME")
    ):
        return (start + 1, end), False
    return None, False


# ------------------------------------------------------------------ X said that


def _is_cue(word: Token) -> bool:
    return (
        word.tag in ("VERB", "VPAST", "VBASE", "PART", "NOUN")
        and base_of(word.lower) in _words()["cues"]
    )


def _active(words: list[Token], quoted: Sequence[bool]) -> Cue | None:
    end = _end(words)
    for index in range(1, min(end, 3 * _REACH)):
        word = words[index]
        if quoted[index] or not _is_cue(word):
            continue
        start = _clause_start(words, index, quoted)
        if start is None or not _speaks(words, index):
            continue
        subject = _subject(words, start, index)
        if subject is None:
            continue
        content = _content_after(words, index, end, quoted)
        if content is None and words[start].lower == "as":
            content = _after_as(words, index, end)
        if content is None and _is_finding(words, index, subject):
            content = index + 1 if _begins_clause(words, index + 1, end) else None
        if content is None:
            continue
        told = _told(words, index, content)
        before = ((0, start - 1),) if start > 1 and words[start - 1].tag == "CC" else ()
        first = start if before else 0
        if not before and start > 0 and _has_finite(words, 0, start):
            continue
        return Cue(first, content, index, (*before, (content, end)), subject, "before", told)
    return None


def _speaks(words: list[Token], index: int) -> bool:
    """Whether the word is the verb of its clause: finite, or after an auxiliary."""
    word = words[index]
    if word.tag in ("VERB", "VPAST"):
        return True
    back = index - 1
    while back >= 0 and words[back].tag in ("ADV", "NONFINITE", "NOT"):
        back -= 1
    if word.tag == "VBASE":
        return back >= 0 and words[back].tag in ("MODAL", "AUX") and words[index - 1].tag != "NOT"
    if word.tag == "PART":
        return back >= 0 and words[back].lower in ("has", "have", "had", "'ve", "’ve")
    following = words[index + 1].lower if index + 1 < len(words) else ""
    return (
        word.tag == "NOUN"
        and following == "that"
        and words[index - 1].tag == "NOUN"
        and (words[index - 1].lower.endswith("s") and not word.lower.endswith("s"))
    )


def _clause_start(words: list[Token], verb: int, quoted: Sequence[bool]) -> int | None:
    """Where the clause of the verb begins: the sentence, or after "and" that joins clauses."""
    for index in range(verb - 1, 0, -1):
        if quoted[index]:
            return None
        if words[index].tag == "CC" and words[index].lower in ("and", "but"):
            if _has_finite(words, 0, index):
                return index + 1
        elif words[index].text in (";", ":"):
            return index + 1
    return 0


def _has_finite(words: list[Token], start: int, end: int) -> bool:
    return any(word.tag in FINITE for word in words[start:end])


def _content_after(words: list[Token], verb: int, end: int, quoted: Sequence[bool]) -> int | None:
    """Where what is said begins after the verb; ``None`` when nothing is said."""
    table = _words()
    place = verb + 1
    while place < end and words[place].tag == "ADV" and not quoted[place]:
        place += 1
    if place >= end:
        return None
    base = base_of(words[verb].lower)
    if words[place].lower == "that" and words[place].tag in ("SUB", "DET", "PRON"):
        return place + 1
    opening = _opening_quote(words, place, end, quoted)
    if opening is not None:
        return opening
    if base in ("tell", "inform", "assure", "notify", "remind", "warn") or words[place].lower in (
        "to",
        "on",
        "in",
        "at",
        "during",
        "through",
        "via",
    ):
        stop = next(
            (i for i in range(place, min(end, place + 14)) if _opens_content(words, i, quoted)),
            None,
        )
        if stop is not None:
            return stop + 1 if words[stop].lower == "that" else _after_marks(words, stop, end)
    if base in table["said_freely"] and _begins_clause(words, place, end):
        return place
    return None


def _opens_content(words: list[Token], index: int, quoted: Sequence[bool]) -> bool:
    return (words[index].lower == "that" and words[index].tag != "DET") or (
        words[index].text in (",", ":")
        and index + 1 < len(words)
        and words[index + 1].tag == "QUOTE"
    )


def _after_marks(words: list[Token], index: int, end: int) -> int:
    while index < end and words[index].tag in ("PUNCT", "QUOTE"):
        index += 1
    return index


def _opening_quote(words: list[Token], place: int, end: int, quoted: Sequence[bool]) -> int | None:
    index = place
    while index < end and words[index].text in (",", ":", "—", "–"):
        index += 1
    if index < end and words[index].tag == "QUOTE" and index + 1 < len(words):
        return index + 1 if quoted[min(index + 1, len(words) - 1)] else None
    if words[place].text == ":" and index < end:
        return index
    return None


def _begins_clause(words: list[Token], place: int, end: int) -> bool:
    """Whether a subject and then a finite verb stand here: "says the broadcasts will go on"."""
    if words[place].tag not in _CLAUSE_STARTS:
        return False
    if words[place].tag == "SUB" and words[place].lower not in (
        "although",
        "though",
        "while",
        "if",
        "because",
        "since",
        "when",
    ):
        return False
    if words[place].tag == "PREP" and words[place].lower not in ("in", "after", "before", "by"):
        return False
    nominal = False
    for index in range(place, min(end, place + 30)):
        tag = words[index].tag
        if tag in FINITE:
            return nominal
        if tag in ("NOUN", "NAME", "PRON", "NUM", "ING"):
            nominal = True
        elif tag == "SUB" and index > place:
            return False
    return False


def _subject(words: list[Token], start: int, verb: int) -> tuple[int, int] | None:
    """The subject of the verb, after leading adverbials and before auxiliaries."""
    stop = verb
    while stop > start and words[stop - 1].tag in ("ADV", "AUX", "MODAL", "NONFINITE", "NOT"):
        stop -= 1
    while start < stop and (
        words[start].tag in ("ADV", "CC") or words[start].text == "," or words[start].lower == "as"
    ):
        start += 1
    while start < stop and words[start].tag in ("PREP", "SUB", "DET", "NUM", "PART", "ING", "TO"):
        comma = _next_comma(words, start, stop)
        if comma is None or comma + 1 >= stop:
            break
        if words[start].tag in ("DET", "NUM") and not _is_time(words[start:comma]):
            break
        if words[start].tag == "SUB" and words[start].lower in ("who", "which", "that"):
            return None
        start = comma + 1
        # a date goes on over its own comma: "On Sunday, June 4, X said"
        while start < stop and _is_time(words[start : _next_comma(words, start, stop) or start]):
            start = (_next_comma(words, start, stop) or start) + 1
    if start >= stop or words[start].tag == "PREP":
        return None
    if words[stop - 1].tag in ("SUB", "TO"):
        return None
    if any(word.tag in ("VERB", "VPAST", "AUX", "MODAL") for word in _bare(words[start:stop])):
        return None
    if not any(word.tag in ("NOUN", "NAME", "PRON", "DET", "ADJ") for word in words[start:stop]):
        return None
    return start, stop


def _bare(words: list[Token]) -> list[Token]:
    """A subject without what stands between its commas and after its relative pronoun."""
    kept: list[Token] = []
    aside = False
    for word in words:
        if word.text == ",":
            aside = not aside
        elif word.tag == "SUB":
            break
        elif not aside:
            kept.append(word)
    return kept


@cache
def _time_words() -> frozenset[str]:
    return word_sets("words")["months_and_days"] | frozenset(
        "day week month year before after later earlier morning evening afternoon night ago".split()
    )


def _is_time(words: list[Token]) -> bool:
    return bool(words) and len(words) <= 5 and any(word.lower in _time_words() for word in words)


def _next_comma(words: list[Token], start: int, end: int) -> int | None:
    return next((index for index in range(start, end) if words[index].text == ","), None)


def _after_as(words: list[Token], verb: int, end: int) -> int | None:
    """ "As X told Y, ...": what is said begins after the comma."""
    comma = _next_comma(words, verb, min(end, verb + 14))
    return None if comma is None or comma + 3 > end else comma + 1


def _is_finding(words: list[Token], verb: int, subject: tuple[int, int]) -> bool:
    """Whether researchers or results "find" or "show" it, so that "that" may be missing."""
    table = _words()
    if base_of(words[verb].lower) not in ("find", "show", "indicate", "suggest"):
        return False
    return any(
        word.lower in table["neuter_speakers"] or word.lower in table["plural_speakers"]
        for word in words[slice(*subject)]
    )


def _told(words: list[Token], verb: int, content: int) -> tuple[int, int] | None:
    """Whom it was told to, when that is a named body that passes it on."""
    if base_of(words[verb].lower) != "tell":
        return None
    stop = verb + 1
    while stop < content and words[stop].tag in ("NAME", "DET", "POSS", "NOUN"):
        stop += 1
    named = [word for word in words[verb + 1 : stop] if word.tag == "NAME"]
    return (verb + 1, stop) if named else None


# ------------------------------------------------------------------ ..., X said


def _postposed(words: list[Token], quoted: Sequence[bool]) -> Cue | None:
    end = _end(words)
    for index in _breaks(words, quoted, end):
        if index + 1 < end and words[index + 1].tag == "QUOTE" and not quoted[index + 1]:
            continue
        cue = _tail_cue(words, index, end, quoted)
        if cue is not None:
            return cue
    return None


def _breaks(words: list[Token], quoted: Sequence[bool], end: int) -> Iterator[int]:
    """Where attributing words may begin: after a quotation, else after a comma."""
    closing = [
        index
        for index in range(2, end)
        if words[index].tag == "QUOTE" and not quoted[index] and quoted[index - 1]
    ]
    yield from closing
    for index in range(end - 1, 1, -1):
        if words[index].text == "," and not quoted[index]:
            if closing and index > closing[0]:
                continue
            yield index


def _tail_cue(words: list[Token], comma: int, end: int, quoted: Sequence[bool]) -> Cue | None:
    start = comma + 1
    after_quote = (
        words[comma].tag == "QUOTE"
        or words[comma - 1].tag == "QUOTE"
        or (comma > 0 and quoted[comma - 1])
    )
    stop = _segment_stop(words, start, end, quoted)
    semicolon = next((i for i in range(start, stop) if words[i].text == ";"), stop)
    further, stop = stop, semicolon
    if start >= stop:
        return None
    if after_quote and words[start].text == ",":
        start += 1
    verbs = [i for i in range(start, stop) if words[i].tag in FINITE or _is_cue(words[i])]
    said = [i for i in verbs if _is_cue(words[i]) and words[i].tag != "PART"]
    if not said or (not after_quote and len(verbs) > 1):
        return None
    verb = said[0]
    subject = _around(words, start, verb, stop, inverted_only=False)
    if subject is None:
        return None
    if not after_quote and not _plain_saying(words, verb):
        return None
    left = comma if words[comma].text == "," else comma + 1
    while left and words[left - 1].tag == "QUOTE":
        left -= 1
    content: tuple[tuple[int, int], ...] = ((0, left),)
    if further < end:
        content = (*content, (_after_marks(words, further, end), end))
    return Cue(start, stop, verb, content, subject, "after")


def _plain_saying(words: list[Token], verb: int) -> bool:
    return base_of(words[verb].lower) in _words()["said_freely"]


def _segment_stop(words: list[Token], start: int, end: int, quoted: Sequence[bool]) -> int:
    for index in range(start, end):
        if quoted[index] or words[index].tag == "QUOTE":
            stop = index
            while stop > start and words[stop - 1].tag in ("PUNCT", "QUOTE"):
                stop -= 1
            return stop
    return end


def _around(
    words: list[Token], start: int, verb: int, stop: int, *, inverted_only: bool
) -> tuple[int, int] | None:
    """The subject beside the verb: "said X" or "X said"."""
    if verb == start:
        right = verb + 1
        while right < stop and not (
            words[right].text in (",", ";") or words[right].lower in ("to", "in", "on", "at")
        ):
            right += 1
        return (verb + 1, right) if right > verb + 1 else None
    if inverted_only:
        return None
    return _subject(words, start, verb)


# ------------------------------------------------------------------ X is reported to


def _passive_to(words: list[Token], quoted: Sequence[bool]) -> Cue | None:
    table = _words()
    end = _end(words)
    for index in range(2, end - 1):
        word = words[index]
        if (
            word.lower in table["impersonal_participles"]
            and words[index - 1].tag in ("AUX", "NONFINITE", "ADV")
            and words[index + 1].tag == "TO"
            and not quoted[index]
        ):
            first = index - 1
            while first and words[first - 1].tag in ("AUX", "NONFINITE", "ADV"):
                first -= 1
            return Cue(first, index + 1, index, ((0, end),), None, "inside")
        if word.lower in table["reporting_adverbs"] and not quoted[index]:
            return Cue(index, index + 1, index, ((0, end),), None, "inside")
    return None
