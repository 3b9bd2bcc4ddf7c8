"""The palette's entries for queues and saved views, which have no names of their own as actions."""

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from workbench.desk.finding.queues import QUEUES
from workbench.text import clean_line
from workbench.tui.screens.desk.finding import FindingScreen
from workbench.tui.terminal.literal import literal_line


class QueueProvider(Provider):
    """Finds queues and views by their names and opens them."""

    def _offered(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        screen = self.screen
        if not isinstance(screen, FindingScreen):
            return
        for number, queue in enumerate(QUEUES, 1):
            yield (
                f"Queue {number}: {queue.title}",
                queue.query or "every claim",
                partial(screen.open_queue, number),
            )
        for number, view in enumerate(screen.views, 1):
            yield (
                f"View {number}: {view.name}",
                view.query or "every claim",
                partial(screen.show_query, view.query, view.order),
            )

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for title, query, run in self._offered():
            yield DiscoveryHit(literal_line(title, 80), run, help=clean_line(query))

    async def search(self, query: str) -> Hits:
        """What matches the typed words."""
        matcher = self.matcher(query)
        for title, asked, run in self._offered():
            shown = str(literal_line(title, 80))
            score = matcher.match(shown)
            if score > 0:
                yield Hit(score, Content(shown), run, help=clean_line(asked))
