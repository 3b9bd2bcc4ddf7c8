"""Textual bindings made from the table of actions."""

from dataclasses import replace

from textual.binding import Binding, BindingType

from workbench.tui.actions.action import Action, Where, key_name
from workbench.tui.actions.table import actions_in

OVER = ":over"
"""Behind the id of an action: the binding of its keys that work over forms too."""
_OVER_FORMS = frozenset({"command.palette", "app.leave", "app.theme", "app.jump", "app.mend"})
_OF_FIELDS = frozenset({"ctrl+c"})


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
            replace(whole, key=key, id=action.id + OVER, priority=True)
            if works_over_forms(action, key)
            else replace(whole, key=key)
            for key in action.keys
        ]
    return [
        replace(whole, key=key, action=f"{action.method}({number})", id=numbered(action, number))
        for number, key in enumerate(action.keys, 1)
    ]


def numbered(action: Action, number: int) -> str:
    """The id of the binding by which a numbered action is told this number."""
    return f"{action.id}:{number}"


def works_over_forms(action: Action, key: str) -> bool:
    """Whether a key works even over a form: no field wants it."""
    return action.id in _OVER_FORMS and len(key_name(key)) > 1 and key not in _OF_FIELDS


def action_of(binding: Binding) -> str:
    """The id of the action that a binding is for; empty for those of the widgets themselves."""
    return (binding.id or "").partition(":")[0]
