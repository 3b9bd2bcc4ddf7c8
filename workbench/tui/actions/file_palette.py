"""The palette's entry for a file: a copy of the project that is dropped or typed there."""

from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from textual.command import Hit, Hits, Provider
from textual.content import Content

from workbench.tui.screens.desk.sharing import SharingScreen, dropped_database
from workbench.tui.terminal.literal import literal_line


@runtime_checkable
class TakesCopies(Protocol):
    """A screen that mends a file with copies of it."""

    def take(self, typed: str) -> bool:
        """Look at a copy; whether there is one."""


class FileProvider(Provider):
    """Finds what can be done with a file by its path."""

    async def search(self, query: str) -> Hits:
        """The path of a database, quoted or not, or as an address."""
        screen = self.screen
        path = dropped_database(query)
        name = literal_line(Path(path).name, 60)
        if path and isinstance(screen, SharingScreen):
            help_ = "Shows what would come of it; nothing is merged before you say so"
            yield Hit(
                1.0, Content(f"Merge {name}"), partial(screen.merge_dropped, path), help=help_
            )
        elif path and isinstance(screen, TakesCopies):
            help_ = "Shows what it would bring back; nothing is changed before you say so"
            yield Hit(1.0, Content(f"Mend with {name}"), partial(screen.take, path), help=help_)
