"""Relative clauses without any word to open them: "the part her father played".

A subject with its verb follows a noun phrase at once, and the verb has no object of its own: the
phrase is what it is done to.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.modifiers.heads import Head, head_of
from workbench.reading.statements.modifiers.particular import host_of, is_told
from workbench.reading.statements.words.frames import group_end
from workbench.reading.statements.words.subjects import takes_clause

__all__ = ["contact"]

_OPENING: Final = frozenset({"DET", "POSS", "NAME", "PRON"})
_PRONOUNS: Final = frozenset({"he", "she", "they", "we", "it"})
_OBJECT: Final = frozenset({"DET", "POSS", "NUM", "NAME", "NOUN", "PRON", "ADJ", "SUB", "QUOTE"})
_WITHIN: Final = frozenset({"NOUN", "NAME", "ADJ", "NUM"})
_EMPTY: Final = frozenset(
    {"way", "ways", "time", "times", "moment", "reason", "thing", "things", "fact", "chance"}
)
_GENERAL: Final = frozenset({"any", "no", "every", "each", "all", "some"})
_BARE: Final = frozenset({"NOUN", "ADJ"})
_MARKS: Final = frozenset({",", ";", ":", "—", "–", "-", "("})
_STOPPING: Final = FINITE | {"CC", "SUB", "QUOTE"}
_LONGEST_SUBJECT: Final = 5
_LEAST: Final = 3


def contact(scene: Scene) -> Iterator[Aside]:
    """The relative clauses of a sentence that follow their phrase at once."""
    structure, tokens = scene.structure, scene.tokens
    if structure is None:
        return
    for index in range(structure.group + 1, scene.stop - 1):
        if tokens[index].tag not in _OPENING or tokens[index - 1].tag not in ("NOUN", "NAME"):
            continue
        verb = _verb(scene, index)
        found = None if verb is None else _clause(scene, index, verb)
        if found is not None:
            yield found


def _verb(scene: Scene, index: int) -> int | None:
    """The verb of the subject that opens at ``index``, if one soon follows."""
    tokens = scene.tokens
    first = tokens[index]
    place = index + 1
    if first.tag == "PRON" and first.lower not in _PRONOUNS:
        return None
    if first.tag == "POSS" and first.text[0] in "'’":
        return None
    if first.tag == "NAME" and _goes_on(scene, index):
        return None
    while place < scene.stop and first.tag != "PRON" and tokens[place].tag in _WITHIN:
        place += 1
    if place - index > _LONGEST_SUBJECT or (first.tag in ("DET", "POSS") and place == index + 1):
        return None
    while place < scene.stop and tokens[place].tag == "ADV":
        place += 1
    return place if place < scene.stop and tokens[place].tag in FINITE else None


def _goes_on(scene: Scene, index: int) -> bool:
    """Whether a name may belong to the word before it: "mayor Lund", "Lake Arda"."""
    before = scene.tokens[index - 1]
    return before.tag == "NAME" or index - 1 in _name_range(scene, index)


def _name_range(scene: Scene, index: int) -> range:
    place = index
    while place + 1 < scene.stop and scene.tokens[place + 1].tag == "NAME":
        place += 1
    start = scene.words.name_start(place)
    return range(index, index) if start is None else range(start, place + 1)


def _clause(scene: Scene, index: int, verb: int) -> Aside | None:
    tokens = scene.tokens
    head = head_of(scene, index, None, named=True)
    if head is None or not _is_thing(scene, head, verb):
        return None
    group = group_end(tokens, verb, scene.stop)
    if group < scene.stop and tokens[group].tag in _OBJECT:
        return None
    if tokens[verb].tag == "AUX" and group == verb + 1 and tokens[verb].lower not in ("had", "has"):
        return None
    stop = group
    while stop < scene.stop and tokens[stop].text not in _MARKS:
        if tokens[stop].tag in _STOPPING and not _pairs(scene, stop):
            break
        stop += 1
    verb_follows = stop < scene.stop and tokens[stop].tag in FINITE | {"QUOTE"}
    if verb_follows or stop - index < _LEAST:
        return None
    return Aside("relative: contact", (index, stop), ((head.start, index),))


def _pairs(scene: Scene, joint: int) -> bool:
    """Whether "and" joins two words of one kind: "for adequate and steady growth"."""
    tokens = scene.tokens
    if joint + 1 >= scene.stop or tokens[joint].tag != "CC":
        return False
    return tokens[joint - 1].tag == tokens[joint + 1].tag


def _is_thing(scene: Scene, head: Head, verb: int) -> bool:
    """Whether the phrase is the object of a verb that takes no clause, and one in particular."""
    tokens, start = scene.tokens, head.start
    first = tokens[start]
    if tokens[head.noun].lower in _EMPTY or first.lower in _GENERAL:
        return False
    host = host_of(scene, start)
    if host is None or start < group_end(tokens, host, scene.stop):
        return False
    if any(takes_clause(t) or t.tag == "SUB" for t in tokens[host:start]):
        return False
    before = tokens[start - 2]
    if tokens[start - 1].text in _MARKS and tokens[head.noun + 1].tag == "NAME":
        return False  # "..., his younger brother Karl took on the work"
    if tokens[start - 1].tag == "PREP" and (before.tag == "CC" or before.text in _MARKS):
        return False  # "but within the group he was alone"
    if tokens[start - 1].lower == "of" and tokens[start - 2].lower in scene.table("shares_of"):
        return False
    if scene.is_definite(start):
        return first.tag in ("DET", "POSS")
    if first.lower in ("a", "an"):
        return is_told(scene, host, start)
    several = first.tag in _BARE and tokens[head.noun].lower.endswith("s")
    past = scene.is_past(host) and scene.is_past(verb)
    return several and past and is_told(scene, host, start)
