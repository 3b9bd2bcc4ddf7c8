"""The palette: every action of the screen by name, from the table of actions."""

from collections import Counter
from collections.abc import Container, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed, SaysWhyNot, do, places_of
from workbench.tui.actions.table import actions_in
from workbench.tui.keys.keyed import table_of

_FIRST = (Where.DESK, Where.FORM, Where.EVERYWHERE)


def _has_own_help(places: Container[Where]) -> bool:
    """Whether a form lies on top: its help is offered, and a second one would be the same."""
    return Where.FORM in places and Where.DESK not in places


class ActionProvider(Provider):
    """Finds actions by their names and runs them where they belong."""

    def _offered(self) -> Iterator[Action]:
        places = dict.fromkeys((*places_of(self.screen), Where.EVERYWHERE))
        for where in sorted(places, key=lambda place: place not in _FIRST):
            for action in actions_in(where):
                if not action.numbered and not (action.id == "app.help" and _has_own_help(places)):
                    yield action

    def _named(self) -> Iterator[tuple[str, Action]]:
        """What is offered by its title, and by its place too where two have the same."""
        offered = list(self._offered())
        times = Counter(action.title for action in offered)
        for action in offered:
            place = f" ({action.where.value})" if times[action.title] > 1 else ""
            yield action.title + place, action

    def _explain(self, action: Action) -> str:
        screen = self.screen
        if action.where is Where.EVERYWHERE and isinstance(self.app, SaysWhyNot):
            reason = self.app.why_not(action)
        else:
            reason = screen.why_not(action) if isinstance(screen, Placed) else ""
        return f"{table_of(self.app).names(action)}   {reason or action.help}"

    async def _run(self, action: Action) -> None:
        await do(self.app, self.screen, action)

    async def discover(self) -> Hits:
        """Everything that can be done, before anything is typed."""
        for name, action in self._named():
            yield DiscoveryHit(
                Content(name), partial(self._run, action), help=self._explain(action)
            )

    async def search(self, query: str) -> Hits:
        """What matches the typed words."""
        matcher = self.matcher(query)
        for name, action in self._named():
            score = matcher.match(name)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(name),
                    partial(self._run, action),
                    help=self._explain(action),
                )
