"""Participles that say something of a noun phrase: "built in 1898", "based in Riga".

Between commas they are said of the subject, before it likewise; right after a noun phrase they
are said of that. Tails that say something of the whole clause are in ``tails``.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.words.frames import frame

__all__ = ["participles"]

_COMPOSED: Final = frozenset({"including", "consisting", "comprising", "numbering", "totalling"})
_SUPPOSED: Final = frozenset({"believe", "think", "suspect", "allege", "say", "know", "report"})
_PAST: Final = frozenset({"PART", "VPAST"})
_KNOWN: Final = frozenset({"known", "born"})
_NAMED: Final = frozenset({"called", "named", "dubbed", "nicknamed", "titled", "entitled"})
_DONE_WITH: Final = frozenset(
    {"breaking", "speaking", "relying", "working", "writing", "acting", "arriving", "joining"}
    | {"looking", "responding", "reacting", "referring", "pointing", "appearing", "running"}
    | {"standing", "sitting", "living", "playing", "drawing", "returning", "coming", "dating"}
)
_LONGEST: Final = 24


def participles(scene: Scene) -> Iterator[Aside]:
    """The participles of a sentence that are said of a noun phrase."""
    if scene.structure is None:
        return
    if scene.commas:
        found = _opening(scene) or _opening_as(scene)
        if found is not None:
            yield found
        found = _medial(scene)
        if found is not None:
            yield found
        yield from _comparison(scene)
        yield from _after_comma(scene)


def _opening(scene: Scene) -> Aside | None:
    """As in "Founded in 1920, the club has ...": said of the subject after the comma."""
    tokens, structure = scene.tokens, scene.structure
    comma = scene.commas[0]
    first = tokens[1] if tokens[0].tag == "ADV" else tokens[0]
    if (
        structure is None
        or comma < 2
        or comma > _LONGEST
        or first.lower in scene.table("not_participles")
        or "-".join([t.lower for t in tokens[:2]]) in scene.table("idle_openings")
    ):
        return None
    participle = (
        first.tag in ("PART", "ING", "VPAST")
        or first.lower == "having"
        or (first.tag in ("ADJ", "NOUN") and first.lower.endswith("ed"))
    )
    if not participle or structure.subject != comma + 1 or scene.words.has_finite(1, comma):
        return None
    if first.tag == "ING" and tokens[1].tag == "PREP" and first.lower not in _DONE_WITH:
        return None
    if tokens[comma + 1].tag == "SUB":
        return None
    if structure.verb - structure.subject > 10 or not _acts(scene, comma + 1):
        return None
    return Aside(
        "participle: opening",
        (0, comma),
        (),
        (0, comma + 1),
        ((structure.subject, structure.verb),),
    )


def _opening_as(scene: Scene) -> Aside | None:
    """As in "As the home of the oak, the town ...": what the subject is."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or tokens[0].lower != "as" or tokens[1].lower not in ("the", "a", "an"):
        return None
    comma = structure.subject - 1
    if comma < 3 or tokens[comma].text != "," or structure.verb - structure.subject > 8:
        return None
    if not _acts(scene, comma + 1) or any(
        t.tag == "CC" and tokens[i + 1].tag == "PREP" for i, t in enumerate(tokens[:comma])
    ):
        return None
    first = next((i for i in range(1, comma) if tokens[i].tag in FINITE), comma)
    if first < comma and not any(t.tag == "SUB" for t in tokens[1:first]):
        return None
    being = ((structure.subject, structure.verb), (1, comma), comma)
    return Aside("opening as", (0, structure.verb), (), (0, comma + 1), being=being)


def _acts(scene: Scene, place: int) -> bool:
    """Whether a subject in particular opens here, and no "I", "a man" or "many people"."""
    word = scene.tokens[place]
    third = word.tag == "PRON" and word.lower in ("he", "she", "it", "they")
    return third or scene.is_definite(place) or word.tag in ("NOUN", "NUM")


def _medial(scene: Scene) -> Aside | None:
    """As in "the tower, built in 1898, is ...": between the subject's commas."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return None
    for comma in scene.commas:
        if not structure.subject < comma < structure.verb:
            continue
        opening = comma + 1
        while (
            opening < structure.verb
            and tokens[opening].tag in ("ADV", "ADJ")
            and (tokens[opening].lower != "such")
            and (
                tokens[opening + 1].tag in ("PART", "VPAST", "ING", "ADV")
                or tokens[opening + 1].lower in _KNOWN
            )
        ):
            opening += 1
        past = tokens[opening].tag in _PAST or tokens[opening].lower.endswith("ed")
        moved = tokens[opening].lower in ("up", "down") and tokens[opening + 1].tag == "NUM"
        past = past or tokens[opening].lower in _KNOWN or moved
        close = next((c for c in scene.commas if c > opening and scene.resumes(c)), None)
        if close is None or close - opening < 2 or close >= structure.verb:
            return None
        if tokens[opening].lower in _COMPOSED or not (past or tokens[opening].tag == "ING"):
            continue
        if tokens[comma + 1].tag in ("NOUN", "NAME") and not past:
            continue
        before = tokens[structure.subject : comma]
        if any(token.tag in ("SUB", "QUOTE") for token in before):
            return None
        start = scene.phrase_start(comma, structure.subject)
        if start is None:
            return None
        return Aside(
            "participle: commas",
            (comma + 1, close),
            ((structure.subject, comma),),
            (comma, close + 1),
        )
    return None


def _comparison(scene: Scene) -> Iterator[Aside]:
    """As in "fell to 44 percent, compared with 61 percent in 2015", "..., down from 75"."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for comma in scene.commas:
        pair = tuple(t.lower for t in tokens[comma + 1 : comma + 3])
        change = len(pair) == 2 and pair[0] in ("up", "down") and _figure_follows(scene, comma + 2)
        if comma < structure.group or not (pair in _COMPARISONS or change):
            continue
        close = scene.comma_after(comma + 2) or scene.stop
        if scene.words.has_finite(comma + 1, close) or not any(
            t.tag == "NUM" for t in tokens[comma + 1 : close]
        ):
            continue
        said = next((i for i in range(comma, structure.group, -1) if tokens[i].lower == "that"), 0)
        inner = frame(tokens, said + 1, comma) if said else structure
        if inner is not None:
            there = tokens[inner.subject].lower == "there"
            subject = (inner.subject, comma if there else inner.verb)
            if change and tokens[inner.verb].tag != "AUX" and _is_figure(scene, inner.group):
                subject = (inner.group, comma)  # "sold 300 cars, down 5 percent"
            yield Aside("comparison", (comma + 1, close), (subject,), (comma, close))


def _is_figure(scene: Scene, place: int) -> bool:
    """Whether an object in figures opens here: "300 cars", "$39 million"."""
    tokens = scene.tokens
    money = tokens[place].text in ("$", "€", "£") and tokens[place + 1].tag == "NUM"
    return money or (tokens[place].tag == "NUM" and tokens[place + 1].tag in ("NOUN", "ADJ", "NUM"))


def _figure_follows(scene: Scene, place: int) -> bool:
    """As in "down 3 percent", "down well over 60%", "up by 4"."""
    tokens = scene.tokens
    while place < scene.stop and (
        tokens[place].tag == "ADV" or tokens[place].lower in ("by", "over", "about", "nearly")
    ):
        place += 1
    return place < scene.stop and tokens[place].tag == "NUM"


_COMPARISONS: Final = frozenset(
    {("compared", "with"), ("compared", "to"), ("down", "from"), ("up", "from"), ("against", "a")}
)


def _after_comma(scene: Scene) -> Iterator[Aside]:
    """As in "lives in Arda, known for its roses", "Under a pact, signed in May, both left"."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for comma in scene.commas:
        fronted = comma < structure.subject and tokens[0].tag == "PREP"
        if (comma < structure.group and not fronted) or comma + 3 >= scene.stop:
            continue
        place = comma + 1
        while tokens[place].tag == "ADV" and place + 2 < scene.stop:
            place += 1
        word = tokens[place]
        named = word.lower in _NAMED and tokens[place + 1].tag in ("DET", "NAME", "QUOTE")
        led = tokens[place + 1].lower in scene.table("after_participles")
        if word.tag not in _PAST or not (led or named):
            continue
        if word.lower in ("followed", "given", "based", "said", "led"):
            continue
        if word.lower == "compared" or tokens[place].lower in ("down", "up"):
            continue
        start = scene.phrase_start(comma, 1 if fronted else structure.group)
        closing = scene.close(place)
        if start is None or closing is None or not scene.is_definite(start):
            continue
        if any(token.tag in FINITE and token is not word for token in tokens[place : closing[0]]):
            continue
        yield Aside(
            "participle: last comma",
            (comma + 1, closing[0]),
            ((start, comma),),
            (comma, closing[0]),
        )
