"""What is to be written of claims, gathered claim by claim from all that is said about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.ledger.folding.about import NOTHING_DONE, About
from workbench.ledger.folding.claim_rows import Read, read_in, read_now
from workbench.ledger.folding.decisions import ClaimEntry, stale_verdicts, status_of
from workbench.ledger.folding.evidence import OnSources
from workbench.ledger.folding.readings import Readings
from workbench.ledger.folding.work import Work
from workbench.ledger.values import ClaimValue


@dataclass(slots=True)
class WorkedOut:
    """What is to be written for a number of claims."""

    claims: list[tuple[object, ...]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    reread: list[tuple[int, int, ClaimValue]] = field(default_factory=list)
    on_sources: list[OnSources] = field(default_factory=list)
    verdicts: list[tuple[int, list[ClaimEntry], frozenset[int]]] = field(default_factory=list)
    work: list[tuple[int, Work]] = field(default_factory=list)

    def take(
        self,
        claim: str,
        about: About,
        documents: Mapping[str, tuple[int, int]],
        present: Mapping[int, int],
        readings: Readings,
    ) -> None:
        """Take a claim; ``present`` are those that have a row, each with the reading it shows."""
        number = about.number
        if about.row is not None:
            self._take(about, read_in(about.row), readings)
            self.on_sources.append(about.on_sources(readings))
            return
        value = readings[about.reading.number] if about.reading else None
        document = documents.get(value.document) if isinstance(value, ClaimValue) else None
        if about.reading is None or not isinstance(value, ClaimValue) or document is None:
            if isinstance(value, ClaimValue):
                self.waiting.append((claim, value.document))
            if number in present:
                self.gone.append(number)
            return
        self._take(about, read_now(claim, value, document), readings)
        if present.get(number) != about.reading.number:
            self.reread.append((number, document[0], value))
        if about.attachments or about.quoted.numbers or number in present:
            self.on_sources.append(about.on_sources(readings))

    def _take(self, about: About, read: Read, readings: Readings) -> None:
        number = about.number
        stale = stale_verdicts(about.verdicts, about.quoted, readings)
        self.claims.append(_row(about, read, readings, stale))
        if about.verdicts:
            self.verdicts.append((number, about.verdicts, stale))
        if about.work is not NOTHING_DONE:
            self.work.append((number, about.work))


def _row(about: About, read: Read, readings: Readings, stale: frozenset[int]) -> tuple[object, ...]:
    wording = about.wording
    wording_shown = wording is not None and not wording.withdraws
    dismissal = about.dismissal
    dismissed = dismissal is not None and not dismissal.withdraws
    status, rating = status_of(about.verdicts, readings)
    return (
        about.number,
        read.claim,
        read.document,
        read.document_added,
        read.start,
        read.end,
        readings[wording.number] if wording is not None and wording_shown else read.text,
        about.work.claimant(read.claimant, readings),
        status.value,
        rating,
        read.worth,
        int(dismissed),
        readings[dismissal.number] if dismissal is not None and dismissed else None,
        len(about.quoted.live),
        read.types,
        int(read.negated),
        read.modality,
        int(read.by_hand),
        int(bool(stale)),
        about.reading.number if about.reading else None,
        sum(one.live for one in about.verdicts),
        *about.work.shown(readings),
    )
