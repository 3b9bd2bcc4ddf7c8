"""Noticing what other windows and programs write to the file while the desk is open.

SQLite tells a connection in microseconds whether anybody else has written, so the one that writes
here is asked twice a second; only then is it read who did what. Two windows of one reviewer are
told apart like two reviewers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.errors import LedgerReadOnly, NewerLedger
from workbench.ledger.queries import changes_elsewhere, recent_acts
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.model import Act

WATCH_SECONDS = 0.4
MOST_ACTS = 50
ANOTHER_WINDOW = "Another window"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was done elsewhere: by whom, and who touched which claim last."""

    who: tuple[str, ...]
    claims: Mapping[str, str]

    @property
    def words(self) -> str:
        """Who it was, and that something changed."""
        who = " and ".join(self.who) or ANOTHER_WINDOW
        return f"{who} {'have' if len(self.who) > 1 else 'has'} changed something"


@dataclass
class ClaimTouched(Message):
    """Somebody changed a claim while a form about it is open."""

    claim: str
    who: str


class Watcher:
    """Looks whether the file was written elsewhere since it looked last."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._version: int | None = None
        self._latest = ""
        self._begun = False
        self._read_only = False

    async def begin(self) -> None:
        """Note the latest act, before anything is shown: what comes after it is told.

        Raises:
            StorageError: The file cannot be read now; the first look will begin.
        """
        acts = await self._session.reading.run(lambda ledger: recent_acts(ledger, 1))
        self._latest = acts[0].id if acts else ""
        self._begun = True

    def take_as_known(self) -> None:
        """Take what was written until the next look for known: this window has made it so."""
        self._version = None
        self._begun = False

    async def look(self) -> Elsewhere | None:
        """What was done elsewhere since the last look, ``None`` if nothing.

        Raises:
            StorageError: The file cannot be read now; it is looked at again the next time.
        """
        version, _ = await self._elsewhere()
        if version == self._version:
            return None
        acts = await self._session.showing.run(lambda ledger: recent_acts(ledger, MOST_ACTS))
        here = await self._session.showing.run(reviewer_here)
        # Only what was read is known: if reading fails, the next look finds the change again.
        first, self._version = self._version is None, version
        known, self._latest = self._latest, acts[0].id if acts else ""
        begun, self._begun = self._begun, False
        if first and not begun:
            return None
        # Asked for after the acts: what this window did meanwhile is among its own by now.
        _, own = await self._elsewhere()
        new: list[Act] = []
        for act in acts:
            if act.id == known:
                break
            if act.id not in own:
                new.append(act)
        return told(new, here) if new or not first else None

    async def _elsewhere(self) -> tuple[int, frozenset[str]]:
        """The version of what others wrote, and the acts that were done in this window."""
        if not self._read_only:
            try:
                return await self._session.writing.run(_written)
            except (LedgerReadOnly, NewerLedger):
                self._read_only = True
        return await self._session.showing.run(_written)


def told(acts: "Sequence[Act]", here: str) -> Elsewhere:
    """Who did what, of the latest acts elsewhere, latest first; ``here`` is the reviewer's id."""
    names = [act.by.name if act.by.id != here else ANOTHER_WINDOW for act in acts]
    claims: dict[str, str] = {}
    for act, name in zip(acts, names, strict=True):
        for claim in act.claims:
            claims.setdefault(claim, name)
    return Elsewhere(tuple(dict.fromkeys(names)), claims)


def _written(ledger: "Ledger") -> tuple[int, frozenset[str]]:
    return changes_elsewhere(ledger), frozenset(ledger.own_acts)


def reviewer_here(ledger: "Ledger") -> str:
    """The id of who works on this computer; empty for somebody who has written nothing yet."""
    known = ledger.identity.known_reviewer()
    return known.id if known is not None else ""
