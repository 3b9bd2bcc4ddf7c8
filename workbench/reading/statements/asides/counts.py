"""Members and figures that a clause names in passing.

"Four countries, including Chile, did not sign"; "as well as"; "with 51,200 votes, the most in
the district".
"""

from collections.abc import Iterator
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of, forms
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.asides.scene import Aside, Scene

__all__ = ["counts"]

_LONGEST: Final = 12
_SHORT: Final = 4
_PAST: Final = frozenset({"VPAST", "PART"})


def counts(scene: Scene) -> Iterator[Aside]:
    """The members and figures named in passing."""
    present = scene.words.vocabulary
    if scene.structure is None:
        return
    if "including" in present:
        yield from _including(scene)
    if "well" in present:
        yield from _as_well_as(scene)
    if "along" in present or "alongside" in present:
        yield from _along_with(scene)
    if scene.commas:
        yield from _superlatives(scene)
    if present & scene.table("ordinals"):
        yield from _ranks(scene)
    if "with" in present:
        yield from _doing(scene)


def _including(scene: Scene) -> Iterator[Aside]:
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for index in range(2, scene.stop - 1):
        if tokens[index].lower != "including" or tokens[index - 1].text != ",":
            continue
        comma = index - 1
        if comma < structure.verb:
            close = next((c for c in scene.commas if c > index and scene.resumes(c)), None)
            start = scene.phrase_start(comma)
            if close is None or start is None or not _members(scene, index + 1, close):
                continue
            begin = _with_bound(scene, start)
            if tokens[index + 1].tag == "NUM":
                # "300 people, including one woman, were ...": a part of them, and no one else
                yield Aside("including", (index, close), ((begin, comma),), (comma, close + 1))
                return
            lead = max(structure.subject, begin)
            carried = ((0, lead),) if lead else ()
            yield Aside(
                "including",
                (index + 1, close),
                carried,
                (comma, close + 1),
                ((structure.verb, scene.stop),),
            )
            return
        close = scene.stop
        start = scene.phrase_start(comma)
        if start is not None and _names_deed(scene, _whole(scene, start), index):
            # "a series of moves by the ministry, including recognising the city ..."
            whole = (_whole(scene, start), comma)
            yield Aside("including", (index, close), (whole,), (comma, close))
            return
        if start is None or not _members(scene, index + 1, close) or scene.is_copula():
            continue
        place = _whole(scene, start)
        if tokens[index + 1].tag == "NUM":
            begin = _with_bound(scene, place)
            yield Aside("including", (index, close), ((begin, comma),), (comma, close))
            return
        yield Aside("including", (index + 1, close), ((0, place),), (comma, close))
        return


def _whole(scene: Scene, start: int) -> int:
    """Where the whole of "dozens of members of the party" begins, within the predicate."""
    tokens, structure = scene.tokens, scene.structure
    while (
        structure is not None
        and start > structure.group
        and (tokens[start - 1].lower in ("of", "by") or _is_bare(scene, start))
        and tokens[start - 2].tag in ("NOUN", "NUM")
    ):
        if tokens[start - 2].tag == "NUM":
            start -= 2
            continue
        further = scene.phrase_start(start - 1)
        if further is None:
            break
        start = further
    return start


def _is_bare(scene: Scene, start: int) -> bool:
    """As in "66 people on board": one plain word, of which nothing can be part."""
    word = scene.tokens[start]
    bare = word.tag == "NOUN" and not word.lower.endswith("s")
    return bare and scene.tokens[start - 1].tag == "PREP"


def _names_deed(scene: Scene, start: int, index: int) -> bool:
    """Whether "including doing ..." tells one of several things named before the comma."""
    tokens = scene.tokens
    several = any(
        token.tag == "NOUN" and token.lower.endswith("s") for token in tokens[start : index - 1]
    )
    return several and tokens[index + 1].tag == "ING" and scene.stop - index > _SHORT


def _with_bound(scene: Scene, start: int) -> int:
    """Where a counted phrase begins with what bounds it: "more than 300 people"."""
    bounds = scene.table("before_numbers") | {"than"}
    while start > 0 and scene.tokens[start - 1].lower in bounds:
        start -= 1
    return start


def _members(scene: Scene, first: int, last: int) -> bool:
    inside = scene.tokens[first:last]
    if inside and inside[0].tag in ("PREP", "TO", "ING"):
        return False  # "an investigation, including into his firm"
    if not 0 < len(inside) <= _LONGEST:
        return False
    return not any(t.tag in FINITE or t.tag in ("SUB", "QUOTE") for t in inside)


def _as_well_as(scene: Scene) -> Iterator[Aside]:
    """As in "A was re-elected, as well as B": the same of another subject."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for index in range(structure.group, scene.stop - 3):
        if tuple(t.lower for t in tokens[index : index + 3]) != ("as", "well", "as"):
            continue
        if tokens[index - 1].text != "," or index - 1 < structure.verb:
            continue
        if scene.words.has_finite(index, scene.stop):
            continue
        passive = tokens[index - 2].tag == "PART"
        carried = (structure.verb, index - 1) if passive else (structure.subject, structure.group)
        lead = ((0, structure.subject),) if structure.subject and passive else ()
        yield Aside("as well as", (index, scene.stop), (*lead, carried), (index - 1, scene.stop))
        return


def _along_with(scene: Scene) -> Iterator[Aside]:
    """As in "He was quarantined, along with 28 people": the same of others, who are counted."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for comma in scene.later_commas(4):
        pair = tokens[comma + 1].lower, tokens[comma + 2].lower
        start = comma + 3 if pair == ("along", "with") else comma + 2
        if pair != ("along", "with") and pair[0] != "alongside":
            continue
        if not any(token.tag == "NUM" for token in tokens[start : start + 3]):
            continue
        close = scene.comma_after(start) or scene.stop
        carried = (scene.actor()[0], structure.group)
        yield Aside("along with", (comma + 1, close), (carried,), (comma, close))
        return


def _superlatives(scene: Scene) -> Iterator[Aside]:
    """As in "with 51,200 votes, the most in the district" and "on Saturday, their fifth win"."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for comma in scene.later_commas(3):
        first = tokens[comma + 1]
        close = scene.comma_after(comma + 1) or scene.stop
        inside = tokens[comma + 1 : close]
        if any(t.tag in FINITE or t.tag in ("CC", "SUB", "QUOTE") for t in inside):
            continue
        top = first.lower == "the" and _is_highest(scene, tokens[comma + 2])
        rank = (
            first.tag == "POSS"
            and first.text[0].isalpha()
            and any(
                t.lower in scene.table("ordinals") or t.lower in scene.table("superlatives")
                for t in inside[1:3]
            )
        )
        rank = rank or (first.lower == "the" and tokens[comma + 2].lower in scene.table("ordinals"))
        if not (top or rank) or close - comma > _LONGEST:
            continue
        named = _name_before(scene, comma) if first.lower == "the" else None
        if rank and named is not None:
            being = ((named, comma), (comma + 1, close), comma)
            yield Aside("superlative", (comma + 1, close), (), (comma, close), being=being)
            continue
        start = _figure_before(scene, comma)
        if start is not None:
            carried = ((scene.actor()[0], comma + 1),)
            yield Aside("superlative", (comma + 1, close), carried, (comma, close))
        elif top and any(t.tag == "NUM" for t in tokens[structure.group : comma]):
            # "fell to 4.1 percent in May, the lowest since 2001"
            yield Aside(
                "superlative", (comma + 1, close), ((scene.actor()[0], comma + 1),), (comma, close)
            )
        elif rank and tokens[structure.verb].tag != "AUX":
            yield Aside(
                "superlative", (comma + 1, close), ((structure.subject, comma),), (comma, close)
            )


def _name_before(scene: Scene, comma: int) -> int | None:
    """As in "lifted off on STS-1, the first shuttle mission": what the first one is called."""
    tokens = scene.tokens
    start = scene.phrase_start(comma)
    if start is None or start < 1 or tokens[start - 1].tag != "PREP":
        return None
    plain = all(
        t.tag == "NAME" and t.lower not in word_sets("words")["months_and_days"]
        for t in tokens[start:comma]
    )
    return start if plain else None


def _ranks(scene: Scene) -> Iterator[Aside]:
    """As in "stopped 30 shots for his eighth win": how many times it has been done."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None or tokens[structure.verb].tag in ("AUX", "MODAL"):
        return
    for index in range(structure.group + 1, scene.stop - 3):
        owner = tokens[index + 1].lower in ("his", "her", "their")
        if tokens[index].lower not in ("for", "with") or not owner:
            continue
        if tokens[index + 2].lower not in scene.table("ordinals"):
            continue
        if tokens[index + 3].tag != "NOUN":
            continue
        close = index + 4
        while close < scene.stop and (
            tokens[close].tag in ("NOUN", "NAME", "DET", "ADJ", "NUM")
            or tokens[close].lower in ("of", "in")
        ):
            close += 1
        begin = index - 1 if tokens[index - 1].text == "," else index
        yield Aside("rank", (index + 1, close), (scene.actor(),), (begin, close))
        return


def _is_highest(scene: Scene, token: Token) -> bool:
    """Whether a word is a superlative: one of the table, or any in -est that is no noun."""
    word = token.lower
    if word in scene.table("superlatives"):
        return True
    built = word.endswith("est") and len(word) > 5
    return built and word not in scene.table("no_superlatives") and word not in forms()


def _figure_before(scene: Scene, comma: int) -> int | None:
    """Where the figure that ends before the comma begins: "51,200 votes", "4.5 percent"."""
    tokens = scene.tokens
    for place in range(comma - 1, max(0, comma - 6), -1):
        if tokens[place].tag == "NUM":
            return place
        plain = tokens[place].tag in ("NOUN", "NAME") or tokens[place].text == "%"
        if not plain and tokens[place].lower != "per":
            return None
    return None


def _suggests(scene: Scene, place: int, close: int) -> bool:
    """As in ", with some reports suggesting that hundreds have died": somebody else says it."""
    said = base_of(scene.tokens[place].lower) in word_sets("speech")["cues"]
    return said and scene.tokens[place].tag == "ING" and close == scene.stop


def _goes_on_so(token: Token) -> bool:
    return token.tag == "ING" or token.lower == "being"


def _doing(scene: Scene) -> Iterator[Aside]:
    """As in ", with Ann Holt beating Omar Reyes" and ", with 300,000 people voting"."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for comma in scene.commas:
        if comma < structure.group or comma + 5 > scene.stop or tokens[comma + 1].lower != "with":
            continue
        close = scene.comma_after(comma + 2) or scene.stop
        place = comma + 2
        while place < close and tokens[place].tag in ("NAME", "NUM", "NOUN", "ADV", "PREP"):
            place += 1
        shares = tokens[comma + 2].lower in ("many", "most", "some", "several", "half")
        if shares and tokens[comma + 3].lower == "of":
            place = comma + 4
            while place < close and tokens[place].tag in ("DET", "ADJ", "NOUN", "POSS", "NUM"):
                place += 1
        plain = tokens[comma + 2].tag in ("NOUN", "DET", "ADJ", "POSS")
        if plain and not shares:
            while place < close and (
                tokens[place].tag in ("DET", "ADJ", "NOUN", "POSS", "NAME")
                or tokens[place].lower in ("of", "and")
            ):
                place += 1
            plain = place + 2 < close and _goes_on_so(tokens[place])
        done = place < close and (_goes_on_so(tokens[place]) or tokens[place].tag in _PAST)
        if (
            not done
            or place < comma + 3
            or not (shares or plain or tokens[comma + 2].tag in ("NAME", "NUM", "PREP"))
        ):
            continue
        joint = next((i for i in range(place, close) if tokens[i].tag == "CC"), None)
        if joint is not None and joint + 1 < len(tokens) and tokens[joint + 1].lower in ("a", "an"):
            yield Aside("with doing", (comma + 2, joint), (), (comma, close))
            yield Aside("with doing", (joint + 1, close), ((structure.subject, structure.verb),))
        elif _suggests(scene, place, close) or not scene.words.has_finite(place + 1, close):
            yield Aside("with doing", (comma + 2, close), (), (comma, close))
        return
