"""The palette: every action of the screen by name, from the table of actions."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from workbench.tui.action import Action, Where, key_names
from workbench.tui.actions import actions_in
from workbench.tui.places import Placed, places_of

_FIRST = (Where.DESK, Where.FORM, Where.EVERYWHERE)


class ActionProvider(Provider):
    """Finds actions by their names and runs them where they belong."""

    def _offered(self) -> Iterator[Action]:
        places = dict.fromkeys((*places_of(self.screen), Where.EVERYWHERE))
        for where in sorted(places, key=lambda place: place not in _FIRST):
            for action in actions_in(where):
                if not action.numbered:
                    yield action

    def _explain(self, action: Action) -> str:
        screen = self.screen
        reason = screen.why_not(action) if isinstance(screen, Placed) else ""
        return f"{key_names(action)}   {reason or action.help}"

    async def _run(self, action: Action) -> None:
        screen = self.screen
        node: DOMNode = self.app if action.where is Where.EVERYWHERE else screen
        if isinstance(screen, Placed) and action.where is not Where.EVERYWHERE:
            node = screen.node_for(action.where) or screen
        await self.app.run_action(action.method, node)

    async def discover(self) -> Hits:
        """Everything that can be done, before anything is typed."""
        for action in self._offered():
            yield DiscoveryHit(
                Content(action.title), partial(self._run, action), help=self._explain(action)
            )

    async def search(self, query: str) -> Hits:
        """What matches the typed words."""
        matcher = self.matcher(query)
        for action in self._offered():
            score = matcher.match(action.title)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(action.title),
                    partial(self._run, action),
                    help=self._explain(action),
                )
