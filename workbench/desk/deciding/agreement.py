"""How far readers agree: coefficients for each scale, pairs of readers, and where they differ.

What counts is what each reviewer said of a claim by themselves. A verdict that adjudication has
superseded still counts; one that adjudicates, that was carried from a duplicate, or that was
given after looking at another's does not. Claims that fewer than two have rated tell nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from workbench.desk.deciding import coefficients
from workbench.desk.finding.filters import parse_filter
from workbench.desk.settings_of_project import known_scales
from workbench.ledger.queries import claim_numbers
from workbench.ledger.queries.readings_of_claims import OwnRating, RatedClaim, rated_claims

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.model import RatingScale


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


def agreement(ledger: "Ledger", query: str = "") -> tuple[Agreement, ...]:
    """How far readers agree on the claims that fit a query, for each scale that was used.

    Raises:
        UsageError: The query cannot be understood.
    """
    scales = {scale.id: scale for scale in known_scales(ledger)}
    used: defaultdict[str, list[RatedClaim]] = defaultdict(list)
    for claim in rated_claims(ledger, claim_numbers(ledger, parse_filter(query))):
        for scale in dict.fromkeys(one.scale for one in claim.ratings):
            used[scale].append(claim)
    return tuple(_in_scale(one, scales.get(one), claims) for one, claims in sorted(used.items()))


def _in_scale(identifier: str, scale: "RatingScale | None", claims: list[RatedClaim]) -> Agreement:
    everything = [_own(claim, identifier) for claim in claims]
    looked = sum(one.looked for _, ratings in everything for one in ratings)
    independent = [
        (claim, tuple(one for one in ratings if not one.looked)) for claim, ratings in everything
    ]
    read_twice = [(claim, ratings) for claim, ratings in independent if len(ratings) > 1]
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
        alone=sum(len(ratings) == 1 for _, ratings in independent),
        looked=looked,
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


def _own(claim: RatedClaim, scale: str) -> tuple[RatedClaim, tuple[OwnRating, ...]]:
    return claim, tuple(one for one in claim.ratings if one.scale == scale and not one.carried)


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
