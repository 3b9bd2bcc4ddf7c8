"""Where one sentence ends and the next begins, inside a block.

A pattern proposes every end mark before white space; the rules here refuse those that are
part of an abbreviation, an initial, a quotation with its speaker, or a bracket.
Every look back and ahead is bounded, so the work is linear in the text.
"""

import re
from collections.abc import Iterator

from workbench.reading.language import (
    any_of,
    made_once,
    spoken_table,
    spoken_table_or_english,
    words,
)

LOOK_BACK = 40
LONGEST_BRACKET = 400
FEW_WORDS = 3

# It begins with one of some characters, which ``re`` looks for much faster than for anything else.
_END_MARK = re.compile(
    r"""
    (?P<mark> [.!?…。！？।؟]
      (?: (?<=[.!?…]) (?<![.!?…]{2}) [.!?…]*+ (?P<spaced> (?:[ ]\.){2,}+ )?
        | (?<=[。！？।؟]) (?P<wide> [。！？।؟]*+ ) ) )
    (?(wide) [”’"'»）」』]*+
      | (?P<closers> [”’"'»)\]“‘]*+ )
        (?P<citation> (?:\s?\[\d{1,3}(?:[,–-]\s?\d{1,3}){0,9}\])*+ [¹²³⁰⁴-⁹]*+ )
        (?=\s|$) )
    """,
    re.VERBOSE,
)
_NEXT = re.compile(
    r"\s*+(?P<opening>[“\"'‘«(\[¿¡–—-]*+)(?P<word>[^\W\d_]*+)(?P<after>.?)", re.DOTALL
)
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_SPACED_FULL_STOPS = 4


class _Words:
    """The word tables of this stage as sets."""

    def __init__(self) -> None:
        tables = spoken_table_or_english("sentences")
        calendar = spoken_table("calendar")
        abbreviations = tables["abbreviations"]
        self.before_name = frozenset(words(abbreviations["before_name"]))
        self.before_number = frozenset(words(abbreviations["before_number"]))
        self.never_last = frozenset(words(abbreviations["never_last"]))
        self.anywhere = frozenset(words(abbreviations["anywhere"]))
        self.ordinary = frozenset(words(abbreviations["ordinary"]))
        self.starters = frozenset(words(tables["starters"]["words"]))
        self.titles = frozenset(words(tables["titles"]["words"]))
        self.reporting = frozenset(words(tables["reporting"]["words"]))
        self.halves_of_day = frozenset(words(tables["clock"]["halves_of_day"]))
        pronouns = any_of(words(tables["reporting"]["pronouns"]))
        self.speaker = re.compile(
            rf"\s+(?:(?:[A-Z][\w.’'-]{{0,30}}|{pronouns})\s+){{1,4}}(?P<verb>[^\W\d_]{{3,12}})\b"
        )
        self.after_clock = frozenset(
            (
                *words(tables["clock"]["zones"]),
                *words(calendar["weekdays"]),
                *words(calendar["months"]),
                *words(calendar["months_short"]),
            )
        )


_words = made_once(_Words)


@made_once
def _months_after_ordinals() -> frozenset[str]:
    """The months, in a language that writes "5. Juli" for the fifth of July."""
    endings = spoken_table("dates")["classes"]["ordinal_endings"]
    calendar = spoken_table("calendar")
    months = (*words(calendar["months"]), *words(calendar["months_short"]))
    return frozenset(months) if "." in words(endings) else frozenset()


def boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """Give the offsets just after each sentence between ``start`` and ``end`` but the last."""
    sentence = start
    for found in _END_MARK.finditer(text, start, end):
        if found.end() >= end:
            return
        if found["wide"] is not None:
            sentence = found.end()
            yield sentence
        elif _ends_sentence(text, found, sentence, end):
            sentence = _cut(text, found)
            yield sentence


def _cut(text: str, found: re.Match[str]) -> int:
    """Cut after the full stop where an ellipsis of spaced stops begins the next sentence."""
    spaced = found["spaced"]
    attached = found.start() > 0 and not text[found.start() - 1].isspace()
    if spaced and attached and len(found["mark"].split()) >= _SPACED_FULL_STOPS:
        return found.start() + 1
    return found.end()


def _ends_sentence(text: str, found: re.Match[str], sentence: int, end: int) -> bool:
    following = _NEXT.match(text, found.end(), end)
    if following is None or not _can_begin(following):
        return False
    if _inside_bracket(text, sentence, found.end(), end):
        return False
    mark = found["mark"]
    if mark == ".":
        word = _word_before(text, sentence, found.start())
        return _full_stop_ends(text, word, following, sentence, found.start())
    if mark[-1] in "!?":
        return not (found["closers"] and _speaker_follows(text, found.end(), end))
    return not _is_omission(text, found, following)


def _is_omission(text: str, found: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether dots mark something left out or a pause, rather than an end."""
    if found["closers"].startswith("]"):
        return following["opening"].startswith("(")
    dots = found["mark"].replace(" ", "")
    apart = found.start() > 0 and text[found.start() - 1].isspace()
    return apart and dots in {"...", "…"}


def _can_begin(following: re.Match[str]) -> bool:
    word = following["word"]
    if word:
        return not word[0].islower()
    if following["opening"]:
        return following["after"] not in {"", ",", ";", ":", ".", ")", "]"}
    return following["after"] not in {",", ";", ":", ")", "]", "”", "’", "»", "&", "/", "%"}


def _word_before(text: str, sentence: int, stop: int) -> str:
    piece = text[max(sentence, stop - LOOK_BACK) : stop]
    tail = piece.split()[-1:] if piece and not piece[-1].isspace() else []
    return tail[0].lstrip("“\"'‘(«[") if tail else ""


def _full_stop_ends(
    text: str, word: str, following: re.Match[str], sentence: int, stop: int
) -> bool:
    tables = _words()
    lower = word.lower()
    if _numbers_an_item(word, stop - sentence):
        return False
    if word.isdecimal() and following["word"].lower() in _months_after_ordinals():
        return False
    if lower in tables.never_last:
        return False
    starts = _is_starter(following)
    next_is_number = not following["word"] and following["after"].isdecimal()
    if lower in tables.before_number and next_is_number:
        return False
    if len(word) == 1 and word.isalpha():
        return starts if word.isupper() else True
    if _ACRONYM.search(lower):
        return _acronym_ends(text[sentence:stop], lower, following, starts)
    if word.islower() and lower in tables.ordinary:
        return True
    if lower in tables.before_name and lower not in tables.anywhere:
        return False
    if lower in tables.before_number or lower in tables.anywhere:
        return starts or next_is_number
    return True


def _numbers_an_item(word: str, length: int) -> bool:
    """Say whether the sentence so far is only the number of a list item."""
    is_number = word.isdecimal() and len(word) <= FEW_WORDS
    return length == len(word) and (is_number or len(word) == 1)


def _acronym_ends(so_far: str, lower: str, following: re.Match[str], starts: bool) -> bool:
    tables = _words()
    if len(so_far) <= LOOK_BACK and len(so_far.split()) <= FEW_WORDS:
        return False
    following_word = following["word"].lower()
    if lower in tables.halves_of_day:
        return bool(following_word) and following_word not in tables.after_clock
    return starts or following_word in tables.titles


def _is_starter(following: re.Match[str]) -> bool:
    word = following["word"]
    if not word:
        return bool(following["opening"])
    if len(word) == 1 and following["after"] == ".":
        return False
    return word.lower() in _words().starters


def _inside_bracket(text: str, sentence: int, stop: int, end: int) -> bool:
    if stop - sentence > LONGEST_BRACKET:
        return False
    opened = text.count("(", sentence, stop) - text.count(")", sentence, stop)
    return opened > 0 and text.find(")", stop, min(end, stop + LONGEST_BRACKET // 2)) >= 0


def _speaker_follows(text: str, position: int, end: int) -> bool:
    known = _words()
    found = known.speaker.match(text, position, end)
    return found is not None and found["verb"] in known.reporting
