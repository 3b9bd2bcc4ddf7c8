"""Appositions: a second noun phrase for the same thing, before or after it.

"Valletta, the capital of Malta", "Her third novel, The Salt Road", "The largest lake of the
region, Lake Orta", "Maria Lund, 43". One is said to be the other, and the statement says so.
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.statements.asides.scene import Aside, Scene
from workbench.reading.statements.naming.descriptions import describing
from workbench.reading.statements.naming.names import is_time, name_after
from workbench.reading.statements.naming.roles import names_role

__all__ = ["appositions"]

_LONGEST: Final = 14
_LONGEST_PLACE: Final = 4
_NOW: Final = frozenset({"now", "then", "aged"})
_SHARES: Final = frozenset({"percent", "%", "third", "half", "quarter", "fifth", "tenth", "thirds"})
_LISTING: Final = frozenset({"CC", "SUB", "QUOTE", "PUNCT"})
_MEASURED: Final = frozenset({"high", "tall", "long", "wide", "deep", "old"})
_MORE: Final = frozenset({"who", "whose", "a", "an", "the", "from", "of"})


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
            or _bare_age(scene, comma)
            or _level(scene, comma)
            or _share(scene, comma)
        )
        described = [found] if found is not None else list(describing(scene, comma))
        if not described and (named := name_after(scene, comma)) is not None:
            described = [named]
        yield from described


def _opening(scene: Scene) -> Aside | None:
    """As in "The largest of the trainers, this addition will ...": a phrase before a subject."""
    tokens, structure = scene.tokens, scene.structure
    first = scene.commas[0]
    comma = _over_place(scene, first)
    if structure is None or not 2 < comma < _LONGEST or comma > structure.verb:
        return None
    if tokens[0].tag != "DET" or tokens[0].lower not in ("the", "a", "an"):
        return None
    inside = [*tokens[1:first], *tokens[first + 1 : comma]]
    if any(t.tag in FINITE or t.tag in _LISTING for t in inside) or is_time(scene, 0, comma):
        return None
    role = names_role(tokens, 1, first)
    if comma + 1 >= structure.verb or structure.verb - comma > 9:
        return None
    between = tokens[comma + 1 : structure.verb]
    if any(
        t.text == "," or t.tag in ("CC", "SUB", "PREP", "ING", "PART", "QUOTE") for t in between
    ):
        return None
    somebody = role and comma + 2 == structure.verb and tokens[comma + 1].lower in ("he", "she")
    if tokens[comma + 1].tag not in ("DET", "NAME", "POSS") and not somebody:
        return None
    if tokens[comma + 1].tag == "NAME" and tokens[comma - 1].tag != "NOUN" and not role:
        return None  # "The museum in Seattle, Washington was ...": a place in its place
    if tokens[structure.verb - 1].tag not in ("NOUN", "NAME") and not somebody:
        return None
    being = ((comma + 1, structure.verb), (0, comma), comma)
    return Aside("apposition: opening", (0, structure.verb), (), (0, comma + 1), being=being)


def _over_place(scene: Scene, comma: int) -> int:
    """As in "A nurse in Harton, Ohio, Holt has ...": the comma after the name of a place."""
    tokens = scene.tokens
    close = scene.comma_after(comma + 1)
    if close is None or close - comma > _LONGEST_PLACE or not comma:
        return comma
    named = all(
        t.tag == "NAME" or t.text == "." for t in tokens[comma - 1 : close] if t.text != ","
    )
    return close if named and tokens[comma - 1].tag == "NAME" else comma


def _age(scene: Scene, comma: int) -> Aside | None:
    """As in "Maria Lund, 43, was ..."."""
    tokens = scene.tokens
    place = comma + 1
    while place < scene.stop and tokens[place].lower in scene.table("before_numbers"):
        place += 1
    now = place == comma + 1 and place < scene.stop and tokens[place].lower in _NOW
    place += now
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
    if place > comma + 1 + now or tokens[place + 1].text != ",":
        return None
    number = tokens[place].text
    start = scene.phrase_start(comma)
    if start is None or not number.isdigit() or len(number) > 3:
        return None
    structure = scene.structure
    opens = structure is not None and (
        start == structure.subject or not start or tokens[start - 1].text != ","
    )
    subject = opens and scene.resumes(place + 1)
    opened = comma == 1 and tokens[0].capital
    person = (tokens[comma - 1].tag == "NAME" and (comma - start > 1 or subject)) or (
        opened and subject
    )
    if not (person or tokens[start].lower in ("a", "the")) or is_time(scene, start, comma):
        return None
    more = place + 2 < scene.stop and tokens[place + 2].lower in _MORE
    being = ((start, comma), (comma + 1, place + 1), comma)
    cut = (comma, place + (1 if more else 2))
    return Aside("apposition: age", (start, place + 1), (), cut, being=being)


def _bare_age(scene: Scene, comma: int) -> Aside | None:
    """As in "Maria Lund 31, of Turku": an age without a comma before it."""
    tokens = scene.tokens
    if comma < 3 or comma + 2 > scene.stop or tokens[comma + 1].lower not in ("of", "from", "and"):
        return None
    age = tokens[comma - 1].text
    start = scene.words.name_start(comma - 2)
    if not age.isdigit() or len(age) != 2 or start is None or comma - start < 3:
        return None
    being = ((start, comma - 1), (comma - 1, comma), comma)
    return Aside("apposition: age", (start, comma), (), (comma - 1, comma), being=being)


def _level(scene: Scene, comma: int) -> Aside | None:
    """As in "Unemployment, at 4.1 percent in May, is ...": a figure between subject and verb."""
    tokens, structure = scene.tokens, scene.structure
    close = scene.comma_after(comma + 1)
    if structure is None or close is None or comma + 4 > close or close - comma > _LONGEST:
        return None
    if tokens[comma + 1].lower not in ("at", "now", "still") or not scene.resumes(close):
        return None
    inside = tokens[comma + 1 : close]
    if not any(t.tag == "NUM" for t in inside[:4]) or any(t.tag in FINITE for t in inside):
        return None
    start = scene.phrase_start(comma)
    if start is None or (start != structure.subject and not scene.is_definite(start)):
        return None
    being = ((start, comma), (comma + 1, close), comma)
    return Aside("apposition: level", (start, close), (), (comma, close + 1), being=being)


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
