"""What can be done about verdicts at the desk; part of the table of actions."""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_VERDICTS: tuple[Action, ...] = (
    Action(
        "claim.verdict",
        ("v",),
        "Give a verdict",
        "Rate the claim, or all marked claims at once; say why, tick the evidence it rests on.",
        Where.DESK,
        Undo.OPENS,
        "Verdict",
        writes=True,
        of_claim=True,
    ),
    Action(
        "claim.rate",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        "Rate by number",
        "Open the verdict with that rating of the scale chosen; type the reason and save.",
        Where.DESK,
        Undo.OPENS,
        numbered=True,
        writes=True,
        of_claim=True,
    ),
    Action(
        "claim.look",
        ("L",),
        "Look at a hidden verdict",
        "Show a verdict that waits for you as second reader; the history keeps that you looked.",
        Where.DESK,
        Undo.UNDONE,
        writes=True,
        of_claim=True,
    ),
    Action(
        "desk.agreement",
        ("A",),
        "Agreement of readers",
        "How far readers agree on what is in the list, with coefficients, and where they differ.",
        Where.DESK,
    ),
    Action(
        "desk.project",
        ("equals_sign",),
        "What is agreed for the project",
        "Choose the rating scale, second readers, and who publishes the verdicts.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "desk.past",
        ("T",),
        "The desk as of a day",
        "See list and claims as they stood at the end of a day, with nothing to change.",
        Where.DESK,
    ),
)

IN_A_VERDICT: tuple[Action, ...] = (
    Action(
        "verdict.preview",
        ("f4",),
        "Lay out the reason",
        "Show the reason as its Markdown lays it out, or go back to typing it.",
        Where.VERDICT,
        short="Lay out",
    ),
)
