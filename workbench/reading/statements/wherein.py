"""Relative clauses that tell where, when or in what: "a plant where 300 people worked".

They follow their noun phrase without a comma, open with "where", "when" after a time, or a
preposition before "which" or "whom", and have a subject of their own. The phrase is carried in.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import PAST, forms
from workbench.reading.statements.aside import Aside, Scene
from workbench.reading.statements.clauses import frame

__all__ = ["wherein"]

_ONE: Final = frozenset({"a", "an"})
_LONGEST_HEAD: Final = 5
_PRONOUNS: Final = frozenset({"which", "whom", "where"})
_ARTICLES: Final = frozenset({"DET", "POSS", "NUM", "NAME"})
_GENERAL: Final = frozenset({"any", "no", "every", "each", "whatever", "such", "all"})
_PAST_AUXILIARIES: Final = frozenset({"was", "were", "had", "did", "has", "have", "is", "are"})
_LEAST: Final = 3


def wherein(scene: Scene) -> Iterator[Aside]:
    """The relative clauses of place, time and circumstance of a sentence."""
    structure = scene.structure
    if structure is None:
        return
    yield from _without_pronoun(scene)
    if scene.words.vocabulary.isdisjoint(_PRONOUNS):
        return
    tokens = scene.tokens
    if not scene.is_certain():
        return
    for index in range(2, scene.stop - _LEAST):
        word = tokens[index].lower
        if word not in _PRONOUNS:
            continue
        led = tokens[index - 1].tag == "PREP"
        if led is (word == "where"):
            continue
        begin = index - 1 if led else index
        found = _clause(scene, begin, index)
        if found is not None:
            yield found


def _clause(scene: Scene, begin: int, index: int) -> Aside | None:
    """The clause that opens at ``begin``, if it tells something that is so."""
    tokens = scene.tokens
    start = scene.phrase_start(begin)
    if start is None or tokens[start].tag not in _ARTICLES or tokens[start].lower in _GENERAL:
        return None
    close = scene.words.before_marks(scene.clause_end(index + 1))
    inner = frame(tokens, index + 1, close)
    if inner is None or inner.subject != index + 1 or inner.verb == inner.subject:
        return None
    verb = tokens[inner.verb]
    told = (
        verb.tag == "VPAST"
        or verb.lower in _PAST_AUXILIARIES
        or bool(forms().get(verb.lower, 0) & PAST)
    )
    before = scene.structure is not None and index < scene.structure.verb
    if not told or close - index <= _LEAST:
        return None
    if before:
        close = _before_main(scene, inner.group)
    cut = (begin, close) if _may_go(scene, start) else None
    return Aside("relative: wherein", (begin, close), ((start, begin),), cut)


def _without_pronoun(scene: Scene) -> Iterator[Aside]:
    """As in ", a rover the agency plans to fly in 2022": said of what stands before the comma."""
    tokens, structure = scene.tokens, scene.structure
    for comma in scene.commas:
        if structure is None or comma < structure.group or comma + 5 > scene.stop:
            continue
        if tokens[comma + 1].lower not in _ONE:
            continue
        place = comma + 2
        while tokens[place].tag in ("ADJ", "NOUN", "NUM") and place - comma < _LONGEST_HEAD:
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


def _may_go(scene: Scene, start: int) -> bool:
    """Whether the clause around says as much without it: "closed a plant"."""
    structure = scene.structure
    if structure is None or start < structure.group or scene.is_copula():
        return False
    first = scene.tokens[start]
    return first.lower in ("a", "an") or first.tag in ("NUM", "NAME")


def _before_main(scene: Scene, place: int) -> int:
    """Where a clause inside the subject ends: before the verb of the clause around it."""
    while place < scene.stop and scene.tokens[place].tag not in FINITE:
        place += 1
    return place
