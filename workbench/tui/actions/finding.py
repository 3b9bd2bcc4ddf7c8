"""What can be done in queues, facets, saved views and the line of the query; part of the table."""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_FINDING: tuple[Action, ...] = (
    Action(
        "desk.finding",
        ("b",),
        "Queues and facets",
        "Go to the queues, saved views and facets with their counts; the same key comes back.",
        Where.DESK,
        short="Browse",
    ),
    Action(
        "desk.view",
        ("V",),
        "Next saved view",
        "Show the claims of the next saved view.",
        Where.DESK,
    ),
    Action(
        "desk.save_view",
        ("W",),
        "Save the query as a view",
        "Give the present query and order a name under which everybody finds it.",
        Where.DESK,
        Undo.OPENS,
        writes=True,
    ),
    Action(
        "desk.clear",
        ("backspace",),
        "Clear the query",
        "Show every claim again.",
        Where.DESK,
    ),
    Action(
        "desk.next_claim",
        ("J",),
        "Next claim of the queue",
        "Go to the claim below without leaving what you read.",
        Where.DESK,
    ),
    Action(
        "desk.previous_claim",
        ("K",),
        "Previous claim of the queue",
        "Go to the claim above without leaving what you read.",
        Where.DESK,
    ),
)

IN_FINDING: tuple[Action, ...] = (
    Action("finding.next", ("down", "j"), "Next line", "Move to the line below.", Where.FINDING),
    Action(
        "finding.previous", ("up", "k"), "Previous line", "Move to the line above.", Where.FINDING
    ),
    Action(
        "finding.next_part",
        ("right_square_bracket", "pagedown"),
        "Next facet",
        "Move to the first line of the next facet.",
        Where.FINDING,
    ),
    Action(
        "finding.previous_part",
        ("left_square_bracket", "pageup"),
        "Previous facet",
        "Move to the first line of the facet before.",
        Where.FINDING,
    ),
    Action("finding.first", ("g", "home"), "Top", "Move to the first line.", Where.FINDING),
    Action("finding.last", ("G", "end"), "End", "Move to the last line.", Where.FINDING),
    Action(
        "finding.pick",
        ("enter", "space"),
        "Take or drop",
        "Open the queue or view; put the value into the query, or take it out.",
        Where.FINDING,
        short="Take or drop",
    ),
    Action(
        "finding.queue",
        ("1", "2", "3", "4", "5", "6", "7", "8"),
        "Open a queue by its number",
        "Mine, unsourced, unrated, awaiting, in conflict, stale, duplicates, everything.",
        Where.FINDING,
        numbered=True,
    ),
    Action(
        "finding.exclude",
        ("x",),
        "Exclude",
        "Leave out the claims that have this value.",
        Where.FINDING,
        short="Exclude",
    ),
    Action(
        "finding.leave",
        ("escape",),
        "Back to the list",
        "Return to the claims list.",
        Where.FINDING,
        short="To the list",
    ),
)

IN_THE_QUERY: tuple[Action, ...] = (
    Action(
        "filter.complete",
        ("tab",),
        "Complete the word",
        "Take the first name or value that is offered; again, the next one.",
        Where.FILTER,
        short="Complete",
    ),
    Action(
        "filter.keep",
        ("enter", "down"),
        "Keep the filter",
        "Go to the filtered list.",
        Where.FILTER,
        short="Go to the list",
    ),
    Action(
        "filter.clear",
        ("escape",),
        "Clear the filter",
        "Show every claim again.",
        Where.FILTER,
        short="Clear",
    ),
)
