"""Draw docs/images/desk.svg: the desk on the sample, as it opens, at 150 by 42.

python docs/images/make_picture.py
"""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from workbench.desk.sample import build_sample
from workbench.tui.app import Desk
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.session import Session

PICTURE = Path(__file__).with_name("desk.svg")
SIZE = (150, 42)
DOWN_TO_THE_CONFLICT = 7


async def draw(path: Path) -> str:
    """Open the desk, go to the claim on which reviewers disagree, and give the picture."""
    with Session(path) as session:
        app = Desk(session)
        async with app.run_test(size=SIZE) as pilot:
            screen = app.screen
            if not isinstance(screen, DeskScreen):
                raise TypeError("the desk did not open")
            while not screen.listed:
                await pilot.pause()
            await pilot.press(*["j"] * DOWN_TO_THE_CONFLICT)
            for _ in range(200):
                await pilot.pause()
                row, claim = screen.rows.row_at_cursor(), screen.claim
                if row and claim and claim.number == row.number and screen.followed:
                    break
            await pilot.pause()
            return without_addresses(app.export_screenshot(title="workbench"))


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
        PICTURE.write_text(asyncio.run(draw(path)), "utf-8")


if __name__ == "__main__":
    main()
