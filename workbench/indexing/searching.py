"""The claims of an index that share most with a query, by the weight of what they share.

The claims that hold one of the query's rarest terms are all looked at. Those of the frequent
terms are found by adding the terms' weights as bits, for all claims at once. Both are then
weighed exactly.
"""

import math
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from heapq import nlargest
from itertools import islice
from operator import and_
from typing import Final

from workbench.indexing.bits import Sums, numbers_of
from workbench.indexing.postings import (
    STRETCH_BITS,
    STRETCH_BYTES,
    as_bits,
    number_of,
    numbers_in,
    place,
    stretch_of,
    term_number,
    term_numbers,
)

_EMPTY_STRETCH: Final = bytes(STRETCH_BYTES)
_MOST_VARIABLES: Final = 500
_LISTED_CLAIMS: Final = 400
"""So many claims are looked at for the sake of rare terms alone."""
_WEIGHED_CLAIMS: Final = 200
_HEAVIEST: Final = 7
"""The rarest of the frequent terms; a larger number makes the adding longer, and finds no more."""
_SUMMED_TERMS: Final = 6
_TERMS_AT_MOST: Final = 24
_KEPT_BYTES: Final = 48 * 1024 * 1024


class Bits:
    """The claims that hold a term: as bits in bytes, and as one number when that is asked for."""

    __slots__ = ("_whole", "joined")

    def __init__(self, joined: bytes) -> None:
        self.joined = joined
        self._whole: int | None = None

    @property
    def whole(self) -> int:
        """All bits as one number."""
        if self._whole is None:
            self._whole = int.from_bytes(self.joined, "little")
        return self._whole


class Postings:
    """The postings of a file, with those of frequent terms at hand."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._stretches: list[int] = []
        self._kept: OrderedDict[int, Bits] = OrderedDict()
        self._kept_bytes = 0
        self.claims = 0

    def refresh(self) -> None:
        """Take note of claims that were written."""
        self._kept.clear()
        self._kept_bytes = 0
        row = self._connection.execute("SELECT value FROM about WHERE name='claims'").fetchone()
        self.claims = int(row[0]) if row else 0
        (last,) = self._connection.execute("SELECT max(key) FROM claim").fetchone()
        self._stretches = list(range((last >> STRETCH_BITS) + 1)) if last is not None else []

    def frequencies(self, numbers: Iterable[int]) -> dict[int, int]:
        """How many claims hold each term that any claim holds."""
        asked = list(numbers)
        found: dict[int, int] = {}
        for start in range(0, len(asked), _MOST_VARIABLES):
            some = asked[start : start + _MOST_VARIABLES]
            marks = ",".join("?" * len(some))
            found.update(
                self._connection.execute(
                    f"SELECT number, claims FROM term WHERE claims>0 AND number IN ({marks})", some
                )
            )
        return found

    def frequencies_of(self, terms: Iterable[str]) -> dict[str, int]:
        """How many claims hold each term that any claim holds."""
        numbers = {term_number(term): term for term in terms}
        return {numbers[number]: count for number, count in self.frequencies(numbers).items()}

    def listed(self, number: int) -> list[int]:
        """The keys of the claims that hold a rare term."""
        keys: list[int] = []
        for found, container in self._containers((number,)):
            base = stretch_of(found) << STRETCH_BITS
            keys.extend([base + low for low in numbers_in(container)])
        return keys

    def holding_all(self, terms: Iterable[str]) -> Iterator[int]:
        """The keys of the claims that hold all of some terms."""
        held = [bits.whole for bits in self.bits(list(term_numbers(terms))).values()]
        common = reduce(and_, held)
        return numbers_of(common.to_bytes((common.bit_length() + 7) // 8, "little"))

    def bits(self, numbers: Sequence[int]) -> dict[int, Bits]:
        """The claims that hold each of some terms."""
        found: dict[int, Bits] = {}
        missing: list[int] = []
        for number in numbers:
            kept = self._kept.get(number)
            if kept is None:
                missing.append(number)
            else:
                self._kept.move_to_end(number)
                found[number] = kept
        if missing:
            parts: dict[int, list[bytes | bytearray]] = {number: [] for number in missing}
            for place_found, container in self._containers(missing):
                stretch = stretch_of(place_found)
                of_term = parts[number_of(place_found)]
                if stretch > len(of_term):
                    of_term.extend([_EMPTY_STRETCH] * (stretch - len(of_term)))
                of_term.append(as_bits(container))
            for number, of_term in parts.items():
                found[number] = Bits(b"".join(of_term))
                self._keep(number, found[number])
        return found

    def _keep(self, number: int, bits: Bits) -> None:
        self._kept[number] = bits
        self._kept_bytes += 2 * len(bits.joined)
        while self._kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= 2 * len(dropped.joined)

    def _containers(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        asked = [place(number, stretch) for stretch in self._stretches for number in numbers]
        for start in range(0, len(asked), _MOST_VARIABLES):
            some = asked[start : start + _MOST_VARIABLES]
            marks = ",".join("?" * len(some))
            yield from self._connection.execute(
                f"SELECT place, claims FROM posting WHERE place IN ({marks}) ORDER BY place", some
            )


def best_claims(postings: Postings, terms: Iterable[str], limit: int) -> list[int]:
    """The keys of the claims that share most with some terms, best first."""
    frequencies = postings.frequencies(term_numbers(terms))
    rarest = sorted(frequencies, key=frequencies.__getitem__)[:_TERMS_AT_MOST]
    weights = {number: math.log(1 + postings.claims / frequencies[number]) for number in rarest}
    room = max(_LISTED_CLAIMS, limit)
    scores: dict[int, float] = {}
    few = 0
    for number in rarest:
        if frequencies[number] > room:
            break
        room -= frequencies[number]
        few += 1
        weight = weights[number]
        for key in postings.listed(number):
            scores[key] = scores.get(key, 0.0) + weight
    if few < len(rarest):
        frequent = rarest[few:]
        _add_frequent(postings, frequent, weights, scores, max(_WEIGHED_CLAIMS, limit))
    best = nlargest(limit, scores.items(), key=lambda item: item[1])
    return [key for key, _ in best]


def _add_frequent(
    postings: Postings,
    frequent: Sequence[int],
    weights: dict[int, float],
    scores: dict[int, float],
    wanted: int,
) -> None:
    """Weigh what the claims share of the frequent terms, and find more claims by it."""
    held = postings.bits(frequent)
    unit = _HEAVIEST / weights[frequent[0]]
    sums = Sums()
    for number in frequent[:_SUMMED_TERMS]:
        sums.add(held[number].whole, max(1, round(weights[number] * unit)))
    above, level = sums.largest(wanted)
    length = max(len(bits.joined) for bits in held.values())
    more = list(numbers_of(above.to_bytes(length, "little")))
    if len(more) < wanted:
        more.extend(islice(numbers_of(level.to_bytes(length, "little")), wanted - len(more)))
    for key in more:
        scores.setdefault(key, 0.0)
    places = [(key >> 3, 1 << (key & 7)) for key in scores]
    totals = list(scores.values())
    for number in frequent:
        joined = held[number].joined.ljust(length, b"\0")
        weight = weights[number]
        totals = [
            total + weight if joined[position] & mark else total
            for total, (position, mark) in zip(totals, places, strict=True)
        ]
    scores.update(zip(list(scores), totals, strict=True))
