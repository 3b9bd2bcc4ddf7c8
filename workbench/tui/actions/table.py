"""Everything that can be done at the desk, once: key, title, help, and what undo does about it.

Bindings, footer, palette, help and docs/keys.md are made from this table. It knows nothing of
Textual; ``action_<id with underscores>`` on the class bound to ``where`` does the work.
"""

from collections.abc import Iterable

from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.checking import CHECKING
from workbench.tui.actions.deciding import ABOUT_VERDICTS, IN_A_VERDICT
from workbench.tui.actions.desk import GOING, LOOKING
from workbench.tui.actions.finding import ABOUT_FINDING, IN_FINDING, IN_THE_QUERY
from workbench.tui.actions.forms import IN_FORMS, IN_SHEETS
from workbench.tui.actions.helping import (
    ABOUT_PROGRESS,
    EVERYWHERE,
    IN_HELP,
    IN_JUMP,
    IN_PROGRESS,
    IN_TOUR,
)
from workbench.tui.actions.listing import IN_PANES, IN_THE_LIST
from workbench.tui.actions.matching import ABOUT_PAIRS, ABOUT_REPORTS, IN_PAIRS
from workbench.tui.actions.reading import ABOUT_READING
from workbench.tui.actions.safekeeping import ABOUT_SAFEKEEPING, IN_LONG_WORK, IN_MENDING
from workbench.tui.actions.selecting import IN_SELECTING
from workbench.tui.actions.sharing import ABOUT_SHARING, IN_A_MERGE, IN_CONFLICTS
from workbench.tui.actions.source_screen import IN_A_SOURCE, QUESTIONS, QUOTING
from workbench.tui.actions.sources import ABOUT_SOURCES, MORE_ABOUT_SOURCES
from workbench.tui.actions.syncing import ABOUT_SYNCING, IN_A_SYNC
from workbench.tui.actions.working import ABOUT_WORDING, ABOUT_WORK, COPYING

ACTIONS: tuple[Action, ...] = (
    *IN_FINDING,
    *ABOUT_VERDICTS,
    *ABOUT_SOURCES,
    *ABOUT_WORDING,
    *MORE_ABOUT_SOURCES,
    *ABOUT_WORK,
    *COPYING,
    *ABOUT_PAIRS,
    *ABOUT_REPORTS,
    *CHECKING,
    *ABOUT_SHARING,
    *ABOUT_SYNCING,
    *ABOUT_SAFEKEEPING,
    *ABOUT_READING,
    *LOOKING,
    *ABOUT_FINDING,
    *ABOUT_PROGRESS,
    *GOING,
    *IN_THE_LIST,
    *IN_PANES,
    *QUOTING,
    *IN_SELECTING,
    *IN_A_SOURCE,
    *IN_PAIRS,
    *IN_A_MERGE,
    *IN_A_SYNC,
    *IN_LONG_WORK,
    *IN_MENDING,
    *IN_CONFLICTS,
    *IN_THE_QUERY,
    *IN_A_VERDICT,
    *IN_FORMS,
    *IN_SHEETS,
    *QUESTIONS,
    *IN_HELP,
    *IN_PROGRESS,
    *IN_JUMP,
    *IN_TOUR,
    *EVERYWHERE,
)
"""All actions; the line of keys has them in this order, as far as they fit."""


def actions_in(where: Where) -> tuple[Action, ...]:
    """The actions bound in one part of the desk, in the order of the table."""
    return tuple(action for action in ACTIONS if action.where is where)


def by_place(places: Iterable[Where] = Where) -> Iterable[tuple[Where, tuple[Action, ...]]]:
    """Each part of the desk with its actions."""
    return ((where, actions_in(where)) for where in places)
