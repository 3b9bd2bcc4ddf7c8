"""Starting the desk in a process of its own, sooner than it would start by itself.

Nothing of what is loaded at the start is garbage, so it is not looked for; the desk looks for
garbage again once it has been painted.
"""

import gc
from pathlib import Path


def start(path: Path, *, mouse: bool | None = None) -> None:
    """Open the desk on a database that exists, and return when it is left.

    Raises:
        StorageError: The database cannot be opened.
        UsageError: There is no terminal to draw in, or the settings or keys are wrong.
    """
    gc.disable()
    from workbench.tui.app import run

    run(path, mouse=mouse)


def start_served(path: Path) -> None:
    """Be the desk behind a page of ``workbench serve``.

    Raises:
        StorageError: The database cannot be opened.
        UsageError: The settings or keys are wrong.
    """
    gc.disable()
    from workbench.tui.app import run_served

    run_served(path)
