"""The keys in force, as messages and labels tell them: a changed key is named as it is now.

A process shows one desk, so the table is the module's; the application sets it when it is made.
"""

from typing import Final

from workbench.tui.actions.action import key_name
from workbench.tui.actions.table import ACTIONS
from workbench.tui.keys.keymap import SHIPPED, KeyTable

_ACTIONS: Final = {action.id: action for action in ACTIONS}
_in_force = [SHIPPED]


def tell_keys(table: KeyTable) -> None:
    """From now on name the keys of this table."""
    _in_force[0] = table


def number_keys(action: str) -> tuple[str, ...]:
    """The keys of a numbered action as a person reads them, from that of 1 on.

    Raises:
        KeyError: There is no such action.
    """
    return tuple(key_name(one) for one in _in_force[0].keys(_ACTIONS[action]))


def key(action: str) -> str:
    """The first key of an action, as a person reads it.

    Raises:
        KeyError: There is no such action.
    """
    return key_name(_in_force[0].keys(_ACTIONS[action])[0])
