"""Everything that can be done at the desk, once: key, title, help, and what undo does about it.

Bindings, footer, palette, help and docs/keys.md are made from this table. It knows nothing of
Textual; ``action_<id with underscores>`` on the class bound to ``where`` does the work.
"""

from collections.abc import Iterable

from workbench.tui.actions.action import Action, Undo, Where
from workbench.tui.actions.checking import CHECKING
from workbench.tui.actions.deciding import ABOUT_VERDICTS, IN_A_VERDICT
from workbench.tui.actions.finding import ABOUT_FINDING, COMPLETING, IN_FINDING
from workbench.tui.actions.helping import (
    ABOUT_PROGRESS,
    GOING_ABOUT,
    IN_HELP,
    IN_JUMP,
    IN_PROGRESS,
    IN_TOUR,
)
from workbench.tui.actions.matching import ABOUT_PAIRS, ABOUT_REPORTS, IN_PAIRS
from workbench.tui.actions.sharing import ABOUT_SHARING, IN_A_MERGE, IN_CONFLICTS
from workbench.tui.actions.sources import (
    ABOUT_SOURCES,
    IN_A_SOURCE,
    MORE_ABOUT_SOURCES,
    QUESTIONS,
    QUOTING,
)
from workbench.tui.actions.syncing import ABOUT_SYNCING, IN_A_SYNC
from workbench.tui.actions.working import ABOUT_WORK, COPYING, EDITING, MARKING

ACTIONS: tuple[Action, ...] = (
    # ---------------------------------------------------------------- queues and facets
    *IN_FINDING,
    # ------------------------------------------------------------------------------ desk
    *ABOUT_VERDICTS,
    *ABOUT_SOURCES,
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
    Action(
        "claim.cite",
        ("c",),
        "Cite a page you have seen",
        "Write down words from a page without fetching it; attach it to keep the page too.",
        Where.DESK,
        Undo.OPENS,
        "Cite",
    ),
    *MORE_ABOUT_SOURCES,
    *ABOUT_WORK,
    *COPYING,
    *ABOUT_PAIRS,
    *ABOUT_REPORTS,
    *CHECKING,
    *ABOUT_SHARING,
    *ABOUT_SYNCING,
    Action(
        "claim.history",
        ("h", "H"),
        "History of the claim",
        "Who did what to this claim, when and why.",
        Where.DESK,
    ),
    Action(
        "desk.filter",
        ("slash",),
        "Filter the list",
        "Narrow the list as you type: words, and fields such as claimant:NATO or is:unrated.",
        Where.DESK,
        short="Filter",
    ),
    *ABOUT_FINDING,
    *ABOUT_PROGRESS,
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
    ),
    Action(
        "desk.redo",
        ("ctrl+r",),
        "Redo",
        "Do again what was undone last.",
        Where.DESK,
        Undo.AGAIN,
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
    # ------------------------------------------------------------------------------ list
    Action("list.next", ("down", "j"), "Next claim", "Move to the claim below.", Where.LIST),
    Action("list.previous", ("up", "k"), "Previous claim", "Move to the claim above.", Where.LIST),
    Action(
        "list.page_down", ("pagedown", "ctrl+f"), "Page down", "Move down by a screen.", Where.LIST
    ),
    Action("list.page_up", ("pageup", "ctrl+b"), "Page up", "Move up by a screen.", Where.LIST),
    Action("list.first", ("g", "home"), "First claim", "Move to the top of the list.", Where.LIST),
    Action("list.last", ("G", "end"), "Last claim", "Move to the end of the list.", Where.LIST),
    *MARKING,
    Action("list.open", ("enter",), "Read the claim", "Go to the claim's details.", Where.LIST),
    # ---------------------------------------------------------------------------- reading
    Action("reading.down", ("down", "j"), "Down", "Scroll down by a line.", Where.READING),
    Action("reading.up", ("up", "k"), "Up", "Scroll up by a line.", Where.READING),
    Action(
        "reading.page_down",
        ("pagedown", "space", "ctrl+f"),
        "Page down",
        "Scroll down by a screen.",
        Where.READING,
    ),
    Action(
        "reading.page_up", ("pageup", "ctrl+b"), "Page up", "Scroll up by a screen.", Where.READING
    ),
    Action("reading.top", ("g", "home"), "Top", "Scroll to the beginning.", Where.READING),
    Action("reading.bottom", ("G", "end"), "Bottom", "Scroll to the end.", Where.READING),
    # -------------------------------------------------------------------------- selecting
    *QUOTING,
    Action(
        "select.make",
        ("enter",),
        "Make a claim of it",
        "Turn the selected words into a claim.",
        Where.ADDING,
        Undo.OPENS,
        "Make a claim",
    ),
    Action(
        "select.leave",
        ("escape",),
        "Leave without a claim",
        "Drop the selection; nothing is added.",
        Where.ADDING,
        short="Leave",
    ),
    Action(
        "select.mark",
        ("space",),
        "Start the selection here",
        "Drop the selection and start it at the cursor; arrows then extend it.",
        Where.SELECTING,
        short="Start here",
    ),
    Action(
        "select.sentence",
        ("s",),
        "Select the sentence",
        "Select the sentence around the cursor.",
        Where.SELECTING,
        short="Sentence",
    ),
    Action(
        "select.left", ("left", "h"), "Left", "Move the cursor by a character.", Where.SELECTING
    ),
    Action(
        "select.right", ("right", "l"), "Right", "Move the cursor by a character.", Where.SELECTING
    ),
    Action("select.up", ("up", "k"), "Up", "Move the cursor by a line.", Where.SELECTING),
    Action("select.down", ("down", "j"), "Down", "Move the cursor by a line.", Where.SELECTING),
    Action(
        "select.next_word",
        ("w", "ctrl+right"),
        "Next word",
        "Move the cursor to the end of the next word.",
        Where.SELECTING,
        short="By word",
    ),
    Action(
        "select.previous_word",
        ("b", "ctrl+left"),
        "Previous word",
        "Move the cursor to the start of the word before.",
        Where.SELECTING,
    ),
    Action(
        "select.line_start",
        ("home", "0"),
        "Line start",
        "Move to the line's start.",
        Where.SELECTING,
    ),
    Action(
        "select.line_end",
        ("end", "dollar_sign"),
        "Line end",
        "Move to the line's end.",
        Where.SELECTING,
    ),
    Action(
        "select.page_down", ("pagedown",), "Page down", "Move down by a screen.", Where.SELECTING
    ),
    Action("select.page_up", ("pageup",), "Page up", "Move up by a screen.", Where.SELECTING),
    # ---------------------------------------------------------------------------- sources
    *IN_A_SOURCE,
    # ------------------------------------------------------------------------------ pairs
    *IN_PAIRS,
    *IN_A_MERGE,
    *IN_A_SYNC,
    *IN_CONFLICTS,
    # ----------------------------------------------------------------------------- filter
    *COMPLETING,
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
    # ------------------------------------------------------------------------------ forms
    *IN_A_VERDICT,
    Action(
        "form.save",
        ("ctrl+s",),
        "Save",
        "Save what the form holds and close it.",
        Where.FORM,
        Undo.UNDONE,
        "Save",
    ),
    Action("form.next", ("tab",), "Next field", "Go on to the next field.", Where.FORM),
    Action("form.previous", ("shift+tab",), "Previous field", "Go back a field.", Where.FORM),
    Action(
        "form.leave",
        ("escape", "ctrl+c"),
        "Leave",
        "Close the form without saving; what was typed stays as a draft.",
        Where.FORM,
        short="Leave",
    ),
    *EDITING,
    Action("form.help", ("f1",), "Help", "Show what can be done here.", Where.FORM, short="Help"),
    Action("choice.next", ("down", "j"), "Next choice", "Move to the choice below.", Where.CHOICE),
    Action(
        "choice.previous", ("up", "k"), "Previous choice", "Move to the choice above.", Where.CHOICE
    ),
    Action(
        "choice.pick",
        ("space", "enter"),
        "Choose or tick",
        "Choose it, or tick it on and off.",
        Where.CHOICE,
        short="Choose",
    ),
    Action(
        "choice.number",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        "Choose by number",
        "Choose the one with that number; a rating leads on to the reason.",
        Where.CHOICE,
        numbered=True,
    ),
    # ------------------------------------------------------------------------------ sheets
    Action(
        "sheet.close",
        ("escape", "q", "ctrl+c"),
        "Close",
        "Go back to where it was opened.",
        Where.SHEET,
        short="Close",
    ),
    *QUESTIONS,
    *IN_HELP,
    *IN_PROGRESS,
    *IN_JUMP,
    *IN_TOUR,
    # -------------------------------------------------------------------------- everywhere
    Action(
        "app.help",
        ("question_mark", "f1"),
        "Help",
        "Show what can be done here and now.",
        Where.EVERYWHERE,
        short="Help",
    ),
    Action(
        "command.palette",
        ("ctrl+p", "colon"),
        "All actions",
        "Find any action by its name and run it.",
        Where.EVERYWHERE,
        short="Actions",
    ),
    Action(
        "app.theme",
        ("f2",),
        "Next theme",
        "Dark, light, high contrast, the colours of the terminal; settings.toml keeps one.",
        Where.EVERYWHERE,
    ),
    *GOING_ABOUT,
    Action(
        "app.leave",
        ("q", "ctrl+q", "ctrl+c"),
        "Quit",
        "Leave the desk; everything is saved already. In a field, Ctrl+C copies.",
        Where.EVERYWHERE,
        short="Quit",
    ),
)


def actions_in(where: Where) -> tuple[Action, ...]:
    """The actions bound in one part of the desk, in the order of the table."""
    return tuple(action for action in ACTIONS if action.where is where)


def by_place(places: Iterable[Where] = Where) -> Iterable[tuple[Where, tuple[Action, ...]]]:
    """Each part of the desk with its actions."""
    return ((where, actions_in(where)) for where in places)
