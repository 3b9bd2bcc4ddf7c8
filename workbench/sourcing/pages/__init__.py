"""The readable text of a fetched page or a file, and what it says of itself.

Pages are hostile: every parser can be made to hang or to eat the memory. So they are parsed in a
child process that can be killed (``child``); this package speaks with it and never imports a
parser. Nothing here fetches or stores.

What speaks with the child is imported on first use: most files are plain text and need none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from workbench.sourcing.pages.blocking import read_page_blocking
    from workbench.sourcing.pages.limits import PageLimits
    from workbench.sourcing.pages.reader import PageReader

__all__ = ["PageLimits", "PageReader", "read_page_blocking"]

_HOMES: Final = {"PageLimits": "limits", "PageReader": "reader", "read_page_blocking": "blocking"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
