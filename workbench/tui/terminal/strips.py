"""Keeping painted lines small, and letting go of them as soon as nothing shows them.

Textual divides each painted line at the edges of the widgets, and a line that needs no dividing
notes itself as its own division. Such a line is freed by a collection of garbage alone, of which
there are thousands a minute: until then they take memory, and the collection holds up a key.
Each line also has seven caches for what may be asked of it again; five of them never are in use
here, because what is made of the line is kept elsewhere, and all must be looked through.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

_KNOWN: Final = {
    *("_segments", "_cell_length", "_cell_count", "_link_ids", "_render_cache"),
    *("_divide_cache", "_crop_cache", "_style_cache", "_filter_cache"),
    *("_line_length_cache", "_crop_extend_cache", "_offsets_cache"),
}
"""What a line consists of. Where another release has more, lines begin as they do there."""


class _Forgetful(FIFOCache[Any, Any]):
    """A cache that keeps nothing, so that one serves for all."""

    def __setitem__(self, key: object, value: object) -> None:
        """Keep nothing."""

    def set(self, key: object, value: object) -> None:
        """Keep nothing."""


_forgetful: Final = _Forgetful(0)
_usual: Final[list[Callable[[Strip, Iterable[int]], Sequence[Strip]]]] = []


def keep_strips_small() -> None:
    """Have all lines painted so; doing it twice changes nothing."""
    if not _usual:
        _usual.append(Strip.divide)
        setattr(Strip, "divide", _divided)  # noqa: B010
        if set(Strip.__slots__) == _KNOWN:
            setattr(Strip, "__init__", _begun)  # noqa: B010


def _divided(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    length = strip.cell_length
    within = [cut for cut in cuts if cut <= length]
    if within == [length]:
        return [strip]
    return _usual[0](strip, within)


def _begun(strip: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    strip._segments = list(segments)
    strip._cell_length = cell_length
    strip._render_cache = strip._link_ids = strip._cell_count = None
    strip._divide_cache = FIFOCache(4)
    strip._crop_cache = FIFOCache(16)
    strip._style_cache = strip._filter_cache = _forgetful
    strip._line_length_cache = strip._crop_extend_cache = strip._offsets_cache = _forgetful
