"""What a noun phrase takes for given: "the closure of two hospitals", "his attempt to build"."""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Aside, Range, Scene

__all__ = ["nominals"]

_STOPS: Final = frozenset({"CC", "SUB", "QUOTE"})
_CUT: Final = frozenset({"following", "despite", "after", "amid"})
_LEAST: Final = 4
_LONGEST: Final = 16


def nominals(scene: Scene) -> Iterator[Aside]:
    """Events and deeds that the sentence names by a noun and takes for given."""
    if scene.structure is None:
        return
    present = scene.words.vocabulary
    events = scene.table("event_nouns")
    if present & events:
        yield from _events(scene)
    if present & scene.table("meeting_nouns"):
        yield from _meetings(scene)
    if "first" in present and "not" in present:
        yield from _not_the_first(scene)
    if present & scene.table("deed_nouns"):
        yield from _deeds(scene)
    if "for" in present:
        yield from _thanked(scene)


def _events(scene: Scene) -> Iterator[Aside]:
    """As in "after the death of the king in 1951", "despite a rise in traffic"."""
    tokens = scene.tokens
    events = scene.table("event_nouns")
    for index in range(2, scene.stop - 2):
        if tokens[index].lower not in events or tokens[index].tag not in ("NOUN", "ING", "ADJ"):
            continue
        start = index
        while start and (
            tokens[start - 1].tag in ("ADJ", "NOUN", "POSS", "DET", "NUM", "NAME")
            or tokens[start - 1].text == "-"  # "a 0.1-percent increase"
        ):
            start -= 1
            if tokens[start].tag == "DET":
                break
        if not 0 < start < index <= start + 5 or not _is_given(scene, start, index):
            continue
        stop = _end(scene, index)
        if _LEAST <= stop - start <= _LONGEST:
            cut = _cut(scene, start, stop)
            yield Aside("event noun", (start, stop), _changed(scene, start, index), cut)


def _changed(scene: Scene, start: int, index: int) -> tuple[Range, ...]:
    """What "rose in June, after a 0.1 percent increase in May" says of the subject as well."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or start - 1 < structure.group or tokens[start - 1].lower not in _CUT:
        return ()
    if tokens[index].lower not in scene.table("change_nouns") or tokens[index + 1].lower == "of":
        return ()
    figure = any(t.tag == "NUM" for t in tokens[start:index])
    return (scene.actor(),) if figure else ()


def _is_given(scene: Scene, start: int, index: int) -> bool:
    """Whether the word before takes the event for given, and it is one in particular."""
    tokens = scene.tokens
    governor = tokens[start - 1].lower
    if governor not in scene.table("presupposing"):
        return False
    if tokens[start].lower in ("any", "no", "every", "another", "further"):
        return False
    changes = tokens[index].lower in scene.table("change_nouns") and governor not in _CUT
    if changes and not _has_figure(scene, index):
        return False  # "a sharp increase in prices" says how much of nothing
    owned = any(t.tag == "POSS" for t in tokens[start:index])
    if tokens[index + 1].lower not in ("of", "in") and not owned:
        return False
    return governor not in ("by", "over", "against", "regarding") or scene.is_certain()


def _has_figure(scene: Scene, index: int) -> bool:
    """As in "a rise of 5 percent in May": how much something changed, or when."""
    times = word_sets("words")["months_and_days"]
    end = _end(scene, index)
    return any(t.tag == "NUM" or t.lower in times for t in scene.tokens[index + 1 : end])


def _cut(scene: Scene, start: int, stop: int) -> Range | None:
    """What the clause loses: "following ..." after its verb, or "Despite ...," before it."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or tokens[start - 1].lower not in _CUT:
        return None
    if start - 1 >= structure.group:
        # what follows a comma would be left behind: "..., its 39th mission"
        rest = stop + 1 < scene.stop and tokens[stop].text == ","
        noun = rest and tokens[stop + 1].tag in ("POSS", "DET", "NAME", "NUM", "ADJ", "NOUN")
        first = start - 2 if tokens[start - 2].text == "," else start - 1
        return None if noun and not scene.resumes(stop) else (first, stop)
    opening = start == 1 and tokens[stop].text == "," and structure.subject > stop
    return (0, stop + 1) if opening else None


def _meetings(scene: Scene) -> Iterator[Aside]:
    """As in "after talks with the mayor, the envoy left": who met whom."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for index in range(1, scene.stop - 3):
        if tokens[index].lower not in scene.table("meeting_nouns"):
            continue
        start = index - 1 if tokens[index - 1].tag in ("DET", "ADJ") else index
        if not start or tokens[start - 1].lower not in ("after", "following", "during"):
            continue
        if tokens[index + 1].lower != "with":
            continue
        stop = _end(scene, index)
        subject = (structure.subject, structure.verb)
        if start - 1 > structure.group:
            yield Aside("meeting", (start - 1, stop), (subject,))
        elif start < 3 and tokens[stop].text == ",":
            stop = structure.subject - 1 if structure.subject > stop else stop
            yield Aside("meeting", (start - 1, stop), (), None, (subject,))


def _not_the_first(scene: Scene) -> Iterator[Aside]:
    """As in "This is not the first time floods have struck the town"."""
    tokens = scene.tokens
    for index in range(1, scene.stop - 5):
        if tuple(t.lower for t in tokens[index : index + 4]) != ("not", "the", "first", "time"):
            continue
        start = index + 5 if tokens[index + 4].lower == "that" else index + 4
        close = scene.comma_after(start) or scene.stop
        if scene.words.has_finite(start, close) and close - start > 2:
            yield Aside("not the first", (start, close))
        return


def _end(scene: Scene, index: int) -> int:
    tokens = scene.tokens
    bracket = False
    for place in range(index + 1, scene.stop):
        token = tokens[place]
        if token.text in ("(", ")"):
            bracket = token.text == "("
            continue
        if bracket:
            continue
        if token.text == "," and _within_place(scene, place):
            continue
        if token.text in (",", ";", ":", "—", "–") or token.tag in ("QUOTE", "SUB"):
            return place
        if token.tag in FINITE:
            return place
        if token.tag == "CC" and place + 1 < scene.stop and tokens[place + 1].tag in FINITE:
            return place
    return scene.stop


def _within_place(scene: Scene, comma: int) -> bool:
    """As in "Houston, Texas as a location": a comma inside the name of a place."""
    tokens = scene.tokens
    named = tokens[comma - 1].tag == "NAME" and tokens[comma + 1].tag == "NAME"
    return named and comma + 2 < scene.stop and tokens[comma + 2].tag == "PREP"


def _deeds(scene: Scene) -> Iterator[Aside]:
    """As in "the city's attempt to appoint mayors": whose deed it is stands before it."""
    tokens = scene.tokens
    for index in range(2, scene.stop - 3):
        if tokens[index].lower not in scene.table("deed_nouns") or tokens[index + 1].tag != "TO":
            continue
        if tokens[index - 1].tag != "POSS" or tokens[index - 1].text[0] not in "'’":
            continue
        start = scene.words.name_start(index - 2)
        if start is None:
            start = scene.phrase_start(index - 1)
        stop = _end(scene, index)
        if start is not None and stop - index > 3:
            yield Aside("deed noun", (start, stop))


def _thanked(scene: Scene) -> Iterator[Aside]:
    """As in "thanked Norway for sending two helicopters": the one thanked did it."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for index in range(structure.verb + 2, scene.stop - 2):
        if tokens[index].lower != "for" or tokens[index + 1].tag != "ING":
            continue
        verb = next(
            (
                i
                for i in range(index - 1, structure.verb - 1, -1)
                if tokens[i].lower in scene.table("crediting")
            ),
            None,
        )
        if verb is None or index - verb > 7 or verb + 1 == index:
            continue
        between = tokens[verb + 1 : index]
        if all(t.tag in ("PRON", "POSS") for t in between):
            continue
        if any(t.tag in FINITE or t.tag in _STOPS or t.text == "," for t in between):
            continue
        stop = _end(scene, index + 1)
        if stop - index < 3:
            continue
        yield Aside("deed thanked for", (index + 1, stop), ((verb + 1, index),))
        return
