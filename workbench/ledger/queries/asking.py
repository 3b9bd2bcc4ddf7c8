"""A query's tree as SQL: an expression over a row of ``claim`` that is 1 or 0, never unknown.

Everything hangs on the claim by an index, so that a stretch of claims can be looked through in
a few milliseconds. Nothing of what was typed is put into the SQL itself.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, assert_never

from workbench.ledger.queries.asking_days import within
from workbench.ledger.queries.links import conflicts_present, others_present
from workbench.model import Priority
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
from workbench.text import fold_case

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

LONGEST_PATTERN: Final = 1_000
ME: Final = "me"
NOBODY: Final = "none"

_IN_A_GROUP: Final = (
    "(EXISTS (SELECT 1 FROM duplicate_member WHERE duplicate_member.claim = claim.id)"
    f" AND {others_present('claim.id')})"
)
_IN_CONFLICT: Final = (
    "(claim.status = 'conflict' OR EXISTS (SELECT 1 FROM duplicate_member"
    " WHERE duplicate_member.claim = claim.id AND at_odds = 1)"
    f" OR {conflicts_present('claim.id')} > 0)"
)
_STATES: Final = {
    **{
        state: f"claim.status = '{state.value}'"
        for state in (State.UNRATED, State.SINGLE, State.AGREED, State.CONFLICT)
    },
    State.RATED: "claim.status <> 'unrated'",
    State.STALE: "claim.stale = 1",
    State.DISMISSED: "claim.dismissed = 1",
    State.ANY: "1",
    State.UNSOURCED: (
        "(claim.evidence_count = 0"
        " AND NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.claim = claim.number))"
    ),
    State.AWAITING: (
        "(claim.status = 'single' AND NOT EXISTS (SELECT 1 FROM rated JOIN entered"
        " ON entered.number = rated.number"
        " WHERE rated.claim = claim.number AND live = 1 AND adjudicates = 1))"
    ),
    State.DUPLICATE: _IN_A_GROUP,
    State.AT_ODDS: (
        "EXISTS (SELECT 1 FROM duplicate_member"
        " WHERE duplicate_member.claim = claim.id AND at_odds = 1)"
    ),
    State.NEGATED: "claim.negated = 1",
    State.BY_HAND: "claim.by_hand = 1",
    State.TAKEN_OVER: "claim.taken_over = 1",
    State.CORRECTED: (
        "EXISTS (SELECT 1 FROM entered WHERE entered.entity = claim.number"
        " AND entered.kind = 'claim' AND entered.field = 'statement'"
        " AND entered.live = 1 AND entered.withdraws = 0)"
    ),
}
_PARTS: Final = {
    Part.CLAIMANT: "claim.claimant IS NOT NULL",
    **{
        part: f"EXISTS (SELECT 1 FROM {part.value} AS slot WHERE slot.claim = claim.number)"
        for part in (Part.QUANTITY, Part.DATE, Part.NAME)
    },
    Part.EVIDENCE: "claim.evidence_count > 0",
    Part.SOURCE: (
        "(claim.evidence_count > 0"
        " OR EXISTS (SELECT 1 FROM attachment WHERE attachment.claim = claim.number))"
    ),
    Part.VERDICT: "claim.status <> 'unrated'",
    **{
        part: f"EXISTS (SELECT 1 FROM {part.value} AS said WHERE said.claim = claim.number)"
        for part in (Part.TAG, Part.COMMENT, Part.QUESTION)
    },
    Part.ASSIGNMENT: "claim.assignee IS NOT NULL",
    Part.PRIORITY: f"claim.priority <> {tuple(Priority).index(Priority.NORMAL)}",
    Part.PLACE: "claim.place IS NOT NULL",
    Part.CONFLICT: _IN_CONFLICT,
    Part.DUPLICATE: _IN_A_GROUP,
}
_RATED: Final = (
    "EXISTS (SELECT 1 FROM rated JOIN entered ON entered.number = rated.number"
    " WHERE rated.claim = claim.number AND live = 1"
)
_SAID_WITH: Final = (
    # Not by the view of verdicts: that makes each of its columns from the event in a dearer way.
    "EXISTS (SELECT 1 FROM rated JOIN entered ON entered.number = rated.number"
    " JOIN event ON event.id = entered.event"
    " WHERE rated.claim = claim.number AND live = 1 AND {0})"
)
_IN_VERDICT: Final = "json_extract(event.body, '$.value.{0}')"
_NAMES_CONFIDENCE: Final = "instr(event.body, '\"confidence\":') > 0"
_SOURCES: Final = (
    "(EXISTS (SELECT 1 FROM evidence AS near WHERE near.claim = claim.number AND {0})"
    " OR EXISTS (SELECT 1 FROM attachment AS near WHERE near.claim = claim.number AND {0}))"
)
_TEXTS: Final = {
    TextField.STATEMENT: "{0}",
    TextField.CLAIMANT: "{0}",
    TextField.MODALITY: "{0}",
    TextField.STATUS: "{0}",
    TextField.ID: "{0}",
    TextField.PLACE: "{0}",
    TextField.TAG: "EXISTS (SELECT 1 FROM tag WHERE tag.claim = claim.number AND {0})",
    TextField.COMMENT: "EXISTS (SELECT 1 FROM comment WHERE comment.claim = claim.number AND {0})",
    TextField.QUESTION: (
        "EXISTS (SELECT 1 FROM question WHERE question.claim = claim.number AND {0})"
    ),
    TextField.CONFIDENCE: _SAID_WITH.format(f"{_NAMES_CONFIDENCE} AND {{0}}"),
    TextField.ASSIGNED: "claim.assignee IN (SELECT id FROM reviewer WHERE {0})",
    TextField.DOCUMENT: (
        "EXISTS (SELECT 1 FROM document WHERE document.number = claim.document AND {0})"
    ),
    TextField.SOURCE: _SOURCES,
    TextField.HOST: _SOURCES,
    TextField.QUOTE: (
        "EXISTS (SELECT 1 FROM evidence WHERE evidence.claim = claim.number AND {0})"
    ),
    TextField.BECAUSE: _SAID_WITH,
    TextField.RATING: _RATED + " AND {0})",
    TextField.REVIEWER: _RATED + " AND reviewer IN (SELECT number FROM reviewer WHERE {0}))",
    TextField.NAME: "EXISTS (SELECT 1 FROM name WHERE name.claim = claim.number AND {0})",
    TextField.TYPE: ("EXISTS (SELECT 1 FROM json_each(claim.types) AS kind WHERE {0})"),
}
_COLUMNS: Final = {
    TextField.STATEMENT: ("claim.statement",),
    TextField.CLAIMANT: ("claim.claimant",),
    TextField.MODALITY: ("claim.modality",),
    TextField.STATUS: ("claim.status",),
    TextField.ID: ("claim.id",),
    TextField.PLACE: ("claim.place",),
    TextField.TAG: ("tag.tag",),
    TextField.COMMENT: ("comment.text",),
    TextField.QUESTION: ("question.text",),
    TextField.CONFIDENCE: (_IN_VERDICT.format("confidence"),),
    TextField.ASSIGNED: ("reviewer.name",),
    TextField.DOCUMENT: ("document.title", "document.address"),
    TextField.SOURCE: ("near.url",),
    TextField.QUOTE: ("evidence.quote", "evidence.translation"),
    TextField.BECAUSE: (_IN_VERDICT.format("because"),),
    TextField.RATING: ("rated.rating",),
    TextField.REVIEWER: ("reviewer.name",),
    TextField.NAME: ("name.text",),
    TextField.TYPE: ("kind.value",),
}
_COUNTS: Final = {CountField.WORTH: "claim.worth", CountField.EVIDENCE: "claim.evidence_count"}


def condition(ledger: "Ledger", tree: Tree) -> tuple[str, list[Any]]:
    """A tree as SQL, with what is to be bound in it."""
    ledger.teach_folding()
    writer = _Writer(ledger)
    sql = writer.tree(tree)
    return sql, writer.given


class _Writer:
    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self.given: list[Any] = []

    def tree(self, tree: Tree) -> str:
        match tree:
            case Not(one):
                return f"NOT ({self.tree(one)})"
            case All(parts):
                return f"({' AND '.join(self.tree(part) for part in parts)})"
            case AnyOf(parts):
                return f"({' OR '.join(self.tree(part) for part in parts)})"
            case Words(text):
                return self._any_column(("claim.statement", "claim.claimant"), text, How.CONTAINS)
            case Matches(field, words, how):
                return self._matches(field, words, how)
            case Is(state):
                return self._state(state)
            case Has(Part.NOTE):
                return self._noted("", How.CONTAINS)
            case Has(part):
                return _PARTS[part]
            case Within(field, first, last):
                return self._within(field, first, last)
            case Counted(counted, wanted):
                return f"({self._range(_COUNTS[counted], _COUNTS[counted], wanted)})"
            case Amount(ranges, counted_words):
                return self._amount(ranges, counted_words)
            case _:
                assert_never(tree)

    # ------------------------------------------------------------------------- words

    def _compare(self, column: str, words: str, how: How) -> str:
        if how is How.CONTAINS and is_plain(words):
            self.given.append(f"%{_escaped(words)}%")
            return f"coalesce({column} LIKE ? ESCAPE '\\', 0)"
        self.given.append(fold_case(words))
        return f"{how.value}({column}, ?)"

    def _any_column(self, columns: tuple[str, ...], words: str, how: How) -> str:
        return f"({' OR '.join(self._compare(column, words, how) for column in columns)})"

    def _matches(self, field: TextField, words: str, how: How) -> str:
        if field is TextField.REVIEWER and fold_case(words) == ME:
            return _TEXTS[field].format(self._reviewer("reviewer.id"))
        if field is TextField.ASSIGNED and fold_case(words) == ME:
            return f"coalesce({self._reviewer('claim.assignee')}, 0)"
        if field is TextField.ASSIGNED and fold_case(words) == NOBODY:
            return "claim.assignee IS NULL"
        if field is TextField.ASSIGNED:
            return f"coalesce({self._plain(field, words, how)}, 0)"
        if field is TextField.NOTE:
            return self._noted(words, how)
        if field is TextField.BECAUSE:
            return self._because(words, how)
        if field is TextField.PRIORITY:
            rank = tuple(Priority).index(Priority(words))
            return f"claim.priority = {rank}"
        if field is TextField.HOST:
            return self._twice(field, lambda: self._host(words, how))
        if field is TextField.SOURCE:
            return self._twice(field, lambda: self._any_column(_COLUMNS[field], words, how))
        if field is TextField.DOCUMENT:
            compared = self._any_column(_COLUMNS[field], words, how)
            self.given.append(fold_case(words))
            return _TEXTS[field].format(f"({compared} OR begins(document.id, ?))")
        return self._plain(field, words, how)

    def _because(self, words: str, how: How) -> str:
        """What a verdict says; taken from its event only where that has the words at all."""
        if how is not How.CONTAINS or not is_plain(words) or any(one in words for one in '"\\'):
            return self._plain(TextField.BECAUSE, words, how)
        anywhere = self._compare("event.body", words, how)
        found = self._any_column(_COLUMNS[TextField.BECAUSE], words, how)
        return _TEXTS[TextField.BECAUSE].format(f"{anywhere} AND {found}")

    def _plain(self, field: TextField, words: str, how: How) -> str:
        return _TEXTS[field].format(self._any_column(_COLUMNS[field], words, how))

    def _twice(self, field: TextField, part: Callable[[], str]) -> str:
        """A condition that stands twice binds twice."""
        sql = part()
        part()
        return _TEXTS[field].format(sql)

    def _noted(self, words: str, how: How) -> str:
        self.given.append(json.dumps(self._ledger.noted(words, how)))
        return "claim.id IN (SELECT value FROM json_each(?))"

    def _host(self, words: str, how: How) -> str:
        self.given.extend((fold_case(words), how.value))
        return "on_host(near.url, ?, ?)"

    def _reviewer(self, column: str) -> str:
        here = self._ledger.identity.known_reviewer()
        self.given.append(here.id if here is not None else "")
        return f"{column} = ?"

    def _state(self, state: State) -> str:
        if state is State.MINE:
            return f"coalesce({self._reviewer('claim.assignee')}, 0)"
        return _STATES[state]

    # ------------------------------------------------------------------------- ranges

    def _within(self, field: DateField, first: str | None, last: str | None) -> str:
        sql, given = within(field, first, last)
        self.given.extend(given)
        return sql

    def _amount(self, ranges: tuple[tuple[str | None, Range], ...], counted: str | None) -> str:
        low, high = "coalesce(slot.value, slot.low)", "coalesce(slot.value, slot.high)"
        alternatives = []
        for unit, wanted in ranges:
            sql = self._range(low, high, wanted)
            if unit is not None:
                sql += " AND slot.unit = ?"
                self.given.append(unit)
            alternatives.append(f"({sql})")
        of = ""
        if counted is not None:
            of = f" AND {self._compare('slot.counted', counted, How.CONTAINS)}"
        return (
            "EXISTS (SELECT 1 FROM quantity AS slot WHERE slot.claim = claim.number"
            f" AND ({' OR '.join(alternatives)}){of})"
        )

    def _range(self, low: str, high: str, wanted: Range) -> str:
        parts = []
        if wanted.low is not None:
            parts.append(f"{low} {'>' if wanted.above_low else '>='} ?")
            self.given.append(_bound(wanted.low))
        if wanted.high is not None:
            parts.append(f"{high} {'<' if wanted.below_high else '<='} ?")
            self.given.append(_bound(wanted.high))
        return " AND ".join(parts) or "1"


def is_plain(words: str) -> bool:
    """Whether SQLite compares these words with others, whatever their case, as we would."""
    return words.isascii() and words.isprintable() and len(words) <= LONGEST_PATTERN


def _bound(value: Decimal) -> int | float:
    whole = int(value)
    return whole if whole == value and abs(whole) < 2**62 else float(value)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
