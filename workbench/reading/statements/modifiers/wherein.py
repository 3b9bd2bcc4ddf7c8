"""Relative clauses with a subject of their own: "a plant where 300 people worked".

They follow their noun phrase without a comma; it is no subject of theirs but where, in what or
what they tell of: "the letters that the chamber had received". The phrase is carried in.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.joints import Kind
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.modifiers.heads import head_of
from workbench.reading.statements.modifiers.particular import means_one
from workbench.reading.statements.modifiers.restrictive import restrictive_end
from workbench.reading.statements.words.frames import frame

__all__ = ["wherein"]

_ONE: Final = frozenset({"a", "an"})
_LONGEST_HEAD: Final = 5
_PRONOUNS: Final = frozenset({"which", "whom", "where", "that", "who"})
_EMPTY: Final = frozenset(
    {"way", "ways", "time", "times", "point", "moment", "reason", "manner", "extent", "degree"}
    | {"thing", "things", "stuff", "sense", "hope"}
)
_ANYBODY: Final = frozenset({"you", "one", "anyone", "everyone", "someone", "there", "no", "any"})
_TELLING: Final = frozenset({"has", "have", "will"})
_BEING: Final = frozenset({"is", "are", "would"})
_LED: Final = frozenset({"which", "whom"})
_SURE: Final = frozenset({"which", "whom", "where"})
_BEFORE: Final = frozenset({",", ";", ":"})
_SUBJECTS: Final = frozenset({"PRON", "DET", "POSS", "NAME", "NOUN", "NUM", "ADJ"})
_LEAST: Final = 3


def wherein(scene: Scene) -> Iterator[Aside]:
    """The relative clauses of a sentence that have a subject of their own."""
    structure = scene.structure
    if structure is None:
        return
    yield from _without_pronoun(scene)
    if scene.words.vocabulary.isdisjoint(_PRONOUNS):
        return
    tokens = scene.tokens
    for index in range(2, scene.stop - _LEAST):
        word = tokens[index].lower
        if word not in _PRONOUNS or tokens[index - 1].text in _BEFORE or not _opens(scene, index):
            continue
        led = tokens[index - 1].tag == "PREP" and word in _LED
        found = _clause(scene, index - 1 if led else index, index)
        if found is not None:
            yield found


def _opens(scene: Scene, index: int) -> bool:
    """Whether a subject with its verb follows, and nobody says, knows or asks what does."""
    tokens = scene.tokens
    if tokens[index + 1].tag not in _SUBJECTS:
        return False
    return tokens[index].lower in _SURE or scene.words.joins(index, Kind.RELATIVE)


def _clause(scene: Scene, begin: int, index: int) -> Aside | None:
    """The clause that opens at ``begin``, if it tells something that is so."""
    tokens = scene.tokens
    where = tokens[index].lower == "where"
    head = head_of(scene, begin, None, named=where)
    if head is None or (head.start and tokens[head.start - 1].text == ","):
        return None
    close = scene.words.before_marks(scene.clause_end(index + 1))
    inner = frame(tokens, index + 1, close)
    if inner is None or inner.subject != index + 1 or inner.verb == inner.subject:
        return None
    if tokens[head.noun].lower in _EMPTY or not _tells(scene, index, inner.verb):
        return None
    if not means_one(scene, head, index, inner.verb):
        return None
    close = restrictive_end(scene, index, inner.verb)
    if scene.structure is not None and index < scene.structure.verb:
        close = min(close, _before_main(scene, inner.group))
    if close - index <= _LEAST:
        return None
    cut = (begin, close) if _may_go(scene, head.start, begin) else None
    return Aside("relative: wherein", (begin, close), ((head.start, begin),), cut)


def _tells(scene: Scene, index: int, verb: int) -> bool:
    """Whether somebody in particular did, has done or will do what the clause says."""
    tokens = scene.tokens
    if tokens[index + 1].lower in _ANYBODY:
        return False
    word = tokens[verb].lower
    here = tokens[index].lower == "where" or tokens[index - 1].tag == "PREP"
    return scene.is_past(verb) or word in _TELLING or (here and word in _BEING)


def _without_pronoun(scene: Scene) -> Iterator[Aside]:
    """As in ", a rover the agency plans to fly in 2022": said of what stands before the comma."""
    tokens = scene.tokens
    for comma in scene.later_commas(5):
        if tokens[comma + 1].lower not in _ONE:
            continue
        place, last = comma + 2, min(comma + _LONGEST_HEAD, scene.stop - 1)
        while place < last and tokens[place].tag in ("ADJ", "NOUN", "NUM"):
            place += 1
        if tokens[place - 1].tag != "NOUN" or tokens[place].tag not in ("PRON", "NAME", "DET"):
            continue
        close = scene.clause_end(comma + 2)
        inner = frame(tokens, place, close)
        if inner is None or inner.subject != place or not 0 < inner.verb - place < _LONGEST_HEAD:
            continue
        if any(t.tag in ("CC", "PREP", "SUB") for t in tokens[place : inner.verb]):
            continue
        if close > inner.group or tokens[inner.verb].tag != "AUX":
            yield Aside("relative: no pronoun", (comma + 1, close), (), (comma, close))


def _may_go(scene: Scene, start: int, stop: int) -> bool:
    """Whether the clause around says as much without it: "closed a plant", "at the Royal Mint"."""
    structure = scene.structure
    if structure is None or start < structure.group or scene.is_copula():
        return False
    if not scene.is_certain():
        return False
    first = scene.tokens[start]
    return first.lower in ("a", "an") or first.tag == "NUM" or scene.tokens[stop - 1].tag == "NAME"


def _before_main(scene: Scene, place: int) -> int:
    """Where a clause inside the subject ends: before the verb of the clause around it."""
    while place < scene.stop and scene.tokens[place].tag not in FINITE:
        place += 1
    return place
