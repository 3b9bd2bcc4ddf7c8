"""The few claims among which all that fit a condition are to be found, told by a small table.

What is named here is looked at again by the condition itself, so it may be too much, never too
little.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from workbench.ledger.queries.asking import is_plain
from workbench.ledger.queries.lists import numbers_of_claims
from workbench.model.finding import (
    DateField,
    Has,
    How,
    Is,
    Leaf,
    Matches,
    Part,
    State,
    TextField,
    Within,
    Words,
)

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE: Final = 5_000
_OF_STATUS: Final = (
    "SELECT number FROM claim WHERE dismissed IN (0, 1)"
    " AND status IN ('single', 'agreed', 'conflict')"
)
_OF_ENTITY: Final = (
    # In this order and no other: the first is small, the others are as large as the file.
    "SELECT claim.number FROM {0} CROSS JOIN entity ON entity.id = {1}"
    " CROSS JOIN claim ON claim.number = entity.number"
)
_GROUPED: Final = _OF_ENTITY.format("duplicate_member", "duplicate_member.claim")
_PAIRED: Final = " UNION ALL ".join(
    _OF_ENTITY.format("claim_pair", f"claim_pair.{end}") for end in ("a", "b")
)
_VERDICTS: Final = "SELECT claim FROM rated"
_SOURCES: Final = "SELECT claim FROM evidence UNION ALL SELECT claim FROM attachment"
_TAGS: Final = "SELECT claim FROM tag"
_STATES: Final = {
    **dict.fromkeys(
        (State.RATED, State.SINGLE, State.AGREED, State.CONFLICT, State.AWAITING), _OF_STATUS
    ),
    State.STALE: "SELECT number FROM claim WHERE stale = 1",
    State.TAKEN_OVER: "SELECT number FROM claim WHERE taken_over = 1",
    State.DUPLICATE: _GROUPED,
    State.AT_ODDS: _GROUPED,
}
_PARTS: Final = {
    Part.VERDICT: _OF_STATUS,
    Part.CONFLICT: f"{_OF_STATUS} AND status = 'conflict' UNION ALL {_GROUPED} UNION ALL {_PAIRED}",
    Part.DUPLICATE: _GROUPED,
    Part.EVIDENCE: _SOURCES,
    Part.SOURCE: _SOURCES,
    Part.TAG: _TAGS,
    Part.COMMENT: "SELECT claim FROM comment",
    Part.QUESTION: "SELECT claim FROM question",
}
_FIELDS: Final = {
    **dict.fromkeys(
        (TextField.RATING, TextField.REVIEWER, TextField.BECAUSE, TextField.CONFIDENCE), _VERDICTS
    ),
    **dict.fromkeys((TextField.HOST, TextField.SOURCE, TextField.QUOTE), _SOURCES),
    TextField.TAG: _TAGS,
    TextField.COMMENT: "SELECT claim FROM comment",
    TextField.QUESTION: "SELECT claim FROM question",
}

_TEXTS_AFTER: Final = (
    "SELECT number, statement, claimant,"
    " (SELECT group_concat(json_extract(event.body, '$.value.because'), char(10))"
    " FROM rated JOIN entered ON entered.number = rated.number"
    " JOIN event ON event.id = entered.event WHERE rated.claim = claim.number AND live = 1)"
    " FROM claim WHERE number > ? ORDER BY number LIMIT ?"
)


def few_numbers(ledger: "Ledger", leaf: Leaf, at_most: int) -> set[int] | None:
    """The claims among which all are for which one thing holds; ``None`` if that takes long."""
    match leaf:
        case Has(Part.NOTE):
            return _noted(ledger, "", How.CONTAINS)
        case Matches(TextField.NOTE, words, how):
            return _noted(ledger, words, how)
        case Is(state):
            sql = _STATES.get(state)
        case Has(part):
            sql = _PARTS.get(part)
        case Matches(field, _, _):
            sql = _FIELDS.get(field)
        case Within(DateField.RATED, _, _):
            sql = _VERDICTS
        case _:
            sql = None
    if sql is None:
        return None
    rows = ledger.rows(f"SELECT * FROM ({sql}) LIMIT ?", (at_most + 1,))
    return None if len(rows) > at_most else {row[0] for row in rows}


def _noted(ledger: "Ledger", words: str, how: How) -> set[int]:
    return set(numbers_of_claims(ledger, ledger.noted(words, how)))


def letters_sought(leaf: Leaf) -> str | None:
    """The plain letters that a claim's texts have if a condition holds; see `texts_after`."""
    match leaf:
        case Words(words):
            pass
        case Matches(
            TextField.STATEMENT | TextField.CLAIMANT | TextField.BECAUSE, words, How.CONTAINS
        ):
            pass
        case _:
            return None
    return words if is_plain(words) else None


def texts_after(ledger: "Ledger", after: int, size: int) -> Iterator[tuple[int, str]]:
    """Statement, claimant and reasons of the next claims in order of number, a line each."""
    for number, *texts in ledger.rows(_TEXTS_AFTER, (after, min(size, _PAGE))):
        yield number, "\n".join(text for text in texts if text)
