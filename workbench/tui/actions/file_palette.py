"""The palette's entry for a file: a copy of the project that is dropped or typed there."""

from functools import partial
from pathlib import Path

from textual.command import Hit, Hits, Provider
from textual.content import Content

from workbench.tui.screens.desk.sharing import SharingScreen, dropped_database
from workbench.tui.terminal.literal import literal_line


class FileProvider(Provider):
    """Finds what can be done with a file by its path."""

    async def search(self, query: str) -> Hits:
        """The path of a database, quoted or not, or as an address."""
        screen = self.screen
        path = dropped_database(query)
        if path and isinstance(screen, SharingScreen):
            shown = f"Merge {literal_line(Path(path).name, 60)}"
            help_ = "Shows what would come of it; nothing is merged before you say so"
            yield Hit(1.0, Content(shown), partial(screen.merge_dropped, path), help=help_)
