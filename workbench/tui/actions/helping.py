"""What can be done in help, tour, progress and jump mode, and everywhere; part of the table."""

from workbench.tui.actions.action import Action, Undo, Where

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

ABOUT_PROGRESS: tuple[Action, ...] = (
    Action(
        "desk.progress",
        ("percent_sign",),
        "Progress of the project",
        "Verdicts a day, by rating and reviewer, and agreement, of the claims in the list.",
        Where.DESK,
    ),
)

IN_PROGRESS: tuple[Action, ...] = (
    Action(
        "progress.table",
        ("t",),
        "Plots or tables",
        "Show the same figures as tables, for screen readers or to copy, or as plots again.",
        Where.PROGRESS,
        short="Plots or tables",
    ),
)

IN_JUMP: tuple[Action, ...] = (
    Action(
        "jump.leave",
        ("escape",),
        "Stay",
        "Take the labels away; any key that is no label does it too.",
        Where.JUMP,
        short="Stay",
    ),
)

IN_TOUR: tuple[Action, ...] = (
    Action(
        "tour.next",
        ("enter", "right"),
        "Next card",
        "Go on with the tour; after the last card, back to work.",
        Where.TOUR,
        short="Next",
    ),
    Action(
        "tour.previous", ("left",), "Card before", "Go back by a card.", Where.TOUR, short="Before"
    ),
    Action(
        "tour.leave",
        ("escape",),
        "Leave the tour",
        "Back to work; any other key leaves too and does what it does.",
        Where.TOUR,
        short="Leave",
    ),
)

EVERYWHERE: tuple[Action, ...] = (
    Action(
        "app.help",
        ("question_mark", "f1"),
        "Help",
        "Show what can be done here and now.",
        Where.EVERYWHERE,
        short="Help",
    ),
    Action(
        "command.palette",
        ("ctrl+p", "colon"),
        "All actions",
        "Find any action by its name and run it.",
        Where.EVERYWHERE,
        short="Actions",
    ),
    Action(
        "app.theme",
        ("f2",),
        "Next theme",
        "Dark, light, high contrast, the colours of the terminal; settings.toml keeps one.",
        Where.EVERYWHERE,
    ),
    Action(
        "app.jump",
        ("semicolon", "f8"),
        "Jump to a label",
        "Put letters on all that one can go to on the screen; typing them goes there.",
        Where.EVERYWHERE,
    ),
    Action(
        "app.mend",
        ("f4",),
        "Mend the damaged file",
        "Once the file was found to be damaged: see what could mend it. What you typed is kept.",
        Where.EVERYWHERE,
        Undo.NEVER,
    ),
    Action(
        "app.tour",
        ("f3",),
        "Tour of the desk",
        "Five short cards on how the desk is used; any key of work leaves them.",
        Where.EVERYWHERE,
    ),
    Action(
        "app.leave",
        ("q", "ctrl+q", "ctrl+c"),
        "Quit",
        "Leave the desk; everything is saved already. In a field, Ctrl+C copies.",
        Where.EVERYWHERE,
        short="Quit",
    ),
)
