"""The rows of a list, read a page at a time as they come into sight, and the latest pages kept.

A page is waited for only for a moment; if it comes later, the one who wanted it is told.
"""

from array import array
from collections.abc import Callable
from concurrent.futures import Future, wait

from textual.cache import LRUCache

from workbench.model import ClaimRow
from workbench.tui.looks.columns import RowSource

PAGE_ROWS = 128
PAGES_KEPT = 16
MOMENT_SECONDS = 0.02


class RowPages:
    """Rows by their place in an array of claim numbers."""

    def __init__(self, rows: RowSource, came: Callable[[], object]) -> None:
        self._rows = rows
        self._came = came
        self._pages: LRUCache[int, list[ClaimRow]] = LRUCache(PAGES_KEPT)
        self._coming: dict[int, Future[list[ClaimRow]]] = {}

    def row(self, numbers: "array[int]", index: int) -> ClaimRow | None:
        """The row at a place, or ``None`` while it is being read.

        Raises:
            WorkbenchError: Its page could not be read; asking again tries again.
        """
        page_number, place = divmod(index, PAGE_ROWS)
        page = self._pages.get(page_number)
        if page is None:
            page = self._read(numbers, page_number)
        return page[place] if page is not None and place < len(page) else None

    def forget(self) -> None:
        """Read every page again when it is wanted."""
        self._pages.clear()
        self._coming.clear()

    def forget_page_of(self, index: int) -> None:
        """Read one page again; the list has grown in it."""
        self._pages.discard(index // PAGE_ROWS)
        self._coming.pop(index // PAGE_ROWS, None)

    def _read(self, numbers: "array[int]", page_number: int) -> list[ClaimRow] | None:
        page = self._coming.get(page_number)
        if page is None:
            first = page_number * PAGE_ROWS
            page = self._rows(list(numbers[first : first + PAGE_ROWS]))
            self._coming[page_number] = page
            wait([page], MOMENT_SECONDS)
            if not page.done():
                page.add_done_callback(lambda _: self._came())
        if not page.done():
            return None
        del self._coming[page_number]
        rows = page.result()
        self._pages[page_number] = rows
        return rows
