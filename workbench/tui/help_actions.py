"""What can be done in the help, and everywhere; part of the table."""

from workbench.tui.action import Action, Where

IN_HELP: tuple[Action, ...] = (
    Action(
        "help.run",
        ("enter",),
        "Do the first",
        "Do the first action of those that the typed words leave.",
        Where.HELP,
        short="Do the first",
    ),
    Action("help.down", ("down",), "Down", "Scroll down by a line.", Where.HELP),
    Action("help.up", ("up",), "Up", "Scroll up by a line.", Where.HELP),
    Action("help.page_down", ("pagedown",), "Page down", "Scroll down by a screen.", Where.HELP),
    Action("help.page_up", ("pageup",), "Page up", "Scroll up by a screen.", Where.HELP),
    Action(
        "help.close",
        ("escape", "f1", "ctrl+c"),
        "Close",
        "Go back to where it was opened.",
        Where.HELP,
        short="Close",
    ),
)
