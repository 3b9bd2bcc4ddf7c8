"""Members of what is named: "won four races, including a stage of the tour"."""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.statements.asides.scene import Scene
from workbench.reading.statements.branches.cutting import trimmed, with_commas
from workbench.reading.statements.branches.held import Branch, Held
from workbench.reading.statements.modifiers.heads import head_of

__all__ = ["find", "may_hold"]

PATTERN: Final = "branch: members"

_MANY: Final = frozenset({"several", "many", "some", "few", "dozens", "number", "hundreds"})
_GOING_ON: Final = FINITE | {"PREP", "SUB"}
_FIRST: Final = frozenset({"DET", "POSS", "NUM"})
_DESCRIBING: Final = _FIRST | {"ADJ", "ING", "PART", "NOUN"}
_WITHIN: Final = frozenset({"in", "of", "from", "for", "by", "at"})
_LEAST: Final = 2
_LONG: Final = 3


def may_hold(words: Sequence[Token]) -> bool:
    """Whether members may be named."""
    return any(word.lower == "including" for word in words)


def find(held: Held) -> Iterator[Branch]:
    """The phrases with "including", from the first on."""
    for place, token in enumerate(held.tokens):
        if token.lower == "including" and 1 < place < held.stop - _LEAST:
            branch = _branch(held, place)
            if branch is not None:
                yield branch


def _branch(held: Held, place: int) -> Branch | None:
    tokens = held.tokens
    behind = place - 1 if tokens[place - 1].text in ",—–" else place
    scene = Scene(held.words, held.stop, reported=False)
    head = head_of(scene, behind, None, named=True)
    start = None if head is None else _whole(tokens, head.start)
    if start is None or not _is_counted(tokens[start:behind], tokens[start - 1 : start]):
        return None
    last = _end(held, place)
    if last is None or held.count(place, last) <= _LEAST:
        return None
    carried = held.pieces(start, behind)
    return Branch(PATTERN, place, (place, last), carried, with_commas(held, place, last))


def _whole(tokens: Sequence[Token], start: int) -> int:
    """Where the phrase begins that is counted: "two sponsors in the house", "four fine wins"."""
    while start and tokens[start].tag not in _FIRST and tokens[start - 1].tag in _DESCRIBING:
        start -= 1
    number = next((at for at in range(start, start + _LONG) if tokens[at].tag == "NUM"), start)
    if tokens[start].tag == "NOUN":
        start = number  # "took home five medals"
    place = start - 1
    if place > 1 and tokens[place].lower in _WITHIN and tokens[place - 1].tag == "NOUN":
        outer = next(
            (
                at
                for at in range(place - 1, max(-1, place - _LONG - 1), -1)
                if tokens[at].tag == "NUM"
            ),
            None,
        )
        start = start if outer is None else outer
    return start


def _end(held: Held, place: int) -> int | None:
    """Where the members end; nothing where a list may go on with something else."""
    tokens = held.tokens
    commas = [at for at in range(place + 1, held.stop) if tokens[at].text in (",", ";", "—", "–")]
    if not commas:
        return trimmed(held, place, held.stop)
    first = commas[0]
    if first + 1 < held.stop and tokens[first + 1].tag in _GOING_ON:
        return first
    listed = tokens[commas[-1] + 1 : commas[-1] + 2]
    finite = any(token.tag in FINITE for token in tokens[first:])
    return held.stop if listed and listed[0].tag == "CC" and not finite else None


def _is_counted(phrase: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether there is so much of it that its members tell something more.

    Of "serious problems including theft" nothing is left without them.
    """
    if any(word.tag == "NUM" or word.lower in _MANY for word in phrase):
        return True
    if any(word.tag == "PREP" for word in before):
        return False  # "outages by the largest firm, including one in May"
    return phrase[0].tag in ("DET", "POSS") and len(phrase) > _LONG
