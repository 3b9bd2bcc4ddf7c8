"""Pictures of the desk, compared with those that were looked at."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

from tests.tui.desk_material import DeskPilot, Project, piloting, settled
from workbench.tui.app import Desk
from workbench.tui.session import Session

Compare = Callable[..., bool]
Prepare = Callable[[DeskPilot], Awaitable[None]]


class PosingDesk(Desk):
    """A desk that hands over its picture when it is run.

    Textual's own way to a picture waits for the clock at each key and then a few times more,
    which took longer than all that the desk does meanwhile.
    """

    CSS_PATH: ClassVar = [Path(inspect.getfile(Desk)).parent / sheet for sheet in Desk.CSS_PATH]

    def __init__(self, session: Session, prepare: Prepare, **how: Any) -> None:
        super().__init__(session, **how)
        self._prepare = prepare

    def run(self, *, size: tuple[int, int] | None = None, **_: Any) -> Any:
        """Open in a terminal of this size, do what the picture is of, and draw it."""
        return asyncio.run(self._pose(size))

    async def _pose(self, size: tuple[int, int] | None) -> str:
        async with piloting(self, size=size) as pilot:
            await settled(pilot)
            await self._prepare(pilot)
            await pilot.pause()
            return self.export_screenshot(title=self.title, simplify=True)


def picture(
    compare: Compare, project: Project, size: tuple[int, int], prepare: Prepare, **how: Any
) -> bool:
    """Whether the desk looks as it was last agreed on, after what ``prepare`` does in it."""
    with project.session() as session:
        return compare(PosingDesk(session, prepare, **how), terminal_size=size)
