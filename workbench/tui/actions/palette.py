"""The palette: every action of the screen by name, from the table of actions."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed, do, places_of
from workbench.tui.actions.table import actions_in
from workbench.tui.keys.keyed import table_of

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
        return f"{table_of(self.app).names(action)}   {reason or action.help}"

    async def _run(self, action: Action) -> None:
        await do(self.app, self.screen, action)

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
