"""What a form leaves when it closes, and the jobs that forms do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.tui.lanes.errands import ToAttach

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


@dataclass(frozen=True, slots=True)
class Done:
    """What a form did: in words, and the claim it did it to."""

    said: str
    claim: str
    listing_changed: bool = False


Job = Callable[["Ledger"], Done]
Result = Done | ToAttach | str | None
