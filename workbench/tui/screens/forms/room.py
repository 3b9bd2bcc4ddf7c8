"""Whether the fields of a form need all the height that forms may take."""

from typing import Final

from textual.widget import Widget

from workbench.tui.widgets.text_field import TextField

_TEXT_LINES: Final = 9
_SHARE: Final = 0.64
"""As in form.tcss: the lines of a long text in a tall terminal, and the share that fields take."""


def needs_all_room(fields: Widget, height: int) -> bool:
    """Whether they are more than fits into their share of a screen that is ``height`` high."""
    shown = [field for field in fields.children if field.display]
    lines = sum(
        _TEXT_LINES if isinstance(field, TextField) else field.outer_size.height for field in shown
    )
    return lines + sum(field.styles.margin.top for field in shown) > height * _SHARE
