"""What all events about one claim say, sorted for working out its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.ledger.folding.decisions import ClaimEntry, Quoted
from workbench.ledger.folding.evidence import OnSources
from workbench.ledger.folding.held import Held
from workbench.ledger.folding.inserting import Row
from workbench.ledger.folding.readings import Readings
from workbench.ledger.folding.work import DETAILS, WORK_KINDS, Work

_REWORDING: Final = frozenset({"statement", "claimant"})
"""Fields of events that put other words into the row of a claim than its reading has."""
_NOTHING_QUOTED: Final = Quoted()
NOTHING_DONE: Final = Work()
"""These two are shared by the many claims on which nothing is quoted or said; never added to."""


@dataclass(slots=True)
class About:
    """The events about one claim, sorted by what they say, each list in order of event id."""

    number: int
    read: bool = False
    """Whether anybody ever read it; else there is nothing to show."""
    reading: ClaimEntry | None = None
    wording: ClaimEntry | None = None
    dismissal: ClaimEntry | None = None
    verdicts: list[ClaimEntry] = field(default_factory=list)
    quoted: Quoted = field(default_factory=lambda: _NOTHING_QUOTED)
    attachments: dict[str, ClaimEntry] = field(default_factory=dict)
    work: Work = field(default_factory=lambda: NOTHING_DONE)
    reworded: bool = False
    row: Row | None = None
    """The row that the claim has, where it tells what the reading says."""

    def take(self, entry: ClaimEntry) -> None:
        """Sort in one event; they come in the order of their ids."""
        if entry.kind == "claim" and entry.field in _REWORDING:
            self.reworded = True
        if entry.kind == "verdict":
            if not entry.withdraws:
                self.verdicts.append(entry)
        elif entry.kind == "attachment":
            if entry.live and not entry.withdraws:
                self.attachments.setdefault(entry.field, entry)
        elif entry.kind in WORK_KINDS or (entry.kind == "claim" and entry.field in DETAILS):
            if self.work is NOTHING_DONE:
                self.work = Work()
            self.work.take(entry)
        elif entry.kind == "claim":
            self._take_reading(entry)
        else:
            if self.quoted is _NOTHING_QUOTED:
                self.quoted = Quoted()
            self.quoted.take(entry)

    def _take_reading(self, entry: ClaimEntry) -> None:
        if entry.field == "read":
            self.read = True
            if entry.live and not entry.withdraws and self.reading is None:
                self.reading = entry
        elif entry.live:
            if entry.field == "statement":
                self.wording = entry
            else:
                self.dismissal = entry

    def shown(self, held: Held | None) -> list[int]:
        """The entries whose values the tables show, but for those that rows tell."""
        reading = self.reading if self.row is None else None
        found = [one for one in (reading, self.wording, self.dismissal) if one is not None]
        found += self.verdicts
        found += self.attachments.values()
        numbers = [one.number for one in found if not one.withdraws]
        numbers += self.quoted.numbers + self.work.numbers
        if held is None or self.quoted.anchorings:
            return numbers
        return [number for number in numbers if not held.tells(number)]

    def take_row(self, held: Held, present: Mapping[int, int]) -> None:
        """Take the row that the claim has, if it tells what its reading says."""
        same = self.reading is not None and present.get(self.number) == self.reading.number
        if same and not self.reworded:
            self.row = held.claims[self.number]

    def on_sources(self, readings: Readings) -> OnSources:
        """What the claim has to do with sources."""
        return OnSources(
            self.number,
            tuple(self.attachments.values()),
            self.quoted.live,
            self.quoted.anchorings,
            self.quoted.findings(readings),
        )
