"""The layout of the desk: list, claim and article, and which of them has the focus.

Side by side where the terminal is wide; else the list above the claim, and the article in
place of both when it has the focus.
"""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.notifications import SeverityLevel
from textual.widget import Widget

from workbench.text import clean_line
from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.screens.quiet import QuietScreen
from workbench.tui.session import Session
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.article_pane import ArticlePane
from workbench.tui.widgets.claim_list import ClaimList, ClaimRows
from workbench.tui.widgets.filter_bar import FilterBar
from workbench.tui.widgets.finding_panel import FindingPanel
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

FIND = "Find"
WIDE = 120
TALL = 34
WIDE_ENOUGH_FOR_FACETS = 190


class PanesScreen(Placed, QuietScreen[None]):
    """Three panes, a filter line, a status line and a footer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.claims = ClaimList(session.rows, id="list")
        self.claim_pane = ReadingPane(id="claim")
        self.article = ArticlePane(id="article")
        self.filter_bar = FilterBar(id="filter")
        self.finding_panel = FindingPanel(id="finding")
        self._finding = False
        self.status = StatusLine(id="status")

    @property
    def rows(self) -> ClaimRows:
        """The list itself."""
        return self.claims.rows

    def compose(self) -> ComposeResult:
        """List and filter; claim and article; status and footer."""
        wide = self.app.size.width >= WIDE
        self.set_class(wide, "-wide")
        self.set_class(not wide, "-narrow")
        with Horizontal(id="panes"):
            yield self.finding_panel
            with Vertical(id="left"):
                yield self.filter_bar
                yield self.claims
            with Vertical(id="right"):
                yield self.claim_pane
                yield self.article
        yield self.status
        yield KeyLine()

    def say(self, message: str, tone: str = "") -> None:
        """Say what is going on; what is longer than the line is shown whole beside it."""
        again = message == self.status.message
        self.status.say(message, tone)
        if not again and cell_len(message) > self.app.size.width - 4:
            severity: SeverityLevel = "error" if tone == "bad" else "information"
            self.notify(clean_line(message), severity=severity, markup=False)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.entitle_list("")
        self.claim_pane.border_title = "Claim"
        self.finding_panel.border_title = FIND
        self.entitle_article("")
        self._arrange(self.rows)
        self.rows.focus()

    def entitle_list(self, remark: str) -> None:
        """Name the project over its claims."""
        name = self.session.project.name
        self.claims.border_title = Content("Claims  ") + literal_line(
            f"{name}, {remark}" if remark else name, 40
        )

    def entitle_article(self, title: str) -> None:
        """Name the document over its text."""
        self.article.border_title = Content("Article  ") + literal_line(title)

    def on_resize(self, event: events.Resize) -> None:
        """Another size may mean another layout."""
        del event
        self._arrange(self.focused)

    def _arrange(self, focused: Widget | None) -> None:
        wide = self.app.size.width >= WIDE
        reading = focused is self.article
        self.query_one("#left").display = wide or not reading
        self.claim_pane.display = wide or not reading
        self.article.display = wide or reading
        beside = self.app.size.width >= WIDE_ENOUGH_FOR_FACETS
        self.finding_panel.display = beside or (self._finding and not reading)
        self.set_class(self.finding_panel.display, "-finding")

    def go_to_pane(self, pane: Widget) -> None:
        """Show a pane and give it the focus."""
        self._arrange(pane)
        pane.focus()

    def open_finding(self) -> None:
        """Show queues and facets, beside the list where there is room for no more."""
        self._finding = True
        self._arrange(self.rows)
        self.finding_panel.focus()

    @property
    def finding_open(self) -> bool:
        """Whether queues and facets were opened where there is no room for them always."""
        return self._finding and self.app.size.width < WIDE_ENOUGH_FOR_FACETS

    def leave_finding(self) -> None:
        """Back to the list; the panel stays where there is room for it."""
        self._finding = False
        self.go_to_pane(self.rows)

    def _panes(self) -> list[Widget]:
        return [self.rows, self.claim_pane, self.article]

    def _step(self, direction: int) -> None:
        panes = self._panes()
        place = panes.index(self.focused) if self.focused in panes else 0
        self.go_to_pane(panes[(place + direction) % len(panes)])

    def action_desk_next_pane(self) -> None:
        """List, claim, article, list."""
        self._step(1)

    def action_desk_previous_pane(self) -> None:
        """The other way round."""
        self._step(-1)

    def action_desk_article(self) -> None:
        """Go to the article, or come back from it."""
        self.go_to_pane(self.rows if self.focused is self.article else self.article)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The mouse moves the focus too."""
        if event.widget in self._panes():
            self._arrange(event.widget)

    # ------------------------------------------------------------------------- places

    def places(self) -> tuple[Where, ...]:
        """The focused pane first, then the desk."""
        here: dict[Widget, tuple[Where, ...]] = {
            self.rows: (Where.LIST,),
            self.claim_pane: (Where.READING,),
            self.article: (Where.ADDING, Where.SELECTING)
            if self.article.selecting
            else (Where.READING, Where.ADDING, Where.SELECTING),
            self.filter_bar.field: (Where.FILTER,),
            self.finding_panel: (Where.FINDING,),
        }
        nearest = here.get(self.focused, ()) if self.focused is not None else ()
        others = (
            *(Where.DESK, Where.LIST, Where.READING),
            *(Where.ADDING, Where.SELECTING, Where.FILTER, Where.FINDING),
        )
        return tuple(dict.fromkeys((*nearest, *others)))

    def node_for(self, where: Where) -> DOMNode | None:
        """The widget that does the actions of a place."""
        reading = self.article if self.focused is self.article else self.claim_pane
        return {
            Where.LIST: self.rows,
            Where.READING: reading,
            Where.ADDING: self.article,
            Where.SELECTING: self.article,
            Where.FILTER: self.filter_bar,
            Where.FINDING: self.finding_panel,
        }.get(where, self)
