"""Look through a whole database for pairs that say the same or conflict, a pair at a time.

What was found is kept in the user's cache as it is found. So a search that was stopped goes on
where it was, and after new claims only those are compared. Nothing is ever linked here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from workbench.desk.indexes import Index, OnProgress
from workbench.desk.plain_index import ComparedPair, PlainIndex, compared_pairs
from workbench.ledger.queries import claim_rows, decided_pairs, groups
from workbench.matching import Compared
from workbench.model import ClaimRow, Relation

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_CHUNK: Final = 200
_ASKED: Final = frozenset({Relation.DUPLICATE, Relation.CONFLICT})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two claims that nobody has spoken on yet, and how they stand to each other."""

    a: ClaimRow
    b: ClaimRow
    compared: Compared


def duplicates(
    ledger: "Ledger",
    index: Index,
    *,
    relations: frozenset[Relation] = _ASKED,
    on_progress: OnProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Suggestion]:
    """Pairs of claims that may say the same or conflict, as they are found.

    Pairs that somebody has linked or told apart, and members of one group, are left out.
    """
    heads = {member: group.claims[0] for group in groups(ledger) for member in group.claims}
    pairs = (
        pair
        for pair in _pairs(index, on_progress, cancelled)
        if pair.compared.relation in relations
    )
    while chunk := list(islice(pairs, _CHUNK)):
        yield from _open(ledger, chunk, heads)


def _pairs(
    index: Index, on_progress: OnProgress | None, cancelled: Callable[[], bool] | None
) -> Iterator[ComparedPair]:
    assert isinstance(index, PlainIndex)
    return compared_pairs(index, cancelled=cancelled)


def _open(
    ledger: "Ledger", pairs: Iterable[ComparedPair], heads: Mapping[str, str]
) -> Iterator[Suggestion]:
    """Those of these pairs that are not settled."""
    numbers = sorted({number for pair in pairs for number in (pair.a, pair.b)})
    rows = {row.number: row for row in claim_rows(ledger, numbers) if not row.dismissed}
    found = [
        Suggestion(rows[pair.a], rows[pair.b], pair.compared)
        for pair in pairs
        if pair.a in rows and pair.b in rows
    ]
    settled = decided_pairs(ledger, [(one.a.id, one.b.id) for one in found])
    between = decided_pairs(
        ledger, [(heads.get(one.a.id, one.a.id), heads.get(one.b.id, one.b.id)) for one in found]
    )
    for one in found:
        mine, other = heads.get(one.a.id, one.a.id), heads.get(one.b.id, one.b.id)
        if mine != other and (one.a.id, one.b.id) not in settled and (mine, other) not in between:
            yield one
