"""The application: themes, palette, help, leaving. What fills it is in screens/."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.timer import Timer

from workbench.errors import Damaged, NotALedger, UsageError
from workbench.places import config_directory, state_directory
from workbench.settings import load_settings
from workbench.tui.actions.file_palette import FileProvider
from workbench.tui.actions.finding_palette import QueueProvider
from workbench.tui.actions.palette import ActionProvider
from workbench.tui.keys.keymap import FILE_NAME, SHIPPED, KeyTable, key_table
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.sparing import long_work_goes_on
from workbench.tui.lanes.warming import load_the_rest
from workbench.tui.lanes.wishes import Errand
from workbench.tui.looks.themes import DARK, theme_called
from workbench.tui.messages import DamageFound, ErrandMoved
from workbench.tui.screens.desk.desk import DeskScreen
from workbench.tui.screens.desk.syncing import DAMAGED
from workbench.tui.session import Session
from workbench.tui.terminal.heap import keep_heaps_few
from workbench.tui.terminal.tidying import Tidying
from workbench.tui.touring import remember, wanted
from workbench.tui.window import Window

if TYPE_CHECKING:
    from workbench.desk.sharing.working_copies import WorkingCopy
    from workbench.tui.mending import MendingApp

PAINTED_SECONDS = 0.3
SETTLED_SECONDS = 1.5
CLOSED_SECONDS = 0.1
"""How long after a screen was closed it is tidied up."""
PUT_OFF_SECONDS = 1.0
"""How long that waits for long work to end, each time."""


class Desk(Window):
    """The desk in a terminal."""

    COMMANDS = {ActionProvider, FileProvider, QueueProvider}  # noqa: RUF012

    def __init__(
        self,
        session: Session,
        keys: KeyTable = SHIPPED,
        theme: str = DARK.name,
        *,
        tour: bool = False,
        offline: bool = False,
        query: str = "",
    ) -> None:
        super().__init__(keys, theme)
        self.session = session
        session.on_damage = self._damaged
        self._query = query
        self.left_with = ""
        """What the list was narrowed to when the desk was left to mend the file."""
        self._begin_with_tour = tour
        self._offline = offline
        self._tidying = Tidying()
        self._tidy_timer: Timer | None = None
        self.errands = Errands(session, self._errand_moved)

    def get_default_screen(self) -> Screen[None]:
        """The desk itself."""
        screen = DeskScreen(self.session, self.errands)
        if self._offline:
            screen.status.stand("offline")
        return screen

    def on_mount(self) -> None:
        """Leave cleanly when told to from outside."""
        self.leave_when_told()
        if self.session.damage is not None:
            self._damaged()
        if self._query and isinstance(self.screen, DeskScreen):
            self.call_after_refresh(self.screen.show_query, self._query)
        if self._begin_with_tour:
            self.call_after_refresh(self.action_app_tour)
        self._tidying.begin()
        self.set_timer(PAINTED_SECONDS, load_the_rest)
        self.set_timer(SETTLED_SECONDS, _settle)

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

    def _errand_moved(self, errand: Errand) -> None:
        for screen in self.screen_stack:
            screen.post_message(ErrandMoved(errand))

    async def on_unmount(self) -> None:
        """End what is under way in the background; what was kept is kept."""
        self._tidying.end()
        await self.errands.close()

    @property
    def known_damage(self) -> Damaged | None:
        """What was found to be damaged in this sitting."""
        return self.session.damage

    def _damaged(self) -> None:
        """Called in the thread that found it."""
        self.post_message(DamageFound())

    @on(DamageFound)
    def _tell_damage(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.status.stand(DAMAGED)

    def mend(self, damage: Damaged) -> None:
        """Leave for the screen that mends; what is being fetched is asked about."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                self.left_with = screen.filter_bar.text
        self._leave_by(lambda: super(Desk, self).mend(damage))

    def action_app_leave(self) -> None:
        """Leave; what is being written is finished first. What is being fetched is asked about."""
        self._leave_by(self.exit)

    def _leave_by(self, leave: Callable[[], object]) -> None:
        from workbench.tui.screens.forms.question import QuestionScreen

        under_way = self.errands.words
        if not under_way or isinstance(self.screen, QuestionScreen):
            leave()
            return

        def answered(leaving: bool | None) -> None:
            if leaving:
                leave()

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
        super().action_app_theme()
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.say(f"Theme: {self.theme}")


def run(path: Path, *, mouse: bool | None = None) -> None:
    """Open the desk on a database that exists, and return when it is left.

    What turns out to be damaged is mended first, if that is wanted. The mouse is left to the
    terminal if ``mouse`` says so, or the settings where it is ``None``.

    Raises:
        StorageError: The database cannot be opened.
        UsageError: There is no terminal to draw in, or the settings or keys are wrong.
    """
    keep_heaps_few()
    pointed = load_settings().terminal.mouse if mouse is None else mouse
    query = ""
    while True:
        wished: Damaged | None = None
        try:
            with _desk(path, query) as desk:
                if not _has_terminal():
                    raise UsageError(
                        "the desk needs a terminal: it reads keys from standard input and draws on "
                        "standard error; run it without redirecting these"
                    )
                desk.run(mouse=pointed)
                wished, query = desk.to_mend, desk.left_with
                if wished is not None:
                    # Raised in here, so that no damaged local copy is published.
                    raise wished
            return
        except NotALedger as damage:
            file = (damage.path if isinstance(damage, Damaged) else None) or path
            words = damage.reason if isinstance(damage, Damaged) else str(damage)
            mending = mend(file, words, mouse=pointed)
            if mending is not None and mending.mended:
                if not mending.wants_desk:
                    return
            elif damage is not wished:
                raise
            # Who asked for it from the desk goes back there, if the file can be opened.


def mend(path: Path, damage: str, *, mouse: bool) -> "MendingApp | None":
    """Offer to mend a damaged database; returns what came of it, ``None`` if there was no offer."""
    from workbench.desk.safekeeping.mending import can_be_mended
    from workbench.tui.mending import MendingApp

    if not (_has_terminal() and can_be_mended(path)):
        return None
    settings = load_settings()
    keys = key_table(settings.keys.preset, config_directory() / FILE_NAME)
    mending = MendingApp(path, damage, keys, theme_called(settings.looks.theme))
    mending.run(mouse=mouse)
    return mending


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


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
def _desk(path: Path, query: str = "") -> Iterator[Desk]:
    """A desk as the user has set it.

    Raises:
        Damaged: The file that is worked in cannot be opened as what it should be.
    """
    settings = load_settings()
    keys = key_table(settings.keys.preset, config_directory() / FILE_NAME)
    theme = theme_called(settings.looks.theme)
    from workbench.desk.sharing.working_copies import worked_on

    with worked_on(path) as (place, copy), _opened(place, copy) as session:
        tour = wanted(session.project.name, state_directory())
        if tour:
            remember(state_directory())
        offline = settings.sources.offline
        yield Desk(session, keys, theme, tour=tour, offline=offline, query=query)


def _opened(place: Path, copy: "WorkingCopy | None") -> Session:
    """A sitting at a file; what is wrong with it is told with the file that it is wrong with."""
    try:
        return Session(place, copy=copy)
    except Damaged:
        raise
    except NotALedger as damage:
        raise Damaged(str(damage), place, str(damage)) from None
