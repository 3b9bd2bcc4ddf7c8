"""The index of claims: fed as claims arrive, asked for those that may say the same.

What is in it can be made again from the ledger, which this package does not know: whoever feeds
it says with a stamp how far it has been fed.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice, pairwise
from pathlib import Path
from typing import Final, Self
from zlib import crc32

from workbench.collecting import seldom_collecting
from workbench.errors import LedgerLocked, StorageError
from workbench.indexing.cache_file import CacheFile, cache_path, is_damage, is_lack_of_room
from workbench.indexing.changing import Change, about, number_about, set_about
from workbench.indexing.giving_way import freed
from workbench.indexing.meaning import Meanings
from workbench.indexing.postings import (
    LARGEST_KEY,
    term_number,
)
from workbench.indexing.searching import Postings, best_claims
from workbench.indexing.stored_facts import (
    SAMPLE_CLAIMS,
    FactsDamaged,
    FactsStore,
    indexed_terms,
)
from workbench.matching import Facts, TermWeights, facts_version, understood
from workbench.matching.words import words_of
from workbench.text import clean_line

FORMAT: Final = 2
PIECE_CLAIMS: Final = 16_384
CANDIDATES: Final = 200
_READ_SIDE_BY_SIDE: Final = 20
"""So many claims that hold two words are read to see whether the words stand side by side."""


class ClaimIndex:
    """The facts of the claims of one project, and which claims hold a term.

    It belongs to one thread; other processes may use the same file at the same time. A method
    that meets damage throws the file away and raises ``IndexLost``: opened again it is empty,
    with an empty stamp. ``meanings`` is whatever tells nearness of meaning, if anything does.
    """

    def __init__(self, path: Path) -> None:
        self.meanings: Meanings | None = None
        self._file = CacheFile(path, crc32(f"{FORMAT}:{facts_version()}".encode()) >> 1)
        self._take_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def note(self) -> str | None:
        """What became of the file, in a line that is to be said once."""
        return self._file.note

    @property
    def size_bytes(self) -> int:
        """What the index takes on the disk."""
        return self._file.size_bytes

    @property
    def path(self) -> Path:
        """Where the file lies, or would lie."""
        return self._file.path

    @property
    def in_memory(self) -> bool:
        """Whether no other process can see what this one holds."""
        return self._file.in_memory

    @property
    def count(self) -> int:
        """How many claims it holds."""
        with self._reading() as connection:
            return number_about(connection, "claims")

    @property
    def stamp(self) -> str:
        """How far it has been fed; empty if it never was to the end."""
        with self._reading() as connection:
            found = about(connection, "stamp")
            return found if isinstance(found, str) else ""

    @property
    def weights(self) -> TermWeights:
        """How much a term tells, by the number of claims here that hold it."""
        with self._reading():
            self._look_again()
            return self._weights

    def spare_memory(self, kibibytes: int) -> None:
        """Keep few pages of the file in memory, and give back those that feeding has filled."""
        with self._reading() as connection:
            connection.execute(f"PRAGMA cache_size=-{kibibytes:d}")
            connection.execute("PRAGMA shrink_memory")

    def set_stamp(self, stamp: str) -> None:
        """Say how far it has been fed."""
        self._write(lambda connection: set_about(connection, "stamp", stamp))

    def update(
        self,
        changes: Iterable[tuple[int, Facts]],
        *,
        stamp: str | None = None,
        on_progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        """Add claims, or give known ones other facts; how many were looked at.

        Pieces of them are written as they come. The stamp is set after the last piece, and not
        at all where the feeding was cancelled, so that it is then fed again.
        """
        coming = iter(changes)
        done = 0
        with seldom_collecting():
            while piece := dict(islice(coming, PIECE_CLAIMS)):
                if cancelled is not None and cancelled():
                    return done
                done += len(piece)
                self._write_piece(piece)
                freed(piece)
                if on_progress is not None:
                    on_progress(done)
        if stamp is not None:
            self.set_stamp(stamp)
        return done

    def forget(self, keys: Iterable[int], *, stamp: str | None = None) -> int:
        """Take claims out; how many were asked for."""
        coming = iter(keys)
        done = 0
        while piece := dict.fromkeys(islice(coming, PIECE_CLAIMS)):
            self._write_piece(piece)
            done += len(piece)
        if stamp is not None:
            self.set_stamp(stamp)
        return done

    def clear(self) -> None:
        """Take everything out, the stamp too."""

        def emptied(connection: sqlite3.Connection) -> None:
            for table in ("claim", "term", "posting", "about"):
                connection.execute(f"DELETE FROM {table}")

        self._write(emptied)

    def candidates(self, facts: Facts, limit: int = CANDIDATES) -> list[int]:
        """The keys of the claims that share most with one, best first."""
        with self._reading():
            self._look_again()
            return best_claims(self._postings, indexed_terms(facts), limit)

    def understood(self, facts: Facts) -> Facts:
        """Facts of a text with what its words stand for that no claim has: split, joined, respelt.

        For texts as people type them; a claim that was read is found by its own words.
        """
        with self._reading():
            self._look_again()
            postings = self._postings
            return understood(facts, postings.frequencies_of, postings.claims, self._neighbours)

    def _neighbours(self, one: str, other: str) -> bool:
        """Whether two words stand side by side in one of the claims that hold the terms of both."""
        words = words_of()
        ending = words.of(other).term
        keys = islice(self._postings.holding_all((words.of(one).term, ending)), _READ_SIDE_BY_SIDE)
        return any(
            first == one and words.of(second).term == ending
            for _, facts in self.facts(keys)
            for first, second in pairwise(f"{facts.wording} {facts.heading}".split())
        )

    def facts(self, keys: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        """The facts of claims in the order asked for; keys that are not known are left out."""
        for key in keys:
            with self._reading() as connection:
                row = connection.execute("SELECT facts FROM claim WHERE key=?", (key,)).fetchone()
                found = None if row is None else self._store.read(row[0])
            if found is not None:
                yield key, found

    def all_facts(self) -> Iterator[tuple[int, Facts]]:
        """The facts of all claims, by key; what is written meanwhile may be missed."""
        last = -1
        while True:
            with self._reading() as connection:
                rows = connection.execute(
                    "SELECT key, facts FROM claim WHERE key>? ORDER BY key LIMIT 1000", (last,)
                ).fetchall()
                self._look_again()
                found = [(key, self._store.read(kept)) for key, kept in rows]
            if not found:
                return
            yield from found
            last = found[-1][0]

    def counts(self) -> dict[int, int]:
        """How many claims hold each term, by the number of the term."""
        with self._reading() as connection:
            return dict(
                connection.execute("SELECT number, claims FROM term WHERE claims>0 ORDER BY number")
            )

    def _take_up(self) -> None:
        self._store = FactsStore()
        self._postings = Postings(self._file.connection)
        self._seen = -1
        self._look_again()

    def _look_again(self) -> None:
        """Take note of what this or another process has written."""
        connection = self._file.connection
        (seen,) = connection.execute("PRAGMA data_version").fetchone()
        if seen == self._seen:
            return
        sample = about(connection, "sample")
        if sample != self._store.sample:
            self._store.take(sample if isinstance(sample, bytes) else b"")
        self._postings.refresh()
        self._weights = TermWeights(self._count_of, self._postings.claims)
        self._seen = seen

    def _count_of(self, term: str) -> int | None:
        with self._reading() as connection:
            row = connection.execute(
                "SELECT claims FROM term WHERE number=?", (term_number(term),)
            ).fetchone()
        return None if row is None else int(row[0])

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._file.connection
        except (FactsDamaged, sqlite3.DatabaseError) as error:
            raise self._explained(error) from error

    def _explained(self, error: FactsDamaged | sqlite3.DatabaseError) -> Exception:
        if isinstance(error, FactsDamaged) or is_damage(error):
            return self._file.discard(error)
        if isinstance(error, sqlite3.ProgrammingError):
            return error
        reason = clean_line(str(error), 80)
        if "locked" in reason:
            return LedgerLocked(
                "the index of claims is being written by another program; try again in a moment"
            )
        return StorageError(
            f"the index of claims cannot be used ({reason}); check the disk of the cache folder"
        )

    def _write(self, step: Callable[[sqlite3.Connection], None]) -> None:
        """Do a step in one transaction; in memory, if the disk takes nothing more."""
        with self._reading():
            try:
                self._attempt(step)
            except sqlite3.OperationalError as error:
                if self.in_memory or not is_lack_of_room(error):
                    raise
                self._file.go_on_in_memory(error)
                self._take_up()
                self._attempt(step)
            self._seen = -1

    def _attempt(self, step: Callable[[sqlite3.Connection], None]) -> None:
        connection = self._file.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._look_again()
            step(connection)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _write_piece(self, piece: Mapping[int, Facts | None]) -> None:
        for key in piece:
            if not 0 <= key <= LARGEST_KEY:
                raise ValueError(f"{key} is no key of a claim")
        self._write(lambda connection: self._put(connection, piece))

    def _put(self, connection: sqlite3.Connection, piece: Mapping[int, Facts | None]) -> None:
        if not self._store.sample and len(piece) >= SAMPLE_CLAIMS:
            self._store.learn(facts for facts in islice(piece.values(), SAMPLE_CLAIMS) if facts)
            set_about(connection, "sample", self._store.sample)
        change = Change()
        rows: list[tuple[int, bytes]] = []
        gone: list[tuple[int]] = []
        (last,) = connection.execute("SELECT max(key) FROM claim").fetchone()
        for key in sorted(piece):
            facts = piece[key]
            row = None
            if last is not None and key <= last:
                row = connection.execute("SELECT facts FROM claim WHERE key=?", (key,)).fetchone()
            kept = None if facts is None else self._store.write(facts)
            if (None if row is None else row[0]) == kept:
                continue
            change.claim(
                key,
                () if row is None else indexed_terms(self._store.read(row[0])),
                () if facts is None else indexed_terms(facts),
            )
            change.claims += (kept is not None) - (row is not None)
            if kept is None:
                gone.append((key,))
            else:
                rows.append((key, kept))
        connection.executemany("INSERT OR REPLACE INTO claim VALUES(?,?)", rows)
        connection.executemany("DELETE FROM claim WHERE key=?", gone)
        change.write(connection)
        change.end()


def open_index(folder: Path, project: str) -> ClaimIndex:
    """Open the index of a project in the folder of caches, or make it.

    A file that is damaged or not ours gives way to an empty one, and where the disk cannot be
    used the index is kept in memory; ``note`` then says so.
    """
    return ClaimIndex(cache_path(folder, project))
