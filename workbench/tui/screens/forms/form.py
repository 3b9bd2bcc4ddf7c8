"""What all forms share: a title, the claim, fields, and saving that never loses what was typed."""

from abc import abstractmethod
from collections.abc import Mapping
from concurrent.futures import Future
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from workbench.desk.deciding.drafts import DraftBox
from workbench.errors import WorkbenchError
from workbench.named_paths import plainly
from workbench.settings import load_settings
from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.lanes.watching import ClaimTouched
from workbench.tui.messages import HelpWanted
from workbench.tui.screens.forms.kept_fields import KeptField, content_of, put_back
from workbench.tui.screens.forms.results import Job, Result
from workbench.tui.screens.forms.room import needs_all_room
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.terminal.editing import edited
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.text_field import TextField


class FormScreen(Placed, ModalScreen[Result]):
    """A form over the desk. It closes with what it did, with a word on leaving, or nothing.

    When saving fails the form stays open with everything in it, and says why.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.FORM)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.FORM, Where.CHOICE)
    NAME: ClassVar[str] = "form"
    SAVE: ClassVar[str] = "Save"
    KEEPS_TYPED: ClassVar[bool] = True
    """Whether what is typed is kept on this computer at once, also across sittings."""

    def __init__(self, session: Session, *, claim: str, statement: str) -> None:
        super().__init__(classes="form")
        self.session = session
        self.claim = claim
        self.statement = statement
        self._saving = False
        self._hinting = False
        self._at_first: dict[str, str] = {}
        self._last_kept: Future[None] | None = None

    # ---------------------------------------------------------- what a form defines itself

    @abstractmethod
    def compose_fields(self) -> ComposeResult:
        """The fields between the claim and the buttons."""

    @abstractmethod
    def job(self) -> Job:
        """What saving does, in the writing lane; raises ``UsageError`` for what is missing."""

    def node_for(self, where: Where) -> DOMNode | None:
        """The form, or the choices that are being made."""
        if where is not Where.CHOICE:
            return self
        choices = list(self.query(Choice))
        focused = [choice for choice in choices if choice.has_focus]
        return next(iter(focused or choices), None)

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The fields that are kept as they stand, each by a name."""
        return {}

    def values(self) -> dict[str, str]:
        """What was typed, to be kept if the form is left or the program ends in mid-edit."""
        return {name: content_of(field) for name, field in self.kept_fields().items()}

    def is_worth_keeping(self, values: dict[str, str]) -> bool:
        """Whether a form that is left holds something that was typed."""
        return any(values.values())

    def restore(self, values: dict[str, str]) -> None:
        """Put back what was typed before."""
        for name, field in self.kept_fields().items():
            put_back(field, values[name])

    def title_words(self) -> str:
        """The title of the form."""
        return "Form"

    # ---------------------------------------------------------------------------- frame

    def compose(self) -> ComposeResult:
        """Title, claim, fields, a line for what went wrong, buttons."""
        with Vertical(id="form"):
            yield Static(literal_line(self.title_words()), id="form-title")
            yield ReadingPane(id="form-claim")
            with VerticalScroll(id="form-fields", can_focus=False):
                yield from self.compose_fields()
            yield Static(id="form-message", classes="-empty")
            with Horizontal(id="form-buttons"):
                yield Button(self.SAVE, id="save", compact=True, action="screen.form_save")
                yield Button("Leave", id="leave", compact=True, action="screen.form_leave")
            yield KeyLine()

    def on_mount(self) -> None:
        """Show the claim and what was typed before."""
        pane = self.query_one("#form-claim", ReadingPane)
        pane.can_focus = False
        pane.show(self.claim_sheet().build())
        kept = self.session.unsaved.get((self.NAME, self.claim))
        if kept is not None:
            self._put_typed_back(kept)
            self.say("What you typed before is still here.")
        self._begin_keeping(known=kept is not None)
        self.call_after_refresh(self._take_room)

    def on_resize(self, event: events.Resize) -> None:
        """Another height may have room for all fields."""
        del event
        self.call_after_refresh(self._take_room)

    def _take_room(self) -> None:
        fields = self.query_one("#form-fields")
        self.set_class(needs_all_room(fields, self.size.height), "-full")

    @on(ClaimTouched)
    def _touched(self, event: ClaimTouched) -> None:
        """Say that the claim changed meanwhile; what is typed stays as it is."""
        if event.claim == self.claim:
            self.say(
                f"{event.who} has changed this claim meanwhile; what you typed is still here.",
                wrong=True,
            )

    @on(Choice.Missed)
    def _missed(self, event: Choice.Missed) -> None:
        """A key that chooses nothing is not swallowed without a word."""
        self._hint(
            f"{event.key} chooses nothing here: {key('choice.pick')} chooses, {key('form.next')} "
            "goes on to the next field"
        )

    def on_key(self, event: events.Key) -> None:
        """Nor is one that was typed on a button."""
        known = event.key in self.active_bindings
        if event.is_printable and not known and isinstance(self.focused, Button):
            self._hint(f"Enter presses the button, {key('form.next')} goes on to the next field")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A hint about a key is about the field in which it was pressed."""
        del event
        if self._hinting:
            self.say("")

    def _hint(self, words: str) -> None:
        self.say(words)
        self._hinting = True

    def claim_sheet(self) -> SheetBuilder:
        """What the form says about the claim."""
        return SheetBuilder().line(self.statement, Tone.STRONG)

    def say(self, message: str, *, wrong: bool = False) -> None:
        """Tell the user something about the form."""
        self._hinting = False
        line = self.query_one("#form-message", Static)
        line.set_class(wrong, "-wrong")
        line.set_class(not message, "-empty")
        line.update(literal_line(message))

    # ---------------------------------------------------------------------------- drafts

    def _begin_keeping(self, *, known: bool) -> None:
        """From now on keep what is typed; put back what an earlier sitting left."""
        if not self.KEEPS_TYPED:
            return
        self._at_first = self.values()
        if not known:
            self._load_typed()

    def _put_typed_back(self, typed: dict[str, str]) -> None:
        """Put back what was typed, with the cursor where one goes on."""
        self.restore(typed)
        for text in self.query(TextField):
            text.move_cursor(text.document.end)
        for line in self.query(Input):
            line.cursor_position = len(line.value)

    @work(group="typed", exit_on_error=False)
    async def _load_typed(self) -> None:
        place = (self.session.project.id, self.NAME, self.claim)
        typed = await self.session.drafts.run(lambda box: box.load_typed(*place))
        if typed is None or self.values() != self._at_first:
            return
        try:
            self._put_typed_back(typed)
        except KeyError:
            # An earlier version of the form had other fields.
            self.forget_typed()
        else:
            self.say("What you typed before is back.")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _keep_typed(self) -> None:
        values = self.values()
        if not self.KEEPS_TYPED:
            return
        untouched = not values or values == self._at_first
        if untouched and self._last_kept is None:
            return
        if self._last_kept is not None:
            self._last_kept.cancel()
        place = (self.session.project.id, self.NAME, self.claim)

        def keep(box: DraftBox) -> None:
            if untouched:
                box.discard_typed(*place)
            else:
                box.save_typed(*place, values)

        self._last_kept = self.session.drafts.submit(keep)
        self._last_kept.add_done_callback(self._typed_kept)

    def _typed_kept(self, kept: "Future[None]") -> None:
        error = None if kept.cancelled() else kept.exception()
        if isinstance(error, WorkbenchError):
            self.app.call_from_thread(self.say, f"The draft is not kept: {error}", wrong=True)

    def forget_typed(self) -> None:
        """What was typed has been saved, or is not wanted."""
        self.session.unsaved.pop((self.NAME, self.claim), None)
        if self._last_kept is not None:
            self._last_kept.cancel()
        if self.KEEPS_TYPED:
            place = (self.session.project.id, self.NAME, self.claim)
            self.session.drafts.submit(lambda box: box.discard_typed(*place))

    # ---------------------------------------------------------------------------- saving

    def action_form_save(self) -> None:
        """Save and close; on an error say it and stay."""
        if self._saving:
            return
        try:
            job = self.job()
        except (WorkbenchError, OSError) as error:
            self.say(str(plainly(error)), wrong=True)
            return
        self._saving = True
        self.say("Saving…")
        self._save(job)

    @work(group="save", exit_on_error=False)
    async def _save(self, job: Job) -> None:
        try:
            done = await self.session.writing.run(job)
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
        else:
            self.forget_typed()
            await self.saved()
            self.dismiss(done)
        finally:
            self._saving = False

    async def saved(self) -> None:
        """What else is to be done when it is saved."""

    def action_form_leave(self) -> None:
        """Close; what was typed is kept."""
        if self._saving:
            return
        values = self.values()
        if self.is_worth_keeping(values):
            self.session.unsaved[self.NAME, self.claim] = values
            how = "" if self.KEEPS_TYPED else " while the desk is open"
            self.dismiss(f"Nothing saved; what you typed is kept{how}.")
        else:
            self.forget_typed()
            self.dismiss(None)

    def action_form_next(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def action_form_previous(self) -> None:
        """Go back a field."""
        self.focus_previous()

    def action_form_edit(self) -> None:
        """Write the long text in an editor."""
        texts = list(self.query(TextField))
        if not texts:
            self.say("This form has no long text.", wrong=True)
        elif not self._saving:
            self._edit(next((one for one in texts if one.has_focus), texts[0]))

    @work(group="edit", exclusive=True, exit_on_error=False)
    async def _edit(self, field: TextField) -> None:
        try:
            text = await edited(self.app, field.text, load_settings().terminal.editor)
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
        else:
            if text != field.text:
                field.text = text
                field.move_cursor(field.document.end)
            field.focus()
            self.say("Back from the editor.")

    def action_form_help(self) -> None:
        """Show what can be done in the form."""
        self.app.post_message(HelpWanted())

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter in the last field saves; in the others it goes on."""
        fields = [
            field
            for field in self.query(
                "#form-fields Input, #form-fields TextArea, #form-fields Choice"
            )
            if field.display
        ]
        if self.focused is fields[-1]:
            self.action_form_save()
        else:
            self.focus_next()


def label(text: str) -> Widget:
    """The name of a field."""
    return Static(literal_line(text), classes="label")
