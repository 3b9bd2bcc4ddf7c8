"""How a screen tells help and palette what can be done in it, and where."""

from typing import ClassVar, Protocol, runtime_checkable

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from workbench.tui.actions.action import Action, Where
from workbench.tui.faults import TellsFaults
from workbench.tui.soon import OpensSoon


async def do(app: App[object], screen: Screen[object], action: Action) -> None:
    """Do an action where it belongs in a screen."""
    node: DOMNode = app if action.where is Where.EVERYWHERE else screen
    if isinstance(screen, Placed) and action.where is not Where.EVERYWHERE:
        node = screen.node_for(action.where) or screen
    await app.run_action(action.method, node)


def places_of(screen: Screen[object]) -> tuple[Where, ...]:
    """The parts of the desk whose actions a screen offers, nearest to the focus first."""
    if isinstance(screen, Placed):
        return screen.places()
    return (Where.EVERYWHERE,)


@runtime_checkable
class SaysWhyNot(Protocol):
    """What can say why an action cannot be done now."""

    def why_not(self, action: Action) -> str:
        """Why not; empty if it can."""


class Placed(OpensSoon, TellsFaults):
    """A screen that knows which actions it offers."""

    PLACES: ClassVar[tuple[Where, ...]] = ()

    def places(self) -> tuple[Where, ...]:
        """Where one is, nearest first."""
        return self.PLACES

    def node_for(self, where: Where) -> DOMNode | None:
        """The part of the screen that does the actions of ``where``."""
        del where
        return self if isinstance(self, DOMNode) else None

    def is_pointless(self, action: Action) -> bool:
        """Whether the line of keys leaves an action out, though its key still says why not."""
        del action
        return False

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now; empty if it can."""
        del action
        return ""
