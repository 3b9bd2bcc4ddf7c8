"""What the facets of claims are made from, read in slices, and which claims have changed since.

The numbers of claims are local to the file and change when its tables are rebuilt; then everything
has changed. No read lasts longer than a few milliseconds.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.comparing import host_of
from workbench.ledger.queries.asking import condition
from workbench.ledger.schema import DERIVED_VERSION
from workbench.model import Priority
from workbench.model.finding import Has, Is, Leaf, Part, State

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

READ_SECONDS: Final = 0.01
_FIRST: Final = 1_000
_FEWEST: Final = 500
_MOST: Final = 4_000
_MOST_NUMBERS: Final = 50_000
_MANY: Final = 20_000
_SAMPLE: Final = 64
_NOTHING: Final[tuple[int, str, list[str], int]] = (-1, "", [], 0)
_GIVEN: Final = "(SELECT value FROM json_each(?))"
_DATES: Final = "SELECT claim, value FROM date WHERE value IS NOT NULL AND claim"
_VERDICTS: Final = (
    "SELECT claim, rating, reviewer.name FROM rated"
    " JOIN entered ON entered.number = rated.number"
    " JOIN reviewer ON reviewer.number = entered.reviewer WHERE live = 1 AND claim"
)
_RATED: Final = (
    "SELECT DISTINCT claim FROM rated JOIN entered ON entered.number = rated.number WHERE live = 1"
)
_HOSTS: Final = "SELECT claim, url FROM {} WHERE claim"
_TAGS: Final = "SELECT claim, tag FROM tag WHERE claim"
_LINKED: Final = (
    "SELECT claim AS id FROM duplicate_member UNION SELECT a FROM claim_pair"
    " UNION SELECT b FROM claim_pair"
)
_IN_DOCUMENT: Final = (
    "SELECT claim.number FROM document JOIN claim ON claim.document_added = document.added"
    f" AND claim.document = document.number WHERE document.id IN {_GIVEN}"
)
_RATED_BY: Final = (
    "SELECT claim FROM rated JOIN entered ON entered.number = rated.number"
    " JOIN reviewer ON reviewer.number = entered.reviewer"
    f" WHERE reviewer.id IN {_GIVEN}"
)
_OF_OTHERS: Final = (
    ("document", _IN_DOCUMENT),
    ("reviewer", _RATED_BY),
    ("reviewer", f"SELECT number FROM claim WHERE assignee IN {_GIVEN}"),
)
"""The claims that change with something else."""
_PRIORITIES: Final = tuple(Priority)
_FLAGS: Final = (
    *("dismissed", "taken-over", "stale", "evidence", "source"),
    *("conflict", "duplicate"),
)


@dataclass(slots=True)
class FacetRow:
    """What a claim has of each facet; ``hosts`` are those of its sources.

    ``flags`` has the words that hold of it: present, dismissed, taken-over, stale, evidence,
    source, conflict, duplicate.
    """

    number: int
    status: str
    claimant: str | None
    document: str
    types: tuple[str, ...]
    priority: str
    assigned: str | None
    flags: tuple[str, ...]
    ratings: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """What has changed: everything, or the claims with these numbers, some of which may be gone."""

    stamp: str
    all: bool
    numbers: tuple[int, ...] = ()


def facet_rows(ledger: "Ledger", numbers: Sequence[int] | None = None) -> Iterator[list[FacetRow]]:
    """The claims with these numbers, or all, in slices in order of number."""
    select = _select(ledger)
    wanted = None if numbers is None else sorted(numbers)
    after, size = -1, _FIRST
    while True:
        began = monotonic()
        with ledger.snapshot():
            if wanted is None:
                rows = ledger.rows(
                    f"{select} WHERE claim.number > ? ORDER BY claim.number LIMIT ?", (after, size)
                )
            else:
                some, wanted = wanted[:size], wanted[size:]
                rows = ledger.rows(
                    f"{select} WHERE claim.number IN {_GIVEN} ORDER BY claim.number",
                    (json.dumps(some),),
                )
            found = [_row(row) for row in rows]
            if found:
                _add_lists(ledger, found, exact=wanted is not None)
        if found:
            yield found
            after = found[-1].number
        if (wanted is None and len(rows) < size) or (wanted is not None and not wanted):
            return
        size = _paced(size, began, _MOST)


def touched_since(ledger: "Ledger", stamp: str) -> Touched:
    """Which claims may have other facets than when a table was stamped."""
    with ledger.snapshot():
        last = ledger.rows("SELECT number, hex(event) FROM entered ORDER BY number DESC LIMIT 1")
        latest, event = last[0] if last else (0, "")
        now = json.dumps([latest, event, _sample(ledger, latest), DERIVED_VERSION])
        try:
            seen, seen_event, sample, version = json.loads(stamp) if stamp else _NOTHING
        except ValueError:
            seen, seen_event, sample, version = _NOTHING
        if now == stamp:
            return Touched(now, all=False)
        known = ledger.rows(
            "SELECT 1 FROM entered WHERE number = ? AND hex(event) = ?", (seen, seen_event)
        )
        if (
            not known
            or version != DERIVED_VERSION
            or latest - seen > _MANY
            or _sample(ledger, seen) != sample
        ):
            return Touched(now, all=True)
        return Touched(now, all=False, numbers=tuple(_numbers(ledger, seen)))


def numbers_where(ledger: "Ledger", leaf: Leaf, upto: int) -> Iterator[list[int]]:
    """The numbers of all claims for which one thing holds, in slices, dismissed claims too."""
    sql, given = condition(ledger, leaf)
    after, size = -1, _FIRST * 4
    while after < upto:
        began = monotonic()
        until = after + size
        yield _in_one_row(
            ledger,
            f"SELECT number FROM claim WHERE number > ? AND number <= ? AND {sql}",
            (after, until, *given),
        )
        after = until
        size = _paced(size, began, _MOST_NUMBERS)


def numbers_among(ledger: "Ledger", leaf: Leaf, among: Sequence[int]) -> Iterator[list[int]]:
    """Those of some claims for which one thing holds, in slices."""
    sql, given = condition(ledger, leaf)
    start, size = 0, _FIRST
    while start < len(among):
        began = monotonic()
        some = json.dumps(list(among[start : start + size]))
        yield _in_one_row(
            ledger, f"SELECT number FROM claim WHERE number IN {_GIVEN} AND {sql}", (some, *given)
        )
        start += size
        size = _paced(size, began, _MOST_NUMBERS)


def _in_one_row(ledger: "Ledger", sql: str, given: Sequence[Any]) -> list[int]:
    """Numbers as one row: each row waits for its turn where another thread computes."""
    ((found,),) = ledger.rows(f"SELECT json_group_array(number) FROM ({sql})", given)
    numbers: list[int] = json.loads(found)
    return numbers


def _paced(size: int, began: float, most: int) -> int:
    """How many claims to look at next, so that no read lasts long."""
    pace = READ_SECONDS / max(monotonic() - began, 1e-6)
    return max(_FEWEST, min(int(size * min(pace, 2.0)), most))


def numbers_of_mine(ledger: "Ledger") -> list[int]:
    """The claims that are assigned to the reviewer at this computer."""
    here = ledger.identity.known_reviewer()
    if here is None:
        return []
    rows = ledger.rows("SELECT number FROM claim WHERE assignee = ?", (here.id,))
    return [row[0] for row in rows]


def numbers_adjudicated(ledger: "Ledger") -> list[int]:
    """The claims on which an adjudication stands."""
    rows = ledger.rows(f"{_RATED} AND adjudicates = 1")
    return [row[0] for row in rows]


def numbers_rated_here(ledger: "Ledger") -> list[int]:
    """The claims that the reviewer at this computer has rated."""
    here = ledger.identity.known_reviewer()
    rows = ledger.rows(
        f"{_RATED} AND reviewer = (SELECT number FROM reviewer WHERE id = ?)",
        (here.id if here else "",),
    )
    return [row[0] for row in rows]


def _select(ledger: "Ledger") -> str:
    conflict, _ = condition(ledger, Has(Part.CONFLICT))
    duplicate, _ = condition(ledger, Is(State.DUPLICATE))
    linked = bool(ledger.rows(f"SELECT 1 FROM ({_LINKED}) LIMIT 1"))
    # Where nobody has linked anything, nothing need be asked of every claim.
    links = f"{conflict}, {duplicate}" if linked else "claim.status = 'conflict', 0"
    return (
        "SELECT claim.number, claim.status, claim.claimant, document.title, claim.types,"
        " claim.priority,"
        " (SELECT name FROM reviewer WHERE reviewer.id = claim.assignee),"
        " claim.dismissed, claim.taken_over, claim.stale, claim.evidence_count > 0,"
        " claim.evidence_count > 0"
        " OR EXISTS (SELECT 1 FROM attachment WHERE attachment.claim = claim.number),"
        f" {links} FROM claim JOIN document ON document.number = claim.document"
    )


def _row(row: Sequence[Any]) -> FacetRow:
    number, status, claimant, title, types, priority, assigned = row[:7]
    flags = _flags(tuple(row[7:]))
    level = _PRIORITIES[priority].value
    return FacetRow(number, status, claimant, title, _types(types), level, assigned, flags)


@lru_cache(maxsize=256)
def _flags(holds: tuple[int, ...]) -> tuple[str, ...]:
    return ("present", *compress(_FLAGS, holds))


@lru_cache(maxsize=1_000)
def _types(types: str) -> tuple[str, ...]:
    return tuple(json.loads(types))


def _add_lists(ledger: "Ledger", found: list[FacetRow], *, exact: bool) -> None:
    """What hangs on the claims, by a statement for each kind."""
    which = f"IN {_GIVEN}" if exact else "BETWEEN ? AND ?"
    given: tuple[Any, ...] = (found[0].number, found[-1].number)
    if exact:
        given = (json.dumps([row.number for row in found]),)
    rows = {row.number: row for row in found}
    for number, value in ledger.rows(f"{_DATES} {which}", given):
        rows[number].dates = _with(rows[number].dates, *_spans(value))
    for number, rating, name in ledger.rows(f"{_VERDICTS} {which}", given):
        rows[number].ratings = _with(rows[number].ratings, rating)
        rows[number].reviewers = _with(rows[number].reviewers, name)
    for table in ("evidence", "attachment"):
        for number, url in ledger.rows(f"{_HOSTS.format(table)} {which}", given):
            rows[number].hosts = _with(rows[number].hosts, *filter(None, (host_of(url),)))
    for number, tag in ledger.rows(f"{_TAGS} {which}", given):
        rows[number].tags = _with(rows[number].tags, tag)


def _with(values: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return tuple(sorted({*values, *more})) if values else more


@lru_cache(maxsize=4_000)
def _spans(value: str) -> tuple[str, ...]:
    """The year and the month within which a date lies whole."""
    begin, _, end = value.partition("/")
    end = end or begin
    return tuple(
        begin[:length]
        for length in (4, 7)
        if len(begin) >= length and begin[:length] == end[:length] and begin[:4].isdecimal()
    )


def _sample(ledger: "Ledger", upto: int) -> list[str]:
    """A few claims by their numbers: they tell whether numbers still mean the same."""
    places = sorted({upto * place // _SAMPLE for place in range(_SAMPLE)})
    rows = ledger.rows(
        f"SELECT substr(entity, 1, 12) FROM entry WHERE number IN {_GIVEN} ORDER BY number",
        (json.dumps(places),),
    )
    return [row[0] for row in rows]


def _numbers(ledger: "Ledger", after: int) -> Iterable[int]:
    entries = ledger.rows("SELECT DISTINCT kind, entity FROM entry WHERE number > ?", (after,))
    acts: set[str] = set()
    found: dict[str, set[str]] = defaultdict(set)
    while entries:
        undone = {entity for kind, entity in entries if kind == "undo"} - acts
        acts |= undone
        for kind, entity in entries:
            found[kind].add(entity)
        entries = (
            ledger.rows(
                "SELECT DISTINCT kind, entity FROM act JOIN entry ON entry.act = act.number"
                f" WHERE act.id IN {_GIVEN}",
                (json.dumps(sorted(undone)),),
            )
            if undone
            else []
        )
    claims = set().union(*found.values()) if found else set()
    if "link" in found or "verdict" in found:
        # A verdict can be carried, and a link can set a whole group at odds.
        claims.update(row[0] for row in ledger.rows(_LINKED))
    numbers = {
        row[0]
        for row in ledger.rows(
            f"SELECT DISTINCT about FROM entry WHERE entity IN {_GIVEN} AND kind = 'claim'"
            " AND field = 'read' AND understood = 1 AND withdraws = 0",
            (json.dumps(sorted(claims)),),
        )
    }
    for kind, sql in _OF_OTHERS:
        if kind in found:
            given = json.dumps(sorted(found[kind]))
            numbers.update(row[0] for row in ledger.rows(sql, (given,)))
    return sorted(numbers)
