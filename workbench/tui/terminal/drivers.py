"""The two ways to a screen: a terminal that may stop taking, a browser that may go away."""

import asyncio
import select
import sys
import threading
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, cast

from textual import messages
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.web_driver import WebDriver

from workbench.tui.terminal.terminal_output import TerminalOutput

if TYPE_CHECKING:
    from textual.app import App


class TerminalDriver(LinuxDriver):
    """A terminal; leaving takes a moment even where nobody reads it any more.

    Where it is gone the desk ends, also when no signal tells so: one that runs below another
    program is not told, and would read the end of its keys again and again.
    """

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._loop = asyncio.get_running_loop()
        self._away = False
        self._open_output()
        threading.Thread(target=self._await_hanging_up, daemon=True).start()

    def _await_hanging_up(self) -> None:
        """Wait until nobody holds the terminal any more, and leave then."""
        gone = select.poll()
        gone.register(self.fileno, 0)  # that it is gone is told unasked
        gone.poll()
        if not self.exit_event.is_set():
            with suppress(RuntimeError):  # the loop has ended meanwhile
                self._loop.call_soon_threadsafe(self._app.post_message, messages.ExitApp())

    def _open_output(self) -> None:
        self._output = TerminalOutput(cast("IO[str]", sys.__stderr__).fileno(), self._returned)
        self._file = cast("Any", self._output)

    def write(self, data: str) -> None:
        """Write, unless an editor has the terminal."""
        if not self._away:
            super().write(data)

    def suspend_application_mode(self) -> None:
        """Give the terminal away."""
        super().suspend_application_mode()
        self._away = True

    def resume_application_mode(self) -> None:
        """Take it back."""
        self._away = False
        self._open_output()
        super().resume_application_mode()

    def _returned(self) -> None:
        """Paint everything anew, from the writing thread."""
        self._loop.call_soon_threadsafe(self._paint_anew)

    def _paint_anew(self) -> None:
        self._app.refresh(layout=True)

    def stop_application_mode(self) -> None:
        """Put the terminal back."""
        if self._output.stuck:
            self._output.leave()
        super().stop_application_mode()

    def close(self) -> None:
        """Write the rest, if it is taken."""
        self._output.leave()
        super().close()
        self._output.close()


class ServedDriver(WebDriver):
    """A browser behind a pipe; when the server goes away, so does the desk."""

    def run_input_thread(self) -> None:
        """Read keys until there are no more, and leave then."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._serving.call_soon_threadsafe(self._app.post_message, messages.ExitApp())

    def start_application_mode(self) -> None:
        """Remember the loop that keys are for."""
        self._serving = asyncio.get_running_loop()
        super().start_application_mode()
