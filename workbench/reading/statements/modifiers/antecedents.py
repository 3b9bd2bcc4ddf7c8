"""What a relative clause after a comma is said of: the phrase before it, and whether they agree.

Where two phrases can be meant, both are carried in together.
"""

from typing import Final

from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Scene

__all__ = ["SINGULAR", "SINGULAR_ENDINGS", "agrees", "antecedent", "both_named", "measures"]

SINGULAR: Final = frozenset({"is", "was", "has", "isn't", "wasn't", "hasn't"})
SINGULAR_ENDINGS: Final = ("ss", "is", "us", "ics", "ews", "series")


def agrees(scene: Scene, phrase: int, comma: int, verb: int) -> bool:
    """Whether verb and phrase agree: "Zhaoyang district, which are" means more than that."""
    tokens = scene.tokens
    word = tokens[verb].lower
    heads = [i - 1 for i in range(phrase + 1, comma) if tokens[i].tag == "PREP"]
    if word in SINGULAR and not any(t.tag == "CC" for t in tokens[phrase:comma]):
        return not all(_is_plural(scene, place) for place in (*heads, comma - 1))
    if word not in ("are", "were", "have"):
        return True
    last = tokens[comma - 1].lower
    plural = last.endswith("s") or last in word_sets("words")["plain_plurals"]
    joined = any(t.tag == "CC" for t in tokens[phrase:comma])
    return plural or joined or tokens[comma - 1].tag == "NUM"


def both_named(
    scene: Scene, meant: tuple[int, bool], comma: int, verb: int
) -> tuple[int, bool] | None:
    """As in "methane and ethane, which are gases": both, where one does not agree."""
    if scene.tokens[meant[0] - 1].lower != "and":
        return None
    start = scene.phrase_start(meant[0] - 1)
    if start is None or not agrees(scene, start, comma, verb):
        return None
    return start, meant[1]


def _is_plural(scene: Scene, place: int) -> bool:
    """Whether a noun is surely more than one thing."""
    word = scene.tokens[place]
    return (
        word.tag == "NOUN"
        and word.lower.endswith("s")
        and not word.lower.endswith(SINGULAR_ENDINGS)
    )


def _outermost(scene: Scene, preposition: int) -> int | None:
    """Where a noun phrase with its prepositional phrases begins, before "on Monday"."""
    start: int | None = None
    place = preposition
    for _ in range(4):
        further = scene.phrase_start(place)
        if further is None:
            break
        start = further
        if further < 1 or scene.tokens[further - 1].tag != "PREP":
            break
        place = further - 1
        if scene.tokens[place].lower in ("after", "before", "since", "during", "following"):
            break
    return start


def measures(scene: Scene, start: int, stop: int) -> bool:
    """As in "55 mph", "one point", "17-years-old": of which nothing else is said."""
    tokens = scene.tokens
    return tokens[start].tag == "NUM" and tokens[stop - 1].lower in scene.table("measures_only")


def antecedent(scene: Scene, comma: int, word: str) -> tuple[int, bool] | None:
    """Where the phrase before the comma begins; whether an inner phrase could be meant."""
    tokens = scene.tokens
    if comma > 2 and tokens[comma - 1].tag == "NUM" and tokens[comma - 2].text == ",":
        comma -= 2  # "Ann Holt, 37, who ..."
    if comma > 2 and tokens[comma - 1].tag == "NUM" and tokens[comma - 2].tag == "PREP":
        dated = scene.phrase_start(comma - 2)  # "the Class of 2020, which ..."
        return None if dated is None else (dated, tokens[comma - 2].lower != "of")
    start = scene.phrase_start(comma)
    if start is None or measures(scene, start, comma):
        return None
    times = word_sets("words")["months_and_days"]
    if word == "which" and tokens[comma - 1].lower in word_sets("speech")["time_words"]:
        # "84 million euros last year, which ...": the figure before the time, if there is one
        edge = start - 1 if tokens[start - 1].lower in ("last", "this", "next") else start
        figure = scene.phrase_start(edge)
        return None if figure is None else (figure, True)
    if word == "which" and tokens[start].lower in times and tokens[start - 1].lower in ("on", "in"):
        outer = _outermost(scene, start - 1)
        return None if outer is None else (outer, True)
    if tokens[start].lower in ("half", "cent"):
        inner = scene.structure
        medial = inner is not None and comma < inner.verb
        return (inner.subject, True) if inner is not None and medial else None
    if start < 2 or tokens[start - 1].tag != "PREP":
        return start, False
    person = any(t.tag == "NAME" for t in tokens[start:comma]) and word in (
        "who",
        "whose",
        "where",
        "whom",
    )
    outer = scene.phrase_start(start - 1)
    if person or outer is None or tokens[start - 2].tag not in ("NOUN", "NAME"):
        return start, False
    return outer, True
