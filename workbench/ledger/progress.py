"""How far something long has come, for whoever waits for it."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is done meanwhile, how far it is, and of how many, 0 if nobody knows.

It may raise to stop it.
"""


def no_progress(_what: str, _done: int, _all: int) -> None:
    """Tell nobody."""


class Told:
    """Tells how far something is, and can say it once more to learn whether to stop."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = ("", 0, 0)

    def __call__(self, what: str, done: int = 0, of: int = 0) -> None:
        """Tell how far it is."""
        self._last = (what, done, of)
        self._progress(what, done, of)

    def again(self) -> None:
        """Say what was said last."""
        self._progress(*self._last)
