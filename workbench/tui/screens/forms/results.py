"""What a form leaves when it closes, and the jobs that forms do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.tui.lanes.wishes import ToAttach, ToImport, ToRead

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


@dataclass(frozen=True, slots=True)
class Done:
    """What a form did: in words, and the claim it did it to.

    ``note_changed`` is what no change of the database tells, though a query may ask for it.
    """

    said: str
    claim: str
    listing_changed: bool = False
    note_changed: bool = False


Job = Callable[["Ledger"], Done]
Result = Done | ToAttach | ToImport | ToRead | str | None
