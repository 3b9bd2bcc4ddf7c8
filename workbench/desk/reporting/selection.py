"""Which claims a report is about, and how many were left out for which reason."""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.finding.filters import parse_filter
from workbench.errors import UsageError
from workbench.finding import parse_query
from workbench.ledger.queries import (
    claim_numbers,
    decided_claims,
    find_document,
    numbers_of_claims,
    tagged_claims,
)
from workbench.model import ClaimOrder, ClaimStatus
from workbench.reporting.dossier import Left

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

MYSELF: Final = re.compile(r"(?<=[:=])me\b", re.IGNORECASE)
"""Who asks, in a query such as ``by:me``."""
_DECIDED = frozenset(ClaimStatus) - {ClaimStatus.UNRATED}
_SETTLED = frozenset((ClaimStatus.SINGLE, ClaimStatus.AGREED))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which claims a report is about.

    Without anything it has what was decided, disagreements included; ``drafts`` adds claims
    nobody has decided, ``closed`` leaves out those that reviewers disagree on or that need
    another look. ``claims`` are the ids of those that were picked by hand, if any were.
    ``since`` and ``until`` are days of the verdicts, both included. ``as_of`` is the moment whose
    state is told.
    """

    query: str = ""
    document: str | None = None
    tags: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    reviewer: str | None = None
    since: date | None = None
    until: date | None = None
    drafts: bool = False
    closed: bool = False
    as_of: datetime | None = None
    anonymous: bool = False

    @property
    def words(self) -> str:
        """How the claims were chosen, in words; reviewers are not named where they have none."""
        reviewer = "chosen reviewer" if self.anonymous else self.reviewer
        parts = (
            self.query.strip(),
            _picked(len(self.claims)) if self.claims else "",
            f"document {self.document}" if self.document else "",
            *(f"tag {tag}" for tag in self.tags),
            f"decided by {reviewer}" if self.reviewer else "",
            f"decided since {self.since}" if self.since else "",
            f"decided until {self.until}" if self.until else "",
            "settled only" if self.closed else "",
        )
        return ", ".join(part for part in parts if part)

    @property
    def plain(self) -> dict[str, Any] | None:
        """The selection as plain values, nothing where claims were picked by hand.

        ``withheld`` is what would name a person: the reviewer of an anonymous report, and whoever
        ``me`` is in a query.
        """
        if self.claims:
            return None
        unnamed = self.anonymous and self.reviewer is not None
        withheld = ["reviewer"] if unnamed else []
        withheld += ["me"] if MYSELF.search(self.query) else []
        return {
            **({"withheld": withheld} if withheld else {}),
            "query": self.query,
            "document": self.document,
            "tags": list(self.tags),
            "reviewer": None if unnamed else self.reviewer,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "drafts": self.drafts,
            "closed": self.closed,
        }


def end_of_day(day: date) -> datetime:
    """The first moment after a day, by the clock of this computer."""
    return datetime.combine(day + timedelta(days=1), time.min).astimezone()


def choose(ledger: "Ledger", selection: Selection) -> tuple["array[int]", Left]:
    """The numbers of the claims, and how many were left out for which reason."""
    if parse_query(selection.query).about_notes:
        raise UsageError(
            "private notes stay out of reports, and so do the words they are looked for by; mark "
            "the claims instead, or choose them by another query"
        )
    wanted = replace(parse_filter(selection.query), order=ClaimOrder.TEXT)
    if selection.document is not None:
        wanted = replace(wanted, document=find_document(ledger, selection.document).id)
    if selection.closed and selection.drafts:
        raise UsageError("a report has drafts or settled claims only; choose one")
    every = claim_numbers(ledger, wanted)
    dismissed = (
        claim_numbers(ledger, replace(wanted, dismissed=True)) if wanted.dismissed is False else ()
    )
    keep = _narrowing(ledger, selection)
    within = every if keep is None else array("q", filter(keep, every))
    if selection.drafts:
        return within, Left(dismissed=len(dismissed))
    statuses = wanted.statuses or frozenset(ClaimStatus)
    decided = _among(claim_numbers(ledger, replace(wanted, statuses=statuses & _DECIDED)), keep)
    if not statuses & _DECIDED:
        decided = array("q")
    left = Left(undecided=len(within) - len(decided), dismissed=len(dismissed))
    if not selection.closed:
        return decided, left
    settled = array("q")
    if statuses & _SETTLED:
        closed = replace(wanted, statuses=statuses & _SETTLED, stale=False)
        settled = _among(claim_numbers(ledger, closed), keep)
    return settled, replace(left, unsettled=len(decided) - len(settled))


def _among(numbers: "array[int]", keep: Callable[[int], bool] | None) -> "array[int]":
    return numbers if keep is None else array("q", filter(keep, numbers))


def _narrowing(ledger: "Ledger", selection: Selection) -> Callable[[int], bool] | None:
    """What else a claim must be, beyond what a filter says; ``None`` for nothing."""
    wanted: list[frozenset[int]] = []
    if selection.claims:
        wanted.append(frozenset(numbers_of_claims(ledger, selection.claims)))
    if selection.tags:
        wanted.append(tagged_claims(ledger, selection.tags))
    if selection.reviewer is not None or selection.since or selection.until:
        since = end_of_day(selection.since - timedelta(days=1)) if selection.since else None
        before = end_of_day(selection.until) if selection.until else None
        wanted.append(
            decided_claims(ledger, reviewer=selection.reviewer, since=since, before=before)
        )
    return frozenset.intersection(*wanted).__contains__ if wanted else None


def _picked(number: int) -> str:
    return "1 claim picked by hand" if number == 1 else f"{number:,} claims picked by hand"
