"""Going out of the terminal: a page in a browser, words to the clipboard."""

import os
import sys
import webbrowser

from textual.app import App

from workbench.text import clean_line

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_browser() -> bool:
    """Whether a browser can open beside the terminal, and not in it or on another computer."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in _SCREENS)


def open_page(address: str) -> bool:
    """Open a page; whether that was possible. May take a while: not for the loop."""
    if not has_browser() or not address.lower().startswith(("http://", "https://")):
        return False
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False


def copied(app: App[None] | App[object], words: str) -> None:
    """Put one line on the clipboard of the terminal, wherever that is."""
    app.copy_to_clipboard(clean_line(words))
