"""What looks alike, found in lanes of its own: the index is fed there and asked. No Textual.

A lane has a ledger of its own, and opens the index with its first question. Whoever asks is told
how far the feeding is, and can stop it; then it is fed again with the next question.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import IndexLost, WorkbenchError
from workbench.model import Relation
from workbench.tui.lanes.pairs import Pair
from workbench.tui.lanes.sparing import sparing_the_loop

if TYPE_CHECKING:
    from workbench.desk.matching.figures import Series
    from workbench.desk.matching.matching import Matched
    from workbench.desk.matching.precedents import Precedent
    from workbench.indexing import ClaimIndex
    from workbench.ledger.database import Ledger
    from workbench.model import Claim

T = TypeVar("T")
MOST_SUGGESTIONS = 30
MOST_PAIRS = 10_000
"""Pairs that are brought at once; the next search goes on with the others."""
DELIVERY_SECONDS = 0.1
WAITING_SECONDS = 0.1
SPARING_KIBIBYTES = 4 * 1024
ENCODING_SECONDS = 1.0
"""Claims are encoded between the questions, for so long at a time."""


class Stopped(Exception):
    """Whoever asked wants no answer any more."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far the work is, and who says whether to go on.

    ``progress`` is told what is done, how much of it is done and how much there is; without words
    once the index is fed.
    """

    progress: Callable[[str, int, int], None]
    note: Callable[[str], None]
    stopped: Callable[[], bool]

    def moved(self, what: str, done: int, total: int) -> None:
        """Tell how far it is.

        Raises:
            Stopped: Nobody wants it any more.
        """
        if self.stopped():
            raise Stopped
        self.progress(what, done, total)


@dataclass(frozen=True, slots=True)
class ClaimFindings:
    """What was found for a claim: claims that look like it, and what was checked before."""

    claim: str
    suggestions: tuple["Matched", ...] = ()
    precedents: tuple["Precedent", ...] = ()


class Indexed:
    """A ledger with the index of its claims, for one thread.

    ``feeding`` lets one thread at a time feed the index; the others find it fed. Where claims are
    looked up one by one, ``sparing`` keeps few pages of the index in memory once it is fed.
    """

    def __init__(self, ledger: "Ledger", feeding: Lock, *, sparing: bool = False) -> None:
        self.ledger = ledger
        self._feeding = feeding
        self._sparing = sparing
        self._stack = ExitStack()
        self._index: ClaimIndex | None = None

    def close(self) -> None:
        """Close index and ledger."""
        self._lose()
        self.ledger.close()

    def ask(self, watch: Watch, question: "Callable[[ClaimIndex], T]") -> T:
        """Bring the index up to date and ask it; a damaged one is made anew once.

        Raises:
            Stopped: Nobody wants the answer any more.
            WorkbenchError: The ledger or the cache cannot be read.
        """
        with sparing_the_loop():
            try:
                return question(self._fed(watch))
            except IndexLost as error:
                self._lose()
                watch.note(str(error))
                return question(self._fed(watch))

    def encode_some(self, watch: Watch) -> bool:
        """Encode claims for a second, if an encoder is switched on; whether some are left.

        Raises:
            Stopped: The desk is being closed.
        """
        index = self._index
        if index is None or index.meanings is None:
            return False
        try:
            with sparing_the_loop():
                whole = index.meanings.encode(
                    index,
                    seconds=ENCODING_SECONDS,
                    on_progress=watch.moved,
                    cancelled=watch.stopped,
                )
        except (OSError, WorkbenchError):
            # What has no vector is found by its words; the next sitting tries again.
            whole = True
        if whole:
            watch.progress("", 0, 0)
        return not whole

    def _fed(self, watch: Watch) -> "ClaimIndex":
        from workbench.desk.matching.indexes import bring_up_to_date, opened_index

        while not self._feeding.acquire(timeout=WAITING_SECONDS):
            # Another thread feeds it; giving up must be possible meanwhile.
            watch.moved("indexing", 0, 0)
        try:
            if self._index is None:
                self._index = self._stack.enter_context(
                    opened_index(self.ledger, watch.moved, watch.note, encoding_seconds=0)
                )
                if self._sparing:
                    self._index.spare_memory(SPARING_KIBIBYTES)
            else:
                bring_up_to_date(self.ledger, self._index, watch.moved)
        finally:
            self._feeding.release()
        watch.progress("", 0, 0)
        return self._index

    def _lose(self) -> None:
        self._index = None
        self._stack.close()


def find(indexed: Indexed, claim: "Claim", watch: Watch) -> ClaimFindings:
    """What looks like a claim, and what was checked before of what it says."""
    from workbench.desk.matching.matching import suggestions
    from workbench.desk.matching.precedents import precedents_of_claim

    return indexed.ask(
        watch,
        lambda index: ClaimFindings(
            claim.id,
            suggestions(indexed.ledger, index, claim.id),
            precedents_of_claim(indexed.ledger, index, claim),
        ),
    )


def pairs_of_claim(indexed: Indexed, claim: str, watch: Watch) -> list[Pair]:
    """The claim paired with each that looks like it; what is only related comes last."""
    from workbench.desk.matching.matching import suggestions

    found = indexed.ask(
        watch, lambda index: suggestions(indexed.ledger, index, claim, MOST_SUGGESTIONS)
    )
    return [
        Pair(
            claim,
            one.id,
            one.match.relation,
            one.match.score,
            one.match.words,
            one.match.differences,
        )
        for one in sorted(found, key=lambda one: one.match.relation is Relation.RELATED)
    ]


def figures_of(indexed: Indexed, claim: str, watch: Watch) -> tuple["Series", ...]:
    """The figures given for the event that a claim tells of.

    Raises:
        NotSo: There are none.
    """
    from workbench.desk.matching.figures import figures_of_claim

    return indexed.ask(watch, lambda index: figures_of_claim(indexed.ledger, index, claim))


def search(indexed: Indexed, watch: Watch, deliver: Callable[[list[Pair]], None]) -> bool:
    """Look for pairs in the whole database and deliver them as they come, a handful at a time.

    Returns whether the search came to its end; the next one goes on where this one stopped.
    """
    return indexed.ask(watch, lambda index: _search(indexed, index, watch, deliver))


def _search(
    indexed: Indexed, index: "ClaimIndex", watch: Watch, deliver: Callable[[list[Pair]], None]
) -> bool:
    from workbench.desk.matching.duplicates import duplicates

    found: Iterable[Pair] = (
        Pair(
            one.a.id,
            one.b.id,
            one.compared.relation,
            one.compared.score,
            one.compared.words,
            one.compared.differences,
        )
        for one in duplicates(
            indexed.ledger, index, on_progress=watch.moved, cancelled=watch.stopped
        )
    )
    batch: list[Pair] = []
    since = monotonic()
    count = 0
    for pair in islice(found, MOST_PAIRS):
        batch.append(pair)
        count += 1
        if watch.stopped():
            break
        if count == 1 or monotonic() - since >= DELIVERY_SECONDS:
            deliver(batch)
            batch, since = [], monotonic()
    if batch:
        deliver(batch)
    return not watch.stopped() and count < MOST_PAIRS
