"""What the learnt joints add where no pattern by hand speaks.

The model says that a clause is joined at a word, how, and where it ends; here it is decided
whether the text says it to be so, and of what. Whatever a pattern by hand has found stays.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.joints import Joint, Kind
from workbench.reading.language.lexicon import time_words, word_sets
from workbench.reading.statements.asides.adverbials import SPANS
from workbench.reading.statements.asides.meanwhile import tells_event
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.splits.tails import tail_start
from workbench.reading.statements.words.frames import frame

__all__ = ["joined"]

_BE: Final = frozenset({"is", "are", "was", "were", "be", "been"})
_HELD: Final = frozenset({"because", "although", "though", "since", "as", "while", "whereas"})
_OF_EVENTS: Final = frozenset({"after", "before", "since", "when", "while", "once", "as"})
_OPENERS: Final = _HELD | _OF_EVENTS
_JOINING: Final = frozenset({"SUB", "PREP", "ADV"})
_PARTICIPLES: Final = frozenset({"PART", "VPAST", "ING"})
_OPENING_TAGS: Final = _JOINING | _PARTICIPLES
_LIMITING: Final = frozenset({"only", "just", "simply", "merely", "even", "especially"})
_BEFORE_ACTING: Final = frozenset({"after", "since", "while"})
_BESIDE: Final = frozenset({"as", "while", "when"})
_NOBODY: Final = frozenset({"there", "it", "this", "that"})
_UNSURE: Final = frozenset({"could", "may", "might", "would", "should"})
_LEAST: Final = 3
_LEAST_CLAUSE: Final = 4
_LEAST_AS: Final = 6
_NEAR: Final = 2
_SURE: Final = 0.4


def joined(scene: Scene, taken: Sequence[Aside]) -> Iterator[Aside]:
    """The clauses that are joined where none of ``taken`` begins."""
    structure = scene.structure
    if structure is None:
        return
    tokens = scene.tokens
    # asked for every word, so the cheap questions come first
    near = [
        index
        for index, token in enumerate(tokens[: max(0, scene.stop - _LEAST)])
        if token.tag in _OPENING_TAGS
    ]
    for index in near:
        if not _may_open(tokens, index) or structure.verb <= index < structure.group:
            continue
        if any(_begins_at(one, index) for one in taken):
            continue
        joint = scene.words.joint(index)
        if joint is None or joint.lead < _SURE or joint.end - index < _LEAST:
            continue
        found = _aside(scene, joint)
        if found is not None:
            yield found


def _may_open(tokens: Sequence[Token], index: int) -> bool:
    """Whether something of use below may open at a word, by the word and its neighbours."""
    token = tokens[index]
    if token.tag in _PARTICIPLES:
        before = tokens[index - 1] if index else token
        return before.text == "," or before.tag == "ADV" or tokens[index + 1].tag == "PREP"
    return token.lower in _OPENERS and token.tag in _JOINING


def _begins_at(one: Aside, index: int) -> bool:
    return abs(one.content[0] - index) <= _NEAR or (
        one.cut is not None and one.cut[0] - 1 <= index <= one.cut[0] + 1
    )


def _aside(scene: Scene, joint: Joint) -> Aside | None:
    match joint.kind:
        case Kind.ADVERBIAL:
            return _adverbial(scene, joint)
        case Kind.MODIFIER:
            return _modifier(scene, joint)
        case Kind.TAIL:
            return _tail(scene, joint)
        case Kind.GERUND:
            return _gerund(scene, joint)
        case Kind.RELATIVE | Kind.CLAUSE | Kind.PREDICATE | Kind.ACTION:
            return None


# ------------------------------------------------------------------ clauses of time and cause


def _adverbial(scene: Scene, joint: Joint) -> Aside | None:
    tokens, index, end = scene.tokens, joint.index, min(joint.end, scene.stop)
    if end < scene.stop and tokens[end].text == ",":
        end = max(end, scene.clause_end(index + 1))  # a list may go on over the comma
    word = tokens[index].lower
    own = word == "as" and index > 0 and tells_event(scene, index)
    if end - index <= _LEAST_CLAUSE or not (own or _is_told(scene, index, end)):
        return None
    if index == 0:
        closed = end < scene.stop and tokens[end].text == ","
        return Aside("joint: adverbial", (1, end), (), (0, end + 1)) if closed else None
    before = tokens[index - 1]
    if before.lower in _BE | _LIMITING | SPANS or before.lower in time_words():
        return None
    if word in _BESIDE and before.text != "," and tokens[index + 1].tag == "PRON":
        return (
            Aside("joint: adverbial", (index + 1, end), (), _cut(scene, index, end))
            if own
            else None
        )
    if word == "as" and (end - index <= _LEAST_AS or tokens[index + 1].tag == "SUB"):
        return None  # "as it often does", "as if"
    return Aside("joint: adverbial", (index + 1, end), (), _cut(scene, index, end))


def _is_told(scene: Scene, index: int, end: int) -> bool:
    """Whether the clause after the word says that something was or is so."""
    tokens = scene.tokens
    word = tokens[index].lower
    inner = frame(tokens, index + 1, end)
    if inner is None or inner.verb == inner.subject or inner.subject != index + 1:
        return False
    verb = tokens[inner.verb]
    if word == "as" and base_of(verb.lower) in word_sets("speech")["cues"]:
        return False  # ", as the mayor explained"
    if word in _OF_EVENTS and scene.is_past(inner.verb):
        return True
    comma = index > 0 and tokens[index - 1].text == ","
    return word == "because" or (word in _HELD and comma and verb.lower not in _UNSURE)


# ------------------------------------------------------------------ participles


def _modifier(scene: Scene, joint: Joint) -> Aside | None:
    """As in "a network, run by volunteers": said of a thing in particular."""
    tokens, index, end = scene.tokens, joint.index, min(joint.end, scene.stop)
    behind = index - 1
    if tokens[behind].text != ",":
        return None  # without a comma the participle picks out: ``reduced`` has these
    start = scene.phrase_start(behind)
    if start is None:
        return None
    new = tokens[start].tag == "NUM" or tokens[start].lower in ("a", "an")
    if not (new or scene.is_definite(start)):
        return None
    return Aside("joint: modifier", (index, end), ((start, behind),), _cut(scene, index, end))


def _tail(scene: Scene, joint: Joint) -> Aside | None:
    """As in "..., easily passing its rivals": what the subject did besides."""
    structure, index, end = scene.structure, joint.index, min(joint.end, scene.stop)
    if structure is None or not structure.subject < structure.verb < index:
        return None
    tokens = scene.tokens
    if tokens[index - 1].tag == "ADV":
        index -= 1
    if tokens[index - 1].text != "," or tokens[structure.subject].lower in _NOBODY:
        return None
    if tail_start(scene.words, 0, scene.stop, structure) in (index, joint.index):
        return None  # the pattern for them knows more
    if any(t.tag in FINITE for t in tokens[structure.group : index]):
        return None  # of which clause it tells is not known
    return Aside("joint: tail", (index, end), (scene.actor(),), _cut(scene, index, end))


def _gerund(scene: Scene, joint: Joint) -> Aside | None:
    """As in "resigned after losing the vote": what the subject did before."""
    structure, index = scene.structure, joint.index
    if structure is None or not structure.subject < structure.verb < index:
        return None
    if scene.tokens[index].lower not in _BEFORE_ACTING or not scene.is_certain():
        return None
    end = min(joint.end, scene.stop)
    if any(t.tag == "SUB" for t in scene.tokens[structure.group : index]):
        return None  # "pleased that the council, after asking him, ...": the council asked
    inner = scene.tokens[structure.group : end]
    if any(t.tag in FINITE for t in inner) or scene.tokens[structure.subject].lower in _NOBODY:
        return None
    return Aside("joint: gerund", (index + 1, end), (scene.actor(),))


def _cut(scene: Scene, index: int, end: int) -> tuple[int, int]:
    """What the clause before loses: with the comma before, and the one that closes."""
    tokens = scene.tokens
    if tokens[index - 1].text != ",":
        return index, end
    closes = end < scene.stop and tokens[end].text == "," and scene.resumes(end)
    return index - 1, end + 1 if closes else end
