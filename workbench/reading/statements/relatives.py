"""Relative clauses: what they say, and of what.

After a comma they are cut out and said of the noun phrase before them; where two phrases can
be meant, both are carried in together and "which" stays. ``restrictive`` has those without.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.aside import Aside, Scene
from workbench.reading.statements.clauses import opens_clause
from workbench.reading.statements.restrictive import restrictive
from workbench.reading.statements.spans import LONGEST_CARRIED

__all__ = ["relatives"]

_PLACES: Final = frozenset({"in", "during", "at", "on", "from", "to", "for", "by", "with", "of"})
_SHARES: Final = frozenset({"all", "some", "most", "none", "half", "both", "many", "each", "one"})
_CONJUNCTIONS: Final = frozenset({"when", "after", "as", "that", "because", "before"})
_LONGEST_SUBJECT: Final = 6


def relatives(scene: Scene) -> Iterator[Aside]:
    """The relative clauses of a sentence."""
    present = scene.words.vocabulary
    if scene.structure is None or not present & {
        "which",
        "who",
        "whose",
        "whom",
        "where",
        "that",
        "when",
    }:
        return
    tokens = scene.tokens
    for index in range(1, scene.stop - 1):
        word = tokens[index].lower
        if word not in ("which", "who", "whose", "whom", "where", "that"):
            continue
        begin = _beginning(scene, index)
        shown = begin is not None and word == "that" and tokens[index + 1].tag in FINITE
        if (
            begin is not None
            and (word != "that" or shown)
            and not (shown and tokens[index].tag != "SUB")
        ):
            found = _after_comma(scene, begin, index)
        elif tokens[index].tag == "SUB" or word == "that":
            found = restrictive(scene, index)
        else:
            found = None
        if found is not None:
            yield found


def _beginning(scene: Scene, index: int) -> int | None:
    """Where a clause after a comma begins: at the pronoun, or "most of", "the cause of" it."""
    tokens = scene.tokens
    place = index
    if tokens[place - 1].tag == "QUOTE" and place > 1:
        return place if tokens[place - 2].text == "," else None
    if tokens[place - 1].text != ",":
        if tokens[index].lower not in ("which", "whom") or tokens[place - 1].tag != "PREP":
            return None
        place -= 1
        back = place
        while (
            back > 0
            and index - back < _LONGEST_SUBJECT
            and (tokens[back].text != "," and tokens[back].tag != "QUOTE")
        ):
            back -= 1
        if tokens[back].text != "," and tokens[back - 1].text != ",":
            return None
        head = tokens[back + 1]
        short = back + 1 == place
        if not (short or head.tag in ("NUM", "DET") or head.lower in _SHARES):
            return None
        place = back + 1
    return place if place > 1 else None


def _after_comma(scene: Scene, begin: int, index: int) -> Aside | None:
    tokens = scene.tokens
    structure = scene.structure
    word = tokens[index].lower
    verb = scene.finite_after(index + 1 if index == begin else begin)
    if verb is None or structure is None:
        return None
    plain = word in ("which", "who", "that") and begin == index
    subject = plain and all(t.tag == "ADV" for t in tokens[index + 1 : verb])
    closing = scene.close(verb)
    if closing is None:
        return None
    close, resumed = closing
    medial = begin < structure.verb
    opens = close + 1 < scene.stop and opens_clause(tokens, close + 1, scene.stop)
    if medial and not resumed and not (close < structure.subject or opens):
        return None
    if medial and not resumed and scene.stop <= close:
        return None
    if subject and word == "which" and not medial and _of_clause(scene, begin - 1, verb):
        if begin > LONGEST_CARRIED:
            return None
        return Aside("relative: result", (index, close), ((0, begin - 1),), (begin - 1, close))
    times = word_sets("words")["months_and_days"]
    if word == "where" and tokens[begin - 2].lower in times:
        # "from Tuesday to Friday, where ...": at what was put off
        return Aside("relative: comma", (index + 1, close), (), (begin - 1, close))
    antecedent = _antecedent(scene, begin - 1, word)
    if antecedent is None and begin < index and tokens[begin - 2].tag in FINITE | {"PART"}:
        # "killed when the roof fell in, the cause of which is unknown"
        told = next((i for i in range(begin - 2, 0, -1) if tokens[i].lower in _CONJUNCTIONS), 0)
        return Aside(
            "relative: comma",
            (begin, close),
            ((told + 1 if told else 0, begin - 1),),
            (begin - 1, close),
        )
    if antecedent is None:
        return None
    first, doubtful = antecedent
    phrase = _agreeing(scene, first, begin - 1, verb) if subject else first
    if phrase is None:
        return None
    governed = tokens[phrase - 1].tag == "PREP" if phrase else False
    if resumed and not medial and governed:
        close, resumed = scene.stop, False  # the verb after the comma has a subject of its own
    stop = close + 1 if resumed else close
    keep = index + 1 if subject and not doubtful else begin
    return Aside("relative: comma", (keep, close), ((phrase, begin - 1),), (begin - 1, stop))


def _of_clause(scene: Scene, comma: int, verb: int) -> bool:
    """Whether "which" is said of the clause: "which led to ...", "do not eat enough, which ..."."""
    structure = scene.structure
    if scene.tokens[verb].lower in scene.table("result_relative_verbs"):
        return True
    phrase = scene.phrase_start(comma)
    if structure is None or phrase is None:
        return False
    lacking = scene.tokens[phrase].lower in ("enough", "any", "much", "many")
    return lacking and any(t.tag == "NOT" for t in scene.tokens[structure.verb : structure.group])


def _agrees(scene: Scene, phrase: int, comma: int, verb: int) -> bool:
    """Whether verb and phrase agree: "Zhaoyang district, which are" means more than that."""
    tokens = scene.tokens
    if tokens[verb].lower not in ("are", "were", "have"):
        return True
    last = tokens[comma - 1].lower
    plural = last.endswith("s") or last in word_sets("words")["plain_plurals"]
    joined = any(t.tag == "CC" for t in tokens[phrase:comma])
    return plural or joined or tokens[comma - 1].tag == "NUM"


def _agreeing(scene: Scene, phrase: int, comma: int, verb: int) -> int | None:
    """The phrase that agrees with the verb: both of "methane and ethane, which are gases"."""
    if _agrees(scene, phrase, comma, verb):
        return phrase
    joined = scene.tokens[phrase - 1].lower == "and"
    both = scene.phrase_start(phrase - 1) if joined else None
    return both if both is not None and _agrees(scene, both, comma, verb) else None


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


def _antecedent(scene: Scene, comma: int, word: str) -> tuple[int, bool] | None:
    """Where the phrase before the comma begins; whether an inner phrase could be meant."""
    tokens = scene.tokens
    if comma > 2 and tokens[comma - 1].tag == "NUM" and tokens[comma - 2].text == ",":
        comma -= 2  # "Ann Holt, 37, who ..."
    if comma > 2 and tokens[comma - 1].tag == "NUM" and tokens[comma - 2].tag == "PREP":
        dated = scene.phrase_start(comma - 2)  # "the Class of 2020, which ..."
        return None if dated is None else (dated, tokens[comma - 2].lower != "of")
    start = scene.phrase_start(comma)
    if start is None:
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
