"""How a screen opens without keeping keys waiting: once laid out, and in several steps of the loop.

Textual does all that opening takes in one step: style, layout, painting, then once more for the
classes of the terminal's width, and the layout of the screens below. A key would wait for it all.
"""

import asyncio
from typing import Any

from textual import events
from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

_STEPS = (events.Compose, events.Mount, events.ScreenResume, events.Resize)


class OpensSoon:
    """A screen that lays itself out once, and lets keys in between."""

    _laid_out_for: Size | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let the loop go on after each part of opening."""
        if not isinstance(self, Screen):
            return
        if isinstance(event, events.Compose):
            suit_terminal(self)
        elif isinstance(event, events.Resize) and suit_terminal(self):
            # Laid out as before, it would be painted once in a form that does not fit.
            self.update_node_styles(animate=False)
        await Screen.on_event(self, event)
        if isinstance(event, _STEPS):
            await asyncio.sleep(0)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out for a size, and paint everything: what asked for that by then has had it.

        A screen that was covered when the size changed may still have styles to take on, and one
        that lies over others paints those too, so these are left as they are.
        """
        if not isinstance(self, Screen):
            return
        Screen._refresh_layout(self, size, scroll)
        if size is None:
            return
        resized, self._laid_out_for = size != self._laid_out_for, size
        if resized and self.is_current and not self.is_modal:
            for part in self.walk_children(Widget, with_self=True):
                part._layout_required = part._repaint_required = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, and only once; what lies on top closes before.

        A key may come to a screen that is closing already, and what a form saves may be saved when
        something else lies over it by then.
        """
        if not isinstance(self, Screen) or self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return Screen.dismiss(self, result)

    def on_resize(self, event: events.Resize) -> None:
        """A screen that has this size needs to settle, and those below it need nothing."""
        if isinstance(self, Screen) and event.size == self.outer_size:
            event.prevent_default()
            event.stop()
            self._screen_resized(event.size)


def suit_terminal(screen: Screen[object]) -> bool:
    """Give a screen the classes of the terminal's size before it is styled; whether it had others.

    Textual gives them after it has laid the screen out.
    """
    app, before = screen.app, screen.classes
    sizes = (
        (app.size.width, screen.HORIZONTAL_BREAKPOINTS or app.HORIZONTAL_BREAKPOINTS or []),
        (app.size.height, screen.VERTICAL_BREAKPOINTS or app.VERTICAL_BREAKPOINTS or []),
    )
    for size, breakpoints in sizes:
        fitting = max((least, name) for least, name in breakpoints if least <= size)
        screen.update_classes({name: name == fitting[1] for _, name in breakpoints}, update=False)
    return screen.classes != before
