"""Clauses with "as" that tell what went on at the time: "as the effects of the strike faded".

"As" opens much else, a comparison, a part that somebody plays, the manner in which something is
done; so this asks for a subject with a verb of its own, and for no comparison before it.
"""

from typing import Final

from workbench.reading.grammar.verbs import base_of
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Scene
from workbench.reading.statements.words.frames import Frame, frame

__all__ = ["COMING", "tells_event", "tells_while"]

COMING: Final = frozenset({"came", "comes", "come", "happened", "occurred", "followed"})
"""Verbs of what comes at a time: "the move comes as ...", which belongs to it."""
_COMPARING: Final = frozenset({"as", "so", "such", "same", "just", "much", "exactly"})
_TOLD_OF: Final = frozenset({"he", "she", "it", "they"})
_LEAST_TOLD: Final = 2
_FARTHEST: Final = 12
_CROSSED: Final = frozenset({"SUB", "CC", "PRON", "PUNCT"})
_HELPING: Final = frozenset({"is", "are", "has", "have", "does", "do"})
_SHORT_SUBJECT: Final = 4
_TIMES: Final = frozenset({"after", "before", "since", "until", "once", "when", "while", "as"})


def tells_while(scene: Scene, index: int) -> bool:
    """As in "growth picked up as the effects of the strike faded": what went on at the time."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or tokens[index - 1].lower in _COMPARING:
        return False
    inner = frame(tokens, index + 1, scene.stop)
    if inner is None or inner.verb == inner.subject or tokens[inner.verb].tag == "MODAL":
        return False
    if tokens[structure.verb].lower in COMING and index <= structure.group + 1:
        return True
    if scene.is_past(structure.verb) and not scene.is_past(inner.verb):
        return False
    return tells_event(scene, index)


def tells_event(scene: Scene, index: int) -> bool:
    """Whether "as" opens a clause of what happened or happens, whatever clause it belongs to."""
    tokens = scene.tokens
    inner = frame(tokens, index + 1, scene.stop)
    if inner is None or inner.verb == inner.subject or tokens[inner.verb].tag == "MODAL":
        return False
    if any(t.lower in _COMPARING for t in tokens[max(0, index - _FARTHEST) : index]):
        return False  # "as rarefied as mechanics is"
    if any(t.tag in _CROSSED or t.lower in _TIMES for t in tokens[index + 2 : inner.verb]):
        return False  # "worked as a teacher before he was elected"
    joint = scene.words.joint(index)
    if not _is_sure(scene, inner) and (joint is None or joint.kind is not Kind.ADVERBIAL):
        return False
    opening = tokens[index + 1]
    if opening.tag == "PRON":
        # "as it did before", "as they are", "as we know": the manner, and no event
        verb = tokens[inner.verb].lower
        told = opening.lower in _TOLD_OF and scene.stop - inner.group >= _LEAST_TOLD
        told = told and (scene.is_past(inner.verb) or verb not in _HELPING)
        return told and base_of(verb) not in word_sets("speech")["cues"]
    return True


def _is_sure(scene: Scene, inner: Frame) -> bool:
    """Whether a clause opens by its first words: "as the remains left in a den" may be none."""
    opening = scene.tokens[inner.subject]
    if opening.tag in ("POSS", "NUM", "PRON"):
        return True
    if opening.tag == "DET":
        after = scene.tokens[inner.verb + 1 : inner.verb + 2]
        return opening.lower == "the" and all(t.tag != "PREP" for t in after)
    # "was hired as manager was sacked": one thing without an article opens none
    many = opening.tag == "NAME" or opening.lower.endswith("s")
    return many and inner.verb - inner.subject < _SHORT_SUBJECT
