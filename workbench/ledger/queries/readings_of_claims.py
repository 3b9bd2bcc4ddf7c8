"""Who rated which claim how, each reader's own latest word, for telling how far readers agree."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE: Final = 500
_GIVEN: Final = "(SELECT value FROM json_each(?))"
_OWN: Final = (
    "SELECT claim.number, claim.id, claim.statement, reviewer.id, reviewer.name, rated.rating,"
    " json_extract(event.body, '$.value.scale'), json_extract(event.body, '$.value.because'),"
    " rated.carried_claim IS NOT NULL,"
    " EXISTS (SELECT 1 FROM entered AS look WHERE look.entity = claim.number AND look.kind = 'look'"
    " AND look.withdraws = 0 AND look.reviewer = entry.reviewer AND look.event < entry.event)"
    " FROM claim JOIN entered AS entry ON entry.entity = claim.number AND entry.kind = 'verdict'"
    " JOIN act ON act.number = entry.act JOIN reviewer ON reviewer.number = entry.reviewer"
    " LEFT JOIN rated ON rated.claim = claim.number AND rated.number = entry.number"
    # What is hidden has no row there, and its words must not be told either.
    " LEFT JOIN event ON event.id = entry.event AND rated.number IS NOT NULL"
    f" WHERE claim.number IN {_GIVEN} AND entry.understood = 1 AND entry.adjudicates = 0"
    " AND act.undone = 0 ORDER BY claim.number, entry.event"
)
_ADJUDICATED: Final = (
    "SELECT claim, rating FROM rated JOIN entered ON entered.number = rated.number"
    f" WHERE claim IN {_GIVEN} AND live = 1 AND adjudicates = 1 ORDER BY event"
)


@dataclass(frozen=True, slots=True)
class OwnRating:
    """What one reviewer said of a claim by themselves.

    ``carried`` says that it was carried from a duplicate, ``looked`` that the reviewer had looked
    at the verdict of another before.
    """

    reviewer: str
    name: str
    rating: str
    scale: str
    because: str
    carried: bool
    looked: bool


@dataclass(frozen=True, slots=True)
class RatedClaim:
    """A claim, what each reviewer said of it, and the rating that adjudication gave it."""

    id: str
    statement: str
    ratings: tuple[OwnRating, ...]
    adjudicated: str | None


def rated_claims(ledger: "Ledger", numbers: Sequence[int]) -> Iterator[RatedClaim]:
    """The claims among these that somebody has rated, in the order asked.

    A verdict that adjudication has superseded still is what its giver said; one that was undone,
    withdrawn or corrected by its giver is not.
    """
    for start in range(0, len(numbers), _PAGE):
        page = list(numbers[start : start + _PAGE])
        given = (json.dumps(page),)
        with ledger.snapshot():
            rows = ledger.rows(_OWN, given)
            settled = dict(ledger.rows(_ADJUDICATED, given))
        claims: dict[int, tuple[str, str]] = {}
        said: dict[int, dict[str, OwnRating]] = {}
        for number, claim, statement, reviewer, name, rating, *rest in rows:
            claims[number] = (claim, statement)
            own = said.setdefault(number, {})
            own.pop(reviewer, None)
            if rating is not None:
                scale, because, carried, looked = rest
                own[reviewer] = OwnRating(
                    reviewer, name, rating, scale, because, bool(carried), bool(looked)
                )
        for number in page:
            if said.get(number):
                yield RatedClaim(*claims[number], tuple(said[number].values()), settled.get(number))


def has_looked(ledger: "Ledger", claim_id: str) -> bool:
    """Whether the reviewer at this computer has looked at what waited for them there."""
    here = ledger.identity.known_reviewer()
    rows = ledger.rows(
        "SELECT 1 FROM entry JOIN reviewer ON reviewer.number = entry.reviewer"
        " WHERE entry.entity = ? AND entry.kind = 'look' AND entry.live = 1"
        " AND entry.withdraws = 0 AND reviewer.id = ?",
        (claim_id, here.id if here else ""),
    )
    return bool(rows)
