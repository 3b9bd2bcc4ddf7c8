"""Relative clauses without a comma: "its last flight which starts in June".

They are said of a phrase that means something in particular.
"""

from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import BASE, PAST, THIRD, base_of, forms
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.antecedents import SINGULAR_ENDINGS, measures
from workbench.reading.statements.aside import Aside, Range, Scene

__all__ = ["restrictive"]

_SHARES: Final = frozenset({"all", "some", "most", "none", "half", "both", "many", "each", "one"})
_PAST_AUXILIARIES: Final = frozenset({"was", "were", "had", "did"})


def restrictive(scene: Scene, index: int) -> Aside | None:
    """As in "its last flight which starts in June", "a man who had fled"."""
    tokens = scene.tokens
    structure = scene.structure
    if structure is None or tokens[0].lower in ("it", "if") or not index > 1:
        return None
    verb = index + 1
    while verb < scene.stop - 1 and tokens[verb].tag == "ADV":
        verb += 1
    planned = tokens[verb].tag == "MODAL" and tokens[index].lower != "which"
    if tokens[verb].tag not in FINITE or planned or not tokens[verb].text[0].isalpha():
        return None
    start = scene.phrase_start(index)
    if start is None or tokens[index - 1].text == ")" or measures(scene, start, index):
        return None
    if tokens[start - 1].lower == "sure":
        return None  # "make sure the people who eat it ... do not get ill"
    if not _fits(scene, start, index, verb):
        # "the areas of the business that do not ...": of the outer phrase
        outer = scene.phrase_start(start - 1) if tokens[start - 1].tag == "PREP" else None
        if outer is None or not _fits(scene, outer, start - 1, verb):
            return None
        start = outer
    if (
        start > 1
        and tokens[start - 1].lower == "of"
        and tokens[start - 2].lower in _SHARES | {"any"}
    ):
        return None
    if not _means_one(scene, start, index, verb):
        return None
    close = _end(scene, verb)
    told = base_of(tokens[verb].lower) in word_sets("speech")["cues"]
    if close - verb < 2 or (told and tokens[verb + 1].tag in ("PRON", "SUB")):
        return None  # "the number who said they": what they said is cut off
    after = start >= structure.group
    if after and close < scene.stop and tokens[close].text == "," and scene.resumes(close):
        return None  # "a man who found it, dug it up and sold it"
    negative = any(t.tag == "NOT" for t in tokens[structure.verb : structure.group])
    unique = any(t.lower in scene.table("superlatives") for t in tokens[start:index])
    cuts = after and not negative and not scene.is_copula() and not unique and scene.is_certain()
    cut = (index, close) if cuts and close - index > 3 else None
    named = _named_before(scene, start)
    carried = (start, index) if named is None else named
    return Aside("relative: no comma", (index + 1, close), (carried,), cut)


def _named_before(scene: Scene, start: int) -> Range | None:
    """Who it is: "Lund" in "Lund, a doctor who saw it, said"."""
    tokens = scene.tokens
    if start < 2 or tokens[start - 1].text != "," or tokens[start].tag != "DET":
        return None
    first = scene.words.name_start(start - 2)
    return None if first is None else (first, start - 1)


def _fits(scene: Scene, start: int, stop: int, verb: int) -> bool:
    """Whether a phrase can be the subject of the verb: in number, and no stretch of time."""
    tokens = scene.tokens
    last = tokens[stop - 1]
    if tokens[stop].lower == "that" and last.tag == "NAME":
        return False  # "a car in the U.S. that is no truck": the car is no truck
    if last.lower in word_sets("speech")["time_words"] or last.lower in ("months", "years", "days"):
        return False
    plural = last.lower.endswith("s") or last.lower in word_sets("words")["plain_plurals"]
    plural = plural or last.tag == "NUM" or any(t.tag == "CC" for t in tokens[start:stop])
    word = tokens[verb].lower
    if word in ("are", "were", "have", "do", "don't", "aren't", "weren't", "haven't"):
        return plural
    single = word in ("is", "was", "has", "does") or forms().get(word, 0) == THIRD
    sure = last.lower.endswith("s") and not last.lower.endswith(SINGULAR_ENDINGS)
    return not (single and last.tag == "NOUN" and sure)


def _means_one(scene: Scene, start: int, index: int, verb: int) -> bool:
    tokens = scene.tokens
    structure = scene.structure
    first = tokens[start]
    if any(t.lower in ("only", "first") for t in tokens[start:index]):
        return False
    if scene.is_definite(start):
        if _is_kind(scene, start, index, verb):
            return False
        return tokens[index].lower != "that" or tokens[start].lower != "that"
    past = tokens[verb].tag == "VPAST" or tokens[verb].lower in _PAST_AUXILIARIES
    past = past or bool(forms().get(tokens[verb].lower, 0) & PAST)
    if structure is None or not scene.is_certain():
        return False
    counted = first.lower in ("a", "an") or first.tag == "NUM"
    happened = scene.tokens[structure.verb].tag == "VPAST" or tokens[index].lower == "which"
    if first.lower in ("a", "an") and start > structure.verb and happened:
        past = True  # "fired at a loudspeaker that plays music": the one that was fired at
    if first.tag == "NUM" and tokens[verb].lower in ("has", "have"):
        past = True  # "1,000 workers who have been told"
    return past and counted


def _is_kind(scene: Scene, start: int, index: int, verb: int) -> bool:
    """As in "the steps that need to be taken": plural and present, so any that do are meant."""
    tokens = scene.tokens
    word = tokens[verb].lower
    plural = tokens[index - 1].lower.endswith("s") and tokens[index - 1].tag == "NOUN"
    kinds = forms().get(word, 0)
    present = word in ("do", "are") or (bool(kinds & BASE) and not kinds & PAST)
    return plural and present and tokens[start].lower == "the"


def _end(scene: Scene, verb: int) -> int:
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
    between = tokens[verb + 1 : place]
    if tokens[verb].tag == "AUX" or not between or between[-1].tag in ("AUX", "NOT"):
        return False
    if any(t.tag in ("SUB", "CC", "PRON") or t.tag in FINITE for t in between):
        return False
    told = base_of(tokens[verb].lower)
    return told not in word_sets("speech")["cues"]
