"""A screen that is painted under another one only when something in it has changed."""

from textual.screen import Screen, ScreenResultType


class QuietScreen(Screen[ScreenResultType]):
    """A screen over which forms are opened.

    Textual takes a screen that lies under another for changed each time it has painted the two, so
    that whatever it does later, be it to look at the clock, paints everything again.
    """

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if self is not self.app.screen:
            self._repaint_required = False
