"""Every value that a claim ever had, for reports that do not say when they were made."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import history
from workbench.model import HistoryEntry
from workbench.reporting.averitec.examples import written_day
from workbench.reporting.reading_back.told import bare
from workbench.text import clean_block

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_BETWEEN: Final = " | "
_KIND: Final = re.compile(r"(.+) \((\w+)\)")
_QUOTED: Final = re.compile(r"(\w+): “(.*)” \((\S+?)(?:, .*)?\)", re.DOTALL)


class PastValues:
    """What a claim has ever said, one value at a time."""

    def __init__(self, ledger: "Ledger", claim: str) -> None:
        self._ever = {_folded(said) for said in _said(ledger, claim) if said}

    def had(self, words: str) -> bool:
        """Whether this was a value of the claim, or several of them in one cell."""
        return all(_folded(part) in self._ever for part in words.split(_BETWEEN))


def _said(ledger: "Ledger", claim: str) -> Iterator[str | None]:
    now = get_claim(ledger, claim)
    yield from (now.statement, now.read_as, *(one.statement for one in now.wordings))
    for verdict in now.verdicts:
        yield from (verdict.rating, verdict.scale, verdict.because, verdict.id)
        yield from (verdict.conditions, verdict.correction, verdict.given_by.name)
        yield from (verdict.confidence, verdict.given_at.date().isoformat())
    for step in history(ledger, claim):
        for said in (step.old, step.new, step.because):
            yield from _parts(step, said or "")


def _parts(step: HistoryEntry, said: str) -> Iterator[str | None]:
    """A value of a history, and those that it is written together of."""
    yield said
    if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        yield written_day(said)
    for pattern in (_KIND, _QUOTED):
        found = pattern.fullmatch(said)
        if found is not None:
            yield from found.groups()
    if step.field == "tags":
        yield from said.split(", ")


def _folded(words: str) -> str:
    return bare(clean_block(words)).casefold()
