"""The help as a sheet, and the key table of the documentation: both from the table of actions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.tui.actions.action import Action, Task, Undo, Where, key_name
from workbench.tui.actions.table import actions_in, by_place
from workbench.tui.actions.tasks import task_of
from workbench.tui.keys.keymap import SHIPPED, KeyTable
from workbench.tui.looks.columns import CHOSEN_SIGN, DISMISSED_MARK, STATUS_MARKS
from workbench.tui.looks.signs import LEGEND
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

_KEYS_WIDTH = 21


@dataclass(frozen=True, slots=True)
class HelpSheet:
    """The text, and where in it each action that can be done now is told of."""

    sheet: Sheet
    entries: tuple[tuple[int, int, Action], ...]

    def at(self, offset: int) -> Action | None:
        """The action that is told of at a place in the text."""
        return next((action for first, end, action in self.entries if first <= offset < end), None)


def help_sheet(
    places: Sequence[Where],
    why_not: Callable[[Action], str],
    keys: KeyTable = SHIPPED,
    typed: str = "",
) -> HelpSheet:
    """What can be done in ``places``, nearest first; then what cannot be done now, and why."""
    sheet = SheetBuilder()
    entries: list[tuple[int, int, Action]] = []
    impossible: list[tuple[Action, str]] = []
    for heading, actions in _groups(places):
        kept = [action for action in actions if _meant(action, keys, typed)]
        possible = [action for action in kept if not why_not(action)]
        impossible += [(action, why_not(action)) for action in kept if action not in possible]
        if possible:
            sheet.heading(heading)
        for action in possible:
            start = sheet.length
            _entry(sheet, action, keys)
            entries.append((start + 1, sheet.length + 1, action))
    if impossible:
        sheet.heading("Not possible now")
    for action, reason in impossible:
        sheet.line(_in_column(keys.names(action)), Tone.MUTED, hang=_KEYS_WIDTH)
        sheet.add(f"{action.title}  ", Tone.MUTED)
        sheet.add(reason, Tone.WARNING)
    if not entries and not impossible:
        sheet.line(f"Nothing here has the key or the name “{typed.strip()}”.", Tone.MUTED)
    if not typed:
        sheet.line()
        sheet.line("Where nothing is said about undo, the action changes nothing.", Tone.MUTED)
        _legend(sheet, in_list=Where.LIST in places)
    return HelpSheet(sheet.build(), tuple(entries))


def _groups(places: Sequence[Where]) -> Iterator[tuple[str, tuple[Action, ...]]]:
    for where in places:
        actions = actions_in(where)
        if where is not Where.DESK:
            yield where.value, actions
            continue
        for task in Task:
            yield task.value, tuple(one for one in actions if task_of(one) is task)
        yield "Desk", tuple(one for one in actions if task_of(one) is None)


def _meant(action: Action, keys: KeyTable, typed: str) -> bool:
    """Whether it has the key that was typed, or all typed words are in what is said of it."""
    words = typed.strip()
    if len(words) == 1:
        return words in map(key_name, keys.keys(action))
    told = f"{action.title} {action.help} {action.where.value} {task_of(action) or ''}".casefold()
    return all(word in told for word in words.casefold().split())


def _in_column(names: str) -> str:
    return f"  {names:<{_KEYS_WIDTH - 3}} "


def _entry(sheet: SheetBuilder, action: Action, keys: KeyTable) -> None:
    sheet.line(_in_column(keys.names(action)), Tone.KEY, hang=_KEYS_WIDTH)
    sheet.add(action.title, Tone.STRONG)
    sheet.add(f"  {action.help}")
    if action.undo is not Undo.NOTHING:
        sheet.add(f" ({action.undo.value})", Tone.MUTED)


def _legend(sheet: SheetBuilder, *, in_list: bool) -> None:
    if in_list:
        sheet.heading("Marks in the list")
        for mark in (*STATUS_MARKS.values(), DISMISSED_MARK):
            sheet.line(_in_column(f"{mark.symbol} {mark.letter}"), Tone.KEY, hang=_KEYS_WIDTH)
            sheet.add(mark.meaning)
        sheet.line(_in_column(CHOSEN_SIGN), Tone.KEY, hang=_KEYS_WIDTH)
        sheet.add("marked by you: what is done next is done to all that are marked")
        sheet.line(_in_column("Worth"), Tone.KEY, hang=_KEYS_WIDTH)
        sheet.add("how much a claim is worth checking, 0 to 100, by the reasons shown with it")
    for heading, signs in LEGEND:
        sheet.heading(heading)
        for sign, meaning in signs:
            sheet.line(_in_column(sign), Tone.KEY, hang=_KEYS_WIDTH)
            sheet.add(meaning)


def keys_as_markdown() -> str:
    """The documentation of the keys, made from the table of actions."""
    lines = [
        "# Keys",
        "",
        "Every action of the desk, with its keys and what undo does about it. The same table",
        "feeds the bindings, the footer, the palette (Ctrl+P), the help (`?`) and",
        "`workbench keys`, which prints the keys in force; [settings.md](settings.md) says how to",
        "change them. This file is made by `python -m workbench.tui.sheets.help > docs/keys.md`.",
    ]
    for where, actions in by_place():
        lines += ["", f"## {where.value}"]
        if where is not Where.DESK:
            lines += _table(actions)
            continue
        for heading, group in _groups((where,)):
            if group:
                lines += ["", f"### {heading}", *_table(group)]
    return "\n".join(lines) + "\n"


def _table(actions: Sequence[Action]) -> list[str]:
    return [
        "",
        "| key | action | name in keys.toml | what it does | undo |",
        "|---|---|---|---|---|",
        *(
            f"| {_keys_cell(action)} | {action.title} | `{action.id}` | {action.help} "
            f"| {action.undo.value} |"
            for action in actions
        ),
    ]


def _keys_cell(action: Action) -> str:
    return ", ".join(f"`{name}`" for name in SHIPPED.names(action).split(" "))


if __name__ == "__main__":
    import sys

    sys.stdout.write(keys_as_markdown())
