"""Relative clauses: what they say, and of what.

After a comma they are cut out and said of the noun phrase before them; where two phrases can
be meant, both are carried in together and "which" stays. ``restrictive`` has those without.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.modifiers.antecedents import (
    SINGULAR,
    agrees,
    antecedent,
    both_named,
)
from workbench.reading.statements.modifiers.restrictive import restrictive
from workbench.reading.statements.words.frames import opens_clause
from workbench.reading.statements.words.spans import LONGEST_CARRIED

__all__ = ["relatives"]

_PLACES: Final = frozenset({"in", "during", "at", "on", "from", "to", "for", "by", "with", "of"})
_SHARES: Final = frozenset({"all", "some", "most", "none", "half", "both", "many", "each", "one"})
_CONJUNCTIONS: Final = frozenset({"when", "after", "as", "that", "because", "before"})
_OPENS_PHRASE: Final = frozenset({"DET", "NUM", "ADJ", "NOUN", "NAME", "POSS"})
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
    meant = antecedent(scene, begin - 1, word)
    if meant is None and begin < index and tokens[begin - 2].tag in FINITE | {"PART"}:
        # "killed when the roof fell in, the cause of which is unknown"
        told = next((i for i in range(begin - 2, 0, -1) if tokens[i].lower in _CONJUNCTIONS), 0)
        return Aside(
            "relative: comma",
            (begin, close),
            ((told + 1 if told else 0, begin - 1),),
            (begin - 1, close),
        )
    if meant is not None and subject and not agrees(scene, meant[0], begin - 1, verb):
        meant = both_named(scene, meant, begin - 1, verb) or _wider(scene, begin, verb, word)
    if meant is None:
        return None
    phrase, doubtful = meant
    governed = tokens[phrase - 1].tag == "PREP" if phrase else False
    if resumed and not medial and governed:
        close, resumed = scene.stop, False  # the verb after the comma has a subject of its own
    stop = close + 1 if resumed else close
    keep = index + 1 if subject and not doubtful else begin
    return Aside("relative: comma", (keep, close), ((phrase, begin - 1),), (begin - 1, stop))


def _wider(scene: Scene, begin: int, verb: int, word: str) -> tuple[int, bool] | None:
    """As in "a risk that comes with such accounts, which is grave": all the clause is about."""
    structure = scene.structure
    if structure is None or scene.tokens[verb].lower not in SINGULAR:
        return None
    if word != "which" or begin < structure.verb:
        return None
    place = structure.group
    opens = scene.tokens[place].tag in _OPENS_PHRASE and begin - place <= LONGEST_CARRIED
    return (place, True) if opens else None


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
