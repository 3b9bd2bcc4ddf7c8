"""How far readers agree: coefficients for each scale, pairs of readers, and where they differ.

What counts is what each reviewer said of a claim by themselves. A verdict that adjudication has
superseded still counts; one that adjudicates, that was carried from a duplicate, or that was
given after looking at another's does not. Claims that fewer than two have rated tell nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from workbench.desk.deciding import coefficients
from workbench.desk.finding.filters import parse_filter
from workbench.desk.settings_of_project import known_scales
from workbench.ledger.queries import claim_numbers
from workbench.ledger.queries.readings_of_claims import OwnRating, RatedClaim, rated_claims

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.model import RatingScale

_SLICE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two readers: on how many claims both have said something, and how they agree there."""

    first: str
    second: str
    claims: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader beside the others; ``upheld`` of ``settled`` claims went their way."""

    name: str
    claims: int
    pairs: int
    same: int
    settled: int
    upheld: int


@dataclass(frozen=True, slots=True)
class Differing:
    """A claim on which readers said different things, and what adjudication made of it."""

    claim: str
    statement: str
    ratings: tuple[OwnRating, ...]
    adjudicated: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far readers agree in one scale.

    ``claims`` were rated by two or more; ``pairs`` of ratings of one claim were compared, of which
    ``same`` agree. ``fleiss`` is that of ``fleiss_claims`` claims with ``fleiss_ratings`` each.
    ``ordinal`` is ``None`` where the scale has no order. ``alone`` claims were rated by one
    reader only, and ``looked`` ratings left out because their giver had looked before.
    """

    scale: str
    scale_name: str
    claims: int
    ratings: int
    pairs: int
    same: int
    kappa: float | None
    fleiss: float | None
    fleiss_claims: int
    fleiss_ratings: int
    alpha: float | None
    ordinal: float | None
    alone: int
    looked: int
    readers: tuple[Reader, ...]
    of_two: tuple[Pair, ...]
    differing: tuple[Differing, ...]
    computed: bool

    @property
    def share(self) -> float | None:
        """How many of a hundred pairs of ratings are the same."""
        return 100 * self.same / self.pairs if self.pairs else None


def _on() -> None:
    """Go on."""


def agreement(
    ledger: "Ledger", query: str = "", go_on: Callable[[], None] = _on
) -> tuple[Agreement, ...]:
    """How far readers agree on the claims that fit a query, for each scale that was used.

    ``go_on`` is called again and again, and may raise what ends it.

    Raises:
        UsageError: The query cannot be understood.
    """
    scales = {scale.id: scale for scale in known_scales(ledger)}
    used: defaultdict[str, _InScale] = defaultdict(_InScale)
    numbers = claim_numbers(ledger, parse_filter(query))
    for start in range(0, len(numbers), _SLICE):
        go_on()
        for claim in rated_claims(ledger, numbers[start : start + _SLICE]):
            for scale in dict.fromkeys(one.scale for one in claim.ratings):
                used[scale].take(claim, scale)
    return tuple(_in_scale(one, scales.get(one), found) for one, found in sorted(used.items()))


@dataclass(slots=True)
class _InScale:
    """What was said in one scale: only what was read twice is kept, and words where they differ."""

    looked: int = 0
    alone: int = 0
    read_twice: list[tuple[RatedClaim, tuple[OwnRating, ...]]] = field(default_factory=list)

    def take(self, claim: RatedClaim, scale: str) -> None:
        """Take in a claim."""
        own = [one for one in claim.ratings if one.scale == scale and not one.carried]
        self.looked += sum(one.looked for one in own)
        ratings = tuple(one for one in own if not one.looked)
        self.alone += len(ratings) == 1
        if len(ratings) < 2:
            return
        if len({one.rating for one in ratings}) == 1:
            ratings = tuple(replace(one, because="") for one in ratings)
            claim = replace(claim, statement="")
        self.read_twice.append((replace(claim, ratings=()), ratings))


def _in_scale(identifier: str, scale: "RatingScale | None", found: _InScale) -> Agreement:
    read_twice = found.read_twice
    rated = [
        (one.reviewer, claim.id, one.rating) for claim, ratings in read_twice for one in ratings
    ]
    pairs = [two for _, ratings in read_twice for two in combinations(ratings, 2)]
    computed = coefficients.can_be_computed()
    of_two = tuple(_pairs(read_twice, rated, computed=computed))
    known = [one.kappa for one in of_two if one.kappa is not None]
    kappa, size, of = coefficients.fleiss_kappa(rated) if computed else (None, 0, 0)
    places = (
        {step.name: step.value for step in scale.ratings if step.value is not None}
        if (scale is not None and scale.ordered)
        else None
    )
    return Agreement(
        scale=identifier,
        scale_name=scale.name if scale else identifier,
        claims=len(read_twice),
        ratings=len(rated),
        pairs=len(pairs),
        same=sum(one.rating == other.rating for one, other in pairs),
        kappa=sum(known) / len(known) if known else None,
        fleiss=kappa,
        fleiss_claims=of,
        fleiss_ratings=size,
        alpha=coefficients.krippendorffs_alpha(rated) if computed else None,
        ordinal=coefficients.krippendorffs_alpha(rated, places) if computed and places else None,
        alone=found.alone,
        looked=found.looked,
        readers=tuple(_readers(read_twice)),
        of_two=of_two,
        differing=tuple(
            [
                Differing(claim.id, claim.statement, ratings, claim.adjudicated)
                for claim, ratings in read_twice
                if len({one.rating for one in ratings}) > 1
            ]
        ),
        computed=computed,
    )


ReadTwice = Sequence[tuple[RatedClaim, tuple[OwnRating, ...]]]


def _pairs(claims: ReadTwice, rated: list[coefficients.Rated], *, computed: bool) -> Iterator[Pair]:
    names: dict[str, str] = {}
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for _, ratings in claims:
        names.update({one.reviewer: one.name for one in ratings})
        for one, other in combinations(sorted(ratings, key=_by_name), 2):
            found = counts[one.reviewer, other.reviewer]
            found[0] += 1
            found[1] += one.rating == other.rating
    for first, second in sorted(
        counts, key=lambda two: tuple(names[one].casefold() for one in two)
    ):
        both, same = counts[first, second]
        kappa = coefficients.cohens_kappa(rated, first, second) if computed else None
        yield Pair(names[first], names[second], both, same, kappa)


def _by_name(rating: OwnRating) -> tuple[str, str]:
    return rating.name.casefold(), rating.reviewer


def _readers(claims: ReadTwice) -> Iterator[Reader]:
    found: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for claim, ratings in claims:
        for one in ratings:
            names[one.reviewer] = one.name
            counts = found.setdefault(one.reviewer, [0, 0, 0, 0, 0])
            others = [other for other in ratings if other is not one]
            counts[0] += 1
            counts[1] += len(others)
            counts[2] += sum(other.rating == one.rating for other in others)
            if claim.adjudicated is not None:
                counts[3] += 1
                counts[4] += claim.adjudicated == one.rating
    for reviewer in sorted(found, key=lambda each: (names[each].casefold(), each)):
        yield Reader(names[reviewer], *found[reviewer])
