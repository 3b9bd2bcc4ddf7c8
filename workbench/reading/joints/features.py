"""What joints are judged by: the words around a place, and the verbs on either side of it.

A value is one string for each of a fixed row of questions; what a value speaks for was learnt.
Training and reading ask by the same functions, so that both see the same.
"""

from collections.abc import Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import forms

__all__ = ["ENDING_QUESTIONS", "OPENING_QUESTIONS", "Sight", "ending_values", "opening_values"]

OPENING_QUESTIONS: Final = 11
ENDING_QUESTIONS: Final = 10

_EDGE: Final = 2  # places before the first word, so that every word has two neighbours
_VERBAL: Final = FINITE | {"PART", "ING", "VBASE"}
_DESCRIBING: Final = frozenset({"ADJ", "DET", "POSS", "ADV", "NUM"})
_NOUNS: Final = frozenset({"NOUN", "NAME"})
_LAST_OF_PATH: Final = _VERBAL | {"SUB", "^", "$"}
_LONGEST_PATH: Final = 6
_FAR: Final = 30
_CLASSES: Final = (("SUB", "s"), ("CC", "c"), ("TO", "t"), ("PUNCT", ","))


class Sight:
    """The words and tags of a stretch, with edges, and the places of its finite verbs."""

    __slots__ = ("finites", "tags", "words")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words = ["^", "^", *[token.lower for token in tokens], "$", "$", "$"]
        self.tags = ["^", "^", *[token.tag for token in tokens], "$", "$", "$"]
        self.finites = [place for place, tag in enumerate(self.tags) if tag in FINITE]


def opening_values(sight: Sight, index: int) -> tuple[str, ...]:
    """What can be seen where a clause may be joined: at the word ``index`` of the stretch."""
    words, tags = sight.words, sight.tags
    place = index + _EDGE
    word, before, after = words[place], words[place - 1], words[place + 1]
    tag, tag_before, tag_after = tags[place], tags[place - 1], tags[place + 1]
    left = 0
    for verb in sight.finites:
        if verb >= place:
            break
        left = verb
    opening = _after_adverbs(tags, place + 1)
    known = forms()
    form = known.get(words[opening], 0)
    form_left, between = -1, "-"
    if left:
        form_left = known.get(words[left], 0)
        between = _between(tags, left + 1, place)
    commas = f"{',' if before == ',' else ''}{'.' if after == ',' else ''}"
    return (
        word,
        before,
        after,
        f"{tags[place - 2]} {tag_before} {tag}",
        f"{tag} {tag_after} {tags[place + 2]}",
        f"{word[-3:]} {tag_before}",
        f"{form_left} {between} {form}",
        f"{form_left} {form} {word}",
        f"{commas} {word} {tags[opening]}",
        _path(tags, place, -1),
        _path(tags, place, 1),
    )


def ending_values(sight: Sight, index: int, end: int, kind: str, turn: int) -> tuple[str, ...]:
    """What can be seen where a clause that was joined at ``index`` may end, before ``end``.

    ``turn`` tells how many places were looked at before this one.
    """
    words, tags = sight.words, sight.tags
    start, place = index + _EDGE, end + _EDGE
    word, tag = words[place], tags[place]
    finite = 0
    right = 0
    left = False
    for verb in sight.finites:
        if verb < start:
            left = True
        elif verb < place:
            finite += verb > start
        else:
            right = verb
            break
    next_place = _after_adverbs(tags, place + 1)
    following = tags[next_place]
    between = "-" if not right else _between(tags, place + 1, right) if right > place else "0"
    width = min(8, (place - start) // 2)
    commas = min(3, words[start:place].count(","))
    opened = words[start - 1] == ","
    return (
        f"{kind} {tag} {tags[place - 1]}",
        f"{kind} {tag} {following}",
        f"{kind} {word} {words[next_place]}",
        f"{tags[place - 1]} {tag} {following}",
        f"{kind} {between} {left} {following}",
        f"{kind} {width} {word}",
        f"{kind} {opened} {commas} {word} {between}",
        f"{kind} {turn} {word}",
        f"{kind} {min(finite, 2)} {word} {following} {left}",
        f"{words[start]} {word}",
    )


def _after_adverbs(tags: Sequence[str], place: int) -> int:
    while tags[place] in ("ADV", "NOT"):
        place += 1
    return place


def _between(tags: Sequence[str], first: int, last: int) -> str:
    """What lies between two places: words that join, marks, a noun or a pronoun."""
    if last - first > _FAR:
        return "far"
    inner = tags[first:last]
    shown = "".join([sign for tag, sign in _CLASSES if tag in inner])
    if "NOUN" in inner or "NAME" in inner:
        return f"{shown}n"
    return f"{shown}p" if "PRON" in inner else shown


def _path(tags: Sequence[str], place: int, step: int) -> str:
    """The tags on one side as far as a verb, without what describes nouns."""
    shown: list[str] = []
    place += step
    last = ""
    while len(shown) < _LONGEST_PATH:
        tag = tags[place]
        if tag not in _DESCRIBING and not (tag == last and tag in _NOUNS):
            shown.append(tag)
            if tag in _LAST_OF_PATH:
                break
            last = tag
        place += step
    return " ".join(shown)
