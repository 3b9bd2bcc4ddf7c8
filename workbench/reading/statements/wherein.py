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

_PRONOUNS: Final = frozenset({"which", "whom", "where"})
_ARTICLES: Final = frozenset({"DET", "POSS", "NUM", "NAME"})
_GENERAL: Final = frozenset({"any", "no", "every", "each", "whatever", "such", "all"})
_PAST_AUXILIARIES: Final = frozenset({"was", "were", "had", "did", "has", "have", "is", "are"})
_LEAST: Final = 3


def wherein(scene: Scene) -> Iterator[Aside]:
    """The relative clauses of place, time and circumstance of a sentence."""
    structure = scene.structure
    if structure is None or scene.words.vocabulary.isdisjoint(_PRONOUNS):
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
