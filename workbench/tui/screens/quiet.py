"""A screen that is painted under another one only when something in it has changed."""

from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget


class QuietScreen(Screen[ScreenResultType]):
    """A screen over which forms are opened.

    Textual takes a screen that lies under another for changed each time it has painted the two, so
    that whatever it does later, be it to look at the clock, paints everything again.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The parts that the focus leaves and reaches are painted by themselves, the others are not."""

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if self is not self.app.screen:
            self._repaint_required = False
