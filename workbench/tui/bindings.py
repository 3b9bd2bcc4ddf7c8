"""Textual bindings made from the table of actions."""

from dataclasses import replace

from textual.binding import Binding, BindingType

from workbench.tui.action import Action, Where
from workbench.tui.actions import actions_in

_OVER_FORMS = frozenset({"ctrl+p", "ctrl+q", "f2"})


def bindings_for(*places: Where) -> list[BindingType]:
    """The bindings of a class in which the actions of ``places`` are done."""
    return [
        binding for where in places for action in actions_in(where) for binding in _bound(action)
    ]


def _bound(action: Action) -> list[Binding]:
    whole = Binding(
        key=",".join(action.keys),
        action=action.method,
        description=action.short or action.title,
        show=bool(action.short),
        tooltip=f"{action.help} ({action.undo.value})",
        id=action.id,
    )
    if not action.numbered:
        return [
            replace(whole, key=key, priority=True) for key in action.keys if _prior(action, key)
        ] + [replace(whole, key=key) for key in action.keys if not _prior(action, key)]
    return [replace(whole, key=key, action=f"{action.method}({key})") for key in action.keys]


def _prior(action: Action, key: str) -> bool:
    """Whether a key works even over a form: no field wants it and nothing else has it."""
    return action.where is Where.EVERYWHERE and key in _OVER_FORMS
