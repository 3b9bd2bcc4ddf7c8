"""What a walk works with: the database to look at, the one to write in, and drafts.

They are two, because what a blind second reader may not see is hidden where it is read, and
because the one that writes is opened only when something is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from workbench.cli.arguments import opened_for_reading, opened_for_writing
from workbench.desk.deciding.drafts import DraftBox
from workbench.ledger.queries import claim_by_number
from workbench.model import Claim

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

T = TypeVar("T")


@dataclass
class Sitting:
    """One reviewer at one database."""

    path: Path
    allow_private: bool = False
    any_port: bool = False
    drafts: DraftBox = field(default_factory=DraftBox)
    _reading: "Ledger | None" = None
    _writing: "Ledger | None" = None

    @property
    def reading(self) -> "Ledger":
        """The database as this reviewer may see it."""
        if self._reading is None:
            self._reading = opened_for_reading(self.path)
        return self._reading

    @property
    def writing(self) -> "Ledger":
        """The database to write in."""
        if self._writing is None:
            self._writing = opened_for_writing(self.path)
        return self._writing

    def claim(self, number: int) -> Claim:
        """A claim as it is now."""
        return claim_by_number(self.reading, number)

    def write(self, act: "Callable[[Ledger], T]") -> T:
        """Do an act."""
        return act(self.writing)

    def close(self) -> None:
        """Close what was opened."""
        for ledger in (self._reading, self._writing):
            if ledger is not None:
                ledger.close()
        self._reading = self._writing = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
