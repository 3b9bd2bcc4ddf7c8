"""Figures about claims and the work on them, each asked in one short read of some claims."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.clock import tick_of_event, written

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_GIVEN: Final = "(SELECT value FROM json_each(?))"
_CLAIMS: Final = (
    "SELECT claim.claimant, claim.status, claim.rating, claim.stale, count(*)"
    f" FROM claim WHERE number IN {_GIVEN} GROUP BY 1, 2, 3, 4"
)
_VERDICTS: Final = (
    "SELECT claim, reviewer.id, reviewer.name, event FROM rated"
    " JOIN entered ON entered.number = rated.number"
    f" JOIN reviewer ON reviewer.number = entered.reviewer WHERE claim IN {_GIVEN} AND live = 1"
)
_SOURCES: Final = (
    f"SELECT claim, count(DISTINCT source) FROM evidence WHERE claim IN {_GIVEN} GROUP BY claim"
)
_READ: Final = (
    "SELECT claim.number, document.added_at FROM claim"
    f" JOIN document ON document.number = claim.document WHERE claim.number IN {_GIVEN}"
)
_OUTCOMES: Final = (
    "SELECT coalesce(source.outcome, 'not fetched'), source.number FROM evidence"
    f" JOIN source ON source.number = evidence.source WHERE evidence.claim IN {_GIVEN}"
)


@dataclass(slots=True)
class Tally:
    """What was counted of some claims, page after page."""

    claims: int = 0
    stale: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    ratings: Counter[str] = field(default_factory=Counter)
    claimants: dict[str, Counter[str]] = field(default_factory=dict)
    reviewers: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    sources: Counter[int] = field(default_factory=Counter)
    outcomes: dict[int, str] = field(default_factory=dict)
    hours: list[float] = field(default_factory=list)

    def add(self, ledger: "Ledger", numbers: Sequence[int]) -> None:
        """Count these claims too."""
        given = (json.dumps(list(numbers)),)
        with ledger.snapshot():
            claims = ledger.rows(_CLAIMS, given)
            verdicts = ledger.rows(_VERDICTS, given)
            sources = ledger.rows(_SOURCES, given)
            outcomes = ledger.rows(_OUTCOMES, given)
            decided = [row[0] for row in verdicts]
            read = dict(ledger.rows(_READ, (json.dumps(decided),)))
        self._count_claims(claims)
        self._count_verdicts(verdicts, read)
        self.sources.update(number for _, number in sources)
        self.sources[0] += len(numbers) - len(sources)
        self.outcomes.update((source, outcome) for outcome, source in outcomes)

    def _count_claims(self, rows: Sequence[Any]) -> None:
        for claimant, status, rating, stale, number in rows:
            self.claims += number
            self.stale += number if stale else 0
            self.statuses[status] += number
            result = rating or status
            if rating:
                self.ratings[rating] += number
            self.claimants.setdefault(claimant or "", Counter())[result] += number

    def _count_verdicts(self, rows: Sequence[Any], read: dict[int, str]) -> None:
        first: dict[int, str] = {}
        for claim, reviewer, name, event in rows:
            given_at = written(tick_of_event(event))
            self.reviewers[name or f"reviewer {reviewer[:8]}"] += 1
            self.days[given_at[:10]] += 1
            first[claim] = min(first.get(claim, given_at), given_at)
        self.hours.extend(_hours(read[claim], at) for claim, at in first.items() if claim in read)


def tally(ledger: "Ledger", slices: Iterator[Sequence[int]]) -> Tally:
    """Count claims by their numbers. No lock outlives a slice."""
    found = Tally()
    for numbers in slices:
        if len(numbers):
            found.add(ledger, numbers)
    return found


def _hours(start: str, end: str) -> float:
    passed = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return max(passed.total_seconds() / 3600, 0.0)
