"""A source beside the claim: read it, jump between passages, make words evidence with one key.

What is done to what is shown is in source_quoting.py; this is looking at it.
"""

from dataclasses import replace
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.dom import DOMNode

from workbench.errors import WorkbenchError
from workbench.model import PageText
from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.source_reading import LoadedSource, Place, SourceWish, load_source
from workbench.tui.screens.quiet import QuietScreen
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.source import beside_sheet, compact_sheet, title_words
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.source_pane import SourcePane
from workbench.tui.widgets.status_line import StatusLine

WIDE = 120


class SourceViewScreen(Placed, QuietScreen[str | None]):
    """The claim at the left, or in a few lines above; the source's text beside it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.SOURCE)

    def __init__(
        self, session: Session, errands: Errands, wish: SourceWish, read_only: str = ""
    ) -> None:
        super().__init__(classes="source")
        self.session = session
        self.errands = errands
        self.wish = wish
        self.read_only = read_only
        self.loaded: LoadedSource | None = None
        self.beside = ReadingPane(id="beside")
        self.page = SourcePane(id="page")
        self.status = StatusLine(id="status")
        self.here: int | None = None

    def compose(self) -> ComposeResult:
        """Claim and text; status and footer."""
        with Container(id="source-panes"):
            yield self.beside
            yield self.page
        yield self.status
        yield KeyLine()

    def on_mount(self) -> None:
        """Read what is wanted as soon as it is known how wide it can be shown."""
        self.beside.can_focus = False
        self._arrange()
        self.page.show(SheetBuilder().line("Reading the source…", Tone.MUTED).build())
        self.page.focus()
        self.status.work(self.errands.words)
        self.call_after_refresh(self.load, self.wish)

    def on_resize(self, event: events.Resize) -> None:
        """Another size may mean another layout."""
        del event
        self._arrange()
        self.call_after_refresh(self._stay)

    def _stay(self) -> None:
        place = self.place
        if place is not None:
            self._show_beside()
            self.page.scroll_to_text(place.start, place.end)

    def _arrange(self) -> None:
        wide = self.app.size.width >= WIDE
        if self.has_class("-wide") != wide or not self.has_class("-narrow", "-wide"):
            self.set_class(wide, "-wide")
            self.set_class(not wide, "-narrow")
        if self.loaded is not None:
            self._show_beside()

    def say(self, message: str, tone: str = "") -> None:
        """Say what has happened."""
        self.status.say(message, tone)

    # ------------------------------------------------------------------------- loading

    @work(group="load", exclusive=True, exit_on_error=False)
    async def load(self, wish: SourceWish, *, stay: bool = False) -> None:
        """Read a source in the lane and show it; ``stay`` keeps the place in the text."""
        width = self.page.text_width
        try:
            loaded = await self.session.reading.run(lambda ledger: load_source(ledger, wish, width))
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if loaded is None:
            self.dismiss("The claim has no sources (any more); t attaches one")
            return
        self._show(loaded, stay=stay)

    def _show(self, loaded: LoadedSource, *, stay: bool) -> None:
        before, self.loaded = self.place, loaded
        view = loaded.view
        self.wish = SourceWish(
            loaded.claim.id,
            loaded.row.id,
            view.capture.id if view else None,
            view.text_kind if view else None,
            loaded.sources,
        )
        self.page.show_source(
            loaded.text,
            loaded.wrapped,
            loaded.marks,
            loaded.places,
            loaded.signs,
            keep_place=stay,
        )
        self.page.border_title = literal_line(title_words(loaded), self.size.width)
        self.here = self._nearest(before) if stay and before is not None else self._best()
        self._point(scroll=not stay)
        if not stay:
            # The bar beside a long text may have changed its width since.
            self.call_after_refresh(self._stay)
        just_done = stay and self.status.message
        if not loaded.text.strip() and not just_done:
            self.say(self._why_empty(loaded), "warning")
        self.refresh_bindings()

    def _why_empty(self, loaded: LoadedSource) -> str:
        view = loaded.view
        if view is None:
            return (
                f"Nothing of this source was captured yet; {key('source.recheck')} fetches a page"
            )
        if view.capture.left_out:
            return "The page copy is not in this file; ask for a copy of the project that has it"
        reason = view.capture.exchange.reason
        return f"No text: {reason}" if reason else "This capture has no text; m may show some"

    # ------------------------------------------------------------------------- places

    @property
    def place(self) -> Place | None:
        """The passage or quote that is marked now."""
        if self.loaded is None or self.here is None or self.here >= len(self.loaded.places):
            return None
        return self.loaded.places[self.here]

    def _best(self) -> int | None:
        places = self.loaded.places if self.loaded else ()
        ranked = [n for n, place in enumerate(places) if place.rank == 1]
        return ranked[0] if ranked else (0 if places else None)

    def _nearest(self, before: Place) -> int | None:
        places = self.loaded.places if self.loaded else ()
        if not places:
            return None
        return min(range(len(places)), key=lambda n: abs(places[n].start - before.start))

    def _point(self, *, scroll: bool = True) -> None:
        place = self.place
        self._show_beside()
        if place is None:
            self.status.place = "no passage" if self.loaded and self.loaded.text else ""
            return
        self.page.point_at_place(place)
        if scroll:
            self.page.scroll_to_text(place.start, place.end)
        self.status.place = self._place_words(place)

    def _place_words(self, place: Place) -> str:
        ranks = [each for each in (self.loaded.places if self.loaded else ()) if each.rank]
        if place.rank is None:
            return f"a quote; {len(ranks)} passages" if ranks else "a quote"
        return f"passage {place.rank} of {len(ranks)}"

    def _show_beside(self) -> None:
        if self.loaded is not None:
            if self.has_class("-wide"):
                sheet = beside_sheet(self.loaded, self.place)
            else:
                sheet = compact_sheet(self.loaded, self.place, self.size.width)
            self.beside.show(sheet, keep_place=True)

    def _go(self, number: int | None, otherwise: str) -> None:
        if number is None:
            self.say(otherwise)
            self._stay()
            return
        self.say("")
        self.here = number
        self._point()

    def _ranked(self, rank: int) -> int | None:
        places = self.loaded.places if self.loaded else ()
        return next((n for n, place in enumerate(places) if place.rank == rank), None)

    def action_source_next_best(self) -> None:
        """The passage that bears on the claim next best."""
        place = self.place
        rank = place.rank + 1 if place and place.rank else 1
        self._go(self._ranked(rank), "That was the last passage that bears on the claim")

    def action_source_better(self) -> None:
        """The passage before."""
        place = self.place
        rank = place.rank - 1 if place and place.rank else 1
        self._go(self._ranked(rank), "This is the passage that bears on the claim best")

    def action_source_next_place(self) -> None:
        """The next place down the text."""
        self._step(1, "There is nothing marked further down")

    def action_source_previous_place(self) -> None:
        """The next place up the text."""
        self._step(-1, "There is nothing marked further up")

    def _step(self, direction: int, otherwise: str) -> None:
        count = len(self.loaded.places) if self.loaded else 0
        number = 0 if self.here is None else self.here + direction
        self._go(number if 0 <= number < count else None, otherwise)

    @on(SourcePane.Clicked)
    def _clicked(self, event: SourcePane.Clicked) -> None:
        self._go(event.place, "")

    # ------------------------------------------------------------------------- which text

    def action_source_kind(self) -> None:
        """The article, or everything visible."""
        view = self.loaded.view if self.loaded else None
        if view is None:
            self.say(
                f"Nothing of this source was captured yet; {key('source.recheck')} fetches a page",
                "warning",
            )
            return
        other = PageText.VISIBLE if view.text_kind is PageText.MAIN else PageText.MAIN
        said = "Everything visible" if other is PageText.VISIBLE else "The article"
        if view.capture.main == view.capture.visible:
            self.say("The article is all that is visible here")
            return
        self.say(f"{said}; m changes back")
        self.load(replace(self.wish, kind=other))

    def action_source_next(self) -> None:
        """The claim's next source."""
        self._turn(1)

    def action_source_previous(self) -> None:
        """The claim's source before."""
        self._turn(-1)

    def _turn(self, direction: int) -> None:
        if self.loaded is None:
            return
        rows = self.loaded.sources.rows
        if len(rows) == 1:
            self.say("This is the claim's only source; t attaches another")
            return
        self.say("")
        row = rows[(self.loaded.index + direction) % len(rows)]
        self.load(SourceWish(self.wish.claim, row.id, sources=self.loaded.sources))

    def action_source_older(self) -> None:
        """The capture before."""
        self._other_capture(1, "This is the oldest capture of the source")

    def action_source_newer(self) -> None:
        """The capture after."""
        self._other_capture(-1, "This is the newest capture of the source")

    def _other_capture(self, direction: int, otherwise: str) -> None:
        if self.loaded is None:
            return
        number = self.loaded.capture + direction
        if 0 <= number < len(self.loaded.captures):
            self.say("")
            chosen = self.loaded.captures[number].id
            self.load(replace(self.wish, capture=chosen, kind=None))
        else:
            self.say(otherwise)

    # ------------------------------------------------------------------------- places of keys

    def places(self) -> tuple[Where, ...]:
        """The selection, or the source and its text."""
        if self.page.selecting:
            return (Where.QUOTING, Where.SELECTING, Where.SOURCE, Where.READING)
        return (Where.SOURCE, Where.READING, Where.QUOTING, Where.SELECTING)

    def node_for(self, where: Where) -> DOMNode | None:
        """The widget that does the actions of a place."""
        if where in (Where.READING, Where.SELECTING, Where.QUOTING):
            return self.page
        return self

    def action_source_back(self) -> None:
        """Back to the desk."""
        self.dismiss(None)
