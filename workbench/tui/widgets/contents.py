"""How large the contents of a view that scrolls are, told without laying out the whole screen."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def resize_contents(view: ScrollView, size: Size) -> None:
    """Tell a view how large its contents are.

    Textual lays out and paints the screen for it, although only a view that is as large as its
    contents gets another place by that. Of any other only the scrollbar follows; where that comes
    or goes, there is a layout still.
    """
    if view.styles.auto_dimensions or not view.container_size:
        view.virtual_size = size
    elif size != view.virtual_size:
        view.set_reactive(Widget.virtual_size, size)
        view._scroll_update(size)
