"""What a unit says beside its clauses: what is found, and the words left when it is cut out.

A finder names ranges of words only; here they become statements, each without the asides that
lie inside it, and the words of the unit without what was cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench.reading.grammar.conjuncts import conjunct, is_described, opening
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.joints import Kind
from workbench.reading.statements.asides.adverbials import adverbials
from workbench.reading.statements.asides.besides import besides
from workbench.reading.statements.asides.brackets import brackets
from workbench.reading.statements.asides.counts import counts
from workbench.reading.statements.asides.joined import joined
from workbench.reading.statements.asides.nominals import nominals
from workbench.reading.statements.asides.scene import Aside, Range, Scene
from workbench.reading.statements.modifiers.contact import contact
from workbench.reading.statements.modifiers.participles import participles
from workbench.reading.statements.modifiers.reduced import reduced
from workbench.reading.statements.modifiers.relatives import relatives
from workbench.reading.statements.modifiers.wherein import wherein
from workbench.reading.statements.naming.appositions import appositions
from workbench.reading.statements.naming.being import form_of_be
from workbench.reading.statements.splits.predicates import predicates
from workbench.reading.statements.words.frames import group_end
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import Part, Words

__all__ = ["Found", "find_asides"]

_FINDERS: Final = (
    relatives,
    participles,
    reduced,
    appositions,
    brackets,
    adverbials,
    besides,
    wherein,
    contact,
    counts,
    nominals,
)
_OBJECT: Final = frozenset({"DET", "POSS", "NUM", "NAME", "PREP", "PRON"})
_CLAUSES: Final = ("clause: time", "clause: cause", "relative: ", "joint: adverbial")
_LEAST_PREDICATE: Final = 3
_LEAST_LEFT: Final = 2
_WITH_THE_VERB: Final = frozenset(
    {"also", "later", "still", "already", "then", "now", "soon", "again", "once", "even", "just"}
    | {"quickly", "immediately", "recently", "previously", "finally", "eventually", "reportedly"}
)


@dataclass(slots=True, eq=False, repr=False)
class Found:
    """The statements made of asides, and the words of the clauses without them."""

    parts: tuple[Part, ...]
    rest: Words
    stop: int


def find_asides(words: Words, stop: int, *, reported: bool) -> Found:
    """The asides of the words before ``stop``."""
    scene = Scene(words, stop, reported)
    said = [one for finder in _FINDERS for one in finder(scene)]
    said += joined(scene, said)
    if not said:
        return Found((), words, stop)
    asides = list(_agreeing(words.tokens, said, stop))
    cuts = [one.cut for one in asides if one.cut is not None]
    parts = tuple(part for one in asides for part in _parts(words, one, cuts))
    if not cuts:
        return Found(parts, words, stop)
    out = {index for first, last in cuts for index in range(first, last)}
    rest = words.without(cuts)
    left = stop - sum(index < stop for index in out)
    return Found(parts, rest, left)


def _agreeing(tokens: Sequence[Token], found: Sequence[Aside], stop: int) -> Iterator[Aside]:
    """Asides whose cuts lie inside one another or apart, the earlier finders first."""
    cuts: list[Range] = []
    contents: set[Range] = set()
    for one in found:
        if one.content in contents or _tears(tokens, one):
            continue
        cut = one.cut
        if cut is not None and any(_cross(cut, other) for other in cuts):
            if one.pattern == "relative: wherein":
                contents.add(one.content)
                yield replace(one, cut=None)
            continue
        if cut is not None and stop - _width([*cuts, cut]) < _LEAST_LEFT:
            continue
        contents.add(one.content)
        if cut is not None:
            cuts.append(cut)
        yield one


def _tears(tokens: Sequence[Token], one: Aside) -> bool:
    """Whether an aside would take one of two straight quotation marks and leave the other."""
    first, last = one.content
    if one.cut is None or any(token.text == '"' for token in tokens[last : last + 1]):
        return False
    inside = sum(token.text == '"' for token in tokens[first:last])
    return bool(inside % 2) and sum(token.text == '"' for token in tokens[:first]) % 2 == 1


def _width(cuts: Sequence[Range]) -> int:
    """How many words the cuts take out together; some lie inside others."""
    return len({index for first, last in cuts for index in range(first, last)})


def _cross(one: Range, other: Range) -> bool:
    if one == other:
        return True
    apart = one[1] <= other[0] or other[1] <= one[0]
    inside = (one[0] >= other[0] and one[1] <= other[1]) or (
        other[0] >= one[0] and other[1] <= one[1]
    )
    return not (apart or inside)


def _parts(words: Words, aside: Aside, cuts: Sequence[Range]) -> Iterator[Part]:
    """An aside as a statement, or as several where its clause has several predicates."""
    first, last = aside.content
    others = [cut for cut in cuts if cut != aside.cut and _overlaps(first, last, cut)]
    inner = [cut for cut in others if first < cut[0] and cut[1] <= last]
    if aside.being is not None or aside.following or len(inner) < len(others):
        yield _part(words, aside, cuts)
        return
    before = tuple(
        piece
        for part in aside.carried
        for piece in _pieces(words, _plain(words, part), cuts, inserted=True)
    )
    rest, end = words.without(inner), last - _width(inner)
    members = list(_members(rest, aside, end))
    if len(members) < 2:
        yield _part(words, aside, cuts)
        return
    for member in members:
        yield replace(member, pieces=(*before, *member.pieces), pattern=aside.pattern)


def _overlaps(first: int, last: int, cut: Range) -> bool:
    return first < cut[1] and cut[0] < last


def _members(words: Words, aside: Aside, last: int) -> list[Part]:
    """The predicates of the clause that begins where the aside does and ends at ``last``."""
    first = aside.content[0]
    if aside.pattern.startswith(_CLAUSES):
        structure = words.frame(first, last)
        subject = structure and words.tokens[structure.subject : structure.verb]
        if structure is not None and any(t.tag != "ADV" for t in subject or ()):
            return list(predicates(words, first, last, structure))
    found: list[Part] = []
    start, carried = first, tuple[Piece, ...]()
    for joint, shared in _further_predicates(words, aside, last):
        found.append(words.part(start, words.before_marks(joint), *carried))
        start, carried = joint + 1, shared
    return [*found, words.part(start, last, *carried)]


def _further_predicates(
    words: Words, aside: Aside, last: int
) -> Iterator[tuple[int, tuple[Piece, ...]]]:
    """The "and" in ", which opened in 1926 and has 40,000 books": the same is said to do both.

    With each comes what of the first predicate is said again: "had" of "who had left and died".
    """
    first = aside.content[0]
    tokens = words.tokens
    verb = first
    while verb < last - _LEAST_PREDICATE and tokens[verb].tag == "ADV":
        verb += 1
    if not aside.pattern.startswith(("relative: ", "joint: ")) or not (
        tokens[verb].tag in FINITE or tokens[verb].tag == "PART"
    ):
        return
    least = verb + _LEAST_PREDICATE
    for joint in range(least, last - _LEAST_PREDICATE + 1):
        if tokens[joint].tag != "CC" or tokens[joint].lower not in ("and", "but"):
            continue
        start = opening(tokens, joint + 1, last)
        mate = conjunct(tokens, verb, joint, start)
        if mate is None or is_described(tokens, verb, joint):
            continue
        if mate >= group_end(tokens, verb, last):
            continue
        if _is_plain_pair(words, verb, joint) or words.joins(joint, Kind.PREDICATE):
            yield joint, words.pieces(first, mate, inserted=True) if mate > verb else ()


def _is_plain_pair(words: Words, verb: int, joint: int) -> bool:
    """As in "opened in 1926 and has 40,000 books": no other verb is near."""
    tokens = words.tokens
    finite = tokens[joint + 1].tag in FINITE and tokens[joint + 2].tag in _OBJECT
    return finite and not any(t.tag in FINITE or t.tag == "SUB" for t in tokens[verb + 1 : joint])


def _part(words: Words, aside: Aside, cuts: Sequence[Range]) -> Part:
    """An aside as a statement, without what is cut from inside it."""
    cuts = [cut for cut in cuts if cut != aside.cut]
    if aside.being is not None:
        return _being(words, aside, cuts)
    own = _pieces(words, aside.content, cuts)
    before = tuple(
        piece
        for part in aside.carried
        for piece in _pieces(words, _plain(words, part), cuts, inserted=True)
    )
    after = tuple(
        piece for part in aside.following for piece in _pieces(words, part, cuts, inserted=True)
    )
    return Part(own[0].start, own[-1].end, (*before, *own, *after), aside.pattern)


def _plain(words: Words, part: Range) -> Range:
    """What is carried in, without the adverb that goes with its verb: "Officers also"."""
    first, last = part
    while last - 1 > first and words.tokens[last - 1].lower in _WITH_THE_VERB:
        last -= 1
    return first, last


def _being(words: Words, aside: Aside, cuts: Sequence[Range]) -> Part:
    """Two phrases for one thing as a statement: "Valletta [is] the capital of Malta"."""
    assert aside.being is not None
    thing, said, comma = aside.being
    mark = words.tokens[comma]
    verb = form_of_be(words.tokens[slice(*thing)], words.tokens[slice(*said)])
    pieces = (
        *_pieces(words, thing, cuts),
        Piece(mark.start, mark.end, inserted=True, said=verb),
        *_without_capital(words.tokens[said[0]], _pieces(words, said, cuts)),
    )
    start, end = min(one.start for one in pieces), max(one.end for one in pieces)
    return Part(start, end, pieces, aside.pattern)


def _without_capital(first: Token, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """An article that opened the sentence and now stands in the middle of the statement."""
    if first.tag != "DET" or not first.capital:
        return pieces
    own = pieces[0]
    rest = (Piece(first.end, own.end, own.inserted), *pieces[1:])
    return (Piece(first.start, first.end, own.inserted, said=first.lower), *rest)


def _pieces(
    words: Words, part: Range, cuts: Sequence[Range], *, inserted: bool = False
) -> tuple[Piece, ...]:
    """A range as pieces, without the cuts inside it; whole where nothing would be left."""
    first, last = part
    place = first
    found: list[Piece] = []
    inside = sorted(
        cut for cut in cuts if first <= cut[0] and cut[1] <= last and cut != part and cut[0] < last
    )
    for left, right in inside:
        if left > place:
            found.extend(words.pieces(place, left, inserted=inserted))
        place = max(place, right)
    if place < last:
        found.extend(words.pieces(place, last, inserted=inserted))
    return tuple(found) or words.pieces(first, last, inserted=inserted)
