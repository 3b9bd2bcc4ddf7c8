"""Relative clauses without a comma: "its last flight which starts in June".

They are said of a phrase that means something in particular.
"""

from collections.abc import Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Aside, Range, Scene
from workbench.reading.statements.modifiers.heads import head_of
from workbench.reading.statements.modifiers.particular import described, means_one, says_nothing
from workbench.reading.statements.words.frames import group_end

__all__ = ["restrictive", "restrictive_end"]

_LEAST: Final = 3
_RELATIVE: Final = frozenset({"which", "who", "whose", "whom", "where"})
_ENDING: Final = frozenset({"NOUN", "NAME", "ADV", "NUM", "QUOTE"})
_MARKS: Final = frozenset({",", ";", ":", "—", "–"})


def restrictive(scene: Scene, index: int) -> Aside | None:
    """As in "its last flight which starts in June", "a man who had fled"."""
    tokens = scene.tokens
    structure = scene.structure
    if structure is None or tokens[0].lower in ("it", "if") or not index > 1:
        return None
    verb = index + 1
    while verb < scene.stop - 1 and tokens[verb].tag == "ADV":
        verb += 1
    if tokens[verb].tag not in FINITE or not tokens[verb].text[0].isalpha():
        return None
    if tokens[index - 1].text == ")":
        return None
    head = head_of(scene, index, verb)
    if head is None or tokens[head.start - 1].lower == "sure":
        return None  # "make sure the people who eat it ... do not get ill"
    start = head.start
    about = described(scene, head, verb)
    if about is None and not means_one(scene, head, index, verb):
        return None
    close = restrictive_end(scene, index, verb)
    told = base_of(tokens[verb].lower) in word_sets("speech")["cues"]
    if close - verb < 2 or (told and tokens[verb + 1].tag in ("PRON", "SUB")):
        return None  # "the number who said they": what they said is cut off
    after = start >= structure.group
    if after and close < scene.stop and tokens[close].text == "," and scene.resumes(close):
        return None  # "a man who found it, dug it up and sold it"
    negative = any(t.tag == "NOT" for t in tokens[structure.verb : structure.group])
    unique = any(t.lower in scene.table("superlatives") for t in tokens[start:index])
    cuts = after and not negative and not scene.is_copula() and not unique and scene.is_certain()
    cuts = cuts and not says_nothing(scene, start, index, verb)
    cut = (index, close) if cuts and close - index > _LEAST else None
    carried = about or _named_before(scene, start) or (start, index)
    return Aside("relative: no comma", (index + 1, close), (carried,), cut)


def _named_before(scene: Scene, start: int) -> Range | None:
    """Who it is: "Lund" in "Lund, a doctor who saw it, said"."""
    tokens = scene.tokens
    if start < 2 or tokens[start - 1].text != "," or tokens[start].tag != "DET":
        return None
    first = scene.words.name_start(start - 2)
    if first is None and tokens[start - 2].tag == "NAME":
        first = start - 2
    return None if first is None else (first, start - 1)


def restrictive_end(scene: Scene, index: int, verb: int) -> int:
    """Where a clause from ``index`` on ends: as it was learnt, unless a mark or verb forbids it."""
    plain = _plain_end(scene, verb)
    joint = scene.words.joint(index)
    if joint is None or joint.kind is not Kind.RELATIVE:
        return plain
    tokens = scene.tokens
    end = min(joint.end, scene.stop)
    if end != plain:
        wrong = _stops(tokens, plain) if end > plain else _goes_on(tokens, verb, end)
        end = plain if wrong or scene.words.inside_brackets(index, end) else end
    while end > verb + 1 and (
        tokens[end - 1].text in _MARKS or tokens[end - 1].tag in ("CC", "SUB")
    ):
        end -= 1
    return end


def _stops(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause surely ends: at its phrase's verb, a dash, before ", which", ", asking"."""
    token = tokens[place]
    if token.tag in FINITE or token.text in (":", ";", "-"):
        return True
    if token.text != "," or place + 1 >= len(tokens):
        return False
    return tokens[place + 1].tag == "ING" or tokens[place + 1].lower in _RELATIVE


def _goes_on(tokens: Sequence[Token], verb: int, place: int) -> bool:
    """Whether no clause ends here: inside "STS-135", before the verb of "that jobs will go"."""
    if place <= verb + 1:
        return True
    token = tokens[place]
    if token.text == "-":
        return tokens[place - 1].end == token.start
    waiting = [t for t in tokens[verb:place] if t.tag == "SUB"]
    return token.tag in FINITE and bool(waiting)


def _plain_end(scene: Scene, verb: int) -> int:
    """Where a clause without commas ends: at a mark, another pronoun, or its phrase's verb."""
    tokens = scene.tokens
    structure = scene.structure
    before_main = structure is not None and verb < structure.verb
    main = structure.verb if structure is not None else 0
    while main > verb + 1 and tokens[main - 1].tag == "ADV":
        main -= 1
    for place in range(verb + 1, scene.stop):
        token = tokens[place]
        if before_main and place == main:
            return place
        if (
            token.text == ","
            and tokens[place - 1].tag in ("ADJ", "PART", "VPAST")
            and place + 1 < scene.stop
            and tokens[place + 1].tag == "ADJ"
        ):
            continue
        dash = token.text == "-" and tokens[place - 1].end < token.start
        if dash or token.text in (",", ";", ":", "—", "–") or token.tag == "QUOTE":
            return place
        if token.tag in FINITE and _is_of_the_phrase(scene, verb, place):
            return place
    return scene.stop


def _is_of_the_phrase(scene: Scene, verb: int, place: int) -> bool:
    """As in "that 28 people who met him were tested": a second verb with no other subject."""
    tokens = scene.tokens
    begin = verb + 1
    if tokens[verb].tag in ("AUX", "MODAL"):
        begin = group_end(tokens, verb, scene.stop)
    between = tokens[begin:place]
    if not between or between[-1].tag not in _ENDING:
        return False
    if any(t.tag in ("SUB", "CC", "PRON") or t.tag in FINITE for t in between):
        return False
    told = base_of(tokens[verb].lower)
    return told not in word_sets("speech")["cues"]
