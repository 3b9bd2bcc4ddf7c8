"""What the tour tells, with the keys in force, and whether it was seen. No Textual."""

from pathlib import Path
from typing import Final

from workbench.tui.actions.action import key_name
from workbench.tui.actions.table import ACTIONS
from workbench.tui.keys.keymap import KeyTable

SAMPLE_BEGINS: Final = "Sample: "
_SEEN: Final = "tour-seen"
_CARDS: Final = (
    (
        "The list",
        (
            "Every line is a claim the reader found. {list.next} and {list.previous} move, and "
            "the panes follow. The first sign is the status: ○ unrated, ● one verdict, ✔ agreed, "
            "≠ in conflict. Worth is how much it is worth checking."
        ),
    ),
    (
        "Find",
        (
            "{desk.filter} narrows the list as you type, {desk.finding} goes to queues and facets, "
            "{desk.order} puts what is most worth checking first. {app.jump} puts a letter on "
            "everything you can go to."
        ),
    ),
    (
        "Source",
        (
            "{claim.attach} fetches a page for the claim, {claim.sources} lays the page beside it "
            "with the passages that matter; 1, 2 or 3 there makes one evidence for, against or as "
            "context."
        ),
    ),
    (
        "Decide",
        (
            "{claim.verdict} rates the claim and says why. {desk.undo} takes back your latest act, "
            "whatever it was; nothing is lost, and nothing needs saving."
        ),
    ),
    (
        "Everything else",
        (
            "{app.help} tells what can be done here and now, {command.palette} finds any action by "
            "its name, and every key in the last line can be clicked. {app.tour} starts this tour "
            "again."
        ),
    ),
)


def cards(keys: KeyTable) -> list[tuple[str, str]]:
    """Title and words of each card."""
    first = {action.id: key_name(keys.keys(action)[0]) for action in ACTIONS}
    told: list[tuple[str, str]] = []
    for title, words in _CARDS:
        for name, key in first.items():
            words = words.replace(f"{{{name}}}", key)  # noqa: PLW2901
        told.append((title, words))
    return told


def wanted(project: str, folder: Path) -> bool:
    """Whether to begin with the tour: on the sample, the first time."""
    return project.startswith(SAMPLE_BEGINS) and not (folder / _SEEN).exists()


def remember(folder: Path) -> None:
    """Not again by itself. Where nothing can be written it comes again, which does no harm."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SEEN).touch()
    except OSError:
        return
