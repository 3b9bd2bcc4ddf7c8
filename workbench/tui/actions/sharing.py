"""What can be done with other copies of the project, and about what reviewers disagree in.

A part of the table in ``actions``; kept apart for its length alone.
"""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_SHARING: tuple[Action, ...] = (
    Action(
        "desk.merge",
        ("M",),
        "Merge another copy",
        "Make one of this and another copy of the project, after showing what would come.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "desk.conflicts",
        ("X",),
        "Settle conflicts",
        "Lay what reviewers disagree in side by side, and settle it.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.redact",
        ("f12",),
        "Redact for good",
        "Remove the claim, all that was said about it, and its document's text from this computer.",
        Where.DESK,
        Undo.NEVER,
    ),
)

IN_A_MERGE: tuple[Action, ...] = (
    Action(
        "merge.merge",
        ("enter", "m"),
        "Merge",
        "Merge what is shown. A backup is made before; undo does not take a merge back.",
        Where.MERGE,
        Undo.NOTHING,
        "Merge",
    ),
    Action(
        "merge.conflicts",
        ("X",),
        "Settle conflicts",
        "Go on to what reviewers disagree in.",
        Where.MERGE,
        Undo.OPENS,
        "Conflicts",
    ),
    Action(
        "merge.cancel",
        ("ctrl+x",),
        "Stop",
        "Stop what is under way; nothing of it is merged.",
        Where.MERGE,
        short="Stop",
    ),
    Action(
        "merge.leave",
        ("escape", "q"),
        "Back to the desk",
        "Return to the claims list.",
        Where.MERGE,
        short="Desk",
    ),
)

IN_CONFLICTS: tuple[Action, ...] = (
    Action(
        "conflicts.first",
        ("1",),
        "The first side",
        "Settle for what the first says; for verdicts a form asks for the reason.",
        Where.CONFLICTS,
        Undo.UNDONE,
        "First",
    ),
    Action(
        "conflicts.second",
        ("2",),
        "The second side",
        "Settle for what the second says; for verdicts a form asks for the reason.",
        Where.CONFLICTS,
        Undo.UNDONE,
        "Second",
    ),
    Action(
        "conflicts.third",
        ("3",),
        "The third side",
        "Settle for what the third says, where three disagree.",
        Where.CONFLICTS,
        Undo.UNDONE,
    ),
    Action(
        "conflicts.verdict",
        ("v",),
        "Another verdict",
        "Give a verdict of your own that takes the place of all.",
        Where.CONFLICTS,
        Undo.OPENS,
        "Verdict",
    ),
    Action(
        "conflicts.skip",
        ("n", "right"),
        "Skip",
        "Go on to the next conflict and leave this one as it is.",
        Where.CONFLICTS,
        short="Skip",
    ),
    Action(
        "conflicts.back",
        ("b", "left"),
        "Conflict before",
        "Go back to the conflict before.",
        Where.CONFLICTS,
    ),
    Action(
        "conflicts.undo",
        ("u",),
        "Undo",
        "Take back your latest act; all sides stand again.",
        Where.CONFLICTS,
        Undo.ITSELF,
        "Undo",
    ),
    Action(
        "conflicts.redo",
        ("ctrl+r",),
        "Redo",
        "Do again what was undone last.",
        Where.CONFLICTS,
        Undo.AGAIN,
    ),
    Action(
        "conflicts.other_side",
        ("tab", "shift+tab"),
        "The other side",
        "Move between the sides, to scroll the one that is longer than its half.",
        Where.CONFLICTS,
    ),
    Action(
        "conflicts.leave",
        ("escape", "q"),
        "Back",
        "Return to where you came from; what was settled is kept.",
        Where.CONFLICTS,
        short="Desk",
    ),
)
