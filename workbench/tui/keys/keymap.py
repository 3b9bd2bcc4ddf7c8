"""Which keys do what: the table of actions, a preset, and what the user's keys.toml changes.

No Textual here. A file that cannot be followed is refused whole, in one line that says which
action, which key and where, so that the desk never opens with keys nobody expects.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any, Final

from workbench.errors import UsageError
from workbench.text import clean_line
from workbench.tui.actions.action import Action, Where, key_name, key_names
from workbench.tui.actions.table import ACTIONS, actions_in, by_place
from workbench.tui.keys.key_words import key_meant

FILE_NAME: Final = "keys.toml"
PRESETS: Final = ("vim", "plain")
_MOST_KEYS: Final = 5
_IN_FIELDS: Final = frozenset({Where.FORM, Where.FILTER, Where.HELP})
_OUTER: Final[Mapping[Where, tuple[Where, ...]]] = {
    Where.LIST: (Where.DESK,),
    Where.READING: (Where.DESK,),
    Where.FINDING: (Where.DESK,),
    Where.FILTER: (Where.DESK,),
    Where.QUOTING: (Where.SELECTING,),
    Where.ADDING: (Where.SELECTING,),
    Where.CHOICE: (Where.FORM,),
    Where.PROGRESS: (Where.SHEET, Where.READING),
}
"""Where a key goes on to when the part that has the focus does not want it."""


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The keys in force. ``changed`` holds those of the actions that differ from the table."""

    preset: str = PRESETS[0]
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, action: Action) -> tuple[str, ...]:
        """The keys of an action."""
        return self.changed.get(action.id, action.keys)

    def names(self, action: Action) -> str:
        """The keys of an action as a person reads them."""
        return key_names(self.in_force(action))

    def in_force(self, action: Action) -> Action:
        """An action with the keys it has now."""
        return replace(action, keys=self.keys(action))


SHIPPED: Final = KeyTable()


def key_table(preset: str, path: Path) -> KeyTable:
    """The preset, changed by the user's file where there is one.

    Raises:
        UsageError: The preset does not exist, or the file cannot be followed.
    """
    if preset not in PRESETS:
        near = get_close_matches(preset, PRESETS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(PRESETS)}"
        raise UsageError(f"there are no keys called {clean_line(preset, 40)}; {hint}")
    shipped = resources.files("workbench.tui.keys") / "presets" / f"{preset}.toml"
    changed = _changes(f"the preset {preset}", tomllib.loads(shipped.read_text("utf-8")))
    typed = _read(path)
    changed |= _changes(str(path), typed)
    table = KeyTable(preset, changed)
    _refuse_clashes(str(path), table)
    return table


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {clean_line(str(error))}") from None


def _changes(where: str, typed: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    known = {action.id: action for action in ACTIONS}
    changed: dict[str, tuple[str, ...]] = {}
    for name, value in _flat(typed):
        action = known.get(name)
        if action is None:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "workbench keys lists them"
            raise UsageError(f"{where}: there is no action {clean_line(name, 60)}; {hint}")
        changed[name] = _keys(where, action, value)
    return changed


def _flat(typed: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """``claim.verdict = "v"`` is a table in a table to TOML, ``"claim.verdict"`` is not."""
    for name, value in typed.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _keys(where: str, action: Action, value: object) -> tuple[str, ...]:
    typed = [value] if isinstance(value, str) and not action.numbered else value
    most = len(action.keys) if action.numbered else _MOST_KEYS
    if not isinstance(typed, list) or not 1 <= len(typed) <= most:
        raise UsageError(
            f"{where}: {action.id} must be one to {most} keys in the order of its numbers, as "
            '["F1", "F2"]; a number without one has none'
            if action.numbered
            else f'{where}: {action.id} must be a key in quotes, or one to {most} as ["v", "F6"]'
        )
    keys: list[str] = []
    for one in typed:
        key = key_meant(one) if isinstance(one, str) else None
        if key is None:
            raise UsageError(
                f"{where}: {action.id}: {clean_line(str(one), 30)} is no key; write v, V, /, "
                "Ctrl+Z, Alt+X, F6, Enter, Esc, Space, Tab, Up or PgDn"
            )
        if action.where in _IN_FIELDS and _is_typed(key):
            raise UsageError(
                f"{where}: {action.id}: {key_name(key)} would be typed into the field; take a key "
                "with Ctrl or Alt, or one of F1 to F12"
            )
        if action.numbered and key in keys:
            raise UsageError(
                f"{where}: {action.id}: {key_name(key)} stands for {keys.index(key) + 1} and for "
                f"{len(keys) + 1}; give one of them another key"
            )
        keys.append(key)
    return tuple(dict.fromkeys(keys))


def _is_typed(key: str) -> bool:
    return len(key_name(key)) == 1 or key in ("space", "backspace", "delete")


def _refuse_clashes(path: str, table: KeyTable) -> None:
    """No key for two actions of one part of the desk, nor for one that would be hidden."""
    for where in Where:
        holders: dict[str, Action] = {}
        for action in actions_in(where):
            for key in table.keys(action):
                other = holders.setdefault(key, action)
                if other is not action:
                    raise _clash(path, key, other, action)
        for outer in (*_OUTER.get(where, ()), Where.EVERYWHERE):
            if outer is where:
                continue
            for action in actions_in(outer):
                for key in table.keys(action):
                    inner = holders.get(key)
                    if inner is not None and not _may_hide(inner, action, key):
                        raise _clash(path, key, inner, action)


def _may_hide(inner: Action, outer: Action, key: str) -> bool:
    """Whether it is so as shipped, or both have numbers for keys, whatever these are."""
    return (inner.numbered and outer.numbered) or (key in inner.keys and key in outer.keys)


def _clash(path: str, key: str, one: Action, other: Action) -> UsageError:
    return UsageError(
        f"{path}: {key_name(key)} is for {one.id} ({one.where.value}) and for {other.id} "
        f"({other.where.value}); give one of them another key"
    )


def rows(table: KeyTable) -> Iterator[tuple[Action, str, bool]]:
    """Each action, its keys in force, and whether these are other than as shipped."""
    for _, actions in by_place():
        for action in actions:
            changed = set(table.keys(action)) != set(action.keys)
            yield action, table.names(action), changed
