"""The model's arithmetic: from the tokens of a sentence to a probability.

Every token has a vector of small integers. Filters three tokens wide slide over the sentence; of
each filter the greatest answer counts, if it is positive; the answers are weighed and added. What
a token adds to the filters, as left neighbour, in the middle and as right neighbour, is worked out
once for every written form and remembered.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, islice
from operator import add
from typing import Final, TypeAlias

from workbench.reading.worth_model import surface
from workbench.reading.worth_model.lanes import LANE_BITS, Lanes

FORMS_REMEMBERED = 6_000
LONGEST_REMEMBERED = 40
WINDOW = 3
MOST_DIMENSIONS = 32

# Each of three tokens puts at most dimensions * (128 + 128) * 128 into a lane, either way: a lane
# of 24 bits has room for ``MOST_DIMENSIONS``.
_BIAS = 1 << 20
# Weights are made as long as the answers, so that the squares of both are as exact.
_LENGTHENED = 2.0**38
_LENGTH_SCALE = 25
_LONGEST_LENGTH = 50

Reach: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that was learnt, in integers where the sentence passes through.

    A filter row belongs to one dimension of the vectors and holds the weights of all filters for
    the left neighbour, then for the middle, then for the right neighbour.
    """

    dimensions: int
    filters: int
    vocabulary: tuple[str, ...]
    forms: bytes
    buckets: bytes
    cases: bytes
    filter_rows: bytes
    filter_biases: tuple[int, ...]
    weights: tuple[float, ...]
    length_weight: float
    constant: float


class _Remembered(dict[str, tuple[Reach, ...]]):
    """What the tokens of each stretch add, worked out where a stretch was not met before."""

    def __init__(self, work_out: Callable[[str], tuple[Reach, ...]]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, stretch: str) -> tuple[Reach, ...]:
        reaches = self._work_out(stretch)
        if len(stretch) <= LONGEST_REMEMBERED:
            if len(self) >= FORMS_REMEMBERED:
                self.clear()
            self[stretch] = reaches
        return reaches


class Network:
    """Parameters, ready to score sentences."""

    def __init__(self, parameters: Parameters) -> None:
        self._dimensions: Final = parameters.dimensions
        self._index = {form: index for index, form in enumerate(parameters.vocabulary)}
        self._forms = memoryview(parameters.forms).cast("b")
        self._buckets = memoryview(parameters.buckets).cast("b")
        self._cases = memoryview(parameters.cases).cast("b")
        self._lanes = Lanes(parameters.filters)
        reach = Lanes(parameters.filters * WINDOW)
        width = parameters.filters * WINDOW
        rows = memoryview(parameters.filter_rows).cast("b")
        self._rows = [
            reach.pack(rows[start : start + width].tolist()) for start in range(0, len(rows), width)
        ]
        self._raised = reach.fill(_BIAS)
        self._edge = self._lanes.fill(_BIAS)
        self._nothing = self._lanes.pack(
            [WINDOW * _BIAS - bias for bias in parameters.filter_biases]
        )
        self._long_weights = tuple([weight * _LENGTHENED for weight in parameters.weights])
        self._squares_of_weights = math.hypot(*self._long_weights) ** 2
        self._length_weight = parameters.length_weight / _LENGTH_SCALE
        self._constant = parameters.constant - sum(
            weight * (WINDOW * _BIAS - bias)
            for weight, bias in zip(parameters.weights, parameters.filter_biases, strict=True)
        )
        self._reaches: dict[str, Reach] = {}
        self._stretches = _Remembered(self._of_stretch)
        self._openings = _Remembered(self._of_opening)

    def score(self, sentence: str) -> float:
        """The probability that a sentence is worth checking; nought for one without tokens."""
        return _probability(self.logit(sentence))

    def logit(self, sentence: str) -> float:
        """The same as log odds."""
        reaches = self._of_sentence(sentence)
        if not reaches:
            return -math.inf
        lefts, middles, rights = zip(*reaches, strict=True)
        pairs = map(add, (self._edge, *lefts), middles)
        answers = map(add, pairs, (*rights[1:], self._edge))
        greatest = self._lanes.unpack(self._lanes.maximum(self._nothing, answers))
        return (
            self._weighed(greatest)
            + self._length_weight * min(len(reaches), _LONGEST_LENGTH)
            + self._constant
        )

    def _weighed(self, answers: tuple[int, ...]) -> float:
        """The sum of the answers, each times its weight: in Python's fastest loop over two rows.

        Twice that sum is what both rows have as squared lengths, less that of their difference.
        """
        lengths = math.hypot(*answers) ** 2 + self._squares_of_weights
        return (lengths - math.dist(answers, self._long_weights) ** 2) / (2 * _LENGTHENED)

    def _of_sentence(self, sentence: str) -> tuple[Reach, ...]:
        """What each token adds; stretches without white space, which no token has, at a time."""
        stretches = sentence[: surface.CHARACTERS_READ].split()
        if not stretches:
            return ()
        found = list(map(self._stretches.__getitem__, stretches))
        if not found[0]:  # no token in it: the sentence opens later
            return self._of_tokens(sentence, opens=True)
        found[0] = self._openings[stretches[0]]
        return tuple(islice(chain.from_iterable(found), surface.TOKENS_READ))

    def _of_stretch(self, stretch: str) -> tuple[Reach, ...]:
        return self._of_tokens(stretch, opens=False)

    def _of_opening(self, stretch: str) -> tuple[Reach, ...]:
        return self._of_tokens(stretch, opens=True)

    def _of_tokens(self, written: str, *, opens: bool) -> tuple[Reach, ...]:
        tokens = surface.tokens(written)
        if opens and tokens:
            tokens[0] = surface.opening_form(tokens[0])
        return tuple([self._reaches.get(token) or self._remember(token) for token in tokens])

    def _remember(self, token: str) -> Reach:
        if len(self._reaches) >= FORMS_REMEMBERED:
            self._reaches.clear()
        reach = self._reach(surface.known_form(token), surface.letter_case(token))
        self._reaches[token] = reach
        return reach

    def _reach(self, form: str, case: int) -> Reach:
        """What a token adds to every filter: as left neighbour, in the middle, as right one.

        Each place has one token in the middle, which brings the top bits for the comparison.
        """
        size = self._dimensions
        index = self._index.get(form)
        if index is None:
            table, index = self._buckets, surface.suffix_bucket(form)
        else:
            table = self._forms
        vector = table[index * size : (index + 1) * size]
        shift = self._cases[case * size : (case + 1) * size]
        total = self._raised
        for part, moved, row in zip(vector, shift, self._rows, strict=True):
            total += (part + moved) * row
        bits = self._lanes.count * LANE_BITS
        mask = (1 << bits) - 1
        middle = self._lanes.topped((total >> bits) & mask)
        return total & mask, middle, total >> (2 * bits)


def _probability(logit: float) -> float:
    if logit < 0:
        odds = math.exp(logit)
        return odds / (1 + odds)
    return 1 / (1 + math.exp(-logit))
