"""Lists of claims: their numbers in order, and how many there are.

Every list is read by keyset in pages, so that its first page comes at once whatever its
length and no writer waits for its end.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotSo
from workbench.ledger.queries.asking import condition
from workbench.model import ClaimFilter, ClaimOrder, ClaimStatus
from workbench.model.finding import Words

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

SEARCHED_ROWS: Final = 4_000
"""Claims that are looked through in the first read of a search."""
_FEWEST_ROWS: Final = 500
_FEWEST_AMONG: Final = 50
_MOST_ROWS: Final = 50_000
_READ_SECONDS: Final = 0.01
"""How long one read of a search should take; a writer waits no longer for it."""
_TEXT_KEY: Final = "document_added, document, start, end, number"
_KEYS: Final = {
    ClaimOrder.TEXT: _TEXT_KEY,
    ClaimOrder.WORTH: f"worth_rank, {_TEXT_KEY}",
}
"""The columns of each order, ascending, as its index has them."""

Key = tuple[int, ...]
"""Where a claim stands in an order: the values of the order's columns."""


def _before_all(order: ClaimOrder) -> Key:
    return (-(2**62),) + (0,) * _KEYS[order].count(",")


def claim_numbers(
    ledger: "Ledger",
    wanted: ClaimFilter,
    *,
    after: int | None = None,
    limit: int | None = None,
) -> "array[int]":
    """The numbers of the claims that fit, in the order wanted.

    ``after`` is the number of the claim after which to go on.

    Raises:
        NotSo: The claim to go on after is no longer there.
    """
    numbers: array[int] = array("q")
    start = _before_all(wanted.order) if after is None else _key_of(ledger, after, wanted.order)
    for found in _pages(ledger, wanted, start, first=limit or 50_000, slice_size=50_000):
        numbers.extend(found)
        if limit is not None and len(numbers) >= limit:
            return numbers[:limit]
    return numbers


def claim_number_slices(
    ledger: "Ledger",
    wanted: ClaimFilter,
    first: int = 500,
    slice_size: int = 50_000,
    among: Sequence[int] | None = None,
) -> Iterator["array[int]"]:
    """The numbers of the claims that fit, in the order wanted, in slices as they are found.

    The first slice comes at once. A slice may be short or empty where few claims fit, so that
    whoever waits for one can stop in between. Where it is known ``among`` which few claims all
    are, only these are looked at.
    """
    if among is not None:
        yield from _pages_among(ledger, wanted, among)
        return
    start = _before_all(wanted.order)
    yield from _pages(ledger, wanted, start, first=first, slice_size=slice_size)


def numbers_of_claims(ledger: "Ledger", claims: Sequence[str]) -> "array[int]":
    """The numbers of claims by their ids, in the order asked; those not there are left out."""
    numbers: dict[str, int] = {}
    for start in range(0, len(claims), 1_000):
        page = json.dumps(list(claims[start : start + 1_000]))
        numbers.update(
            ledger.rows(
                "SELECT claim.id, claim.number FROM entity"
                " JOIN claim ON claim.number = entity.number"
                f" WHERE entity.id IN ({_GIVEN})",
                (page,),
            )
        )
    return array("q", [numbers[one] for one in claims if one in numbers])


def counts(ledger: "Ledger") -> dict[str, int]:
    """How many claims there are: by status without the dismissed ones, dismissed, and all.

    The stale ones, without the dismissed, are counted once more among their statuses. Claims that
    have taken over from are counted apart, and among all.
    """
    with ledger.snapshot():
        every: int = ledger.rows("SELECT count(*) FROM claim")[0][0]
        found: dict[str, int] = {}
        for status in ClaimStatus:
            if status is not ClaimStatus.UNRATED:
                found[status.value] = ledger.rows(
                    "SELECT count(*) FROM claim WHERE dismissed = 0 AND status = ?", (status,)
                )[0][0]
        stale: int = ledger.rows(
            "SELECT count(*) FROM claim WHERE stale = 1 AND +dismissed = 0 AND +taken_over = 0"
        )[0][0]
        dismissed: int = ledger.rows("SELECT count(*) FROM claim WHERE dismissed = 1")[0][0]
        left = ledger.rows(
            "SELECT status, +dismissed, count(*) FROM claim WHERE taken_over = 1 GROUP BY 1, 2"
        )
    taken_over = sum(count for _, _, count in left)
    for status, was_dismissed, count in left:
        if was_dismissed:
            dismissed -= count
        elif status in found:
            found[status] -= count
    unrated = every - taken_over - dismissed - sum(found.values())
    return {
        "unrated": unrated,
        **found,
        "stale": stale,
        "dismissed": dismissed,
        "all": every,
        "taken over": taken_over,
    }


_GIVEN: Final = "SELECT value FROM json_each(?)"


def _key_of(ledger: "Ledger", number: int, order: ClaimOrder) -> Key:
    found = ledger.rows(f"SELECT {_KEYS[order]} FROM claim WHERE number = ?", (number,))
    if not found:
        raise NotSo("the list has changed since; read it again from its beginning")
    return tuple(found[0])


def _pages(
    ledger: "Ledger", wanted: ClaimFilter, start: Key, *, first: int, slice_size: int
) -> Iterator["array[int]"]:
    conditions, given = _conditions(ledger, wanted)
    searching = bool(wanted.words) or wanted.where is not None
    size = SEARCHED_ROWS if searching else first
    while True:
        began = monotonic()
        found, start, ended = _page(ledger, wanted.order, conditions, given, start, size)
        yield found
        if ended:
            return
        size = _next_size(size, monotonic() - began) if searching else slice_size


def _pages_among(
    ledger: "Ledger", wanted: ClaimFilter, among: Sequence[int]
) -> Iterator["array[int]"]:
    """Nothing while the claims are looked at, then those that fit in their order."""
    conditions, given = _conditions(ledger, wanted)
    key = _KEYS[wanted.order]
    found: list[tuple[int, ...]] = []
    start, size = 0, _FEWEST_ROWS
    while start < len(among):
        began = monotonic()
        some = json.dumps(list(among[start : start + size]))
        found += ledger.rows(
            f"SELECT {key} FROM claim WHERE number IN ({_GIVEN}){conditions}", (some, *given)
        )
        yield array("q")
        start += size
        size = max(_FEWEST_AMONG, _next_size(size, monotonic() - began))
    # Every order ends with the number.
    yield array("q", [row[-1] for row in sorted(found)])


def _next_size(size: int, seconds: float) -> int:
    """How many claims to look through next: twice as many at most, as few as keep it short."""
    wanted = int(size * min(_READ_SECONDS / max(seconds, 1e-6), 2.0))
    return max(_FEWEST_ROWS, min(wanted, _MOST_ROWS))


def _page(
    ledger: "Ledger",
    order: ClaimOrder,
    conditions: str,
    given: list[Any],
    start: Key,
    rows: int,
) -> tuple["array[int]", Key, bool]:
    """Look through the next ``rows`` claims: those that fit, where to go on, and if it ended."""
    key = _KEYS[order]
    marks = ",".join("?" * len(start))
    with ledger.snapshot():
        last = ledger.rows(
            f"SELECT {key} FROM claim WHERE ({key}) > ({marks}) ORDER BY {key} LIMIT 1 OFFSET ?",
            (*start, rows - 1),
        )
        until = f" AND ({key}) <= ({marks})" if last else ""
        # As one row: each row waits for its turn where another thread computes.
        ((found,),) = ledger.rows(
            "SELECT json_group_array(number) FROM (SELECT number FROM claim"
            f" WHERE ({key}) > ({marks}){until}{conditions} ORDER BY {key})",
            (*start, *(last[0] if last else ()), *given),
        )
    numbers = array("q", json.loads(found))
    return numbers, tuple(last[0]) if last else start, not last


def _conditions(ledger: "Ledger", wanted: ClaimFilter) -> tuple[str, list[Any]]:
    # A plus sign keeps SQLite from choosing another index than that of the order.
    sql = ""
    given: list[Any] = []
    if wanted.dismissed is not None:
        sql += " AND +dismissed = ?"
        given.append(int(wanted.dismissed))
    if wanted.statuses:
        sql += f" AND +status IN ({_GIVEN})"
        given.append(json.dumps(sorted(wanted.statuses)))
    if wanted.stale is not None:
        which = "IN" if wanted.stale else "NOT IN"
        sql += f" AND +number {which} (SELECT number FROM claim WHERE stale = 1)"
    if wanted.taken_over is not None and _any_taken_over(ledger, wanted.taken_over):
        which = "IN" if wanted.taken_over else "NOT IN"
        sql += f" AND +number {which} (SELECT number FROM claim WHERE taken_over = 1)"
    if wanted.document is not None:
        sql += " AND +document = (SELECT number FROM document WHERE id = ?)"
        given.append(wanted.document)
    asked = [Words(word) for word in wanted.words]
    for tree in [*asked, wanted.where] if wanted.where is not None else asked:
        more, bound = condition(ledger, tree)
        sql += f" AND {more}"
        given.extend(bound)
    return sql, given


def _any_taken_over(ledger: "Ledger", wanted: bool) -> bool:
    """Whether the condition need be asked of every row: mostly there are none to leave out."""
    return wanted or bool(ledger.rows("SELECT 1 FROM claim WHERE taken_over = 1 LIMIT 1"))
