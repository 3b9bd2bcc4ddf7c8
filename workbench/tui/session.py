"""What a sitting at the desk works with: the file, the lanes that read and write it, drafts.

No Textual here. Everything is read and written in lanes; the ledger that is opened on the
calling thread only proves that the file can be read, and tells the project and the day.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from workbench.desk.deciding.drafts import DraftBox
from workbench.desk.opening import open_for_reading, open_for_writing
from workbench.desk.settings_of_project import scale_in_use
from workbench.errors import Damaged
from workbench.ledger.queries import claim_rows
from workbench.ledger.veil import draw_veil
from workbench.text import clean_line
from workbench.tui.keys.told import key
from workbench.tui.lanes.lanes import Lane
from workbench.tui.lanes.matching import Indexed

if TYPE_CHECKING:
    from workbench.desk.finding.facets import Facets
    from workbench.desk.finding.narrowing import Narrowing
    from workbench.desk.sharing.working_copies import WorkingCopy
    from workbench.ledger.database import Ledger
    from workbench.model import ClaimRow

SPARING_KIBIBYTES: Final = 1024
WRITING_KIBIBYTES: Final = 4 * 1024


def _close(ledger: "Ledger") -> None:
    ledger.close()


def _sparing(ledger: "Ledger", kibibytes: int = SPARING_KIBIBYTES) -> "Ledger":
    """Of so many connections each keeps little; the system keeps the file's pages for them all."""
    ledger.spare_memory(kibibytes)
    return ledger


def _narrowing(ledger: "Ledger") -> "Narrowing":
    from workbench.desk.finding.narrowing import Narrowing

    return Narrowing(_sparing(ledger))


def _leave(narrowing: "Narrowing") -> None:
    narrowing.close()
    narrowing.ledger.close()


def _close_facets(facets: "Facets") -> None:
    facets.close()
    facets.ledger.close()


class Session:
    """One database, opened for one sitting.

    ``copy`` tells what the database is a local copy of, if it is one.
    ``unsaved`` keeps what was typed into a form that was left, by form and claim.
    """

    def __init__(
        self,
        path: Path,
        *,
        reader: "Callable[[Path], Ledger]" = open_for_reading,
        writer: "Callable[[Path], Ledger]" = open_for_writing,
        drafts: Callable[[], DraftBox] = DraftBox,
        copy: "WorkingCopy | None" = None,
    ) -> None:
        self.path = path
        self.copy = copy
        self._ledger = _sparing(reader(path))
        self.damage: Damaged | None = None
        """What was found to be damaged of the file, or of the one it is a local copy of."""
        self.on_damage: Callable[[], object] = object
        """Called when something was, in the thread that found it."""
        told = self.told
        self.project = self._ledger.project
        self.scale = scale_in_use(self._ledger)
        self.showing: Lane[Ledger] = Lane("showing", lambda: _sparing(reader(path)), _close, told)
        self.listing: Lane[Narrowing] = Lane(
            "listing", lambda: _narrowing(reader(path)), _leave, told
        )
        self.reading: Lane[Ledger] = Lane("reading", lambda: _sparing(reader(path)), _close, told)
        self.reporting: Lane[Ledger] = Lane(
            "reporting", lambda: _sparing(reader(path)), _close, told
        )
        self.writing: Lane[Ledger] = Lane(
            "writing", lambda: _sparing(writer(path), WRITING_KIBIBYTES), _close, told
        )
        feeding = Lock()
        self.matching: Lane[Indexed] = Lane(
            "matching",
            lambda: Indexed(_sparing(reader(path)), feeding, sparing=True),
            Indexed.close,
            told,
        )
        self.pairing: Lane[Indexed] = Lane(
            "pairing", lambda: Indexed(_sparing(reader(path)), feeding), Indexed.close, told
        )
        self.finding: Lane[Facets] = Lane("finding", self._facets(reader), _close_facets, told)
        self.drafts: Lane[DraftBox] = Lane("drafts", drafts)
        if copy is not None and copy.damage is not None:
            self.told(copy.damage)
        self.unsaved: dict[tuple[str, str], dict[str, str]] = {}

    def _facets(self, reader: "Callable[[Path], Ledger]") -> "Callable[[], Facets]":
        def opened() -> "Facets":
            from workbench.desk.finding.facets import Facets

            return Facets(reader(self.path), self.finding.closing.is_set)

        return opened

    def told(self, error: BaseException) -> BaseException:
        """An error as the desk tells it: of damage to its own file, with the key that mends it."""
        mine = [self.path, *([self.copy.target] if self.copy is not None else [])]
        if not (isinstance(error, Damaged) and error.path in mine):
            return error
        name = clean_line(error.path.name, 60)
        self.damage = Damaged(
            f"{name} is damaged; {key('app.mend')} mends it, and what you typed is kept "
            f"({error.reason})",
            error.path,
            error.reason,
        )
        self.on_damage()
        return self.damage

    def follow_rules(self) -> None:
        """Somebody may have agreed on another scale, or on another rule for second readers."""
        for lane in (self.showing, self.reading, self.reporting):
            lane.tell(draw_veil)
        self.listing.tell(lambda narrowing: draw_veil(narrowing.ledger))
        for indexed in (self.matching, self.pairing):
            indexed.tell(lambda one: draw_veil(one.ledger))
        self.finding.tell(lambda facets: draw_veil(facets.ledger))
        self.reading.tell(self._follow_scale)

    def _follow_scale(self, ledger: "Ledger") -> None:
        self.scale = scale_in_use(ledger)

    def rows(self, numbers: list[int]) -> "Future[list[ClaimRow]]":
        """Begin to read the rows of a page of the list."""
        return self.showing.submit(lambda ledger: claim_rows(ledger, numbers))

    def today(self) -> date:
        """The day on which this is."""
        return self._ledger.now().astimezone().date()

    def close(self) -> None:
        """Finish what is being written, then close everything."""
        # A long search gives up as soon as it sees this.
        self.matching.closing.set()
        self.pairing.closing.set()
        self.reporting.closing.set()
        self.finding.closing.set()
        self.drafts.close()
        self.writing.close()
        self.listing.close()
        self.showing.close()
        self.reading.close()
        self.reporting.close()
        self.matching.close()
        self.pairing.close()
        self.finding.close()
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
