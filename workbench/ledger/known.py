"""Which events a database holds, written down for somebody who reads another one."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.ledger.private_folder import no_room
from workbench.ledger.schema import BEGINNING

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_BEGINNING: Final = BEGINNING.format("event")
_PAGE: Final = (
    f"SELECT event FROM entered WHERE {_BEGINNING} >= {BEGINNING.format('?1')} AND event > ?1"
    f" ORDER BY {_BEGINNING}, event LIMIT ?2"
)
_PAGE_IDS: Final = 20_000


def held_ids(ledger: "Ledger") -> Iterator[list[bytes]]:
    """The ids of the events that the tables show, in order, a page at a time."""
    after = b"\0"
    while page := ledger.rows(_PAGE, (after, _PAGE_IDS)):
        yield [row[0] for row in page]
        after = page[-1][0]


def write_held_ids(ledger: "Ledger", path: Path) -> int:
    """Write the ids one after the other, and return how many they are.

    Raises:
        StorageError: There is no room for them.
    """
    written = 0
    try:
        with path.open("wb") as file:
            for page in held_ids(ledger):
                file.write(b"".join(page))
                written += len(page)
    except OSError as error:
        raise no_room(error) from None
    return written
