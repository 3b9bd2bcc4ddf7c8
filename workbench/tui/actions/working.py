"""What can be done to one claim, or to all that are marked: a part of the table of actions."""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_WORDING: tuple[Action, ...] = (
    Action(
        "claim.dismiss",
        ("d",),
        "Dismiss or restore",
        "Set aside what is no claim to check, or take it back.",
        Where.DESK,
        Undo.UNDONE,
        "Dismiss",
    ),
    Action(
        "claim.correct",
        ("e",),
        "Correct the statement",
        "Give the claim a better wording; the original words are kept.",
        Where.DESK,
        Undo.OPENS,
        "Edit",
    ),
    Action(
        "claim.add",
        ("a",),
        "Add a claim",
        "Select the words of a claim in the article that the reader missed.",
        Where.DESK,
        Undo.OPENS,
        "Add",
    ),
)

ABOUT_WORK: tuple[Action, ...] = (
    Action(
        "claim.place",
        ("w",),
        "Who, when, where",
        "Say who claims it, on which day, where, and where it appeared first.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.tag",
        ("number_sign",),
        "Tag",
        "Add tags to the claim, or to all that are marked; a minus takes one away.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.priority",
        ("exclamation_mark",),
        "Priority",
        "Say how soon the claim, or all that are marked, should be looked at.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.assign",
        ("at",),
        "Assign",
        "Give the claim, or all that are marked, to a reviewer.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.comment",
        ("n",),
        "Comment or reply",
        "Say something about the claim to everybody who has the file.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.ask",
        ("i",),
        "Ask a question",
        "Ask what has to be answered before the claim can be decided.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.answer",
        ("y",),
        "Answer a question",
        "Answer a question about the claim, and say what the answer rests on.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.split",
        ("E",),
        "Split the claim",
        "Make several claims of it; it leaves the list and keeps its history.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.join",
        ("ampersand",),
        "Join the marked claims",
        "Make one claim of all that are marked; they leave the list and keep their history.",
        Where.DESK,
        Undo.OPENS,
    ),
)
MARKING: tuple[Action, ...] = (
    Action(
        "list.mark",
        ("space",),
        "Mark or unmark",
        "Mark the claim and go on; what is done next is done to all that are marked.",
        Where.LIST,
    ),
    Action(
        "list.mark_all",
        ("plus",),
        "Mark all in the list",
        "Mark every claim in the list as it is filtered, up to ten thousand.",
        Where.LIST,
    ),
    Action(
        "list.invert",
        ("asterisk",),
        "Invert the marks",
        "Mark what is not marked in the list, and unmark what is.",
        Where.LIST,
    ),
    Action("list.unmark", ("minus",), "Unmark all", "Take all marks away.", Where.LIST),
)
COPYING: tuple[Action, ...] = (
    Action(
        "claim.copy",
        ("quotation_mark",),
        "Copy",
        "Copy the claim, its verdict, a quote, a link or a citation to the clipboard.",
        Where.DESK,
    ),
)
EDITING: tuple[Action, ...] = (
    Action(
        "form.edit",
        ("ctrl+o", "f6"),
        "Write in your editor",
        "Open the long text of the form in the editor of VISUAL or EDITOR.",
        Where.FORM,
    ),
)

WORK_THAT_WRITES = frozenset(action.id for action in ABOUT_WORK)
WORK_ON_A_CLAIM = WORK_THAT_WRITES - {"claim.join"}
