"""What can be done about claims together: those that say the same or conflict, and reports.

A part of the table in ``actions``; kept apart for its length alone.
"""

from workbench.tui.action import Action, Undo, Where

ABOUT_PAIRS: tuple[Action, ...] = (
    Action(
        "desk.pairs",
        ("p",),
        "Decide on pairs of claims",
        "Search the database for claims that say the same or conflict; decide pair by pair.",
        Where.DESK,
        Undo.OPENS,
        "Pairs",
    ),
    Action(
        "claim.matches",
        ("m",),
        "Decide what the claim looks like",
        "Lay the claims that look like this one beside it, and say what they are to it.",
        Where.DESK,
        Undo.OPENS,
        "Matches",
    ),
    Action(
        "claim.figures",
        ("F",),
        "Figures of the event",
        "Show the figures given for what the claim tells of, over time and by outlet.",
        Where.DESK,
    ),
    Action(
        "claim.carry",
        ("C",),
        "Carry the verdict to duplicates",
        "Give the undecided duplicates of the claim its verdict, after showing which they are.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.unlink",
        ("l",),
        "Take back a link",
        "Take back what was said of this claim and another, or take it out of its group.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "desk.import",
        ("I",),
        "Import published fact-checks",
        "Read fact-checks from a page, feed or table, so that they come up beside the claims.",
        Where.DESK,
        Undo.OPENS,
    ),
)

ABOUT_REPORTS: tuple[Action, ...] = (
    Action(
        "desk.report",
        ("P",),
        "Write a report",
        "Write what was decided, with its evidence, as a page, PDF, table or for programs.",
        Where.DESK,
        Undo.FILE,
    ),
)

IN_PAIRS: tuple[Action, ...] = (
    Action(
        "pairs.duplicate",
        ("1",),
        "They say the same",
        "Link the two as duplicates; duplicates of duplicates make a group.",
        Where.PAIRS,
        Undo.UNDONE,
        "Same",
    ),
    Action(
        "pairs.conflict",
        ("2",),
        "They conflict",
        "Link the two as in conflict: of one event, both cannot be true.",
        Where.PAIRS,
        Undo.UNDONE,
        "Conflict",
    ),
    Action(
        "pairs.related",
        ("3",),
        "They are related",
        "Link the two as near each other; both can be true.",
        Where.PAIRS,
        Undo.UNDONE,
        "Related",
    ),
    Action(
        "pairs.distinct",
        ("4",),
        "They have nothing to do with each other",
        "Tell the two apart; that is remembered and they are not suggested again.",
        Where.PAIRS,
        Undo.UNDONE,
        "Apart",
    ),
    Action(
        "pairs.skip",
        ("n", "right"),
        "Skip",
        "Go on to the next pair without a word on this one; after the last, to what was skipped.",
        Where.PAIRS,
        short="Skip",
    ),
    Action(
        "pairs.back",
        ("b", "left"),
        "Pair before",
        "Go back to the pair before, decided or not.",
        Where.PAIRS,
    ),
    Action(
        "pairs.undo",
        ("u",),
        "Undo",
        "Take back your latest act, and go back to its pair if it is one of these.",
        Where.PAIRS,
        Undo.ITSELF,
        "Undo",
    ),
    Action(
        "pairs.leave",
        ("escape", "q"),
        "Back to the desk",
        "Return to the claims list; what was decided is kept, the search is stopped.",
        Where.PAIRS,
        short="Desk",
    ),
    Action(
        "pairs.redo",
        ("ctrl+r",),
        "Redo",
        "Do again what was undone last.",
        Where.PAIRS,
        Undo.AGAIN,
    ),
    Action(
        "pairs.other_side",
        ("tab", "shift+tab"),
        "The other claim",
        "Move between the two claims, to scroll the one that is longer than its half.",
        Where.PAIRS,
    ),
    Action(
        "pairs.cancel",
        ("ctrl+x",),
        "Stop the search",
        "Stop looking for more pairs; those found so far stay, and the next search goes on.",
        Where.PAIRS,
    ),
)
