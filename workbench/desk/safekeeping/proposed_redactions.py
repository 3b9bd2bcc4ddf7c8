"""What colleagues have redacted and propose to redact here too."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk.safekeeping.redacting import Redaction, is_event, is_kept, planned
from workbench.ledger import redacting
from workbench.ledger.queries.prefixes import by_either_end
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a colleague has redacted something; ``here`` says how much of it is in this file."""

    event: str
    by: str
    at: str
    because: str
    events: tuple[str, ...]
    kept: tuple[str, ...]
    claims: tuple[str, ...]
    here: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file stands: what others propose, how much was redacted here, and whether to the end.

    ``events`` and ``texts`` are how many are gone from it.
    """

    proposals: tuple[Proposal, ...]
    events: int
    texts: int
    unfinished: bool


def standing(ledger: "Ledger") -> Standing:
    """How a file stands in this."""
    gone = redacting.list_of(ledger)
    unfinished = redacting.is_unfinished(ledger)
    return Standing(proposals(ledger), len(gone.events), len(gone.bytes), unfinished)


def finish_what_was_cut_short(ledger: "Ledger") -> bool:
    """Finish a redaction that was cut short; whether there was one.

    Whoever repeats what was cut short must not be told that nothing is there, and leave it.
    """
    unfinished = redacting.is_unfinished(ledger)
    if unfinished:
        redacting.finish(ledger)
    return unfinished


def proposals(ledger: "Ledger") -> tuple[Proposal, ...]:
    """What somebody has redacted and of which something is still here, the oldest first.

    Also what the reviewer has redacted, where a backup from before has brought it back.
    """
    found = [
        _proposal(ledger, row)
        for row in ledger.rows(
            "SELECT one.event, one.events, one.bytes, one.claims, one.because, one.proposed_at,"
            " reviewer.name FROM redaction_proposal AS one"
            " JOIN reviewer ON reviewer.number = one.reviewer ORDER BY one.event"
        )
    ]
    return tuple([one for one in found if one.here])


def plan_proposed(ledger: "Ledger", typed: str) -> Redaction:
    """What redacting as a colleague proposes would remove here.

    Raises:
        NotSo: There is no such proposal.
    """
    every = proposals(ledger)
    event = by_either_end([(one.event, one.because) for one in every], typed, "proposal")
    found = next(one for one in every if one.event == event)
    return planned(
        ledger,
        f"what {squeeze(clean_line(found.by, 60))} proposed",
        [bytes.fromhex(one) for one in found.events],
        [bytes.fromhex(one) for one in found.kept],
        found.claims,
        [],
    )


def _proposal(ledger: "Ledger", row: tuple[str, ...]) -> Proposal:
    events, kept = tuple(json.loads(row[1])), tuple(json.loads(row[2]))
    here = sum(is_event(ledger, bytes.fromhex(one)) for one in events)
    here += sum(is_kept(ledger, bytes.fromhex(one)) for one in kept)
    claims = tuple(json.loads(row[3]))
    return Proposal(row[0], row[6], row[5], row[4], events, kept, claims, here)
