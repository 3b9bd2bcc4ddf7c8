"""Asides in brackets and between dashes."""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.statements.asides.scene import Aside, Range, Scene
from workbench.reading.statements.naming.roles import names_role
from workbench.reading.statements.words.frames import Frame, opens_clause

__all__ = ["brackets"]

_DASHES: Final = frozenset({"—", "–", "―", "-", "--"})
_LEAST_CLAUSE: Final = 4
_ALONE: Final = 2
_LONGEST: Final = 14
_LONGEST_DASHED: Final = 24


def brackets(scene: Scene) -> Iterator[Aside]:
    """What stands in brackets or between dashes and says something of what is before it."""
    present = scene.words.vocabulary
    if "(" in present:
        yield from _in_brackets(scene)
    if present & _DASHES:
        yield from _between_dashes(scene)


def _in_brackets(scene: Scene) -> Iterator[Aside]:
    """As in "30 kilometres (19 miles)" and "the old port (closed since 1990)"."""
    tokens = scene.tokens
    for index in range(1, scene.stop - 2):
        if tokens[index].text != "(":
            continue
        close = next((i for i in range(index + 1, scene.stop) if tokens[i].text == ")"), None)
        if close is None or not 1 <= close - index - 1 <= _LONGEST:
            continue
        start = scene.phrase_start(index)
        if start is None:
            continue
        inside = tokens[index + 1 : close]
        if len(inside) == 1 and not _is_role_of_name(scene, index, close):
            continue
        figure = any(t.tag == "NUM" for t in inside) and any(
            t.tag == "NUM" for t in tokens[start:index]
        )
        unit = any(t.tag in ("NOUN", "NAME") or t.text == "%" for t in inside)
        if figure and unit and not scene.words.has_finite(index + 1, close):
            yield Aside("brackets: figure", (start, close + 1), (), (index, close + 1))
        elif _is_role_of_name(scene, index, close):
            start = scene.words.name_start(index - 1) or 0
            being = ((start, index), (index + 1, close), index)
            yield Aside("brackets: role", (start, close), (), (index, close + 1), being=being)
        elif not inside[0].capital and (
            inside[0].tag in ("PART", "VPAST", "ING") or inside[0].lower.endswith("ed")
        ):
            yield Aside(
                "brackets: participle", (index + 1, close), ((start, index),), (index, close + 1)
            )


def _is_role_of_name(scene: Scene, index: int, close: int) -> bool:
    """As in "Maria Lund (goalkeeper)" and "Omar Reyes (the co-author of the report)"."""
    tokens = scene.tokens
    plain = all(t.tag in ("NOUN", "ADJ", "NAME", "DET", "PREP") for t in tokens[index + 1 : close])
    start = scene.words.name_start(index - 1)
    full = start is not None and index - start > 1
    placed = close - index == _ALONE and tokens[index + 1].lower in ("center", "centre")
    return plain and full and not placed and names_role(tokens, index + 1, close)


def _says(scene: Scene, place: int) -> bool:
    """Whether a word opens what can be said of something: "aged 8", "set to close"."""
    word, following = scene.tokens[place], scene.tokens[place + 1]
    return word.lower.endswith("ed") or following.tag in ("TO", "PREP")


def _is_clause(scene: Scene, start: int, stop: int) -> bool:
    """As in "His goals – he scored at 7:14 and at 19:56 – gave the team the lead"."""
    own = scene.tokens[start]
    opens = own.tag in ("SUB", "PREP", "CC", "QUOTE") or own.lower == "that"
    if opens or stop - start < _LEAST_CLAUSE:
        return False
    return opens_clause(scene.tokens, start, stop, compound=True)


def _between_dashes(scene: Scene) -> Iterator[Aside]:
    """As in "The painting — a gift from the emperor — hangs ..."."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    dashes = [
        i
        for i in range(2, scene.stop - 2)
        if tokens[i].text in _DASHES
        and (
            tokens[i].text == "—"
            or (tokens[i - 1].end < tokens[i].start and tokens[i].end < tokens[i + 1].start)
        )
    ]
    if len(dashes) == 2:
        yield from _in_pair(scene, structure, dashes[0], dashes[1])
    elif len(dashes) == 1:
        yield from _after_dash(scene, structure, dashes[0])


def _in_pair(scene: Scene, structure: Frame, first: int, last: int) -> Iterator[Aside]:
    tokens = scene.tokens
    if _is_clause(scene, first + 1, last):
        yield Aside("dash clause", (first + 1, last), (), (first, last + 1))
        return
    medial = last + 1 < scene.stop and last < structure.verb
    start = scene.phrase_start(first)
    if medial and start is not None and last - first <= _LONGEST_DASHED:
        if any(t.tag in FINITE for t in tokens[first + 1 : last]):
            return
        opening = tokens[first + 1].tag
        if opening == "DET" and tokens[first + 1].lower in ("a", "an", "the", "one"):
            being = ((start, first), (first + 1, last), first)
            content = (start, last)
            yield Aside("dashes", content, (), (first, last + 1), being=being)
            return
        if opening in ("NOUN", "ADJ", "NAME", "NUM") and not _says(scene, first + 1):
            return  # "two of them — air and water — are found": a list, which says nothing
        yield Aside("dashes", (first + 1, last), ((start, first),), (first, last + 1))


def _after_dash(scene: Scene, structure: Frame, dash: int) -> Iterator[Aside]:
    tokens = scene.tokens
    own = tokens[dash + 1]
    if dash < structure.group or own.tag in ("QUOTE", "CC") or scene.stop - dash < 4:
        return
    if own.tag not in ("SUB", "PREP") and opens_clause(tokens, dash + 1, scene.stop):
        yield Aside("dash clause", (dash + 1, scene.stop), (), (dash, scene.stop))
        return
    comparison = own.lower in ("more", "less", "fewer", "the", "a", "an", "one")
    if comparison:
        carried: tuple[Range, ...] = ((structure.subject, structure.verb),)
        if own.lower not in ("more", "less", "fewer"):
            start = scene.phrase_start(dash)
            carried = () if start is None else ((start, dash),)
        yield Aside("dashes", (dash + 1, scene.stop), carried, (dash, scene.stop))
