"""Participles right after a noun phrase: "a villa designed by Otto Reuss", "men arrested in Ghent".

They say something of that phrase where it means something in particular.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import PARTICIPLE, base_of, forms
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.aside import Aside, Scene

__all__ = ["reduced"]

_SUPPOSED: Final = frozenset({"believe", "think", "suspect", "allege", "say", "know", "report"})
_NAMED: Final = frozenset({"called", "named", "titled", "entitled", "dubbed"})
_GENERAL: Final = frozenset({"no", "any", "every", "all", "each", "this", "that"})
_PAST: Final = frozenset({"PART", "VPAST"})
_DONE: Final = frozenset({"PART", "NOUN"})
_PARTICIPLE: Final = frozenset({"PART"})
_TAKEN: Final = frozenset({"DET", "POSS", "NUM", "NAME", "PRON", "NOUN", "ADJ", "SUB", "PREP"})
_SHORTEST: Final = 3
_LONGEST: Final = 24


def reduced(scene: Scene) -> Iterator[Aside]:
    """The participles that follow what they are said of without a comma."""
    structure = scene.structure
    if structure is None or not scene.is_certain():
        return
    tokens = scene.tokens
    yield from _active(scene)
    # asked for every word, so the cheap question comes first
    done = _DONE if "by" in scene.words.vocabulary else _PARTICIPLE
    for index in [i for i in range(1, scene.stop - 1) if tokens[i].tag in done]:
        if not _is_participle(scene, index):
            continue
        head = _head(scene, index)
        start = None if head is None else scene.phrase_start(head + 1)
        if start is not None and tokens[index + 1].lower == "by":
            start = _outer(scene, start)
        if start is None or not _means_one(scene, start, index):
            continue
        if index < structure.subject or structure.verb <= index <= structure.group:
            continue
        stop = _end(scene, index, after=index > structure.group)
        if 2 <= stop - index <= _LONGEST:
            cut = _cut(scene, start, index, stop)
            yield Aside("participle: after noun", (index, stop), ((start, index),), cut)


def _active(scene: Scene) -> Iterator[Aside]:
    """As in "a licence allowing firms to sell", "reports attesting that they had been there"."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or scene.is_copula():
        return
    for index in range(structure.group + 1, scene.stop - 2):
        if tokens[index].tag != "ING" or tokens[index].lower not in scene.table("said_of_things"):
            continue
        start = scene.phrase_start(index)
        taken = tokens[index + 1].tag in _TAKEN
        if start is None or not taken or tokens[start].lower in _GENERAL - {"this", "that"}:
            continue
        object_of = start == structure.group
        led = tokens[start].tag in ("DET", "POSS", "NUM") and tokens[start - 1].tag != "PREP"
        if not (object_of or led) or tokens[index - 1].tag == "NAME":
            continue
        stop = _end(scene, index, after=True)
        if tokens[index + 1].lower == "that" or tokens[index + 1].tag == "PRON":
            stop = scene.clause_end(index + 1)
        if stop - index >= _SHORTEST:
            cut = (index, stop) if stop == scene.stop else None
            yield Aside("participle: after noun", (index, stop), ((start, index),), cut)


def _is_participle(scene: Scene, index: int) -> bool:
    tokens = scene.tokens
    word, following = tokens[index], tokens[index + 1]
    done = word.tag == "PART" or (
        word.tag == "NOUN"
        and following.lower == "by"
        and bool(forms().get(word.lower, 0) & PARTICIPLE)
    )
    if not done or _head(scene, index) is None:
        return False
    if word.lower in ("compared", "followed"):
        return False
    if tokens[index - 1].lower in word_sets("words")["months_and_days"]:
        return False
    base = base_of(word.lower)
    if base in scene.table("intransitive") or (base in _SUPPOSED and following.lower == "to"):
        return False
    return _names(scene, index) or following.lower in scene.table("after_participles")


def _head(scene: Scene, index: int) -> int | None:
    """The noun that the participle follows: "inflation driven by", "inflation abroad driven by"."""
    tokens = scene.tokens
    place = index - 1
    if tokens[place].tag == "ADV" and tokens[index + 1].lower == "by":
        place -= 1
    return place if place > 0 and tokens[place].tag in ("NOUN", "NAME") else None


def _outer(scene: Scene, start: int) -> int:
    """The whole of "a rise in inflation", where the last noun has no article of its own."""
    tokens = scene.tokens
    within = start > 1 and tokens[start - 1].lower in ("of", "in", "for", "to")
    bare = tokens[start].tag in ("NOUN", "ADJ") and within
    outer = scene.phrase_start(start - 1) if bare else None
    return start if outer is None or tokens[outer].tag != "DET" else outer


def _names(scene: Scene, index: int) -> bool:
    named = scene.tokens[index + 1].tag in ("NAME", "QUOTE")
    return named and scene.tokens[index].lower in _NAMED


def _means_one(scene: Scene, start: int, index: int) -> bool:
    """Whether the phrase means something in particular, and no share or best of it."""
    tokens = scene.tokens
    if tokens[start].tag not in ("DET", "POSS", "NUM", "NAME") or tokens[start].lower in _GENERAL:
        return False
    named = tokens[index - 1].tag == "NAME"
    contact = named and index - start > 1 and tokens[index - 2].tag == "NOUN"
    if contact and tokens[index - 3].text != "-":
        return False  # "a state Trump won": a clause without its pronoun
    if named and tokens[index + 1].tag == "TO":
        return False  # "since Beijing attempted to"
    shares = start > 1 and tokens[start - 1].lower == "of"
    if shares and (
        tokens[start - 2].lower in scene.table("shares_of") or tokens[start - 2].tag == "NUM"
    ):
        return False
    best = scene.table("superlatives")
    return not any(t.lower == "only" or t.lower in best for t in tokens[start:index])


def _cut(scene: Scene, start: int, index: int, stop: int) -> tuple[int, int] | None:
    tokens = scene.tokens
    by = "by" in {t.lower for t in tokens[index + 1 : index + 3]}
    indefinite = tokens[start].lower in ("a", "an") or tokens[start].tag == "NUM"
    named = _names(scene, index)
    cuts = (by or indefinite or named) and not scene.is_copula()
    return (index, stop) if cuts and (stop - index > 3 or named) else None


def _end(scene: Scene, index: int, *, after: bool) -> int:
    tokens, structure = scene.tokens, scene.structure
    for place in range(index + 1, scene.stop):
        token = tokens[place]
        if token.text in (",", ";", ":", "—", "–", "(") or token.tag in ("QUOTE", "SUB"):
            return place
        if token.tag in FINITE and not after:
            return place
        if (
            token.tag == "CC"
            and place + 1 < scene.stop
            and (tokens[place + 1].tag in FINITE or tokens[place + 1].tag in _PAST)
        ):
            return place
        if token.lower in ("when", "after", "before", "because", "while", "as") and (
            scene.words.has_finite(place, scene.stop)
        ):
            return place
    return scene.stop if structure is not None and after else index
