"""One claim with everything that is known about it, and all claims one after the other."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum, auto
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotALedger, NotSo
from workbench.ledger.clock import moment, tick_of_event
from workbench.ledger.events import parse
from workbench.ledger.queries.claim_work import ClaimWork, work_on
from workbench.ledger.queries.documents import (
    DOCUMENT_COLUMNS,
    document_from,
    reviewer_from,
)
from workbench.ledger.queries.lists import claim_number_slices
from workbench.ledger.queries.prefixes import CANDIDATES_SHOWN, only, prefix
from workbench.ledger.values import ClaimValue, VerdictValue, understand
from workbench.ledger.values.quick import read_quickly
from workbench.model import (
    AnchorState,
    Claim,
    ClaimFilter,
    ClaimStatus,
    Document,
    Evidence,
    PageText,
    QuoteDetails,
    QuoteSelector,
    Source,
    Stance,
    Verdict,
    Wording,
)

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE_CLAIMS: Final = 200
_GIVEN: Final = "(SELECT value FROM json_each(?))"
_STANCES: Final = {one.value: one for one in Stance}
_PAGE_TEXTS: Final = {one.value: one for one in PageText}
_STATUSES: Final = {one.value: one for one in ClaimStatus}
_moment: Final = lru_cache(1024)(datetime.fromisoformat)
_day: Final = lru_cache(1024)(date.fromisoformat)
_CLAIMS: Final = (
    "SELECT claim.number, claim.id, claim.statement, claim.status, claim.rating,"
    " claim.dismissed, claim.dismissed_because, claim.by_hand, claim.document, event.body,"
    " claim.stale, claim.claimant, claim.verdict_count"
    " FROM claim JOIN entered ON entered.number = claim.reading"
    f" JOIN event ON event.id = entered.event WHERE claim.number IN {_GIVEN}"
)
_EVIDENCE: Final = (
    "SELECT evidence.claim, claim.id, evidence.id, source.id, evidence.url, evidence.quote,"
    " evidence.stance, evidence.seen_on, evidence.added_at, reviewer.id, reviewer.name,"
    " evidence.capture, page_text, evidence.start, evidence.end, prefix, suffix, page, extractor,"
    " note, dated, younger, translation, translation_language, standing, standing_checked_at,"
    " differences"
    " FROM evidence JOIN claim ON claim.number = evidence.claim"
    " JOIN source ON source.number = evidence.source"
    " JOIN reviewer ON reviewer.number = evidence.reviewer"
)
_VERDICTS: Final = (
    "SELECT rated.claim, entered.event, event.body, reviewer.id, reviewer.name, entered.live,"
    " rated.stale, entered.adjudicates"
    " FROM rated CROSS JOIN entered ON entered.number = rated.number"
    " CROSS JOIN event ON event.id = entered.event"
    " CROSS JOIN reviewer ON reviewer.number = entered.reviewer"
    f" WHERE rated.claim IN {_GIVEN}"
)
_WORDINGS: Final = (
    "SELECT entered.entity, entered.event, event.body, reviewer.id, reviewer.name FROM entered"
    " JOIN event ON event.id = entered.event"
    " JOIN reviewer ON reviewer.number = entered.reviewer"
    f" WHERE entered.entity IN {_GIVEN} AND entered.kind = 'claim'"
    " AND entered.field = 'statement' AND entered.live = 1 AND entered.understood = 1"
    " AND entered.withdraws = 0 ORDER BY entered.event"
)


def _latest_first(row: Sequence[Any]) -> tuple[bool, bytes]:
    """Verdicts in force before the others, each in order of event id."""
    return not row[5], row[1]


class ClaimPart(Enum):
    """What can be left out where very many claims are read and it is not asked for."""

    WORDINGS = auto()
    PLACES = auto()
    """Where on a captured page quotations stand."""
    EVIDENCE = auto()


def claim(ledger: "Ledger", claim_id: str) -> Claim:
    """The claim with this id.

    Raises:
        NotSo: There is none, or it was withdrawn.
    """
    with ledger.snapshot():
        number = _number(ledger, claim_id)
        found = _claims(ledger, [number] if number is not None else [])
    if not found:
        raise NotSo(f"there is no claim {claim_id[:8]}")
    return found[0]


def claim_by_number(ledger: "Ledger", number: int) -> Claim:
    """The claim with this number in this file.

    Raises:
        NotSo: There is none any more.
    """
    with ledger.snapshot():
        found = _claims(ledger, [number])
    if not found:
        raise NotSo("this claim is no longer in the database")
    return found[0]


def claims_by_number(
    ledger: "Ledger", numbers: Sequence[int], without: frozenset[ClaimPart] = frozenset()
) -> Iterator[Claim]:
    """The claims with these numbers, in the order asked. No lock outlives a page of them.

    The parts that they are read ``without`` are empty.
    """
    for start in range(0, len(numbers), _PAGE_CLAIMS):
        with ledger.snapshot():
            page = _claims(ledger, numbers[start : start + _PAGE_CLAIMS], without)
        yield from page


def find_claim(ledger: "Ledger", typed: str) -> str:
    """The id of the claim whose id begins with what was typed.

    Raises:
        NotSo: None does, or several do; then some of them are named.
    """
    start = prefix(typed, "claim")
    rows = ledger.rows(
        "SELECT claim.id, claim.statement FROM entity"
        " CROSS JOIN claim ON claim.number = entity.number"
        " WHERE entity.id >= ? AND entity.id < ? ORDER BY entity.id LIMIT ?",
        (start, start + "g", CANDIDATES_SHOWN + 1),
    )
    return only(rows, start, "claim")


def iterate_claims(ledger: "Ledger", wanted: ClaimFilter) -> Iterator[Claim]:
    """The claims that fit, in document order. No lock outlives a page of them."""
    for numbers in claim_number_slices(ledger, wanted, first=_PAGE_CLAIMS):
        yield from claims_by_number(ledger, numbers)


def _number(ledger: "Ledger", claim_id: str) -> int | None:
    found = ledger.rows(
        "SELECT claim.number FROM entity CROSS JOIN claim ON claim.number = entity.number"
        " WHERE entity.id = ?",
        (claim_id,),
    )
    return found[0][0] if found else None


def _claims(
    ledger: "Ledger", numbers: Sequence[int], without: frozenset[ClaimPart] = frozenset()
) -> list[Claim]:
    given = (json.dumps(list(numbers)),)
    rows = {row[0]: row for row in ledger.rows(_CLAIMS, given)}
    ids = {row[1]: row[0] for row in rows.values()}
    documents = _documents(ledger, {row[8] for row in rows.values()})
    evidence = _evidence(ledger, given, without)
    verdicts = _verdicts(ledger, given, rows)
    wordings = _wordings(ledger, () if ClaimPart.WORDINGS in without else rows)
    work = work_on(ledger, {number: claim for claim, number in ids.items()})
    return [
        _claim_from(rows[one], documents, evidence[one], verdicts[one], wordings[one], work[one])
        for one in numbers
        if one in rows
    ]


def _claim_from(
    row: Sequence[Any],
    documents: dict[int, Document],
    evidence: list[Evidence],
    verdicts: list[Verdict],
    wordings: list[Wording],
    work: ClaimWork,
) -> Claim:
    value: object = read_quickly("claim", row[1], "read", row[9])
    if value is None:
        value = understand(1, "claim", row[1], "read", parse(row[9])["value"])
    if not isinstance(value, ClaimValue):
        raise NotALedger(f"the reading of claim {row[1][:8]} is missing; run workbench verify")
    return Claim(
        number=row[0],
        id=row[1],
        document=documents[row[8]],
        statement=row[2],
        reading=value.statement,
        by_hand=bool(row[7]),
        dismissed=row[6] if row[5] else None,
        status=_STATUSES[row[3]],
        rating=row[4],
        evidence=tuple(evidence),
        verdicts=tuple(verdicts),
        wordings=tuple(wordings),
        stale=bool(row[10]),
        claimant=row[11],
        claimant_kind=work.claimant_kind,
        claimed_on=work.text("claimed_on"),
        place=work.text("place"),
        first_appearance=work.text("appearance"),
        tags=tuple(work.tags),
        priority=work.priority,
        assignment=work.assignment,
        comments=tuple(work.comments),
        questions=tuple(work.questions),
        derived_from=value.derived_from,
        taken_over_by=work.taken_over_by,
        details=tuple(work.details),
        withheld=row[12] - sum(verdict.live for verdict in verdicts),
    )


def _documents(ledger: "Ledger", numbers: set[int]) -> dict[int, Document]:
    rows = ledger.rows(
        f"SELECT {DOCUMENT_COLUMNS}, document.number FROM document"
        " JOIN reviewer ON reviewer.number = document.reviewer"
        f" WHERE document.number IN {_GIVEN}",
        (json.dumps(sorted(numbers)),),
    )
    return {row[-1]: document_from(row) for row in rows}


def evidence_where(ledger: "Ledger", condition: str, *given: str) -> tuple[Evidence, ...]:
    """The live evidence that fits an SQL condition, in the order in which it was brought."""
    rows = ledger.rows(f"{_EVIDENCE} WHERE {condition} ORDER BY evidence.id", given)
    return tuple([_evidence_from(row) for row in rows])


def _evidence(
    ledger: "Ledger", given: Sequence[str], without: frozenset[ClaimPart]
) -> defaultdict[int, list[Evidence]]:
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    if ClaimPart.EVIDENCE in without:
        return found
    rows = ledger.rows(f"{_EVIDENCE} WHERE evidence.claim IN {_GIVEN}", given)
    rows.sort(key=itemgetter(2))
    placed = ClaimPart.PLACES not in without
    for row in rows:
        found[row[0]].append(_evidence_from(row, placed))
    return found


def _evidence_from(row: Sequence[Any], placed: bool = True) -> Evidence:
    return Evidence(
        id=row[2],
        claim=row[1],
        source=Source(row[3], row[4]),
        quote=row[5],
        stance=_STANCES[row[6]],
        seen_on=_day(row[7]),
        added_at=_moment(row[8]),
        added_by=reviewer_from(row[9], row[10]),
        details=None if row[11] is None or not placed else _details_from(row[5], row[11:]),
    )


def _details_from(quote: str, row: Sequence[Any]) -> QuoteDetails:
    capture, text, start, end, prefix, suffix, page, extractor, note, dated, younger = row[:11]
    translation, translation_language, standing, checked_at, differences = row[11:]
    return QuoteDetails(
        capture=capture,
        selector=QuoteSelector(quote, prefix, suffix, start, end, _PAGE_TEXTS[text], page),
        extractor=extractor,
        note=note,
        dated=dated,
        younger=bool(younger),
        translation=translation,
        translation_language=translation_language,
        standing=AnchorState(standing) if standing else None,
        standing_checked_at=datetime.fromisoformat(checked_at) if checked_at else None,
        differences=tuple(json.loads(differences)) if differences else (),
    )


def _verdicts(
    ledger: "Ledger", given: Sequence[str], claims: dict[int, Any]
) -> defaultdict[int, list[Verdict]]:
    found: defaultdict[int, list[Verdict]] = defaultdict(list)
    rows = ledger.rows(_VERDICTS, given)
    rows.sort(key=_latest_first)
    for claim, event, body, reviewer, name, live, stale, adjudicates in rows:
        identifier = claims[claim][1]
        value: object = read_quickly("verdict", identifier, "rating", body)
        if value is None:
            value = understand(1, "verdict", identifier, "rating", parse(body)["value"])
        if not isinstance(value, VerdictValue):
            continue
        carried_from, carried_verdict = value.carried or (None, None)
        found[claim].append(
            Verdict(
                id=event.hex(),
                claim=identifier,
                rating=value.rating,
                scale=value.scale,
                because=value.because,
                evidence=value.evidence,
                unsourced=value.unsourced,
                given_at=moment(tick_of_event(event)),
                given_by=reviewer_from(reviewer, name),
                live=bool(live),
                carried_from=carried_from,
                carried_verdict=carried_verdict,
                stale=bool(stale),
                confidence=value.confidence,
                as_of=value.as_of,
                conditions=value.conditions,
                correction=value.correction,
                adjudicates=bool(adjudicates),
            )
        )
    return found


def _wordings(ledger: "Ledger", claims: Iterable[int]) -> defaultdict[int, list[Wording]]:
    found: defaultdict[int, list[Wording]] = defaultdict(list)
    for claim, event, body, reviewer, name in ledger.rows(_WORDINGS, (json.dumps(list(claims)),)):
        found[claim].append(
            Wording(
                id=event.hex(),
                statement=parse(body)["value"]["text"],
                given_by=reviewer_from(reviewer, name),
                given_at=moment(tick_of_event(event)),
            )
        )
    return found
