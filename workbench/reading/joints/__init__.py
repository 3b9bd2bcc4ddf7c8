"""Joints: the words at which a clause is joined to what stands before it, and where it ends.

Rules by hand see only the patterns that somebody thought of. What joins what was therefore
learnt from many sentences with their parses (``benchmarks/joints_training.py``); the model is
small, deterministic, and only says where a clause begins, how it hangs together, and where it
ends. Which of that becomes a statement is for ``statements`` to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.reading.grammar.tokens import Token
from workbench.reading.joints.features import Sight, ending_values, opening_values
from workbench.reading.joints.kinds import Kind, family_of, may_end
from workbench.reading.joints.linear import Linear
from workbench.reading.joints.storage import decode
from workbench.reading.language.lexicon import learnt

__all__ = ["Joint", "Joints", "Kind"]

_ENDING: Final = "ending"
_LEAST_WORDS: Final = 2
_MOST_TURNS: Final = 4
_KINDS: Final = {str(kind): kind for kind in Kind}


@dataclass(slots=True, eq=False, repr=False)
class Joint:
    """A clause joined at the word ``index``.

    ``lead`` tells how sure that is: by how many log odds the kind leads the next likely one.
    """

    kind: Kind
    index: int
    lead: float
    _joints: "Joints"
    _end: int | None = None

    @property
    def end(self) -> int:
        """Where the clause ends; looked for when it is asked for, as often it is not."""
        if self._end is None:
            self._end = self._joints.end(self.index, self.kind)
        return self._end


class Joints:
    """The joints of a stretch of words, each looked for when it is asked for."""

    def __init__(self, tokens: Sequence[Token], stop: int) -> None:
        self._tokens = tokens
        self._stop = stop
        # made when the first joint is looked for; many stretches have no word for one
        self._sight: Sight | None = None
        self._indices: dict[int, int] = {}

    def at(self, word: Token) -> Joint | None:
        """The joint at a word, if there is one."""
        family = family_of(word)
        if family is None:
            return None
        sight = self._sight
        if sight is None:
            sight = self._sight = Sight(self._tokens[: self._stop])
            self._indices = {token.start: index for index, token in enumerate(self._tokens)}
        index = self._indices.get(word.start)
        if index is None or index >= self._stop - _LEAST_WORDS:
            return None
        kind, lead = _model()[family].best(opening_values(sight, index))
        if not kind:
            return None
        return Joint(_KINDS[kind], index, lead, self)

    def end(self, index: int, kind: Kind) -> int:
        """Where the clause of a kind ends that is joined at a word."""
        sight = self._sight
        if sight is None:
            return self._stop
        model = _model()[_ENDING]
        said = str(kind)
        turn = 0
        for place in range(index + _LEAST_WORDS, self._stop):
            token = self._tokens[place]
            if may_end(token.lower, token.tag):
                ends, _ = model.best(ending_values(sight, index, place, said, turn))
                if ends:
                    return place
                turn = min(turn + 1, _MOST_TURNS)
        return self._stop


@cache
def _model() -> dict[str, Linear]:
    return decode(learnt("joints"))
