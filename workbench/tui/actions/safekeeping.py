"""What can be done about the file itself: checking it, copies of it, what others have redacted."""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_SAFEKEEPING: tuple[Action, ...] = (
    Action(
        "desk.verify",
        ("f4",),
        "Verify the file",
        "Check every hash, chain, kept page, table and signature, in a process of its own.",
        Where.DESK,
    ),
    Action(
        "desk.backup",
        ("f6",),
        "Back up to a file",
        "Copy the project into another file, or bring an earlier copy of it up to date.",
        Where.DESK,
        Undo.FILE,
    ),
    Action(
        "desk.restore",
        ("f7",),
        "Restore a backup",
        "Take back in what a backup holds, or go back to exactly that; the file is kept before.",
        Where.DESK,
        Undo.NEVER,
        writes=True,
    ),
    Action(
        "desk.inspect",
        ("f9",),
        "Look into another copy",
        "See who wrote what in a file, whether it is whole, and what of it would be new here.",
        Where.DESK,
    ),
    Action(
        "desk.keyring",
        ("Q",),
        "Keys of colleagues",
        "See the keys that others sign with, and trust or distrust one; on this computer alone.",
        Where.DESK,
        Undo.LOCAL,
    ),
    Action(
        "desk.redactions",
        ("z",),
        "What others redacted",
        "See what colleagues propose to redact of what is here, and follow them.",
        Where.DESK,
        Undo.NEVER,
        writes=True,
    ),
)

IN_LONG_WORK: tuple[Action, ...] = (
    Action(
        "work.go",
        ("enter",),
        "Do what is shown",
        "Send, carry over or add what is shown, as the last line of the sheet says.",
        Where.LONG_WORK,
        Undo.UNDONE,
        "Do it",
        writes=True,
    ),
    Action(
        "work.cancel",
        ("ctrl+x",),
        "Stop",
        "Stop what is under way; nothing is left of it.",
        Where.LONG_WORK,
        short="Stop",
    ),
    Action(
        "work.leave",
        ("escape", "q"),
        "Back to the desk",
        "Return to the claims list; what is under way stops.",
        Where.LONG_WORK,
        short="Desk",
    ),
)

IN_MENDING: tuple[Action, ...] = (
    Action(
        "mending.mend",
        ("enter",),
        "Mend the file",
        "Put the chosen copy in its place, with all that can be read; the file is kept aside.",
        Where.MENDING,
        Undo.NEVER,
        "Mend",
    ),
    Action(
        "mending.choose",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        "Choose a copy by its number",
        "Say what mending with that one would bring back, and what would be lost.",
        Where.MENDING,
        numbered=True,
        short="Choose",
    ),
    Action(
        "mending.next",
        ("n", "right"),
        "Next copy",
        "Choose the copy below; there may be more than nine.",
        Where.MENDING,
        short="Next",
    ),
    Action(
        "mending.previous",
        ("b", "left"),
        "Copy before",
        "Choose the copy above.",
        Where.MENDING,
    ),
    Action(
        "mending.name",
        ("o",),
        "Name another copy",
        "Type or paste the path of another copy, or drop it; it is looked at, and joins the list.",
        Where.MENDING,
        short="Another copy",
    ),
    Action(
        "mending.cancel",
        ("ctrl+x",),
        "Stop mending",
        "Stop what is under way; the file is as it was.",
        Where.MENDING,
        short="Stop",
    ),
    Action(
        "mending.leave",
        ("escape", "q"),
        "Leave the file as it is",
        "Stop and leave; nothing is changed by looking. Once the file is mended, just leave.",
        Where.MENDING,
        short="Leave",
    ),
)
