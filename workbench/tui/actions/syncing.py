"""What can be done about shared folders and copies of the file that lie in them."""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_SYNCING: tuple[Action, ...] = (
    Action(
        "desk.sync",
        ("B",),
        "Sync with a folder",
        "Put what is new into the folder that you share, and merge what others put there.",
        Where.DESK,
        Undo.NEVER,
        writes=True,
    ),
    Action(
        "desk.publish",
        ("ctrl+s",),
        "Publish the local copy",
        "Put your work into the file that the others see, after merging what they did; this "
        "happens by itself when you leave.",
        Where.DESK,
        Undo.NEVER,
    ),
    Action(
        "desk.copies",
        ("O",),
        "Merge conflict copies",
        "Take in what a folder service put beside the file when two computers changed it.",
        Where.DESK,
        Undo.NEVER,
        writes=True,
    ),
)

IN_A_SYNC: tuple[Action, ...] = (
    Action(
        "sync.sync",
        ("enter",),
        "Sync now",
        "Write into the folder and merge from it; undo takes neither back.",
        Where.SYNC,
        Undo.NEVER,
        "Sync",
        writes=True,
    ),
    Action(
        "sync.conflicts",
        ("X",),
        "Settle conflicts",
        "Go on to what reviewers disagree in.",
        Where.SYNC,
        Undo.OPENS,
        "Conflicts",
    ),
    Action(
        "sync.cancel",
        ("ctrl+x",),
        "Stop",
        "Stop what is under way; what was written is whole, and the next sync goes on.",
        Where.SYNC,
        short="Stop",
    ),
    Action(
        "sync.leave",
        ("escape", "q"),
        "Back to the desk",
        "Return to the claims list.",
        Where.SYNC,
        short="Desk",
    ),
)
