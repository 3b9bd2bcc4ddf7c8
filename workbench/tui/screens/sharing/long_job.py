"""What merging and syncing share: a form for a path, and a screen that shows a long job."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.message import Message

from workbench.errors import UsageError, WorkbenchError
from workbench.named_paths import typed_path
from workbench.text import clean_line
from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.lanes.matching import Stopped
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.quiet import QuietScreen
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

Outcome = TypeVar("Outcome")

SETTLE = "settle"
"""What such a screen closes with when one goes on to the conflicts."""


class PathForm(FormScreen):
    """Which file or folder is meant. It closes with the path that was typed."""

    TITLE_WORDS: ClassVar[str]
    ABOUT: ClassVar[str]
    ASKED: ClassVar[str]
    EXAMPLE: ClassVar[str]
    MISSING: ClassVar[str]

    def __init__(self, session: Session) -> None:
        super().__init__(session, claim="", statement="")
        self._path = LineField(placeholder=self.EXAMPLE, compact=True)

    def title_words(self) -> str:
        """The title."""
        return self.TITLE_WORDS

    def claim_sheet(self) -> SheetBuilder:
        """What it does."""
        return SheetBuilder().line(self.ABOUT, Tone.MUTED)

    def compose_fields(self) -> ComposeResult:
        """The path."""
        yield label(self.ASKED)
        yield self._path

    def on_mount(self) -> None:
        """Begin with the path."""
        self._path.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The path."""
        return {"path": self._path}

    def refuse(self, path: Path, shown: str) -> None:
        """Refuse a path at which there is nothing of the kind, while it still stands in its field.

        Raises:
            UsageError: There is nothing of the kind; ``shown`` is the path for the message.
        """

    def job(self) -> Job:
        """Take the path as it is; whether what lies there can be used is found out by using it."""
        path = dropped_path(self._path.value)
        if not path:
            raise UsageError(self.MISSING)
        place = typed_path(path)
        self.refuse(place, clean_line(path, 80))
        return lambda _ledger: Done("", str(place))


def need_file(path: Path, shown: str) -> None:
    """Refuse what is no file.

    Raises:
        UsageError: It is a folder, or nothing is there.
    """
    if path.is_dir():
        raise UsageError(f"{shown} is a folder; name a file in it")
    if not path.exists():
        raise UsageError(f"there is no file {shown}")


class JobMoved(Message):
    """What goes on, and how far it is."""

    def __init__(self, what: str, done: int) -> None:
        super().__init__()
        self.what = what
        self.done = done


class LongJobScreen(Placed, QuietScreen[str | None]):
    """A sheet over which a long job runs in the writing lane, with progress and a way to stop it.

    It closes with a word on what was done, if anything was.
    """

    PANE: ClassVar[str]
    STOPPED: ClassVar[str]
    FAILED: ClassVar[str]

    def __init__(self, session: Session) -> None:
        super().__init__(classes="pairs")
        self.session = session
        self.busy = False
        self._stop = Event()
        self.pane = ReadingPane(id=self.PANE)
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """A sheet, status and footer."""
        yield self.pane
        yield self.status
        yield KeyLine()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.stop()

    def node_for(self, where: Where) -> DOMNode | None:
        """The sheet that is scrolled, or the screen."""
        return self.pane if where is Where.READING else self

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self.busy

    def say(self, message: str, tone: str = "") -> None:
        """Say what has happened."""
        self.status.say(message, tone)

    def stop(self) -> None:
        """Stop what is under way, at its next step."""
        self._stop.set()

    async def carry_out(self, job: "Callable[[Ledger], Outcome]") -> "Outcome | None":
        """Do a job in the writing lane; ``None`` if it was stopped or failed, which is said."""
        return await self.followed(self.session.writing.run(job))

    async def followed(self, work: Awaitable[Outcome]) -> "Outcome | None":
        """Wait for work that is under way; ``None`` if it was stopped or failed, which is said."""
        self.busy = True
        self._stop.clear()
        self.refresh_bindings()
        try:
            return await work
        except Stopped:
            self.say(self.STOPPED, "warning")
        except WorkbenchError as error:
            words = str(self.session.told(error))
            self.pane.show(SheetBuilder().line(words, Tone.BAD).build())
            self.say(self.FAILED, "bad")
        finally:
            self.busy = False
            self.status.work("")
            self.refresh_bindings()
        return None

    def step(self, what: str, done: int) -> None:
        """Tell how far a job is; called in the writing lane.

        Raises:
            Stopped: It is not wanted any more.
        """
        if self._stop.is_set() or self.session.writing.closing.is_set():
            raise Stopped
        self.post_message(JobMoved(what, done))

    def step_of(self, what: str, done: int, of: int) -> None:
        """The same of a job that knows how much there is to do.

        Raises:
            Stopped: It is not wanted any more.
        """
        self.step(f"{what} {done:,} of {of:,}" if of else what, 0 if of else done)

    @on(JobMoved)
    def _moved(self, event: JobMoved) -> None:
        if self.busy:
            self.status.work(f"{event.what} {event.done:,}" if event.done else event.what)


def dropped_path(text: str) -> str:
    """The path in what a terminal gives when a file is dropped: quoted, escaped, or an address."""
    words = text.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"":
        words = words[1:-1]
    if words.startswith("file://"):
        from urllib.parse import unquote, urlsplit

        return unquote(urlsplit(words).path)
    return words.replace("\\ ", " ")
