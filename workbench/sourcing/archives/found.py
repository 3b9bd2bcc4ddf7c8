"""What a look-up at an archive found out about one page."""

from dataclasses import dataclass
from datetime import datetime

from workbench.model.sourcing import ArchivedCopy, ArchiveState


@dataclass(frozen=True, slots=True)
class ArchivedCopyFound:
    """The answer of one archive about one page.

    ``state`` is ``ARCHIVED``, ``NONE_KNOWN`` or ``UNKNOWN``; silence, trouble and an empty answer
    of a look-up that is known to miss copies are all ``UNKNOWN``. ``status`` is the status that
    the page itself had when it was copied. ``note`` is one line for a person.
    """

    archive: str
    state: ArchiveState
    checked_at: datetime
    url: str | None = None
    archived_at: datetime | None = None
    status: int | None = None
    note: str | None = None

    def for_source(self, source: str) -> ArchivedCopy:
        """The same as the noun that is kept for a source."""
        return ArchivedCopy(
            source,
            self.archive,
            self.state,
            self.url,
            self.archived_at,
            self.checked_at,
            self.note,
        )
