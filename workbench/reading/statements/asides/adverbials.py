"""Clauses and phrases of time, cause and contrast that a clause holds for true.

"After the polls closed, ...", "..., as it is one of ...", "because of a dispute": what they say
is said to be so, unless the clause they belong to is only planned or supposed.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.besides import last_clause
from workbench.reading.statements.asides.meanwhile import COMING, tells_while
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.words.frames import frame, opens_clause

__all__ = ["SPANS", "adverbials"]

_TIMES: Final = frozenset({"after", "before", "since", "until", "once", "when", "while", "as"})
_CAUSES: Final = frozenset({"because", "since", "as", "although", "though"})
_JOINING: Final = _TIMES | _CAUSES
_OPENERS: Final = frozenset({"DET", "POSS", "PRON", "NAME", "NOUN", "ADJ", "NUM"})
_BEFORE: Final = frozenset(
    {"NOUN", "NAME", "PART", "ADJ", "ADV", "VPAST", "VERB", "VBASE", "PUNCT"}
    | {"NUM", "PREP", "PRON", "ING"}
)
_GIVEN: Final = frozenset({"after", "since", "because", "although", "though"})
_LEAST: Final = 3
SPANS: Final = frozenset({"years", "days", "hours", "months", "weeks", "minutes", "decades"})
_LONGEST_SUBJECT: Final = 18
_LONGEST_EVENT: Final = 7


def adverbials(scene: Scene) -> Iterator[Aside]:
    """The clauses and phrases of time and cause of a sentence."""
    present = scene.words.vocabulary
    if scene.structure is None:
        return
    if present & _TIMES or "because" in present or "though" in present or "although" in present:
        yield from _clauses(scene)
    if "that" in present:
        yield from _held_true(scene)
    if "since" in present or "after" in present:
        found = _in_subject(scene)
        if found is not None:
            yield found
    if present & {"due", "because", "result", "owing", "thanks"}:
        yield from _causes(scene)


def _clauses(scene: Scene) -> Iterator[Aside]:
    tokens = scene.tokens
    for index in range(scene.stop - _LEAST):
        word = tokens[index].lower
        if word not in _JOINING or not _opens(scene, index + 1):
            continue
        if word == "as" and tokens[index + 1].lower in ("soon", "long", "well", "many", "much"):
            continue
        opening = (
            index == 0
            or (index < 3 and tokens[index - 1].tag in ("ADV", "CC"))
            or (index < 5 and _is_length(scene, index))
            or (
                tokens[index - 1].text == ","
                and scene.structure is not None
                and index < scene.structure.subject
            )
        )
        found = _leading(scene, index) if opening else _trailing(scene, index)
        if found is not None:
            yield found


def _is_length(scene: Scene, index: int) -> bool:
    """As in "Just months after the dam broke, ...": how long after opens the sentence."""
    if scene.tokens[index - 1].lower not in SPANS | word_sets("speech")["time_words"]:
        return False
    return all(t.tag in ("ADV", "NUM", "DET", "ADJ", "NOUN") for t in scene.tokens[:index])


def _opens(scene: Scene, place: int) -> bool:
    """Whether a subject may open here: "the mill", or "at least one mill"."""
    bound = scene.tokens[place].lower == "at" and scene.tokens[place + 1].lower in ("least", "most")
    return bound or scene.tokens[place].tag in _OPENERS


def _inner(scene: Scene, index: int, close: int) -> bool:
    """Whether ``index + 1:close`` is one clause that tells something past or given."""
    tokens = scene.tokens
    inner = frame(tokens, index + 1, close)
    if inner is None or inner.verb == inner.subject or inner.subject != index + 1:
        return False
    able = tokens[inner.verb].lower in ("can", "cannot") and tokens[index].lower in _CAUSES
    able = able or tokens[index].lower == "because"
    if tokens[inner.verb].tag == "MODAL" and not able:
        return False
    if inner.verb - inner.subject > _LONGEST_SUBJECT:
        return False
    if tokens[inner.verb - 1].tag == "CC":
        return False
    if any(t.tag in ("SUB", "QUOTE") or t.text == "," for t in tokens[index + 1 : inner.verb]):
        return False
    word = tokens[index].lower
    given = word in _CAUSES and tokens[index - 1 if index else 0].text == ","
    given = given or (word == "as" and index > 0 and tells_while(scene, index))
    return given or word in ("because", "although", "though") or scene.is_past(inner.verb)


def _leading(scene: Scene, index: int) -> Aside | None:
    """As in "After the polls closed, ..." before its main clause."""
    tokens, structure = scene.tokens, scene.structure
    close = next(
        (c for c in scene.commas if c > index + 2 and scene.words.has_finite(index + 1, c)), None
    )
    if close is None or structure is None or not _inner(scene, index, close):
        return None
    word = tokens[index].lower
    if word in ("while", "although", "though", "as") and index == 0:
        return None  # split as clauses of their own
    if structure.verb < close or any(t.tag == "MODAL" for t in tokens[index:close]):
        return None
    said = next((i for i in range(close - 1, index + 2, -1) if tokens[i].tag == "SUB"), None)
    if said is not None and not scene.words.has_finite(said, close):
        return None  # "Because I think that in this way, they ..."
    if word == "because":
        return Aside("clause: cause", (index + 1, close))
    if word == "when" and not scene.is_past(structure.verb):
        return None
    return Aside("clause: time, first", (index + 1, close), (), (index, close + 1))


def _trailing(scene: Scene, index: int) -> Aside | None:
    """As in "... after a ferry struck the pier" and "..., as flour had become scarce"."""
    tokens, structure = scene.tokens, scene.structure
    word = tokens[index].lower
    told = _is_told_anyway(scene, index)
    if structure is None or not (told or scene.is_certain()) or not _may_follow(scene, index):
        return None
    close = _close(scene, index)
    if close - index <= _LEAST or not _inner(scene, index, close):
        return None
    begin = _with_time(scene, index)
    if tokens[begin - 1].lower == "even":
        begin -= 1
    left = begin - 1 if tokens[begin - 1].text == "," else begin
    cut: tuple[int, int] | None = (left, close)
    if word == "because":
        start = last_clause(scene, left)
        if left - max(start, structure.verb) > _LONGEST_EVENT:
            # what a long clause says is not said again with its cause
            return Aside("clause: cause", (index + 1, close), (), cut)
        return Aside("clause: cause", (index, close), ((start, left),), cut)
    complement = any(
        t.tag == "SUB" and t.lower in ("that", "whether", "if")
        for t in tokens[structure.verb : index]
    )
    if complement and word not in ("after", "when", "as", "before"):
        return None
    if word == "when":
        cut = None  # when it happened belongs to the clause as well
        if tokens[index + 1].lower in ("it", "he", "she"):
            return None
    if tokens[structure.verb].lower in COMING:
        cut = None
    plain = begin == index or tokens[begin].lower == "even"
    content = (index + 1, close) if plain else (begin, close)
    return Aside("clause: time", content, (), cut)


def _is_told_anyway(scene: Scene, index: int) -> bool:
    """As in "will reopen the debate after he was named": it happened, whatever comes of it."""
    structure = scene.structure
    if structure is None or scene.tokens[index].lower not in _GIVEN:
        return False
    if scene.tokens[0].lower in ("if", "unless", "whether"):
        return False
    return not any(t.tag == "NOT" for t in scene.tokens[structure.verb : structure.group])


def _with_time(scene: Scene, index: int) -> int:
    """Where "18 years after the war began" begins after a comma."""
    tokens = scene.tokens
    if tokens[index - 1].lower not in word_sets("speech")["time_words"] | SPANS:
        return index
    comma = next((i for i in range(index - 1, max(0, index - 5), -1) if tokens[i].text == ","), 0)
    if comma and comma + 1 == index - 1:
        return comma + 1  # ", hours after a report accused her"
    counted = comma and any(t.tag in ("NUM", "DET") for t in tokens[comma + 1 : index - 1])
    return comma + 1 if counted else index


def _may_follow(scene: Scene, index: int) -> bool:
    """Whether the word can join a clause to the one before it."""
    tokens, structure = scene.tokens, scene.structure
    word, before = tokens[index].lower, tokens[index - 1]
    if structure is None or index < structure.group or before.tag not in _BEFORE:
        return False
    comma = before.text == ","
    if word in ("as", "while") and comma and tokens[index + 1].tag != "PRON":
        return False  # split as clauses of their own
    if word == "as" and not comma:
        return tells_while(scene, index)
    if before.lower == "even":
        return word in ("though", "although", "after", "before", "as")
    return before.lower not in ("especially", "only", "just", "particularly")


def _close(scene: Scene, index: int) -> int:
    """Where the clause ends: at a comma, or where another clause is joined to it."""
    close = scene.clause_end(index + 1)
    for joint in range(index + 4, close - 2):
        if (
            scene.tokens[joint].tag == "CC"
            and scene.words.has_finite(index + 1, joint)
            and opens_clause(scene.tokens, joint + 1, scene.stop)
        ):
            return joint
    return close


def _held_true(scene: Scene) -> Iterator[Aside]:
    """As in "sorry that the school closed", "now that prices have fallen"."""
    tokens = scene.tokens
    for index in range(2, scene.stop - 3):
        if tokens[index].lower != "that" or tokens[index - 1].lower not in scene.table("factive"):
            continue
        close = scene.comma_after(index + 3) or scene.stop
        inner = frame(tokens, index + 1, close)
        if inner is None or inner.subject != index + 1 or inner.verb == inner.subject:
            continue
        if any(t.tag == "MODAL" for t in tokens[inner.verb : inner.group]):
            continue
        yield Aside("clause: held true", (index + 1, close))


def _in_subject(scene: Scene) -> Aside | None:
    """As in "Data received since the board met in May show ...": a clause before the verb."""
    tokens = scene.tokens
    for index in range(2, min(scene.stop - 4, 12)):
        if tokens[index].lower not in ("since", "after", "before"):
            continue
        if tokens[index - 1].tag not in ("PART", "VPAST") or tokens[index + 1].tag not in _OPENERS:
            continue
        verbs = [i for i in range(index + 2, scene.stop) if tokens[i].tag in FINITE][:2]
        if len(verbs) < 2 or not scene.is_past(verbs[0]):
            return None
        if any(t.text == "," or t.tag in ("SUB", "CC") for t in tokens[index : verbs[1]]):
            return None
        return Aside("clause: time", (index + 1, verbs[1]))
    return None


def _causes(scene: Scene) -> Iterator[Aside]:
    """As in "was abandoned due to heavy rain": the event, and the event with its cause."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for index in range(structure.group, scene.stop - 2):
        pair = tokens[index].lower, tokens[index + 1].lower
        phrase = pair in (("due", "to"), ("because", "of"), ("owing", "to"), ("thanks", "to"))
        result = pair == ("as", "a") and tokens[index + 2].lower == "result"
        if not (phrase or result) or index < structure.group:
            continue
        if tokens[index - 1].lower in ("is", "are", "was", "were", "be", "not", "partly", "mainly"):
            continue
        close = scene.comma_after(index + 2) or scene.stop
        if close - index < 4 or any(t.tag in FINITE for t in tokens[index:close]):
            continue
        left = index - 1 if tokens[index - 1].text == "," else index
        start = 0
        for place in range(index, 0, -1):
            if tokens[place].tag == "CC" and tokens[place + 1].tag in FINITE:
                start = place + 1
                break
        carried = ((start, left),) if start == 0 else ((0, structure.verb), (start, left))
        yield Aside("phrase: cause", (index, close), carried, (left, close))
        return
