"""What every application here is: themes, keys, help, leaving when told to."""

import asyncio
import os
import signal
from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.actions import ActionParseResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver

from workbench.errors import Damaged, WorkbenchError
from workbench.named_paths import plainly
from workbench.text import clean_line
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
        self.to_mend: Damaged | None = None
        """What is to be mended once this is left, and what is known of it."""
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

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a click asks for; where a file or folder forbids it, tell so."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except (WorkbenchError, OSError) as error:
            said = clean_line(str(plainly(error)))
            self.notify(said, severity="error", markup=False)
            return True

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

    @property
    def known_damage(self) -> Damaged | None:
        """What was found to be damaged, if anything was."""
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once the file was found to be damaged, its key is not that of anything else."""
        if action == "app_mend":
            return self.known_damage is not None
        return super().check_action(action, parameters)

    def why_not(self, action: Action) -> str:
        """Why something that can be done everywhere cannot be done now."""
        if action.id == "app.mend" and self.known_damage is None:
            return "Nothing of the file was found to be damaged."
        return ""

    def action_app_mend(self) -> None:
        """Mend what was found to be damaged."""
        if self.known_damage is not None:
            self.mend(self.known_damage)

    def mend(self, damage: Damaged) -> None:
        """Leave for the screen that mends a file; a browser has only this one program."""
        if self.is_web:
            self.notify(
                f"A damaged file is mended in a terminal: workbench {damage.path or ''}",
                severity="warning",
                markup=False,
            )
            return
        self.to_mend = damage
        self.exit()

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
            if action.where is Where.EVERYWHERE:
                return self.why_not(action)
            return screen.why_not(action) if isinstance(screen, Placed) else ""

        def chosen(action: Action | None) -> None:
            if action is not None:
                self.call_later(do, self, screen, action)

        self.push_screen(HelpScreen(places, why_not), chosen)
