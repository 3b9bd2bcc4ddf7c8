"""What can be done while words are selected in an article; part of the table."""

from workbench.tui.actions.action import Action, Undo, Where

IN_SELECTING: tuple[Action, ...] = (
    Action(
        "select.make",
        ("enter",),
        "Make a claim of it",
        "Turn the selected words into a claim.",
        Where.ADDING,
        Undo.OPENS,
        "Make a claim",
        writes=True,
    ),
    Action(
        "select.leave",
        ("escape",),
        "Leave without a claim",
        "Drop the selection; nothing is added.",
        Where.ADDING,
        short="Leave",
    ),
    Action(
        "select.mark",
        ("space",),
        "Start the selection here",
        "Drop the selection and start it at the cursor; arrows then extend it.",
        Where.SELECTING,
        short="Start here",
    ),
    Action(
        "select.sentence",
        ("s",),
        "Select the sentence",
        "Select the sentence around the cursor.",
        Where.SELECTING,
        short="Sentence",
    ),
    Action(
        "select.left", ("left", "h"), "Left", "Move the cursor by a character.", Where.SELECTING
    ),
    Action(
        "select.right", ("right", "l"), "Right", "Move the cursor by a character.", Where.SELECTING
    ),
    Action("select.up", ("up", "k"), "Up", "Move the cursor by a line.", Where.SELECTING),
    Action("select.down", ("down", "j"), "Down", "Move the cursor by a line.", Where.SELECTING),
    Action(
        "select.next_word",
        ("w", "ctrl+right"),
        "Next word",
        "Move the cursor to the end of the next word.",
        Where.SELECTING,
        short="By word",
    ),
    Action(
        "select.previous_word",
        ("b", "ctrl+left"),
        "Previous word",
        "Move the cursor to the start of the word before.",
        Where.SELECTING,
    ),
    Action(
        "select.line_start",
        ("home", "0"),
        "Line start",
        "Move to the line's start.",
        Where.SELECTING,
    ),
    Action(
        "select.line_end",
        ("end", "dollar_sign"),
        "Line end",
        "Move to the line's end.",
        Where.SELECTING,
    ),
    Action(
        "select.page_down", ("pagedown",), "Page down", "Move down by a screen.", Where.SELECTING
    ),
    Action("select.page_up", ("pageup",), "Page up", "Move up by a screen.", Where.SELECTING),
)
