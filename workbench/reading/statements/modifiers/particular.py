"""Whether what a relative clause is said of is something in particular.

"The boat that sank" is, and so is "a boat that had sunk" where the clause around says that
something was done with it. "People who smoke", "a man who may come" and "the steps that need to
be taken" are whoever and whatever fits.
"""

from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import BASE, PAST, base_of, forms
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Range, Scene
from workbench.reading.statements.modifiers.heads import Head
from workbench.reading.statements.words.frames import group_end

__all__ = ["described", "host_of", "is_told", "means_one", "says_nothing"]

_SHARES: Final = frozenset(
    {"all", "some", "most", "none", "half", "both", "many", "each", "one", "any", "every"}
)
_LIKENING: Final = frozenset({"like", "as", "than", "without", "unlike", "for", "per"})
_SUPPOSING: Final = frozenset({"if", "unless", "whether", "until"})
_ANYBODY: Final = frozenset({"you", "one", "nobody", "anyone", "everyone", "someone"})
_NOBODY: Final = frozenset({"it", "there", "this", "that", "what", "which", "these", "those"})
_UNTOLD: Final = frozenset({"VBASE", "NONFINITE", "ING"})
_BE: Final = frozenset({"is", "are", "was", "were", "'s", "’s", "be"})
_PARTICULAR: Final = frozenset({"he", "she", "they", "i", "we"})
_WANTING: Final = frozenset({"need", "want", "seek", "require", "lack", "prefer", "deserve"})
_BECOMING: Final = frozenset({"became", "becomes", "remained", "remains"})
_BARE: Final = frozenset({"NOUN", "ADJ"})


def means_one(scene: Scene, head: Head, index: int, verb: int) -> bool:
    """Whether a phrase with a clause from ``index`` on, its verb at ``verb``, means one thing."""
    tokens, start = scene.tokens, head.start
    first = tokens[start]
    if any(t.lower in ("only", "first") for t in tokens[max(start - 1, 0) : index]):
        return False
    if start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in _SHARES:
        return False
    if tokens[start - 1].lower in _SHARES:
        return False
    if scene.is_definite(start):
        if _is_kind(scene, head, verb):
            return False
        return tokens[index].lower != "that" or first.lower != "that"
    past = scene.is_past(verb) or _is_perfect(scene, verb)
    host = host_of(scene, start)
    if host is None:
        counted = first.lower in ("a", "an") or first.tag == "NUM"
        return past and counted and scene.is_certain()
    both = past and scene.is_past(host)
    if not is_told(scene, host, start, sure=both) or _is_description(scene, host, start):
        return False
    likened = tokens[start - 1].lower in _LIKENING
    if first.lower in ("a", "an"):
        return past or _is_there(scene, host, verb, likened=likened)
    if first.tag == "NUM":
        return past or tokens[verb].lower in ("has", "have")
    return both and first.tag in _BARE and not likened


def _is_there(scene: Scene, host: int, verb: int, *, likened: bool) -> bool:
    """Whether there is the one that is told of: not in "needs a nurse who speaks Danish"."""
    tokens = scene.tokens
    if base_of(tokens[host].lower) in _WANTING:
        return False
    if tokens[verb].tag == "MODAL":
        return scene.is_past(host) or tokens[verb].lower == "will"
    return not likened


def described(scene: Scene, head: Head, verb: int) -> Range | None:
    """Who a clause tells of that says what somebody is: "Ida" in "Ida is a baker who sings"."""
    structure = scene.structure
    if structure is None or not _says_what(scene) or not scene.is_certain():
        return None
    between = scene.tokens[structure.group : head.start]
    one = [t.lower for t in between] == ["one", "of"]
    if one and (not scene.is_past(verb) or scene.tokens[verb].lower == "were"):
        return None
    if not one and any(t.tag != "ADV" for t in between):
        return None
    if head.start < structure.group:
        return None
    start, stop = scene.actor()
    first = scene.tokens[start]
    if any(t.text == "," or t.lower in _NOBODY for t in scene.tokens[start:stop]):
        return None
    if first.lower in _NOBODY or (first.tag == "PRON" and first.lower not in _PARTICULAR):
        return None
    if not (first.tag == "PRON" or scene.is_definite(start)):
        return None
    return start, stop


def _says_what(scene: Scene) -> bool:
    """Whether the clause says what its subject is or became."""
    structure = scene.structure
    if structure is None:
        return False
    return scene.is_copula() or (
        scene.tokens[structure.verb].lower in _BECOMING and structure.group == structure.verb + 1
    )


def host_of(scene: Scene, start: int) -> int | None:
    """The finite verb before a phrase that it belongs to, if it is not itself the subject."""
    tokens = scene.tokens
    verb: int | None = None
    for place in range(start - 1, -1, -1):
        if tokens[place].tag in FINITE:
            verb = place
        elif verb is not None or tokens[place].text == ";":
            return verb
    return verb


def says_nothing(scene: Scene, start: int, stop: int, verb: int) -> bool:
    """Whether a phrase tells too little without its clause: "in a career", "full of bears"."""
    tokens = scene.tokens
    if tokens[start - 1].tag != "PREP":
        return False
    if tokens[start].lower in ("a", "an"):
        return stop - start == 2 and not scene.is_past(verb)
    return stop - start == 1 and tokens[start].tag in _BARE


def _is_description(scene: Scene, host: int, start: int) -> bool:
    """As in "that is a bond that lasts": what something is said to be, and no thing of its own."""
    tokens = scene.tokens
    being = tokens[host].lower in _BE and tokens[host - 1].lower != "there"
    after = group_end(tokens, host, scene.stop)
    return being and all(t.tag == "ADV" for t in tokens[after:start])


def is_told(scene: Scene, host: int, start: int, *, sure: bool = False) -> bool:
    """Whether the clause of a verb says that something is so, down to the phrase at ``start``.

    ``sure`` tells that the clause said of the phrase is past as the verb is, so that "to find a
    man who had fled" means that one.
    """
    tokens = scene.tokens
    group = tokens[host : group_end(tokens, host, scene.stop)]
    if any(t.tag in ("MODAL", "NOT") or t.lower == "never" for t in group):
        return False
    begin = host + len(group)
    if begin < start and tokens[host].tag == "AUX" and tokens[begin].tag == "ING":
        begin += 1  # "is reporting a death"
    inner = tokens[begin:start]
    if any(t.tag == "NOT" or (t.tag in _UNTOLD and not sure) for t in inner):
        return False
    opening = host
    while opening and tokens[opening - 1].text not in (",", ";", ":"):
        opening -= 1
    before = tokens[opening:host]
    return not any(t.lower in _SUPPOSING or t.lower in _ANYBODY for t in before)


def _is_perfect(scene: Scene, verb: int) -> bool:
    """As in "have been found": it happened."""
    tokens = scene.tokens
    if tokens[verb].lower not in ("has", "have") or verb + 1 >= scene.stop:
        return False
    return tokens[verb + 1].tag in ("PART", "NONFINITE", "VPAST")


def _is_kind(scene: Scene, head: Head, verb: int) -> bool:
    """As in "the steps that need to be taken": plural and present, so any that do are meant."""
    tokens = scene.tokens
    word = tokens[verb].lower
    plural = tokens[head.noun].lower.endswith("s") and tokens[head.noun].tag == "NOUN"
    plural = plural or tokens[head.noun].lower in word_sets("words")["plain_plurals"]
    kinds = forms().get(word, 0)
    present = word in ("do", "are") or (bool(kinds & BASE) and not kinds & PAST)
    present = (present or tokens[verb].tag == "MODAL") and not _is_perfect(scene, verb)
    return plural and present and tokens[head.start].lower in ("the", "those")
