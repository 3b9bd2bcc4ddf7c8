"""How far a project is: claims by status, result, claimant and reviewer, pace, sources, decay."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.desk.finding.filters import parse_filter
from workbench.ledger.queries import claim_number_slices
from workbench.ledger.queries.statistics import tally

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SLICE: Final = 5_000
_WELL: Final = frozenset(("captured", "incomplete", "not fetched"))


@dataclass(frozen=True, slots=True)
class Balance:
    """How a claimant fared: how many claims, and how many with each result."""

    claimant: str
    claims: int
    results: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures about the claims that were asked for, dismissed ones left out unless asked for.

    ``sources`` says how many claims quote how many sources; ``outcomes`` what came of the latest
    fetch of each quoted source, and ``rotten`` how many did not come. ``hours`` is the median
    time from reading a text to the first verdict in force on a claim in it.
    """

    claims: int
    decided: int
    stale: int
    statuses: Mapping[str, int]
    ratings: Mapping[str, int]
    balance: tuple[Balance, ...]
    reviewers: Mapping[str, int]
    days: Mapping[str, int]
    sources: Mapping[int, int]
    outcomes: Mapping[str, int]
    rotten: int
    hours: float | None

    @property
    def sources_per_claim(self) -> float | None:
        """How many sources a claim quotes on average, of those that quote any."""
        quoting = sum(claims for sources, claims in self.sources.items() if sources)
        quoted = sum(sources * claims for sources, claims in self.sources.items())
        return quoted / quoting if quoting else None


def _on() -> None:
    """Go on."""


def statistics_of(
    ledger: "Ledger", typed_filter: str = "", go_on: Callable[[], None] = _on
) -> Statistics:
    """Count the claims that match. No lock is held for long, however many they are.

    ``go_on`` is called again and again, and may raise what ends it.

    Raises:
        UsageError: The filter cannot be understood.
    """
    found = tally(ledger, _slices(ledger, typed_filter, go_on))
    outcomes: dict[str, int] = {}
    for outcome in found.outcomes.values():
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    balances = (
        Balance(claimant, results.total(), dict(results.most_common()))
        for claimant, results in found.claimants.items()
    )
    return Statistics(
        claims=found.claims,
        decided=found.claims - found.statuses["unrated"],
        stale=found.stale,
        statuses=dict(sorted(found.statuses.items())),
        ratings=dict(found.ratings.most_common()),
        balance=tuple(sorted(balances, key=lambda one: (-one.claims, one.claimant))),
        reviewers=dict(found.reviewers.most_common()),
        days=dict(sorted(found.days.items())),
        sources=dict(sorted((k, n) for k, n in found.sources.items() if n)),
        outcomes=dict(sorted(outcomes.items())),
        rotten=sum(number for outcome, number in outcomes.items() if outcome not in _WELL),
        hours=statistics.median(found.hours) if found.hours else None,
    )


def _slices(
    ledger: "Ledger", typed_filter: str, go_on: Callable[[], None]
) -> Iterator[Sequence[int]]:
    for numbers in claim_number_slices(ledger, parse_filter(typed_filter)):
        for start in range(0, len(numbers), _SLICE):
            go_on()
            yield numbers[start : start + _SLICE]
