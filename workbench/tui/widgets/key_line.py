"""The last line: the keys that work here and now. A key that does not fit is left out whole."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.actions.action import key_name
from workbench.tui.actions.places import Placed
from workbench.tui.actions.table import ACTIONS
from workbench.tui.keys.bindings import action_of
from workbench.tui.keys.keyed import table_of

_ALWAYS = ("app.help", "app.leave")


@dataclass(frozen=True, slots=True)
class Shown:
    """A key in the line, from column ``start`` to ``end``."""

    start: int
    end: int
    binding: Binding
    node: DOMNode


class KeyLine(Widget):
    """Keys and what they do, made from the bindings that are active; a click does it too."""

    COMPONENT_CLASSES = {"keys--key", "keys--name"}  # noqa: RUF012
    ALLOW_SELECT = False

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        del screen
        self.refresh()

    def _candidates(self) -> list[tuple[Binding, DOMNode]]:
        """One binding for each action that has a name in the footer, and can be pressed."""
        active = self.screen.active_bindings
        pressable: dict[str, dict[str, tuple[Binding, DOMNode]]] = {}
        for key, found in active.items():
            name = action_of(found.binding)
            if found.binding.show and name and not self._is_typed(key):
                pressable.setdefault(name, {})[key] = (found.binding, found.node)
        table, screen = table_of(self.app), self.screen
        return [
            next(keys[key] for key in table.keys(action) if key in keys)
            for action in ACTIONS
            if (keys := pressable.get(action.id))
            and not (isinstance(screen, Placed) and screen.is_pointless(action))
        ]

    def _is_typed(self, key: str) -> bool:
        """Whether the focused field takes the key as a character."""
        focused, name = self.screen.focused, key_name(key)
        return focused is not None and len(name) == 1 and focused.check_consume_key(key, name)

    def shown(self) -> list[Shown]:
        """The keys that fit; help and quit before all others, at the right."""
        candidates = self._candidates()
        last = [one for one in candidates if action_of(one[0]) in _ALWAYS]
        others = [one for one in candidates if one not in last]
        widths = [_width(binding) for binding, _ in candidates]
        gap = 2 if sum(widths) + 2 * len(widths) <= self.size.width else 1
        room = self.size.width - 1 - sum(_width(binding) + gap for binding, _ in last)
        line: list[Shown] = []
        column = 1
        for binding, node in [*others, *last]:
            width = _width(binding)
            if (binding, node) in others:
                if width > room:
                    continue
                room -= width + gap
            line.append(Shown(column, column + width, binding, node))
            column += width + gap
        return line

    def render_line(self, y: int) -> Strip:
        """The one line."""
        del y
        base = self.rich_style
        key_style = self.get_component_rich_style("keys--key")
        name_style = self.get_component_rich_style("keys--name")
        segments: list[Segment] = []
        column = 0
        for shown in self.shown():
            segments.append(Segment(" " * (shown.start - column), base))
            column = shown.end
            segments.append(Segment(key_name(shown.binding.key), key_style))
            segments.append(Segment(" " + shown.binding.description, name_style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        for shown in self.shown():
            if shown.start <= event.x < shown.end:
                await self.app.run_action(shown.binding.action, shown.node)


def _width(binding: Binding) -> int:
    return cell_len(key_name(binding.key)) + 1 + cell_len(binding.description)
