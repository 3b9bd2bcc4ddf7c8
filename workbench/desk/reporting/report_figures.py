"""The figures that linked claims of a report give for one thing, where they differ.

Only what a reviewer has linked is set side by side: claims that say the same, and claims that
contradict each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from workbench.model import PairState
from workbench.reporting.dossier import Entry, FigureLine, FigurePoint

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.model import Claim

_ONE_EVENT = frozenset((PairState.DUPLICATE, PairState.CONFLICT, PairState.DISPUTED))


def figure_lines(ledger: "Ledger", entries: Sequence[Entry]) -> tuple[FigureLine, ...]:
    """The lines, those of the first claim first."""
    if not any(entry.beside for entry in entries):
        return ()
    return tuple(
        line for group in _groups(entries) for line in _lines(_claims(ledger, entries, group))
    )


def _groups(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Claims, by id, that tell of one event by somebody's word, at least one contradicting."""
    beside: dict[str, set[str]] = {}
    odd: set[str] = set()
    for entry in entries:
        for other in entry.beside:
            if other.relation in _ONE_EVENT:
                beside.setdefault(entry.claim.id, set()).add(other.claim)
                beside.setdefault(other.claim, set()).add(entry.claim.id)
                if other.relation is not PairState.DUPLICATE:
                    odd |= {entry.claim.id, other.claim}
    seen: set[str] = set()
    for first in beside:
        found, waiting = [], [first]
        while waiting:
            claim = waiting.pop()
            if claim not in seen:
                seen.add(claim)
                found.append(claim)
                waiting.extend(sorted(beside[claim]))
        if odd.intersection(found):
            yield tuple(found)


def _claims(ledger: "Ledger", entries: Sequence[Entry], group: Iterable[str]) -> Iterator["Claim"]:
    """The claims as they are in the report, and those that are not in it from the database."""
    from workbench.errors import NotSo
    from workbench.ledger.queries import claim as get_claim

    told = {entry.claim.id: entry.claim for entry in entries}
    for identifier in group:
        try:
            yield told.get(identifier) or get_claim(ledger, identifier)
        except NotSo:
            continue


def _lines(claims: Iterable["Claim"]) -> Iterator[FigureLine]:
    from workbench.desk.matching.figures import series_of_claims
    from workbench.desk.sourcing.source_view import statement_in_force

    for series in series_of_claims((claim, statement_in_force(claim)) for claim in claims):
        span = series.span
        if span is None or (span[0] == span[1] and len(series.figures) > 1):
            continue
        if len(series.figures) > 1:
            yield FigureLine(
                series.counted,
                tuple(
                    FigurePoint(
                        figure.said,
                        *(figure.ends if figure.centre is not None else (figure.low, figure.high)),
                        figure.day,
                        figure.outlet,
                        figure.statement,
                        figure.claim,
                    )
                    for figure in series.figures
                ),
            )
