"""Loading what the first painting does not need, in a thread, while somebody reads the list.

Forms and sheets are imported where they are opened. An import takes longer than a key may wait,
so all of them are imported here before a key asks for them.
"""

import gc
import pkgutil
from importlib import import_module
from threading import Thread

from workbench.tui.lanes.sparing import sparing_the_loop

_PACKAGES = ("workbench.tui.screens", "workbench.tui.sheets")


def load_the_rest() -> Thread:
    """Begin to load every screen there is."""
    thread = Thread(target=_load, name="workbench loading", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    with sparing_the_loop():
        for package in _PACKAGES:
            for name in modules_of(package):
                import_module(name)
    # What was loaded stays, and need not be looked through for garbage.
    gc.freeze()


def modules_of(package: str) -> list[str]:
    """The modules of a package and of the packages in it."""
    found = pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
    return [module.name for module in found]
