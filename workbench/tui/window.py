"""What every application here is: themes, keys, help, leaving when told to."""

import asyncio
import os
import signal
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver

from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed, do
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.in_order import OrderlyApp
from workbench.tui.keys.jumping import Target
from workbench.tui.keys.keymap import SHIPPED, KeyTable
from workbench.tui.looks.themes import DARK, THEMES, after
from workbench.tui.messages import HelpWanted
from workbench.tui.screens.desk.panes import TALL, WIDE
from workbench.tui.screens.desk.too_small import TooSmallScreen, too_small
from workbench.tui.terminal.clipboard import through_multiplexers
from workbench.tui.terminal.drivers import ServedDriver, TerminalDriver
from workbench.tui.terminal.strips import keep_strips_small
from workbench.tui.touring import cards

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Window(OrderlyApp):
    """An application in a terminal."""

    TITLE = "workbench"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.EVERYWHERE)
    CSS_PATH = [  # noqa: RUF012
        "screens/desk/desk.tcss",
        "screens/forms/form.tcss",
        "screens/sources/source.tcss",
        "screens/pairs/pairs.tcss",
        "screens/small.tcss",
    ]

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]  # noqa: RUF012

    def __init__(self, keys: KeyTable = SHIPPED, theme: str = DARK.name) -> None:
        super().__init__(keys)
        self.damage: tuple[Path, str] | None = None
        """The database that is to be mended once this is left, and what is known of it."""
        keep_strips_small()
        self.animation_level = "none"
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme

    def get_driver_class(self) -> type[Driver]:
        """The driver that Textual chooses, in the form that can be left at any time."""
        chosen = super().get_driver_class()
        return {LinuxDriver: TerminalDriver, WebDriver: ServedDriver}.get(chosen, chosen)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy to the clipboard of the terminal, whatever lies between."""
        super().copy_to_clipboard(text)
        if self._driver is not None and not self.is_web:
            self._driver.write(through_multiplexers(text, os.environ))

    def leave_when_told(self) -> None:
        """Leave cleanly when told to from outside."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.exit)

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small."""
        said = isinstance(self.screen, TooSmallScreen)
        if too_small(event.size) and not said:
            self.push_screen(TooSmallScreen())
        elif said and not too_small(event.size):
            self.pop_screen()

    @on(HelpWanted)
    def _help_wanted(self) -> None:
        self.action_app_help()

    def action_app_leave(self) -> None:
        """Leave."""
        self.exit()

    def action_app_theme(self) -> None:
        """The next theme."""
        self.theme = after(self.theme)

    def action_app_jump(self) -> None:
        """Put letters on all that one can go to."""
        from workbench.tui.screens.help.jump import JumpScreen, targets_of
        from workbench.tui.screens.help.tour import TourScreen

        screen = self.screen
        if isinstance(screen, JumpScreen | TooSmallScreen | TourScreen):
            return

        def chosen(target: Target | None) -> None:
            if target is not None:
                self.call_later(target.go)

        self.push_screen(JumpScreen(targets_of(screen)), chosen)

    def action_app_tour(self) -> None:
        """Tell how the desk is used."""
        from workbench.tui.screens.help.tour import TourScreen

        if not isinstance(self.screen, TourScreen | TooSmallScreen):
            self.push_screen(TourScreen(cards(self.keys)))

    def action_app_help(self) -> None:
        """Show what can be done here and now."""
        from workbench.tui.screens.help.help import HelpScreen

        screen = self.screen
        if isinstance(screen, HelpScreen | TooSmallScreen):
            return
        places = (
            (*screen.places(), Where.EVERYWHERE) if isinstance(screen, Placed) else tuple(Where)
        )

        def why_not(action: Action) -> str:
            return screen.why_not(action) if isinstance(screen, Placed) else ""

        def chosen(action: Action | None) -> None:
            if action is not None:
                self.call_later(do, self, screen, action)

        self.push_screen(HelpScreen(places, why_not), chosen)
