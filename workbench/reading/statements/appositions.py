"""Appositions: a second noun phrase for the same thing, before or after it.

"Valletta, the capital of Malta", "Her third novel, The Salt Road", "The largest lake of the
region, Lake Orta", "Maria Lund, 43". One is said to be the other, and the statement says so.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.statements.aside import Aside, Scene
from workbench.reading.statements.naming import goes_on, is_time, name_after

__all__ = ["appositions"]

_LONGEST: Final = 14
_SHARES: Final = frozenset({"percent", "%", "third", "half", "quarter", "fifth", "tenth", "thirds"})
_LISTING: Final = frozenset({"CC", "SUB", "QUOTE", "PUNCT"})
_MEASURED: Final = frozenset({"high", "tall", "long", "wide", "deep", "old"})
_MORE: Final = frozenset({"who", "whose", "a", "an", "the", "from", "of"})
_BOTH: Final = frozenset({"both", "himself", "herself", "itself", "themselves", "half", "most"})


def appositions(scene: Scene) -> Iterator[Aside]:
    """The appositions of a sentence."""
    if not scene.commas:
        return
    opening = _opening(scene)
    if opening is not None:
        yield opening
    for comma in scene.commas:
        origin = _origin(scene, comma)
        if origin is not None:
            yield origin
        found = (
            _age(scene, comma)
            or _share(scene, comma)
            or _after(scene, comma)
            or name_after(scene, comma)
        )
        if found is not None:
            yield found


def _opening(scene: Scene) -> Aside | None:
    """As in "The largest of the trainers, this addition will ...": a phrase before a subject."""
    tokens, structure = scene.tokens, scene.structure
    comma = scene.commas[0]
    if structure is None or not 2 < comma < _LONGEST or comma > structure.verb:
        return None
    if tokens[0].tag != "DET" or tokens[0].lower not in ("the", "a", "an"):
        return None
    inside = tokens[1:comma]
    if any(t.tag in FINITE or t.tag in _LISTING for t in inside) or is_time(scene, 0, comma):
        return None
    if comma + 1 >= structure.verb or structure.verb - comma > 9:
        return None
    between = tokens[comma + 1 : structure.verb]
    if any(
        t.text == "," or t.tag in ("CC", "SUB", "PREP", "ING", "PART", "QUOTE") for t in between
    ):
        return None
    if tokens[comma + 1].tag not in ("DET", "NAME", "POSS"):
        return None
    if tokens[comma + 1].tag == "NAME" and tokens[comma - 1].tag != "NOUN":
        return None  # "The museum in Seattle, Washington was ...": a place in its place
    if tokens[structure.verb - 1].tag not in ("NOUN", "NAME"):
        return None
    being = ((comma + 1, structure.verb), (0, comma), comma)
    return Aside("apposition: opening", (0, structure.verb), (), (0, comma + 1), being=being)


def _age(scene: Scene, comma: int) -> Aside | None:
    """As in "Maria Lund, 43, was ..."."""
    tokens = scene.tokens
    place = comma + 1
    while place < scene.stop and tokens[place].lower in scene.table("before_numbers"):
        place += 1
    if place + 1 >= scene.stop or tokens[place].tag != "NUM":
        return None
    close = scene.comma_after(comma + 2)
    measured = close is not None and tokens[close - 1].lower in _MEASURED
    if close is not None and measured and close - comma < 7:
        start = scene.phrase_start(comma)
        if start is None:
            return None
        being = ((start, comma), (comma + 1, close), comma)
        return Aside("apposition: age", (start, close), (), (comma, close + 1), being=being)
    if place > comma + 1 or tokens[comma + 2].text != ",":
        return None
    number = tokens[comma + 1].text
    start = scene.phrase_start(comma)
    if start is None or not number.isdigit() or len(number) > 3:
        return None
    structure = scene.structure
    subject = structure is not None and start == structure.subject and scene.resumes(comma + 2)
    opened = comma == 1 and tokens[0].capital
    person = (tokens[comma - 1].tag == "NAME" and (comma - start > 1 or subject)) or (
        opened and subject
    )
    if not (person or tokens[start].lower in ("a", "the")) or is_time(scene, start, comma):
        return None
    more = comma + 3 < scene.stop and tokens[comma + 3].lower in _MORE
    being = ((start, comma), (comma + 1, comma + 2), comma)
    cut = (comma, comma + (2 if more else 3))
    return Aside("apposition: age", (start, comma + 2), (), cut, being=being)


def _share(scene: Scene, comma: int) -> Aside | None:
    """As in "1,200 jobs, about 8 percent of its workforce,": a figure told in another way."""
    tokens = scene.tokens
    place = comma + 1
    approximators = scene.table("before_numbers")
    while place < scene.stop and tokens[place].lower in approximators and place - comma < 4:
        place += 1
    if place + 3 > scene.stop or tokens[place].tag not in ("NUM", "DET"):
        return None
    close = scene.comma_after(place) or scene.stop
    inside = tokens[place:close]
    of = next((i for i, token in enumerate(inside[:5]) if token.lower == "of"), None)
    share = of is not None and any(token.lower in _SHARES for token in inside[:of])
    start = scene.phrase_start(comma)
    if not share or start is None or any(t.tag in FINITE or t.tag in _LISTING for t in inside):
        return None
    while start and tokens[start - 1].lower in approximators:
        start -= 1
    if not any(token.tag == "NUM" for token in tokens[start:comma]):
        return None
    being = ((start, comma), (comma + 1, close), comma)
    goes_on = close + 1 < scene.stop and tokens[close + 1].tag in ("PREP", "ADV", "TO")
    stop = close + 1 if goes_on else close
    return Aside("apposition: share", (start, close), (), (comma, stop), being=being)


def _origin(scene: Scene, comma: int) -> Aside | None:
    """As in "Maria Lund, 43, from Turku" and "Omar Reyes, of Arda,": where somebody is from."""
    tokens = scene.tokens
    place = comma + 1
    if place + 1 >= scene.stop or tokens[place].lower not in ("from", "of"):
        return None
    if tokens[place + 1].tag != "NAME":
        return None
    last = comma
    if tokens[comma - 1].text.isdigit() and tokens[comma - 2].text == ",":
        last = comma - 2  # the age
    start = scene.words.name_start(last - 1)
    if start is None or last - start < 2 or any(t.tag != "NAME" for t in tokens[start:last]):
        return None
    close = place + 1
    while close < scene.stop and tokens[close].tag in ("NAME", "POSS"):
        close += 1
    if close < scene.stop and tokens[close].text not in (",", ".", ";"):
        return None
    being = ((start, last), (place, close), last)
    stop = close + 1 if close < scene.stop and scene.resumes(close) else close
    return Aside("apposition: origin", (start, close), (), (comma, stop), being=being)


def _after(scene: Scene, comma: int) -> Aside | None:
    """As in "Valletta, the capital of Malta," and "Mecca, Islam's holiest site"."""
    tokens, structure = scene.tokens, scene.structure
    if comma + 3 > scene.stop or comma < 1:
        return None
    first = tokens[comma + 1]
    close = scene.comma_after(comma + 1) or scene.stop
    while tokens[close - 1].tag in ("PUNCT", "QUOTE") and tokens[close - 1].text != ")":
        close -= 1
    inside = tokens[comma + 1 : close]
    if not 2 <= len(inside) <= _LONGEST or not _describes(scene, comma + 1, close):
        return None
    own = first.lower in _BOTH
    joined = scene.joined_adjectives(comma + 1, close)
    refused = any(
        t.tag in FINITE or (t.tag in _LISTING and not own and t.text not in ("-", "'"))
        for place, t in enumerate(inside, comma + 1)
        if place not in joined
    )
    relative = close
    refused = refused and not _two_roles(scene, comma, close)
    if refused:
        relative = next(
            (
                i
                for i in range(comma + 2, close)
                if tokens[i].tag in FINITE or tokens[i].tag in _LISTING
            ),
            close,
        )
        if tokens[relative].tag != "SUB" or relative - comma < 3:
            return None
    if goes_on(scene, close, joined) or tokens[comma + 2].lower in scene.table("ordinals"):
        return None
    if structure is not None and structure.subject == comma + 1:
        return None
    edge = comma - 2 if _is_aged(scene, comma) else comma
    start = _two(scene, comma) if first.lower == "both" else scene.phrase_start(edge)
    if start is None or is_time(scene, start, comma):
        return None
    name = tokens[edge - 1].tag == "NAME"
    medial = structure is not None and comma < structure.verb and scene.resumes(close)
    subject = structure is not None and start == structure.subject
    last = close == scene.stop and first.lower in ("a", "an") and not refused
    if not name and not (medial and (scene.is_definite(start) or subject)) and not last:
        return None
    if start and (_is_listed(scene, start, comma) or _is_inserted(scene, start)):
        return None
    stop = close + 1 if close < scene.stop and tokens[close].text == "," else close
    if close < scene.stop and not medial and tokens[close].text == ",":
        stop = close
    told = relative + 1 < scene.stop and tokens[relative + 1].tag in FINITE - {"MODAL"}
    said = relative if refused and told else close
    being = ((start, edge), (comma + 1, said), comma)
    return Aside("apposition: after", (start, said), (), (comma, stop), being=being)


def _two_roles(scene: Scene, comma: int, close: int) -> bool:
    """As in "David Orr, a surgeon and author from Arda, has ...": one "and" before the verb."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or comma > structure.verb or not scene.resumes(close):
        return False
    named = tokens[comma - 1].tag == "NAME" and tokens[comma + 1].lower in ("a", "an", "the")
    marks = [t for t in tokens[comma + 1 : close] if t.tag in FINITE or t.tag in _LISTING]
    return named and len(marks) == 1 and marks[0].tag == "CC"


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


def _is_listed(scene: Scene, start: int, comma: int) -> bool:
    """Whether a phrase stands after a comma or "and", and does not open the main clause."""
    before, structure = scene.tokens[start - 1], scene.structure
    if before.tag not in ("CC", "PUNCT") or before.text == "—":
        return False
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
        word.lower in ("a", "an") and tokens[first + 1].tag == "NAME"
    )
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
