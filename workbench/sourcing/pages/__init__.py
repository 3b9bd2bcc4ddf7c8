"""The readable text of a fetched page or a file, and what it says of itself.

Pages are hostile: every parser can be made to hang or to eat the memory. So they are parsed in a
child process that can be killed (``child``); this package speaks with it and never imports a
parser. Nothing here fetches or stores.
"""

from workbench.sourcing.pages.blocking import read_page_blocking
from workbench.sourcing.pages.limits import PageLimits
from workbench.sourcing.pages.reader import PageReader

__all__ = ["PageLimits", "PageReader", "read_page_blocking"]
