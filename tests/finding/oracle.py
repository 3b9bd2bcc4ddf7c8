"""What a tree finds, worked out in plain Python on whole claims, the slow and obvious way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from workbench.model import Claim, ClaimStatus, Priority, Quantity, Reviewer, Verdict
from workbench.model.finding import (
    All,
    Amount,
    AnyOf,
    Counted,
    CountField,
    DateField,
    Has,
    How,
    Is,
    Matches,
    Not,
    Part,
    Range,
    State,
    TextField,
    Tree,
    Within,
    Words,
)
from workbench.text import fold_case, squeeze


@dataclass(frozen=True)
class Known:
    """A claim with what stands beside it: addresses attached, links, who is asking."""

    claim: Claim
    attached: tuple[str, ...]
    group: int
    at_odds: bool
    conflicts: int
    taken_over: bool
    me: Reviewer
    note: str


def holds(tree: Tree, known: Known) -> bool:
    """Whether a claim is found."""
    match tree:
        case Not(one):
            return not holds(one, known)
        case All(parts):
            return all(holds(part, known) for part in parts)
        case AnyOf(parts):
            return any(holds(part, known) for part in parts)
        case Words(text):
            claim = known.claim
            return _any(How.CONTAINS, text, (claim.statement, claim.claimant))
        case Is(state):
            return bool(_STATES[state](known))
        case Has(part):
            return bool(_PARTS[part](known))
        case Matches(field, words, how):
            return _matches(known, field, words, how)
        case Within(field, first, last):
            return any(_within(value, first, last) for value in _times(known.claim, field))
        case Counted(field, wanted):
            claim = known.claim
            value = claim.reading.worth if field is CountField.WORTH else len(claim.evidence)
            return _inside(Decimal(value), Decimal(value), wanted)
        case Amount(ranges, counted):
            return any(
                _amount(quantity, unit, wanted, counted)
                for quantity in known.claim.reading.quantities
                for unit, wanted in ranges
            )
    raise AssertionError(tree)


def _live(claim: Claim) -> list[Verdict]:
    return [verdict for verdict in claim.verdicts if verdict.live]


def _urls(known: Known) -> tuple[str, ...]:
    return (*(one.source.url for one in known.claim.evidence), *known.attached)


def _conflict(known: Known) -> bool:
    return known.claim.status is ClaimStatus.CONFLICT or known.at_odds or known.conflicts > 0


_Test = Callable[[Known], object]
_STATES: dict[State, _Test] = {
    State.UNRATED: lambda k: k.claim.status is ClaimStatus.UNRATED,
    State.SINGLE: lambda k: k.claim.status is ClaimStatus.SINGLE,
    State.AGREED: lambda k: k.claim.status is ClaimStatus.AGREED,
    State.CONFLICT: lambda k: k.claim.status is ClaimStatus.CONFLICT,
    State.RATED: lambda k: _live(k.claim),
    State.STALE: lambda k: k.claim.stale,
    State.DISMISSED: lambda k: k.claim.dismissed is not None,
    State.ANY: lambda k: True,
    State.UNSOURCED: lambda k: not _urls(k),
    State.AWAITING: lambda k: (
        k.claim.status is ClaimStatus.SINGLE and not any(one.adjudicates for one in _live(k.claim))
    ),
    State.DUPLICATE: lambda k: k.group > 1,
    State.AT_ODDS: lambda k: k.at_odds,
    State.MINE: lambda k: k.claim.assignment and k.claim.assignment.to.id == k.me.id,
    State.NEGATED: lambda k: k.claim.reading.negated,
    State.BY_HAND: lambda k: k.claim.by_hand,
    State.CORRECTED: lambda k: k.claim.wordings,
    State.TAKEN_OVER: lambda k: k.taken_over,
}
_PARTS: dict[Part, _Test] = {
    Part.CLAIMANT: lambda k: k.claim.claimant,
    Part.QUANTITY: lambda k: k.claim.reading.quantities,
    Part.DATE: lambda k: k.claim.reading.dates,
    Part.NAME: lambda k: k.claim.reading.names,
    Part.EVIDENCE: lambda k: k.claim.evidence,
    Part.SOURCE: _urls,
    Part.VERDICT: lambda k: _live(k.claim),
    Part.CONFLICT: _conflict,
    Part.DUPLICATE: lambda k: k.group > 1,
    Part.TAG: lambda k: k.claim.tags,
    Part.COMMENT: lambda k: k.claim.comments,
    Part.QUESTION: lambda k: k.claim.questions,
    Part.ASSIGNMENT: lambda k: k.claim.assignment,
    Part.PRIORITY: lambda k: k.claim.priority is not Priority.NORMAL,
    Part.PLACE: lambda k: k.claim.place,
    Part.NOTE: lambda k: k.note,
}


def _matches(known: Known, field: TextField, words: str, how: How) -> bool:
    claim = known.claim
    if field is TextField.REVIEWER and fold_case(words) == "me":
        return any(one.given_by.id == known.me.id for one in _live(claim))
    if field is TextField.ASSIGNED and fold_case(words) == "me":
        return bool(_STATES[State.MINE](known))
    if field is TextField.ASSIGNED and fold_case(words) == "none":
        return claim.assignment is None
    if field is TextField.HOST:
        hosts = [fold_case(urlsplit(url).hostname or "") for url in _urls(known)]
        folded = fold_case(words)
        above = f".{folded}"
        suits: dict[How, Callable[[str], bool]] = {
            How.CONTAINS: lambda host: host == folded or host.endswith(above),
            How.WHOLE: lambda host: host == folded,
            How.BEGINS: lambda host: host.startswith(folded),
        }
        return any(host and suits[how](host) for host in hosts)
    if field is TextField.DOCUMENT and claim.document.id.startswith(fold_case(words)):
        return True
    return _any(how, words, _texts(known, field))


def _texts(known: Known, field: TextField) -> Iterable[str | None]:
    claim = known.claim
    live = _live(claim)
    texts: dict[TextField, Callable[[], Iterable[str | None]]] = {
        TextField.STATEMENT: lambda: (claim.statement,),
        TextField.CLAIMANT: lambda: (claim.claimant,),
        TextField.DOCUMENT: lambda: (claim.document.title, claim.document.address),
        TextField.SOURCE: lambda: _urls(known),
        TextField.QUOTE: lambda: (one.quote for one in claim.evidence),
        TextField.BECAUSE: lambda: (one.because for one in live),
        TextField.NAME: lambda: (one.text for one in claim.reading.names),
        TextField.COMMENT: lambda: (one.text for one in claim.comments),
        TextField.QUESTION: lambda: (one.text for one in claim.questions),
        TextField.PLACE: lambda: (claim.place,),
        TextField.NOTE: lambda: (squeeze(known.note),),
        TextField.STATUS: lambda: (claim.status,),
        TextField.RATING: lambda: (one.rating for one in live),
        TextField.TYPE: lambda: claim.reading.types,
        TextField.MODALITY: lambda: (claim.reading.modality,),
        TextField.TAG: lambda: claim.tags,
        TextField.REVIEWER: lambda: (one.given_by.name for one in live),
        TextField.ASSIGNED: lambda: (claim.assignment.to.name,) if claim.assignment else (),
        TextField.PRIORITY: lambda: (claim.priority,),
        TextField.CONFIDENCE: lambda: (one.confidence for one in live),
        TextField.ID: lambda: (claim.id,),
    }
    return texts[field]()


def _any(how: How, words: str, texts: Iterable[str | None]) -> bool:
    wanted = fold_case(words)
    for text in texts:
        folded = fold_case(text) if text is not None else None
        if folded is None:
            continue
        if how is How.CONTAINS and wanted in folded:
            return True
        if how is How.WHOLE and wanted == folded:
            return True
        if how is How.BEGINS and folded.startswith(wanted):
            return True
    return False


def _times(claim: Claim, field: DateField) -> Iterable[str | None]:
    if field is DateField.DATE:
        return [one.value for one in claim.reading.dates]
    if field is DateField.CLAIMED:
        return [claim.claimed_on]
    if field is DateField.ADDED:
        return [claim.document.added_at.date().isoformat()]
    if field is DateField.RATED:
        return [one.given_at.date().isoformat() for one in _live(claim)]
    dated = claim.document.document_date
    return [dated.isoformat() if dated else None]


def _within(value: str | None, first: str | None, last: str | None) -> bool:
    if value is None:
        return False
    begin, _, end = value.partition("/")
    end = end or begin
    after = first is None or (begin + "0000-01-01"[len(begin) :])[:10] >= first
    before = last is None or (end != ".." and (end + "0000-12-31"[len(end) :])[:10] <= last)
    return after and before


def _amount(quantity: Quantity, unit: str | None, wanted: Range, counted: str | None) -> bool:
    if unit is not None and quantity.unit != unit:
        return False
    if counted is not None and fold_case(counted) not in fold_case(quantity.counted or ""):
        return False
    low = quantity.value if quantity.value is not None else quantity.low
    high = quantity.value if quantity.value is not None else quantity.high
    return _inside(low, high, wanted)


def _inside(low: Decimal | None, high: Decimal | None, wanted: Range) -> bool:
    if wanted.low is not None and (
        low is None or low < wanted.low or (wanted.above_low and low == wanted.low)
    ):
        return False
    return wanted.high is None or not (
        high is None or high > wanted.high or (wanted.below_high and high == wanted.high)
    )
