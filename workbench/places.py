"""Where this program keeps its own files on this computer.

``WORKBENCH_HOME`` puts all three folders under one directory, which is how tests and portable
installations stay apart from the user's own.
"""

import os
from pathlib import Path

from workbench.named_paths import set_path

_APPLICATION = "workbench"


def _place(kind: str) -> Path:
    home = os.environ.get("WORKBENCH_HOME")
    if home:
        return set_path(home, "WORKBENCH_HOME") / kind
    import platformdirs

    finder = {
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
        "cache": platformdirs.user_cache_path,
    }[kind]
    return finder(_APPLICATION, appauthor=False)


def config_directory() -> Path:
    """Folder of the reviewer's identity and settings; worth backing up."""
    return _place("config")


def state_directory() -> Path:
    """Folder of writer heads, drafts and the working copy of the sample; kept between runs."""
    return _place("state")


def cache_directory() -> Path:
    """Folder of indexes that can be rebuilt at any time."""
    return _place("cache")
