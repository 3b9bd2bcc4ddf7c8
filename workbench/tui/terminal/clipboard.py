"""Words to the clipboard of the terminal (OSC 52), also through tmux and screen. Pure."""

from base64 import b64encode
from collections.abc import Mapping

_SCREEN_BYTES = 700
"""GNU screen hands on no longer strings than 768 bytes."""


def through_multiplexers(words: str, environment: Mapping[str, str]) -> str:
    """What is to be written beside the plain sequence, so that it comes through what is between.

    tmux keeps the plain sequence to itself unless set-clipboard is on, and hands on a wrapped one
    where allow-passthrough is on; screen knows the wrapped one alone. Over SSH their variables are
    missing and the name of the terminal tells.
    """
    plain = f"\x1b]52;c;{b64encode(words.encode('utf-8', 'replace')).decode()}\a"
    name = environment.get("TERM", "")
    if environment.get("TMUX") or name.startswith("tmux"):
        return "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY") or name.startswith("screen"):
        pieces = (
            plain[start : start + _SCREEN_BYTES] for start in range(0, len(plain), _SCREEN_BYTES)
        )
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return ""
