"""What the forms share that bring something from outside: addresses, paths of files, or a text.

They fetch nothing themselves: what is wanted is checked as far as that goes without asking
anybody, and left to the background.
"""

import asyncio
import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from workbench.errors import InputError, UsageError, WorkbenchError
from workbench.named_paths import plainly, typed_path
from workbench.text import counted
from workbench.tui.lanes.wishes import Errand, ToAttach, ToRead, Wanted
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Job
from workbench.tui.session import Session
from workbench.tui.terminal.literal import literal_line
from workbench.tui.terminal.pasting import is_address, looks_like_a_text, typed_sources
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.sourcing.fetching import FetchOptions

PRIVATE, SOURCES, TEXT = "private", "sources", "text"
_INSIDE = "Inside this network too"
_OPTION = re.compile(r"with --(?:allow-private|any-port)")


class SourcesField(TextField):
    """Where addresses are typed: Enter starts, for one address is the usual thing."""

    class Entered(TextArea.Changed):
        """Enter was pressed."""

    starts = True

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.starts and self.text.strip():
            event.stop()
            event.prevent_default()
            self.post_message(self.Entered(self))
            return
        await super()._on_key(event)


class BringScreen(FormScreen):
    """What is to be brought; closing it with Save starts that in the background."""

    FIELD: ClassVar[str]
    KINDS: ClassVar[Sequence[Option]]
    """How what is typed is meant: ``SOURCES``, one a line, or ``TEXT``, the words themselves."""

    def __init__(self, session: Session, pasted: str, *, claim: str, statement: str) -> None:
        super().__init__(session, claim=claim, statement=statement)
        self._pasted = pasted
        self._field = SourcesField(id="sources", compact=True)
        self._kind = OneOf(self.KINDS, id="source-kind")
        self._kind_chosen = False
        self._private = AnyOf([inside_option()], id="private")

    # ------------------------------------------------------ what a form defines itself

    @abstractmethod
    def further_fields(self) -> ComposeResult:
        """The fields between what is wanted and the tick that lets it into one's own network."""

    @abstractmethod
    def nothing_typed(self) -> str:
        """What is said of the form while nothing is typed."""

    @abstractmethod
    def text_means(self, text: str) -> str:
        """What becomes of words that are meant themselves."""

    @abstractmethod
    def most_bytes(self) -> int:
        """How large a file may be."""

    @abstractmethod
    def wish(self, wanted: tuple[Wanted, ...]) -> ToAttach | ToRead:
        """The wish for all this; raises ``UsageError`` for what is wrong in further fields."""

    # ---------------------------------------------------------------------------- fields

    @classmethod
    def keep_refused(cls, session: Session, errand: Errand) -> None:
        """Put what was refused back into the form, with the reason, for when it opens again."""
        wanted = errand.result
        if isinstance(wanted, Wanted):
            kept = session.unsaved.get((cls.NAME, errand.claim), {})
            typed = wanted.address or wanted.path or wanted.text
            session.unsaved[cls.NAME, errand.claim] = {
                "text": "\n".join(filter(None, (kept.get("text"), typed))),
                "said": in_words_of_the_form(errand.said),
            }

    def compose_fields(self) -> ComposeResult:
        """What, of which kind, and the tick that lets it into one's own network."""
        yield label(self.FIELD)
        yield self._field
        yield Static(id="attach-means", classes="meaning")
        yield self._kind
        yield from self.further_fields()
        yield self._private

    def on_mount(self) -> None:
        """Begin with what was pasted."""
        self._kind.choose([SOURCES])
        if self._pasted:
            self._field.text = self._pasted.strip()
            self._field.move_cursor(self._field.document.end)
        self._field.focus()
        self.explain()

    def values(self) -> dict[str, str]:
        """What was typed."""
        return {"text": self._field.text}

    def restore(self, values: dict[str, str]) -> None:
        """Put back what was typed, unless something was pasted now; say why it was refused."""
        if not self._pasted:
            self._field.text = values["text"]
        if values.get("said"):
            self.call_after_refresh(self.say, values["said"], wrong=True)

    @property
    def as_text(self) -> bool:
        """Whether the words themselves are meant."""
        return self._kind.chosen == (TEXT,)

    @property
    def private(self) -> bool:
        """Whether one's own network may be gone into."""
        return bool(self._private.chosen)

    @on(TextArea.Changed, "#sources")
    def _typed(self) -> None:
        if not self._kind_chosen:
            self._kind.choose([TEXT if looks_like_a_text(self._field.text) else SOURCES])
        self.explain()

    @on(Choice.Changed, "#private")
    def _private_ticked(self) -> None:
        if self.private:
            self.say(
                "These pages may reach this computer and the network around it, at any port; "
                "their captures say so.",
                wrong=True,
            )
        else:
            self.say("")

    @on(Choice.Changed, "#source-kind")
    def _kind_picked(self) -> None:
        self._kind_chosen = True
        self.explain()

    def explain(self) -> None:
        """Say what saving would do."""
        self._field.starts = not self.as_text
        self.query_one("#attach-means", Static).update(literal_line(self._means()))

    def _means(self) -> str:
        text = self._field.text
        if not text.strip():
            return self.nothing_typed()
        if self.as_text:
            return self.text_means(text)
        wanted = typed_sources(text)
        addresses = sum(is_address(one) for one in wanted)
        parts = []
        if addresses:
            parts.append(f"{counted(addresses, 'address', 'addresses')} to fetch")
        if len(wanted) > addresses:
            parts.append(f"{counted(len(wanted) - addresses, 'file')} to read")
        return ", ".join(parts)

    # ---------------------------------------------------------------------------- saving

    def job(self) -> Job:
        """Bringing is no job of the writing lane; see ``action_form_save``."""
        raise UsageError("this goes on in the background")

    @on(SourcesField.Entered)
    def _entered(self) -> None:
        self.action_form_save()

    def action_form_save(self) -> None:
        """Check what can be checked without going anywhere, then leave it to the background."""
        if self._saving:
            return
        try:
            wish = self.wish(self._wanted())
        except (WorkbenchError, OSError) as error:
            self.say(str(plainly(error)), wrong=True)
            return
        self._saving = True
        self._check(wish)

    def _wanted(self) -> tuple[Wanted, ...]:
        text = self._field.text
        if not text.strip():
            raise UsageError("type or paste an address, the path of a file, or a text")
        if self.as_text:
            return (Wanted(text=text),)
        return tuple(
            Wanted(address=one) if is_address(one) else Wanted(path=one)
            for one in typed_sources(text)
        )

    @work(group="save", exit_on_error=False)
    async def _check(self, wish: ToAttach | ToRead) -> None:
        try:
            whole = await asyncio.to_thread(
                checked, wish.wanted, self.most_bytes(), allow_private=wish.allow_private
            )
        except (WorkbenchError, OSError) as error:
            self.say(in_words_of_the_form(str(plainly(error))), wrong=True)
        else:
            self.forget_typed()
            self.dismiss(replace(wish, wanted=whole))
        finally:
            self._saving = False


def inside_option() -> Option:
    """The tick that lets an address into one's own network."""
    return Option(PRIVATE, _INSIDE, "your intranet; NEVER a link sent to you")


def checked(
    wanted: Sequence[Wanted], most_bytes: int, *, allow_private: bool
) -> tuple[Wanted, ...]:
    """The same with whole paths, if nothing in it is refused as it stands. Nothing is sent.

    Raises:
        UsageError: An address is none that is gone to.
        InputError: There is no such file, or nothing can be read in it.
    """
    from workbench.sourcing.fetching import FetchOptions

    options = FetchOptions(allow_private=allow_private, allow_any_port=allow_private)
    whole = []
    for one in wanted:
        if one.address:
            _check_address(one.address, options)
        whole.append(replace(one, path=_whole_path(one.path, most_bytes)) if one.path else one)
    return tuple(whole)


def _whole_path(typed: str, most_bytes: int) -> str:
    from workbench.sourcing.files import refuse_unreadable

    path = typed_path(typed).absolute()
    if not path.is_file():
        kind = "a folder" if path.is_dir() else "no file of that name, and no address"
        raise InputError(f"{typed} is {kind}; check it, or choose “this text itself”")
    refuse_unreadable(str(path), most_bytes)
    return str(path)


def _check_address(address: str, options: "FetchOptions") -> None:
    from workbench.sourcing.fetching import Client
    from workbench.sourcing.fetching.policy import AddressPolicy, Private, not_public

    parsed = Client().check(address, options)
    host = "127.0.0.1" if parsed.host.rpartition(".")[2] == "localhost" else parsed.host
    numeric = ":" in host or host.replace(".", "").isdigit()
    if numeric and not_public(host):
        private = Private.ALLOWED if options.allow_private else Private.NOT_ALLOWED
        refusal = AddressPolicy().refusal(parsed.host, parsed.port, host, private)
        if refusal:
            raise UsageError(f"{parsed.place} is {refusal}")


def in_words_of_the_form(reason: str) -> str:
    """A refusal, with the tick box named where the command line's option was."""
    return _OPTION.sub(f"if you tick “{_INSIDE}”", reason)
