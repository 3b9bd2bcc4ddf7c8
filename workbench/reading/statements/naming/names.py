"""Appositions that name: "Her third novel, The Salt Road", "his predecessor, Fiona Hull".

A phrase that means one thing in particular stands before a comma, its name after it.
"""

from workbench.reading.grammar.tags import FINITE
from workbench.reading.language.lexicon import either, time_words
from workbench.reading.statements.asides.scene import Aside, Scene

__all__ = ["goes_on", "is_time", "name_after"]


def name_after(scene: Scene, comma: int) -> Aside | None:
    """The name that stands after a comma for the phrase before it."""
    return _of_subject(scene, comma) or _person_after(scene, comma)


def is_time(scene: Scene, first: int, last: int) -> bool:
    """Whether a word of time stands in a range."""
    words = time_words()
    return any(token.lower in words for token in scene.tokens[first:last])


def goes_on(scene: Scene, close: int, joined: range) -> bool:
    """Whether a list may go on after the comma at ``close``."""
    tokens = scene.tokens
    for place in range(close, scene.stop):
        token = tokens[place]
        if token.tag in FINITE:
            return False
        if token.tag == "CC" and place not in joined:
            return True
    return False


def _is_particular(scene: Scene, start: int, comma: int) -> bool:
    """Whether a phrase opens with an article or an owner: "Her novel", "Ann's attorney"."""
    tokens = scene.tokens
    if tokens[start].tag in ("DET", "POSS"):
        return True
    owner = any(t.tag == "POSS" for t in tokens[start : comma - 1])
    return tokens[start].tag == "NAME" and owner


def _person_after(scene: Scene, comma: int) -> Aside | None:
    """As in "one of the authors, Ann Holt, a doctor": a role and then the person's full name."""
    tokens = scene.tokens
    role = tokens[comma - 1].lower
    roles = either("statements", "roles", "offices")
    plural = role not in roles and role.removesuffix("s") in roles
    if tokens[comma - 1].tag not in ("NOUN", "ADJ"):
        return None
    if not (role in roles or plural or _stands_for_name(scene, comma)):
        return None
    place = comma + 1
    while place < scene.stop and tokens[place].tag == "NAME":
        place += 1
    if place - comma < 3 or (place < scene.stop and tokens[place].text not in (",", ")")):
        return None
    start = scene.phrase_start(comma)
    if start is None or not _is_particular(scene, start, comma) or goes_on(scene, place, range(0)):
        return None
    if plural:
        if start < 2 or tokens[start - 1].lower != "of" or tokens[start - 2].lower != "one":
            return None  # several persons may be named
        start -= 2
    being = ((start, comma), (comma + 1, place), comma)
    return Aside("apposition: name", (start, place), being=being)


def _stands_for_name(scene: Scene, comma: int) -> bool:
    """Whether no list and no adverbial stands here: "his predecessor, Ann Holt, had ..."."""
    tokens, structure = scene.tokens, scene.structure
    start = scene.phrase_start(comma)
    if structure is None or start is None or tokens[comma - 1].lower.endswith("s"):
        return False
    if is_time(scene, start, comma) or tokens[start].lower in ("a", "an", "this", "that"):
        return False
    if start and tokens[start - 1].tag in ("CC", "PUNCT"):
        return start == structure.subject
    return start >= structure.group or start == structure.subject


def _of_subject(scene: Scene, comma: int) -> Aside | None:
    """As in "Her third novel, The Salt Road, won ...": a definite phrase and a name."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or comma >= structure.verb:
        return None
    close = scene.comma_after(comma + 1)
    if close is None or close + 1 != structure.verb or close - comma > 8:
        return None
    names = tokens[comma + 1 : close]
    if not names or not all(t.tag == "NAME" or t.lower in ("of", "the", "and") for t in names):
        return None
    start = scene.phrase_start(comma)
    if start is None or not _is_particular(scene, start, comma):
        return None
    if start != structure.subject or tokens[comma - 1].tag != "NOUN":
        return None
    being = ((start, comma), (comma + 1, close), comma)
    return Aside("apposition: name", (start, close), (), (comma, close + 1), being=being)
