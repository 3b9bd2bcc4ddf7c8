"""What can be done in forms, at their choices, and in sheets to read; part of the table."""

from workbench.tui.actions.action import Action, Undo, Where
from workbench.tui.actions.working import EDITING

IN_FORMS: tuple[Action, ...] = (
    Action(
        "form.save",
        ("ctrl+s",),
        "Save",
        "Save what the form holds and close it.",
        Where.FORM,
        Undo.UNDONE,
        "Save",
        writes=True,
    ),
    Action("form.next", ("tab",), "Next field", "Go on to the next field.", Where.FORM),
    Action("form.previous", ("shift+tab",), "Previous field", "Go back a field.", Where.FORM),
    Action(
        "form.leave",
        ("escape", "ctrl+c"),
        "Leave",
        "Close the form without saving; what was typed stays as a draft.",
        Where.FORM,
        short="Leave",
    ),
    *EDITING,
    Action("form.help", ("f1",), "Help", "Show what can be done here.", Where.FORM, short="Help"),
    Action("choice.next", ("down", "j"), "Next choice", "Move to the choice below.", Where.CHOICE),
    Action(
        "choice.previous", ("up", "k"), "Previous choice", "Move to the choice above.", Where.CHOICE
    ),
    Action(
        "choice.pick",
        ("space", "enter"),
        "Choose or tick",
        "Choose it, or tick it on and off.",
        Where.CHOICE,
        short="Choose",
    ),
    Action(
        "choice.number",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        "Choose by number",
        "Choose the one with that number; a rating leads on to the reason.",
        Where.CHOICE,
        numbered=True,
    ),
)

IN_SHEETS: tuple[Action, ...] = (
    Action(
        "sheet.close",
        ("escape", "q", "ctrl+c"),
        "Close",
        "Go back to where it was opened.",
        Where.SHEET,
        short="Close",
    ),
)
