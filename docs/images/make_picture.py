"""Draw the pictures of the README: the desk on the sample, and a source beside its claim.

python docs/images/make_picture.py
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from workbench.desk.samples.sample import build_sample
from workbench.model import ClaimStatus
from workbench.tui.app import Desk
from workbench.tui.screens.desk.desk import DeskScreen
from workbench.tui.screens.sources.source_acts import SourceScreen
from workbench.tui.session import Session

HERE = Path(__file__).parent
SIZE = (150, 42)
MOST_WAITS = 400


async def draw(path: Path) -> tuple[str, str]:
    """The desk at the claim on which reviewers disagree, and the first source of that claim."""
    with Session(path) as session:
        app = Desk(session)
        async with app.run_test(size=SIZE) as pilot:
            desk = app.screen
            if not isinstance(desk, DeskScreen):
                raise TypeError("the desk did not open")
            await until(pilot, lambda: desk.listed)
            while (row := desk.rows.row_at_cursor()) is None or (
                row.status is not ClaimStatus.CONFLICT
            ):
                await pilot.press("j")
            number = row.number
            await until(
                pilot,
                lambda: desk.claim is not None and desk.claim.number == number,
            )
            await pilot.pause()
            claims = without_addresses(app.export_screenshot(title="workbench"))
            await pilot.press("S")
            await until(
                pilot,
                lambda: isinstance(app.screen, SourceScreen) and app.screen.loaded is not None,
            )
            await pilot.pause()
            return claims, without_addresses(app.export_screenshot(title="workbench"))


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Let the program work until something is so."""
    for _ in range(MOST_WAITS):
        if done():
            return
        await pilot.pause(0.02)
    raise TimeoutError("the desk did not get there")


def without_addresses(picture: str) -> str:
    """Leave out the web fonts: a reader of the page should load nothing from elsewhere."""
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


def main() -> None:
    """Build the sample and draw."""
    os.environ["TZ"] = "UTC"
    with tempfile.TemporaryDirectory() as name:
        os.environ["WORKBENCH_HOME"] = str(Path(name) / "home")
        path = Path(name) / "claims.db"
        build_sample(path)
        desk, source = asyncio.run(draw(path))
    (HERE / "desk.svg").write_text(desk, "utf-8")
    (HERE / "source.svg").write_text(source, "utf-8")


if __name__ == "__main__":
    main()
