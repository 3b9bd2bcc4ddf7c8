"""Reading the claim numbers of a listing in slices, the latest listing only."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim_number_slices
from workbench.model import ClaimFilter
from workbench.tui.messages import Failed, NumbersRead
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.desk.finding.narrowing import Narrowing
    from workbench.ledger.database import Ledger

FIRST_NUMBERS = 500
SLICE_NUMBERS = 20_000
FIRST_PAGE = 64
FIRST_SECONDS = 0.02
"""When what was found so far is shown, if it does not fill a page yet."""
NEXT_SECONDS = 0.05


class Listing:
    """The numbers of the claims that pass a filter, posted as they are read."""

    def __init__(self, session: Session, post: Callable[[Message], object]) -> None:
        self._lane = session.listing
        self._post = post
        self.latest = 0
        self._preparing = False
        self._read_from: Ledger | None = None
        self._guard = Lock()

    def start(self, chosen: ClaimFilter) -> int:
        """Read the numbers that pass a filter; an older listing stops at once."""
        self.latest += 1
        listing = self.latest
        with self._guard:
            if self._read_from is not None:
                self._read_from.interrupt()

        def read(narrowing: "Narrowing") -> None:
            if listing != self.latest:
                return
            try:
                with self._interruptible(narrowing.ledger):
                    self._post_numbers(narrowing, chosen, listing)
            except WorkbenchError as error:
                if listing == self.latest:
                    self._post(Failed(str(error)))

        self._lane.submit(read)
        return listing

    @contextmanager
    def _interruptible(self, ledger: "Ledger") -> Iterator[None]:
        with self._guard:
            self._read_from = ledger
        try:
            yield
        finally:
            with self._guard:
                self._read_from = None

    def _post_numbers(self, narrowing: "Narrowing", chosen: ClaimFilter, listing: int) -> None:
        slices = claim_number_slices(
            narrowing.ledger,
            chosen,
            first=FIRST_NUMBERS,
            slice_size=SLICE_NUMBERS,
            among=narrowing.among(chosen),
        )
        found: array[int] = array("q")
        posted, due = 0, monotonic() + FIRST_SECONDS
        for numbers in slices:
            if listing != self.latest or self._lane.closing.is_set():
                return
            found.extend(numbers)
            full = not posted and len(found) >= FIRST_PAGE
            if full or monotonic() >= due:
                posted += 1
                self._post(NumbersRead(listing, found, complete=False))
                found, due = array("q"), monotonic() + NEXT_SECONDS
        self._post(NumbersRead(listing, found, complete=True))

    def prepare(self) -> None:
        """Bring what narrows searches up to date, a little at a time between the listings."""
        if self._preparing:
            return
        self._preparing = True

        def bring(narrowing: "Narrowing") -> None:
            if not self._lane.closing.is_set() and narrowing.bring_up_to_date():
                self._lane.submit(bring)
            else:
                self._preparing = False

        self._lane.submit(bring)
