"""Pairs of claims that reviewers have spoken on, and the groups that duplicates make."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.identifiers import pair_identifier
from workbench.ledger.queries.documents import reviewer_from
from workbench.model import ClaimLink, ClaimPair, DuplicateGroup, LinkRelation, PairState

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE: Final = 5_000
_LINKS: Final = (
    "SELECT link.id, a, b, relation, because, linked_at, reviewer.id, reviewer.name FROM link"
    " JOIN reviewer ON reviewer.number = link.reviewer"
)
_PRESENT: Final = (
    "EXISTS (SELECT 1 FROM entity JOIN claim ON claim.number = entity.number WHERE entity.id = {})"
)
_PAIRS_OF: Final = (
    "SELECT a, b, state FROM claim_pair WHERE a = ?1 AND state IS NOT NULL"
    " UNION SELECT a, b, state FROM claim_pair WHERE b = ?1 AND state IS NOT NULL"
)
_MEMBERS: Final = (
    "SELECT claim, head, at_odds FROM duplicate_member WHERE head IN"
    f" (SELECT value FROM json_each(?)) AND {_PRESENT.format('duplicate_member.claim')}"
    " ORDER BY head, claim"
)
_SIZES: Final = (
    "SELECT head, count(*) FROM duplicate_member WHERE head IN"
    f" (SELECT value FROM json_each(?)) AND {_PRESENT.format('duplicate_member.claim')}"
    " GROUP BY head"
)
_ODDS: Final = (
    "SELECT a, b, state FROM claim_pair WHERE a IN (SELECT value FROM json_each(?1))"
    " AND b IN (SELECT value FROM json_each(?1)) AND state <> 'duplicate' ORDER BY a, b"
)


def links_of_claim(ledger: "Ledger", claim_id: str) -> tuple[ClaimLink, ...]:
    """The live words on pairs with this claim in the order in which they were said."""
    rows = ledger.rows(
        f"{_LINKS} WHERE link.pair IN (SELECT id FROM claim_pair WHERE a = ?1"
        " UNION SELECT id FROM claim_pair WHERE b = ?1) ORDER BY link.id",
        (claim_id,),
    )
    return tuple([_link_from(row) for row in rows])


def links_of_pair(ledger: "Ledger", one: str, other: str) -> tuple[ClaimLink, ...]:
    """The live words on two claims; several that differ are a dispute."""
    rows = ledger.rows(
        f"{_LINKS} WHERE link.pair = ? ORDER BY link.id", (pair_identifier(one, other),)
    )
    return tuple([_link_from(row) for row in rows])


def pairs_of_claim(ledger: "Ledger", claim_id: str) -> tuple[ClaimPair, ...]:
    """The pairs with this claim on which somebody has a live word, a rejection included."""
    rows = ledger.rows(f"{_PAIRS_OF} ORDER BY a, b", (claim_id,))
    return tuple([ClaimPair(a, b, PairState(state)) for a, b, state in rows])


def pair_state(ledger: "Ledger", one: str, other: str) -> PairState | None:
    """What the live words on two claims amount to; ``None`` where there is none."""
    rows = ledger.rows("SELECT state FROM claim_pair WHERE id = ?", (pair_identifier(one, other),))
    return PairState(rows[0][0]) if rows and rows[0][0] else None


def decided_pairs(ledger: "Ledger", pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these pairs on which somebody has a live word; they are given as they came."""
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, other in pairs:
        names[pair_identifier(one, other)].append((one, other))
    found: set[tuple[str, str]] = set()
    wanted = sorted(names)
    for start in range(0, len(wanted), _PAGE):
        rows = ledger.rows(
            "SELECT id FROM claim_pair WHERE id IN (SELECT value FROM json_each(?))"
            " AND state IS NOT NULL",
            (json.dumps(wanted[start : start + _PAGE]),),
        )
        found.update(pair for row in rows for pair in names[row[0]])
    return found


def group_of(ledger: "Ledger", claim_id: str) -> DuplicateGroup | None:
    """The group of duplicates that this claim is in, if other claims of it are there."""
    with ledger.snapshot():
        head = ledger.rows("SELECT head FROM duplicate_member WHERE claim = ?", (claim_id,))
        found = list(_groups(ledger, [head[0][0]])) if head else []
    return found[0] if found else None


def groups(ledger: "Ledger") -> Iterator[DuplicateGroup]:
    """All groups of duplicates in order of their first claim; no lock outlives a page of them."""
    after = ""
    while True:
        with ledger.snapshot():
            heads = ledger.rows(
                "SELECT DISTINCT head FROM duplicate_member WHERE head > ? ORDER BY head LIMIT ?",
                (after, _PAGE // 10),
            )
            page = list(_groups(ledger, [row[0] for row in heads]))
        yield from page
        if not heads:
            return
        after = heads[-1][0]


def heads_of_claims(ledger: "Ledger", claims: Sequence[str]) -> dict[str, str]:
    """By which claim the group of each of these is known; those in no group are left out."""
    found: dict[str, str] = {}
    for start in range(0, len(claims), _PAGE):
        rows = ledger.rows(
            "SELECT claim, head FROM duplicate_member WHERE claim IN"
            " (SELECT value FROM json_each(?))",
            (json.dumps(list(claims[start : start + _PAGE])),),
        )
        found.update((claim, head) for claim, head in rows)
    return found


def odds_among(
    ledger: "Ledger", claims: Iterable[str], heads: Iterable[str]
) -> tuple[ClaimPair, ...]:
    """The pairs that are no duplicates among claims and all members of these groups."""
    given = json.dumps(list(heads))
    members = ledger.rows(
        "SELECT claim FROM duplicate_member WHERE head IN (SELECT value FROM json_each(?))",
        (given,),
    )
    every = sorted({*claims, *(row[0] for row in members)})
    return _odds(ledger, every)


def carried_to(ledger: "Ledger", claim_id: str, *, by: str) -> tuple[str, ...]:
    """The claims with a live verdict that this reviewer carried from this claim."""
    rows = ledger.rows(
        "SELECT DISTINCT claim.id FROM rated JOIN claim ON claim.number = rated.claim"
        " JOIN entered ON entered.number = rated.number"
        " JOIN reviewer ON reviewer.number = entered.reviewer"
        " WHERE rated.carried_claim = ? AND entered.live = 1 AND reviewer.id = ?"
        " ORDER BY claim.id",
        (claim_id, by),
    )
    return tuple([row[0] for row in rows])


def others_present(claim: str) -> str:
    """SQL for whether another claim of the group of the one that ``claim`` names is present."""
    return (
        "EXISTS (SELECT 1 FROM duplicate_member AS mine JOIN duplicate_member AS other"
        f" ON other.head = mine.head WHERE mine.claim = {claim} AND other.claim <> mine.claim"
        f" AND {_PRESENT.format('other.claim')})"
    )


def sizes_of_groups(ledger: "Ledger", heads: Iterable[str]) -> dict[str, int]:
    """How many claims are present in each of these groups, each counted once."""
    found: dict[str, int] = {}
    wanted = list(heads)
    for start in range(0, len(wanted), _PAGE):
        rows = ledger.rows(_SIZES, (json.dumps(wanted[start : start + _PAGE]),))
        found.update((head, size) for head, size in rows)
    return found


def conflicts_present(claim: str) -> str:
    """SQL that counts the claims present that are in conflict with the one ``claim`` names."""
    return (
        f"((SELECT count(*) FROM claim_pair WHERE a = {claim} AND state = 'conflict'"
        f" AND {_PRESENT.format('claim_pair.b')})"
        f" + (SELECT count(*) FROM claim_pair WHERE b = {claim} AND state = 'conflict'"
        f" AND {_PRESENT.format('claim_pair.a')}))"
    )


def _groups(ledger: "Ledger", heads: Sequence[str]) -> Iterator[DuplicateGroup]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    torn: set[str] = set()
    for claim, head, at_odds in ledger.rows(_MEMBERS, (json.dumps(list(heads)),)):
        members[head].append(claim)
        if at_odds:
            torn.add(head)
    for head, claims in members.items():
        if len(claims) > 1:
            yield DuplicateGroup(
                tuple(claims), odds_among(ledger, (), (head,)) if head in torn else ()
            )


def _odds(ledger: "Ledger", claims: Sequence[str]) -> tuple[ClaimPair, ...]:
    rows = ledger.rows(_ODDS, (json.dumps(list(claims)),))
    return tuple([ClaimPair(a, b, PairState(state)) for a, b, state in rows])


def _link_from(row: Sequence[Any]) -> ClaimLink:
    return ClaimLink(
        id=row[0],
        a=row[1],
        b=row[2],
        relation=LinkRelation(row[3]),
        because=row[4],
        linked_at=datetime.fromisoformat(row[5]),
        linked_by=reviewer_from(row[6], row[7]),
    )
