"""Whether a phrase with a clause that picks it out means something in particular.

"The boat that sank" does, and "a boat that had sunk"; "people who smoke" and "a man who may
come" are whoever fits.
"""

from typing import Final

from workbench.reading.grammar.verbs import BASE, PAST, base_of, forms
from workbench.reading.statements.asides.scene import Scene
from workbench.reading.statements.branches.things import Thing, is_plural
from workbench.reading.statements.modifiers.particular import host_of, is_told
from workbench.reading.statements.words.frames import group_end

__all__ = ["is_supposed", "means_one"]

_ANYBODY: Final = frozenset(
    {"those", "people", "anyone", "everyone", "someone", "somebody", "anybody", "everybody"}
    | {"something", "anything", "everything", "nothing", "one", "ones", "others", "folks", "person"}
    | {"individuals", "all", "what", "this", "that", "it", "they", "you", "none", "many", "most"}
    | {"some", "any", "each", "both"}
)
_MANNER: Final = frozenset(
    {"time", "times", "way", "ways", "reason", "reasons", "thing", "things", "moment", "point"}
    | {"fact", "idea", "extent", "degree", "kind", "kinds", "sort", "sorts", "type", "types"}
    | {"manner", "number", "share", "percentage", "proportion", "majority"}
)
_ANY: Final = frozenset({"any", "no", "every", "all", "each", "only", "such", "whatever"})
_RANKED: Final = frozenset({"first", "last", "next"})
_SOME: Final = frozenset({"some", "most", "many", "few", "another", "other"})
_COUNTED: Final = frozenset({"people", "person", "individuals", "others"})
_UNSURE: Final = frozenset({"may", "might", "could", "would", "should", "can", "must"})
_WANTING: Final = frozenset({"need", "want", "seek", "require", "lack", "prefer", "deserve"})
_ENDING: Final = frozenset(
    {"close", "end", "remove", "repeal", "replace", "change", "abolish", "amend", "stop", "drop"}
)
_LIKENING: Final = frozenset({"like", "as", "than", "without", "unlike", "per"})
_SUPPOSING: Final = frozenset({"if", "unless", "whether", "until"})
_ARTICLES: Final = frozenset({"a", "an"})
_SHARES: Final = frozenset({"all", "some", "most", "none", "half", "many", "each", "any", "every"})


def means_one(scene: Scene, thing: Thing, verb: int, pronoun: str) -> bool:
    """Whether the clause of a verb that opens with a pronoun tells of a thing in particular."""
    tokens = scene.tokens
    head, opening = tokens[thing.noun], tokens[thing.start]
    phrase = tokens[thing.start : thing.stop]
    words = {token.lower for token in phrase}
    before = tokens[thing.start - 1].lower if thing.start else ""
    if before == "of" and thing.start > 1:
        before = tokens[thing.start - 2].lower
    if before in _SHARES:
        return False
    counted = head.lower in _COUNTED and any(token.tag == "NUM" for token in phrase)
    if (head.lower in _ANYBODY and not counted) or head.lower in _MANNER or words & _ANY:
        return False
    if words & _RANKED and pronoun != "which":
        return False
    told = tokens[verb]
    if told.lower in _UNSURE:
        return False
    past = _is_past(scene, verb)
    definite = _is_definite(scene, thing)
    if definite and not past and is_plural(head) and opening.lower in ("the", "those", "these"):
        return False  # "the steps that need to be taken": any that do
    bare = not definite and opening.lower not in _ARTICLES and opening.tag != "NUM"
    beside = thing.start > 0 and tokens[thing.start - 1].text == ","
    if is_supposed(scene, thing, sure=definite or beside or (past and not bare)):
        return False
    if past or (told.lower == "will" and (not bare or is_plural(head))):
        return True
    return (definite or opening.lower in _ARTICLES) and not words & _SOME


def _is_definite(scene: Scene, thing: Thing) -> bool:
    """Whether a phrase begins with "the", an owner or a name, which opens no sentence by chance."""
    opening = scene.tokens[thing.start]
    if opening.lower in _ARTICLES:
        return False
    if opening.tag == "NAME" and thing.start == 0:
        return scene.tokens[thing.noun].tag == "NAME" and thing.stop > 1
    return opening.tag in ("DET", "POSS", "NAME")


def _is_past(scene: Scene, verb: int) -> bool:
    """Whether a verb group tells of what was or has been."""
    token = scene.tokens[verb]
    if token.tag == "VPAST" or token.lower in ("was", "were", "had", "did"):
        return True
    if token.lower in ("has", "have") and scene.tokens[verb + 1].tag in (
        "PART",
        "NONFINITE",
        "ADV",
    ):
        return True
    return token.tag == "VERB" and forms().get(token.lower, 0) & (PAST | BASE) == PAST


def is_supposed(scene: Scene, thing: Thing, *, sure: bool) -> bool:
    """Whether what stands above only may be, is wanted or denied: "needs a nurse who sings".

    ``sure`` tells that the phrase or the time of its clause means something that is there.
    """
    tokens, start = scene.tokens, thing.start
    opening = start
    while opening and tokens[opening - 1].text not in (",", ";", ":"):
        opening -= 1
    if any(token.lower in _SUPPOSING for token in tokens[opening:start]):
        return True
    if sure:
        return False
    besides = start > 1 and tokens[start - 2].lower == "well"  # "as well as a farm that"
    if start and tokens[start - 1].lower in _LIKENING and not besides:
        return True
    host = host_of(scene, start)
    if host is None:
        structure = scene.structure
        return structure is not None and tokens[structure.verb].tag == "MODAL"
    if base_of(tokens[host].lower) in _WANTING:
        return True
    main = tokens[group_end(tokens, host, start) - 1]
    if tokens[host].tag == "MODAL" and base_of(main.lower) in _ENDING:
        return False  # "would close a loophole that lets them": it is there
    return not is_told(scene, host, start)
