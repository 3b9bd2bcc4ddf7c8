"""Opening a database, and the open database itself."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from workbench.errors import LedgerReadOnly, NotALedger
from workbench.ledger import opening
from workbench.ledger.clock import Clock, moment, system_clock, tick_of
from workbench.ledger.comparing import teach
from workbench.ledger.connection import begin_writing, connect, end_reading, plain_errors
from workbench.ledger.folding.fold import fold_unfolded
from workbench.ledger.header import Lease, lease
from workbench.ledger.identifiers import Entropy, new_act_identifier, new_identifier
from workbench.ledger.identity import IdentityStore
from workbench.ledger.newer import own_tables
from workbench.ledger.progress import Progress, no_progress
from workbench.ledger.writing import Chain, Writing
from workbench.model import Reviewer
from workbench.model.finding import How
from workbench.text import clean_line

SPARING_KIBIBYTES: Final = 1024
Mode = Literal["read", "write", "create"]


@dataclass(frozen=True, slots=True)
class Project:
    """What a database is about. ``sample`` marks the one that ships with the program."""

    id: str
    name: str
    sample: bool


def _nothing_noted(words: str, how: How) -> Sequence[str]:
    del words, how
    return ()


class Ledger:
    """An open database. It belongs to the thread that opened it.

    ``noted`` finds the claims on which the person at this computer has notes with certain words.
    The notes lie beside the file, so whoever opens it for that person says where.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        held: Lease,
        *,
        identity: IdentityStore,
        clock: Clock,
        entropy: Entropy,
        wait_seconds: float,
    ) -> None:
        self.path = path
        self.connection = connection
        self.identity = identity
        self.read_only = False
        self.past = False
        self.why_read_only = ""
        self.notes: tuple[str, ...] = ()
        self.seen_changes = 0
        self.own_acts: set[str] = set()
        self.before_close: Callable[[Ledger], None] | None = None
        self.noted: Callable[[str, How], Sequence[str]] = _nothing_noted
        self._wrote = False
        self._held: Lease | None = held
        self._aside = ExitStack()
        self._clock = clock
        self._entropy = entropy
        self._wait_seconds = wait_seconds
        self._writing: Writing | None = None

    # ---------------------------------------------------------------- what it is

    @property
    def project(self) -> Project:
        """The project; where files of several were joined, the oldest of them."""
        found = self.rows("SELECT id, name, sample FROM project ORDER BY started, id LIMIT 1")
        if not found:
            raise NotALedger(f"{clean_line(str(self.path))} names no project; it is not whole")
        return Project(found[0][0], found[0][1], bool(found[0][2]))

    @property
    def reviewer(self) -> Reviewer:
        """The reviewer at this computer, who gets an identity if they have none."""
        return self.identity.reviewer()

    def now(self) -> datetime:
        """The present time by the ledger's clock, in UTC."""
        return moment(tick_of(self._clock()))

    def new_identifier(self) -> str:
        """A random identity of 32 hexadecimal digits, for a claim made by hand."""
        return new_identifier(self._entropy)

    # ---------------------------------------------------------------- reading

    def rows(self, sql: str, given: Sequence[Any] = ()) -> list[Any]:
        """All rows of one statement. Nothing stays open behind it."""
        with plain_errors(self.path):
            if self._writing is not None:
                self._writing.flush()
            return self.connection.execute(sql, given).fetchall()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let a few statements see one state. Keep it short: writers wait for its end."""
        within = self.connection.in_transaction
        if not within:
            with plain_errors(self.path):
                self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if not within:
                end_reading(self.connection)

    def teach_folding(self) -> None:
        """Teach this connection to compare texts whatever their case, in any script.

        ``contains(text, words)``, ``whole(text, words)`` and ``begins(text, words)`` want the words
        folded, and find nothing in a text that is missing.
        """
        teach(self.connection)

    def spare_memory(self, kibibytes: int = SPARING_KIBIBYTES) -> None:
        """Keep few pages of the file in memory; for whoever reads much of it, and little twice."""
        self.connection.execute(f"PRAGMA cache_size=-{kibibytes:d}")

    def interrupt(self) -> None:
        """End the read that is under way with an error; may be called from any thread."""
        self.connection.interrupt()

    # ---------------------------------------------------------------- writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock; everything inside is written, or nothing if it raises.

        Raises:
            LedgerReadOnly: The database was opened for reading.
            LedgerLocked: Another program held the lock for too long.
        """
        if self.read_only:
            raise LedgerReadOnly(self.why_read_only)
        with plain_errors(self.path):
            begin_writing(self.connection, self._wait_seconds)
            try:
                yield
                if self.connection.in_transaction:
                    self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def act(self, label: str, claims: Sequence[str] = ()) -> Iterator[Writing]:
        """Write one act: what is recorded inside is kept whole when the block ends.

        ``label`` says it in words, as the undo will name it; ``claims`` are those it touches.
        If the block raises, or records nothing, nothing is written.

        Raises:
            LedgerReadOnly: The database was opened for reading.
            LedgerLocked: Another program held the lock for too long.
            StorageError: The disk or the identity failed; nothing was written.
        """
        if self._writing is not None:
            raise RuntimeError("an act cannot begin inside another")
        with self.transaction():
            fold_unfolded(self.connection)
            with self.writing(self.project.id, label, claims) as writing:
                yield writing

    @contextmanager
    def writing(self, project: str, label: str, claims: Sequence[str]) -> Iterator[Writing]:
        """Write an act in the transaction that is open, and commit or roll it back."""
        identity, connection = self.identity, self.connection
        reviewer = identity.reviewer()
        with identity.held(project, self._wait_seconds):
            writer = identity.writer_for(project, self._head_of)
            chain = Chain.resume(connection, writer, reviewer, self._clock())
            identifier = new_act_identifier(self._entropy)
            act = Writing(connection, chain, identifier, label, claims)
            self.own_acts.add(identifier)
            self._writing = act
            try:
                yield act
            finally:
                self._writing = None
            if not act.recorded:
                connection.execute("ROLLBACK")
                return
            act.flush()
            self._name_reviewer(chain)
            connection.execute("DELETE FROM unfolded")
            head = chain.previous.hex() if chain.previous else None
            before = identity.remember(project, writer, head)
            try:
                connection.execute("COMMIT")
                self._wrote = True
            except BaseException:
                identity.remember(project, writer, before)
                raise

    def _head_of(self, writer: str) -> str | None:
        found = self.connection.execute(
            "SELECT head FROM writer WHERE id = ?", (writer,)
        ).fetchone()
        return found[0].hex() if found else None

    def _name_reviewer(self, chain: Chain) -> None:
        """Put the reviewer's name into the file where it is missing, or is another by now."""
        reviewer = chain.reviewer
        found = self.connection.execute(
            "SELECT 1 FROM reviewer WHERE id = ? AND name = ?", (reviewer.id, reviewer.name)
        ).fetchone()
        if found is None:
            act = Writing(self.connection, chain, new_act_identifier(self._entropy), "Take a name")
            act.record("reviewer", reviewer.id, "name", {"name": reviewer.name})
            act.flush()

    # ---------------------------------------------------------------- its end

    def look_through(self, tables: AbstractContextManager[sqlite3.Connection]) -> None:
        """Read from now on by another connection, which goes when this is closed."""
        behind = self.connection
        self.connection = self._aside.enter_context(tables)
        behind.close()

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        if self._held is not None:
            finishing, self.before_close = self.before_close, None
            if finishing is not None and self._wrote:
                finishing(self)
            self.connection.close()
            self._aside.close()
            self._held.release()
            self._held = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_ledger(
    path: Path,
    *,
    mode: Mode,
    identity: IdentityStore,
    clock: Clock = system_clock,
    entropy: Entropy = os.urandom,
    wait_seconds: float = 5.0,
    name: str | None = None,
    sample: bool = False,
    progress: Progress = no_progress,
) -> Ledger:
    """Open a database: to ``read`` it, to ``write`` in it, or to ``create`` it if missing.

    A file that cannot be written can still be read. ``name`` and ``sample`` are those of the
    project that is made when the database is; without a name it has the folder's or file's.
    ``progress`` is told how far it is where a file from before is brought up to date, and may
    raise to stop that; then the file is as it was.

    Raises:
        StorageError: It cannot be opened as asked; the message says why in one line.
    """
    opening.check_library()
    access = opening.access(path, mode)
    held = lease(path, create=mode == "create")
    try:
        with plain_errors(path):
            connection = connect(path, opening.refine(access, held), wait_seconds)
    except BaseException:
        held.release()
        raise
    ledger = Ledger(
        path,
        connection,
        held,
        identity=identity,
        clock=clock,
        entropy=entropy,
        wait_seconds=wait_seconds,
    )
    try:
        with plain_errors(path):
            if mode == "create" and opening.is_empty(connection):
                _create(ledger, name or opening.name_after(path), sample=sample)
            findings = opening.make_ready(
                connection, path, mode, writable=access == "rw", progress=progress
            )
            if findings.of_newer:
                ledger.look_through(own_tables(connection, path.name, progress))
        ledger.read_only = findings.read_only
        ledger.why_read_only = findings.why_read_only
        ledger.notes = findings.notes
    except BaseException:
        ledger.close()
        raise
    return ledger


def _create(ledger: Ledger, name: str, *, sample: bool) -> None:
    """Make the schema and the project in one transaction; two programs may do so at once."""
    with ledger.transaction():
        if not opening.is_empty(ledger.connection):
            return
        opening.make_schema(ledger.connection, ledger.now())
        project = ledger.new_identifier()
        with ledger.writing(project, "Begin a project", ()) as act:
            act.record("project", project, "name", {"name": name, "sample": sample})


def sqlite_version() -> str:
    """The version of SQLite that is in use."""
    return sqlite3.sqlite_version
