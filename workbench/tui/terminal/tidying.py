"""Tidying up after closed screens at a moment of rest, so that no key waits for it later.

A full collection of garbage stops every key for as long as there are objects to look through.
While the desk is open it hardly comes by itself: it is done shortly after a screen was closed,
when there is little to look through.
"""

import gc
from typing import Final

from textual._styles_cache import StylesCache

SELDOM: Final = 100
"""How many collections of younger garbage go before a full one by itself; usually ten."""


PUT_OFF: Final = 30
"""So often what closed screens have left may wait for long work to end."""
CLOSED: Final = 20
"""After so many closed screens, what is still in use is left out of collections for good."""


class Tidying:
    """How garbage is collected while the desk is open."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()
        self._closed = 0
        self._put_off = 0

    def can_wait(self) -> bool:
        """Put it off, because there is much to look through now; not for ever."""
        self._put_off += 1
        return self._put_off < PUT_OFF

    def begin(self) -> None:
        """Let full collections be seldom."""
        self._usual = gc.get_threshold()
        gc.set_threshold(self._usual[0], self._usual[1], SELDOM)

    def end(self) -> None:
        """Leave it as it was."""
        gc.set_threshold(*self._usual)

    def tidy_up(self, *, at_rest: bool) -> None:
        """Collect what closed screens have left; ``at_rest`` if no screen lies over the desk.

        Textual keeps the inner and outer background of a widget in a cache whose keys hold the
        widget's whole painted content: a thousand widgets of screens long closed would stay in
        memory. It is emptied, and what is still shown fills it again.
        """
        self._put_off = 0
        StylesCache.get_inner_outer.cache_clear()
        gc.collect()
        self._closed += 1
        if at_rest and self._closed >= CLOSED:
            # A few parts of the screen closed last may be among it; hence seldom.
            self._closed = 0
            gc.freeze()
