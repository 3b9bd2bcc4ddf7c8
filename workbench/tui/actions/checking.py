"""What can be checked at the desk that others have published, or that we have."""

from workbench.tui.actions.action import Action, Where

CHECKING: tuple[Action, ...] = (
    Action(
        "desk.lint",
        ("Z",),
        "Lint fact-check markup",
        "Check the ClaimReview and MediaReview markup of a page, feed or file.",
        Where.DESK,
    ),
    Action(
        "desk.verify_report",
        ("Y",),
        "Verify a report",
        "Compare a report with the database: what was altered, and what has changed since.",
        Where.DESK,
    ),
)
