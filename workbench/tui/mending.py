"""Mending a damaged database before the desk is opened on it, or after it was found damaged."""

from pathlib import Path

from textual.screen import Screen

from workbench.tui.actions.file_palette import FileProvider
from workbench.tui.actions.palette import ActionProvider
from workbench.tui.keys.keymap import SHIPPED, KeyTable
from workbench.tui.looks.themes import DARK
from workbench.tui.screens.sharing.mending import MendingScreen
from workbench.tui.window import Window


class MendingApp(Window):
    """One screen: what is known, what could mend it, and doing it."""

    COMMANDS = {ActionProvider, FileProvider}  # noqa: RUF012

    def __init__(
        self, path: Path, damage: str, keys: KeyTable = SHIPPED, theme: str = DARK.name
    ) -> None:
        super().__init__(keys, theme)
        self._mending = MendingScreen(path, damage)

    @property
    def mended(self) -> bool:
        """Whether the file was mended."""
        return self._mending.mended

    @property
    def wants_desk(self) -> bool:
        """Whether one goes on to the desk."""
        return self._mending.wants_desk

    def get_default_screen(self) -> Screen[None]:
        """The screen."""
        return self._mending

    def on_mount(self) -> None:
        """Leave cleanly when told to from outside."""
        self.leave_when_told()
