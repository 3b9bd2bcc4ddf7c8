"""Where reviewers say different things of one and the same: wordings, metadata, names.

Verdicts that differ are told by the status of their claim. Everything else of which one word is
shown at a time is found here: a claim's wording and particulars, a source's metadata, what a
project is called. Both words are live; nothing was lost.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotSo
from workbench.ledger.clashes import VERDICT, WORDS_IN_CLASH, Clash, words_about
from workbench.ledger.clock import moment, tick_of_event
from workbench.ledger.events import parse
from workbench.ledger.queries.documents import reviewer_from
from workbench.ledger.queries.history import words_told
from workbench.ledger.queries.wording import field_in_words, reason_of, value_of
from workbench.ledger.schema import ENTRY_IN_QUESTION
from workbench.ledger.values import ProjectValue
from workbench.model import Reviewer

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SIDES: Final = (
    "SELECT kind, (SELECT id FROM entity WHERE number = entry.entity), field, entry.event,"
    " (SELECT body FROM event WHERE event.id = entry.event), reviewer.id, reviewer.name"
    " FROM entered AS entry JOIN reviewer ON reviewer.number = entry.reviewer"
    f" WHERE {ENTRY_IN_QUESTION} AND (entity, kind, field) IN ({WORDS_IN_CLASH})"
    " ORDER BY 2, 1, field, entry.event"
)


@dataclass(frozen=True, slots=True)
class Word:
    """What one reviewer says, in words; ``event`` is the id of the event that says it."""

    event: str
    says: str
    because: str | None
    given_by: Reviewer
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more live words on one thing; the one that is shown is the last.

    ``about`` is the claim's statement, the source's title, or the project's name.
    """

    kind: str
    entity: str
    field: str
    what: str
    about: str
    words: tuple[Word, ...]


def disagreements(ledger: "Ledger") -> tuple[Disagreement, ...]:
    """All there are, verdicts aside. Two who say the same do not disagree."""
    with ledger.snapshot():
        sides = [
            (Clash(*place), list(group))
            for place, group in groupby(ledger.rows(_SIDES), key=itemgetter(0, 1, 2))
        ]
        about = words_about(ledger.connection, [clash for clash, _ in sides])
        return tuple(
            [
                Disagreement(
                    clash.kind,
                    clash.entity,
                    clash.field,
                    what_differs(clash),
                    about[clash.thing],
                    tuple([_word(ledger, row) for row in rows]),
                )
                for clash, rows in sides
            ]
        )


def what_differs(clash: Clash) -> str:
    """What several say differently, in a word or two."""
    if clash.is_verdict:
        return VERDICT
    if clash.kind == "project":
        return f"project's {clash.field}"
    return field_in_words(clash.kind, clash.field)


def raw_value(ledger: "Ledger", event: str) -> tuple[str, str, str, Any]:
    """The kind, entity, field and value of a live event, as it may be said again.

    Raises:
        NotSo: There is no such event that stands.
    """
    rows = ledger.rows(
        "SELECT entry.kind, entry.entity, entry.field, event.body FROM entry"
        " JOIN event ON event.id = entry.event"
        " WHERE entry.event = ? AND entry.live = 1 AND entry.withdraws = 0",
        (bytes.fromhex(event),),
    )
    if not rows:
        raise NotSo(f"{event[-8:]} does not stand any more; see workbench conflicts")
    kind, entity, field, body = rows[0]
    return kind, entity, field, parse(body)["value"]


def _word(ledger: "Ledger", row: Any) -> Word:
    _, _, field, event, body, reviewer, name = row
    value = value_of(body)
    said = value.name if isinstance(value, ProjectValue) else words_told(ledger, field, value)
    by = reviewer_from(reviewer, name)
    return Word(event.hex(), said or "", reason_of(value), by, moment(tick_of_event(event)))
