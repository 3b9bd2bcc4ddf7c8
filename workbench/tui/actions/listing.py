"""What can be done in the claims list and in panes of text; part of the table."""

from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.working import MARKING

IN_THE_LIST: tuple[Action, ...] = (
    Action("list.next", ("down", "j"), "Next claim", "Move to the claim below.", Where.LIST),
    Action("list.previous", ("up", "k"), "Previous claim", "Move to the claim above.", Where.LIST),
    Action(
        "list.page_down", ("pagedown", "ctrl+f"), "Page down", "Move down by a screen.", Where.LIST
    ),
    Action("list.page_up", ("pageup", "ctrl+b"), "Page up", "Move up by a screen.", Where.LIST),
    Action("list.first", ("g", "home"), "First claim", "Move to the top of the list.", Where.LIST),
    Action("list.last", ("G", "end"), "Last claim", "Move to the end of the list.", Where.LIST),
    *MARKING,
    Action("list.open", ("enter",), "Read the claim", "Go to the claim's details.", Where.LIST),
)

IN_PANES: tuple[Action, ...] = (
    Action("reading.down", ("down", "j"), "Down", "Scroll down by a line.", Where.READING),
    Action("reading.up", ("up", "k"), "Up", "Scroll up by a line.", Where.READING),
    Action(
        "reading.page_down",
        ("pagedown", "space", "ctrl+f"),
        "Page down",
        "Scroll down by a screen.",
        Where.READING,
    ),
    Action(
        "reading.page_up", ("pageup", "ctrl+b"), "Page up", "Scroll up by a screen.", Where.READING
    ),
    Action("reading.top", ("g", "home"), "Top", "Scroll to the beginning.", Where.READING),
    Action("reading.bottom", ("G", "end"), "Bottom", "Scroll to the end.", Where.READING),
)
