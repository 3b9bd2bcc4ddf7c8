"""Coefficients of agreement between readers, computed by NLTK (the extra ``agreement``).

Each takes what was rated as triples of reader, claim and rating. Where nothing can be told, since
too few rated or all said the same throughout, the answer is ``None`` and never a number.
"""

import importlib.util
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from workbench.desk.deciding.agreement_library import PACKAGE, annotation_task
from workbench.errors import UsageError

Rated = tuple[str, str, str]
"""Who rated which claim how: reader, claim, rating."""

INSTALL: Final = (
    "coefficients of agreement need nltk; install it with: pip install 'claim-workbench[agreement]'"
)


def cohens_kappa(rated: Sequence[Rated], first: str, second: str) -> float | None:
    """Cohen's kappa of two readers, on the claims that both have rated."""
    by_claim = _by_claim(rated)
    both = [
        (first, claim, ratings[first])
        for claim, ratings in by_claim.items()
        if second in ratings
        if first in ratings
    ]
    both += [(second, claim, by_claim[claim][second]) for _, claim, _ in both]
    if not _tells_something(both):
        return None
    return float(_task(both).kappa_pairwise(first, second))


def fleiss_kappa(rated: Sequence[Rated]) -> tuple[float | None, int, int]:
    """Fleiss' kappa, with how many ratings each claim has in it, and how many claims there are.

    It wants the same number of ratings of every claim, by whomever. So it is that of the claims
    which have as many as most have that were rated at least twice.
    """
    by_claim = {one: ratings for one, ratings in _by_claim(rated).items() if len(ratings) > 1}
    sizes = Counter(len(ratings) for ratings in by_claim.values())
    if not sizes:
        return None, 0, 0
    size = max(sizes, key=lambda one: (sizes[one], one))
    # Who rated does not matter to Fleiss: the first rating of each claim is as good as another.
    chosen = [
        (str(place), claim, rating)
        for claim, ratings in by_claim.items()
        if len(ratings) == size
        for place, rating in enumerate(ratings.values())
    ]
    kappa = float(_task(chosen).pi()) if _tells_something(chosen) else None
    return kappa, size, sizes[size]


def krippendorffs_alpha(
    rated: Sequence[Rated], places: Mapping[str, int] | None = None
) -> float | None:
    """Krippendorff's alpha; claims that fewer than two have rated are left out.

    With ``places``, where each rating stands in the order of its scale, it is the ordinal alpha,
    for which a rating beside the right one is wrong by less; else the nominal one. A rating
    without a place is left out of the ordinal alpha.
    """
    kept = [one for one in rated if places is None or one[2] in places]
    pairable = {one for one, ratings in _by_claim(kept).items() if len(ratings) > 1}
    kept = [one for one in kept if one[1] in pairable]
    if not _tells_something(kept):
        return None
    if places is None:
        return float(_task(kept).alpha())
    distance = _ordinal_distance(Counter(places[rating] for _, _, rating in kept))
    ranked = [(reader, claim, places[rating]) for reader, claim, rating in kept]
    return float(_task(ranked, distance).alpha())


def can_be_computed() -> bool:
    """Whether the library is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def _ordinal_distance(counts: Mapping[int, int]) -> Callable[[int, int], float]:
    """Krippendorff's ordinal metric, squared: how many ratings lie from one to the other."""

    @cache
    def distance(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(count for place, count in counts.items() if low <= place <= high)
        return float((between - (counts[low] + counts[high]) / 2) ** 2) if low != high else 0.0

    return distance


def _by_claim(rated: Iterable[Rated]) -> dict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for reader, claim, rating in rated:
        found[claim][reader] = rating
    return found


def _tells_something(rated: Sequence[Rated]) -> bool:
    return len({rating for _, _, rating in rated}) > 1


def _task(
    rated: Sequence[tuple[str, str, Hashable]],
    distance: Callable[[int, int], float] | None = None,
) -> Any:
    try:
        task = annotation_task()
    except ImportError:
        raise UsageError(INSTALL) from None
    return task(data=rated, **({"distance": distance} if distance else {}))
