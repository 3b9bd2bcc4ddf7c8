"""Room for one child process: it is started when needed, counted, and replaced when worn."""

from workbench.sourcing.pages.conversation import NOT_STARTED, Trouble
from workbench.sourcing.pages.limits import PageLimits
from workbench.sourcing.pages.process import ChildProcess


class Place:
    """At most one living child process, and those that were killed and are not yet reaped."""

    def __init__(self, limits: PageLimits) -> None:
        self._limits = limits
        self._pages = 0
        self.child: ChildProcess | None = None
        self.dying: list[ChildProcess] = []

    def started(self) -> ChildProcess:
        """The child process, started if there is none.

        Raises:
            Trouble: The system does not start it.
        """
        if self.child is None:
            try:
                self.child = ChildProcess()
            except OSError:
                raise Trouble(NOT_STARTED) from None
            self._pages = 0
        return self.child

    def done(self, peak_bytes: int) -> None:
        """Count a page that was read, and end a process that has read enough of them."""
        self._pages += 1
        if self._pages >= self._limits.pages_per_process or peak_bytes > self._limits.worn_bytes:
            self.discard()

    def discard(self) -> None:
        """Kill the child process, if there is one. It must still be reaped."""
        if self.child is not None:
            self.child.kill()
            self.dying.append(self.child)
            self.child = None

    def reap(self) -> bool:
        """Take note of killed processes that have ended; say whether all have."""
        self.dying = [child for child in self.dying if not child.reaped()]
        return not self.dying

    def wait(self) -> None:
        """Wait until all killed processes have ended."""
        while self.dying:
            self.dying.pop().wait()
