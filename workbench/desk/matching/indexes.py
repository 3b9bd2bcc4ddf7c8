"""The index in which claims and published reviews are found, and bringing it up to date.

Claims and reviews are numbered by the file in one line, so a number names either in the index.
Dismissed claims are not in it. The index never says what is so: whatever it finds is looked up.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from workbench.desk.matching.meaning import give_meanings
from workbench.errors import IndexLost
from workbench.ledger.queries import (
    ComparableClaim,
    all_comparable,
    all_published,
    changed_since,
    comparable_claims,
    comparable_reviews,
    count_published,
    counts,
    published_reviews,
)
from workbench.matching import Facts, TermWeights, facts_of, facts_of_text, facts_version
from workbench.model import KnownReview, Statement
from workbench.places import cache_directory

if TYPE_CHECKING:
    from workbench.indexing import ClaimIndex, Meanings
    from workbench.ledger.database import Ledger

AT_HAND_CLAIMS: Final = 5_000
"""Claims that are fed to the index without being asked: less than a second of work."""
ENCODING_SECONDS: Final = 5.0
_PAGE: Final = 1_000

Answer = TypeVar("Answer")
OnProgress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is (0: not known)."""


class Index(Protocol):
    """What is needed of an index."""

    @property
    def stamp(self) -> str:
        """What of the ledger it has seen."""

    @property
    def weights(self) -> TermWeights:
        """How much each term tells, by what it holds."""

    @property
    def meanings(self) -> "Meanings | None":
        """What tells nearness of meaning, if anything does."""

    def update(self, changes: Iterable[tuple[int, Facts]], *, stamp: str | None = None) -> int:
        """Take in facts; those of a known number are replaced."""

    def forget(self, keys: Iterable[int], *, stamp: str | None = None) -> int:
        """Drop numbers."""

    def clear(self) -> None:
        """Drop everything, the stamp too."""

    def candidates(self, facts: Facts, limit: int = 200) -> list[int]:
        """The numbers that may say the same, the best first."""

    def understood(self, facts: Facts) -> Facts:
        """Facts of a text with what its unknown words stand for, so that more is found."""

    def facts(self, keys: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        """The facts of numbers, in the order asked; unknown ones are left out."""


def folder_of(ledger: "Ledger") -> Path:
    """Where what is worked out of a database is kept; of a past state, only as long as that."""
    return ledger.path.parent if ledger.past else cache_directory()


@contextmanager
def opened_index(
    ledger: "Ledger",
    on_progress: OnProgress | None = None,
    on_note: Callable[[str], None] | None = None,
    encoding_seconds: float = ENCODING_SECONDS,
) -> "Iterator[ClaimIndex]":
    """The index of a project, up to date. A damaged or stale one is made anew, which is said.

    Where an encoder is switched on, claims that it has not seen are encoded for so many seconds.

    Raises:
        StorageError: The database cannot be read.
    """
    from workbench.indexing import open_index

    with open_index(folder_of(ledger), ledger.project.id) as index:
        if index.note and on_note is not None:
            on_note(index.note)
        bring_up_to_date(ledger, index, on_progress)
        give_meanings(ledger.project.id, index, encoding_seconds, on_progress, on_note)
        yield index


def at_hand(
    ledger: "Ledger",
    ask: Callable[[Index], Answer],
    at_most: int = AT_HAND_CLAIMS,
    on_note: Callable[[str], None] | None = None,
) -> Answer | None:
    """Ask the index something, if bringing it up to date takes no time to speak of.

    For what is shown beside something else: nobody waits for it, and it never fails. ``None``
    where the index would have to take in more claims than ``at_most`` first, which is said.
    """
    from workbench.indexing import open_index

    try:
        with open_index(folder_of(ledger), ledger.project.id) as index:
            version, _, seen = index.stamp.partition(" ")
            changes = changed_since(ledger, seen if version == facts_version() else None)
            if changes.all:
                wanting = counts(ledger)["all"] + count_published(ledger)
            else:
                wanting = len(changes.numbers)
            if wanting > at_most:
                if on_note is not None:
                    on_note(
                        f"what was checked before is not told: {wanting:,} claims and reviews are "
                        "not in the index yet; workbench match CLAIM takes them in"
                    )
                return None
            bring_up_to_date(ledger, index)
            give_meanings(ledger.project.id, index)
            return ask(index)
    except IndexLost:
        return None


def bring_up_to_date(
    ledger: "Ledger", index: Index, on_progress: OnProgress | None = None
) -> tuple[int, ...] | None:
    """Feed the index what it has not seen; returns the numbers, ``None`` if it was all."""
    version, _, seen = index.stamp.partition(" ")
    changes = changed_since(ledger, seen if version == facts_version() else None)
    stamp = f"{facts_version()} {changes.stamp}"
    if stamp == index.stamp:
        return ()
    if changes.all:
        index.clear()
        index.update(_everything(ledger, on_progress), stamp=stamp)
        return None
    present = list(_facts_of_numbers(ledger, changes.numbers))
    index.update(present)
    index.forget(set(changes.numbers) - {number for number, _ in present}, stamp=stamp)
    return changes.numbers


def claim_facts(claim: ComparableClaim) -> Facts:
    """The facts of a claim of the project."""
    return facts_of(claim.statement)


def review_facts(known: KnownReview, statement: Statement | None = None) -> Facts:
    """The facts of a review: of the statement if it has one, else of the words it is about."""
    if statement is not None:
        return facts_of(statement)
    return facts_of_text(known.review.text, title=known.review.title or "")


def _facts_of_numbers(ledger: "Ledger", numbers: Sequence[int]) -> Iterator[tuple[int, Facts]]:
    for claim in comparable_claims(ledger, numbers):
        if not claim.dismissed:
            yield claim.number, claim_facts(claim)
    yield from _facts_of_reviews(ledger, published_reviews(ledger, numbers))


def _everything(ledger: "Ledger", on_progress: OnProgress | None) -> Iterator[tuple[int, Facts]]:
    done = 0
    for claim in all_comparable(ledger):
        if not claim.dismissed:
            yield claim.number, claim_facts(claim)
        done = _step(done, on_progress)
    every = all_published(ledger)
    while page := list(islice(every, _PAGE)):
        for number, facts in _facts_of_reviews(ledger, page):
            yield number, facts
            done = _step(done, on_progress)


def _facts_of_reviews(
    ledger: "Ledger", reviews: Sequence[KnownReview]
) -> Iterator[tuple[int, Facts]]:
    statements = comparable_reviews(ledger, reviews)
    for known in reviews:
        yield known.number, review_facts(known, statements.get(known.number))


def _step(done: int, on_progress: OnProgress | None) -> int:
    if on_progress is not None and done % _PAGE == 0:
        on_progress("Indexing", done, 0)
    return done + 1
