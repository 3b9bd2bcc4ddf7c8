"""Counting facets in a lane of their own, for the latest query only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.desk.finding.facets import FacetCounts, Facets, Overtaken
from workbench.errors import WorkbenchError
from workbench.finding import QueryError
from workbench.tui.lanes.sparing import sparing_the_loop
from workbench.tui.messages import Failed

if TYPE_CHECKING:
    from workbench.tui.lanes.lanes import Lane

VALUES_KNOWN = 20_000
VALUES_SHOWN = 200


@dataclass
class FacetsRead(Message):
    """What the latest query finds, by the values of each facet."""

    counts: FacetCounts


@dataclass
class QueuesRead(Message):
    """How many claims wait in each queue, and the values that each field has."""

    queues: dict[str, int]
    values: dict[str, tuple[str, ...]]


@dataclass
class CountingMoved(Message):
    """The columns of facets are being made for the first time, up to this number of a claim."""

    number: int

    def can_replace(self, message: Message) -> bool:
        """The latest is enough."""
        return isinstance(message, CountingMoved)


class Counting:
    """Counts, posted as they are ready; an older query stops at its next step."""

    def __init__(self, lane: "Lane[Facets]", post: Callable[[Message], object]) -> None:
        self._lane = lane
        self._post = post
        self._latest = 0

    def count(self, typed: str, *, with_dismissed: bool, queues: bool) -> None:
        """Count what a query finds, and the queues if they may have changed."""
        self._latest += 1
        asked = self._latest

        def read(facets: Facets) -> None:
            facets.stopped = lambda: asked != self._latest
            facets.moved = self._moved
            if not facets.stopped():
                try:
                    counts = facets.counts(typed, with_dismissed=with_dismissed, limit=VALUES_SHOWN)
                    self._post(FacetsRead(counts))
                except (Overtaken, QueryError):
                    pass
                except WorkbenchError as error:
                    self._post(Failed(str(error)))
            if queues:
                self._queues(facets)

        self._submit(read)

    def queues(self) -> None:
        """Count the queues, and what values each field has."""
        self._submit(self._queues)

    def rest(self) -> None:
        """Nothing is counted for the time being: let go of what takes memory."""
        self._lane.tell(lambda facets: facets.let_go())

    def _submit(self, job: "Callable[[Facets], None]") -> None:
        def counted(facets: Facets) -> None:
            with sparing_the_loop():
                job(facets)

        self._lane.submit(counted)

    def _moved(self, number: int) -> None:
        self._post(CountingMoved(number))

    def _queues(self, facets: Facets) -> None:
        facets.stopped = lambda: False
        facets.moved = self._moved
        try:
            found = facets.queues()
            every = facets.counts("", with_dismissed=True, limit=VALUES_KNOWN)
        except Overtaken:
            return
        except WorkbenchError as error:
            self._post(Failed(str(error)))
            return
        values = {
            field: tuple(value for value, _ in counted) for field, counted in every.facets.items()
        }
        self._post(QueuesRead(found, values))
