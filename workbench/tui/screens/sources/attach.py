"""The attaching form: addresses, paths of files, or a text. It fetches nothing itself."""

import asyncio
import re
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from workbench.errors import InputError, UsageError, WorkbenchError
from workbench.model import Claim
from workbench.text import counted
from workbench.tui.lanes.errands import Errand, ToAttach, Wanted
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Job
from workbench.tui.session import Session
from workbench.tui.terminal.literal import literal_line
from workbench.tui.terminal.pasting import is_address, looks_like_a_text, typed_sources
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.sourcing.fetching import FetchOptions

_PRIVATE = "private"
_INSIDE = "Inside this network too"
_OPTION = re.compile(r"with --(?:allow-private|any-port)")
_SOURCES, _TEXT = "sources", "text"
_KINDS = (
    Option(_SOURCES, "addresses or files", "fetch each address, read each file; one a line"),
    Option(_TEXT, "this text itself", "keep the words as they are, as a source"),
)


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


class AttachScreen(FormScreen):
    """What is to be attached to the claim; closing it with Save starts that in the background."""

    NAME: ClassVar[str] = "attach"
    SAVE: ClassVar[str] = "Attach"

    def __init__(self, session: Session, claim: Claim, pasted: str = "") -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._pasted = pasted
        self._field = SourcesField(id="sources", compact=True)
        self._kind = OneOf(_KINDS, id="source-kind")
        self._kind_chosen = False
        self._title = LineField(placeholder="what to call the text", id="text-title", compact=True)
        self._private = AnyOf(
            [
                Option(
                    _PRIVATE,
                    _INSIDE,
                    "your intranet; NEVER a link sent to you",
                )
            ],
            id="private",
        )

    @staticmethod
    def keep_refused(session: Session, errand: Errand) -> None:
        """Put a refused address back into the form, with the reason, for when it opens again."""
        wanted = errand.result
        if isinstance(wanted, Wanted):
            kept = session.unsaved.get((AttachScreen.NAME, errand.claim), {})
            session.unsaved[AttachScreen.NAME, errand.claim] = {
                "text": "\n".join(filter(None, (kept.get("text"), wanted.address))),
                "said": in_words_of_the_form(errand.said),
            }

    def title_words(self) -> str:
        """The title."""
        return "Attach a source"

    def compose_fields(self) -> ComposeResult:
        """What, of which kind, and the tick that lets it into one's own network."""
        yield label("Web addresses or files, one a line, or a text; Enter attaches addresses")
        yield self._field
        yield Static(id="attach-means", classes="meaning")
        yield self._kind
        yield self._title
        yield self._private

    def on_mount(self) -> None:
        """Begin with what was pasted."""
        self._kind.choose([_SOURCES])
        self._title.display = False
        if self._pasted:
            self._field.text = self._pasted.strip()
            self._field.move_cursor(self._field.document.end)
        self._field.focus()
        self._explain()

    def values(self) -> dict[str, str]:
        """What was typed."""
        return {"text": self._field.text, "title": self._title.value}

    def restore(self, values: dict[str, str]) -> None:
        """Put back what was typed, unless something was pasted now; say why it was refused."""
        if not self._pasted:
            self._field.text = values["text"]
            self._title.value = values.get("title", "")
        if values.get("said"):
            self.call_after_refresh(self.say, values["said"], wrong=True)

    @property
    def _as_text(self) -> bool:
        return self._kind.chosen == (_TEXT,)

    @on(TextArea.Changed, "#sources")
    def _typed(self) -> None:
        if not self._kind_chosen:
            self._kind.choose([_TEXT if looks_like_a_text(self._field.text) else _SOURCES])
        self._explain()

    @on(Choice.Changed, "#private")
    def _private_ticked(self) -> None:
        if self._private.chosen:
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
        self._explain()

    def _explain(self) -> None:
        self._field.starts = not self._as_text
        self._title.display = self._as_text
        self.query_one("#attach-means", Static).update(literal_line(self._means()))

    def _means(self) -> str:
        text = self._field.text
        if not text.strip():
            return "Fetching goes on in the background; what fails is kept with its reason."
        if self._as_text:
            return f"A text of {counted(len(text.split()), 'word')} will be kept as a source."
        wanted = typed_sources(text)
        addresses = sum(is_address(one) for one in wanted)
        parts = []
        if addresses:
            parts.append(f"{counted(addresses, 'address', 'addresses')} to fetch")
        if len(wanted) > addresses:
            parts.append(f"{counted(len(wanted) - addresses, 'file')} to read")
        return ", ".join(parts)

    def job(self) -> Job:
        """Attaching is no job of the writing lane; see ``action_form_save``."""
        raise UsageError("attaching goes on in the background")

    @on(SourcesField.Entered)
    def _entered(self) -> None:
        self.action_form_save()

    def action_form_save(self) -> None:
        """Check what can be checked without going anywhere, then leave it to the background."""
        if self._saving:
            return
        private = bool(self._private.chosen)
        text = self._field.text
        if not text.strip():
            self.say("type or paste an address, the path of a file, or a text", wrong=True)
            return
        if self._as_text:
            wish = ToAttach(self.claim, (Wanted(text=text, title=self._title.value),))
        else:
            wish = ToAttach(
                self.claim,
                tuple(
                    Wanted(address=one) if is_address(one) else Wanted(path=one)
                    for one in typed_sources(text)
                ),
                private,
            )
        self._saving = True
        self._check(wish)

    @work(group="save", exit_on_error=False)
    async def _check(self, wish: ToAttach) -> None:
        try:
            wish = await asyncio.to_thread(checked, wish)
        except WorkbenchError as error:
            self.say(in_words_of_the_form(str(error)), wrong=True)
        else:
            self.forget_typed()
            self.dismiss(wish)
        finally:
            self._saving = False


def checked(wish: ToAttach) -> ToAttach:
    """The wish, if nothing in it is refused as it stands. Nothing is sent or looked up.

    Raises:
        UsageError: An address is none that is gone to.
        InputError: There is no such file.
    """
    from pathlib import Path

    from workbench.sourcing.fetching import FetchOptions

    wanted = []
    options = FetchOptions(allow_private=wish.allow_private, allow_any_port=wish.allow_private)
    for one in wish.wanted:
        if one.address:
            _check_address(one.address, options)
        elif one.path:
            path = Path(one.path).expanduser().absolute()
            if not path.is_file():
                kind = "a folder" if path.is_dir() else "no file of that name, and no address"
                raise InputError(f"{one.path} is {kind}; check it, or choose “this text itself”")
            one = Wanted(path=str(path))  # noqa: PLW2901
        wanted.append(one)
    return ToAttach(wish.claim, tuple(wanted), wish.allow_private)


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
