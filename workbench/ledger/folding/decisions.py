"""The table ``rated``, what verdicts on a claim amount to, and whether one is stale."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from workbench.ledger.folding.held import Held
from workbench.ledger.folding.inserting import Row
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import AnchoringValue, EvidenceValue, VerdictValue
from workbench.model import AnchorState, ClaimStatus

_NO_LONGER_HOLDS: Final = frozenset(
    {AnchorState.EDITED, AnchorState.FIGURE_CHANGED, AnchorState.GONE}
)

_ROWS: Final = "SELECT * FROM rated WHERE claim IN (SELECT value FROM json_each(?))"
_NONE: Final[frozenset[int]] = frozenset()


class ClaimEntry(NamedTuple):
    """One understood event about a claim, without its value."""

    claim: int
    number: int
    event: bytes
    kind: str
    field: str
    reviewer: int
    adjudicates: int
    withdraws: int
    live: int


OfClaims = Sequence[tuple[int, Sequence[ClaimEntry], frozenset[int]]]
"""Claims by number, each with its verdicts and which of them are stale by their quotes."""


@dataclass(slots=True)
class Quoted:
    """What is said of a claim's quotations, dead events too; each list in order of event id.

    ``brought`` holds what brought evidence; ``standing`` what brings it now, by slot, a
    withdrawal included; ``anchorings`` what live re-checks found.
    """

    brought: list[ClaimEntry] = field(default_factory=list)
    standing: dict[str, ClaimEntry] = field(default_factory=dict)
    anchorings: list[ClaimEntry] = field(default_factory=list)

    def take(self, entry: ClaimEntry) -> None:
        """Sort in one event about evidence."""
        if entry.kind == "anchoring":
            if entry.live and not entry.withdraws:
                self.anchorings.append(entry)
            return
        if not entry.withdraws:
            self.brought.append(entry)
        if entry.live:
            self.standing[entry.field] = entry

    @property
    def live(self) -> list[ClaimEntry]:
        """The evidence that counts."""
        return [one for one in self.standing.values() if not one.withdraws]

    @property
    def numbers(self) -> list[int]:
        """The entries whose values are needed."""
        return [one.number for one in (*self.brought, *self.anchorings)]

    def findings(self, readings: Readings) -> dict[bytes, ClaimEntry]:
        """The re-check that tells how each live piece of evidence stands, by its event.

        A re-check that could not read the page tells nothing, unless none other tells more. What
        was found of a quote stays found when only its note or translation was replaced.
        """
        if not self.anchorings:
            return {}
        latest: dict[tuple[object, ...], tuple[bool, ClaimEntry]] = {}
        brought = {one.event.hex(): one for one in self.brought}
        for entry in self.anchorings:
            value = readings[entry.number]
            about = brought.get(value.evidence) if isinstance(value, AnchoringValue) else None
            if about is None or not isinstance(value, AnchoringValue):
                continue
            place = (about.field, *_words(readings, about))
            told = value.anchoring.state is not AnchorState.UNKNOWN
            if told or not latest.get(place, (False, entry))[0]:
                latest[place] = (told, entry)
        found: dict[bytes, ClaimEntry] = {}
        for entry in self.live:
            finding = latest.get((entry.field, *_words(readings, entry)))
            if finding is not None:
                found[entry.event] = finding[1]
        return found


def stale_verdicts(
    verdicts: Iterable[ClaimEntry], quoted: Quoted, readings: Readings
) -> frozenset[int]:
    """The entries of live verdicts that rest on evidence which no longer holds.

    It does not hold once it was withdrawn, or its words or stance were replaced, or a re-check
    found other words on the page that whoever gave the verdict had not considered. A carried
    verdict rests on another claim's; whether that holds is not decided here.
    """
    live = [
        (entry.number, value)
        for entry in verdicts
        if entry.live
        and isinstance(value := readings[entry.number], VerdictValue)
        and value.carried is None
        and value.evidence
    ]
    if not live or not quoted.brought:
        return _NONE
    findings = quoted.findings(readings)
    brought = {one.event.hex(): one for one in quoted.brought}
    return frozenset(
        number
        for number, verdict in live
        if any(
            one in brought
            and not _holds(brought[one], verdict, quoted.standing, findings, readings)
            for one in verdict.evidence
        )
    )


def _holds(
    entry: ClaimEntry,
    verdict: VerdictValue,
    standing: Mapping[str, ClaimEntry],
    findings: Mapping[bytes, ClaimEntry],
    readings: Readings,
) -> bool:
    now = standing.get(entry.field)
    if now is None or now.withdraws or not (now is entry or _says_the_same(readings, now, entry)):
        return False
    finding = findings.get(now.event)
    if finding is None or finding.event.hex() in verdict.considered:
        return True
    value = readings[finding.number]
    return not isinstance(value, AnchoringValue) or value.anchoring.state not in _NO_LONGER_HOLDS


def _says_the_same(readings: Readings, one: ClaimEntry, other: ClaimEntry) -> bool:
    mine, theirs = readings[one.number], readings[other.number]
    return (
        isinstance(mine, EvidenceValue)
        and isinstance(theirs, EvidenceValue)
        and (mine.source, mine.quote, mine.stance) == (theirs.source, theirs.quote, theirs.stance)
    )


def _words(readings: Readings, entry: ClaimEntry) -> tuple[object, ...]:
    value = readings[entry.number]
    if not isinstance(value, EvidenceValue):
        return ()
    return value.source, value.quote, value.details.capture if value.details else None


def status_of(verdicts: Sequence[ClaimEntry], readings: Readings) -> tuple[ClaimStatus, str | None]:
    """What live verdicts amount to; verdicts in conflict have no rating between them."""
    return status_among(live_ratings(verdicts, readings))


def live_ratings(verdicts: Iterable[ClaimEntry], readings: Readings) -> Iterator[tuple[str, int]]:
    """What live verdicts say, each with the number of who gave it."""
    for entry in verdicts:
        value = readings[entry.number]
        if entry.live and isinstance(value, VerdictValue):
            yield value.rating, entry.reviewer


def status_among(given: Iterable[tuple[str, int]]) -> tuple[ClaimStatus, str | None]:
    """What ratings that were given, each by a reviewer, amount to."""
    ratings: set[str] = set()
    reviewers: set[int] = set()
    for rating, reviewer in given:
        ratings.add(rating)
        reviewers.add(reviewer)
    if not ratings:
        return ClaimStatus.UNRATED, None
    if len(ratings) > 1:
        return ClaimStatus.CONFLICT, None
    return (ClaimStatus.AGREED if len(reviewers) > 1 else ClaimStatus.SINGLE), ratings.pop()


def refresh_verdicts(
    connection: sqlite3.Connection,
    claims: OfClaims,
    readings: Readings,
    held: Held | None = None,
) -> None:
    """Write the verdicts on claims anew, the dead ones too; ``held`` are those that are there."""
    rows = list(rated_rows(claims, readings, held.verdicts if held is not None else {}))
    if held is None:
        given = json.dumps([claim for claim, _, _ in claims])
        there = set(connection.execute(_ROWS, (given,)).fetchall()) if rows else set()
    else:
        there = set(held.verdicts.values())
    rows = [row for row in rows if row not in there]
    connection.executemany("INSERT OR REPLACE INTO rated VALUES (?,?,?,?,?,?)", rows)


def rated_rows(claims: OfClaims, readings: Readings, here: Mapping[int, Row]) -> Iterator[Row]:
    """The rows of verdicts; one that is ``here`` is left out where it stays as it is."""
    for claim, entries, stale in claims:
        for entry in entries:
            row = here.get(entry.number)
            if row is not None and row[3] == (entry.number in stale):
                continue
            value = readings[entry.number]
            if isinstance(value, VerdictValue):
                carried = value.carried or (None, None)
                yield claim, entry.number, value.rating, int(entry.number in stale), *carried
