"""What an action at the desk is, and how its keys are told. No Textual."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """The part of the desk in which an action is bound."""

    DESK = "Desk"
    LIST = "Claims list"
    READING = "Reading panes"
    SELECTING = "Selecting words"
    ADDING = "Adding a claim"
    SOURCE = "Source"
    QUOTING = "Quoting chosen words"
    PAIRS = "Pairs of claims"
    MERGE = "Merging"
    SYNC = "Syncing"
    LONG_WORK = "Long work"
    MENDING = "Mending a damaged file"
    CONFLICTS = "Conflicts"
    FILTER = "Filter"
    FINDING = "Queues and facets"
    CHOICE = "Choices in a form"
    VERDICT = "Giving a verdict"
    FORM = "Forms"
    SHEET = "Sheets to read"
    HELP = "Help"
    PROGRESS = "Progress"
    JUMP = "Jump mode"
    TOUR = "Tour"
    QUESTION = "Questions"
    EVERYWHERE = "Everywhere"


class Task(StrEnum):
    """What a person is about when doing something at the desk."""

    LOOK = "Look"
    DECIDE = "Decide"
    SOURCE = "Source"
    MATCH = "Match"
    WORK = "Work"
    SHARE = "Share"
    REPORT = "Report"


class Undo(StrEnum):
    """What ``u`` does about an action."""

    NOTHING = "changes nothing"
    UNDONE = "undo takes it back"
    OPENS = "opens a form; undo takes back what it saves"
    ITSELF = "redo does it again"
    AGAIN = "undo takes it back again"
    LOCAL = "kept on this computer alone; undo does not touch it"
    FILE = "writes a file; asks before it replaces one, which undo does not bring back"
    NEVER = "says so before; undo does not take it back"
    SENT = "asks first: what is sent cannot be taken back; undo takes back what is kept"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    ``keys`` are in Textual's spelling, the first one is shown. ``short`` is its name in the
    footer; without one it is not in the footer. A ``numbered`` action is told which key it was.
    What ``writes`` into the database is not offered where nothing can be written; what is
    ``of_claim`` needs a claim under the cursor.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: Where
    undo: Undo = Undo.NOTHING
    short: str = ""
    numbered: bool = False
    writes: bool = False
    of_claim: bool = False

    @property
    def method(self) -> str:
        """The name that Textual knows the action by."""
        return self.id.replace(".", "_")


KEY_NAMES = {
    "slash": "/",
    "quotation_mark": '"',
    "number_sign": "#",
    "exclamation_mark": "!",
    "at": "@",
    "ampersand": "&",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "asterisk": "*",
    "question_mark": "?",
    "dollar_sign": "$",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
    "colon": ":",
    "percent_sign": "%",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "apostrophe": "'",
    "delete": "Del",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "backspace": "Backspace",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
}


def key_name(key: str) -> str:
    """A key as a person reads it."""
    *modifiers, last = key.split("+")
    name = KEY_NAMES.get(
        last, last.upper() if modifiers or (last[0] == "f" and len(last) > 1) else last
    )
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def key_names(action: Action) -> str:
    """All keys of an action, as a person reads them; a run such as 1 to 9 as a range."""
    names = [key_name(key) for key in action.keys]
    before = names[0][:-1]
    if len(names) > 3 and names == [f"{before}{n}" for n in range(1, len(names) + 1)]:
        return f"{names[0]}–{names[-1]}"
    return " ".join(names)
