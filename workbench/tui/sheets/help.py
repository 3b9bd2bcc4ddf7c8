"""The help as a sheet, and the key table of the documentation: both from the table of actions."""

from collections.abc import Callable, Sequence

from workbench.tui.action import Action, Undo, Where, key_names
from workbench.tui.actions import by_place
from workbench.tui.columns import DISMISSED_MARK, STATUS_MARKS
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

_KEYS_WIDTH = 21


def help_sheet(places: Sequence[Where], possible: Callable[[Action], bool]) -> Sheet:
    """What can be done in ``places``, nearest first; what cannot be done now says so."""
    sheet = SheetBuilder()
    sheet.line("What can be done here and now", Tone.TITLE)
    sheet.line("Where nothing is said about undo, the action changes nothing.", Tone.MUTED)
    for where, actions in by_place(places):
        if not actions:
            continue
        sheet.heading(where.value)
        for action in actions:
            _entry(sheet, action, possible=possible(action))
    if Where.LIST in places:
        _legend(sheet)
    return sheet.build()


def _entry(sheet: SheetBuilder, action: Action, *, possible: bool) -> None:
    keys = f"  {key_names(action):<{_KEYS_WIDTH - 3}} "
    sheet.line(keys, Tone.KEY if possible else Tone.MUTED, hang=_KEYS_WIDTH)
    sheet.add(action.title, Tone.STRONG if possible else Tone.MUTED)
    sheet.add(f"  {action.help}", Tone.PLAIN if possible else Tone.MUTED)
    if not possible:
        sheet.add(" Not possible now.", Tone.WARNING)
    elif action.undo is not Undo.NOTHING:
        sheet.add(f" ({action.undo.value})", Tone.MUTED)


def _legend(sheet: SheetBuilder) -> None:
    sheet.heading("Marks in the list")
    for mark in (*STATUS_MARKS.values(), DISMISSED_MARK):
        sheet.line(f"  {mark.symbol} {mark.letter}".ljust(_KEYS_WIDTH), Tone.KEY, hang=_KEYS_WIDTH)
        sheet.add(mark.meaning)
    sheet.line("  Worth".ljust(_KEYS_WIDTH), Tone.KEY, hang=_KEYS_WIDTH)
    sheet.add("how much a claim is worth checking, 0 to 100, by the reasons shown with it")


def keys_as_markdown() -> str:
    """The documentation of the keys, made from the table of actions."""
    lines = [
        "# Keys",
        "",
        "Every action of the desk, with its keys and what undo does about it. The same table",
        "feeds the bindings, the footer, the palette (Ctrl+P) and the help (`?`).",
        "This file is made by `python -m workbench.tui.sheets.help > docs/keys.md`.",
    ]
    for where, actions in by_place():
        lines += ["", f"## {where.value}", "", "| key | action | what it does | undo |"]
        lines += ["|---|---|---|---|"]
        lines += [
            f"| {_keys_cell(action)} | {action.title} | {action.help} | {action.undo.value} |"
            for action in actions
        ]
    return "\n".join(lines) + "\n"


def _keys_cell(action: Action) -> str:
    return ", ".join(f"`{name}`" for name in key_names(action).split(" "))


if __name__ == "__main__":
    import sys

    sys.stdout.write(keys_as_markdown())
