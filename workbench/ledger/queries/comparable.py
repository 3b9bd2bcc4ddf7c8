"""What an index of claims and published reviews needs: what changed since, and the words.

Claims and published reviews share one line of numbers, so a number names either in an index. The
numbers are local to the file and change when its tables are rebuilt; then everything has changed.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.events import parse
from workbench.ledger.queries.published import all_published, review_values
from workbench.ledger.schema import DERIVED_VERSION
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import ClaimValue, understand
from workbench.model import KnownReview, Statement

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE: Final = 1_000
_MANY: Final = 100_000
_CLAIMS: Final = (
    "SELECT claim.number, claim.id, claim.statement, claim.dismissed OR claim.taken_over,"
    " document.title, event.body"
    " FROM claim JOIN document ON document.number = claim.document"
    " JOIN entered ON entered.number = claim.reading JOIN event ON event.id = entered.event"
)
_ABOUT: Final = (
    "SELECT DISTINCT kind, entity FROM entry WHERE number > ?"
    " AND kind IN ('claim', 'document', 'published', 'undo')"
)
_UNDONE: Final = (
    "SELECT DISTINCT entry.kind, entry.entity FROM act JOIN entry ON entry.act = act.number"
    " WHERE act.id IN (SELECT value FROM json_each(?))"
    " AND entry.kind IN ('claim', 'document', 'published', 'undo')"
)


@dataclass(frozen=True, slots=True)
class ComparableClaim:
    """A claim as it is compared: its present wording with the slots of its reading."""

    number: int
    id: str
    statement: Statement
    title: str
    dismissed: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What an index has not seen yet.

    ``all`` says that it must be made anew; else ``numbers`` are the claims and reviews to look at
    again, whether they are still there or not. ``stamp`` is to be kept with the index.
    """

    stamp: str
    all: bool
    numbers: tuple[int, ...] = ()


def changed_since(ledger: "Ledger", stamp: str | None) -> Changes:
    """What has changed since an index was stamped."""
    with ledger.snapshot():
        last = ledger.rows("SELECT number, hex(event) FROM entered ORDER BY number DESC LIMIT 1")
        now = f"{last[0][0]}:{last[0][1]}:{DERIVED_VERSION}" if last else ""
        seen, event, version = [*(stamp or "").split(":"), "", ""][:3]
        if stamp == now:
            return Changes(now, all=False)
        if (
            version != str(DERIVED_VERSION)
            or not seen.isdecimal()
            or not ledger.rows(
                "SELECT 1 FROM entered WHERE number = ? AND hex(event) = ?", (int(seen), event)
            )
        ):
            return Changes(now, all=True)
        if last[0][0] - int(seen) > _MANY:
            return Changes(now, all=True)
        return Changes(now, all=False, numbers=_numbers(ledger, int(seen)))


def comparable_claims(ledger: "Ledger", numbers: Sequence[int]) -> list[ComparableClaim]:
    """The claims with these numbers, in order of number; numbers of others are left out."""
    found: list[ComparableClaim] = []
    for start in range(0, len(numbers), _PAGE):
        page = json.dumps(list(numbers[start : start + _PAGE]))
        rows = ledger.rows(
            f"{_CLAIMS} WHERE claim.number IN (SELECT value FROM json_each(?))"
            " ORDER BY claim.number",
            (page,),
        )
        found.extend(map(_claim_from, rows))
    return found


def all_comparable(ledger: "Ledger") -> Iterator[ComparableClaim]:
    """All claims in order of number, dismissed ones too. No lock outlives a page of them."""
    after = 0
    while True:
        rows = ledger.rows(
            f"{_CLAIMS} WHERE claim.number > ? ORDER BY claim.number LIMIT ?", (after, _PAGE)
        )
        if not rows:
            return
        yield from map(_claim_from, rows)
        after = rows[-1][0]


def reading_value(ledger: "Ledger", number: int) -> dict[str, Any] | None:
    """How the claim with this number was first read, as it stands in the log."""
    rows = ledger.rows(
        "SELECT event.body FROM claim JOIN entered ON entered.number = claim.reading"
        " JOIN event ON event.id = entered.event WHERE claim.number = ?",
        (number,),
    )
    found: dict[str, Any] | None = parse(rows[0][0])["value"] if rows else None
    return found


def comparable_reviews(ledger: "Ledger", reviews: Sequence[KnownReview]) -> dict[int, Statement]:
    """The statements, with their slots, of those reviews that were decided in another project.

    The others are not in it, nor are those whose slots this program cannot make out.
    """
    numbers = {one.id: one for one in reviews if one.review.url is None}
    found: dict[int, Statement] = {}
    for name, value in review_values(ledger, numbers).items():
        decided = value.get("decided")
        if decided is None:
            continue
        try:
            read = understand(1, "claim", decided["claim"], "read", decided.get("reading"))
        except NotUnderstood:
            continue
        if isinstance(read, ClaimValue):
            known = numbers[name]
            same = read.statement.text == known.review.text
            statement = read.statement if same else _reworded(read.statement, known.review.text)
            found[known.number] = statement
    return found


def all_reviews(ledger: "Ledger") -> Iterator[KnownReview]:
    """All published reviews in order of number."""
    return all_published(ledger)


def _numbers(ledger: "Ledger", after: int) -> tuple[int, ...]:
    touched: dict[str, set[str]] = {"claim": set(), "document": set(), "published": set()}
    undone: set[str] = set()
    rows: list[Any] = ledger.rows(_ABOUT, (after,))
    while rows:
        acts = {entity for kind, entity in rows if kind == "undo"} - undone
        undone |= acts
        for kind, entity in rows:
            if kind != "undo":
                touched[kind].add(entity)
        rows = ledger.rows(_UNDONE, (json.dumps(sorted(acts)),)) if acts else []
    found = {
        row[0]
        for kind, number in (("claim", "about"), ("published", "min(number)"))
        for row in ledger.rows(
            f"SELECT {number} FROM entry WHERE entity IN (SELECT value FROM json_each(?))"
            " AND kind = ? AND understood = 1 AND withdraws = 0"
            " AND field IN ('read', 'review') GROUP BY about",
            (json.dumps(sorted(touched[kind])), kind),
        )
    }
    found |= {
        row[0]
        for row in ledger.rows(
            "SELECT claim.number FROM document JOIN claim"
            " ON claim.document_added = document.added AND claim.document = document.number"
            " WHERE document.id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(touched["document"])),),
        )
    }
    return tuple(sorted(found))


def _claim_from(row: Sequence[Any]) -> ComparableClaim:
    number, identifier, wording, dismissed, title, body = row
    value = understand(1, "claim", identifier, "read", parse(body)["value"])
    statement = value.statement if isinstance(value, ClaimValue) else Statement(0, 0, "", wording)
    if statement.text != wording:
        statement = _reworded(statement, wording)
    return ComparableClaim(number, identifier, statement, title, bool(dismissed))


def _reworded(statement: Statement, wording: str) -> Statement:
    """A corrected claim: slots whose own words the new wording no longer has are dropped."""
    from dataclasses import replace

    folded = wording.casefold()
    return replace(
        statement,
        text=wording,
        quantities=tuple(q for q in statement.quantities if q.text.casefold() in folded),
        dates=tuple(d for d in statement.dates if d.text.casefold() in folded),
        names=tuple(n for n in statement.names if n.text.casefold() in folded),
    )
