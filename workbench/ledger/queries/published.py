"""Reviews that others have published, as they were imported."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.events import parse
from workbench.ledger.queries.documents import reviewer_from
from workbench.ledger.queries.prefixes import CANDIDATES_SHOWN, only, prefix
from workbench.model import KnownReview, PublishedReview

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE: Final = 1_000
_REVIEWS: Final = (
    "SELECT published.number, published.id, imported_at, reviewer.id, reviewer.name,"
    " published.text, url, rating, publisher, site, title, reviewed_on, claimant, claimant_kind,"
    " claimed_on, appearances, first_appearance, rating_number, best, worst, language,"
    " imported_from FROM published JOIN reviewer ON reviewer.number = published.reviewer"
)


def published_reviews(ledger: "Ledger", numbers: Sequence[int]) -> list[KnownReview]:
    """The reviews with these numbers, in the order asked; those that went are left out."""
    found: dict[int, KnownReview] = {}
    for start in range(0, len(numbers), _PAGE):
        page = json.dumps(list(numbers[start : start + _PAGE]))
        for row in ledger.rows(
            f"{_REVIEWS} WHERE published.number IN (SELECT value FROM json_each(?))", (page,)
        ):
            found[row[0]] = _review_from(row)
    return [found[number] for number in numbers if number in found]


def all_published(ledger: "Ledger") -> Iterator[KnownReview]:
    """All published reviews in the order of their numbers. No lock outlives a page of them."""
    after = 0
    while True:
        rows = ledger.rows(
            f"{_REVIEWS} WHERE published.number > ? ORDER BY published.number LIMIT ?",
            (after, _PAGE),
        )
        if not rows:
            return
        yield from map(_review_from, rows)
        after = rows[-1][0]


def find_published(ledger: "Ledger", typed: str) -> KnownReview:
    """The published review whose id begins with what was typed.

    Raises:
        NotSo: None does, or several do.
    """
    start = prefix(typed, "published review")
    rows = ledger.rows(
        f"{_REVIEWS} WHERE published.id >= ? AND published.id < ? ORDER BY published.id LIMIT ?",
        (start, start + "g", CANDIDATES_SHOWN + 1),
    )
    found = {row[1]: _review_from(row) for row in rows}
    return found[
        only([(one.id, one.review.text) for one in found.values()], start, "published review")
    ]


def known_reviews(ledger: "Ledger", ids: Iterable[str]) -> dict[str, KnownReview]:
    """Those of these reviews that are in the database, by id."""
    wanted = list(ids)
    found: dict[str, KnownReview] = {}
    for start in range(0, len(wanted), _PAGE):
        page = json.dumps(wanted[start : start + _PAGE])
        for row in ledger.rows(
            f"{_REVIEWS} WHERE published.id IN (SELECT value FROM json_each(?))", (page,)
        ):
            found[row[1]] = _review_from(row)
    return found


def review_values(ledger: "Ledger", ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Those of these reviews that are in the database, by id, as they stand in the log."""
    wanted = list(ids)
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), _PAGE):
        page = json.dumps(wanted[start : start + _PAGE])
        for name, body in ledger.rows(
            "SELECT published.id, event.body FROM published JOIN entry"
            " ON entry.entity = published.id AND entry.kind = 'published' AND entry.live = 1"
            " JOIN event ON event.id = entry.event AND lower(hex(event.id)) = published.event"
            " WHERE published.id IN (SELECT value FROM json_each(?))",
            (page,),
        ):
            found[name] = parse(body)["value"]
    return found


def anything_checked(ledger: "Ledger") -> bool:
    """Whether any claim has a verdict or any published review was imported."""
    found = ledger.rows(
        "SELECT EXISTS (SELECT 1 FROM rated JOIN entered"
        " ON entered.number = rated.number WHERE live = 1) OR EXISTS (SELECT 1 FROM published)"
    )
    return bool(found[0][0])


def count_published(ledger: "Ledger") -> int:
    """How many published reviews there are."""
    found: int = ledger.rows("SELECT count(*) FROM published")[0][0]
    return found


def _review_from(row: Sequence[Any]) -> KnownReview:
    return KnownReview(
        number=row[0],
        id=row[1],
        imported_at=datetime.fromisoformat(row[2]),
        imported_by=reviewer_from(row[3], row[4]),
        review=PublishedReview(
            text=row[5],
            url=row[6],
            rating=row[7],
            publisher=row[8],
            site=row[9],
            title=row[10],
            reviewed_on=row[11],
            claimant=row[12],
            claimant_kind=row[13],
            claimed_on=row[14],
            appearances=tuple(json.loads(row[15])),
            first_appearance=row[16],
            rating_number=_number(row[17]),
            best=_number(row[18]),
            worst=_number(row[19]),
            language=row[20],
            imported_from=row[21],
        ),
    )


def _number(found: int | float | None) -> Decimal | None:
    return None if found is None else Decimal(str(found))
