"""The application as its parts know it: it has a table of keys."""

from textual.app import App

from workbench.tui.actions.table import ACTIONS
from workbench.tui.keys.bindings import OVER, numbered, works_over_forms
from workbench.tui.keys.keymap import SHIPPED, KeyTable
from workbench.tui.keys.told import tell_keys
from workbench.tui.looks.stylesheet import RememberingStylesheet

_NO_KEY = "f63"
"""What a binding has that is to have none: one cannot be taken away."""


class KeyedApp(App[None]):
    """An application whose keys may be other than those shipped."""

    def __init__(self, keys: KeyTable = SHIPPED) -> None:
        super().__init__()
        self.stylesheet = RememberingStylesheet(variables=self.get_css_variables())
        self.keys = keys
        tell_keys(keys)
        if keys.changed:
            self.set_keymap(keymap_of(keys))


def keymap_of(keys: KeyTable) -> dict[str, str]:
    """The changed keys, by the names of the bindings in bindings.py."""
    keymap: dict[str, str] = {}
    for action in ACTIONS:
        if action.id not in keys.changed:
            continue
        changed = keys.keys(action)
        if action.numbered:
            for number in range(1, len(action.keys) + 1):
                key = changed[number - 1] if number <= len(changed) else _NO_KEY
                keymap[numbered(action, number)] = key
            continue
        over = [key for key in changed if works_over_forms(action, key)]
        under = [key for key in changed if key not in over]
        keymap[action.id] = ",".join(under) or _NO_KEY
        keymap[action.id + OVER] = ",".join(over) or _NO_KEY
    return keymap


def table_of(app: App[object]) -> KeyTable:
    """The keys in force in an application."""
    return app.keys if isinstance(app, KeyedApp) else SHIPPED
