"""Jump mode: a label on everything in sight that one can go to; its letters go there."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.jumping import LETTERS, Target, labels
from workbench.tui.looks.panel_lines import Line
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.claim_list import ClaimRows
from workbench.tui.widgets.finding_panel import FindingPanel


class JumpScreen(Placed, ModalScreen[Target | None]):
    """Lies over another screen without hiding it; closes with the target that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.JUMP)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.JUMP,)

    def __init__(self, targets: Sequence[Target]) -> None:
        super().__init__()
        self.targets = dict(zip(labels(len(targets)), targets, strict=False))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A label on each target."""
        for name, target in self.targets.items():
            label = Static(Content(name), classes="jump-label", id=f"jump-{name}")
            label.styles.offset = (target.x, target.y)
            yield label

    def node_for(self, where: Where) -> DOMNode | None:
        """Everything is done here."""
        del where
        return self

    def on_key(self, event: events.Key) -> None:
        """A letter chooses, or leaves the labels that begin with it; any other key leaves."""
        if event.key == "escape":
            return
        event.stop()
        typed = self._typed + event.key
        if typed in self.targets:
            self.dismiss(self.targets[typed])
        elif event.key in LETTERS and any(name.startswith(typed) for name in self.targets):
            self._typed = typed
            for label in self.query(".jump-label"):
                label.display = (label.id or "").startswith(f"jump-{typed}")
        else:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click on a label chooses it; elsewhere it leaves."""
        name = (event.widget.id or "").removeprefix("jump-") if event.widget else ""
        self.dismiss(self.targets.get(name))

    def action_jump_leave(self) -> None:
        """Stay where one is."""
        self.dismiss(None)


def targets_of(screen: Screen[object]) -> list[Target]:
    """What one can go to in a screen: rows, facets, choices, panes, fields and buttons."""
    found: list[Target] = []
    for widget in screen.query("*"):
        if widget.is_on_screen and widget.focusable and widget.region:
            found += _targets(widget)
    return found


def _targets(widget: Widget) -> list[Target]:
    if not isinstance(widget, ClaimRows | FindingPanel | Choice):
        return [Target(widget.region.x, widget.region.y, widget.focus)]
    region, top = widget.content_region, widget.scroll_offset.y
    rows = range(top, min(top + region.height, widget.virtual_size.height))
    return [
        Target(region.x, region.y + row - top, partial(_go_to_row, widget, row))
        for row in rows
        if not (isinstance(widget, FindingPanel) and widget.lines[row].kind is Line.HEADING)
    ]


def _go_to_row(widget: ClaimRows | FindingPanel | Choice, row: int) -> None:
    widget.focus()
    widget.cursor = row
