"""What can be done at the desk itself: looking, going from pane to pane, undo."""

from workbench.tui.actions.action import Action, Undo, Where

LOOKING: tuple[Action, ...] = (
    Action(
        "claim.history",
        ("h", "H"),
        "History of the claim",
        "Who did what to this claim, when and why.",
        Where.DESK,
        of_claim=True,
    ),
    Action(
        "desk.filter",
        ("slash",),
        "Filter the list",
        "Narrow the list as you type: words, and fields such as claimant:NATO or is:unrated.",
        Where.DESK,
        short="Filter",
    ),
)

GOING: tuple[Action, ...] = (
    Action(
        "desk.back",
        ("escape",),
        "Back to the list",
        "Return to the claims list; there, clear the filter.",
        Where.DESK,
    ),
    Action(
        "desk.dismissed",
        ("D",),
        "Show or hide dismissed",
        "Show dismissed claims, dimmed, among the others, or hide them again.",
        Where.DESK,
    ),
    Action(
        "desk.order",
        ("s",),
        "Sort by worth or as in the text",
        "Put what is most worth checking first, or go back to the order of the text.",
        Where.DESK,
    ),
    Action(
        "desk.undo",
        ("u",),
        "Undo",
        "Take back your latest act, whatever it was.",
        Where.DESK,
        Undo.ITSELF,
        "Undo",
        writes=True,
    ),
    Action(
        "desk.redo",
        ("ctrl+r",),
        "Redo",
        "Do again what was undone last.",
        Where.DESK,
        Undo.AGAIN,
        writes=True,
    ),
    Action(
        "desk.article",
        ("o",),
        "Go to the article",
        "Read the claim in its article; the same key comes back.",
        Where.DESK,
        short="Article",
    ),
    Action(
        "desk.next_pane",
        ("tab",),
        "Next pane",
        "Move on from list to claim to article.",
        Where.DESK,
    ),
    Action(
        "desk.previous_pane",
        ("shift+tab",),
        "Previous pane",
        "Move back from article to claim to list.",
        Where.DESK,
    ),
    Action(
        "desk.refresh",
        ("f5",),
        "Read again",
        "Read the list and the claim again from the database.",
        Where.DESK,
    ),
)
