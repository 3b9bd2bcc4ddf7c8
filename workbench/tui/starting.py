"""Starting the desk in a process of its own, sooner than it would start by itself.

Nothing of what is loaded at the start is garbage, so it is not looked for; the desk looks for
garbage again once it has been painted.
"""

import gc
import os
from pathlib import Path
from typing import Final

FRAMES_A_SECOND: Final = "120"
"""How often at most Textual paints; half as often, what a key leads to waits for the next time."""


def _begin() -> None:
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)


def start(path: Path, *, mouse: bool | None = None) -> None:
    """Open the desk on a database that exists, and return when it is left.

    Raises:
        StorageError: The database cannot be opened.
        UsageError: There is no terminal to draw in, or the settings or keys are wrong.
    """
    _begin()
    from workbench.tui.app import run

    run(path, mouse=mouse)


def start_served(path: Path) -> None:
    """Be the desk behind a page of ``workbench serve``.

    Raises:
        StorageError: The database cannot be opened.
        UsageError: The settings or keys are wrong.
    """
    _begin()
    from workbench.tui.app import run_served

    run_served(path)
