"""The application: themes, palette, help, leaving. What fills it is in screens/."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver
from textual.screen import Screen
from textual.timer import Timer

from workbench.errors import UsageError
from workbench.places import config_directory, state_directory
from workbench.settings import load_settings
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.file_palette import FileProvider
from workbench.tui.actions.finding_palette import QueueProvider
from workbench.tui.actions.palette import ActionProvider
from workbench.tui.actions.places import Placed, do
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.in_order import OrderlyApp
from workbench.tui.keys.jumping import Target
from workbench.tui.keys.keymap import FILE_NAME, SHIPPED, KeyTable, key_table
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.sparing import long_work_goes_on
from workbench.tui.lanes.warming import load_the_rest
from workbench.tui.lanes.wishes import Errand
from workbench.tui.looks.themes import DARK, THEMES, after, theme_called
from workbench.tui.messages import ErrandMoved, HelpWanted
from workbench.tui.screens.desk.desk import DeskScreen
from workbench.tui.screens.desk.panes import TALL, WIDE
from workbench.tui.screens.desk.too_small import TooSmallScreen, too_small
from workbench.tui.session import Session
from workbench.tui.terminal.clipboard import through_multiplexers
from workbench.tui.terminal.drivers import ServedDriver, TerminalDriver
from workbench.tui.terminal.heap import keep_heaps_few
from workbench.tui.terminal.strips import keep_strips_small
from workbench.tui.terminal.tidying import Tidying
from workbench.tui.touring import cards, remember, wanted

PAINTED_SECONDS = 0.3
SETTLED_SECONDS = 1.5
CLOSED_SECONDS = 0.1
"""How long after a screen was closed it is tidied up."""
PUT_OFF_SECONDS = 1.0
"""How long that waits for long work to end, each time."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Desk(OrderlyApp):
    """The desk in a terminal."""

    TITLE = "workbench"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.EVERYWHERE)
    COMMANDS = {ActionProvider, FileProvider, QueueProvider}  # noqa: RUF012
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

    def __init__(
        self,
        session: Session,
        keys: KeyTable = SHIPPED,
        theme: str = DARK.name,
        *,
        tour: bool = False,
        offline: bool = False,
    ) -> None:
        super().__init__(keys)
        keep_strips_small()
        self.session = session
        self._begin_with_tour = tour
        self._offline = offline
        self._tidying = Tidying()
        self._tidy_timer: Timer | None = None
        self.errands = Errands(session, self._errand_moved)
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

    def get_default_screen(self) -> Screen[None]:
        """The desk itself."""
        screen = DeskScreen(self.session, self.errands)
        if self._offline:
            screen.status.stand("offline")
        return screen

    def on_mount(self) -> None:
        """Leave cleanly when told to from outside."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.exit)
        if self._begin_with_tour:
            self.call_after_refresh(self.action_app_tour)
        self._tidying.begin()
        self.set_timer(PAINTED_SECONDS, load_the_rest)
        self.set_timer(SETTLED_SECONDS, _settle)

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small."""
        said = isinstance(self.screen, TooSmallScreen)
        if too_small(event.size) and not said:
            self.push_screen(TooSmallScreen())
        elif said and not too_small(event.size):
            self.pop_screen()

    def pop_screen(self) -> AwaitComplete:
        """Close the screen that lies on top, and keep nothing of it."""
        closed = super().pop_screen()
        if self._tidy_timer is None:
            self._tidy_timer = self.set_timer(CLOSED_SECONDS, self._tidy)
        return closed

    def _tidy(self) -> None:
        self._tidy_timer = None
        if long_work_goes_on() and self._tidying.can_wait():
            self._tidy_timer = self.set_timer(PUT_OFF_SECONDS, self._tidy)
            return
        self._tidying.tidy_up(at_rest=len(self.screen_stack) == 1)

    @on(HelpWanted)
    def _help_wanted(self) -> None:
        self.action_app_help()

    def _errand_moved(self, errand: Errand) -> None:
        for screen in self.screen_stack:
            screen.post_message(ErrandMoved(errand))

    async def on_unmount(self) -> None:
        """End what is under way in the background; what was kept is kept."""
        self._tidying.end()
        await self.errands.close()

    def action_app_leave(self) -> None:
        """Leave; what is being written is finished first. What is being fetched is asked about."""
        from workbench.tui.screens.forms.question import QuestionScreen

        under_way = self.errands.words
        if not under_way or isinstance(self.screen, QuestionScreen):
            self.exit()
            return

        def answered(leave: bool | None) -> None:
            if leave:
                self.exit()

        self.push_screen(
            QuestionScreen(
                "Leave now?",
                f"Under way: {under_way}. Leaving cancels that; nothing of it is kept half, and "
                "attaching again later starts it anew.",
            ),
            answered,
        )

    def action_app_theme(self) -> None:
        """The next theme, and its name in the status line."""
        self.theme = after(self.theme)
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.say(f"Theme: {self.theme}")

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


def run(path: Path, *, mouse: bool | None = None) -> None:
    """Open the desk on a database that exists, and return when it is left.

    The mouse is left to the terminal if ``mouse`` says so, or the settings where it is ``None``.

    Raises:
        StorageError: The database cannot be opened.
        UsageError: There is no terminal to draw in, or the settings or keys are wrong.
    """
    keep_heaps_few()
    with _desk(path) as desk:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(
                "the desk needs a terminal: it reads keys from standard input and draws on "
                "standard error; run it without redirecting these"
            )
        desk.run(mouse=load_settings().terminal.mouse if mouse is None else mouse)


def run_served(path: Path) -> None:
    """Be the desk behind a page of ``workbench serve``, which holds both ends of the pipes.

    Raises:
        StorageError: The database cannot be opened.
        UsageError: The settings or keys are wrong.
    """
    with _desk(path) as desk:
        desk.run()


def _settle() -> None:
    """Leave what is loaded for good out of garbage collection, which stops every key."""
    gc.freeze()
    gc.enable()


@contextmanager
def _desk(path: Path) -> Iterator[Desk]:
    """A desk as the user has set it."""
    settings = load_settings()
    keys = key_table(settings.keys.preset, config_directory() / FILE_NAME)
    theme = theme_called(settings.looks.theme)
    from workbench.desk.sharing.working_copies import worked_on

    with worked_on(path) as (place, copy), Session(place, copy=copy) as session:
        tour = wanted(session.project.name, state_directory())
        if tour:
            remember(state_directory())
        yield Desk(session, keys, theme, tour=tour, offline=settings.sources.offline)
