"""Which events a database holds, written down for somebody who reads another one."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE: Final = "SELECT event FROM entry WHERE event > ? ORDER BY event LIMIT ?"
_PAGE_IDS: Final = 20_000


def held_ids(ledger: "Ledger") -> Iterator[list[bytes]]:
    """The ids of the events that the tables show, in order, a page at a time."""
    after = b""
    while page := ledger.rows(_PAGE, (after, _PAGE_IDS)):
        yield [row[0] for row in page]
        after = page[-1][0]


def write_held_ids(ledger: "Ledger", path: Path) -> int:
    """Write the ids one after the other, and return how many they are."""
    written = 0
    with path.open("wb") as file:
        for page in held_ids(ledger):
            file.write(b"".join(page))
            written += len(page)
    return written
