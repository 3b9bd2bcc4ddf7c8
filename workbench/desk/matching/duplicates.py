"""Look through a whole database for pairs that say the same or conflict, a pair at a time.

What was found is kept in the user's cache as it is found. So a search that was stopped goes on
where it was, and after new claims only those are compared. Nothing is ever linked here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from workbench.desk.matching.indexes import OnProgress
from workbench.desk.matching.kept_pairs import KeptPairs
from workbench.indexing import ClaimIndex, ComparedPair, PairProgress, compared_pairs, new_pairs
from workbench.ledger.queries import changed_since, claim_rows, decided_pairs, groups
from workbench.matching import Compared, facts_version
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
    index: ClaimIndex,
    *,
    relations: frozenset[Relation] = _ASKED,
    on_progress: OnProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Suggestion]:
    """Pairs of claims that may say the same or conflict, as they are found.

    Pairs that somebody has linked or told apart, and members of one group, are left out. Those
    that are only related are looked for where ``relations`` asks for them, which takes longer.
    """
    heads = {member: group.claims[0] for group in groups(ledger) for member in group.claims}
    related = Relation.RELATED in relations
    found = _pairs(ledger, index, on_progress, cancelled, related=related)
    pairs = (pair for pair in found if pair.compared.relation in relations)
    size = 1
    while chunk := list(islice(pairs, size)):
        yield from _open(ledger, chunk, heads)
        size = min(2 * size, _CHUNK)


def _pairs(
    ledger: "Ledger",
    index: ClaimIndex,
    on_progress: OnProgress | None,
    cancelled: Callable[[], bool] | None,
    *,
    related: bool,
) -> Iterator[ComparedPair]:
    """All pairs: those that are kept from before, then those that are found now."""
    kept = KeptPairs(ledger.project.id)
    try:
        before = _found_before(ledger, index, kept, related=related)
        last, seen = 0, set[tuple[int, int]]()
        for pair in before.pairs:
            if pair.shard != last:
                last, seen = pair.shard, set()
            seen.add((pair.a, pair.b))
            yield pair
        if before.whole:
            return
        told = _teller(on_progress)
        if before.changed is None:
            more = compared_pairs(
                index,
                related=before.related,
                on_progress=told,
                cancelled=cancelled,
                resume_from=last,
            )
        else:
            more = new_pairs(index, before.changed, on_progress=told, cancelled=cancelled)
        for pair in more:
            if (pair.a, pair.b) not in seen:
                kept.add(pair)
                yield pair
        if cancelled is None or not cancelled():
            kept.finish()
    finally:
        kept.close()


@dataclass(frozen=True, slots=True)
class _Before:
    """What was found before, and what is still to be compared: all, or only some numbers."""

    pairs: Iterable[ComparedPair]
    whole: bool = False
    changed: tuple[int, ...] | None = None
    related: bool = False


def _found_before(
    ledger: "Ledger", index: ClaimIndex, kept: KeptPairs, *, related: bool
) -> _Before:
    about = kept.about()
    if about is not None and related and not about.related:
        about = None
    if about is not None and about.stamp == index.stamp:
        if about.done:
            return _Before(kept.pairs(), whole=True)
        if about.changed is None:
            kept.go_on()
            return _Before(kept.pairs(), related=about.related)
    version, _, seen = (about.stamp if about is not None else "").partition(" ")
    changes = changed_since(ledger, seen) if version == facts_version() else None
    if about is None or changes is None or changes.all or not about.done:
        kept.begin(index.stamp, related=related)
        return _Before((), related=related)
    changed = set(changes.numbers)
    old = [pair for pair in kept.pairs() if not {pair.a, pair.b} & changed]
    kept.begin(index.stamp, changes.numbers, old, related=about.related)
    present = tuple(number for number, _ in index.facts(changes.numbers))
    return _Before(old, changed=present)


def _teller(on_progress: OnProgress | None) -> Callable[[PairProgress], None] | None:
    if on_progress is None:
        return None
    return lambda at: on_progress(at.phase, at.done, at.total)


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
    groups_of = [(heads.get(one.a.id, one.a.id), heads.get(one.b.id, one.b.id)) for one in found]
    between = decided_pairs(ledger, groups_of)
    for one, (mine, other) in zip(found, groups_of, strict=True):
        if mine != other and (one.a.id, one.b.id) not in settled and (mine, other) not in between:
            yield one
