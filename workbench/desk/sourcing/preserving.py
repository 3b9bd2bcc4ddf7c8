"""Take captures out of the database: a backup of it, a WARC file, the bytes of one page."""

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import NotALedger, NotSo, StorageError
from workbench.ledger.copying import copy_ledger
from workbench.ledger.progress import Progress
from workbench.ledger.queries import all_sources, captures, kept, sources_of_claim
from workbench.ledger.queries import claim as get_claim
from workbench.model import Capture
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.copying import Copied
    from workbench.ledger.database import Ledger
    from workbench.sourcing.warc import WarcWritten


class PageCopies(Enum):
    """Whether the bytes and texts of captures go with a copy."""

    TAKEN = "taken"
    LEFT_OUT = "left out"


def back_up(ledger: "Ledger", target: Path, *, page_copies: bool = True) -> "Copied":
    """Copy the project into another file, or add what is new to an earlier copy of it.

    Without page copies, the texts and bytes of captures stay out; their hashes are in it.

    Raises:
        StorageError: The target is another project's, is this file itself, or cannot be written.
    """
    if target.exists() and target.samefile(ledger.path):
        raise StorageError(
            f"{clean_line(str(target))} is the database itself; name another file for the copy"
        )
    return copy_ledger(ledger, target, page_copies=page_copies)


def back_up_file(
    database: Path, target: Path, page_copies: PageCopies, progress: Progress
) -> "Copied":
    """The same, of a database that is opened for it.

    Raises:
        StorageError: The database cannot be read, or what is said of the target.
    """
    from workbench.desk.opening import open_for_reading

    progress("copying", 0, 0)
    with open_for_reading(database) as ledger:
        return back_up(ledger, target, page_copies=page_copies is PageCopies.TAKEN)


def export_warc(ledger: "Ledger", target: Path, claim_ids: Sequence[str] = ()) -> "WarcWritten":
    """Write the captures of some claims, or all, as a WARC file that web archives read.

    Raises:
        UsageError: The extra for it is not installed.
        StorageError: The file cannot be written.
    """
    from workbench.sourcing.warc import write_warc

    return write_warc(target, _with_bodies(ledger, claim_ids))


def capture_bytes(ledger: "Ledger", capture: Capture) -> bytes:
    """The bytes of a capture exactly as they were kept, checked against their hash.

    Raises:
        NotSo: None were kept, or they were left out of this copy of the project.
        NotALedger: They are damaged.
    """
    if capture.body is None:
        why = "was left out of this copy of the project" if capture.left_out else "was never kept"
        raise NotSo(f"the page copy of capture {capture.id[-8:]} {why}")
    return kept(ledger, capture.body)


def _with_bodies(
    ledger: "Ledger", claim_ids: Sequence[str]
) -> Iterator[tuple[Capture, bytes | None]]:
    if claim_ids:
        wanted = [
            row.id
            for one in claim_ids
            for row in sources_of_claim(ledger, get_claim(ledger, one).id)
        ]
    else:
        wanted = [row.id for row in all_sources(ledger)]
    for source_id in dict.fromkeys(wanted):
        for capture in reversed(captures(ledger, source_id)):
            yield capture, _body(ledger, capture)


def _body(ledger: "Ledger", capture: Capture) -> bytes | None:
    """The bytes of a capture; those that are damaged are told of as such and stop nothing."""
    if capture.body is None:
        return None
    try:
        return kept(ledger, capture.body)
    except NotALedger:
        return b""
