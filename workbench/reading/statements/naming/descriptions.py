"""Appositions that describe: "Valletta, the capital of Malta", "Ann Holt, surgeon and author".

The phrase after the comma is said of what stands before it. A list looks much the same ("Paris,
the sea and the hills"); it goes on with "and" after a further comma.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from workbench.reading.grammar.governors import is_plural
from workbench.reading.grammar.tags import FINITE
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.naming.names import goes_on, is_time
from workbench.reading.statements.naming.roles import is_bare_role, names_role

__all__ = ["describing"]

_LONGEST: Final = 18
_LISTING: Final = frozenset({"CC", "SUB", "QUOTE", "PUNCT"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_EARLIER: Final = frozenset({"former", "onetime", "ex", "retired"})
_BOTH: Final = frozenset({"both", "himself", "herself", "itself", "themselves", "half", "most"})


def describing(scene: Scene, comma: int) -> Iterator[Aside]:
    """As in "Valletta, the capital of Malta," and "Mecca, Islam's holiest site"."""
    found = _described(scene, comma)
    if found is not None:
        yield from _each(scene, found)


def _each(scene: Scene, found: Aside) -> Iterator[Aside]:
    """As in "Ann Holt, a native of Arda and the head of the club,": two things are said."""
    assert found.being is not None
    thing, (first, last), comma = found.being
    tokens = scene.tokens
    joints = [
        place
        for place in range(first + 2, last - 2)
        if tokens[place].lower == "and" and _opens_another(scene, first, place)
    ]
    if tokens[first].lower in _BOTH or len(joints) != 1:
        yield found
        return
    joint = joints[0]
    yield replace(found, content=(thing[0], joint), being=(thing, (first, joint), comma))
    yield replace(
        found, content=(joint + 1, last), cut=None, being=(thing, (joint + 1, last), comma)
    )


def _opens_another(scene: Scene, first: int, joint: int) -> bool:
    """Whether what follows an "and" describes by itself: an article again, or "former"."""
    tokens = scene.tokens
    opening = tokens[joint + 1]
    alike = tokens[first].lower in _ARTICLES
    again = opening.lower in _ARTICLES and not _is_governed(scene, first, joint)
    return alike and (again or (opening.lower in _EARLIER and tokens[joint - 1].tag == "NOUN"))


def _is_governed(scene: Scene, first: int, joint: int) -> bool:
    """As in "the head of the club and the firm": both may hang on one preposition."""
    tokens = scene.tokens
    ruled = [place for place in range(first, joint) if tokens[place].tag == "PREP"]
    return bool(ruled) and tokens[ruled[-1] + 1].lower in _ARTICLES


def _described(scene: Scene, comma: int) -> Aside | None:
    """The phrase after a comma, if it is said of what stands before."""
    tokens, structure = scene.tokens, scene.structure
    if comma + 3 > scene.stop or comma < 1:
        return None
    edge = comma - 2 if _is_aged(scene, comma) else comma
    close = _close(scene, comma)
    if not 2 <= close - comma - 1 <= _LONGEST:
        return None
    medial = structure is not None and scene.resumes(close)
    name = _is_named(scene, edge, close, medial=medial)
    joined = scene.joined_adjectives(comma + 1, close) or _joined_nouns(scene, comma, close, name)
    relative = _first_refused(scene, comma, close, joined)
    if relative < close and (tokens[relative].tag != "SUB" or relative - comma < 3):
        return None
    role = name and names_role(tokens, comma + 1, relative) and _another_follows(scene, close)
    if goes_on(scene, close, joined) and not role:
        return None
    if not medial and tokens[comma + 2].lower in scene.table("ordinals"):
        return None
    ends = close == scene.stop and relative == close
    start = _thing(scene, edge, comma, close, name=name, medial=medial, ends=ends)
    if start is None:
        return None
    start = _with_others(scene, start, comma, relative) if name else start
    stop = close
    if close + 1 < scene.stop and tokens[close].text == ",":
        stop += medial or tokens[close + 1].tag in ("PREP", "TO")
    told = relative + 1 < scene.stop and tokens[relative + 1].tag in FINITE - {"MODAL"}
    said = relative if told else close
    being = ((start, edge), (comma + 1, said), comma)
    return Aside("apposition: after", (start, said), (), (comma, stop), being=being)


def _is_named(scene: Scene, edge: int, close: int, *, medial: bool) -> bool:
    """Whether a name stands before the comma; the first word of a sentence may be one."""
    tokens = scene.tokens
    if tokens[edge - 1].tag == "NAME":
        return True
    opens = edge == 1 and tokens[0].capital
    return opens and (medial or names_role(tokens, edge + 1, close))


def _thing(
    scene: Scene, edge: int, comma: int, close: int, *, name: bool, medial: bool, ends: bool
) -> int | None:
    """Where the phrase begins that ends before ``edge``, if what follows the comma is said of it.

    Without an article ("former captain of the club") it is said of a name, or before its verb.
    """
    tokens, structure = scene.tokens, scene.structure
    first = tokens[comma + 1]
    bare = not _describes(scene, comma + 1, close)
    if bare and not ((name or medial) and is_bare_role(tokens, comma + 1, close)):
        return None
    if structure is not None and structure.subject == comma + 1:
        return None
    start = _two(scene, comma) if first.lower == "both" else scene.phrase_start(edge)
    if start is None or is_time(scene, start, comma):
        return None
    if bare and tokens[start].tag == "DET" and (name or tokens[start].lower != "the"):
        return None
    subject = structure is not None and start == structure.subject
    last = ends and first.lower in ("a", "an")
    if not name and not (medial and (scene.is_definite(start) or subject)) and not last:
        return None
    if start and _is_listed(scene, start, comma, apart=name and medial):
        return None
    return None if start and _is_inserted(scene, start) else start


def _close(scene: Scene, comma: int) -> int:
    """Where what follows a comma ends: at the next comma, or with the sentence."""
    tokens = scene.tokens
    close = scene.comma_after(comma + 1) or scene.stop
    further = scene.comma_after(close + 1)
    if close + 1 < scene.stop and further is not None:
        adjectives = tokens[comma + 1].lower in ("a", "an") and tokens[close - 1].tag == "ADJ"
        if adjectives and tokens[close + 1].tag in ("ADJ", "NOUN"):
            close = further  # "a crusty, garrulous lawyer"
    close = _over_place(scene, close)
    while tokens[close - 1].tag in ("PUNCT", "QUOTE") and tokens[close - 1].text != ")":
        close -= 1
    return close


def _over_place(scene: Scene, close: int) -> int:
    """As in "daughter of Carl Dunn of Blackheath, Kent": a comma inside the name of a place."""
    tokens = scene.tokens
    place = close + 1
    while place < scene.stop and tokens[place].tag == "NAME":
        place += 1
    named = place > close + 1 and tokens[close - 1].tag == "NAME" and place - close < 4
    of = named and any(t.tag == "PREP" for t in tokens[max(0, close - 4) : close])
    return place if of and (place >= scene.stop or tokens[place].text in ",;") else close


def _another_follows(scene: Scene, close: int) -> bool:
    """As in "Ann Holt, a doctor, and Carl Dunn, a nurse": "and" and a name or an article."""
    tokens = scene.tokens
    if close + 2 >= scene.stop or tokens[close + 1].tag != "CC":
        return False
    return tokens[close + 2].tag in ("NAME", "DET", "POSS")


def _first_refused(scene: Scene, comma: int, close: int, joined: range) -> int:
    """The first word that cannot stand in a noun phrase, or ``close``.

    A verb may, with a pronoun of its own: "the company he formed".
    """
    tokens = scene.tokens
    own = tokens[comma + 1].lower in _BOTH
    for place in range(comma + 1, close):
        token = tokens[place]
        if place in joined or token.text == ",":
            continue
        if token.tag in FINITE:
            if tokens[place - 1].tag == "PRON" and tokens[place - 2].tag == "NOUN":
                continue
            return place
        if token.text == "." and tokens[place - 1].lower == "no":
            continue  # "the world No. 3"
        if token.tag in _LISTING and not own and token.text not in ("-", "'"):
            return place
    return close


def _joined_nouns(scene: Scene, comma: int, close: int, name: bool) -> range:
    """As in "Ann Holt, a surgeon and author from Arda": one article for both nouns."""
    tokens = scene.tokens
    if not name or tokens[comma + 1].tag not in ("DET", "POSS", "NOUN", "ADJ"):
        return range(0)
    joints = [i for i in range(comma + 2, close - 1) if tokens[i].tag == "CC"]
    if len(joints) != 1:
        return range(0)
    after = joints[0] + 1
    structure = scene.structure
    if structure is not None and comma < structure.verb and scene.resumes(close):
        return range(joints[0], after)
    if tokens[joints[0] - 1].tag not in ("NOUN", "ADJ"):
        return range(0)
    plain = tokens[after].tag in ("NOUN", "ADJ", "PART", "VPAST") or (
        tokens[after].tag == "NAME" and tokens[comma + 1].lower in ("a", "an")
    )
    return range(joints[0], after + (tokens[after].tag == "VPAST")) if plain else range(0)


def _with_others(scene: Scene, start: int, comma: int, close: int) -> int:
    """As in "Ann and Carl Holt, the sisters," and "Roads and Bridges, part of the ministry,"."""
    tokens = scene.tokens
    head = next((i for i in range(comma + 1, close) if tokens[i].tag == "PREP"), close)
    last = tokens[head - 1]
    several = last.tag == "NUM" or (last.tag == "NOUN" and is_plural(last.lower))
    if not (several or tokens[comma + 1].lower == "part"):
        return start
    place = start
    while (
        place > 1 and tokens[place - 2].capital and _joins(scene, place - 1, first=place == start)
    ):
        place -= 2
        while place and tokens[place - 1].tag == "NAME":
            place -= 1
    return place


def _joins(scene: Scene, index: int, *, first: bool) -> bool:
    token = scene.tokens[index]
    return token.lower == "and" if first else token.text == ","


def _two(scene: Scene, comma: int) -> int | None:
    """Where the two begin of whom "both" is said: the subject, or what follows its verb."""
    structure = scene.structure
    if structure is None:
        return None
    tokens = scene.tokens
    start = structure.subject
    if comma > structure.verb:
        start = next(i + 1 for i in range(comma - 1, -1, -1) if tokens[i].tag in FINITE)
    joined = any(t.tag == "CC" for t in tokens[start:comma])
    return start if joined or tokens[start].lower == "two" else None


def _is_listed(scene: Scene, start: int, comma: int, *, apart: bool) -> bool:
    """Whether a phrase stands in a list, and does not open a clause."""
    before, structure = scene.tokens[start - 1], scene.structure
    if before.tag not in ("CC", "PUNCT") or before.text == "—":
        return False
    if apart:
        return False  # what stands between a name and its verb is no member of a list
    opens = structure is not None and start == structure.subject and comma + 1 < structure.verb
    return not (opens and before.text == ",")


def _is_aged(scene: Scene, comma: int) -> bool:
    """As in "Mr Holt, 52, a miner, was ...": an age stands between the name and the comma."""
    age, before = scene.tokens[comma - 1], scene.tokens[comma - 2]
    return comma > 2 and before.text == "," and age.text.isdigit() and len(age.text) < 4


def _is_inserted(scene: Scene, start: int) -> bool:
    """As in "from roofs and, in one case, a mill": between commas, and the clause goes on."""
    tokens = scene.tokens
    between = start > 2 and tokens[start - 1].tag == "PREP" and tokens[start - 2].text == ","
    return between and tokens[start - 3].tag == "CC"


def _describes(scene: Scene, first: int, last: int) -> bool:
    """Whether a phrase opens with an article or possessor and has a noun."""
    tokens = scene.tokens
    word = tokens[first]
    noun = any(token.tag == "NOUN" for token in tokens[first:last]) or (
        tokens[first + 1].tag == "NAME" and word.lower in ("a", "an")
    )
    # "the most popular Democrat in America"
    noun = noun or any(
        one.tag == "ADJ" and not one.capital and two.tag == "NAME"
        for one, two in pairwise(tokens[first + 1 : last])
    )
    if tuple(t.lower for t in tokens[first : first + 3]) == ("most", "of", "all"):
        return False
    if word.lower in _BOTH or word.lower in scene.table("offices"):
        return True
    if (word.lower, tokens[first + 1].lower) in (("part", "of"), ("home", "to")):
        return True
    if word.lower in ("the", "a", "an", "one", "another", "formerly", "once") or (
        word.tag == "POSS" and word.text[0].isalpha()
    ):
        return noun
    owner = next((i for i in range(first, min(last, first + 4)) if tokens[i].tag == "POSS"), None)
    named = owner is not None and all(t.tag == "NAME" for t in tokens[first:owner])
    return named and owner is not None and owner > first and noun
