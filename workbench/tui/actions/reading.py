"""What can be done about an article that was read: reading it again, asking a model about it."""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_READING: tuple[Action, ...] = (
    Action(
        "claim.reread",
        ("greater_than_sign",),
        "Read its article again",
        "See what the reader of this version reads otherwise in the claim's article, and accept "
        "it; claims that somebody worked on stay.",
        Where.DESK,
        Undo.OPENS,
        writes=True,
        of_claim=True,
    ),
    Action(
        "claim.propose",
        ("ctrl+g",),
        "Ask the model for claims",
        "Send the claim's article to the model that you have set up, check what it proposes "
        "against the text, and add what holds; the rest is shown with the reason.",
        Where.DESK,
        Undo.SENT,
        writes=True,
        of_claim=True,
    ),
)
