"""Painting a desk whose terminal is not there: once it has come to rest, and not at each step.

A terminal is painted up to sixty times a second, and nobody sees one that is not there. What is to
be painted is kept until the pilot rests, so that every state that a test can look at is painted,
and by the code that paints it for a person. The frames in between were a third of what all
sittings took.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App

_paint = Compositor.render_update


@contextmanager
def painted_at_rest() -> Iterator[None]:
    """Let desks keep what is to be painted until somebody calls ``paint``."""

    def keep(
        compositor: Compositor, full: bool = False, screen_stack: Any = None, simplify: bool = False
    ) -> Any:
        if full:
            return _paint(compositor, full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", keep)
        yield


@contextmanager
def painted_at_once() -> Iterator[None]:
    """Let desks paint each frame as they do in a terminal that is there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _paint)
        yield


def paint(app: App[Any]) -> None:
    """Paint what has changed on the screen since it was painted."""
    compositor = app.screen._compositor
    if compositor._dirty_regions:
        _paint(compositor, screen_stack=app._background_screens)
