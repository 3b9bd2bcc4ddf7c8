"""Participles right after a noun phrase: "a villa designed by Otto Reuss", "a line linking both".

They say something of that phrase where it means something in particular.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.verbs import PARTICIPLE, base_of, forms
from workbench.reading.joints import Kind
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.modifiers.heads import Head, head_of
from workbench.reading.statements.modifiers.particular import host_of, is_told
from workbench.reading.statements.words.frames import group_end

__all__ = ["reduced"]

_SUPPOSED: Final = frozenset({"believe", "think", "suspect", "allege", "say", "know", "report"})
_NAMED: Final = frozenset({"called", "named", "titled", "entitled", "dubbed"})
_GENERAL: Final = frozenset({"no", "any", "every", "all", "each"})
_PARTICIPLES: Final = frozenset({"PART", "VPAST", "ING"})
_BARE: Final = frozenset({"NOUN", "ADJ", "NAME"})
_TAKEN: Final = frozenset(
    {"DET", "POSS", "NUM", "NAME", "PRON", "NOUN", "ADJ", "SUB", "PREP", "PART"}
)
_BESIDE: Final = frozenset(
    {"with", "without", "despite", "than", "like", "by", "on", "in", "at", "from", "to"}
    | {"of", "for"}
)
_OF_PARTICIPLES: Final = frozenset(
    {"also", "first", "later", "then", "once", "now", "since", "already", "still", "ever", "long"}
)
_BE: Final = frozenset({"is", "are", "was", "were"})
_OPENING_MORE: Final = frozenset({"SUB", "PRON", "CC", "PUNCT"})
_MARKS: Final = frozenset({",", ";", ":", "—", "–", "("})
_TIMES: Final = frozenset({"when", "after", "before", "because", "while", "as"})
_LEAST: Final = 2
_LONGEST: Final = 24
_LEAST_CUT: Final = 3


def reduced(scene: Scene) -> Iterator[Aside]:
    """The participles that follow what they are said of without a comma."""
    structure = scene.structure
    if structure is None:
        return
    tokens = scene.tokens
    # asked for every word, so the cheap question comes first
    for index in range(1, scene.stop - 1):
        tag = tokens[index].tag
        if tag in _PARTICIPLES or (tag == "NOUN" and tokens[index + 1].lower == "by"):
            found = _participle(scene, index)
            if found is not None:
                yield found


def _participle(scene: Scene, index: int) -> Aside | None:
    """What the participle at ``index`` says, if it is said of something in particular."""
    tokens, structure = scene.tokens, scene.structure
    behind = _behind(scene, index)
    if structure is None or behind is None or not _is_participle(scene, index):
        return None
    if structure.verb <= index <= structure.group:
        return None
    head = head_of(scene, behind, None)
    if head is None or _is_apposition(scene, head) or not _means_one(scene, head, index):
        return None
    stop = _end(scene, index)
    if not _LEAST <= stop - index <= _LONGEST:
        return None
    begin = behind if _is_of_participle(tokens[behind].lower) else index
    cut = (begin, stop) if _may_go(scene, head, index, stop) else None
    return Aside("participle: after noun", (begin, stop), ((head.start, begin),), cut)


def _is_of_participle(word: str) -> bool:
    """As in "a drug previously used", but not in "inflation abroad driven by"."""
    return word.endswith("ly") or word in _OF_PARTICIPLES


def _is_apposition(scene: Scene, head: Head) -> bool:
    """As in "Harbour Films, a studio based in Harton": told with what the name is."""
    tokens, start = scene.tokens, head.start
    named = start > 1 and tokens[start - 1].text == "," and tokens[start - 2].tag == "NAME"
    return named and tokens[start].tag == "DET"


def _behind(scene: Scene, index: int) -> int | None:
    """Where the phrase ends: "inflation driven by", "inflation abroad driven by"."""
    tokens = scene.tokens
    place = index - 1
    if tokens[place].tag == "ADV":
        place -= 1
    return place + 1 if place > 0 and tokens[place].tag in ("NOUN", "NAME") else None


def _is_participle(scene: Scene, index: int) -> bool:
    tokens = scene.tokens
    word, following = tokens[index], tokens[index + 1]
    if word.lower in ("compared", "followed"):
        return False
    if tokens[index - 1].lower in word_sets("words")["months_and_days"]:
        return False
    base = base_of(word.lower)
    if base in _SUPPOSED and following.lower == "to":
        return False
    if word.tag == "ING":
        return following.tag in _TAKEN and word.lower in scene.table("said_of_things")
    if following.tag == "ADV":
        following = tokens[index + 2] if index + 2 < scene.stop else following
    led = following.lower in scene.table("after_participles")
    if word.tag == "VPAST":
        return led and scene.words.joins(index, Kind.MODIFIER)
    if word.tag == "NOUN" and not forms().get(word.lower, 0) & PARTICIPLE:
        return False
    if base in scene.table("intransitive"):
        return False
    if led or _names(scene, index):
        return True
    return following.tag in ("TO", "PREP") and scene.words.joins(index, Kind.MODIFIER)


def _names(scene: Scene, index: int) -> bool:
    named = scene.tokens[index + 1].tag in ("NAME", "QUOTE")
    return named and scene.tokens[index].lower in _NAMED


def _means_one(scene: Scene, head: Head, index: int) -> bool:
    """Whether the phrase means something in particular, and no share or best of it."""
    tokens, start = scene.tokens, head.start
    first = tokens[start]
    active = tokens[index].tag == "ING"
    if first.lower in _GENERAL or tokens[start - 1].lower in _GENERAL:
        return False
    if _is_contact(scene, head, index) or (active and tokens[head.noun].tag == "NAME"):
        return False
    shares = start > 1 and tokens[start - 1].lower == "of"
    if shares and (
        tokens[start - 2].lower in scene.table("shares_of") or tokens[start - 2].tag == "NUM"
    ):
        return False
    best = scene.table("superlatives")
    if any(t.lower == "only" or t.lower in best for t in tokens[start:index]):
        return False
    if active and tokens[start - 1].lower in _BESIDE:
        return False  # "with prices rising", "a photograph on the wall showing ..."
    host = host_of(scene, start)
    if host is not None and _is_of_verb(scene, host, head, index):
        return False
    if active and tokens[index].lower not in scene.table("said_of_things"):
        return False
    if scene.is_definite(start):
        return not _is_of_many(scene, head, index)
    told = _is_told(scene, start)
    if first.lower in ("a", "an") or first.tag == "NUM":
        return told or _is_known(scene, index)
    many = tokens[head.noun].lower
    plural = many.endswith("s") or many in word_sets("words")["plain_plurals"]
    past = host is not None and scene.is_past(host)
    bare = first.tag in _BARE and tokens[start - 1].lower != "of"
    return told and past and plural and bare


def _is_told(scene: Scene, start: int) -> bool:
    """Whether the clause around says that something was done with the phrase at ``start``."""
    host = host_of(scene, start)
    return scene.is_certain() if host is None else is_told(scene, host, start)


def _is_known(scene: Scene, index: int) -> bool:
    """As in "a law may close a school named Arda", "... founded by Ida Holt": there is one."""
    tokens = scene.tokens
    if _names(scene, index) or tokens[index].lower == "known":
        return True
    agent = tokens[index + 2 : index + 4] if tokens[index + 1].lower == "by" else ()
    return any(t.tag == "NAME" for t in agent)


def _is_of_verb(scene: Scene, host: int, head: Head, index: int) -> bool:
    """Whether the word belongs to a verb: "was in part fuelled by", "said the tests led to"."""
    tokens, start = scene.tokens, head.start
    after = group_end(tokens, host, scene.stop)
    between = tokens[after:start]
    apart = any(t.tag == "SUB" or t.lower == "that" for t in between)
    if apart and not scene.words.has_finite(index + 1, scene.stop):
        return True
    if tokens[index].tag == "VPAST":
        apart = apart or any(t.tag == "CC" or t.text == "," for t in between)
        return apart or start < after or scene.is_definite(start)
    return tokens[host].lower in _BE and after == start - 1 and tokens[after].tag == "PREP"


def _is_of_many(scene: Scene, head: Head, index: int) -> bool:
    """As in "the use of salt added to bread": any that is, unless "the two uses" are counted."""
    tokens = scene.tokens
    phrase = tokens[head.start : index]
    if tokens[index + 1].lower == "by" or any(t.tag == "NUM" for t in phrase):
        return False
    return any(t.lower == "of" and n.tag in _BARE - {"NAME"} for t, n in pairwise(phrase))


def _is_contact(scene: Scene, head: Head, index: int) -> bool:
    """As in "a state Trump won", "since Beijing attempted to", "the part her father acted"."""
    tokens = scene.tokens
    if head.start and tokens[head.start].tag in ("DET", "POSS"):
        before = tokens[head.start - 1]
        owner = tokens[head.start].text[0] in "'’"
        if before.tag in ("NOUN", "NAME") and not owner:
            return True
    if tokens[index - 1].tag != "NAME":
        return False
    if tokens[index + 1].tag == "TO":
        return True
    noun = index - head.start > 1 and tokens[index - 2].tag == "NOUN"
    return noun and tokens[index - 3].text != "-"


def _may_go(scene: Scene, head: Head, index: int, stop: int) -> bool:
    """Whether the clause around is whole without it: "lives in a villa designed by Reuss"."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or scene.is_copula() or not _is_told(scene, head.start):
        return False
    named = _names(scene, index)
    indefinite = tokens[head.start].lower in ("a", "an") or tokens[head.start].tag == "NUM"
    if tokens[index].tag == "ING":
        held = tokens[head.start - 1].tag == "PREP"
        comma = any(t.text == "," for t in tokens[index:stop])
        return indefinite and not (held or comma) and stop == scene.stop
    by = "by" in {t.lower for t in tokens[index + 1 : index + 3]}
    return (by or indefinite or named) and (stop - index > _LEAST_CUT or named)


def _end(scene: Scene, index: int) -> int:
    """Where it ends: as it was learnt, unless a mark or the next verb forbids it."""
    structure = scene.structure
    after = structure is not None and index > structure.group
    plain = _plain_end(scene, index, after=after)
    joint = scene.words.joint(index)
    if joint is None or joint.kind is not Kind.MODIFIER:
        return index if _has_verb(scene, index, plain) else plain
    end = min(joint.end, scene.stop)
    if plain < end and _stops(scene, plain):
        end = plain
    if structure is not None and index < structure.verb:
        end = min(end, structure.verb)
    tokens = scene.tokens
    while end > index + 1 and (tokens[end - 1].text in _MARKS or tokens[end - 1].tag == "CC"):
        end -= 1
    return index if _has_verb(scene, index, end) else end


def _has_verb(scene: Scene, index: int, end: int) -> bool:
    """As in "ruled that a law banning trade "at sea" amounted to theft": what is ruled goes on."""
    for token in scene.tokens[index + 1 : end]:
        if token.tag in _OPENING_MORE:
            return False
        if token.tag in FINITE:
            return True
    return False


def _stops(scene: Scene, place: int) -> bool:
    """Whether it surely ends here: at a mark that is no comma, or where a clause of time opens."""
    token = scene.tokens[place]
    return token.text in _MARKS - {","} or token.lower in _TIMES


def _is_short_form(scene: Scene, place: int) -> bool:
    """As in "the Arda Agency for Work (AAW) and the state": the brackets belong to the name."""
    tokens, text = scene.tokens, scene.tokens[place].text
    opens = place if text == "(" else place - 2
    if text not in "()" or opens < 1 or opens + 2 >= scene.stop:
        return False
    return tokens[opens + 1].text.isupper() and tokens[opens + 2].text == ")"


def _plain_end(scene: Scene, index: int, *, after: bool) -> int:
    tokens = scene.tokens
    if tokens[index + 1].lower == "that" or tokens[index + 1].tag == "PRON":
        return scene.clause_end(index + 1)
    for place in range(index + 1, scene.stop):
        token = tokens[place]
        if _is_short_form(scene, place):
            continue
        if token.text in _MARKS or token.tag in ("QUOTE", "SUB"):
            return place
        if token.tag in FINITE and not after:
            return place
        if (
            token.tag == "CC"
            and place + 1 < scene.stop
            and (tokens[place + 1].tag in FINITE or tokens[place + 1].tag in ("PART", "VPAST"))
        ):
            return place
        if token.lower in _TIMES and scene.words.has_finite(
            place, scene.words.next_comma(place, scene.stop) or scene.stop
        ):
            return place
    return scene.stop if after else index
